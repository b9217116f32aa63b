"""Curve2D: a way through the plane."""

from __future__ import annotations

from math import cos, fmod, hypot, radians
from typing import NamedTuple

from ..base.error import ScriptError
from ..object.lifetime import guarded
from ..object.property import Getter, Setter, getter, setter
from ..object.resource import Resource
from ..variant.pool_vector_array import PoolVector2Array
from ..variant.vector2 import Vector2
from .bezier import bezier

_SUBSTEP = 0.1
_SEARCHES = 10


class _Point(NamedTuple):
    """A point, and its two handles as seen from it."""

    position: Vector2
    in_: Vector2
    out: Vector2


class Curve2D(Resource):
    """Points that Bézier pieces connect. What goes along it goes by its baked points, `bake_interval` apart.

    Source: Godot 3.6's `Curve2D`.
    """

    def __init__(self) -> None:
        self._points_: list[_Point] = []
        self._interval_ = 5.0
        self._baked_: list[Vector2] | None = None
        self._length_ = 0.0

    # -- Points --------------------------------------------------------------------------------

    def get_point_count(self) -> int:
        """Return the number of points."""
        return len(self._points_)

    def add_point(
        self, position: Vector2, in_: Vector2 = Vector2.ZERO, out: Vector2 = Vector2.ZERO, index: int = -1
    ) -> None:
        """Add a point with its handles: before the one at `index`, without that at the end."""
        at = index if 0 <= index < len(self._points_) else len(self._points_)
        self._points_.insert(at, _Point(Vector2(*position), Vector2(*in_), Vector2(*out)))
        self._change_()

    def set_point_position(self, idx: int, position: Vector2) -> None:
        """Move a point."""
        self._replace_(idx, position=position)

    def get_point_position(self, idx: int) -> Vector2:
        """Return where a point is."""
        return self._points_[self._index_(idx)].position

    def set_point_in(self, idx: int, position: Vector2) -> None:
        """Set the handle before a point, as seen from it."""
        self._replace_(idx, in_=position)

    def get_point_in(self, idx: int) -> Vector2:
        """Return the handle before a point."""
        return self._points_[self._index_(idx)].in_

    def set_point_out(self, idx: int, position: Vector2) -> None:
        """Set the handle after a point, as seen from it."""
        self._replace_(idx, out=position)

    def get_point_out(self, idx: int) -> Vector2:
        """Return the handle after a point."""
        return self._points_[self._index_(idx)].out

    def remove_point(self, idx: int) -> None:
        """Take a point away."""
        del self._points_[self._index_(idx)]
        self._change_()

    def clear_points(self) -> None:
        """Take all points away."""
        self._points_.clear()
        self._change_()

    def _replace_(self, idx: int, **parts: Vector2) -> None:
        at = self._index_(idx)
        self._points_[at] = self._points_[at]._replace(**{name: Vector2(*to) for name, to in parts.items()})
        self._change_()

    def _index_(self, idx: int) -> int:
        if not 0 <= idx < len(self._points_):
            raise ScriptError(f"{self!r} has {len(self._points_)} points, so there is no point {idx}.")
        return idx

    def _change_(self) -> None:
        self._baked_ = None
        self.changed.emit()

    # -- By its points -------------------------------------------------------------------------

    def interpolate(self, idx: int, t: float) -> Vector2:
        """Return where the piece after a point is at `t`, 0 to 1; the last point from there on."""
        if not self._points_:
            return Vector2.ZERO
        if idx >= len(self._points_) - 1:
            return self._points_[-1].position
        return self._points_[0].position if idx < 0 else self._between_(idx, t)

    def interpolatef(self, fofs: float) -> Vector2:
        """Return where the curve is at a number such as 1.5: in the middle of the piece after point 1."""
        fofs = max(0.0, min(fofs, float(len(self._points_))))
        return self.interpolate(int(fofs), fmod(fofs, 1.0))

    def _between_(self, idx: int, t: float) -> Vector2:
        a, b = self._points_[idx], self._points_[idx + 1]
        (ax, ay), (ox, oy), (bx, by), (ix, iy) = a.position, a.out, b.position, b.in_
        return Vector2(bezier(t, ax, ax + ox, bx + ix, bx), bezier(t, ay, ay + oy, by + iy, by))

    def tessellate(self, max_stages: int = 5, tolerance_degrees: float = 4) -> PoolVector2Array:
        """Return points between which the curve turns by less than so many degrees: more where it bends."""
        points = self._points_
        found = [points[0].position] if points else []
        flat = cos(radians(tolerance_degrees))
        for idx in range(len(points) - 1):
            at: list[float] = []
            self._halve_(idx, 0.0, 1.0, max_stages, flat, at)
            found += [self._between_(idx, t) for t in sorted(at)]
            found.append(points[idx + 1].position)
        return PoolVector2Array(found)

    def _halve_(
        self, idx: int, begin: float, end: float, stages: int, flat: float, found: list[float]
    ) -> None:
        """Add the middle of a part to what is found if the curve bends there, and do so with both halves."""
        middle = begin + (end - begin) * 0.5
        start, half, last = (self._between_(idx, t) for t in (begin, middle, end))
        if (half - start).normalized().dot((last - half).normalized()) < flat:
            found.append(middle)
        if stages > 0:
            self._halve_(idx, begin, middle, stages - 1, flat, found)
            self._halve_(idx, middle, end, stages - 1, flat, found)

    # -- By its baked points -------------------------------------------------------------------

    @property
    def bake_interval(self) -> float:
        """How far the baked points are from each other."""
        return self._interval_

    @bake_interval.setter
    @guarded
    def bake_interval(self, distance: float) -> None:
        if not distance > 0:
            raise ScriptError(f"{self!r}: bake_interval is greater than 0, not {distance!r}.")
        self._interval_ = float(distance)
        self._change_()

    set_bake_interval: Setter[float] = setter("bake_interval", "distance")
    get_bake_interval: Getter[float] = getter("bake_interval")

    def get_baked_length(self) -> float:
        """Return how long the curve is."""
        self._bake_()
        return self._length_

    def get_baked_points(self) -> PoolVector2Array:
        """Return the points that are as far from each other as `bake_interval` says, and the last one."""
        return PoolVector2Array(self._bake_())

    def interpolate_baked(self, offset: float, cubic: bool = False) -> Vector2:
        """Return where one is after a way of so many pixels; `cubic`: in a curve through the baked points."""
        baked = self._bake_()
        if len(baked) < 2 or offset < 0:
            return baked[0] if baked else Vector2.ZERO
        if offset >= self._length_:
            return baked[-1]
        last = len(baked) - 2
        at = min(int(offset / self._interval_), last)
        part = offset - at * self._interval_
        part /= self._length_ - last * self._interval_ if at == last else self._interval_
        a, b = baked[at], baked[at + 1]
        if cubic:
            return a.cubic_interpolate(b, baked[max(0, at - 1)], baked[min(at + 2, last + 1)], part)
        return a.linear_interpolate(b, part)

    def get_closest_point(self, to_point: Vector2) -> Vector2:
        """Return the point of the curve that is nearest to another."""
        return self._closest_(to_point)[0]

    def get_closest_offset(self, to_point: Vector2) -> float:
        """Return after how many pixels the curve is nearest to a point."""
        return self._closest_(to_point)[1]

    def _closest_(self, to_point: Vector2) -> tuple[Vector2, float]:
        baked = self._bake_()
        interval = self._interval_
        nearest, offset, least = baked[0] if baked else Vector2.ZERO, 0.0, -1.0
        for at in range(len(baked) - 1):
            start = baked[at]
            direction = (baked[at + 1] - start) / interval
            along = max(0.0, min((to_point - start).dot(direction), interval))
            found = start + direction * along
            distance = found.distance_squared_to(to_point)
            if least < 0.0 or distance < least:
                nearest, offset, least = found, at * interval + along, distance
        return nearest, offset

    def _bake_(self) -> list[Vector2]:
        """Return the baked points, which are found at the first use after a change."""
        if self._baked_ is None:
            self._baked_ = self._find_points_()
        return self._baked_

    def _find_points_(self) -> list[Vector2]:
        points, interval = self._points_, self._interval_
        self._length_ = 0.0
        if len(points) < 2:
            return [point.position for point in points]
        at = points[0].position
        found = [at]
        for idx in range(len(points) - 1):
            t = 0.0
            while t < 1.0:
                after = min(t + _SUBSTEP, 1.0)
                if _distance(at, self._between_(idx, after)) <= interval:
                    t = after
                    continue
                low, high = t, after  # between these the distance is passed
                for _ in range(_SEARCHES):
                    t = low + (high - low) * 0.5
                    there = self._between_(idx, t)
                    if interval < _distance(at, there):
                        high = t
                    else:
                        low = t
                at, t = there, low + (high - low) * 0.5
                found.append(at)
        last = points[-1].position
        self._length_ = (len(found) - 1) * interval + _distance(at, last)
        found.append(last)
        return found

    def __repr__(self) -> str:
        return f"<Curve2D of {len(self._points_)} points>"


def _distance(a: Vector2, b: Vector2) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])
