"""Polygons as triangles, by cutting off ears."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from ..canvas.commands import Point

Triangle = tuple[int, int, int]


def triangulate(points: Sequence[Point]) -> list[Triangle]:
    """Return triangles that fill the polygon, as places in `points`.

    The points go round either way, and repeated ones do no harm. Where edges cross, no filling is
    right: what comes then has triangles of its points, but not more than they can have.
    """
    ring = _without_repeats(points)
    if len(ring) < 3 or not all(isfinite(x) and isfinite(y) for x, y in points):
        return []
    if _area(points, ring) < 0.0:
        ring.reverse()
    if _is_convex(points, ring):
        return [(ring[0], ring[i], ring[i + 1]) for i in range(1, len(ring) - 1)]
    return _cut_ears(points, ring)


def _without_repeats(points: Sequence[Point]) -> list[int]:
    ring: list[int] = []
    for i, point in enumerate(points):
        if not ring or tuple(point) != tuple(points[ring[-1]]):
            ring.append(i)
    while len(ring) > 1 and tuple(points[ring[0]]) == tuple(points[ring[-1]]):
        ring.pop()
    return ring


def _area(points: Sequence[Point], ring: list[int]) -> float:
    """Twice the area; positive if the points go round clockwise, as seen with y down."""
    total = 0.0
    ax, ay = points[ring[-1]]
    for i in ring:
        bx, by = points[i]
        total += ax * by - bx * ay
        ax, ay = bx, by
    return total


def _turn(a: Point, b: Point, c: Point) -> float:
    """Positive if the way from `a` over `b` to `c` turns as the ring does."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def _is_convex(points: Sequence[Point], ring: list[int]) -> bool:
    """Return True if no corner turns back, and the ring goes round once."""
    n = len(ring)
    reversals = 0
    before = 0.0
    for i in range(n):
        a, b, c = points[ring[i - 2]], points[ring[i - 1]], points[ring[i]]
        if _turn(a, b, c) < 0.0:
            return False
        step = b[0] - a[0]
        if step * before < 0.0:
            reversals += 1
        if step:
            before = step
    return reversals <= 2  # a star turns one way only, and goes to and fro more often


def _cut_ears(points: Sequence[Point], ring: list[int]) -> list[Triangle]:
    triangles: list[Triangle] = []
    i = without_ear = 0
    while len(ring) > 3:
        n = len(ring)
        a, b, c = ring[i % n], ring[(i + 1) % n], ring[(i + 2) % n]
        turn = _turn(points[a], points[b], points[c])
        if turn == 0.0 or (turn > 0.0 and not _covers(points, a, b, c, ring)) or without_ear > n:
            if turn:
                triangles.append((a, b, c))
            del ring[(i + 1) % n]
            without_ear = 0
        else:
            i = (i + 1) % n
            without_ear += 1
    triangles.append((ring[0], ring[1], ring[2]))
    return triangles


def _covers(points: Sequence[Point], a: int, b: int, c: int, ring: list[int]) -> bool:
    """Return True if another point of the ring lies in the triangle."""
    pa, pb, pc = points[a], points[b], points[c]
    left, right = min(pa[0], pb[0], pc[0]), max(pa[0], pb[0], pc[0])
    for i in ring:
        p = points[i]
        if (
            left <= p[0] <= right
            and i not in (a, b, c)
            and p not in (pa, pb, pc)
            and _turn(pa, pb, p) >= 0.0
            and _turn(pb, pc, p) >= 0.0
            and _turn(pc, pa, p) >= 0.0
        ):
            return True
    return False
