"""TextureButton: a button that is a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Rect2, ScriptError, Vector2
from engine.canvas.texture import Texture

from ..canvas.canvas_item import CanvasItem
from .base_button import BaseButton

if TYPE_CHECKING:
    from typing import Unpack

    from .base_button import BaseButtonKeywords

    class TextureButtonKeywords(BaseButtonKeywords, total=False):
        """What `TextureButton(…)` takes by name."""

        texture_normal: Texture | None
        texture_pressed: Texture | None
        texture_hover: Texture | None
        texture_disabled: Texture | None
        texture_focused: Texture | None
        expand: bool
        stretch_mode: int


_TEXTURE_OF = (0, 1, 2, 3, 1)
"""Which of the textures each of BaseButton's DRAW_ modes has."""


class TextureButton(BaseButton):
    """A picture for each state: `TextureButton(texture_normal=Texture.load("play.png"))`.

    A state without a picture has the normal one. Source: Godot 3.6's `TextureButton`. Unlike Godot:
    there is no click mask; override `has_point` for other shapes.
    """

    STRETCH_SCALE = 0
    STRETCH_TILE = 1
    STRETCH_KEEP = 2
    STRETCH_KEEP_CENTERED = 3
    STRETCH_KEEP_ASPECT = 4
    STRETCH_KEEP_ASPECT_CENTERED = 5
    STRETCH_KEEP_ASPECT_COVERED = 6

    _stored_ = (
        *BaseButton._stored_,
        "texture_normal",
        "texture_pressed",
        "texture_hover",
        "texture_disabled",
        "texture_focused",
        "expand",
        "stretch_mode",
    )

    _textures_: tuple[Texture | None, ...] = (None,) * 5
    """Normal, pressed, hover, disabled, focused."""
    _expand_: bool = False
    _stretch_mode_: int = STRETCH_SCALE

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextureButtonKeywords]) -> None: ...

    def _set_texture_(self, index: int, texture: Texture | None) -> None:
        if texture is not None and not isinstance(texture, Texture):
            raise ScriptError(f"{self!r} needs a Texture, not {texture!r}: write `Texture.load(path)`.")
        self._textures_ = (*self._textures_[:index], texture, *self._textures_[index + 1 :])
        self._minimum_size_changed_()
        self.update()

    @property
    def texture_normal(self) -> Texture | None:
        """What it is, and what it is in each state that has no picture of its own."""
        return self._textures_[0]

    @texture_normal.setter
    def texture_normal(self, texture: Texture | None) -> None:
        self._set_texture_(0, texture)

    @property
    def texture_pressed(self) -> Texture | None:
        """What it is while it is pressed."""
        return self._textures_[1]

    @texture_pressed.setter
    def texture_pressed(self, texture: Texture | None) -> None:
        self._set_texture_(1, texture)

    @property
    def texture_hover(self) -> Texture | None:
        """What it is while the pointer is over it."""
        return self._textures_[2]

    @texture_hover.setter
    def texture_hover(self, texture: Texture | None) -> None:
        self._set_texture_(2, texture)

    @property
    def texture_disabled(self) -> Texture | None:
        """What it is while it is disabled."""
        return self._textures_[3]

    @texture_disabled.setter
    def texture_disabled(self, texture: Texture | None) -> None:
        self._set_texture_(3, texture)

    @property
    def texture_focused(self) -> Texture | None:
        """What is drawn over it while it has the focus."""
        return self._textures_[4]

    @texture_focused.setter
    def texture_focused(self, texture: Texture | None) -> None:
        self._set_texture_(4, texture)

    @property
    def expand(self) -> bool:
        """Whether it may be smaller than its picture."""
        return self._expand_

    @expand.setter
    def expand(self, expand: bool) -> None:
        self._expand_ = bool(expand)
        self._minimum_size_changed_()
        self.update()

    @property
    def stretch_mode(self) -> int:
        """How the picture fills it: a STRETCH_ number."""
        return self._stretch_mode_

    @stretch_mode.setter
    def stretch_mode(self, mode: int) -> None:
        if mode not in range(7):
            raise ScriptError(
                f"{self!r}: there is no stretch_mode {mode!r}: take TextureButton.STRETCH_SCALE, _KEEP, …"
            )
        self._stretch_mode_ = mode
        self.update()

    def _content_minimum_(self) -> Vector2:
        texture = next((each for each in self._textures_ if each is not None), None)
        if texture is None or self._expand_:
            return Vector2.ZERO
        return Vector2(texture.width, texture.height)

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            texture = self._textures_[_TEXTURE_OF[self.get_draw_mode()]] or self._textures_[0]
            if texture is not None:
                self._draw_texture_(texture)
            if self._textures_[4] is not None and self.has_focus():
                self._draw_texture_(self._textures_[4])

    def _draw_texture_(self, texture: Texture) -> None:
        width, height = self._size_
        w, h = float(texture.width), float(texture.height)
        mode = self._stretch_mode_
        if mode in (self.STRETCH_SCALE, self.STRETCH_TILE):
            self.draw_texture_rect(texture, Rect2(0, 0, width, height), mode == self.STRETCH_TILE)
            return
        if mode == self.STRETCH_KEEP_ASPECT_COVERED:
            factor = max(width / w, height / h)
            if factor > 0:
                seen = Vector2(width / factor, height / factor)
                region = Rect2((Vector2(w, h) - seen) / 2, seen)
                self.draw_texture_rect_region(texture, Rect2(0, 0, width, height), region)
            return
        if mode in (self.STRETCH_KEEP_ASPECT, self.STRETCH_KEEP_ASPECT_CENTERED):
            factor = min(width / w, height / h)
            w, h = w * factor, h * factor
        centered = mode in (self.STRETCH_KEEP_CENTERED, self.STRETCH_KEEP_ASPECT_CENTERED)
        x, y = ((width - w) / 2, (height - h) / 2) if centered else (0.0, 0.0)
        self.draw_texture_rect(texture, Rect2(x, y, w, h), False)
