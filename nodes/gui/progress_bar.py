"""ProgressBar: how much of something is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Rect2, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from .range import Range

if TYPE_CHECKING:
    from .keywords import ProgressBarKeywords


class ProgressBar(Range):
    """A bar that fills with the `value`, and says how many per cent that is.

    Source: Godot 3.6's `ProgressBar`.
    """

    _size_flags_vertical_: int = 0

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ProgressBarKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._numbers_.step = 0.01

    percent_visible: Property[bool] = Field(
        True, then="_look_and_size_changed_", doc="Whether the per cent are written on it."
    )
    set_percent_visible: Setter[bool] = setter(percent_visible, "visible")
    is_percent_visible: Getter[bool] = getter(percent_visible)

    def _content_minimum_(self) -> Vector2:
        back, front = self.get_stylebox("bg").get_minimum_size(), self.get_stylebox("fg").get_minimum_size()
        height = max(back[1], front[1], 1.0)
        if self.percent_visible:
            height = max(height, back[1] + self.get_font("font").height)
        return Vector2(max(back[0], front[0], 1.0), height)

    @notified(Range.NOTIFICATION_DRAW)
    def _draw_bar_(self) -> None:
        width, height = self._size_
        self._draw_themed_("bg")
        front = self.get_stylebox("fg")
        least = front.get_minimum_size()[0]
        ratio = self.ratio
        if ratio > 0:
            filled = least + ratio * max(0.0, width - least)
            self.draw_style_box(front, Rect2(0.0, 0.0, min(filled, width), height))
        if self.percent_visible:
            font = self.get_font("font")
            text = f"{int(ratio * 100 + 1e-9)}%"
            at = Vector2(
                round((width - font.width(text)) / 2), round((height - font.height) / 2 + font.ascent)
            )
            self.draw_string(font, at + Vector2(1.0, 1.0), text, self.get_color("font_color_shadow"))
            self.draw_string(font, at, text, self.get_color("font_color"))
