"""Polygons: which way they go round, what is around them, and the convex parts that they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from .vectors import Point, normalized


def is_clockwise(points: Sequence[Point]) -> bool:
    """Return True if the points go round clockwise where y points up. Source: `Geometry`."""
    following = [*points[1:], *points[:1]]
    return sum((bx - ax) * (by + ay) for (ax, ay), (bx, by) in zip(points, following, strict=True)) > 0.0


def going_round(points: Sequence[Point]) -> list[Point]:
    """Return the points in the order in which the normals of the edges point out."""
    return list(reversed(points)) if is_clockwise(points) else list(points)


def convex_hull(points: Sequence[Point]) -> list[Point]:
    """Return the corners of the smallest convex area that has all points in it."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    hull: list[Point] = []
    for half in (ordered, ordered[::-1]):
        begin = len(hull)
        for point in half:
            while len(hull) - begin > 1 and _turn(hull[-2], hull[-1], point) <= 0.0:
                hull.pop()
            hull.append(point)
        hull.pop()
    return hull


def convex_parts(points: Sequence[Point]) -> list[list[Point]]:
    """Return convex areas that fill a polygon together: triangles, joined where that leaves no dent.

    Source: the ear clipping and the method of Hertel and Mehlhorn behind Godot's
    `Geometry::decompose_polygon_in_convex`.
    """
    ring = going_round(points)
    parts = _ears(ring)
    at = 0
    while at < len(parts):
        for other in parts[at + 1 :]:
            whole = _joined(ring, parts[at], other)
            if whole is not None:
                parts[at] = whole
                parts.remove(other)
                break
        else:
            at += 1
    return [[ring[i] for i in part] for part in parts]


def _ears(points: Sequence[Point]) -> list[list[int]]:
    """Return triangles that fill the polygon: the sharpest corner is cut off first."""
    ring = list(range(len(points)))
    ears: list[list[int]] = []
    while len(ring) > 3:
        ear = max(range(len(ring)), key=lambda at: _sharpness(points, ring, at))
        if _sharpness(points, ring, ear) < -1.0:
            return ears  # edges that cross, or nothing but a line
        ears.append([ring[ear - 1], ring[ear], ring[(ear + 1) % len(ring)]])
        del ring[ear]
    if len(ring) == 3 and _turn(*(points[i] for i in ring)) > 0.0:
        ears.append(ring)
    return ears


def _sharpness(points: Sequence[Point], ring: list[int], at: int) -> float:
    """Return the cosine of the angle at a corner; less than -1 if it cannot be cut off."""
    before, corner, after = points[ring[at - 1]], points[ring[at]], points[ring[(at + 1) % len(ring)]]
    if _turn(before, corner, after) <= 0.0:
        return -2.0
    for i in ring:
        p = points[i]
        if p not in (before, corner, after) and (
            _turn(before, corner, p) >= 0.0
            and _turn(corner, after, p) >= 0.0
            and _turn(after, before, p) >= 0.0
        ):
            return -2.0
    ax, ay = normalized(before[0] - corner[0], before[1] - corner[1])
    bx, by = normalized(after[0] - corner[0], after[1] - corner[1])
    return ax * bx + ay * by


def _joined(points: Sequence[Point], one: list[int], other: list[int]) -> list[int] | None:
    """Return both as one area, if they have an edge in common and no dent is left."""
    for i, begin in enumerate(one):
        end = one[(i + 1) % len(one)]
        for j, back in enumerate(other):
            if back == end and other[(j + 1) % len(other)] == begin:
                rest = [other[(j + 2 + k) % len(other)] for k in range(len(other) - 2)]
                whole = [*one[: i + 1], *rest, *one[i + 1 :]]
                return whole if all(_bulges(points, whole, corner) for corner in (begin, end)) else None
    return None


def _bulges(points: Sequence[Point], ring: list[int], corner: int) -> bool:
    at = ring.index(corner)
    return _turn(points[ring[at - 1]], points[corner], points[ring[(at + 1) % len(ring)]]) > 0.0


def _turn(a: Point, b: Point, c: Point) -> float:
    """Positive if the way from `a` over `b` to `c` turns as a polygon does whose normals point out."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
