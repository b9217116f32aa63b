"""Polylines as pieces that a driver can fill: lines that end where they join, and upright boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot, isfinite
from typing import NamedTuple

from ..canvas.commands import Point

_LONGEST_MITRE = 4.0
"""How far a corner may stick out, in half widths; a sharper one is cut off."""


class Stroke(NamedTuple):
    """A straight line of half width `half` from `x`, `y` by `dx`, `dy`.

    Its ends are cut along the mitres `ax`, `ay` and `bx`, `by`: a corner lies at the end, plus or
    minus the mitre times the half width.
    """

    x: float
    y: float
    dx: float
    dy: float
    ax: float
    ay: float
    bx: float
    by: float
    half: float


class Wedge(NamedTuple):
    """The triangle that fills the outside of a corner that is cut off."""

    a: Point
    b: Point
    c: Point


class Bar(NamedTuple):
    """An upright rectangle: x, y, width and height."""

    x: float
    y: float
    width: float
    height: float


def stroke(points: Sequence[Point], width: float) -> list[Stroke | Wedge | Bar]:
    """Return what fills a line of this width along the points.

    If all parts of the line are level or upright they are bars, which a driver puts on whole pixels.
    A line whose last point is its first has a corner there too, not two ends.
    """
    path = _without_repeats(points)
    if len(path) < 2 or not (width > 0.0 and isfinite(width)):
        return []
    closed = len(path) > 3 and path[0] == path[-1]
    if all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(path)):
        return list(_bars(path, width / 2.0, closed))
    return _strokes(path, width / 2.0, closed)


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    path: list[Point] = []
    for x, y in points:
        if isfinite(x) and isfinite(y) and (not path or (x, y) != path[-1]):
            path.append((x, y))
    return path


def _bars(path: list[Point], half: float, closed: bool) -> list[Bar]:
    """Level parts reach over the corners, upright ones stop before them: nothing is filled twice."""
    bars = []
    last = len(path) - 2
    level = [a[1] == b[1] for a, b in pairwise(path)]
    for i, (a, b) in enumerate(pairwise(path)):
        before = level[i - 1] if i or closed else None
        after = level[i + 1] if i < last else level[0] if closed else None
        if level[i]:
            start = 0.0 if before is None or before else half
            end = 0.0 if after is None or after else half
            if a[0] > b[0]:
                a, b, start, end = b, a, end, start
            bars.append(Bar(a[0] - start, a[1] - half, b[0] - a[0] + start + end, 2 * half))
        else:
            start = half if before else 0.0
            end = half if after else 0.0
            if a[1] > b[1]:
                a, b, start, end = b, a, end, start
            length = b[1] - a[1] - start - end
            if length > 0.0:
                bars.append(Bar(a[0] - half, a[1] + start, 2 * half, length))
    return bars


def _strokes(path: list[Point], half: float, closed: bool) -> list[Stroke | Wedge | Bar]:
    steps = []
    for (ax, ay), (bx, by) in pairwise(path):
        length = hypot(bx - ax, by - ay)
        steps.append(((bx - ax) / length, (by - ay) / length) if length else (1.0, 0.0))
    pieces: list[Stroke | Wedge | Bar] = []
    n = len(steps)
    for i, (ux, uy) in enumerate(steps):
        a, b = path[i], path[i + 1]
        start = steps[i - 1] if i or closed else None
        end = steps[i + 1] if i < n - 1 else steps[0] if closed else None
        ax, ay = _mitre(start, (ux, uy)) or (-uy, ux)
        bx, by = _mitre((ux, uy), end) or (-uy, ux)
        pieces.append(Stroke(*a, b[0] - a[0], b[1] - a[1], ax, ay, bx, by, half))
        if end is not None and _mitre((ux, uy), end) is None:
            pieces.append(_wedge(b, (ux, uy), end, half))
    return pieces


def _mitre(before: Point | None, after: Point | None) -> Point | None:
    """Return where the outer corner is, in half widths; None if the corner is too sharp for one."""
    if before is None or after is None:
        ux, uy = before or after or (1.0, 0.0)
        return (-uy, ux)
    x, y = -before[1] - after[1], before[0] + after[0]
    square = x * x + y * y
    if square * _LONGEST_MITRE * _LONGEST_MITRE < 4.0:
        return None
    return (2.0 * x / square, 2.0 * y / square)


def _wedge(corner: Point, before: Point, after: Point, half: float) -> Wedge:
    x, y = corner
    side = -half if before[0] * after[1] - before[1] * after[0] > 0.0 else half
    return Wedge(
        corner,
        (x - before[1] * side, y + before[0] * side),
        (x - after[1] * side, y + after[0] * side),
    )
