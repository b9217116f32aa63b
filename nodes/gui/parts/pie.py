"""A slice of a rectangle, as of a pie: which part of each of its rows is in it."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, ceil, cos, inf, pi, sin, tau

Point = tuple[float, float]


def slice_of(center: Point, begin: float, end: float) -> list[Point]:
    """Return the outline of a slice of the square from 0, 0 to 1, 1: from its centre, then along its edge.

    `begin` and `end`, which is not less, are parts of a turn, 0 at the top and clockwise.
    """
    corners = [(1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    turns = [(_turn_to(center, corner), corner) for corner in corners if corner != center]
    passed = sorted(
        (turn + whole, corner)
        for turn, corner in turns
        for whole in (-1.0, 0.0, 1.0, 2.0)
        if begin < turn + whole < end
    )
    return [center, _edge(center, begin), *(corner for _, corner in passed), _edge(center, end)]


def _turn_to(center: Point, corner: Point) -> float:
    return (atan2(corner[1] - center[1], corner[0] - center[0]) + pi / 2) / tau


def _edge(center: Point, turn: float) -> Point:
    """Return where the line from the centre in a direction meets the edge."""
    angle = turn * tau - pi / 2
    (x, y), right, down = center, cos(angle), sin(angle)
    far = min(_distance(x, right), _distance(y, down))
    return (x + right * far, y + down * far)


def _distance(at: float, step: float) -> float:
    """Return how many steps it is to the edge."""
    if abs(step) < 1e-12:
        return inf
    return ((1.0 if step > 0 else 0.0) - at) / step


def rows(outline: list[Point], width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield what of each row, a pixel high, of a rectangle is in an outline: left, top, width, height."""
    sides = list(zip(outline, [*outline[1:], outline[0]], strict=True))
    for row in range(ceil(height)):
        tall = min(1.0, height - row)
        y = (row + tall / 2) / height
        crossings = sorted(
            ax + (bx - ax) * (y - ay) / (by - ay) for (ax, ay), (bx, by) in sides if (ay <= y) != (by <= y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            if right > left:
                yield (left * width, float(row), (right - left) * width, tall)
