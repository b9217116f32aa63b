"""Windows on a virtual screen, and somebody who uses its mouse and keyboard."""

from ctypes import CDLL
from time import perf_counter

import pytest

from engine.canvas.commands import IDENTITY, WHITE
from engine.canvas.drawing import Drawing
from engine.net.poller import Poller
from engine.runner.sleep import Sleep

_connections = []
PATIENCE = 20.0
"""Seconds until a test gives up: it never waits so long, unless it fails."""


@pytest.fixture
def open_window(x_server, monkeypatch):
    """A function that opens a window; all are closed at the end."""
    monkeypatch.setenv("DISPLAY", x_server)
    from engine.display.pyglet.display import PygletDisplay

    opened = []

    def open_one(*arguments, **options):
        opened.append(PygletDisplay(*arguments, **options))
        return opened[-1]

    yield open_one
    for display in opened:
        display.close()


@pytest.fixture
def poller():
    made = Poller()
    yield made
    made.close()


@pytest.fixture
def sleep(poller):
    """A function that sleeps on the poller and on a display; one as long as PATIENCE is ended."""
    made = Sleep(poller)

    def sleep(display, seconds, *motion):
        start = perf_counter()
        made.sleep(display, seconds, *motion)
        if seconds >= PATIENCE:
            assert perf_counter() - start < seconds, "nothing has ended the sleep"

    yield sleep
    made.close()


@pytest.fixture
def until(sleep):
    """A function that lets a display take events until one will do; it returns all of them."""

    def take(display, enough):
        end = perf_counter() + PATIENCE
        taken = []
        while perf_counter() < end:
            taken += display.events()
            if enough(taken):
                return taken
            sleep(display, 0.05)
        raise AssertionError(f"nothing more happens: {taken}")

    return take


@pytest.fixture
def user(x_server):
    """The mouse and the keyboard of the virtual screen."""
    from pyglet.libs.x11 import xlib

    if not _connections:
        _connections.append(xlib.XOpenDisplay(x_server.encode()))
    return XUser()


class XUser:
    """Moves the mouse and presses keys, as the X server's XTEST extension lets programs do."""

    def __init__(self):
        from pyglet.libs.x11 import xlib

        self.test = CDLL("libXtst.so.6")
        self.xlib = xlib
        self.display = _connections[0]

    def _flush(self):
        self.xlib.XSync(self.display, False)

    def move_to(self, x, y):
        self.test.XTestFakeMotionEvent(self.display, -1, int(x), int(y), 0)
        self._flush()

    def press(self, button):
        self.test.XTestFakeButtonEvent(self.display, button, True, 0)
        self._flush()

    def release(self, button):
        self.test.XTestFakeButtonEvent(self.display, button, False, 0)
        self._flush()

    def click(self, button=1):
        self.press(button)
        self.release(button)

    def key_down(self, code):
        self.test.XTestFakeKeyEvent(self.display, code, True, 0)
        self._flush()

    def key_up(self, code):
        self.test.XTestFakeKeyEvent(self.display, code, False, 0)
        self._flush()

    def key(self, *codes):
        """Press and release a key, the ones before it being held: their codes, as X11 has them."""
        for code in codes:
            self.key_down(code)
        for code in reversed(codes):
            self.key_up(code)

    def label(self, code, *symbols):
        """Have other symbols printed on a key."""
        array = (self.xlib.KeySym * len(symbols))(*symbols)
        self.xlib.XChangeKeyboardMapping(self.display, code, len(symbols), array, 1)
        self._flush()


@pytest.fixture
def drawing():
    """A function that makes a drawing of commands."""

    def make(*commands, transform=IDENTITY, clip=None, modulate=WHITE):
        made = Drawing()
        made.commands = commands
        made.transform = transform
        made.clip = clip
        made.modulate = modulate
        return made

    return make


@pytest.fixture
def pyglet_ready(x_server, monkeypatch):
    """pyglet, set up for windows: so it can be imported without one."""
    monkeypatch.setenv("DISPLAY", x_server)
    from engine.display.pyglet.setup import load_pyglet

    load_pyglet(offscreen=False)
