"""Input methods on X11: what is being composed is told, to be shown where the caret is."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int,
    c_short,
    c_ulong,
    c_ushort,
    c_void_p,
    cast,
    pointer,
    string_at,
    wstring_at,
)
from typing import Any

import pyglet
from pyglet.libs.x11 import xlib

_CALLBACKS, _NOTHING, _NO_STATUS = 0x2, 0x8, 0x400
_CHOSEN = 0x1 | 0x4
"""Reversed or highlighted: the part that is being chosen, among underlined ones."""

_Procedure = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p)
_library = xlib._lib
OnComposed = Callable[[str, int, int], None]


class _Callback(Structure):
    _fields_ = (("data", c_void_p), ("procedure", _Procedure))


class _Text(Structure):
    _fields_ = (
        ("length", c_ushort),
        ("feedback", POINTER(c_ulong)),
        ("wide", c_int),
        ("string", c_void_p),
    )


class _Draw(Structure):
    _fields_ = (("caret", c_int), ("first", c_int), ("length", c_int), ("text", POINTER(_Text)))


class _Point(Structure):
    _fields_ = (("x", c_short), ("y", c_short))


class _Styles(Structure):
    _fields_ = (("count", c_ushort), ("styles", POINTER(c_ulong)))


class InputMethod:
    """Has an input method tell what is being composed in a window, and tells it where the caret is.

    pyglet uses none but what X11 has itself, for accents, and lets others show what is being composed
    in a corner of the screen. An input method that ends is replaced by that of X11.
    """

    def __init__(self, display: Any, window: Any, on_composed: OnComposed) -> None:
        self._display = display
        self._window = window
        self._on_composed = on_composed
        self._text = ""
        self._feedback: list[int] = []
        self._spot: tuple[int, int] | None = None
        self._callbacks = {
            name: _Callback(None, _Procedure(call))
            for name, call in (
                (b"preeditStartCallback", lambda context, data, call: -1),  # of any length
                (b"preeditDoneCallback", self._done),
                (b"preeditDrawCallback", self._draw),
                (b"preeditCaretCallback", lambda context, data, call: 0),  # it comes with the text
                (b"destroyCallback", self._lost),
            )
        }
        self._tells = False
        self.context: Any = None
        """The XIC; None while the input method is gone."""
        self.open()

    def open(self) -> None:
        """Use the input method that the user has set up, or what X11 has itself."""
        method = open_method(self._display)
        if not method:
            return
        self._tells = _can_tell(method)
        lost = cast(pointer(self._callbacks[b"destroyCallback"]), c_void_p)
        options: list[Any] = [b"clientWindow", self._window, b"focusWindow", self._window]
        options += [b"destroyCallback", lost]
        attributes = None
        if self._tells:
            names = [name for name in self._callbacks if name.startswith(b"preedit")]
            attributes = _nested(*(part for name in names for part in (name, self._callbacks[name])))
            options += [b"preeditAttributes", attributes]
        style = (_CALLBACKS if self._tells else _NOTHING) | _NO_STATUS
        create = _library.XCreateIC
        create.restype = xlib.XIC
        create.argtypes = [xlib.XIM, *[c_char_p, c_void_p] * (1 + len(options) // 2), c_void_p]
        self.context = create(method, b"inputStyle", style, *options, None) or None
        if attributes:
            xlib.XFree(attributes)
        if self.context:
            xlib.XSetICFocus(self.context)

    def _lost(self, context: Any, data: Any, call: Any) -> int:
        self.context = None
        self._display._x_im = None
        self._spot = None
        self._done(None, None, None)
        return 0

    # -- What it tells -------------------------------------------------------------------------

    def _done(self, context: Any, data: Any, call: Any) -> int:
        self._replace(0, len(self._text), "", [], 0)
        return 0

    def _draw(self, context: Any, data: Any, call: Any) -> int:
        drawn = cast(call, POINTER(_Draw)).contents
        text, feedback = "", None
        if drawn.text:
            text, feedback = _read(drawn.text.contents)
            if not text and feedback:  # the same text, shown otherwise
                text = self._text[drawn.first :][: len(feedback)]
        self._replace(drawn.first, drawn.length, text, feedback or [0] * len(text), drawn.caret)
        return 0

    def _replace(self, first: int, length: int, text: str, feedback: list[int], caret: int) -> None:
        before = self._text
        first = max(0, min(first, len(before)))
        end = max(first, min(first + length, len(before)))
        self._text = before[:first] + text + before[end:]
        self._feedback[first:end] = (feedback + [0] * len(text))[: len(text)]
        if not self._text and not before:
            return
        chosen = [i for i, shown in enumerate(self._feedback) if shown & _CHOSEN]
        if chosen and len(chosen) < len(self._text):
            self._on_composed(self._text, chosen[0], chosen[-1] + 1 - chosen[0])
        else:
            self._on_composed(self._text, max(0, min(caret, len(self._text))), 0)

    # -- What it is told -----------------------------------------------------------------------

    def enable(self, place: tuple[float, float, float, float] | None) -> None:
        """Compose text for a caret at this place; None is for keys that are no text."""
        if not self._tells or not self.context:
            return
        if place is None:
            self._disable()
            return
        x, y, _, height = place
        spot = (round(x), round(y + height))
        xlib.XSetICFocus(self.context)
        if spot != self._spot:
            self._spot = spot
            point = _Point(*(max(-32768, min(32767, length)) for length in spot))
            attributes = _nested(b"spotLocation", point)
            values = _library.XSetICValues
            values.argtypes = [xlib.XIC, c_char_p, c_void_p, c_void_p]
            values(self.context, b"preeditAttributes", attributes, None)
            xlib.XFree(attributes)

    def _disable(self) -> None:
        """Compose nothing, and drop what was begun."""
        left = _library.Xutf8ResetIC
        left.restype = c_void_p
        left.argtypes = [xlib.XIC]
        text = left(self.context)
        if text:
            xlib.XFree(text)
        self._done(None, None, None)
        xlib.XUnsetICFocus(self.context)


def open_method(display: Any) -> Any:
    """Return the input method of a display, opened if it is not; None if there can be none."""
    for modifiers in (b"", b"@im=none"):
        if not display._x_im and pyglet.window.xlib._have_utf8:
            xlib.XSetLocaleModifiers(modifiers)
            display._x_im = xlib.XOpenIM(display._display, None, None, None)
    return display._x_im


def _can_tell(method: Any) -> bool:
    """Return True if the input method can leave it to us to show what is being composed."""
    styles = POINTER(_Styles)()
    values = _library.XGetIMValues
    values.argtypes = [xlib.XIM, c_char_p, c_void_p, c_void_p]
    if values(method, b"queryInputStyle", byref(styles), None) or not styles:
        return False
    found = styles.contents.styles[: styles.contents.count]
    xlib.XFree(styles)
    return _CALLBACKS | _NO_STATUS in found


def _nested(*parts: Any) -> Any:
    """Return the list of names and structures that Xlib takes for attributes of attributes."""
    create = _library.XVaCreateNestedList
    create.restype = c_void_p
    create.argtypes = [c_int, *[c_char_p, c_void_p] * (len(parts) // 2), c_void_p]
    arguments = [part if isinstance(part, bytes) else cast(pointer(part), c_void_p) for part in parts]
    return c_void_p(create(0, *arguments, None))


def _read(text: _Text) -> tuple[str, list[int]]:
    feedback = list(text.feedback[: text.length]) if text.feedback else []
    if not text.string:
        return "", feedback
    if text.wide:
        return wstring_at(text.string, text.length), feedback
    return string_at(text.string).decode(errors="replace")[: text.length], feedback
