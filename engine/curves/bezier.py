"""Cubic Bézier and Catmull-Rom pieces."""

from __future__ import annotations


def bezier(t: float, start: float, control_1: float, control_2: float, end: float) -> float:
    """Return the number at `t` of a cubic Bézier piece."""
    rest = 1.0 - t
    return (
        start * rest * rest * rest
        + control_1 * rest * rest * t * 3.0
        + control_2 * rest * t * t * 3.0
        + end * t * t * t
    )


def cubic(a: float, b: float, pre: float, post: float, t: float) -> float:
    """Return the number at `t` between `a` and `b` of a curve that comes from `pre` and goes to `post`."""
    return 0.5 * (
        2.0 * a
        + (b - pre) * t
        + (2.0 * pre - 5.0 * a + 4.0 * b - post) * t * t
        + (3.0 * a - pre - 3.0 * b + post) * t * t * t
    )
