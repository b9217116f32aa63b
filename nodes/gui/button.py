"""Button: a BaseButton with a text and an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from engine import Color, Rect2, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice
from .base_button import BaseButton
from .theme import StyleBox
from .theme.icon import Icon, draw_icon, icon_of

if TYPE_CHECKING:
    from .keywords import ButtonKeywords


_STYLES = ("normal", "pressed", "hover", "disabled", "hover_pressed")
"""The style boxes and, after `font_color_`, the colours of BaseButton's DRAW_ modes."""


class Button(BaseButton):
    """A button as everybody knows it: `Button(text="Send")`.

    Source: Godot 3.6's `Button`. Unlike Godot: a flat button shows a style box while the pointer is over
    it and while it is pressed.
    """

    ALIGN_LEFT = 0
    ALIGN_CENTER = 1
    ALIGN_RIGHT = 2

    _text_: str
    _icon_: Icon | None
    _flat_: bool
    _align_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ButtonKeywords]) -> None: ...

    # -- Properties ----------------------------------------------------------------------------

    text: Property[str] = Field("", str, changed="_look_and_size_changed_", doc="What is written on it.")
    set_text: Setter[str] = setter(text)
    get_text: Getter[str] = getter(text)

    icon: Property[Icon | None] = Field(
        None,
        icon_of,
        then="_look_and_size_changed_",
        doc="A picture beside the text: a Texture or a DrawnIcon.",
    )
    set_button_icon: Setter[Icon | None] = setter(icon, "texture")
    get_button_icon: Getter[Icon | None] = getter(icon)

    flat: Property[bool] = Field(False, then="update", doc="Whether it has no background of its own.")
    set_flat: Setter[bool] = setter(flat, "enabled")
    is_flat: Getter[bool] = getter(flat)

    clip_text: Property[bool] = Field(
        False,
        then="_look_and_size_changed_",
        doc="Whether it may be smaller than its text, which is then cut off.",
    )
    set_clip_text: Setter[bool] = setter(clip_text, "enabled")
    get_clip_text: Getter[bool] = getter(clip_text)

    align: Property[int] = Field(
        ALIGN_CENTER,
        choice(3, "take Button.ALIGN_CENTER"),
        then="update",
        doc="Where the text is: ALIGN_LEFT, ALIGN_CENTER or ALIGN_RIGHT.",
    )
    set_text_align: Setter[int] = setter(align)
    get_text_align: Getter[int] = getter(align)

    icon_align: Property[int] = Field(
        ALIGN_LEFT,
        choice(3, "take Button.ALIGN_CENTER"),
        then="update",
        doc="Where the icon is: ALIGN_LEFT, ALIGN_CENTER or ALIGN_RIGHT.",
    )
    set_icon_align: Setter[int] = setter(icon_align)
    get_icon_align: Getter[int] = getter(icon_align)

    expand_icon: Property[bool] = Field(
        False,
        then="_look_and_size_changed_",
        doc="Whether the icon is made as large or small as there is room.",
    )
    set_expand_icon: Setter[bool] = setter(expand_icon, "enabled")
    is_expand_icon: Getter[bool] = getter(expand_icon)

    # -- Size and drawing ----------------------------------------------------------------------

    def _insets_(self) -> tuple[float, float]:  # override point
        """Return the room that a derived class keeps at the left and at the right of the text."""
        return (0.0, 0.0)

    def _content_minimum_(self) -> Vector2:
        font = self.get_font("font")
        width, height = 0.0, float(font.height)
        if not self.clip_text:
            width = font.width(self._text_)
        icon = self._icon_
        if icon is not None and not self.expand_icon:
            height = max(height, icon.get_height())
            gap = self.get_constant("hseparation") if self._text_ else 0
            if self.icon_align == self.ALIGN_CENTER:
                width = max(width, icon.get_width())
            else:
                width += icon.get_width() + gap
        margins = self.get_stylebox("normal").get_minimum_size()
        left, right = self._insets_()
        return Vector2(width + left + right + margins[0], height + margins[1])

    def _style_(self, mode: int) -> StyleBox:
        if mode == self.DRAW_HOVER_PRESSED and not self.has_stylebox("hover_pressed"):
            mode = self.DRAW_PRESSED
        return self.get_stylebox(_STYLES[mode])

    def _text_color_(self, mode: int) -> Color:
        if mode == self.DRAW_HOVER_PRESSED and not self.has_color("font_color_hover_pressed"):
            mode = self.DRAW_PRESSED
        if mode == self.DRAW_NORMAL:
            focused = self.has_focus() and self.has_color("font_color_focus")
            return self.get_color("font_color_focus" if focused else "font_color")
        return self.get_color(f"font_color_{_STYLES[mode]}")

    @notified(BaseButton.NOTIFICATION_DRAW)
    def _draw_button_(self) -> None:
        mode = self.get_draw_mode()
        style = self._style_(mode)
        if not self._flat_ or mode not in (self.DRAW_NORMAL, self.DRAW_DISABLED):
            self.draw_style_box(style, Rect2(Vector2.ZERO, self._size_))
        if self.has_focus():
            self._draw_themed_("focus")
        left, right = self._insets_()
        x, y = style.get_margin(0) + left, style.get_margin(1)
        width = self._size_[0] - x - style.get_margin(2) - right
        height = self._size_[1] - y - style.get_margin(3)
        color = self._text_color_(mode)
        if self._icon_ is not None:
            x, width = self._draw_icon_(self._icon_, x, y, width, height, color)
        self._draw_text_(x, y, width, height, color)

    def _draw_icon_(
        self, icon: Any, x: float, y: float, width: float, height: float, color: Color
    ) -> tuple[float, float]:
        """Draw the icon; return where the text may start, and how wide it may be."""
        w, h = icon.get_size()
        if self.expand_icon and w > 0 and h > 0:
            room = width - self.get_font("font").width(self._text_) - self.get_constant("hseparation")
            factor = max(0.0, min(height / h, (room if self._text_ else width) / w))
            w, h = w * factor, h * factor
        free = (0.0, (width - w) / 2, width - w)[self.icon_align]
        at = Vector2(float(round(x + free)), float(round(y + (height - h) / 2)))
        opaque = Color(1.0, 1.0, 1.0, 0.5 if self._disabled_ else 1.0)
        modulate = self.get_color("icon_color_normal") if self.has_color("icon_color_normal") else opaque
        if self.expand_icon:
            self.draw_texture_rect(icon, Rect2(at, Vector2(w, h)), False, modulate)
        else:
            draw_icon(self, icon, at, modulate)
        if self.icon_align == self.ALIGN_CENTER:
            return x, width
        taken = w + self.get_constant("hseparation")
        return (x + taken if self.icon_align == self.ALIGN_LEFT else x), width - taken

    def _draw_text_(self, x: float, y: float, width: float, height: float, color: Color) -> None:
        if not self._text_:
            return
        font = self.get_font("font")
        text = self._text_
        taken = font.width(text)
        if taken > width:
            text, taken = text[: font.fit(text, width)], width
        x += (0.0, (width - taken) / 2, width - taken)[self._align_]
        baseline = y + (height - font.height) / 2 + font.ascent
        self.draw_string(font, Vector2(float(round(x)), float(round(baseline))), text, color)


class ToolButton(Button):
    """A flat Button, for tool bars.

    Source: Godot 3.6's `ToolButton`.
    """

    _flat_: bool = True
