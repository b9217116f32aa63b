"""PageDisplay: a canvas that fills the page."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ..canvas.drawing import Drawing
from ..canvas.png import write_png
from ..canvas.texture import Texture
from ..display.display import SHOW_POINTER, Display, Pending, WindowEvent
from ..display.drivers import DisplayOptions
from ..display.event_queue import EventQueue
from ..input.key_event import InputEventKey
from .drawing import Drawings
from .keys import modifiers_held, physical_scancode, scancode
from .page import Page

if TYPE_CHECKING:
    from ..input.cursor_image import CursorImage
    from ..input.event import InputEvent

_CURSORS = (
    *("default", "text", "pointer", "crosshair", "wait", "progress", "grabbing", "copy", "not-allowed"),
    *("ns-resize", "ew-resize", "nesw-resize", "nwse-resize", "move", "row-resize", "col-resize", "help"),
)
"""What the `Control.CURSOR_…` are called in CSS."""


class PageDisplay(Display):
    """The page as a display.

    A logical pixel is a CSS pixel, or `scale` of them, and the size is the page's: what a program wants
    its window to be does not matter.
    """

    name = "page"
    drawn_by: str = "Canvas2D"

    def __init__(self, page: Page, options: DisplayOptions) -> None:
        super().__init__()
        self._page = page
        self._screen = page.screen
        self._wanted_scale = options.scale or 1.0
        self._events = EventQueue()
        self._clipboard = ""
        self._pasting: list[Callable[[str], None]] = []
        self._pasted = False  # in this frame: what the clipboard has is known
        self._drawings: Sequence[Drawing] = ()
        self._shown = (self.view, self.clear_color)
        self._messages = Drawings(self._tell_picture)
        self._cursor = 0
        self._cursor_images: dict[int, str] = {}
        self._hides_pointer = False
        self._closed = False
        self._screen.open(self._has_news)
        self._resize(*json.loads(self._screen.size()))
        self._events.take()
        self.set_title(options.title)

    def _has_news(self, urgent: bool) -> None:
        (self._page.turns.wake if urgent else self._page.turns.soon)()

    # -- What is shown -------------------------------------------------------------------------

    def draw(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> None:
        """See the base."""
        if not self._closed:
            self._drawings = drawings
            self._shown = (self.view, self.clear_color)
            self._screen.paint(self._messages.message(drawings, changed, self.view, self.clear_color))

    def _tell_picture(self, number: int, texture: Texture) -> None:
        pictures = self._page.pictures
        if texture.file:
            picture = pictures.find(texture.file) or pictures.unpack(texture.file)
        else:
            picture = pictures.make(texture.width, texture.height, texture.rgba())
        self._screen.picture(number, picture)

    def screenshot(self, path: str) -> None:
        """See the base. The file is in the memory of the page."""
        if self._closed:
            raise OSError(f"No screenshot {path!r}: the page shows nothing any more.")
        write_png(path, *self.window_size, self._screen.pixels().to_bytes())

    # -- Events --------------------------------------------------------------------------------

    def events(self) -> list[InputEvent | WindowEvent]:
        """See the base."""
        news = self._screen.take()
        self._pasted = False
        for kind, *what in json.loads(news) if news else ():
            getattr(self, f"_{kind}")(*what)  # the methods below, by their names
        if self._shown != (self.view, self.clear_color):
            self.draw(self._drawings, ())
        return self._events.take()

    def pending(self) -> Pending:
        """See the base."""
        return self._events.pending()

    def _resize(self, width: int, height: int, ratio: float) -> None:
        self.window_size: tuple[int, int] = (width, height)
        self.scale: float = ratio * self._wanted_scale
        self._events.resized(width, height)

    def _move(self, modifiers: int, x: float, y: float) -> None:
        self._events.modifiers = modifiers_held(modifiers)
        self._events.moved(x, y)

    def _button(self, modifiers: int, x: float, y: float, button: int, pressed: bool) -> None:
        self._events.modifiers = modifiers_held(modifiers)
        self._events.clicked(x, y, button, pressed)

    def _wheel(self, modifiers: int, x: float, y: float, right: float, up: float) -> None:
        self._events.modifiers = modifiers_held(modifiers)
        self._events.scrolled(x, y, right, up)

    def _enter(self, x: float, y: float) -> None:
        self._events.entered(x, y)

    def _leave(self) -> None:
        self._events.left()

    def _focus(self, focused: bool) -> None:
        self._events.focused(focused)

    def _key(
        self, modifiers: int, key: str, code: str, location: int, pressed: bool, echo: bool, text: str
    ) -> None:
        self._events.modifiers = modifiers_held(modifiers)
        event = InputEventKey(
            scancode=scancode(key, code, location),
            physical_scancode=physical_scancode(code),
            pressed=pressed,
            echo=echo,
        )
        self._events.add_key(event, text)

    def _text(self, text: str) -> None:
        self._events.add_text(text)

    def _compose(self, text: str) -> None:
        self._events.composed(text, len(text), 0)

    # -- The page ------------------------------------------------------------------------------

    def set_title(self, title: str) -> None:
        """See the base."""
        if title:
            self._screen.title(title)

    def set_window_size(self, width: int, height: int) -> None:
        """Do nothing: the page has the size that its reader gives it."""

    def get_clipboard(self, callback: Callable[[str], None]) -> None:
        """See the base. The browser may ask the user whether that is right, unless it was Ctrl+V."""
        if self._pasted:
            callback(self._clipboard)
        else:
            self._pasting.append(callback)
            self._screen.paste()

    def _clip(self, text: str | None) -> None:
        """The clipboard has this text; None is not told: then it is the one that was copied here."""
        if text is not None:
            self._clipboard = text
        self._pasted = True
        callbacks, self._pasting = self._pasting, []
        for callback in callbacks:
            callback(self._clipboard)

    def set_clipboard(self, text: str) -> None:
        """See the base."""
        self._clipboard = text
        self._screen.copy(text)

    def set_cursor(self, shape: int) -> None:
        """See the base."""
        self._cursor = shape if 0 <= shape < len(_CURSORS) else 0
        self._show_cursor()

    def set_cursor_image(self, shape: int, image: CursorImage | None) -> None:
        """See the base. Browsers show none that is larger than 128 x 128 pixels."""
        if image is not None:
            file = BytesIO()
            write_png(file, image.width, image.height, image.rgba)
            data = b64encode(file.getvalue()).decode("ascii")
            self._cursor_images[shape] = f'url("data:image/png;base64,{data}") {image.x} {image.y}, '
        else:
            self._cursor_images.pop(shape, None)
        if shape == self._cursor:
            self._show_cursor()

    def _show_cursor(self) -> None:
        shown = self._cursor_images.get(self._cursor, "") + _CURSORS[self._cursor]
        self._screen.cursor("none" if self._hides_pointer else shown)

    def set_mouse_mode(self, mode: int) -> None:
        """See the base. One that is to be captured is hidden."""
        self._hides_pointer = mode not in SHOW_POINTER
        self._show_cursor()

    def set_text_input(self, caret: tuple[float, float, float, float] | None) -> None:
        """See the base."""
        self._screen.caret(*(caret or (0.0, 0.0, 0.0, 0.0)))

    def close(self) -> None:
        """See the base."""
        if not self._closed:
            self._closed = True
            self._screen.close()
