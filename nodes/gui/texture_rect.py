"""TextureRect: a texture as a part of a user interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Rect2, Vector2
from engine.canvas.texture import Texture
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice
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

    texture: Property[Texture | None] = Field(None, then="_look_and_size_changed_", doc="What is shown.")
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
    flip_v: Property[bool] = Field(False, then="update", doc="Whether top and bottom are swapped.")

    def _content_minimum_(self) -> Vector2:
        if self._texture_ is None or self.expand:
            return Vector2.ZERO
        return Vector2(self._texture_.width, self._texture_.height)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_texture_(self) -> None:
        texture = self._texture_
        if texture is None:
            return
        place, part = self._place_(texture)
        width, height = place.size
        if width > 0 and height > 0:
            mirrored = Vector2(-width if self.flip_h else width, -height if self.flip_v else height)
            place = Rect2(place.position, mirrored)
            if self.stretch_mode == TextureRect.STRETCH_TILE:
                self.draw_texture_rect(texture, place, True)
            else:
                self.draw_texture_rect_region(texture, place, part)

    def _place_(self, texture: Texture) -> tuple[Rect2, Rect2]:
        """Return where the texture is drawn, and which part of it."""
        own = Vector2(texture.width, texture.height)
        whole, filled = Rect2(Vector2.ZERO, own), Rect2(Vector2.ZERO, self._size_)
        mode = self.stretch_mode
        if mode == TextureRect.STRETCH_SCALE_ON_EXPAND:
            return (filled if self.expand else whole), whole
        if mode in (TextureRect.STRETCH_SCALE, TextureRect.STRETCH_TILE):
            return filled, whole
        if mode == TextureRect.STRETCH_KEEP:
            return whole, whole
        if mode == TextureRect.STRETCH_KEEP_CENTERED:
            return Rect2((self._size_ - own) / 2, own), whole
        across, down = self._size_[0] / own[0], self._size_[1] / own[1]
        if mode == TextureRect.STRETCH_KEEP_ASPECT_COVERED:
            factor = max(across, down)
            if factor <= 0:
                return filled, whole
            seen = self._size_ / factor
            return filled, Rect2((own - seen) / 2, seen)
        size = own * min(across, down)
        corner = (
            (self._size_ - size) / 2 if mode == TextureRect.STRETCH_KEEP_ASPECT_CENTERED else Vector2.ZERO
        )
        return Rect2(corner, size), whole
