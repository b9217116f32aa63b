"""Panel: a plain surface."""

from __future__ import annotations

from engine import Rect2, Vector2

from ..canvas.canvas_item import CanvasItem
from .control import Control


class Panel(Control):
    """Shows the style box `panel` of the theme, behind its children.

    Source: Godot 3.6's `Panel`.
    """

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            self.draw_style_box(self.get_stylebox("panel"), Rect2(Vector2.ZERO, self._size_))
