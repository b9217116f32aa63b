"""PNG files: what they say of themselves, whether they are whole, and how they are written."""

from __future__ import annotations

import struct
import zlib
from os import PathLike
from typing import BinaryIO, NamedTuple

from .error import PictureError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 4096 * 4096
_LONGEST_SIDE = 16384
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


class Header(NamedTuple):
    """What a PNG file says of its picture before the pixels."""

    width: int
    height: int
    depth: int
    """How many bits a sample has."""
    kind: int
    """The colour type: 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha."""
    interlaced: bool


def read_header(data: bytes) -> Header:
    """Return the size and the form of the picture. PictureError if it is none, or too large."""
    if not data.startswith(SIGNATURE):
        raise PictureError("This is no PNG file: it does not start as one.")
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise PictureError("The PNG file is damaged: it has no header.")
    width, height, depth, kind, compression, filtering, interlace = struct.unpack_from(">IIBBBBB", data, 16)
    check_size("PNG", width, height)
    if depth not in _DEPTHS.get(kind, ()) or compression or filtering or interlace > 1:
        raise PictureError("The PNG file is damaged: its header names a form that there is not.")
    return Header(width, height, depth, kind, bool(interlace))


def check_size(name: str, width: int, height: int) -> None:
    """Raise PictureError for a picture without pixels, or with so many that they would fill the memory."""
    if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE and width * height <= _MOST_PIXELS):
        raise PictureError(
            f"The {name} file has {width} x {height} pixels; it must have some, at most {_LONGEST_SIDE} a"
            f" side and {_MOST_PIXELS} in all. Make it smaller."
        )


def check_whole(data: bytes, header: Header) -> None:
    """Raise PictureError for a file of which something is missing or has changed."""
    found = set()
    at = len(SIGNATURE)
    while b"IEND" not in found and at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        crc = data[at + 8 + length : at + 12 + length]
        if int.from_bytes(crc) != zlib.crc32(body, zlib.crc32(kind)) or len(crc) < 4:
            raise PictureError(f"The PNG file is damaged: its part {kind.decode('latin-1')!r} has changed.")
        found.add(kind)
        at += 12 + length
    if not found >= {b"IDAT", b"IEND"}:
        raise PictureError("The PNG file is damaged: pixels are missing.")
    if header.kind == 3 and b"PLTE" not in found:
        raise PictureError("The PNG file is damaged: it has no palette.")


def write_png(target: str | PathLike[str] | BinaryIO, width: int, height: int, rgba: bytes) -> None:
    """Write a picture to a path or an open file; `rgba` are its pixels, four bytes each, top row first."""
    if width < 1 or height < 1 or len(rgba) != 4 * width * height:
        raise PictureError(
            f"{width} x {height} pixels have {4 * width * height} bytes, at least 4, not {len(rgba)}."
        )
    rows = b"".join(
        [b"\0" + rgba[start : start + 4 * width] for start in range(0, len(rgba), 4 * width)],
    )
    data = (
        SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )
    if isinstance(target, str | PathLike):
        with open(target, "wb") as file:
            file.write(data)
    else:
        target.write(data)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
