"""Display: what a driver offers to the tree that it shows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from ..canvas.commands import Rgba
from ..canvas.drawing import Drawing
from ..input.view import View

if TYPE_CHECKING:
    from ..input.cursor_image import CursorImage
    from ..input.event import InputEvent


class Resized(NamedTuple):
    """The window has got this size, in window pixels."""

    width: int
    height: int


class CloseRequested(NamedTuple):
    """The user wants the window closed."""


class FocusChanged(NamedTuple):
    """The window has got or lost the keyboard."""

    focused: bool


class PointerLeft(NamedTuple):
    """The pointer has left the window."""


class Composed(NamedTuple):
    """The text that an input method is composing has changed; empty when it has ended.

    What it commits comes as key events with `unicode`. `start` and `length` mark the part being chosen.
    """

    text: str
    start: int = 0
    length: int = 0


class Monitor(NamedTuple):
    """A screen of the desktop: where it is among the others, in pixels, and how many make an inch."""

    x: int
    y: int
    width: int
    height: int
    dpi: int


MOUSE_MODE_CAPTURED = 2
SHOW_POINTER = (0, 3)
"""The modes of the mouse in which the pointer is seen: MOUSE_MODE_VISIBLE and _CONFINED."""

WindowEvent = Resized | CloseRequested | FocusChanged | PointerLeft | Composed


Pending = Literal["nothing", "motion", "urgent"]
"""What a display has to tell, for a host that decides when: motion of the pointer alone can wait for the
frame that is due."""


class Readable(Protocol):
    """What can be watched, as a socket can."""

    def fileno(self) -> int:
        """Return its file descriptor."""


class Display(ABC):
    """Shows one tree, and takes the user's input for it.

    A tree asks for events at the start of a frame and hands over what is to be shown at its end, and
    only if that has changed. Positions in events are window pixels; the tree converts them.
    """

    name: str
    """Of the driver: see `drivers`."""
    drawn_by: str = ""
    """The hardware, or the program, that draws, if the driver knows."""
    window_size: tuple[int, int]
    """In window pixels."""
    scale: float
    """How many window pixels a logical pixel of the desktop has: 2.0 on a screen of double density."""
    view: View
    """Set by the tree when the window or the stretch changes."""
    clear_color: Rgba
    """What is seen where nothing is drawn."""
    composed: Composed
    """The text that is being composed, for who shows the caret."""

    def __init__(self) -> None:
        self.window_size = (1024, 600)
        self.scale = 1.0
        self.view = View()
        self.clear_color = (0.3, 0.3, 0.3, 1.0)
        self.composed = Composed("")

    @abstractmethod
    def events(self) -> list[InputEvent | WindowEvent]:
        """Return what has happened since the last call, oldest first."""

    @abstractmethod
    def draw(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> None:
        """See `canvas.drawing.Surface`."""

    @abstractmethod
    def pending(self) -> Pending:
        """Return whether `events` has something to tell, or there is something to paint again."""

    @property
    def connection(self) -> Readable | None:
        """What gets readable when something happens to the window, if there is such a thing."""
        return None

    def nap(self, seconds: float) -> bool:
        """Sleep until something happens to the window, at most so long, where there is no `connection`.

        False, at once, if nothing can happen to it.
        """
        return False

    def monitors(self) -> list[Monitor]:
        """Return the screens that there are, one at least; what has no other is as large as the window."""
        return [Monitor(0, 0, *self.window_size, dpi=72)]

    @abstractmethod
    def set_title(self, title: str) -> None:
        """Show the title on the window."""

    @abstractmethod
    def set_window_size(self, width: int, height: int) -> None:
        """Resize the window; a `Resized` event follows."""

    def set_min_size(self, width: int, height: int) -> None:  # noqa: B027 — not every window has one
        """Let the window get no smaller, in window pixels; one that is smaller is resized."""

    def request_attention(self) -> None:  # noqa: B027
        """Have the desktop show that something has happened here, if the window is not in front."""

    @abstractmethod
    def get_clipboard(self, callback: Callable[[str], None]) -> None:
        """Call back with the text of the clipboard, at once or later, inside a frame either way."""

    @abstractmethod
    def set_clipboard(self, text: str) -> None:
        """Put a text into the clipboard."""

    @abstractmethod
    def set_cursor(self, shape: int) -> None:
        """Show the pointer as a `Control.CURSOR_*`: an arrow (0), a text beam (1), a hand (2), …"""

    def set_cursor_image(  # noqa: B027 — not every display has a pointer
        self, shape: int, image: CursorImage | None
    ) -> None:
        """Show an image where the pointer has this shape, from now on; None: what the system has for it."""

    def set_mouse_mode(self, mode: int) -> None:  # noqa: B027 — not every display has a pointer
        """Show the pointer as an `Input.MOUSE_MODE_*`; one that is captured is told of by `moved_by`."""

    @abstractmethod
    def set_text_input(self, caret: tuple[float, float, float, float] | None) -> None:
        """Tell where the caret is (x, y, width, height in window pixels) while text is typed, else None."""

    @abstractmethod
    def screenshot(self, path: str) -> None:
        """Write what is shown now to a PNG file. OSError if it cannot be written."""

    @abstractmethod
    def close(self) -> None:
        """Close the window. Twice is once."""
