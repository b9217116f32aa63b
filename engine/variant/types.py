"""How Godot 3 numbers the types of Variant, and how those made of numbers alone are laid out.

Godot 4's table is in `godot4`: the numbers and widths are in the tables, what an array, a dictionary or
a text looks like is in `encoder` and `decoder`, which are made from a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from struct import Struct
from typing import Any, TypeVar

from .aabb import AABB
from .color import Color
from .plane import Plane
from .pool_array import PoolArray, PoolIntArray, PoolRealArray
from .pool_vector_array import PoolColorArray, PoolVector2Array, PoolVector3Array
from .rect2 import Rect2
from .space import Basis, Quat, Vector3
from .transform import Transform
from .transform2d import Transform2D
from .value import Value
from .vector2 import Vector2
from .whole import Rect2i, Vector2i, Vector3i

E = TypeVar("E", bound=IntEnum)

WIDE = 1 << 16
"""The header bit of 64-bit numbers, and of objects that are sent as their id."""

DEEPEST = 1024
"""How many arrays and dictionaries may lie within each other: `Variant::MAX_RECURSION_DEPTH` of 3.6."""

MANY = 8
"""Elements from which on it pays to look whether all of an Array are ints, and to treat them as one."""


class Type(IntEnum):
    """`Variant::Type` of Godot 3."""

    NIL = 0
    BOOL = 1
    INT = 2
    FLOAT = 3
    STRING = 4
    VECTOR2 = 5
    RECT2 = 6
    VECTOR3 = 7
    TRANSFORM2D = 8
    PLANE = 9
    QUAT = 10
    AABB = 11
    BASIS = 12
    TRANSFORM = 13
    COLOR = 14
    NODE_PATH = 15
    RID = 16
    OBJECT = 17
    DICTIONARY = 18
    ARRAY = 19
    POOL_BYTE_ARRAY = 20
    POOL_INT_ARRAY = 21
    POOL_REAL_ARRAY = 22
    POOL_STRING_ARRAY = 23
    POOL_VECTOR2_ARRAY = 24
    POOL_VECTOR3_ARRAY = 25
    POOL_COLOR_ARRAY = 26


def rows_of(kinds: dict[E, type[Value]]) -> dict[E, tuple[type[Value], Struct]]:
    """Return types that are a row of numbers, and how that is laid out: as many as the default value has."""
    found = {}
    for number, kind in kinds.items():
        zero = kind()
        code = "i" if isinstance(zero[0], int) else "f"
        found[number] = (kind, Struct(f"<{len(zero)}{code}"))
    return found


VALUES: dict[Type, tuple[type[Value], Struct]] = rows_of(
    {
        Type.VECTOR2: Vector2,
        Type.RECT2: Rect2,
        Type.VECTOR3: Vector3,
        Type.TRANSFORM2D: Transform2D,
        Type.PLANE: Plane,
        Type.QUAT: Quat,
        Type.AABB: AABB,
        Type.BASIS: Basis,
        Type.TRANSFORM: Transform,
        Type.COLOR: Color,
    }
)
"""The types that are a row of numbers, in the order that their tuples have too."""

POOL_ARRAYS: dict[Type, type[PoolArray[Any]]] = {
    Type.POOL_INT_ARRAY: PoolIntArray,
    Type.POOL_REAL_ARRAY: PoolRealArray,
    Type.POOL_VECTOR2_ARRAY: PoolVector2Array,
    Type.POOL_VECTOR3_ARRAY: PoolVector3Array,
    Type.POOL_COLOR_ARRAY: PoolColorArray,
}
"""The types that are a count and that many rows of 32-bit numbers."""


class TypeTable:
    """What the encoding of one version of Godot has of its own. `packed` is how the names of arrays begin.

    The types up to String, and Vector2, have the same numbers in all versions, and the same layout.
    """

    def __init__(
        self,
        version: int,
        types: type[IntEnum],
        packed: str,
        values: Mapping[Any, tuple[type[Value], Struct]],
        arrays: Mapping[Any, type[PoolArray[Any]]],
        stand_ins: Mapping[type[Value], int],
    ) -> None:
        self.version: int = version
        """The major version, which decides what has no row here."""
        self.types: type[IntEnum] = types
        """The types by their numbers."""
        self.node_path: int = types["NODE_PATH"]
        self.rid: int = types["RID"]
        self.object: int = types["OBJECT"]
        self.dictionary: int = types["DICTIONARY"]
        self.array: int = types["ARRAY"]
        self.bytes: int = types[f"{packed}_BYTE_ARRAY"]
        self.texts: int = types[f"{packed}_STRING_ARRAY"]
        self.values: Mapping[Any, tuple[type[Value], Struct]] = values
        """The types that are a row of numbers, in the order that their tuples have too."""
        self.arrays: Mapping[Any, type[PoolArray[Any]]] = arrays
        """The types that are a count and that many rows of numbers."""
        self.stand_ins: Mapping[type[Value], int] = stand_ins
        """What is sent in place of a type that this version does not have."""

    def name(self, number: int) -> str:
        """Return the name of a type, as in Godot."""
        name = self.types(number).name
        name = _NAMES.get(name) or name.title().replace("_", "")
        return name[:-1] + "i" if name.endswith("I") else name  # Vector2i


_NAMES = {"BOOL": "bool", "INT": "int", "FLOAT": "float", "RID": "RID", "AABB": "AABB"}

GODOT3 = TypeTable(
    version=3,
    types=Type,
    packed="POOL",
    values=VALUES,
    arrays=POOL_ARRAYS,
    stand_ins={Vector2i: Type.VECTOR2, Vector3i: Type.VECTOR3, Rect2i: Type.RECT2},
)
