"""The display of a program that `run` runs, and the picture that is taken of it at the end."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from ..variant.vector2 import Vector2

if TYPE_CHECKING:
    from ..display.display import Display
    from ..scene.scene_tree import SceneTree

_USUAL_SIZE = (1024, 600)


class ScreenOptions(NamedTuple):
    """What the program, or who started it, wants of its display."""

    headless: bool = False
    screenshot: str | None = None
    title: str | None = None
    window_size: tuple[int, int] | None = None
    """In logical pixels."""
    scale: float | None = None
    """Window pixels for each logical pixel; None is what the desktop has."""


class Screen:
    """Makes the display of a tree when it is first needed: a window, unless there is to be none.

    On a machine without a screen, and with `headless`, a program that a picture is wanted of is drawn
    into memory. Where there can be no display such as is wanted the program says so, and quits; until
    then it has a headless one, so that its scripts run as ever.
    """

    def __init__(self, tree: SceneTree, options: ScreenOptions) -> None:
        self._tree = tree
        self._options = options
        self.failed: bool = False
        """True if there was no display, or no picture, such as was wanted."""
        tree.display_factory = self.make
        if options.window_size is not None:
            tree.root.size = Vector2(*options.window_size)  # for who asks before there is a display

    def __repr__(self) -> str:
        return f"<Screen of {self._tree!r}>"

    def make(self) -> Display:
        """Return a new display. It is never without one: see the class."""
        from ..display.error import DisplayError

        picture = self._options.screenshot is not None
        if self._options.headless and not picture:
            return self._headless()
        try:
            return self._window(offscreen=picture and (self._options.headless or not _has_screen()))
        except DisplayError as error:
            if self._options.headless:
                advice = ""
            elif picture:  # a process that has tried to open a window cannot draw into memory any more
                advice = " With --headless, too, the picture is drawn without a screen."
            else:
                advice = " Run it with --headless, or with --screenshot FILE for a picture of it."
            self._fail(f"{error}{advice}")
            return self._headless()

    def take_picture(self) -> None:
        """Write the screenshot, if one is wanted and there is a display."""
        path = self._options.screenshot
        if path is None:
            return
        display = self._tree.display
        try:
            if not self.failed:
                self._tree.canvas.present(display)
                display.screenshot(path)
        except OSError as error:
            self._fail(f"The screenshot cannot be written: {error}")

    def _window(self, offscreen: bool) -> Display:
        from ..display.pyglet.display import PygletDisplay

        size = self._options.window_size or _USUAL_SIZE
        return PygletDisplay(self._title(), size, scale=self._options.scale, offscreen=offscreen)

    def _headless(self) -> Display:
        from ..display.headless.display import HeadlessDisplay

        scale = self._options.scale or 1.0
        width, height = self._options.window_size or _USUAL_SIZE
        display = HeadlessDisplay(round(width * scale), round(height * scale))
        display.scale = scale
        display.set_title(self._title())
        return display

    def _title(self) -> str:
        scenes = self._tree.root.get_children()
        return self._options.title or (scenes[0].name if scenes else "Estragon")

    def _fail(self, message: str) -> None:
        print(f"ERROR: {message}", file=sys.stderr)
        self.failed = True
        self._tree.quit()


def _has_screen() -> bool:
    """Return False where a window cannot be opened for sure."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY"))
