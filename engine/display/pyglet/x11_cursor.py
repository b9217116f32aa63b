"""Cursors of many colours on X11, which pyglet makes of two."""

from __future__ import annotations

from ctypes import CDLL, POINTER, Structure, c_int, c_uint32, c_ulong, c_void_p
from functools import cache
from typing import Any

from ...input.cursor_image import CursorImage


class _Image(Structure):
    """`XcursorImage`."""

    _fields_ = (
        ("version", c_uint32),
        ("size", c_uint32),
        ("width", c_uint32),
        ("height", c_uint32),
        ("x", c_uint32),
        ("y", c_uint32),
        ("delay", c_uint32),
        ("pixels", POINTER(c_uint32)),
    )


@cache
def _library() -> Any:
    try:
        library = CDLL("libXcursor.so.1")
    except OSError:
        return None
    library.XcursorImageCreate.argtypes = c_int, c_int
    library.XcursorImageCreate.restype = POINTER(_Image)
    library.XcursorImageLoadCursor.argtypes = c_void_p, POINTER(_Image)
    library.XcursorImageLoadCursor.restype = c_ulong
    library.XcursorImageDestroy.argtypes = (POINTER(_Image),)
    library.XcursorImageDestroy.restype = None
    return library


def make_cursor(display: Any, image: CursorImage) -> Any:
    """Return a cursor of the X server; None without libXcursor."""
    library = _library()
    if library is None:
        return None
    made = library.XcursorImageCreate(image.width, image.height)
    made.contents.x, made.contents.y = image.x, image.y
    for index in range(image.width * image.height):
        red, green, blue, alpha = image.rgba[4 * index : 4 * index + 4]
        red, green, blue = red * alpha // 255, green * alpha // 255, blue * alpha // 255
        made.contents.pixels[index] = alpha << 24 | red << 16 | green << 8 | blue
    cursor = library.XcursorImageLoadCursor(display, made)
    library.XcursorImageDestroy(made)
    return cursor
