"""CollisionPolygon2D: a polygon of the area or the body that it is a child of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.polygons import convex_parts

from ..checked import choice, vectors
from .collision_shape_2d import ShapeHolder
from .shapes import ConcavePolygonShape2D, ConvexPolygonShape2D, Shape2D

if TYPE_CHECKING:
    from .keywords import CollisionPolygon2DKeywords


class CollisionPolygon2D(ShapeHolder):
    """Gives the area between points, or the walls from each to the next, to its parent.

    A solid one is cut into convex parts, each of which is a shape.

    Source: Godot 3.6's `CollisionPolygon2D`. Unlike Godot: `polygon` is a list, a copy.
    """

    BUILD_SOLIDS = 0
    BUILD_SEGMENTS = 1

    _polygon_: tuple[Vector2, ...]
    _build_mode_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CollisionPolygon2DKeywords]) -> None: ...

    build_mode: Property[int] = Field(
        BUILD_SOLIDS,
        choice(2),
        then="_shapes_set_",
        doc="Whether it is the area, or BUILD_SEGMENTS, the walls.",
    )
    set_build_mode: Setter[int] = setter(build_mode)
    get_build_mode: Getter[int] = getter(build_mode)

    polygon: Property[list[Vector2], Iterable[Vector2]] = Field(
        (), vectors, then="_shapes_set_", read=list, doc="The corners, in the coordinates of the node."
    )
    set_polygon: Setter[Iterable[Vector2]] = setter(polygon)
    get_polygon: Getter[list[Vector2]] = getter(polygon)

    def _shapes_(self) -> list[Shape2D]:
        corners = self._polygon_
        if self._build_mode_ == CollisionPolygon2D.BUILD_SEGMENTS:
            if len(corners) < 2:
                return []
            ends = [end for i, corner in enumerate(corners) for end in (corners[i - 1], corner)]
            return [ConcavePolygonShape2D(segments=ends)]
        parts = convex_parts([(x, y) for x, y in corners])
        return [ConvexPolygonShape2D(points=[Vector2(x, y) for x, y in part]) for part in parts]
