"""Geometry: points, segments, circles and polygons of the plane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final

from ..physics2d.polygons import convex_hull, is_clockwise
from ..variant.pool_array import PoolIntArray
from ..variant.pool_vector_array import PoolVector2Array
from ..variant.scalar import EPSILON
from ..variant.vector2 import Vector2
from .singleton import Singleton


class PlaneGeometry(Singleton):
    """What scripts know as `Geometry`, of the plane; there is nothing of space, and no clipping of polygons.

    Source: Godot 3.6's `Geometry`.
    """

    def get_closest_point_to_segment_2d(self, point: Vector2, s1: Vector2, s2: Vector2) -> Vector2:
        """Return the point of the segment from `s1` to `s2` that is nearest to `point`."""
        return s1 + (s2 - s1) * min(max(_along(point, s1, s2), 0.0), 1.0)

    def get_closest_point_to_segment_uncapped_2d(self, point: Vector2, s1: Vector2, s2: Vector2) -> Vector2:
        """Return the point of the line through `s1` and `s2` that is nearest to `point`."""
        return s1 + (s2 - s1) * _along(point, s1, s2)

    def get_closest_points_between_segments_2d(
        self, p1: Vector2, q1: Vector2, p2: Vector2, q2: Vector2
    ) -> PoolVector2Array:
        """Return the points of the segments from `p1` to `q1` and from `p2` to `q2` that are nearest."""
        first, second, apart = q1 - p1, q2 - p2, p1 - p2
        a, e = first.length_squared(), second.length_squared()
        c, f = first.dot(apart), second.dot(apart)
        s = t = 0.0
        if a <= EPSILON < e:
            t = _within(f / e)
        elif e <= EPSILON < a:
            s = _within(-c / a)
        elif a > EPSILON:
            b = first.dot(second)
            parallel = a * e - b * b
            s = _within((b * f - c * e) / parallel) if parallel else 0.0
            t = (b * s + f) / e
            if not 0.0 <= t <= 1.0:
                t = _within(t)
                s = _within((b * t - c) / a)
        return PoolVector2Array([p1 + first * s, p2 + second * t])

    def segment_intersects_segment_2d(
        self, from_a: Vector2, to_a: Vector2, from_b: Vector2, to_b: Vector2
    ) -> Vector2 | None:
        """Return where two segments meet, None if they do not.

        As in Godot those on one line do not, and one that ends on the other does from one side alone.
        """
        way = to_a - from_a
        length = way.length_squared()
        if not length:
            return None
        (cx, cy), (dx, dy) = (_turned(point - from_a, way / length) for point in (from_b, to_b))
        if (cy < 0.0) == (dy < 0.0):
            return None
        at = dx + (cx - dx) * dy / (dy - cy)
        return from_a + way * at if 0.0 <= at <= 1.0 else None

    def line_intersects_line_2d(
        self, from_a: Vector2, dir_a: Vector2, from_b: Vector2, dir_b: Vector2
    ) -> Vector2 | None:
        """Return where two lines meet that go through a point in a direction; None if they are parallel."""
        across = dir_a.cross(dir_b)
        return None if abs(across) < EPSILON else from_a + dir_a * ((from_b - from_a).cross(dir_b) / across)

    def segment_intersects_circle(
        self, segment_from: Vector2, segment_to: Vector2, circle_position: Vector2, circle_radius: float
    ) -> float:
        """Return how far on its way, from 0 to 1, a segment first meets a circle; -1 if it does not."""
        way, begin = segment_to - segment_from, segment_from - circle_position
        a, b = way.length_squared(), 2.0 * begin.dot(way)
        under_root = b * b - 4.0 * a * (begin.length_squared() - circle_radius * circle_radius)
        if under_root < 0.0 or not a:
            return -1.0
        root = sqrt(under_root)
        places = (-b - root) / (2.0 * a), (-b + root) / (2.0 * a)
        return next((at for at in places if 0.0 <= at <= 1.0), -1.0)

    def is_point_in_circle(self, point: Vector2, circle_position: Vector2, circle_radius: float) -> bool:
        """Return True if a point is within a circle, or on it."""
        return point.distance_squared_to(circle_position) <= circle_radius * circle_radius

    def point_is_inside_triangle(self, point: Vector2, a: Vector2, b: Vector2, c: Vector2) -> bool:
        """Return True if a point is within a triangle, whichever way that goes round."""
        a, b, c = a - point, b - point, c - point
        return (a.cross(b) > 0.0) == (b.cross(c) > 0.0) == (c.cross(a) > 0.0)

    def is_point_in_polygon(self, point: Vector2, polygon: Iterable[Vector2]) -> bool:
        """Return True if a point is within a polygon, or on one of its edges."""
        points = list(polygon)
        x, y = point
        inside = False
        for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
            if self.get_closest_point_to_segment_2d(point, a, b).is_equal_approx(point):
                return len(points) > 2
            (ax, ay), (bx, by) = a, b
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
        return inside

    def is_polygon_clockwise(self, polygon: Iterable[Vector2]) -> bool:
        """Return True if a polygon goes round clockwise, where y points up."""
        return is_clockwise([(x, y) for x, y in polygon])

    def convex_hull_2d(self, points: Iterable[Vector2]) -> PoolVector2Array:
        """Return the corners of the smallest convex polygon around the points, the first again at the end."""
        corners = convex_hull([(x, y) for x, y in points])
        return PoolVector2Array([Vector2(*corner) for corner in [*corners, *corners[:1]]])

    def triangulate_polygon(self, polygon: Iterable[Vector2]) -> PoolIntArray:
        """Return triangles that fill a polygon, three places in it for each; none if it crosses itself."""
        return PoolIntArray(_triangles(list(polygon)))


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _along(point: Vector2, s1: Vector2, s2: Vector2) -> float:
    """Return how far on the way from `s1` to `s2` the foot of a point is."""
    way = s2 - s1
    length = way.length_squared()
    return way.dot(point - s1) / length if length > 1e-20 else 0.0


def _turned(point: Vector2, axis: Vector2) -> tuple[float, float]:
    """Return a point as seen along an axis."""
    return point.dot(axis), axis.cross(point)


def _triangles(points: Sequence[Vector2]) -> list[int]:
    """Cut off one ear after the other, in the order of Godot's `Triangulate::triangulate`."""
    ring = list(range(len(points)))
    if sum(a.cross(b) for a, b in zip(points, [*points[1:], *points[:1]], strict=True)) <= 0.0:
        ring.reverse()
    found: list[int] = []
    at, tried, exact = len(ring) - 1, 0, True
    while len(ring) > 2:
        if tried == 2 * len(ring):
            if not exact:
                return []
            tried, exact = 0, False
        tried += 1
        before = at if at < len(ring) else 0
        at = (before + 1) % len(ring)
        after = (at + 1) % len(ring)
        ear = [ring[before], ring[at], ring[after]]
        if _is_ear(points, ring, ear, exact):
            found += ear
            del ring[at]
            tried = 0
    return found


def _is_ear(points: Sequence[Vector2], ring: Sequence[int], ear: Sequence[int], exact: bool) -> bool:
    """Return True if a corner can be cut off; not `exact` lets points be on its edges."""
    a, b, c = (points[place] for place in ear)
    if (b - a).cross(c - a) < (EPSILON if exact else -EPSILON):
        return False
    least = 0.0 if exact else EPSILON * EPSILON
    return not any(
        all((end - begin).cross(points[other] - begin) >= least for begin, end in ((a, b), (b, c), (c, a)))
        for other in ring
        if other not in ear
    )


Geometry: Final = PlaneGeometry()
"""Points, segments, circles and polygons of the plane: `Geometry.is_point_in_polygon(point, polygon)`."""
