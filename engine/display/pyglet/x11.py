"""The window on X11: keys as they are, input methods, and a clipboard that other programs understand."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_int, create_string_buffer
from typing import Any

import pyglet
from pyglet.libs.x11 import xlib
from pyglet.window.xlib import ViewEventHandler, XlibEventHandler, XlibMouseCursor

from ...input.cursor_image import CursorImage
from .events import Events
from .keys import physical_scancode
from .window import Window
from .x11_clipboard import Clipboard
from .x11_cursor import make_cursor
from .x11_input_method import InputMethod, open_method

_NO_TEXT = xlib.ControlMask | xlib.Mod1Mask | xlib.Mod4Mask
"""The modifiers with which a key is a shortcut and types nothing."""
_ALTERING = xlib.ShiftMask | xlib.LockMask | xlib.ControlMask
"""The modifiers that do not change which key it is."""


class X11Window(Window):
    """A window whose keys are read from X11.

    pyglet knows of a key only whether it types something, gives Shift+1 as an exclamation mark, does
    not repeat Tab, and fails when an input method sends more than one character at a time.
    """

    bottom: float = 1.0

    def __init__(self, events: Events, **options: Any) -> None:
        self._keys_down: dict[int, int] = {}  # the symbol of each, by its code
        open_method(pyglet.display.get_display())  # before pyglet opens another
        super().__init__(events, **options)
        self._clipboard = Clipboard(self._x_display, self._window)
        if self._x_ic:
            xlib.XDestroyIC(self._x_ic)
        self._input_method = InputMethod(self.display, self._window, events.composed)
        self._x_ic: Any = self._input_method.context
        # pyglet does so when it shows the window, but long texts come to a hidden one, too
        xlib.XSelectInput(self._x_display, self._window, self._default_event_mask)

    def close(self) -> None:
        """Close the window. Twice is once."""
        if self._window:
            self._clipboard.close()
            self._find_input_method()
        super().close()

    def request_attention(self) -> None:
        """Have the window manager point at the window, unless it is in front (Extended WM Hints 1.5)."""
        self._set_wm_state("_NET_WM_STATE_DEMANDS_ATTENTION")

    def _find_input_method(self) -> None:
        """Have one again if that of before has ended."""
        if self._input_method.context is None:
            self._input_method.open()
        self._x_ic = self._input_method.context

    # -- Keys ----------------------------------------------------------------------------------

    @ViewEventHandler
    @XlibEventHandler(xlib.KeyPress)
    @XlibEventHandler(xlib.KeyRelease)
    def _event_key_view(self, ev: Any) -> None:
        if self._input_method.context is None:
            self._find_input_method()
        code = ev.xkey.keycode
        place = physical_scancode(code)
        modifiers = self._translate_modifiers(ev.xkey.state)
        symbol = self._symbol(ev)
        if xlib.XFilterEvent(ev, self._window):  # though the event may be of the view inside of it
            return  # an input method has taken it; what it makes of it comes later
        if ev.type == xlib.KeyRelease:
            if code in self._keys_down:  # it may have got another symbol meanwhile
                self.events.key(self._keys_down.pop(code), modifiers, False, place=place)
            return
        text = self._text(ev)
        if ev.xkey.state & _NO_TEXT and code:
            text = ""
        if code == 0:  # from an input method
            self.events.key(0, modifiers, True, text=text)
            return
        echo = self._keys_down.get(code) == symbol
        self._keys_down[code] = symbol
        self.events.key(symbol, modifiers, True, text=text, echo=echo, place=place)

    @XlibEventHandler(xlib.KeyPress)
    @XlibEventHandler(xlib.KeyRelease)
    def _event_key(self, ev: Any) -> None:
        self._event_key_view(ev)

    def _symbol(self, ev: Any) -> int:
        """Return what is printed on the key."""
        symbol = xlib.KeySym()
        state = ev.xkey.state
        ev.xkey.state = state & ~_ALTERING
        xlib.XLookupString(ev.xkey, create_string_buffer(8), 7, byref(symbol), None)
        ev.xkey.state = state
        return int(symbol.value)

    def _text(self, ev: Any) -> str:
        """Return what the key, or the input method, types."""
        symbol, status = xlib.KeySym(), c_int()
        if not self._x_ic:
            buffer = create_string_buffer(128)
            count = xlib.XLookupString(ev.xkey, buffer, 127, byref(symbol), None)
            data = buffer.raw[:count]
            try:
                return data.decode()
            except UnicodeDecodeError:
                return data.decode("latin-1")
        size = 128
        while True:
            buffer = create_string_buffer(size)
            count = xlib.Xutf8LookupString(
                self._x_ic, ev.xkey, buffer, size - 1, byref(symbol), byref(status)
            )
            if status.value != xlib.XBufferOverflow or count < size:
                break
            size = count + 1
        if status.value not in (xlib.XLookupChars, xlib.XLookupBoth):
            return ""
        return buffer.raw[:count].decode(errors="replace")

    def set_caret(self, caret: tuple[float, float, float, float] | None) -> None:
        """See the base."""
        self._input_method.enable(caret)

    def on_deactivate(self) -> None:
        """See `Events`. X11 does not tell which keys go up while another window has the keyboard."""
        self._keys_down.clear()
        super().on_deactivate()

    @XlibEventHandler(xlib.DestroyNotify)
    def _event_destroyed(self, ev: Any) -> None:
        if ev.xdestroywindow.window == self._window:  # by somebody else, and not the view inside of it
            self.events.close_requested()

    def image_cursor(self, image: CursorImage) -> Any:
        """See the base."""
        made = make_cursor(self._x_display, image)
        return super().image_cursor(image) if made is None else XlibMouseCursor(made)

    def free_cursor(self, cursor: Any) -> None:
        """See the base."""
        if isinstance(cursor, XlibMouseCursor):
            xlib.XFreeCursor(self._x_display, cursor.cursor)

    # -- Clipboard -------------------------------------------------------------------------------

    def answers(self) -> list[tuple[Any, str]]:
        """See the base."""
        return self._clipboard.answers()

    def has_answers(self) -> bool:
        """See the base."""
        return self._clipboard.has_answers()

    def ask_clipboard(self, callback: Callable[[str], None]) -> None:
        """See the base."""
        self._clipboard.ask(callback)

    def set_clipboard_text(self, text: str) -> None:
        """Offer a text to other programs, for as long as this one runs."""
        self._clipboard.offer(text)

    def get_clipboard_text(self) -> str:
        """Return the text that we offer ourselves; others' need time, see `ask_clipboard`."""
        return self._clipboard.offered or ""

    @XlibEventHandler(xlib.SelectionRequest)
    def _event_selection_request(self, ev: Any) -> None:
        self._clipboard.requested(ev.xselectionrequest)

    @XlibEventHandler(xlib.SelectionClear)
    def _event_selection_clear(self, ev: Any) -> None:
        self._clipboard.lost(ev.xselectionclear)

    @XlibEventHandler(xlib.SelectionNotify)
    def _event_selection_notification(self, ev: Any) -> None:
        self._clipboard.arrived(ev.xselection)

    @XlibEventHandler(xlib.PropertyNotify)
    def _event_property(self, ev: Any) -> None:
        self._clipboard.continued(ev.xproperty)
