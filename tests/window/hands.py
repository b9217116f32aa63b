"""Hands and eyes at a virtual screen: what they do comes to a window by way of the X server, as always.

The mouse and the keyboard are those of the XTEST extension; the rest is what a window manager does,
of which there is none.
"""

from ctypes import (
    CDLL,
    POINTER,
    addressof,
    byref,
    c_int,
    c_long,
    c_ubyte,
    c_uint,
    c_ulong,
    c_void_p,
    cast,
    string_at,
)

SHIFT = 0xFFE1
_UNICODE = 0x01000000
_REVERT_TO_PARENT = 2
_Z_PIXMAP = 2
_CORE_KEYBOARD = 0x100


class Hands:
    """Asks the X server for things. What was asked has been done once `sync` returns."""

    far_away = 1919, 1199

    def __init__(self, screen):
        from pyglet.libs.x11 import xlib

        self.x = xlib
        self._test = CDLL("libXtst.so.6")
        for name, numbers in (("Motion", [c_int] * 3), ("Button", [c_uint, c_int]), ("Key", [c_uint, c_int])):
            getattr(self._test, f"XTestFake{name}Event").argtypes = [c_void_p, *numbers, c_ulong]
        self._display = xlib.XOpenDisplay(screen.encode())
        assert self._display, f"there is no screen {screen}"
        self._pointer = cast(self._display, c_void_p)
        self._root = xlib.XDefaultRootWindow(self._display)
        self._keys = {}  # by symbol: the code, and if it takes Shift
        self._unused = []
        self._read_keys()

    def sync(self):
        self.x.XSync(self._display, False)

    # -- Mouse: in pixels of the screen ------------------------------------------------------------

    def move(self, x, y):
        self._test.XTestFakeMotionEvent(self._pointer, -1, x, y, 0)

    def button(self, number, pressed):
        """1 is the left, 2 the middle, 3 the right one, from 4 on they are the wheel's."""
        self._test.XTestFakeButtonEvent(self._pointer, number, pressed, 0)

    # -- Keyboard ----------------------------------------------------------------------------------

    def key(self, symbol, pressed):
        """Press or let go of the key that a symbol is printed on, with Shift if that takes it."""
        code, shift = self._keys.get(symbol) or self._new_key(symbol)
        if shift and pressed:
            self._press(self._keys[SHIFT][0], True)
        self._press(code, pressed)
        if shift and pressed:
            self._press(self._keys[SHIFT][0], False)

    def _press(self, code, pressed):
        self._test.XTestFakeKeyEvent(self._pointer, code, pressed, 0)

    def _read_keys(self):
        first, last, width = c_int(), c_int(), c_int()
        self.x.XDisplayKeycodes(self._display, byref(first), byref(last))
        count = last.value - first.value + 1
        symbols = self.x.XGetKeyboardMapping(self._display, first.value, count, byref(width))
        for code in range(first.value, last.value + 1):
            start = (code - first.value) * width.value
            if not any(symbols[start : start + width.value]):
                self._unused.append(code)
            for shift in (False, True):
                self._keys.setdefault(symbols[start + shift], (code, shift))
        self.x.XFree(symbols)

    def _new_key(self, symbol):
        """Add a key to the keyboard, as a layout of another country has it."""
        key = self._keys[symbol] = self._unused.pop(), False
        self.x.XChangeKeyboardMapping(self._display, key[0], 2, (c_ulong * 2)(symbol, symbol), 1)
        self.sync()
        return key

    def set_repeat(self, after=660, each=40):
        """Let held keys repeat after so many milliseconds, and then each so many, or as is usual."""
        rate = self.x._lib.XkbSetAutoRepeatRate
        rate.argtypes = [c_void_p, c_uint, c_uint, c_uint]
        assert rate(self._pointer, _CORE_KEYBOARD, after, each)
        self.sync()

    # -- What a window manager does ----------------------------------------------------------------

    def origin(self, window):
        """Where the left top pixel of a window is on the screen."""
        x, y, child = c_int(), c_int(), c_ulong()
        self.x.XTranslateCoordinates(
            self._display, window, self._root, 0, 0, byref(x), byref(y), byref(child)
        )
        return x.value, y.value

    def place(self, window, x, y, width, height):
        self.x.XMoveResizeWindow(self._display, window, x, y, width, height)

    def give_keyboard(self, window):
        """Let a window have the keyboard, or, with 0, none."""
        self.x.XSetInputFocus(self._display, window, _REVERT_TO_PARENT, 0)

    def ask_to_close(self, window):
        event = self.x.XEvent()
        message = event.xclient
        message.type, message.window, message.format = self.x.ClientMessage, window, 32
        message.message_type = self._atom("WM_PROTOCOLS")
        message.data.l[0] = self._atom("WM_DELETE_WINDOW")
        self.x.XSendEvent(self._display, window, False, 0, byref(event))

    def property(self, window, name):
        """What a window says about itself: a text, or a list of numbers."""
        kind, bits, count, rest = c_ulong(), c_int(), c_ulong(), c_ulong()
        data = POINTER(c_ubyte)()
        self.x.XGetWindowProperty(
            *(self._display, window, self._atom(name), 0, 1024, False, 0),
            *(byref(kind), byref(bits), byref(count), byref(rest), byref(data)),
        )
        if not data:
            return None
        if bits.value == 32:
            found = cast(data, POINTER(c_long))[: count.value]
        else:
            found = bytes(data[: count.value]).decode()
        self.x.XFree(data)
        return found

    def clipboard_owner(self):
        """The window whose text is in the clipboard; 0 is none."""
        return self.x.XGetSelectionOwner(self._display, self._atom("CLIPBOARD"))

    def _atom(self, name):
        return self.x.XInternAtom(self._display, name.encode(), False)

    # -- Eyes --------------------------------------------------------------------------------------

    def look(self, x, y, width, height):
        """What the screen shows there: four bytes for each pixel, as in a PNG."""
        image = self.x.XGetImage(self._display, self._root, x, y, width, height, 0xFFFFFF, _Z_PIXMAP)
        assert image, "the screen cannot be looked at"
        found = image.contents
        assert (found.bits_per_pixel, found.byte_order, found.bytes_per_line) == (32, 0, 4 * width)
        data = c_void_p.from_address(addressof(found) + type(found).data.offset)  # it may have zeros in it
        pixels = bytearray(string_at(data.value, 4 * width * height))
        self.x._lib.XDestroyImage(image)
        pixels[0::4], pixels[2::4], pixels[3::4] = pixels[2::4], pixels[0::4], b"\xff" * (width * height)
        return bytes(pixels)


def symbol_of(char):
    """The number that X has for a character."""
    code = ord(char)
    return code if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF else _UNICODE | code
