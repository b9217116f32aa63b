"""Of which kind a property is, and what becomes of a value of another kind that a peer sends for it.

A variable of GDScript has a type, and an attribute of Python none: so it is of the kind that its value has.
As Godot does, numbers become numbers of that kind, and so do texts, vectors and arrays; an object may become
null. Unlike Godot, which goes on with 0, "" or an empty array, all else is refused.

Source: Godot 4's `Variant::can_convert_strict`, of which this is what makes sense without a declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...base.error import ScriptError
from ...object.object import Object
from ...variant.godot4 import GODOT4
from ...variant.node_path import NodePath
from ...variant.pool_array import PoolIntArray
from ...variant.pool_byte_array import PoolByteArray
from ...variant.pool_string_array import PoolStringArray
from ...variant.rect2 import Rect2
from ...variant.rid import RID
from ...variant.space import Vector3
from ...variant.string_name import StringName
from ...variant.vector2 import Vector2
from ...variant.vector4 import Vector4
from ...variant.whole import Rect2i, Vector2i, Vector3i, Vector4i

_LARGEST = 1 << 63
_NAMES: dict[type | None, str] = {
    None: "an object's number",
    Object: "an object",
    type(None): "null",
    str: "String",
    list: "Array",
    dict: "Dictionary",
}


class Unfit(Exception):
    """A value of a kind that a property cannot have: the names of this one, and of that of the property."""

    def __init__(self, came: str, kind: str) -> None:
        super().__init__(came, kind)
        self.came: str = came
        self.kind: str = kind


def _whole(value: float) -> int:
    if not -_LARGEST <= value < _LARGEST:
        raise OverflowError
    return int(value)


def _parts(kind: Any) -> Callable[[Any], Any]:
    return lambda value: kind(*value)


def _whole_parts(kind: Any) -> Callable[[Any], Any]:
    return lambda value: kind(*PoolIntArray(value))


_ARRAYS: tuple[type, ...] = (list, PoolByteArray, PoolStringArray, *GODOT4.arrays.values())
_VECTORS: tuple[tuple[type, type], ...] = (
    (Vector2, Vector2i),
    (Vector3, Vector3i),
    (Vector4, Vector4i),
    (Rect2, Rect2i),
)
_FAMILIES: tuple[dict[type, Callable[[Any], Any]], ...] = (
    {bool: bool, int: _whole, float: float},
    {str: str, StringName: StringName, NodePath: NodePath},
    *[{kind: _parts(kind), whole: _whole_parts(whole)} for kind, whole in _VECTORS],
    {kind: kind for kind in _ARRAYS},
)
"""Kinds of which a value may become one of another, and what makes it that."""
_MADE_OF = {kind: (frozenset(family), make) for family in _FAMILIES for kind, make in family.items()}
_KINDS: dict[type, type] = {
    **{kind: kind for kind in (type(None), bool, int, float, str, StringName, NodePath, RID, dict, Object)},
    **{kind: kind for kind in (*_ARRAYS, *[kind for kind, _ in GODOT4.values.values()])},
    tuple: list,
    **dict.fromkeys((bytes, bytearray, memoryview), PoolByteArray),
}


def kind_of(value: object) -> type | None:
    """Return the kind of a value: one class for each of Godot's types, or None for what is none of them."""
    return next((_KINDS[base] for base in type(value).__mro__ if base in _KINDS), None)


def fitting(value: object, kind: type | None) -> object:
    """Return a value that came for a property of a kind, as one of that kind. Raises Unfit.

    A property that was null, or no value of Godot's at all, takes what comes.
    """
    if type(value) is kind or kind is None or kind is type(None):
        return value
    came = kind_of(value)
    if came is kind or (kind is Object and value is None):
        return value
    family, make = _MADE_OF.get(kind, (frozenset(), kind))
    try:
        if came in family:
            return make(value)
    except (TypeError, ValueError, OverflowError, ScriptError):
        pass
    raise Unfit(_named(came), _named(kind))


def _named(kind: type | None) -> str:
    return _NAMES.get(kind) or str(getattr(kind, "__name__", kind))
