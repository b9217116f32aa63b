"""ClippedLayer: what a Control draws inside its margins, cut off there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Rect2
from engine.canvas.commands import Matrix

from ..canvas.canvas_item import CanvasItem

if TYPE_CHECKING:
    from collections.abc import Callable


class ClippedLayer(CanvasItem):
    """A part of its parent, which draws on it: scrolled text, the entries of a list.

    So that what is cut off in the middle does not run over the margin and the border.
    """

    _at_: tuple[float, float] = (0.0, 0.0)
    _extent_: tuple[float, float] = (0.0, 0.0)
    _paint_: Callable[[], None] | None = None
    """Draws on it."""

    def place(self, rect: Rect2) -> None:
        """Lie in a rectangle of the parent."""
        x, y, width, height = rect
        if (x, y) != self._at_ or (width, height) != self._extent_:
            self._at_, self._extent_ = (x, y), (width, height)
            self._moved_()

    def _matrix_(self) -> Matrix:
        return (1.0, 0.0, 0.0, 1.0, *self._at_)

    def _clip_size_(self) -> tuple[float, float] | None:
        return self._extent_

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and self._paint_ is not None:
            self._paint_()
