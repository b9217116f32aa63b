"""The clipboard of X11, where programs ask each other for its text while both go on running."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import POINTER, byref, c_int, c_ubyte, c_ulong, cast, sizeof, string_at
from time import perf_counter
from typing import Any

from pyglet.libs.x11 import xlib

_PATIENCE = 2.0
"""Seconds that another program may take before the clipboard counts as empty."""
_LARGEST = 16 * 1024 * 1024
_XA_ATOM, _XA_STRING = 4, 31

Callback = Callable[[str], None]


class Clipboard:
    """Offers a text to other programs, and asks them for theirs.

    pyglet waits for the answer without end, cuts off texts that are not ASCII alone, and knows
    nothing of texts that come in pieces.
    """

    def __init__(self, display: Any, window: Any) -> None:
        self._display = display
        self._window = window
        atoms = ("CLIPBOARD", "UTF8_STRING", "TARGETS", "INCR", "TEXT", "text/plain;charset=utf-8")
        self._clipboard, self._utf8, self._targets, self._pieces, *others = map(self._atom, atoms)
        self._texts = [self._utf8, *others, _XA_STRING]
        self._answer = self._atom("ESTRAGON_CLIPBOARD")
        self.offered: str | None = None
        """What other programs get, None while they do not ask us."""
        self._asking: list[Callback] = []
        self._deadline = 0.0
        self._received: bytearray | None = None
        self._answered: list[tuple[Callback, str]] = []

    def _atom(self, name: str) -> int:
        return int(xlib.XInternAtom(self._display, name.encode(), False))

    def close(self) -> None:
        """Let those who ask still know that nothing comes."""
        self._finish("")

    # -- Our text for others ---------------------------------------------------------------------

    def offer(self, text: str) -> None:
        """Be the one who is asked, for this text."""
        xlib.XSetSelectionOwner(self._display, self._clipboard, self._window, xlib.CurrentTime)
        if xlib.XGetSelectionOwner(self._display, self._clipboard) == self._window:
            self.offered = text

    def lost(self, event: Any) -> None:
        """Another program has put something into the clipboard."""
        if event.selection == self._clipboard:
            self.offered = None

    def requested(self, event: Any) -> None:
        """Give another program our text, or say that it cannot have it in this form."""
        reply = xlib.XEvent()
        reply.xany.type = xlib.SelectionNotify
        answer = reply.xselection
        answer.display, answer.requestor = event.display, event.requestor
        answer.selection, answer.target, answer.time = event.selection, event.target, event.time
        place = event.property or event.target
        answer.property = place if self._give(event, place) else 0
        xlib.XSendEvent(self._display, event.requestor, False, 0, byref(reply))
        xlib.XFlush(self._display)

    def _give(self, event: Any, place: int) -> bool:
        if event.selection != self._clipboard or self.offered is None:
            return False
        if event.target == self._targets:
            forms = [self._targets, *self._texts]
            atoms = (c_ulong * len(forms))(*forms)
            self._put(event.requestor, place, _XA_ATOM, 32, bytes(atoms), len(forms))
            return True
        if event.target not in self._texts:
            return False
        encoding = "latin-1" if event.target == _XA_STRING else "utf-8"
        text = self.offered.encode(encoding, errors="replace")
        if len(text) > self._largest_request():
            return False
        form = self._utf8 if event.target in self._texts[1:-1] else event.target
        self._put(event.requestor, place, form, 8, text, len(text))
        return True

    def _put(self, window: Any, place: int, form: int, bits: int, data: bytes, count: int) -> None:
        buffer = (c_ubyte * max(1, len(data))).from_buffer_copy(data or b"\0")
        xlib.XChangeProperty(self._display, window, place, form, bits, xlib.PropModeReplace, buffer, count)

    def _largest_request(self) -> int:
        extended = xlib.XExtendedMaxRequestSize(self._display)
        return 4 * int(extended or xlib.XMaxRequestSize(self._display)) - 256

    # -- The text of others for us ---------------------------------------------------------------

    def ask(self, callback: Callback) -> None:
        """Call back with the text: at once if it is ours, else by way of `answers`."""
        owner = xlib.XGetSelectionOwner(self._display, self._clipboard)
        if owner != self._window:
            self.offered = None  # another window of ours has it, if that was not told
        if self.offered is not None:
            callback(self.offered)
        elif not owner:
            callback("")
        else:
            self._asking.append(callback)
            if len(self._asking) == 1:
                self._convert(self._utf8)

    def _convert(self, form: int) -> None:
        self._received = None
        self._deadline = perf_counter() + _PATIENCE
        xlib.XConvertSelection(
            self._display, self._clipboard, form, self._answer, self._window, xlib.CurrentTime
        )
        xlib.XFlush(self._display)

    def answers(self) -> list[tuple[Callback, str]]:
        """Return who can be called back now, and with which text."""
        if self._asking and perf_counter() > self._deadline:
            self._finish("")
        answered, self._answered = self._answered, []
        return answered

    def has_answers(self) -> bool:
        """Return True if `answers` has some."""
        return bool(self._answered)

    def _finish(self, text: str) -> None:
        self._received = None
        asking, self._asking = self._asking, []
        self._answered += [(callback, text) for callback in asking]

    def arrived(self, event: Any) -> None:
        """The other program has answered."""
        if event.selection != self._clipboard or not self._asking:
            return
        if not event.property:
            if event.target == self._utf8:
                self._convert(_XA_STRING)
            else:
                self._finish("")
            return
        form, data = self._fetch()
        if form == self._pieces:
            self._received = bytearray()
        else:
            self._finish(_decoded(form, data))

    def continued(self, event: Any) -> None:
        """A piece of a long text is there; an empty one is the end."""
        if self._received is None or event.atom != self._answer or event.state != xlib.PropertyNewValue:
            return
        form, data = self._fetch()
        self._received += data
        self._deadline = perf_counter() + _PATIENCE
        if not data or len(self._received) > _LARGEST:
            self._finish(_decoded(form, bytes(self._received)))

    def _fetch(self) -> tuple[int, bytes]:
        """Return the form and the bytes of the answer, and take it away: so the other knows."""
        form, bits, count, rest = xlib.Atom(), c_int(), c_ulong(), c_ulong()
        data = POINTER(c_ubyte)()
        xlib.XGetWindowProperty(
            *(self._display, self._window, self._answer, 0, _LARGEST // 4, True, 0),
            *(byref(form), byref(bits), byref(count), byref(rest), byref(data)),
        )
        size = count.value * (sizeof(c_ulong) if bits.value == 32 else bits.value // 8)
        found = string_at(cast(data, POINTER(c_ubyte)), size) if data else b""
        if data:
            xlib.XFree(data)
        return int(form.value), found


def _decoded(form: int, data: bytes) -> str:
    return data.decode("latin-1" if form == _XA_STRING else "utf-8", errors="replace")
