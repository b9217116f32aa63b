"""HeadlessDisplay: shows nothing, and tells what would be seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from io import UnsupportedOperation
from typing import TYPE_CHECKING

from ..variant.rect2 import Rect2
from .commands import Box, Text
from .display import Display, Resized, WindowEvent
from .drawing import Drawing
from .seen import Seen, seen_of

if TYPE_CHECKING:
    from ..input.event import InputEvent
    from ..poller import Poller


class HeadlessDisplay(Display):
    """Keeps what it was given to draw, and gives the tree the events that a test pushes.

    What is hidden by a clip, is transparent or lies outside of the viewport is not seen; what is
    covered by something else is.
    """

    name = "headless"

    drawings: Sequence[Drawing]
    """What was drawn last, the first at the back."""
    frames: int
    """How often something was drawn."""
    clipboard: str
    title: str
    cursor: int
    caret: tuple[float, float, float, float] | None
    """Where text is typed, if it is."""
    closed: bool

    def __init__(self, width: int = 1024, height: int = 600) -> None:
        super().__init__()
        self.window_size = (width, height)
        self.drawings = ()
        self.frames = 0
        self.clipboard = ""
        self.title = ""
        self.cursor = 0
        self.caret = None
        self.closed = False
        self._events: deque[InputEvent | WindowEvent] = deque()

    def push(self, event: InputEvent | WindowEvent) -> None:
        """Let something happen: the tree hears of it in its next frame. Positions are window pixels."""
        if isinstance(event, Resized):
            self.window_size = (event.width, event.height)
        self._events.append(event)

    def seen(self) -> list[Seen]:
        """Return what is seen, the first at the back."""
        _, _, _, _, width, height = self.view
        screen = (0.0, 0.0, width, height) if width > 0 and height > 0 else None
        return [seen for drawing in self.drawings for seen in seen_of(drawing, screen)]

    def texts(self) -> list[str]:
        """Return the texts that are seen, the first at the back."""
        return [seen.command.text for seen in self.seen() if isinstance(seen.command, Text)]

    def boxes(self) -> list[Rect2]:
        """Return where boxes are seen, in the viewport's coordinates, the first at the back."""
        return [seen.rect for seen in self.seen() if isinstance(seen.command, Box)]

    def shows(self, text: str) -> bool:
        """Return True if the text is seen somewhere, alone or in a longer one."""
        return any(text in shown for shown in self.texts())

    def find_text(self, text: str) -> Rect2:
        """Return where a text is seen, in the viewport's coordinates: its line, or the part of one.

        The frontmost, if there are more; one that is not part of a longer one comes first. LookupError
        with all that is seen if it is not.
        """
        seen = [seen for seen in reversed(self.seen()) if isinstance(seen.command, Text)]
        for one in seen:
            if isinstance(one.command, Text) and one.command.text == text:
                return one.rect
        for one in seen:
            part = one.part(text)
            if part is not None:
                return part
        raise LookupError(f"{text!r} is not seen.\n{self.describe()}")

    def describe(self) -> str:
        """Return what is seen in words, a line for each thing, for the message of an assertion."""
        lines = [str(seen) for seen in self.seen()]
        return "\n".join(["Seen, from back to front:", *lines]) if lines else "Nothing is seen."

    def events(self) -> list[InputEvent | WindowEvent]:
        """See the base."""
        events = list(self._events)
        self._events.clear()
        return events

    def draw(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> None:
        """See the base."""
        self.drawings = drawings
        self.frames += 1

    def wait(self, poller: Poller, seconds: float) -> None:
        """See the base."""
        poller.wait(0.0 if self._events else seconds)

    def set_title(self, title: str) -> None:
        """See the base."""
        self.title = title

    def set_window_size(self, width: int, height: int) -> None:
        """See the base."""
        self.push(Resized(max(1, int(width)), max(1, int(height))))

    def get_clipboard(self, callback: Callable[[str], None]) -> None:
        """See the base."""
        callback(self.clipboard)

    def set_clipboard(self, text: str) -> None:
        """See the base."""
        self.clipboard = text

    def set_cursor(self, shape: int) -> None:
        """See the base."""
        self.cursor = shape

    def set_text_input(self, caret: tuple[float, float, float, float] | None) -> None:
        """See the base."""
        self.caret = caret

    def screenshot(self, path: str) -> None:
        """Raise UnsupportedOperation, an OSError: there is no picture."""
        raise UnsupportedOperation(
            f"No screenshot {path!r}: the headless display draws no picture. Run the program with a window;"
            " without a screen, inside `xvfb-run`."
        )

    def close(self) -> None:
        """See the base."""
        self.closed = True

    def __repr__(self) -> str:
        return f"<HeadlessDisplay {self.window_size[0]}x{self.window_size[1]}, {self.frames} frames>"
