"""What Godot 4 writes in its files: other names of types, StringNames, and what types arrays are of.

Source: Godot 4's `VariantParser` and `VariantWriter`, as 4.6.3 has written the scenes in
`tests/engine/resource/vectors/godot4`.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from .godot4 import GODOT4 as TABLE
from .parser import GODOT3, Dialect, flat_maker, node_path, value_maker
from .pool_array import PoolIntArray, PoolRealArray
from .pool_byte_array import PoolByteArray
from .pool_string_array import PoolStringArray
from .rid import RID
from .string_name import StringName


def _bytes(arguments: list[Any]) -> PoolByteArray:
    """Return bytes of their numbers, or of one text in base64."""
    if len(arguments) == 1 and isinstance(arguments[0], str):
        return PoolByteArray(b64decode(arguments[0], validate=True))
    return PoolByteArray(arguments)


def _nothing(arguments: list[Any]) -> None:
    """Return what stands for a Callable and a Signal, of which files have no more than the name."""


def _makers() -> dict[str, Callable[[list[Any]], Any]]:
    found: dict[str, Callable[[list[Any]], Any]] = {
        "NodePath": node_path,
        "RID": lambda arguments: RID(),
        "Callable": _nothing,
        "Signal": _nothing,
        "PackedByteArray": _bytes,
        "PackedStringArray": PoolStringArray,
    }
    for number, (kind, layout) in TABLE.values.items():
        numbers = PoolIntArray if layout.format.endswith("i") else PoolRealArray
        found[TABLE.name(number)] = value_maker(kind, layout.size // 4, numbers)
    for number, array in TABLE.arrays.items():
        found[TABLE.name(number)] = array if array.WIDTH == 1 else flat_maker(array)
    return found


GODOT4 = Dialect(
    words={**GODOT3.words, "inf_neg": float("-inf")},
    makers=_makers(),
    typed=frozenset({"Array", "Dictionary"}),
    name=StringName,
)
