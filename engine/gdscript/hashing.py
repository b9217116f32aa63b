"""`hash`: the number of 32 bits that Godot makes of a value, the same in every run."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce
from operator import xor
from struct import pack, unpack
from typing import Any

from ..base.error import ScriptError
from ..object.object import Object
from ..variant.key import Key
from ..variant.node_path import parts
from ..variant.types import POOL_ARRAYS, VALUES, Type
from ..variant.wire_type import type_of

_BITS = 0xFFFFFFFF
_BITS64 = (1 << 64) - 1
_START = 5381
_ARRAY = 177573
_DICTIONARY = 177591
_MATRIX = 5831
_DEEPEST = 128


def hash(var: Any) -> int:
    """Return the hash of a value as Godot has it; Python's own is `builtins.hash`.

    The keys of a dictionary count in their order.

    Unlike Godot, which hashes an object's address, an Object has that of its instance id; what is no value of
    Godot's has none, and raises ScriptError.
    """
    return _hash(var, 0)


def _hash(var: Any, depth: int) -> int:
    if depth > _DEEPEST:
        raise ScriptError(f"hash: more than {_DEEPEST} levels of nesting have no hash.")
    kind = type_of(var)
    if type(var) is Key:
        var = var.value
    match kind:
        case Type.NIL:
            return 0
        case Type.BOOL | Type.INT:
            return int(var) & _BITS
        case Type.FLOAT:
            return _of_numbers([var])
        case Type.STRING:
            return _of_text(var)
        case Type.NODE_PATH:
            absolute, names, subnames = parts(var)
            return reduce(xor, map(_of_text, (*names, *subnames)), int(absolute))
        case Type.DICTIONARY:
            return _chain([_hash(part, depth + 1) for pair in var.items() for part in pair], _DICTIONARY)
        case Type.ARRAY:
            return _chain([_hash(item, depth + 1) for item in var], _ARRAY)
        case Type.POOL_BYTE_ARRAY:
            return _chain(bytes(var) or [0])
        case Type.POOL_INT_ARRAY:
            return _chain(var.to_wire() or [0])
        case Type.POOL_REAL_ARRAY:
            return _chain(var.to_wire()) if len(var) else _of_numbers([0.0])
        case Type.POOL_STRING_ARRAY:
            return _chain(map(_of_text, var), _MATRIX)
        case Type.AABB:
            return _of_numbers([_single(var)[at] for at in (0, 3, 1, 4, 2, 5)], _MATRIX)
        case Type.TRANSFORM:
            return _of_numbers([_single(var)[at] for at in (0, 1, 2, 9, 3, 4, 5, 10, 6, 7, 8, 11)], _MATRIX)
        case Type.TRANSFORM2D | Type.BASIS:
            return _of_numbers(_single(var), _MATRIX)
    if kind in VALUES:
        return _of_numbers(_single(var))
    if kind in POOL_ARRAYS:
        return _of_numbers([number for item in var for number in item], _MATRIX)
    if isinstance(var, Object):
        return var.get_instance_id() & _BITS
    raise ScriptError(f"hash: {var!r} has no hash.")


def _chain(numbers: Iterable[int], start: int = _START) -> int:
    """Return Bernstein's hash of the numbers, `hash_djb2` of Godot's core/hashfuncs.h."""
    found = start
    for number in numbers:
        found = found * 33 + number & _BITS
    return found


def _of_text(text: str) -> int:
    return _chain(map(ord, text))


def _of_numbers(numbers: Iterable[float], start: int = _START) -> int:
    """Return the hash of numbers in a row; those that values are made of have 32 bits."""
    return _chain([_of_bits(number) for number in numbers], start)


def _single(numbers: tuple[float, ...]) -> tuple[float, ...]:
    """Return the numbers of a value as Godot has them, in 32 bits."""
    row = f"<{len(numbers)}f"
    return unpack(row, pack(row, *numbers))


def _of_bits(number: float) -> int:
    """Return Thomas Wang's hash of the 64 bits of a float, in 32 bits."""
    number = math.nan if math.isnan(number) else number or 0.0  # there is one zero
    bits = int.from_bytes(pack("<d", number), "little")
    bits = (~bits + (bits << 18)) & _BITS64
    bits = (bits ^ bits >> 31) * 21 & _BITS64
    bits ^= bits >> 11
    bits = bits + (bits << 6) & _BITS64
    return (bits ^ bits >> 22) & _BITS
