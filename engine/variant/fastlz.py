"""FastLZ, which Godot compresses files with unless told otherwise.

A block is a row of runs: bytes as they are, or a piece of what was before. Both levels are read; what is
written is level 1 with runs of bytes as they are and repetitions of at least three bytes.
Source: Ariya Hidayat's FastLZ, as in Godot's `thirdparty/misc/fastlz.c`.
"""

from __future__ import annotations

LEAST = 16
"""Godot fills shorter blocks with zeros to this size."""
_FARTHEST = 8191
_LONGEST_RUN = 32
_LONGEST_MATCH = 264
_FAR = 31 << 8 | 255
"""Level 2: what is farther than this says how far in two bytes more."""


def packed(data: bytes) -> bytes:
    """Return the block of `data`."""
    data = data.ljust(LEAST, b"\0")
    found = bytearray()
    seen: dict[bytes, int] = {}
    start, at = 0, 1  # a block begins with a byte as it is
    while at + 3 <= len(data):
        piece = data[at : at + 3]
        before = seen.get(piece, -1)
        seen[piece] = at
        if before < 0 or at - before - 1 >= _FARTHEST:
            at += 1
            continue
        length = 3
        while (
            length < _LONGEST_MATCH and at + length < len(data) and data[before + length] == data[at + length]
        ):
            length += 1
        _put_bytes(found, data[start:at])
        _put_match(found, at - before - 1, length)
        at += length
        start = at
    _put_bytes(found, data[start:])
    return bytes(found)


def _put_bytes(found: bytearray, data: bytes) -> None:
    for at in range(0, len(data), _LONGEST_RUN):
        run = data[at : at + _LONGEST_RUN]
        found.append(len(run) - 1)
        found += run


def _put_match(found: bytearray, back: int, length: int) -> None:
    if length < 9:
        found += bytes([length - 2 << 5 | back >> 8, back & 0xFF])
    else:
        found += bytes([7 << 5 | back >> 8, length - 9, back & 0xFF])


def unpacked(block: bytes, size: int) -> bytes:
    """Return what a block holds, at most `size` bytes; raises ValueError or IndexError for what is none."""
    found = bytearray()
    if not block:
        raise ValueError("An empty block.")
    level = (block[0] >> 5) + 1
    if level > 2:
        raise ValueError("An unknown level.")
    at = 1
    control = block[0] & 31
    while True:
        if control < 32:
            run = block[at : at + control + 1]
            if len(run) <= control or len(found) + len(run) > size:
                raise ValueError("A run that is cut short, or too long.")
            found += run
            at += control + 1
        else:
            length, back, at = _match(block, at, control, level)
            begin = len(found) - back - 1
            if begin < 0 or len(found) + length > size:
                raise ValueError("A piece of what is before the beginning, or too long.")
            for place in range(begin, begin + length):
                found.append(found[place])
        if at >= len(block):
            return bytes(found)
        control = block[at]
        at += 1


def _match(block: bytes, at: int, control: int, level: int) -> tuple[int, int, int]:
    """Return the length of a piece, how far back it is, and where the block goes on."""
    length = (control >> 5) + 2
    back = (control & 31) << 8
    if length == 9:
        length += block[at]
        at += 1
        while level == 2 and block[at - 1] == 255:
            length += block[at]
            at += 1
    back += block[at]
    at += 1
    if level == 2 and back == _FAR:
        back = (block[at] << 8 | block[at + 1]) + _FARTHEST
        at += 2
    return length, back, at
