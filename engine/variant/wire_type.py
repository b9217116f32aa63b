"""Which of Godot's types a Python value is."""

from __future__ import annotations

from typing import Any

from .key import Key
from .node_path import NodePath
from .pool_string_array import PoolStringArray
from .rid import RID
from .types import GODOT3, POOL_ARRAYS, VALUES, Type
from .value import Value

_TYPES: dict[type, Type] = {
    type(None): Type.NIL,
    bool: Type.BOOL,
    int: Type.INT,
    float: Type.FLOAT,
    str: Type.STRING,
    NodePath: Type.NODE_PATH,
    RID: Type.RID,
    dict: Type.DICTIONARY,
    list: Type.ARRAY,
    tuple: Type.ARRAY,
    bytes: Type.POOL_BYTE_ARRAY,
    bytearray: Type.POOL_BYTE_ARRAY,
    memoryview: Type.POOL_BYTE_ARRAY,
    PoolStringArray: Type.POOL_STRING_ARRAY,
    **{kind: number for number, (kind, _) in VALUES.items()},
    **{kind: number for number, kind in POOL_ARRAYS.items()},
    **{kind: Type(number) for kind, number in GODOT3.stand_ins.items()},
}


def type_of(value: Any) -> Type:
    """Return the type that `value` has in Godot, `OBJECT` for what is none of its values."""
    if type(value) is Key:
        return type_of(value.value)
    for base in type(value).__mro__:
        if base is Value:
            break  # of Godot 4, and not an array of its numbers
        found = _TYPES.get(base)
        if found is not None:
            return found
    return Type.OBJECT


def in_godots_order(dictionary: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """Return the keys and values of a dictionary as `var2str` and `to_json` sort them.

    That is by the type of the key, and by its value where that has an order.
    """
    by_type: dict[Type, list[tuple[Any, Any]]] = {}
    for key, value in dictionary.items():
        by_type.setdefault(type_of(key), []).append((key.value if type(key) is Key else key, value))
    found: list[tuple[Any, Any]] = []
    for _, pairs in sorted(by_type.items()):
        try:
            found += sorted(pairs, key=lambda pair: pair[0])
        except TypeError:
            found += pairs
    return found
