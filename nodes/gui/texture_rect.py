"""TextureRect: a texture as a part of a user interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Rect2, Vector2
from engine.canvas.texture import Texture
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice, texture_of
from .control import Control

if TYPE_CHECKING:
    from .keywords import TextureRectKeywords


class TextureRect(Control):
    """Shows a texture: stretched, in tiles, or in its own size, as `stretch_mode` says.

    Source: Godot 3.6's `TextureRect`.
    """

    STRETCH_SCALE_ON_EXPAND = 0
    STRETCH_SCALE = 1
    STRETCH_TILE = 2
    STRETCH_KEEP = 3
    STRETCH_KEEP_CENTERED = 4
    STRETCH_KEEP_ASPECT = 5
    STRETCH_KEEP_ASPECT_CENTERED = 6
    STRETCH_KEEP_ASPECT_COVERED = 7

    _mouse_filter_: int = Control.MOUSE_FILTER_PASS
    _texture_: Texture | None

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextureRectKeywords]) -> None: ...

    texture: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="What is shown."
    )
    set_texture: Setter[Texture | None] = setter(texture)
    get_texture: Getter[Texture | None] = getter(texture)

    expand: Property[bool] = Field(
        False, then="_look_and_size_changed_", doc="Whether it may be smaller than the texture."
    )
    set_expand: Setter[bool] = setter(expand, "enable")
    has_expand: Getter[bool] = getter(expand)

    stretch_mode: Property[int] = Field(
        STRETCH_SCALE_ON_EXPAND,
        choice(8, "take TextureRect.STRETCH_SCALE"),
        then="update",
        doc="How the texture is fitted into the rectangle: a STRETCH_*.",
    )
    set_stretch_mode: Setter[int] = setter(stretch_mode, "mode")
    get_stretch_mode: Getter[int] = getter(stretch_mode)

    flip_h: Property[bool] = Field(False, then="update", doc="Whether left and right are swapped.")
    set_flip_h: Setter[bool] = setter("flip_h")
    flip_v: Property[bool] = Field(False, then="update", doc="Whether top and bottom are swapped.")
    set_flip_v: Setter[bool] = setter("flip_v")

    def _content_minimum_(self) -> Vector2:
        if self._texture_ is None or self.expand:
            return Vector2.ZERO
        return Vector2(self._texture_.width, self._texture_.height)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_texture_(self) -> None:
        mode = self.stretch_mode
        if mode == TextureRect.STRETCH_SCALE_ON_EXPAND:
            mode = TextureRect.STRETCH_SCALE if self.expand else TextureRect.STRETCH_KEEP
        if self._texture_ is not None:
            draw_stretched(self, self._texture_, mode, self.flip_h, self.flip_v)


def draw_stretched(
    control: Control, texture: Texture, mode: int, flip_h: bool = False, flip_v: bool = False
) -> None:
    """Draw a texture on a Control, as a STRETCH_* says, but for STRETCH_SCALE_ON_EXPAND."""
    place, part = _stretched(Vector2(texture.width, texture.height), control._size_, mode)
    width, height = place.size
    if width > 0 and height > 0:
        mirrored = Vector2(-width if flip_h else width, -height if flip_v else height)
        place = Rect2(place.position, mirrored)
        if mode == TextureRect.STRETCH_TILE:
            control.draw_texture_rect(texture, place, True)
        else:
            control.draw_texture_rect_region(texture, place, part)


def _stretched(own: Vector2, room: Vector2, mode: int) -> tuple[Rect2, Rect2]:
    """Return where a texture of its own size is drawn, and which part of it."""
    whole, filled = Rect2(Vector2.ZERO, own), Rect2(Vector2.ZERO, room)
    if mode in (TextureRect.STRETCH_SCALE, TextureRect.STRETCH_TILE):
        return filled, whole
    if mode == TextureRect.STRETCH_KEEP:
        return whole, whole
    if mode == TextureRect.STRETCH_KEEP_CENTERED:
        return Rect2((room - own) / 2, own), whole
    across, down = room[0] / own[0], room[1] / own[1]
    if mode == TextureRect.STRETCH_KEEP_ASPECT_COVERED:
        factor = max(across, down)
        if factor <= 0:
            return filled, whole
        seen = room / factor
        return filled, Rect2((own - seen) / 2, seen)
    size = own * min(across, down)
    centered = mode == TextureRect.STRETCH_KEEP_ASPECT_CENTERED
    return Rect2((room - size) / 2 if centered else Vector2.ZERO, size), whole
