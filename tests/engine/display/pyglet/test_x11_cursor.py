"""The pointer over a window on a virtual screen, as the X server has it."""

from ctypes import CDLL, POINTER, Structure, c_char_p, c_short, c_ulong, c_ushort, c_void_p

import pytest

from engine.display.display import FocusChanged
from engine.input.cursor_image import CursorImage

RED, HALF, CLEAR = b"\xff\0\0\xff", b"\0\xff\0\x80", b"\0\0\0\0"
IMAGE = CursorImage(3, 2, RED + HALF + CLEAR + CLEAR + CLEAR + RED, 2, 1)
PIXELS = [0xFFFF0000, 0x80008000, 0, 0, 0, 0xFFFF0000]
"""The same as the X server has it: alpha before the colours, which it has dimmed."""


class Shown(Structure):
    """`XFixesCursorImage`."""

    _fields_ = (
        *((name, c_short) for name in ("x", "y")),
        *((name, c_ushort) for name in ("width", "height", "hot_x", "hot_y")),
        ("serial", c_ulong),
        ("pixels", POINTER(c_ulong)),
        ("atom", c_ulong),
        ("name", c_char_p),
    )


@pytest.fixture
def shown(open_window, user, until):
    """A window in the corner of the screen, with the pointer in it."""
    display = open_window(size=(200, 150))
    user.move_to(100, 100)
    display.draw([], None)
    until(display, lambda events: FocusChanged(True) in events)
    return display


@pytest.fixture
def seen(shown, user):
    """A function that returns the pointer: width, height, what points, pixels."""
    try:
        fixes = CDLL("libXfixes.so.3")
    except OSError:
        pytest.skip("no libXfixes")
    fixes.XFixesGetCursorImage.argtypes = (c_void_p,)
    fixes.XFixesGetCursorImage.restype = POINTER(Shown)

    def look():
        user.xlib.XSync(shown._window._x_display, False)
        image = fixes.XFixesGetCursorImage(user.display).contents
        pixels = [pixel & 0xFFFFFFFF for pixel in image.pixels[: image.width * image.height]]
        return image.width, image.height, (image.hot_x, image.hot_y), pixels

    return look


def test_a_pointer_has_all_colours_and_points_with_its_pixel(shown, seen):
    arrow = seen()
    shown.set_cursor_image(0, IMAGE)
    assert seen() == (3, 2, (2, 1), PIXELS)
    shown.set_cursor_image(0, IMAGE._replace(x=0))
    assert seen() == (3, 2, (0, 1), PIXELS)
    shown.set_cursor_image(0, None)
    assert seen() == arrow


def test_it_is_that_of_one_shape(shown, seen):
    arrow = seen()
    shown.set_cursor_image(3, IMAGE)
    assert seen() == arrow
    shown.set_cursor(3)
    assert seen()[:2] == (3, 2)
    shown.set_cursor(0)
    assert seen() == arrow


def test_one_that_is_hidden_stays_so(shown, seen):
    shown.set_mouse_mode(1)
    hidden = seen()
    shown.set_cursor_image(0, IMAGE)
    assert seen() == hidden
    shown.set_mouse_mode(0)
    assert seen()[3] == PIXELS


def test_without_the_library_for_colours_there_are_two(shown, seen, monkeypatch):
    from engine.display.pyglet import x11_cursor

    def missing(name):
        raise OSError(name)

    monkeypatch.setattr(x11_cursor, "CDLL", missing)
    x11_cursor._library.cache_clear()
    shown.set_cursor_image(0, IMAGE._replace(width=8, height=1, rgba=RED * 7 + CLEAR, y=0))
    assert {*seen()[3]} <= {0, 0xFF000000, 0xFFFFFFFF}
    assert seen()[:3] == (8, 1, (2, 0))
    shown.set_cursor_image(0, None)
    x11_cursor._library.cache_clear()
