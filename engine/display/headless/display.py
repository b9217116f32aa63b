"""HeadlessDisplay: shows nothing, and tells what would be seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from io import UnsupportedOperation
from typing import TYPE_CHECKING

from ...canvas.drawing import Drawing
from ..display import Display, Pending, Resized, WindowEvent
from ..drivers import DisplayOptions
from .sight import Sight

if TYPE_CHECKING:
    from ...input.cursor_image import CursorImage
    from ...input.event import InputEvent


def open_display(options: DisplayOptions) -> HeadlessDisplay:
    """Return a display as large as the window would be. There is no picture of it."""
    scale = options.scale or 1.0
    width, height = options.size
    display = HeadlessDisplay(round(width * scale), round(height * scale))
    display.scale = scale
    display.set_title(options.title)
    return display


class HeadlessDisplay(Sight, Display):
    """Keeps what it was given to draw, and gives the tree the events that a test pushes."""

    name = "headless"

    frames: int
    """How often something was drawn."""
    clipboard: str
    title: str
    cursor: int
    cursor_images: dict[int, CursorImage]
    """What the pointer looks like, by its shape, if that is not the system's."""
    caret: tuple[float, float, float, float] | None
    """Where text is typed, if it is."""
    min_size: tuple[int, int]
    """The smallest that the window may be."""
    attention_requests: int
    """How often the user's attention was asked for."""
    closed: bool

    def __init__(self, width: int = 1024, height: int = 600) -> None:
        super().__init__()
        self.window_size: tuple[int, int] = (width, height)
        self.drawings: Sequence[Drawing] = ()
        self.frames = 0
        self.clipboard = ""
        self.title = ""
        self.cursor = 0
        self.cursor_images = {}
        self.caret = None
        self.min_size = (1, 1)
        self.attention_requests = 0
        self.closed = False
        self._events: deque[InputEvent | WindowEvent] = deque()

    def push(self, event: InputEvent | WindowEvent) -> None:
        """Let something happen: the tree hears of it in its next frame. Positions are window pixels."""
        if isinstance(event, Resized):
            self.window_size = (event.width, event.height)
        self._events.append(event)

    def events(self) -> list[InputEvent | WindowEvent]:
        """See the base."""
        events = list(self._events)
        self._events.clear()
        return events

    def draw(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> None:
        """See the base."""
        self.drawings = drawings
        self.frames += 1

    def pending(self) -> Pending:
        """See the base."""
        return "urgent" if self._events else "nothing"

    def set_title(self, title: str) -> None:
        """See the base."""
        self.title = title

    def set_window_size(self, width: int, height: int) -> None:
        """See the base."""
        self.push(Resized(max(self.min_size[0], int(width)), max(self.min_size[1], int(height))))

    def set_min_size(self, width: int, height: int) -> None:
        """See the base."""
        self.min_size = (max(1, int(width)), max(1, int(height)))
        if self.window_size[0] < width or self.window_size[1] < height:
            self.set_window_size(*self.window_size)

    def request_attention(self) -> None:
        """See the base."""
        self.attention_requests += 1

    def get_clipboard(self, callback: Callable[[str], None]) -> None:
        """See the base."""
        callback(self.clipboard)

    def set_clipboard(self, text: str) -> None:
        """See the base."""
        self.clipboard = text

    def set_cursor(self, shape: int) -> None:
        """See the base."""
        self.cursor = shape

    def set_cursor_image(self, shape: int, image: CursorImage | None) -> None:
        """See the base."""
        if image is not None:
            self.cursor_images[shape] = image
        else:
            self.cursor_images.pop(shape, None)

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
