"""Godot 4's Variant encoding: its table of types, and what encodes and decodes by it.

Everything from the sixth type on has another number than in Godot 3. Whole numbers have vectors of their
own, numbers of 64 bits arrays; Arrays and Dictionaries may be typed, which is read and not written.

Source: Godot 4's `core/io/marshalls.cpp`, as recorded from 4.6.3 in
`tests/engine/variant/vectors/variant4.json`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from .aabb import AABB
from .color import Color
from .decoder import decoder_of
from .encoder import encoders_of
from .plane import Plane
from .pool_array import PackedFloat64Array, PackedInt64Array, PoolIntArray, PoolRealArray
from .pool_vector_array import PackedVector4Array, PoolColorArray, PoolVector2Array, PoolVector3Array
from .rect2 import Rect2
from .space import Basis, Quat, Vector3
from .transform import Transform
from .transform2d import Transform2D
from .types import TypeTable, rows_of
from .vector2 import Vector2
from .vector4 import Projection, Vector4
from .whole import Rect2i, Vector2i, Vector3i, Vector4i


class Type(IntEnum):
    """`Variant::Type` of Godot 4."""

    NIL = 0
    BOOL = 1
    INT = 2
    FLOAT = 3
    STRING = 4
    VECTOR2 = 5
    VECTOR2I = 6
    RECT2 = 7
    RECT2I = 8
    VECTOR3 = 9
    VECTOR3I = 10
    TRANSFORM2D = 11
    VECTOR4 = 12
    VECTOR4I = 13
    PLANE = 14
    QUATERNION = 15
    AABB = 16
    BASIS = 17
    TRANSFORM3D = 18
    PROJECTION = 19
    COLOR = 20
    STRING_NAME = 21
    NODE_PATH = 22
    RID = 23
    OBJECT = 24
    CALLABLE = 25
    SIGNAL = 26
    DICTIONARY = 27
    ARRAY = 28
    PACKED_BYTE_ARRAY = 29
    PACKED_INT32_ARRAY = 30
    PACKED_INT64_ARRAY = 31
    PACKED_FLOAT32_ARRAY = 32
    PACKED_FLOAT64_ARRAY = 33
    PACKED_STRING_ARRAY = 34
    PACKED_VECTOR2_ARRAY = 35
    PACKED_VECTOR3_ARRAY = 36
    PACKED_COLOR_ARRAY = 37
    PACKED_VECTOR4_ARRAY = 38


GODOT4 = TypeTable(
    version=4,
    types=Type,
    packed="PACKED",
    values=rows_of(
        {
            Type.VECTOR2: Vector2,
            Type.VECTOR2I: Vector2i,
            Type.RECT2: Rect2,
            Type.RECT2I: Rect2i,
            Type.VECTOR3: Vector3,
            Type.VECTOR3I: Vector3i,
            Type.TRANSFORM2D: Transform2D,
            Type.VECTOR4: Vector4,
            Type.VECTOR4I: Vector4i,
            Type.PLANE: Plane,
            Type.QUATERNION: Quat,
            Type.AABB: AABB,
            Type.BASIS: Basis,
            Type.TRANSFORM3D: Transform,
            Type.PROJECTION: Projection,
            Type.COLOR: Color,
        }
    ),
    arrays={
        Type.PACKED_INT32_ARRAY: PoolIntArray,
        Type.PACKED_INT64_ARRAY: PackedInt64Array,
        Type.PACKED_FLOAT32_ARRAY: PoolRealArray,
        Type.PACKED_FLOAT64_ARRAY: PackedFloat64Array,
        Type.PACKED_VECTOR2_ARRAY: PoolVector2Array,
        Type.PACKED_VECTOR3_ARRAY: PoolVector3Array,
        Type.PACKED_COLOR_ARRAY: PoolColorArray,
        Type.PACKED_VECTOR4_ARRAY: PackedVector4Array,
    },
    stand_ins={},
)

decode: Callable[..., tuple[Any, int]] = decoder_of(GODOT4)
"""`Decoder.decode`, as Godot 4 does it."""

_encode, _encoded = encoders_of(GODOT4)
encode: Callable[..., None] = _encode
"""`Encoder.encode`, as Godot 4 does it."""
encoded: Callable[..., bytes] = _encoded
"""`Encoder.encoded`, as Godot 4 does it."""
