"""Separator: a line between other Controls. HSeparator and VSeparator."""

from __future__ import annotations

from engine import Rect2, Vector2
from engine.scene.notified import notified

from .control import Control


class Separator(Control):
    """The base of HSeparator and VSeparator.

    Source: Godot 3.6's `Separator`.
    """

    _axis_: int = 0
    """0 for a line from left to right, 1 for one from top to bottom."""

    def _content_minimum_(self) -> Vector2:
        across = float(max(1, self.get_constant("separation")))
        return Vector2(1.0, across) if self._axis_ == 0 else Vector2(across, 1.0)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_line_(self) -> None:
        style, size = self.get_stylebox("separator"), self._size_
        across = 1 - self._axis_
        thick = min(size[across], max(1.0, style.get_minimum_size()[across]))
        start = float((size[across] - thick) // 2)
        if self._axis_ == 0:
            self.draw_style_box(style, Rect2(0.0, start, size[0], thick))
        else:
            self.draw_style_box(style, Rect2(start, 0.0, thick, size[1]))


class HSeparator(Separator):
    """A line from left to right, between things that are above each other."""

    _axis_ = 0


class VSeparator(Separator):
    """A line from top to bottom, between things that are side by side."""

    _axis_ = 1
