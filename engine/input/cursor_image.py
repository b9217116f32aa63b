"""CursorImage: what the pointer looks like in place of one of the system's shapes."""

from __future__ import annotations

from typing import NamedTuple, Protocol

LARGEST = 256
"""How wide and how high it may be, as in Godot."""


class CursorPicture(Protocol):
    """What it is made of: a texture."""

    @property
    def width(self) -> int:
        """In pixels."""

    @property
    def height(self) -> int:
        """In pixels."""

    def rgba(self) -> bytes:
        """Return the pixels, four bytes each, top row first."""


class CursorImage(NamedTuple):
    """The pixels, and which of them is the one that points, from the left and from the top."""

    width: int
    height: int
    rgba: bytes
    """Four bytes for each pixel, top row first."""
    x: int
    y: int


def refusal(picture: CursorPicture, x: float, y: float) -> str:
    """Return why a picture and its point are no cursor; nothing if they are."""
    width, height = picture.width, picture.height
    if not (width and height):
        return "it has no pixels"
    if width > LARGEST or height > LARGEST:
        return f"it has {width} x {height} pixels, and may have {LARGEST} x {LARGEST}"
    if not (0 <= x <= width and 0 <= y <= height):
        return f"its hotspot ({x:g}, {y:g}) is not within {width} x {height} pixels"
    return ""


def cursor_image(picture: CursorPicture, x: float, y: float) -> CursorImage:
    """Return a cursor with the pixels that a picture has now."""
    width, height = picture.width, picture.height
    return CursorImage(width, height, picture.rgba(), min(int(x), width - 1), min(int(y), height - 1))
