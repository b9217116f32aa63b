"""Points and matrices of the physics: plain tuples of numbers."""

from __future__ import annotations

from math import hypot

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""
Matrix = tuple[float, float, float, float, float, float]
"""x axis, y axis and origin, as the numbers of a `Transform2D`."""

EPSILON = 0.00001
NOWHERE: Point = (0.0, 0.0)
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def normalized(x: float, y: float) -> Point:
    """Return the direction with the length 1; without one itself."""
    length = hypot(x, y)
    return (x / length, y / length) if length else NOWHERE


def transformed(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a point goes."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def moved(matrix: Matrix, by: Point) -> Matrix:
    """Return the matrix after a move."""
    a, b, c, d, e, f = matrix
    return (a, b, c, d, e + by[0], f + by[1])


def inverse(matrix: Matrix) -> Matrix:
    """Return the way back; one that flattens the plane leads to zero."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not area:
        return (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    a, b, c, d = d / area, -b / area, -c / area, a / area
    return (a, b, c, d, -(a * e + c * f), -(b * e + d * f))


def joined(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of both."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def grown(bounds: Bounds, by: float) -> Bounds:
    """Return bounds that are larger by so much on each side."""
    left, top, right, bottom = bounds
    return (left - by, top - by, right + by, bottom + by)


def swept(bounds: Bounds, motion: Point) -> Bounds:
    """Return the bounds of what moves."""
    left, top, right, bottom = bounds
    x, y = motion
    return (left + min(x, 0.0), top + min(y, 0.0), right + max(x, 0.0), bottom + max(y, 0.0))


def meet(one: Bounds, other: Bounds) -> bool:
    """Return True if two bounds overlap or touch."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
