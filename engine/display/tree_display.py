"""The display of a SceneTree, and the canvas that it shows. A base of SceneTree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..base.error import ScriptError
from ..object.object import Object
from ..variant.vector2 import Vector2

if TYPE_CHECKING:
    from ..canvas.canvas import Canvas
    from ..scene.scene_tree import SceneTree
    from ..scene.viewport import Viewport
    from .display import Display
    from .stretch import Stretch

NOTIFICATION_THEME_CHANGED = 45


def headless() -> Display:
    """Return a display that records what it is given to show."""
    from .headless.display import HeadlessDisplay

    return HeadlessDisplay()


class TreeDisplay(Object):
    """What a tree has of a display: none, until something is to be shown or somebody asks for it.

    A tree whose nodes show nothing, as a server's, loads nothing of all this.
    """

    STRETCH_MODE_DISABLED = 0
    STRETCH_MODE_2D = 1
    STRETCH_MODE_VIEWPORT = 2
    STRETCH_ASPECT_IGNORE = 0
    STRETCH_ASPECT_KEEP = 1
    STRETCH_ASPECT_KEEP_WIDTH = 2
    STRETCH_ASPECT_KEEP_HEIGHT = 3
    STRETCH_ASPECT_EXPAND = 4

    root: Viewport

    if TYPE_CHECKING:

        @property
        def _tree_(self) -> SceneTree: ...

    display_factory: Callable[[], Display] = staticmethod(headless)
    """Makes the display when it is first needed. `run` puts in one that opens a window."""

    _display_: Display | None = None
    _canvas_: Canvas | None = None
    _stretch_: Stretch | None = None
    _pointer_inside_: bool = False
    _taking_events_: bool = False
    _default_theme_: Object | None = None

    @property
    def display(self) -> Display:
        """What shows this tree: a window, or a recording of what it would show."""
        if self._display_ is None:
            self._display_ = self.display_factory()
            self._fit_window_()
        return self._display_

    @property
    def canvas(self) -> Canvas:
        """The canvas items that are shown, in order. With the first the display opens."""
        if self._canvas_ is None:
            from ..canvas.canvas import Canvas

            self._canvas_ = Canvas()
            _ = self.display  # opens it
        return self._canvas_

    @property
    def default_theme(self) -> Object | None:
        """The theme of Controls where no other has what they look for; None is the dark one.

        `tree.default_theme = light_theme()` changes all of them at once. Not in Godot 3.
        """
        return self._default_theme_

    @default_theme.setter
    def default_theme(self, theme: Object | None) -> None:
        before = self._default_theme_
        if theme is before:
            return
        if theme is not None and not (isinstance(theme, Object) and theme.has_signal("changed")):
            raise ScriptError(
                f"default_theme cannot be {theme!r}. Write `dark_theme()`, `light_theme()` or `Theme()`."
            )
        if before is not None:
            before.disconnect("changed", self, "_default_theme_changed_")
        self._default_theme_ = theme
        if theme is not None:
            theme.connect("changed", self, "_default_theme_changed_")
        self._default_theme_changed_()

    def _default_theme_changed_(self) -> None:
        self.root.propagate_notification(NOTIFICATION_THEME_CHANGED)

    def set_screen_stretch(self, mode: int, aspect: int, minsize: Vector2, scale: float = 1.0) -> None:
        """Set how the viewport fills the window: STRETCH_MODE_ and STRETCH_ASPECT_, as in Godot.

        With a mode, what was made for a viewport of `minsize` fills a window of any size. `scale` makes
        everything so many times as large.

        Unlike Godot: STRETCH_MODE_VIEWPORT is drawn as sharply as STRETCH_MODE_2D.
        """
        from .stretch import Stretch

        width, height = Vector2(*minsize)
        self._stretch_ = Stretch(mode, aspect, width, height, scale).check()
        self._fit_window_()

    def _fit_window_(self) -> None:
        """Make the viewport as large as the window and the stretch say."""
        from .stretch import Stretch, fitted

        display = self.display
        view = fitted(*display.window_size, self._stretch_ or Stretch(), display.scale)
        if view != display.view:
            display.view = view
            if self._canvas_ is not None:
                self._canvas_.show_again()
        self.root.size = Vector2(view.width, view.height)

    def _take_events_(self) -> None:
        """Take what has happened to the window, as the first stage of a frame."""
        events = self.display.events()
        if events:
            from .window_events import take

            self._taking_events_ = True
            try:
                take(self._tree_, events)
            finally:
                self._taking_events_ = False

    def _close_display_(self) -> None:
        if self._display_ is not None:
            self._display_.close()
            self._display_ = None
