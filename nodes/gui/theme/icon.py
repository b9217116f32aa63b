"""Icons: small pictures made of lines and boxes, sharp at every scale; or textures."""

from __future__ import annotations

from engine import ScriptError, Vector2
from engine.canvas.commands import WHITE, Rgba
from engine.canvas.drawn_icon import DrawnIcon as DrawnIcon
from engine.canvas.texture import Texture

from ...canvas.canvas_item import CanvasItem

Icon = Texture | DrawnIcon
"""What shows as an icon: a picture, or one made of lines and boxes, which is a Texture, too."""


def icon_of(node: object, name: str, icon: Icon | None) -> Icon | None:
    """Return `icon`, if it is one, or None. ScriptError if not."""
    if icon is not None and not hasattr(icon, "get_width"):
        raise ScriptError(f"{node!r}: {name} cannot be {icon!r}. Write `Texture.load(…)` to load a picture.")
    return icon


def draw_icon(item: CanvasItem, icon: Icon, position: Vector2, modulate: Rgba = WHITE) -> None:
    """Draw an icon on `item`, which is being drawn, with its colours multiplied by `modulate`."""
    item.draw_texture(icon, position, modulate)
