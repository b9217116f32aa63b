"""The display of a program that `run` runs, and the picture that is taken of it at the end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from ..display.display import Display
    from ..display.drivers import DisplayOptions
    from ..scene.scene_tree import SceneTree
    from .host import Host


class Screen:
    """Makes the display of a tree when it is first needed, and takes a picture of it in the end.

    Where there can be no display such as is wanted the program says so, and quits; until then it has a
    headless one, so that its scripts run as ever. As a context, it takes the picture when that is left
    without an exception.
    """

    def __init__(
        self, tree: SceneTree, host: Host, options: DisplayOptions, screenshot: str | None = None
    ) -> None:
        self._tree = tree
        self._host = host
        self._options = options
        self._screenshot = screenshot
        self.failed: bool = False
        """True if there was no display, or no picture, such as was wanted."""
        tree.display_factory = self.make

    def __repr__(self) -> str:
        return f"<Screen of {self._tree!r}>"

    def make(self) -> Display:
        """Return a new display. It is never without one: see the class."""
        from ..display.drivers import HEADLESS, open_display
        from ..display.error import DisplayError

        options = self._options
        if not options.title:
            scenes = self._tree.root.get_children()
            title = self._host.title or self._tree._title_ or (scenes[0].name if scenes else "Estragon")
            options = options.replaced(title=title)
        try:
            return self._host.open_display(options)
        except DisplayError as error:
            self._fail(str(error))
            return open_display(HEADLESS, options)

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if kind is None and self._screenshot is not None:
            self._take_picture(self._screenshot)

    def _take_picture(self, path: str) -> None:
        display = self._tree.display
        try:
            if not self.failed:
                self._tree.canvas.present(display)
                display.screenshot(path)
        except OSError as error:
            self._fail(f"The screenshot cannot be written: {error}")

    def _fail(self, message: str) -> None:
        print(f"ERROR: {message}", file=sys.stderr)
        self.failed = True
        self._tree.quit()
