"""Bytes as Godot compresses them: FastLZ, zlib ("deflate"), Zstandard and gzip.

Zstandard is read where there is a library for it (Python 3.14, or `pip install zstandard`), and written as
blocks that are not compressed, which every reader takes. Nothing here makes more bytes than it is told to.
Sources: Godot 3.6's `Compression`; RFC 1950, RFC 1952, RFC 8878.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from importlib import import_module
from io import BytesIO

from . import fastlz
from .error import VariantError

FASTLZ, DEFLATE, ZSTD, GZIP = range(4)
_WINDOWS = {DEFLATE: 15, GZIP: 15 + 16}
_MAGIC = 0xFD2FB528
_ONE_SEGMENT = 0xA0
"""A frame whose content size follows in four bytes, and is its window."""
_LARGEST_BLOCK = 1 << 17
_RAW, _LAST = 0, 1
_NO_ZSTD = (
    "it is compressed with Zstandard, which Python has from 3.14 on: pip install zstandard, or compress"
    " it with mode 1, File.COMPRESSION_DEFLATE."
)


class NoZstdError(VariantError):
    """What would unpack Zstandard is not here."""


def compressed(data: bytes, mode: int) -> bytes:
    """Return `data` compressed; VariantError for a mode that there is not."""
    if mode == FASTLZ:
        return fastlz.packed(data)
    if mode == ZSTD:
        return _frame(data)
    squeezer = zlib.compressobj(wbits=_window(mode))
    return squeezer.compress(data) + squeezer.flush()


def decompressed(data: bytes, most: int, mode: int) -> bytes:
    """Return what `data` was, at most `most` bytes; VariantError if it is more, or if it is none."""
    try:
        if mode == FASTLZ:
            found = fastlz.unpacked(data, max(most, fastlz.LEAST))
            return found[:most]  # a short one has zeros at its end
        if mode == ZSTD:
            found = _of_frame(data, most)
        else:
            opener = zlib.decompressobj(wbits=_window(mode))
            found = opener.decompress(data, most + 1)
            if not opener.eof and len(found) <= most:
                raise VariantError("it is cut short.")
    except (ValueError, IndexError, struct.error, zlib.error) as error:
        if isinstance(error, VariantError):
            raise
        raise VariantError(f"it is not what mode {mode} has made, or more than {most} bytes.") from error
    if len(found) > most:
        raise VariantError(f"it is more than {most} bytes.")
    return found


def _window(mode: int) -> int:
    if mode not in _WINDOWS:
        raise VariantError(
            f"there is no mode {mode!r}: take a File.COMPRESSION_*, FASTLZ (0), DEFLATE (1), ZSTD (2) or"
            " GZIP (3)."
        )
    return _WINDOWS[mode]


# -- Zstandard: a frame is a head and blocks ---------------------------------------------------------


def _frame(data: bytes) -> bytes:
    """Return a frame that has the bytes as they are."""
    parts = [struct.pack("<IBI", _MAGIC, _ONE_SEGMENT, len(data))]
    for at in range(0, len(data) or 1, _LARGEST_BLOCK):
        piece = data[at : at + _LARGEST_BLOCK]
        last = _LAST if at + _LARGEST_BLOCK >= len(data) else 0
        parts += [(len(piece) << 3 | _RAW << 1 | last).to_bytes(3, "little"), piece]
    return b"".join(parts)


def _of_frame(data: bytes, most: int) -> bytes:
    found = _of_raw_blocks(data)
    if found is not None:
        return found
    decompress = _zstd()
    if decompress is None:
        raise NoZstdError(_NO_ZSTD)
    try:
        return decompress(data, most)
    except Exception as error:  # each library has its own
        raise ValueError from error


def _of_raw_blocks(data: bytes) -> bytes | None:
    """Return what a frame has whose blocks are not compressed, such as ours; None of another."""
    head = struct.Struct("<IBI")
    if len(data) < head.size or data[:5] != struct.pack("<IB", _MAGIC, _ONE_SEGMENT):
        return None
    parts, at, last = [], head.size, 0
    while not last:
        header = int.from_bytes(data[at : at + 3], "little")
        last, kind, size = header & 1, header >> 1 & 3, header >> 3
        piece = data[at + 3 : at + 3 + size]
        if len(data) < at + 3 or kind != _RAW or len(piece) < size:
            return None
        parts.append(piece)
        at += 3 + size
    found = b"".join(parts)
    return found if len(found) == head.unpack_from(data)[2] else None


def _zstd() -> Callable[[bytes, int], bytes] | None:
    """Return what unpacks a frame, or a byte more than at most so many; None if there is no library."""
    try:
        ours = import_module("compression.zstd").ZstdDecompressor
    except ImportError:
        pass
    else:
        return lambda data, most: bytes(ours().decompress(data, most + 1))
    try:
        theirs = import_module("zstandard").ZstdDecompressor
    except ImportError:
        return None
    return lambda data, most: bytes(theirs().stream_reader(BytesIO(data)).read(most + 1))
