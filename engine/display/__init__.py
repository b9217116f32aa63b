"""Drivers that show a tree and take input for it. Only they import a window library."""
