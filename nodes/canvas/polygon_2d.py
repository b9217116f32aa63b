"""Polygon2D: a node that shows an area between points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import color_of, vector2, vectors
from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import Polygon2DKeywords


def _colors_of_corners(item: Polygon2D, _: str, colors: Iterable[Rgba]) -> tuple[Color, ...]:
    paints = tuple([Color(*color) for color in colors])
    if paints and item._polygon_ and len(paints) != len(item._polygon_):
        raise ScriptError(
            f"{item!r} has {len(item._polygon_)} corners, so vertex_colors cannot be {len(paints)}. Give one"
            " for each corner, or none."
        )
    return paints


class Polygon2D(Node2D):
    """Shows a filled area, in one colour or in one that goes over from point to point.

    Source: Godot 3.6's `Polygon2D`. Unlike Godot: `polygon` and `vertex_colors` are lists, copies; it has
    no texture and no bones.
    """

    _polygon_: tuple[Vector2, ...]
    _vertex_colors_: tuple[Color, ...]
    _offset_: Vector2

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Polygon2DKeywords]) -> None: ...

    polygon: Property[list[Vector2], Iterable[Vector2]] = Field(
        (), vectors, then="update", read=list, doc="The corners, in the coordinates of the node."
    )
    set_polygon: Setter[Iterable[Vector2]] = setter(polygon)
    get_polygon: Getter[list[Vector2]] = getter(polygon)

    color: Property[Color, Rgba] = Field(
        Color(1.0, 1.0, 1.0),
        color_of,
        then="update",
        doc="The colour, if there is not one for each corner.",
    )
    set_color: Setter[Rgba] = setter(color)
    get_color: Getter[Color] = getter(color)

    vertex_colors: Property[list[Color], Iterable[Rgba]] = Field(
        (),
        _colors_of_corners,
        then="update",
        read=list,
        doc="The colours of the corners: as many as there are, or none.",
    )
    set_vertex_colors: Setter[Iterable[Rgba]] = setter("vertex_colors")
    get_vertex_colors: Getter[list[Color]] = getter("vertex_colors")
    offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="update", doc="How far the corners are from where they would be."
    )
    set_offset: Setter[Vector2] = setter("offset")
    get_offset: Getter[Vector2] = getter("offset")

    @notified(Node2D.NOTIFICATION_DRAW)
    def _draw_area_(self) -> None:
        if len(self._polygon_) > 2:
            corners = [corner + self._offset_ for corner in self._polygon_]
            if len(self._vertex_colors_) == len(corners):
                self.draw_polygon(corners, self._vertex_colors_)
            else:
                self.draw_colored_polygon(corners, self.color)
