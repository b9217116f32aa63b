"""TextureButton: a button that is a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.canvas.texture import Texture
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice, texture_of
from .base_button import BaseButton
from .texture_rect import draw_stretched

if TYPE_CHECKING:
    from .keywords import TextureButtonKeywords


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

    _texture_normal_: Texture | None
    _texture_pressed_: Texture | None
    _texture_hover_: Texture | None
    _texture_disabled_: Texture | None
    _texture_focused_: Texture | None

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextureButtonKeywords]) -> None: ...

    texture_normal: Property[Texture | None] = Field(
        None,
        texture_of,
        then="_look_and_size_changed_",
        doc="What it is, and what it is in each state that has no picture of its own.",
    )
    texture_pressed: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="What it is while it is pressed."
    )
    texture_hover: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="What it is while the pointer is over it."
    )
    texture_disabled: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="What it is while it is disabled."
    )
    texture_focused: Property[Texture | None] = Field(
        None,
        texture_of,
        then="_look_and_size_changed_",
        doc="What is drawn over it while it has the focus.",
    )
    expand: Property[bool] = Field(
        False, then="_look_and_size_changed_", doc="Whether it may be smaller than its picture."
    )
    set_expand: Setter[bool] = setter("expand")
    get_expand: Getter[bool] = getter("expand")
    stretch_mode: Property[int] = Field(
        STRETCH_SCALE,
        choice(7, "take TextureButton.STRETCH_SCALE, _KEEP, …"),
        then="update",
        doc="How the picture fills it: a STRETCH_ number.",
    )
    set_stretch_mode: Setter[int] = setter("stretch_mode")
    get_stretch_mode: Getter[int] = getter("stretch_mode")

    def _textures_(self) -> tuple[Texture | None, ...]:
        """Return the pictures in the order of BaseButton's DRAW_ modes, then that of the focus."""
        pressed = self._texture_pressed_
        hover, disabled = self._texture_hover_, self._texture_disabled_
        return (self._texture_normal_, pressed, hover, disabled, pressed, self._texture_focused_)

    def _content_minimum_(self) -> Vector2:
        texture = next((each for each in self._textures_() if each is not None), None)
        if texture is None or self.expand:
            return Vector2.ZERO
        return Vector2(texture.width, texture.height)

    @notified(BaseButton.NOTIFICATION_DRAW)
    def _draw_textures_(self) -> None:
        texture = self._textures_()[self.get_draw_mode()] or self._texture_normal_
        if texture is not None:
            self._draw_texture_(texture)
        if self._texture_focused_ is not None and self.has_focus():
            self._draw_texture_(self._texture_focused_)

    def _draw_texture_(self, texture: Texture) -> None:
        draw_stretched(self, texture, self.stretch_mode + 1)  # as TextureRect counts them
