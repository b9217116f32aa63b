"""The border between both languages: what the modules in `page/` have for Python, and what goes across.

A call across it costs some microseconds, so what happens often goes in one piece: what is to be drawn
and what the user did as JSON texts, and of the messages that came as many as are there. What JavaScript
is given to call later it copies, and lets go of by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ..audio.drivers import Sound


class Turns(Protocol):
    """`turns.js`: calls Python when a turn is due."""

    def start(self, turn: Callable[[bool], float | None]) -> Any:
        """Have `turn(woken)` called from now on, until it returns None; return a promise of that.

        It returns the seconds until it wants to be called again: 0 is at once, and what is less comes
        with the next picture of the screen, as all does that is due so soon.
        """

    def wake(self) -> None:
        """Have it called at once."""

    def soon(self) -> None:
        """Have it called with the next picture of the screen."""

    def leaving(self, ask: Callable[[], None] | None) -> None:
        """Call `ask`, and then the turn, when the page is left."""


class Picture(Protocol):
    """`pictures.js`: a picture, which may still be on its way."""

    width: int
    height: int
    """0 until it is there."""

    def rgba(self) -> Buffer:
        """Return its pixels."""


class Buffer(Protocol):
    """Bytes of JavaScript."""

    def to_bytes(self) -> bytes:
        """Return a copy."""


class Pictures(Protocol):
    """`pictures.js`: the pictures that came with the page, and others."""

    def find(self, file: bytes) -> Picture | None:
        """Return the picture in a file that came with the page: it was unpacked before the program began."""

    def unpack(self, file: bytes) -> Picture:
        """Begin to unpack a file. It is painted when it is there."""

    def make(self, width: int, height: int, rgba: bytes) -> Picture:
        """Return a picture of these pixels."""


class Screen(Protocol):
    """`screen.js`: the canvas, which is as large as the page, and what stands around it."""

    def open(self, news: Callable[[bool], None]) -> None:
        """Put the canvas onto the page. `news` is called when the user does something: if that is urgent,
        and for the first of what is not."""

    def size(self) -> str:
        """Return width and height in pixels of the screen, and how many of them a CSS pixel has, as JSON."""

    def paint(self, changes: str) -> None:
        """Paint. See `drawing` for what the JSON says."""

    def picture(self, number: int, picture: Picture) -> None:
        """Tell which picture the `number` stands for in what is painted."""

    def take(self) -> str:
        """Return what the user has done since the last call, a JSON list; nothing is an empty text."""

    def title(self, text: str) -> None:
        """Show a title."""

    def cursor(self, name: str) -> None:
        """Show the pointer so, as CSS says it: by a name, or by an image and a name."""

    def caret(self, x: float, y: float, width: float, height: float) -> None:
        """Text is typed here; without a height it is not. In pixels of the screen."""

    def copy(self, text: str) -> None:
        """Put a text into the clipboard."""

    def paste(self) -> None:
        """Ask for the text of the clipboard, which comes with what the user has done."""

    def pixels(self) -> Buffer:
        """Return what is shown."""

    def close(self) -> None:
        """Take it away."""


class Socket(Protocol):
    """`sockets.js`: a WebSocket, and what has come by it."""

    over: bool
    waiting: int

    def take(self, packets: int, size: int) -> Sequence[Any]:
        """Return what has come: (0, sub-protocol), (1, text), (2, bytes), (3, clean, code, reason)."""

    def send(self, payload: bytes | str) -> None:
        """Send a message."""

    def close(self, code: int, reason: str) -> None:
        """Begin to close; 0 is without a code."""

    def discard(self) -> None:
        """Let go of it."""


class Sockets(Protocol):
    """`sockets.js`."""

    secure: bool
    """Whether the page came over https."""

    def open(self, url: str, protocols: str, wake: Callable[[], None]) -> Socket:
        """Begin to connect, with a JSON list of sub-protocols."""


class Clip(Protocol):
    """`sounds.js`: what is heard of a file, which may still be on its way."""


class Sounds(Protocol):
    """`sounds.js`."""

    def unpack(self, file: bytes) -> Clip:
        """Begin to unpack a WAV or OGG file. Until that is done nothing is heard of it."""

    def play(self, clip: Clip, position: float, begin: float, end: float) -> Sound:
        """Play from a second on; with an `end` round and round, from there to `begin`."""

    def close(self) -> None:
        """Fall silent."""


class Fetch(Protocol):
    """`fetches.js`: what is fetched, and what has come of it."""

    code: int
    headers: str
    error: str
    over: bool

    def take(self) -> Buffer | None:
        """Return the next piece of the body, if it has come."""

    def discard(self) -> None:
        """Let go of it."""


class Fetches(Protocol):
    """`fetches.js`."""

    def open(self, url: str, method: str, headers: str, body: bytes, wake: Callable[[], None]) -> Fetch:
        """Begin to fetch, with a JSON list of names and values of headers."""


class Kept(Protocol):
    """`storage.js`: a folder that the browser keeps."""

    folder: str
    persistent: bool
    problem: str
    """Why it is not."""

    def changed(self) -> None:
        """Begin to keep what was written."""


class Page(Protocol):
    """`page.js`: all of it."""

    turns: Turns
    screen: Screen
    pictures: Pictures
    sockets: Sockets
    sounds: Sounds
    fetches: Fetches
    storage: Kept

    def log(self, level: str, text: str) -> None:
        """Write to the console: "error", "warn" or "info"."""

    def overlay(self, text: str, final: bool) -> None:
        """Show a text over the page: it stays if it is `final`, else it can be closed."""

    def ready(self) -> None:
        """Say that there is something to be seen: what was shown until then can go."""
