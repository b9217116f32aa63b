"""What is seen of a drawing, and where: commands with their transforms and clips applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...canvas.commands import (
    CLEAR,
    Box,
    Command,
    Matrix,
    Picture,
    Place,
    Point,
    Polygon,
    Polyline,
    Rgba,
    Text,
    Textured,
)
from ...canvas.drawing import Bounds, Drawing
from ...canvas.geometry import (
    bounds,
    compose,
    intersect,
    multiply,
)
from ...variant.rect2 import Rect2


class Seen(NamedTuple):
    """A command, and what is seen of it."""

    command: Command
    rect: Rect2
    """The smallest upright rectangle around what is seen of it, in the viewport's coordinates."""
    color: Rgba
    """Its colour, of many the least transparent, as it is seen: modulated."""
    transform: Matrix
    """From the command's coordinates to the viewport's."""
    clip: Bounds | None

    def part(self, text: str) -> Rect2 | None:
        """Return where `text` is seen that is a part of this one's text, None if it is not."""
        command = self.command
        if not isinstance(command, Text) or text not in command.text:
            return None
        before = command.font.width(command.text[: command.text.index(text)])
        return _visible(_text_bounds(command, before, text), self.transform, self.clip)

    def __str__(self) -> str:
        x, y, width, height = self.rect
        what = type(self.command).__name__.lower()
        if isinstance(self.command, Text):
            what += f" {self.command.text!r}"
        elif isinstance(self.command, Picture | Textured):
            what += f" {self.command.texture!r}"
        color = "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in self.color)
        return f"{what} at ({x:g}, {y:g}), {width:g} x {height:g}, #{color}"


def seen_of(drawing: Drawing, screen: Bounds | None) -> Iterator[Seen]:
    """Yield what is seen of a drawing on a screen; None is one without end."""
    clip = drawing.clip if screen is None else intersect(drawing.clip, screen)
    transform = drawing.transform
    for command in drawing.commands:
        if isinstance(command, Place):
            transform = compose(drawing.transform, command.transform)
            continue
        around, color = _bounds_and_color(command)
        color = multiply(color, drawing.modulate)
        rect = _visible(around, transform, clip)
        if rect is not None and color[3] > 0:
            yield Seen(command, rect, color, transform, clip)


def _bounds_and_color(command: Box | Text | Picture | Polyline | Polygon | Textured) -> tuple[Bounds, Rgba]:
    """Return around what a command draws, in its own coordinates, and its most visible colour."""
    match command:
        case Box(x, y, width, height, color):
            bordered = command.border > 0 and command.border_color[3] > color[3]
            return (x, y, x + width, y + height), command.border_color if bordered else color
        case Text():
            return _text_bounds(command, 0.0, command.text), command.color
        case Picture(x, y, width, height):
            return (x, y, x + width, y + height), command.color
        case Polyline():
            return _around(command.points, command.width / 2), command.color
        case _:  # a polygon
            return _around(command.points, 0.0), max(command.colors, key=_opacity, default=CLEAR)


def _text_bounds(command: Text, before: float, text: str) -> Bounds:
    font, left = command.font, command.x + before
    return left, command.y - font.ascent, left + font.width(text), command.y + font.descent


def _around(points: tuple[Point, ...], margin: float) -> Bounds:
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def _visible(around: Bounds, transform: Matrix, clip: Bounds | None) -> Rect2 | None:
    """Return what of a rectangle is inside the clip, in the viewport's coordinates; None is nothing."""
    left, top, right, bottom = around
    if not (left < right and top < bottom):
        return None
    around = bounds(compose(transform, (1.0, 0.0, 0.0, 1.0, left, top)), right - left, bottom - top)
    left, top, right, bottom = intersect(clip, around)
    if not (left < right and top < bottom):
        return None
    return Rect2(left, top, right - left, bottom - top)


def _opacity(color: Rgba) -> float:
    return color[3]
