"""TextureRect: a texture as a part of a user interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Rect2, ScriptError, Vector2

from ..canvas.canvas_item import CanvasItem
from .control import Control

if TYPE_CHECKING:
    from typing import Unpack

    from engine.canvas.texture import Texture

    from .control import ControlKeywords

    class TextureRectKeywords(ControlKeywords, total=False):
        """What `TextureRect(…)` takes by name."""

        texture: Texture | None
        expand: bool
        stretch_mode: int
        flip_h: bool
        flip_v: bool


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

    _stored_ = (*Control._stored_, "texture", "expand", "stretch_mode", "flip_h", "flip_v")

    _mouse_filter_: int = Control.MOUSE_FILTER_PASS
    _texture_: Texture | None = None
    _expand_: bool = False
    _stretch_mode_: int = STRETCH_SCALE_ON_EXPAND
    _flip_h_: bool = False
    _flip_v_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextureRectKeywords]) -> None: ...

    def _content_minimum_(self) -> Vector2:
        if self._texture_ is None or self._expand_:
            return Vector2.ZERO
        return Vector2(self._texture_.width, self._texture_.height)

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and self._texture_ is not None:
            self._draw_texture_(self._texture_)

    def _draw_texture_(self, texture: Texture) -> None:
        place, part = self._place_(texture)
        width, height = place.size
        if width > 0 and height > 0:
            mirrored = Vector2(-width if self._flip_h_ else width, -height if self._flip_v_ else height)
            place = Rect2(place.position, mirrored)
            if self._stretch_mode_ == TextureRect.STRETCH_TILE:
                self.draw_texture_rect(texture, place, True)
            else:
                self.draw_texture_rect_region(texture, place, part)

    def _place_(self, texture: Texture) -> tuple[Rect2, Rect2]:
        """Return where the texture is drawn, and which part of it."""
        own = Vector2(texture.width, texture.height)
        whole, filled = Rect2(Vector2.ZERO, own), Rect2(Vector2.ZERO, self._size_)
        mode = self._stretch_mode_
        if mode == TextureRect.STRETCH_SCALE_ON_EXPAND:
            return (filled if self._expand_ else whole), whole
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

    @property
    def texture(self) -> Texture | None:
        """What is shown."""
        return self._texture_

    @texture.setter
    def texture(self, texture: Texture | None) -> None:
        self._texture_ = texture
        self._minimum_size_changed_()
        self.update()

    @property
    def expand(self) -> bool:
        """Whether it may be smaller than the texture."""
        return self._expand_

    @expand.setter
    def expand(self, expand: bool) -> None:
        self._expand_ = expand
        self._minimum_size_changed_()
        self.update()

    @property
    def stretch_mode(self) -> int:
        """How the texture is fitted into the rectangle: a STRETCH_*."""
        return self._stretch_mode_

    @stretch_mode.setter
    def stretch_mode(self, mode: int) -> None:
        if mode not in range(8):
            raise ScriptError(f"{self!r}: there is no stretch_mode {mode!r}: take TextureRect.STRETCH_SCALE.")
        self._stretch_mode_ = mode
        self.update()

    @property
    def flip_h(self) -> bool:
        """Whether left and right are swapped."""
        return self._flip_h_

    @flip_h.setter
    def flip_h(self, enable: bool) -> None:
        self._flip_h_ = enable
        self.update()

    @property
    def flip_v(self) -> bool:
        """Whether top and bottom are swapped."""
        return self._flip_v_

    @flip_v.setter
    def flip_v(self, enable: bool) -> None:
        self._flip_v_ = enable
        self.update()

    def set_texture(self, texture: Texture | None) -> None:
        """Set `texture`."""
        self.texture = texture

    def get_texture(self) -> Texture | None:
        """Return `texture`."""
        return self._texture_

    def set_expand(self, enable: bool) -> None:
        """Set `expand`."""
        self.expand = enable

    def has_expand(self) -> bool:
        """Return `expand`."""
        return self._expand_

    def set_stretch_mode(self, mode: int) -> None:
        """Set `stretch_mode`."""
        self.stretch_mode = mode

    def get_stretch_mode(self) -> int:
        """Return `stretch_mode`."""
        return self._stretch_mode_
