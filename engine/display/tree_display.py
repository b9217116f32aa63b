"""The display of a SceneTree, and the canvas that it shows. A base of SceneTree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..object import Object

if TYPE_CHECKING:
    from ..scene.canvas import Canvas
    from .display import Display


def headless() -> Display:
    """Return a display that records what it is given to show."""
    from .headless import HeadlessDisplay

    return HeadlessDisplay()


class TreeDisplay(Object):
    """What a tree has of a display: none, until something is to be shown or somebody asks for it.

    A tree whose nodes show nothing, as a server's, loads nothing of all this.
    """

    display_factory: Callable[[], Display] = staticmethod(headless)
    """Makes the display when it is first needed. `run` puts in one that opens a window."""

    _display_: Display | None = None
    _canvas_: Canvas | None = None

    @property
    def display(self) -> Display:
        """What shows this tree: a window, or a recording of what it would show."""
        if self._display_ is None:
            self._display_ = self.display_factory()
        return self._display_

    @property
    def canvas(self) -> Canvas:
        """The canvas items that are shown, in order."""
        if self._canvas_ is None:
            from ..scene.canvas import Canvas

            self._canvas_ = Canvas()
        return self._canvas_

    def _close_display_(self) -> None:
        if self._display_ is not None:
            self._display_.close()
            self._display_ = None
