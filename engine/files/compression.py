"""Files as Godot compresses them: blocks of 4096 bytes between a head and an end.

What is in the blocks says `variant.compression`. Source: Godot 3.6's `FileAccessCompressed`.
"""

from __future__ import annotations

import struct

from ..base.error import Error
from ..variant.compression import DEFLATE as DEFLATE
from ..variant.compression import FASTLZ as FASTLZ
from ..variant.compression import GZIP as GZIP
from ..variant.compression import ZSTD as ZSTD
from ..variant.compression import NoZstdError, compressed, decompressed
from ..variant.error import VariantError

_MAGIC = b"GCPF"
_HEAD = struct.Struct("<4sIII")
_BLOCK = 4096


class CompressedFileError(Exception):
    """A file that cannot be unpacked, and Godot's code for it."""

    def __init__(self, message: str, code: Error) -> None:
        super().__init__(message)
        self.code = code


def packed(data: bytes, mode: int) -> bytes:
    """Return the file that has `data` compressed."""
    starts = range(0, len(data) + 1, _BLOCK)  # a whole number of blocks is followed by an empty one
    blocks = [compressed(data[at : at + _BLOCK], mode) for at in starts]
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
            block = decompressed(file[at : at + length], expected, mode)
            if len(block) != expected:
                raise ValueError
            found.append(block)
            at += length
    except NoZstdError as error:
        raise CompressedFileError(str(error), Error.ERR_UNAVAILABLE) from error
    except (VariantError, ValueError, struct.error) as error:
        raise CompressedFileError("it is corrupt.", Error.ERR_FILE_CORRUPT) from error
    return b"".join(found)
