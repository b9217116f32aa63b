"""LinkButton: a text that can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import ScriptError, Vector2

from ..canvas.canvas_item import CanvasItem
from .base_button import BaseButton
from .button import Button
from .control import Control

if TYPE_CHECKING:
    from typing import Unpack

    from .button import ButtonKeywords

    class LinkButtonKeywords(ButtonKeywords, total=False):
        """What `LinkButton(…)` takes by name."""

        underline: int


class LinkButton(Button):
    """A button that looks like a link on a web page.

    Source: Godot 3.6's `LinkButton`. Unlike Godot: it is a Button, and takes the focus.
    """

    UNDERLINE_MODE_ALWAYS = 0
    UNDERLINE_MODE_ON_HOVER = 1
    UNDERLINE_MODE_NEVER = 2

    _stored_ = (*Button._stored_, "underline")

    _align_: int = Button.ALIGN_LEFT
    _flat_: bool = True
    _cursor_shape_: int = Control.CURSOR_POINTING_HAND
    _underline_: int = UNDERLINE_MODE_ALWAYS

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[LinkButtonKeywords]) -> None: ...

    @property
    def underline(self) -> int:
        """When the text is underlined: UNDERLINE_MODE_ALWAYS, _ON_HOVER or _NEVER."""
        return self._underline_

    @underline.setter
    def underline(self, mode: int) -> None:
        if mode not in (0, 1, 2):
            raise ScriptError(
                f"{self!r}: there is no underline mode {mode!r}: take LinkButton.UNDERLINE_MODE_ALWAYS."
            )
        self._underline_ = mode
        self.update()

    def set_underline_mode(self, underline_mode: int) -> None:
        """Set `underline`."""
        self.underline = underline_mode

    def get_underline_mode(self) -> int:
        """Return `underline`."""
        return self._underline_

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and self._text_:
            mode = self.get_draw_mode()
            hovered = mode not in (BaseButton.DRAW_NORMAL, BaseButton.DRAW_DISABLED)
            if self._underline_ == self.UNDERLINE_MODE_ALWAYS or (
                self._underline_ == self.UNDERLINE_MODE_ON_HOVER and hovered
            ):
                font, style = self.get_font("font"), self._style_(mode)
                x, y = style.get_offset()
                room = self._size_[1] - style.get_minimum_size()[1]
                y = round(y + (room - font.height) / 2 + font.ascent) + self.get_constant("underline_spacing")
                end = min(x + font.width(self._text_), self._size_[0] - style.get_margin(2))
                self.draw_line(Vector2(x, y + 0.5), Vector2(end, y + 0.5), self._text_color_(mode))
