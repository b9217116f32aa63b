"""`typeof` and the numbers of the types: those of Godot 3's `Variant`."""

from __future__ import annotations

from typing import Any, Final

from ..variant.wire_type import type_of

TYPE_NIL: Final = 0
TYPE_BOOL: Final = 1
TYPE_INT: Final = 2
TYPE_REAL: Final = 3
TYPE_STRING: Final = 4
TYPE_VECTOR2: Final = 5
TYPE_RECT2: Final = 6
TYPE_VECTOR3: Final = 7
TYPE_TRANSFORM2D: Final = 8
TYPE_PLANE: Final = 9
TYPE_QUAT: Final = 10
TYPE_AABB: Final = 11
TYPE_BASIS: Final = 12
TYPE_TRANSFORM: Final = 13
TYPE_COLOR: Final = 14
TYPE_NODE_PATH: Final = 15
TYPE_RID: Final = 16
TYPE_OBJECT: Final = 17
TYPE_DICTIONARY: Final = 18
TYPE_ARRAY: Final = 19
TYPE_RAW_ARRAY: Final = 20
TYPE_INT_ARRAY: Final = 21
TYPE_REAL_ARRAY: Final = 22
TYPE_STRING_ARRAY: Final = 23
TYPE_VECTOR2_ARRAY: Final = 24
TYPE_VECTOR3_ARRAY: Final = 25
TYPE_COLOR_ARRAY: Final = 26
TYPE_MAX: Final = 27


def typeof(what: Any) -> int:
    """Return the number of the type that `what` has in Godot: TYPE_INT, TYPE_STRING …

    A tuple is an array, bytes are a PoolByteArray, and what is none of Godot's values is TYPE_OBJECT.
    """
    return int(type_of(what))
