"""Godot's value types, their binary encoding and their text forms. They know nothing of the tree.

What is not needed to start is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .pool_byte_array import PoolByteArray

if TYPE_CHECKING:
    from .aabb import AABB
    from .color import Color
    from .error import VariantError
    from .json import to_json
    from .key import Key
    from .marshalls import bytes2var, var2bytes
    from .parser import str2var
    from .percent import godot_format
    from .plane import Plane
    from .pool_array import PoolIntArray, PoolRealArray
    from .pool_string_array import PoolStringArray
    from .pool_vector_array import PoolColorArray, PoolVector2Array, PoolVector3Array
    from .rect2 import Rect2
    from .rid import RID, EncodedObjectAsID
    from .space import Basis, Quat, Vector3
    from .text import godot_str
    from .transform import Transform
    from .transform2d import Transform2D
    from .vector2 import Vector2
    from .writer import var2str

NAMES = {
    "AABB": "aabb",
    "Basis": "space",
    "Color": "color",
    "EncodedObjectAsID": "rid",
    "Key": "key",
    "Plane": "plane",
    "PoolColorArray": "pool_vector_array",
    "PoolIntArray": "pool_array",
    "PoolRealArray": "pool_array",
    "PoolStringArray": "pool_string_array",
    "PoolVector2Array": "pool_vector_array",
    "PoolVector3Array": "pool_vector_array",
    "Quat": "space",
    "RID": "rid",
    "Rect2": "rect2",
    "Transform": "transform",
    "Transform2D": "transform2d",
    "VariantError": "error",
    "Vector2": "vector2",
    "Vector3": "space",
    "bytes2var": "marshalls",
    "godot_format": "percent",
    "godot_str": "text",
    "str2var": "parser",
    "to_json": "json",
    "var2bytes": "marshalls",
    "var2str": "writer",
}
"""The names that are imported when they are asked for, and the module of each."""

__all__ = [
    "AABB",
    "RID",
    "Basis",
    "Color",
    "EncodedObjectAsID",
    "Key",
    "Plane",
    "PoolByteArray",
    "PoolColorArray",
    "PoolIntArray",
    "PoolRealArray",
    "PoolStringArray",
    "PoolVector2Array",
    "PoolVector3Array",
    "Quat",
    "Rect2",
    "Transform",
    "Transform2D",
    "VariantError",
    "Vector2",
    "Vector3",
    "bytes2var",
    "godot_format",
    "godot_str",
    "str2var",
    "to_json",
    "var2bytes",
    "var2str",
]


def __getattr__(name: str) -> Any:
    """Import what was asked for."""
    module = NAMES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found
