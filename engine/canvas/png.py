"""PNG files: pictures read from bytes and written to files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from os import PathLike
from typing import BinaryIO, NamedTuple

from ..base.error import ScriptError
from .png_rows import expand, unfilter

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 4096 * 4096
_LONGEST_SIDE = 16384
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_WHOLE = ((0, 0, 1, 1),)
_INTERLACED = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


class PngError(ScriptError, ValueError):
    """Bytes that are no PNG file, or one that cannot be used; the text says why not."""


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
    """Return the size and the form of the picture. PngError if it is none, or too large."""
    if not data.startswith(_SIGNATURE):
        raise PngError(_what_it_is(data))
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise PngError("The PNG file is damaged: it has no header.")
    width, height, depth, kind, compression, filtering, interlace = struct.unpack_from(">IIBBBBB", data, 16)
    if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE and width * height <= _MOST_PIXELS):
        raise PngError(
            f"The PNG file has {width} x {height} pixels; it must have some, at most {_LONGEST_SIDE} a side"
            f" and {_MOST_PIXELS} in all. Make it smaller."
        )
    if depth not in _DEPTHS.get(kind, ()) or compression or filtering or interlace > 1:
        raise PngError("The PNG file is damaged: its header names a form that there is not.")
    return Header(width, height, depth, kind, bool(interlace))


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Return the width, the height and the pixels, four bytes each: red, green, blue and alpha.

    16 bits become 8. Whatever the bytes are, there is a picture or a PngError; colour profiles,
    gamma and texts are left out.
    """
    header = read_header(data)
    palette = transparency = b""
    packed = bytearray()
    for kind, body in _chunks(data):
        if kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            transparency = body
        elif kind == b"IDAT":
            packed += body
    if header.kind == 3 and not palette:
        raise PngError("The PNG file is damaged: it has no palette.")
    return header.width, header.height, _pixels(header, bytes(packed), palette, transparency)


def write_png(target: str | PathLike[str] | BinaryIO, width: int, height: int, rgba: bytes) -> None:
    """Write a picture to a path or an open file; `rgba` are its pixels, four bytes each, top row first."""
    if width < 1 or height < 1 or len(rgba) != 4 * width * height:
        raise PngError(
            f"{width} x {height} pixels have {4 * width * height} bytes, at least 4, not {len(rgba)}."
        )
    rows = b"".join(
        [b"\0" + rgba[start : start + 4 * width] for start in range(0, len(rgba), 4 * width)],
    )
    data = (
        _SIGNATURE
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


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IEND":
            return
        crc = data[at + 8 + length : at + 12 + length]
        if int.from_bytes(crc) != zlib.crc32(body, zlib.crc32(kind)) or len(crc) < 4:
            raise PngError(f"The PNG file is damaged: its part {kind.decode('latin-1')!r} has changed.")
        yield kind, body
        at += 12 + length


def _pixels(header: Header, packed: bytes, palette: bytes, transparency: bytes) -> bytes:
    """Return the pixels of all passes; a picture that is not interlaced has one."""
    width, height, depth, kind, interlaced = header
    passes = []
    for x, y, right, down in _INTERLACED if interlaced else _WHOLE:
        columns, rows = -(-(width - x) // right), -(-(height - y) // down)
        if columns > 0 and rows > 0:
            row_bytes = (columns * _CHANNELS[kind] * depth + 7) // 8
            passes.append((x, y, right, down, columns, rows, row_bytes))
    raw = _unpacked(packed, sum(rows * (row_bytes + 1) for *_, rows, row_bytes in passes))
    pixel_bytes = max(1, _CHANNELS[kind] * depth // 8)
    result = bytearray(4 * width * height)
    at = 0
    for x, y, right, down, columns, rows, row_bytes in passes:
        samples = unfilter(raw, at, rows, row_bytes, pixel_bytes)
        if samples is None:
            raise PngError("The PNG file is damaged: a row is filtered in a way that there is not.")
        at += rows * (row_bytes + 1)
        part = expand(samples, kind, depth, columns, row_bytes, palette, transparency)
        if not interlaced:
            return part
        for row in range(rows):
            line = part[4 * columns * row : 4 * columns * (row + 1)]
            start = 4 * width * (y + down * row)
            for channel in range(4):
                first = start + 4 * x + channel
                result[first : start + 4 * width : 4 * right] = line[channel::4]
    return bytes(result)


def _unpacked(packed: bytes, length: int) -> bytes:
    """Return `length` bytes: what is packed may be more, and must not be less."""
    try:
        raw = zlib.decompressobj().decompress(packed, length)
    except zlib.error as error:
        raise PngError(f"The PNG file is damaged: its pixels cannot be unpacked: {error}.") from error
    if len(raw) < length:
        raise PngError("The PNG file is damaged: pixels are missing.")
    return raw


def _what_it_is(data: bytes) -> str:
    for start, name in (
        (b"\xff\xd8\xff", "a JPEG"),
        (b"GIF8", "a GIF"),
        (b"RIFF", "a WebP"),
        (b"<", "an SVG"),
    ):
        if data.startswith(start):
            return f"This is no PNG file, but looks like {name} file: convert it to PNG."
    return "This is no PNG file: it does not start as one."
