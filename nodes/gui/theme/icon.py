"""Icons: small pictures made of lines and boxes, sharp at every scale; or textures."""

from __future__ import annotations

from engine import ScriptError, Vector2
from engine.canvas.commands import (
    WHITE,
    Box,
    Polygon,
    Polyline,
    Rgba,
)
from engine.canvas.geometry import multiply
from engine.canvas.texture import Texture

from ...canvas.canvas_item import CanvasItem


class DrawnIcon:
    """A picture of boxes, lines and areas, whose coordinates start at its upper left corner."""

    __slots__ = ("commands", "height", "width")

    def __init__(self, width: int, height: int, *commands: Box | Polyline | Polygon) -> None:
        self.width: int = width
        self.height: int = height
        self.commands: tuple[Box | Polyline | Polygon, ...] = commands

    def get_width(self) -> int:
        """Return the width."""
        return self.width

    def get_height(self) -> int:
        """Return the height."""
        return self.height

    def get_size(self) -> Vector2:
        """Return width and height."""
        return Vector2(self.width, self.height)

    def __repr__(self) -> str:
        return f"<DrawnIcon of {self.width} x {self.height}>"


Icon = Texture | DrawnIcon


def icon_of(node: object, name: str, icon: Icon | None) -> Icon | None:
    """Return `icon`, if it is one, or None. ScriptError if not."""
    if icon is not None and not hasattr(icon, "get_width"):
        raise ScriptError(f"{node!r}: {name} cannot be {icon!r}. Write `Texture.load(…)` to load a picture.")
    return icon


def draw_icon(item: CanvasItem, icon: Icon, position: Vector2, modulate: Rgba = WHITE) -> None:
    """Draw an icon on `item`, which is being drawn, with its colours multiplied by `modulate`."""
    if isinstance(icon, Texture):
        item.draw_texture(icon, position, modulate)
        return
    x, y = position
    for command in icon.commands:
        if isinstance(command, Box):
            left, top, width, height, color, border_color, border, radius = command
            color, border_color = multiply(color, modulate), multiply(border_color, modulate)
            item._add_(Box(left + x, top + y, width, height, color, border_color, border, radius))
        elif isinstance(command, Polyline):
            points = tuple((left + x, top + y) for left, top in command.points)
            item._add_(Polyline(points, multiply(command.color, modulate), command.width))
        else:
            points = tuple((left + x, top + y) for left, top in command.points)
            item._add_(Polygon(points, tuple(multiply(each, modulate) for each in command.colors)))
