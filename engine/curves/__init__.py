"""Curves: of a number, of points in the plane, and of colours."""
