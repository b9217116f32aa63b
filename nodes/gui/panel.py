"""Panel: a plain surface."""

from __future__ import annotations

from engine.scene.notified import notified

from .control import Control


class Panel(Control):
    """Shows the style box `panel` of the theme, behind its children.

    Source: Godot 3.6's `Panel`.
    """

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_panel_(self) -> None:
        self._draw_themed_("panel")
