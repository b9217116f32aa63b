"""Fonts and their metrics, and where lines of text may break."""
