"""Line2D: a node that shows a line through many points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Rgba

from .canvas_item import CanvasItem
from .node_2d import Node2D

if TYPE_CHECKING:
    from typing import Unpack

    from .node_2d import Node2DKeywords

    class Line2DKeywords(Node2DKeywords, total=False):
        """What `Line2D(…)` takes by name."""

        points: Iterable[Vector2]
        width: float
        default_color: Rgba


class Line2D(Node2D):
    """Shows connected straight lines: a trail, a rope, a diagram.

    Source: Godot 3.6's `Line2D`. Unlike Godot: `points` is a list, a copy; corners are sharp, ends flat,
    and the line has one width and one colour.
    """

    _stored_ = (*Node2D._stored_, "points", "width", "default_color")

    _points_: tuple[Vector2, ...] = ()
    _width_: float = 10.0
    _color_: Color = Color(0.4, 0.5, 1.0)

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Line2DKeywords]) -> None: ...

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and len(self._points_) > 1 and self._width_:
            self.draw_polyline(self._points_, self._color_, self._width_)

    @property
    def points(self) -> list[Vector2]:
        """The points, in the coordinates of the node."""
        return list(self._points_)

    @points.setter
    def points(self, points: Iterable[Vector2]) -> None:
        self._put_(tuple([Vector2(*point) for point in points]))

    def _put_(self, points: tuple[Vector2, ...]) -> None:
        self._points_ = points
        self.update()

    @property
    def width(self) -> float:
        """How broad the line is."""
        return self._width_

    @width.setter
    def width(self, width: float) -> None:
        self._width_ = max(0.0, float(width))
        self.update()

    @property
    def default_color(self) -> Color:
        """The colour of the line."""
        return self._color_

    @default_color.setter
    def default_color(self, color: Rgba) -> None:
        self._color_ = Color(*color)
        self.update()

    def set_points(self, points: Iterable[Vector2]) -> None:
        """Set `points`."""
        self.points = list(points)

    def get_points(self) -> list[Vector2]:
        """Return `points`."""
        return self.points

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
