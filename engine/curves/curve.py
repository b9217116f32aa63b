"""Curve: a number that depends on another between 0 and 1."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import floor
from typing import Final, Self

from ..base.error import ScriptError
from ..object.lifetime import guarded
from ..object.property import Getter, Setter, getter, setter
from ..object.resource import Resource
from ..object.signal import Signal
from ..variant.vector2 import Vector2
from .bezier import bezier

_EPSILON = 0.00001
_LEAST_RANGE = 0.01


class _Point:
    """A point, and how steep the curve is before and after it."""

    __slots__ = ("left", "left_mode", "position", "right", "right_mode")

    def __init__(self, position: Vector2, left: float, right: float, left_mode: int, right_mode: int) -> None:
        self.position = position
        self.left = left
        self.right = right
        self.left_mode = left_mode
        self.right_mode = right_mode

    def copy(self) -> _Point:
        """Return one like it."""
        return _Point(self.position, self.left, self.right, self.left_mode, self.right_mode)


class Curve(Resource):
    """Points from 0 to 1, by their x, which smooth pieces connect.

    Source: Godot 3.6's `Curve`.
    """

    TANGENT_FREE = 0
    TANGENT_LINEAR = 1
    TANGENT_MODE_COUNT = 2

    range_changed: Final = Signal()

    def __init__(self) -> None:
        self._points_: list[_Point] = []
        self._min_ = 0.0
        self._max_ = 1.0
        self._resolution_ = 100
        self._baked_: list[float] | None = None

    # -- Points --------------------------------------------------------------------------------

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy with points of its own."""
        twin = super().duplicate(subresources)
        twin._points_ = [point.copy() for point in self._points_]
        return twin

    def get_point_count(self) -> int:
        """Return the number of points."""
        return len(self._points_)

    def add_point(
        self,
        position: Vector2,
        left_tangent: float = 0,
        right_tangent: float = 0,
        left_mode: int = TANGENT_FREE,
        right_mode: int = TANGENT_FREE,
    ) -> int:
        """Add a point and return its index. Tangents say how steep the curve is before and after it."""
        x, y = Vector2(*position)
        x = max(0.0, min(x, 1.0))
        point = _Point(Vector2(x, y), left_tangent, right_tangent, _mode(left_mode), _mode(right_mode))
        at = self._index_of_(x)
        self._points_.insert(at, point)
        self._update_(at)
        return at

    def remove_point(self, index: int) -> None:
        """Take a point away."""
        self._point_(index)
        del self._points_[index]
        self._change_()

    def clear_points(self) -> None:
        """Take all points away."""
        self._points_.clear()
        self._change_()

    def clean_dupes(self) -> None:
        """Take away points that are at the x of the one before."""
        kept: list[_Point] = []
        for point in self._points_:
            if not kept or point.position[0] - kept[-1].position[0] > _EPSILON:
                kept.append(point)
        if len(kept) < len(self._points_):
            self._points_ = kept
            self._change_()

    def get_point_position(self, index: int) -> Vector2:
        """Return where a point is."""
        return self._point_(index).position

    def set_point_value(self, index: int, y: float) -> None:
        """Move a point up or down."""
        point = self._point_(index)
        point.position = Vector2(point.position[0], y)
        self._update_(index)

    def set_point_offset(self, index: int, offset: float) -> int:
        """Move a point to another x, and return the index that it has then."""
        point = self._point_(index)
        del self._points_[index]
        x = max(0.0, min(float(offset), 1.0))
        point.position = Vector2(x, point.position[1])
        at = self._index_of_(x)
        self._points_.insert(at, point)
        if at != index:
            self._update_(index)
        self._update_(at)
        return at

    def get_point_left_tangent(self, index: int) -> float:
        """Return how steep the curve is before a point."""
        return self._point_(index).left

    def set_point_left_tangent(self, index: int, tangent: float) -> None:
        """Set how steep the curve is before a point."""
        point = self._point_(index)
        point.left, point.left_mode = float(tangent), Curve.TANGENT_FREE
        self._change_()

    def get_point_right_tangent(self, index: int) -> float:
        """Return how steep the curve is after a point."""
        return self._point_(index).right

    def set_point_right_tangent(self, index: int, tangent: float) -> None:
        """Set how steep the curve is after a point."""
        point = self._point_(index)
        point.right, point.right_mode = float(tangent), Curve.TANGENT_FREE
        self._change_()

    def get_point_left_mode(self, index: int) -> int:
        """Return whether the curve is straight (TANGENT_LINEAR) before a point."""
        return self._point_(index).left_mode

    def set_point_left_mode(self, index: int, mode: int) -> None:
        """Set whether the curve is straight (TANGENT_LINEAR) before a point."""
        self._point_(index).left_mode = _mode(mode)
        self._update_(index)

    def get_point_right_mode(self, index: int) -> int:
        """Return whether the curve is straight (TANGENT_LINEAR) after a point."""
        return self._point_(index).right_mode

    def set_point_right_mode(self, index: int, mode: int) -> None:
        """Set whether the curve is straight (TANGENT_LINEAR) after a point."""
        self._point_(index).right_mode = _mode(mode)
        self._update_(index)

    def _point_(self, index: int) -> _Point:
        if not 0 <= index < len(self._points_):
            raise ScriptError(f"{self!r} has {len(self._points_)} points, so there is no point {index}.")
        return self._points_[index]

    def _index_of_(self, x: float) -> int:
        """Return the place of a new point: after those at the same x, but before an only one."""
        search = bisect_left if len(self._points_) == 1 else bisect_right
        return search(self._points_, x, key=lambda point: point.position[0])

    def _update_(self, index: int) -> None:
        """Make what is straight beside a point straight again."""
        points = self._points_
        for at in (index - 1, index):
            if 0 <= at < len(points) - 1:
                a, b = points[at], points[at + 1]
                if a.right_mode == Curve.TANGENT_LINEAR:
                    a.right = _slope(a, b)
                if b.left_mode == Curve.TANGENT_LINEAR:
                    b.left = _slope(a, b)
        self._change_()

    def _change_(self) -> None:
        self._baked_ = None
        self.changed.emit()

    # -- The range -----------------------------------------------------------------------------

    @property
    def min_value(self) -> float:
        """The least value, for editors of curves."""
        return self._min_

    @min_value.setter
    @guarded
    def min_value(self, min: float) -> None:
        self._min_ = float(min) if min <= self._max_ - _LEAST_RANGE else self._max_ - _LEAST_RANGE
        self.range_changed.emit()

    @property
    def max_value(self) -> float:
        """The greatest value, for editors of curves."""
        return self._max_

    @max_value.setter
    @guarded
    def max_value(self, max: float) -> None:
        self._max_ = float(max) if max >= self._min_ + _LEAST_RANGE else self._min_ + _LEAST_RANGE
        self.range_changed.emit()

    set_min_value: Setter[float] = setter("min_value", "min")
    get_min_value: Getter[float] = getter("min_value")
    set_max_value: Setter[float] = setter("max_value", "max")
    get_max_value: Getter[float] = getter("max_value")

    # -- Values --------------------------------------------------------------------------------

    def interpolate(self, offset: float) -> float:
        """Return the value at an x."""
        points = self._points_
        if not points:
            return 0.0
        after = bisect_left(points, offset, key=lambda point: point.position[0])
        if after == 0 or after == len(points):
            return points[min(after, len(points) - 1)].position[1]
        a, b = points[after - 1], points[after]
        (ax, ay), (bx, by) = a.position, b.position
        width = bx - ax
        if width <= _EPSILON:
            return by
        third = width / 3.0
        return bezier((offset - ax) / width, ay, ay + third * a.right, by - third * b.left, by)

    @property
    def bake_resolution(self) -> int:
        """How many values are baked, for `interpolate_baked`."""
        return self._resolution_

    @bake_resolution.setter
    @guarded
    def bake_resolution(self, resolution: int) -> None:
        if resolution not in range(1, 1001):
            raise ScriptError(f"{self!r}: bake_resolution is 1 to 1000, not {resolution!r}.")
        self._resolution_ = int(resolution)
        self._baked_ = None

    set_bake_resolution: Setter[int] = setter("bake_resolution", "resolution")
    get_bake_resolution: Getter[int] = getter("bake_resolution")

    def bake(self) -> None:
        """Find the values for `interpolate_baked`, which does it by itself."""
        count = self._resolution_
        baked = [self.interpolate(at / count) for at in range(count)]
        if self._points_:
            baked[0] = self._points_[0].position[1]
            baked[-1] = self._points_[-1].position[1]
        self._baked_ = baked

    def interpolate_baked(self, offset: float) -> float:
        """Return the value at an x from those that were baked: fast, and not quite as exact."""
        if self._baked_ is None:
            self.bake()
        assert self._baked_ is not None
        baked = self._baked_
        place = offset * len(baked)
        at = floor(place)
        if at < 0:
            return baked[0]
        if at + 1 >= len(baked):
            return baked[-1]
        return baked[at] + (baked[at + 1] - baked[at]) * (place - at)

    def __repr__(self) -> str:
        return f"<Curve of {len(self._points_)} points>"


def _mode(mode: int) -> int:
    if mode not in (Curve.TANGENT_FREE, Curve.TANGENT_LINEAR):
        raise ScriptError(
            f"There is no tangent mode {mode!r}: write `Curve.TANGENT_LINEAR`, or `TANGENT_FREE`."
        )
    return int(mode)


def _slope(a: _Point, b: _Point) -> float:
    """Return how steep the straight line between two points is; 0 if one is above the other."""
    width = b.position[0] - a.position[0]
    return (b.position[1] - a.position[1]) / width if width else 0.0
