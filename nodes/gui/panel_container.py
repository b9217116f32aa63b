"""PanelContainer: a surface with its children inside its margins."""

from __future__ import annotations

from engine import Vector2
from engine.scene.notified import notified

from .container import Container
from .control import Control


class PanelContainer(Container):
    """Shows the style box `panel` of the theme, and places its children inside the margins of that.

    Source: Godot 3.6's `PanelContainer`.
    """

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_panel_(self) -> None:
        self._draw_themed_("panel")

    def _content_minimum_(self) -> Vector2:
        width, height = self._largest_()
        return Vector2(width, height) + self.get_stylebox("panel").get_minimum_size()

    def _sort_children_(self) -> None:
        style = self.get_stylebox("panel")
        left, top = style.get_offset()
        width, height = self._size_ - style.get_minimum_size()
        for child in self._laid_out_():
            self._fit_(child, left, top, width, height)
