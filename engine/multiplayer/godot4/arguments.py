"""The arguments of calls: Godot 4's Variants, but for bools and ints, which are shorter. Sans-I/O.

    01 false, 81 true                one byte in all
    02 i8, 42 i16, 82 i32, c2 i64    the smallest that the number fits
    else                             as `var_to_bytes` has it

What is inside an Array or a Dictionary has the ordinary form. Source: Godot 4's
`MultiplayerAPI::encode_and_compress_variant`.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from struct import error as StructError
from typing import Any

from ...core import compiled
from ...variant.error import VariantError
from ...variant.godot4 import decode, encode
from ...variant.key import ArrayKeys
from ..refusals import PacketError

MOST_ARGUMENTS = 255

_BOOL, _INT = 1, 2
_KIND = 0x3F
_TRUE = 0x80
_WIDTHS = tuple([Struct(f"<{code}") for code in "bhiq"])
_INTS = tuple([(width.unpack_from, 1 + width.size) for width in _WIDTHS])
"""For each width of an int: what reads it, and how many bytes it takes with the first one."""
_HEADED = tuple(
    [
        (1 << 8 * width.size - 1, _INT | at << 6, Struct(f"<B{width.format[1:]}").pack)
        for at, width in enumerate(_WIDTHS)
    ]
)
"""For each width: the first number that does not fit, the first byte, and what packs the two."""


def append(value: Any, out: bytearray) -> None:
    """Append an argument to `out`. Raises VariantError for what no packet can hold."""
    if type(value) is bool:
        out.append(_BOOL | _TRUE if value else _BOOL)
    elif isinstance(value, int):
        for end, head, pack in _HEADED:
            if -end <= value < end:
                out += pack(head, value)
                return
        encode(value, out)  # says why
    else:
        encode(value, out)


def argument_at(data: bytes, at: int, arrays: ArrayKeys | None = None) -> tuple[Any, int]:
    """Return the argument at `at`, and the offset after it. Raises VariantError for what is none."""
    try:
        first = data[at]
        kind = first & _KIND
        if kind == _BOOL:
            return first & _TRUE != 0, at + 1
        if kind == _INT:
            unpack, size = _INTS[first >> 6]
            return unpack(data, at + 1)[0], at + size
    except (IndexError, StructError):
        raise VariantError(f"At {at}: it ends too early.") from None
    return decode(data, at, False, arrays)


@compiled
def all_of(args: Sequence[Any]) -> bytes:
    """Return the arguments behind their number. Raises PacketError for too many, and for what is no value."""
    if len(args) > MOST_ARGUMENTS:
        raise PacketError(f"there are {len(args)} arguments, {MOST_ARGUMENTS} are the most")
    out = bytearray((len(args),))
    for number, value in enumerate(args, 1):
        try:
            append(value, out)
        except VariantError as error:
            raise PacketError(f"argument {number} cannot be sent: {error}") from error
    return bytes(out)


def all_at(data: bytes, at: int) -> list[Any]:
    """Return the arguments whose number is at `at`. Raises PacketError for one that cannot be read.

    Unlike Godot, which goes on with null in its place and in that of all that follow.
    """
    if at >= len(data):
        raise PacketError("the number of arguments is missing")
    return bare_at(data, at + 1, data[at], "argument")[0]


@compiled
def bare(values: Sequence[Any]) -> bytes:
    """Return values without their number, as synchronizers send them. Raises VariantError."""
    out = bytearray()
    for value in values:
        append(value, out)
    return bytes(out)


@compiled
def bare_at(data: bytes, at: int, count: int, kind: str = "value") -> tuple[list[Any], int]:
    """Return so many values from `at` on, and the offset after them. Raises PacketError for one that is none.

    `kind` is what the error calls them.
    """
    found: list[Any] = []
    arrays = ArrayKeys()
    try:
        for _ in range(count):
            value, at = argument_at(data, at, arrays)
            found.append(value)
    except VariantError as error:
        raise PacketError(f"{kind} {len(found) + 1} of {count} cannot be read: {error}") from None
    return found, at
