"""ColorRect: a rectangle in one colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Color, Rect2, Vector2
from engine.canvas.commands import Rgba

from ..canvas.canvas_item import CanvasItem
from .control import Control

if TYPE_CHECKING:
    from typing import Unpack

    from .control import ControlKeywords

    class ColorRectKeywords(ControlKeywords, total=False):
        """What `ColorRect(…)` takes by name."""

        color: Rgba


class ColorRect(Control):
    """A rectangle in one colour.

    Source: Godot 3.6's `ColorRect`.
    """

    _stored_ = (*Control._stored_, "color")

    _color_: Color = Color(1.0, 1.0, 1.0, 1.0)

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ColorRectKeywords]) -> None: ...

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            self.draw_rect(Rect2(Vector2.ZERO, self._size_), self._color_)

    @property
    def color(self) -> Color:
        """What it is filled with."""
        return self._color_

    @color.setter
    def color(self, color: Rgba) -> None:
        self._color_ = Color(*color)
        self.update()

    def set_frame_color(self, color: Rgba) -> None:
        """Set `color`."""
        self.color = Color(*color)

    def get_frame_color(self) -> Color:
        """Return `color`."""
        return self._color_
