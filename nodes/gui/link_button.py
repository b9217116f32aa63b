"""LinkButton: a text that can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice
from .base_button import BaseButton
from .button import Button
from .control import Control

if TYPE_CHECKING:
    from .keywords import LinkButtonKeywords


class LinkButton(Button):
    """A button that looks like a link on a web page.

    Source: Godot 3.6's `LinkButton`. Unlike Godot: it is a Button, and takes the focus.
    """

    UNDERLINE_MODE_ALWAYS = 0
    UNDERLINE_MODE_ON_HOVER = 1
    UNDERLINE_MODE_NEVER = 2

    _align_: int = Button.ALIGN_LEFT
    _flat_: bool = True
    _cursor_shape_: int = Control.CURSOR_POINTING_HAND

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[LinkButtonKeywords]) -> None: ...

    underline: Property[int] = Field(
        UNDERLINE_MODE_ALWAYS,
        choice(3, "take LinkButton.UNDERLINE_MODE_ALWAYS"),
        then="update",
        doc="When the text is underlined: UNDERLINE_MODE_ALWAYS, _ON_HOVER or _NEVER.",
    )
    set_underline_mode: Setter[int] = setter(underline, "underline_mode")
    get_underline_mode: Getter[int] = getter(underline)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_underline_(self) -> None:
        mode = self.get_draw_mode()
        if self._text_ and self._is_underlined_(mode):
            font, style = self.get_font("font"), self._style_(mode)
            x, y = style.get_offset()
            room = self._size_[1] - style.get_minimum_size()[1]
            y = round(y + (room - font.height) / 2 + font.ascent) + self.get_constant("underline_spacing")
            end = min(x + font.width(self._text_), self._size_[0] - style.get_margin(2))
            self.draw_line(Vector2(x, y + 0.5), Vector2(end, y + 0.5), self._text_color_(mode))

    def _is_underlined_(self, mode: int) -> bool:
        if self.underline == LinkButton.UNDERLINE_MODE_ON_HOVER:
            return mode not in (BaseButton.DRAW_NORMAL, BaseButton.DRAW_DISABLED)
        return self.underline == LinkButton.UNDERLINE_MODE_ALWAYS
