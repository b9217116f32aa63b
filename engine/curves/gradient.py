"""Gradient: a colour that depends on a number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from ..base.error import ScriptError
from ..object.lifetime import guarded
from ..object.property import Getter, Setter, getter, setter
from ..object.resource import Resource
from ..variant.color import Color
from ..variant.pool_array import PoolRealArray
from ..variant.pool_vector_array import PoolColorArray
from .bezier import cubic


class Gradient(Resource):
    """Colours at offsets, and what is between them; black at 0 and white at 1 unless told.

    Source: Godot 3.6's `Gradient`. *Unlike Godot:* `add_point` puts a point in its place at once; offsets
    and colours that are set as a whole stay as they are until then, or until a colour is looked up.
    """

    GRADIENT_INTERPOLATE_LINEAR = 0
    GRADIENT_INTERPOLATE_CONSTANT = 1
    GRADIENT_INTERPOLATE_CUBIC = 2

    def __init__(self) -> None:
        self._points_: list[tuple[float, Color]] = [(0.0, Color(0, 0, 0)), (1.0, Color(1, 1, 1))]
        self._mode_ = Gradient.GRADIENT_INTERPOLATE_LINEAR
        self._sorted_ = True

    def _sort_(self) -> None:
        if not self._sorted_:
            self._sorted_ = True
            self._points_.sort(key=_offset)

    def add_point(self, offset: float, color: Color) -> None:
        """Add a colour at an offset."""
        self._sort_()
        self._points_.insert(bisect_right(self._points_, offset, key=_offset), (float(offset), Color(*color)))
        self.changed.emit()

    def remove_point(self, point: int) -> None:
        """Take a colour away; one always stays."""
        self._index_(point)
        if len(self._points_) == 1:
            raise ScriptError(f"{self!r} has one point, which stays. Write `set_color(0, …)`.")
        del self._points_[point]
        self.changed.emit()

    def get_point_count(self) -> int:
        """Return the number of colours."""
        return len(self._points_)

    def get_offset(self, point: int) -> float:
        """Return the offset of a colour."""
        return self._points_[self._index_(point)][0]

    def set_offset(self, point: int, offset: float) -> None:
        """Set the offset of a colour; its number may be another then."""
        color = self._points_.pop(self._index_(point))[1]
        self.add_point(offset, color)

    def get_color(self, point: int) -> Color:
        """Return a colour."""
        return self._points_[self._index_(point)][1]

    def set_color(self, point: int, color: Color) -> None:
        """Set a colour."""
        self._points_[self._index_(point)] = (self._points_[point][0], Color(*color))
        self.changed.emit()

    @property
    def offsets(self) -> PoolRealArray:
        """All offsets, a copy."""
        return PoolRealArray([offset for offset, _ in self._points_])

    @offsets.setter
    @guarded
    def offsets(self, offsets: Iterable[float]) -> None:
        offsets = list(map(float, offsets))
        colors = [color for _, color in self._points_][: len(offsets)]
        colors += [Color(0, 0, 0)] * (len(offsets) - len(colors))
        self._set_(offsets, colors)

    @property
    def colors(self) -> PoolColorArray:
        """All colours, a copy."""
        return PoolColorArray([color for _, color in self._points_])

    @colors.setter
    @guarded
    def colors(self, colors: Iterable[Color]) -> None:
        colors = [Color(*color) for color in colors]
        offsets = [offset for offset, _ in self._points_][: len(colors)]
        offsets += [0.0] * (len(colors) - len(offsets))
        self._set_(offsets, colors)

    def _set_(self, offsets: list[float], colors: list[Color]) -> None:
        if not offsets:
            raise ScriptError(
                f"{self!r} has one point at least: give `offsets` and `colors` one more than none."
            )
        self._points_ = list(zip(offsets, colors, strict=True))  # a file sets one, then the other
        self._sorted_ = False
        self.changed.emit()

    get_offsets: Getter[PoolRealArray] = getter("offsets")
    set_offsets: Setter[Iterable[float]] = setter("offsets")
    get_colors: Getter[PoolColorArray] = getter("colors")
    set_colors: Setter[Iterable[Color]] = setter("colors")

    @property
    def interpolation_mode(self) -> int:
        """What is between the colours: GRADIENT_INTERPOLATE_LINEAR, _CONSTANT or _CUBIC."""
        return self._mode_

    @interpolation_mode.setter
    @guarded
    def interpolation_mode(self, interpolation_mode: int) -> None:
        if interpolation_mode not in range(3):
            raise ScriptError(
                f"There is no mode {interpolation_mode!r}: write `Gradient.GRADIENT_INTERPOLATE_LINEAR`."
            )
        self._mode_ = int(interpolation_mode)
        self.changed.emit()

    get_interpolation_mode: Getter[int] = getter("interpolation_mode")
    set_interpolation_mode: Setter[int] = setter("interpolation_mode")

    def interpolate(self, offset: float) -> Color:
        """Return the colour at an offset."""
        self._sort_()
        points = self._points_
        after = bisect_left(points, offset, key=_offset)
        if after == len(points) or (after == 0 and offset <= points[0][0]) or points[after][0] == offset:
            return points[min(after, len(points) - 1)][1]
        (start, a), (end, b) = points[after - 1], points[after]
        if self._mode_ == Gradient.GRADIENT_INTERPOLATE_CONSTANT:
            return a
        part = (offset - start) / (end - start)
        if self._mode_ == Gradient.GRADIENT_INTERPOLATE_LINEAR:
            return a.linear_interpolate(b, part)
        pre, post = points[max(0, after - 2)][1], points[min(after + 1, len(points) - 1)][1]
        return Color(*[cubic(*numbers, part) for numbers in zip(a, b, pre, post, strict=True)])

    def _index_(self, point: int) -> int:
        if not 0 <= point < len(self._points_):
            raise ScriptError(f"{self!r} has {len(self._points_)} points, so there is no point {point}.")
        return point

    def __repr__(self) -> str:
        return f"<Gradient of {len(self._points_)} points>"


def _offset(point: tuple[float, Color]) -> float:
    return point[0]
