"""Painting: what the `draw_…` methods of a CanvasItem make of what scripts pass."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

from engine import Color, ScriptError, Vector2
from engine.canvas.commands import Point, Polygon, Rgba

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


def polygon(points: Iterable[Vector2], colors: Iterable[Rgba]) -> Polygon:
    """Return a filled area; one colour for all, or one for each of the points."""
    corners, paints = tuple(map(point, points)), tuple(map(rgba, colors))
    if len(paints) not in (1, len(corners)):
        raise ScriptError(
            f"draw_polygon takes one colour or one for each of the {len(corners)} points, not {len(paints)}."
        )
    return Polygon(corners, paints)
