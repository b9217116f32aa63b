"""Transforms, colours and rectangles as the plain tuples that drawings hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import cos, sin

from .commands import Matrix, Rgba
from .drawing import Bounds


def matrix_of(position: Iterable[float], rotation: float, scale: Iterable[float]) -> Matrix:
    """Return the transform that scales, then turns, then moves."""
    x, y = position
    return (*axes_of(rotation, scale), x, y)


def axes_of(rotation: float, scale: Iterable[float]) -> tuple[float, float, float, float]:
    """Return where the x and the y axis go that are scaled, then turned."""
    width, height = scale
    if rotation == 0.0:
        return (width, 0.0 * width, 0.0, height)  # mirrored is turned by minus half a turn, as in Godot
    sine, cosine = sin(rotation), cos(rotation)
    return (cosine * width, sine * width, -sine * height, cosine * height)


def compose(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the transform that does `inner` first and then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    if g == j == 1.0 and h == i == 0.0:  # moved only, as most are
        return (a, b, c, d, a * k + c * m + e, b * k + d * m + f)
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def multiply(one: Rgba, other: Rgba) -> Rgba:
    """Return the colour of `one` seen through `other`."""
    r, g, b, a = one
    s, t, u, v = other
    return (r * s, g * t, b * u, a * v)


@lru_cache(maxsize=4096)
def color_bits(color: Rgba) -> int:
    """Return a colour as 8 bits each: red, green, blue and, highest, alpha."""
    r, g, b, a = [int(min(1.0, max(0.0, part)) * 255.0 + 0.5) for part in color]
    return r | g << 8 | b << 16 | a << 24


def bounds(transform: Matrix, width: float, height: float) -> Bounds:
    """Return the upright rectangle around the one from 0, 0 to `width`, `height`."""
    a, b, c, d, e, f = transform
    xs = (e, e + a * width, e + c * height, e + a * width + c * height)
    ys = (f, f + b * width, f + d * height, f + b * width + d * height)
    return (min(xs), min(ys), max(xs), max(ys))


def intersect(one: Bounds | None, other: Bounds) -> Bounds:
    """Return what both rectangles cover; without area if they do not meet."""
    if one is None:
        return other
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return (left, top, max(left, min(one[2], other[2])), max(top, min(one[3], other[3])))
