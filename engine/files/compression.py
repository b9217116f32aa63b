"""Files as Godot compresses them: blocks of 4096 bytes between a head and an end.

FastLZ, zlib ("deflate") and gzip are read and written. Zstandard is read where there is a library for it
(Python 3.14, or `pip install zstandard`), and written as blocks that are not compressed, which every
reader takes. Sources: Godot 3.6's `FileAccessCompressed` and `Compression`; RFC 8878.
"""

from __future__ import annotations

import struct
import zlib
from importlib import import_module
from typing import Any

from ..base.error import Error
from . import fastlz

FASTLZ, DEFLATE, ZSTD, GZIP = range(4)
_MAGIC = b"GCPF"
_HEAD = struct.Struct("<4sIII")
_BLOCK = 4096
_WINDOWS = {DEFLATE: 15, GZIP: 15 + 16}
_ZSTD_MAGIC = 0xFD2FB528
_ZSTD_ONE_SEGMENT = 0xA0
"""A frame whose content size follows in four bytes, and is its window."""


class CompressedFileError(Exception):
    """A file that cannot be unpacked, and Godot's code for it."""

    def __init__(self, message: str, code: Error) -> None:
        super().__init__(message)
        self.code = code


def packed(data: bytes, mode: int) -> bytes:
    """Return the file that has `data` compressed."""
    starts = range(0, len(data) + 1, _BLOCK)  # a whole number of blocks is followed by an empty one
    blocks = [_packed_block(data[at : at + _BLOCK], mode) for at in starts]
    sizes = struct.pack(f"<{len(blocks)}I", *map(len, blocks))
    return _HEAD.pack(_MAGIC, mode, _BLOCK, len(data)) + sizes + b"".join(blocks) + _MAGIC


def unpacked(file: bytes) -> bytes:
    """Return what a compressed file holds."""
    if file[:4] != _MAGIC:
        raise CompressedFileError("this is no compressed file.", Error.ERR_FILE_UNRECOGNIZED)
    try:
        _, mode, size, total = _HEAD.unpack_from(file)
        if not size or mode not in range(4):
            raise ValueError
        count = total // size + 1
        if count * 4 > len(file):
            raise ValueError
        lengths = struct.unpack_from(f"<{count}I", file, _HEAD.size)
        at = _HEAD.size + 4 * count
        found = []
        for number, length in enumerate(lengths):
            expected = size if number < count - 1 else total % size
            found.append(_unpacked_block(file[at : at + length], mode, expected))
            at += length
    except (ValueError, struct.error, zlib.error, IndexError) as error:
        raise CompressedFileError("it is corrupt.", Error.ERR_FILE_CORRUPT) from error
    return b"".join(found)


def _packed_block(data: bytes, mode: int) -> bytes:
    if mode == FASTLZ:
        return fastlz.packed(data)
    if mode == ZSTD:
        block = len(data) << 3 | 1  # the last one, as it is
        return (
            struct.pack("<IBI", _ZSTD_MAGIC, _ZSTD_ONE_SEGMENT, len(data))
            + block.to_bytes(3, "little")
            + data
        )
    squeezer = zlib.compressobj(wbits=_WINDOWS[mode])
    return squeezer.compress(data) + squeezer.flush()


def _unpacked_block(block: bytes, mode: int, size: int) -> bytes:
    """Return what a block holds, which has to be `size` bytes."""
    if mode == FASTLZ:
        data = fastlz.unpacked(block, max(size, fastlz.LEAST))[:size]
    elif mode == ZSTD:
        data = _unpacked_zstd(block, size)
    else:
        data = zlib.decompressobj(wbits=_WINDOWS[mode]).decompress(block, max(size, 1))
    if len(data) != size:
        raise ValueError
    return data


def _unpacked_zstd(block: bytes, size: int) -> bytes:
    if block.startswith(struct.pack("<IBI", _ZSTD_MAGIC, _ZSTD_ONE_SEGMENT, size)):
        header = int.from_bytes(block[9:12], "little")
        if header == size << 3 | 1:
            return block[12:]
    decompress = _zstd()
    if decompress is None:
        raise CompressedFileError(
            "it is compressed with Zstandard, which Python has from 3.14 on: pip install zstandard.",
            Error.ERR_UNAVAILABLE,
        )
    try:
        found: bytes = decompress(block)
    except Exception as error:  # each library has its own
        raise ValueError from error
    return found


def _zstd() -> Any:
    """Return what unpacks a frame, None if there is no library for it."""
    for name in ("compression.zstd", "zstandard"):
        try:
            return import_module(name).decompress
        except ImportError:
            continue
    return None
