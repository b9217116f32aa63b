"""Painting: what the `draw_…` methods of a CanvasItem make of what scripts pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, pi, sin

from engine import Color, ScriptError, Vector2
from engine.canvas.atlas_texture import AtlasTexture
from engine.canvas.commands import Point, Polygon, Polyline, Rgba, Textured
from engine.canvas.texture import Texture

_MOST_ARC_POINTS = 10_000


def point(point: Iterable[float]) -> Point:
    """Return what was passed as a point, as two numbers."""
    x, y = point
    return (x, y)


def rgba(color: Rgba) -> Rgba:
    """Return what was passed as a colour, as four numbers, so that a driver need not look at it."""
    return color if type(color) is Color or (type(color) is tuple and len(color) == 4) else Color(*color)


def arc(center: Vector2, radius: float, start: float, end: float, count: int) -> tuple[Point, ...]:
    """Return `count` points of a part of a circle; angles in radians, clockwise."""
    if not 2 <= count <= _MOST_ARC_POINTS:
        raise ScriptError(
            f"draw_arc needs a point_count of 2 to {_MOST_ARC_POINTS}, not {count}: 32 is smooth."
        )
    x, y = center
    turn = max(-2 * pi, min(2 * pi, end - start)) / (count - 1)
    angles = [start + i * turn for i in range(count)]
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)


def polygon(
    points: Iterable[Vector2],
    colors: Iterable[Rgba],
    uvs: Iterable[Vector2] = (),
    texture: Texture | None = None,
) -> Polygon | Textured:
    """Return a filled area; one colour for all, or one for each of the points, and what it shows there."""
    corners, paints = tuple(map(point, points)), tuple(map(rgba, colors))
    if len(paints) not in (1, len(corners)):
        raise ScriptError(
            f"draw_polygon takes one colour or one for each of the {len(corners)} points, not {len(paints)}."
        )
    places = tuple(map(point, uvs))
    if len(places) not in (0, len(corners)):
        raise ScriptError(
            f"draw_polygon takes no uvs or one for each of the {len(corners)} points, not {len(places)}."
        )
    return _area(corners, paints, places, texture)


def _area(
    corners: tuple[Point, ...], paints: tuple[Rgba, ...], places: tuple[Point, ...], texture: Texture | None
) -> Polygon | Textured:
    while isinstance(texture, AtlasTexture):
        texture = texture.atlas  # of which the uvs are, as in Godot
    if texture is None:
        return Polygon(corners, paints)
    wide, high = texture.width, texture.height
    shown = tuple((u * wide, v * high) for u, v in places) or ((0.0, 0.0),) * len(corners)
    return Textured(corners, paints, texture._picture_(), shown)


def primitive(
    points: Iterable[Vector2], colors: Iterable[Rgba], uvs: Iterable[Vector2], texture: Texture | None
) -> Polygon | Textured:
    """Return a point, a line, a triangle or an area of four corners."""
    corners, paints, places = [*map(point, points)], [*map(rgba, colors)], [*map(point, uvs)]
    for what, given in (("colour", paints), ("place of the texture", places)):
        if len(given) not in (len(corners), 1 if given is paints else 0):
            raise ScriptError(f"draw_primitive takes a {what} for each of the {len(corners)} points.")
    if not 1 <= len(corners) <= 4:
        raise ScriptError(f"draw_primitive takes 1 to 4 points, not {len(corners)}: see draw_polygon.")
    if len(corners) <= 2:  # a pixel wide
        (ax, ay), (bx, by) = corners[0], corners[-1]
        length = hypot(bx - ax, by - ay)
        along, across = ((bx - ax) / length, (by - ay) / length) if length else (1.0, 0.0)
        if not length:
            ax, bx = ax - 0.5, bx + 0.5
        dx, dy = across / 2, -along / 2
        corners = [(ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy), (ax - dx, ay - dy)]
        paints = [paints[0], paints[-1], paints[-1], paints[0]] if len(paints) == 2 else paints
        places = [places[0], places[-1], places[-1], places[0]] if places else []
    return _area(tuple(corners), tuple(paints), tuple(places), texture)


def colored_polyline(
    points: Iterable[Vector2], colors: Iterable[Rgba], width: float
) -> Iterator[Polyline | Polygon]:
    """Yield the pieces of a line whose colour goes over from point to point."""
    corners, paints = tuple(map(point, points)), [*map(rgba, colors)]
    if len(paints) not in (1, len(corners)):
        raise ScriptError(
            f"draw_polyline_colors takes one colour or one for each of the {len(corners)} points, not"
            f" {len(paints)}."
        )
    if len(paints) == 1:
        yield Polyline(corners, paints[0], width)
        return
    edges = [_edges(corners, at, width / 2) for at in range(len(corners))]
    for (a, b), (c, d), first, last in zip(edges, edges[1:], paints, paints[1:], strict=False):
        yield Polygon((a, c, d, b), (first, last, last, first))


def _edges(corners: tuple[Point, ...], at: int, half: float) -> tuple[Point, Point]:
    """Return both sides of a line at a point, across the mean of what comes there and what goes on."""
    across, down = 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise(corners[max(at - 1, 0) : at + 2]):
        length = hypot(bx - ax, by - ay) or 1.0
        across, down = across + (by - ay) / length, down - (bx - ax) / length
    length = hypot(across, down) or 1.0
    (x, y), dx, dy = corners[at], across / length * half, down / length * half
    return (x + dx, y + dy), (x - dx, y - dy)


def colored_lines(points: Iterable[Vector2], colors: Iterable[Rgba], width: float) -> Iterator[Polyline]:
    """Yield a line between each two points."""
    ends, paints = [*map(point, points)], [*map(rgba, colors)]
    count = len(ends) // 2
    if len(paints) not in (1, count):
        raise ScriptError(
            f"draw_multiline_colors takes one colour or one for each of the {count} lines, not {len(paints)}."
        )
    for at in range(count):
        yield Polyline((ends[2 * at], ends[2 * at + 1]), paints[at % len(paints)], width)
