"""The display of a tree: it is opened when something is to be shown, and brings what the user does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..canvas.service import CanvasService
from ..input.service import InputService
from ..scene.frame import Frame, Service, Stage
from ..scene.lifecycle import propagate
from ..scene.schedule import StageCall
from ..scene.state import TreeState
from ..variant.vector2 import Vector2

if TYPE_CHECKING:
    from .display import Display
    from .stretch import Stretch


def headless() -> Display:
    """Return a display that records what it is given to show."""
    from .headless.display import HeadlessDisplay

    return HeadlessDisplay()


class DisplayService(Service):
    """Keeps the display, and tells the tree what has happened to its window.

    `factory` makes the display when it is first needed, `resize` makes the viewport another size, and
    `flush` makes the deferred calls. A tree whose nodes show nothing, as a server's, loads nothing of it.
    """

    def __init__(
        self,
        tree: TreeState,
        input: InputService,
        frame: Frame,
        factory: Callable[[], Display],
        resize: Callable[[Vector2], None],
        flush: Callable[[], None],
    ) -> None:
        self.made: Display | None = None
        """The display, if it was opened."""
        self.canvas: CanvasService = CanvasService(frame, lambda: self.display, flush)
        self.input = input
        self.tree = tree
        self.pointer_inside = False
        self._stretch: Stretch | None = None
        self._frame = frame
        self._factory = factory
        self._resize = resize

    @property
    def display(self) -> Display:
        """The display, which opens when it is first asked for."""
        if self.made is None:
            self.made = self._factory()
            self.input.show_pointer = self.made.set_mouse_mode
            if self.input.mouse_mode:
                self.made.set_mouse_mode(self.input.mouse_mode)
            self.input.draw_cursor_image = self.made.set_cursor_image
            for shape, image in self.input.cursor_images.items():
                self.made.set_cursor_image(shape, image)
            self.input.draw_cursor = self.made.set_cursor
            if self.input.cursor:
                self.made.set_cursor(self.input.cursor)
            self.fit()
            self._frame.wake(self)
        return self.made

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {Stage.EVENTS: self._take_events}

    def stretch(self, stretch: Stretch) -> None:
        """Let the viewport fill the window another way."""
        self._stretch = stretch.check()
        self.fit()

    def fit(self) -> None:
        """Make the viewport as large as the window and the stretch say."""
        from .stretch import Stretch, fitted

        display = self.display
        view = fitted(*display.window_size, self._stretch or Stretch(), display.scale)
        self.input.view = view
        if view != display.view:
            display.view = view
            if self.canvas.made is not None:
                self.canvas.made.show_again()
        self._resize(Vector2(view.width, view.height))

    def tell(self, what: int) -> None:
        """Notify all nodes."""
        propagate(self.tree.root, what)

    def _take_events(self, _delta: float) -> None:
        if self.made is None:
            return
        events = self.made.events()
        if events:
            from .window_events import take

            take(self, events)

    def finish(self) -> None:
        """Close the display."""
        if self.made is not None:
            self.made.close()
            self.made = None
