"""DrawnIcon: a texture made of boxes, lines and areas, sharp at every scale."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from typing import Any, TypeAlias

from .commands import CLEAR, Box, Four, Point, Polygon, Polyline, Rgba
from .geometry import multiply
from .texture import Texture

Part: TypeAlias = Box | Polyline | Polygon
_SAMPLES = tuple((0.125 + x / 4, 0.125 + y / 4) for y in range(4) for x in range(4))
"""Where a pixel is looked at, to know how much of it is covered."""


class DrawnIcon(Texture):
    """A picture of boxes, lines and areas, whose coordinates start at its upper left corner.

    It is drawn as these where all of it is shown; for all else it has pixels, of which those of an area
    with many colours have the mean of them. Not in Godot, whose icons are pictures.
    """

    commands: tuple[Part, ...]

    def __init__(self, width: int = 1, height: int = 1, *commands: Part) -> None:
        super().__init__(width, height)
        self.commands = commands
        self._rgba_ = b""  # until it is asked for

    def drawn(self, place: Four, modulate: Rgba) -> Iterator[Part]:
        """Yield what draws it stretched to a rectangle, with its colours multiplied by `modulate`."""
        x, y, width, height = place
        across, down = width / self.width, height / self.height
        both = min(across, down)

        def at(point: Point) -> Point:
            return (x + point[0] * across, y + point[1] * down)

        for command in self.commands:
            if isinstance(command, Box):
                left, top, wide, high, color, border_color, border, radius = command
                color, border_color = multiply(color, modulate), multiply(border_color, modulate)
                size = (*at((left, top)), wide * across, high * down)
                yield Box(*size, color, border_color, border * both, radius * both)
            elif isinstance(command, Polyline):
                points = tuple(map(at, command.points))
                yield Polyline(points, multiply(command.color, modulate), command.width * both)
            else:
                colors = tuple(multiply(each, modulate) for each in command.colors)
                yield Polygon(tuple(map(at, command.points)), colors)

    def rgba(self) -> bytes:
        """Return the pixels, four bytes each, top row first."""
        if not self._rgba_:
            pixels = (self._pixel(x, y) for y in range(self.height) for x in range(self.width))
            self._rgba_ = b"".join(pixels)
        return self._rgba_

    def _pixel(self, x: int, y: int) -> bytes:
        r = g = b = a = 0.0
        for command in self.commands:
            colors = [_color_at(command, x + across, y + down) for across, down in _SAMPLES]
            above = sum(color[3] for color in colors) / len(_SAMPLES)
            if above <= 0.0:
                continue
            whole = above + a * (1.0 - above)
            r, g, b = (
                (sum(color[part] * color[3] for color in colors) / len(_SAMPLES) + below * a * (1.0 - above))
                / whole
                for part, below in enumerate((r, g, b))
            )
            a = whole
        return bytes(round(255 * min(1.0, max(0.0, part))) for part in (r, g, b, a))

    def __repr__(self) -> str:
        return f"<DrawnIcon of {self.width} x {self.height}>"


def _color_at(command: Part, x: float, y: float) -> Rgba:
    """Return the colour of a command at a point, a clear one beside it."""
    if isinstance(command, Box):
        return _color_of_box(command, x, y)
    if isinstance(command, Polyline):
        return command.color if _is_on_line(command, x, y) else CLEAR
    if not _is_within(command.points, x, y) or not command.colors:
        return CLEAR
    r, g, b, a = (sum(parts) / len(command.colors) for parts in zip(*command.colors, strict=True))
    return (r, g, b, a)


def _color_of_box(box: Box, x: float, y: float) -> Rgba:
    left, top, width, height, color, border_color, border, radius = box

    def covers(less: float) -> bool:
        wide, high = width / 2 - less, height / 2 - less
        bend = max(0.0, min(radius - less, wide, high))
        over, under = abs(x - left - width / 2) - wide + bend, abs(y - top - height / 2) - high + bend
        return max(over, under) <= bend and hypot(max(over, 0.0), max(under, 0.0)) <= bend + 1e-9

    if not covers(0.0):
        return CLEAR
    return border_color if border > 0.0 and not covers(border) else color


def _is_on_line(line: Polyline, x: float, y: float) -> bool:
    points = [point for at, point in enumerate(line.points) if not at or point != line.points[at - 1]]
    last = len(points) - 2
    for at, ((ax, ay), (bx, by)) in enumerate(pairwise(points)):
        length = hypot(bx - ax, by - ay)
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
        if (along < 0.0 and at == 0) or (along > length and at == last):
            continue  # beyond an end
        part = min(max(along / length, 0.0), 1.0)
        if hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay)) <= line.width / 2:
            return True
    return False


def _is_within(points: tuple[Point, ...], x: float, y: float) -> bool:
    inside = False
    ax, ay = points[-1] if points else (0.0, 0.0)
    for bx, by in points:
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
        ax, ay = bx, by
    return inside


def whole_icon(texture: Any, source: Four | None) -> DrawnIcon | None:
    """Return a texture that is drawn by its parts, if all of it is to be shown."""
    if not isinstance(texture, DrawnIcon):
        return None
    return texture if source in (None, (0.0, 0.0, texture.width, texture.height)) else None
