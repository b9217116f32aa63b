"""The canvas of a tree, as a service of its frames: it is drawn and shown at the end of each."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from ..scene.frame import Frame, Service, Stage
from ..scene.schedule import StageCall

if TYPE_CHECKING:
    from .canvas import Canvas
    from .drawing import Surface

_DRAWING_ROUNDS = 4
"""How often in a frame what was caused by drawing, as a new layout, is drawn as well."""


class CanvasService(Service):
    """Keeps the canvas, which is made with the first item that is to be shown.

    `surface` returns what the canvas is shown on, and `flush` makes the deferred calls.
    """

    def __init__(self, frame: Frame, surface: Callable[[], Surface], flush: Callable[[], None]) -> None:
        self.made: Canvas | None = None
        """The canvas, if anybody has asked for one."""
        self._frame = frame
        self._surface = surface
        self._flush = flush

    @property
    def canvas(self) -> Canvas:
        """The canvas items that are shown, in order. With the first the display opens."""
        if self.made is None:
            from .canvas import Canvas

            self.made = Canvas()
            self._surface()
            self._frame.wake(self)
        return self.made

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        canvas = self.canvas
        return {Stage.MOVES: lambda _delta: canvas.tell_moved(), Stage.DRAW: self._draw}

    def order_changed(self) -> None:
        """Take note that the tree order has changed."""
        if self.made is not None:
            self.made.reordered()

    def _draw(self, delta: float) -> None:
        canvas = self.canvas
        canvas.tell_moved()
        canvas.follow_camera(delta)
        if canvas.look():
            self._flush()
        if canvas.near:
            canvas.show_near()
        for _ in range(_DRAWING_ROUNDS):
            if not canvas.draw_items():
                break
            self._flush()
        canvas.present(self._surface())

    def idle_time(self) -> float:
        """Return 0 unless all is shown as it is, and stays where it is."""
        return inf if self.made is None or self.made.is_settled() else 0.0
