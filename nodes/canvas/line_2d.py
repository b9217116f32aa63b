"""Line2D: a node that shows a line through many points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import color_of, vectors
from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import Line2DKeywords


def _width_of(_: object, __: str, width: float) -> float:
    return max(0.0, float(width))


class Line2D(Node2D):
    """Shows connected straight lines: a trail, a rope, a diagram.

    Source: Godot 3.6's `Line2D`. Unlike Godot: `points` is a list, a copy; corners are sharp, ends flat,
    and the line has one width and one colour.
    """

    _points_: tuple[Vector2, ...]

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Line2DKeywords]) -> None: ...

    points: Property[list[Vector2], Iterable[Vector2]] = Field(
        (), vectors, then="update", read=list, doc="The points, in the coordinates of the node."
    )
    set_points: Setter[Iterable[Vector2]] = setter(points)
    get_points: Getter[list[Vector2]] = getter(points)

    width: Property[float] = Field(10.0, _width_of, then="update", doc="How broad the line is.")
    set_width: Setter[float] = setter("width")
    get_width: Getter[float] = getter("width")
    default_color: Property[Color, Rgba] = Field(
        Color(0.4, 0.5, 1.0), color_of, then="update", doc="The colour of the line."
    )
    set_default_color: Setter[Rgba] = setter("default_color", "color")
    get_default_color: Getter[Color] = getter("default_color")

    @notified(Node2D.NOTIFICATION_DRAW)
    def _draw_line_(self) -> None:
        if len(self._points_) > 1 and self.width:
            self.draw_polyline(self._points_, self.default_color, self.width)

    def _put_(self, points: tuple[Vector2, ...]) -> None:
        self._points_ = points
        self.update()

    def get_point_count(self) -> int:
        """Return the number of points."""
        return len(self._points_)

    def get_point_position(self, i: int) -> Vector2:
        """Return a point."""
        return self._points_[self._index_(i)]

    def set_point_position(self, i: int, position: Vector2) -> None:
        """Move a point."""
        i = self._index_(i)
        self._put_((*self._points_[:i], Vector2(*position), *self._points_[i + 1 :]))

    def add_point(self, position: Vector2, at_position: int = -1) -> None:
        """Add a point: before the one at `at_position`, without that at the end."""
        i = at_position if 0 <= at_position < len(self._points_) else len(self._points_)
        self._put_((*self._points_[:i], Vector2(*position), *self._points_[i:]))

    def remove_point(self, i: int) -> None:
        """Take a point away."""
        i = self._index_(i)
        self._put_((*self._points_[:i], *self._points_[i + 1 :]))

    def clear_points(self) -> None:
        """Take all points away."""
        self._put_(())

    def _index_(self, i: int) -> int:
        if not 0 <= i < len(self._points_):
            raise ScriptError(f"{self!r} has {len(self._points_)} points, so there is no point {i}.")
        return i
