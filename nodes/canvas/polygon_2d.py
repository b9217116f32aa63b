"""Polygon2D: a node that shows an area between points."""

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

    class Polygon2DKeywords(Node2DKeywords, total=False):
        """What `Polygon2D(…)` takes by name."""

        polygon: Iterable[Vector2]
        color: Rgba
        vertex_colors: Iterable[Rgba]
        offset: Vector2


class Polygon2D(Node2D):
    """Shows a filled area, in one colour or in one that goes over from point to point.

    Source: Godot 3.6's `Polygon2D`. Unlike Godot: `polygon` and `vertex_colors` are lists, copies; it has
    no texture and no bones.
    """

    _stored_ = (*Node2D._stored_, "polygon", "color", "vertex_colors", "offset")

    _polygon_: tuple[Vector2, ...] = ()
    _color_: Color = Color(1.0, 1.0, 1.0)
    _vertex_colors_: tuple[Color, ...] = ()
    _offset_: Vector2 = Vector2.ZERO

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Polygon2DKeywords]) -> None: ...

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and len(self._polygon_) > 2:
            corners = [corner + self._offset_ for corner in self._polygon_]
            if len(self._vertex_colors_) == len(corners):
                self.draw_polygon(corners, self._vertex_colors_)
            else:
                self.draw_colored_polygon(corners, self._color_)

    @property
    def polygon(self) -> list[Vector2]:
        """The corners, in the coordinates of the node."""
        return list(self._polygon_)

    @polygon.setter
    def polygon(self, polygon: Iterable[Vector2]) -> None:
        self._polygon_ = tuple([Vector2(*corner) for corner in polygon])
        self.update()

    @property
    def color(self) -> Color:
        """The colour, if there is not one for each corner."""
        return self._color_

    @color.setter
    def color(self, color: Rgba) -> None:
        self._color_ = Color(*color)
        self.update()

    @property
    def vertex_colors(self) -> list[Color]:
        """The colours of the corners: as many as there are, or none."""
        return list(self._vertex_colors_)

    @vertex_colors.setter
    def vertex_colors(self, colors: Iterable[Rgba]) -> None:
        paints = tuple([Color(*color) for color in colors])
        if paints and self._polygon_ and len(paints) != len(self._polygon_):
            raise ScriptError(
                f"{self!r} has {len(self._polygon_)} corners, so vertex_colors cannot be {len(paints)}."
            )
        self._vertex_colors_ = paints
        self.update()

    @property
    def offset(self) -> Vector2:
        """How far the corners are from where they would be."""
        return self._offset_

    @offset.setter
    def offset(self, offset: Vector2) -> None:
        self._offset_ = Vector2(*offset)
        self.update()

    def set_polygon(self, polygon: Iterable[Vector2]) -> None:
        """Set `polygon`."""
        self.polygon = list(polygon)

    def get_polygon(self) -> list[Vector2]:
        """Return `polygon`."""
        return self.polygon

    def set_color(self, color: Rgba) -> None:
        """Set `color`."""
        self.color = Color(*color)

    def get_color(self) -> Color:
        """Return `color`."""
        return self._color_
