"""Godot's `str()`: the text that `print` shows."""

from __future__ import annotations

from typing import Any

from .key import Key
from .node_path import NodePath
from .pool_array import PoolArray
from .pool_string_array import PoolStringArray
from .scalar import float_text
from .value import Value

DEEPEST_TEXT = 128
"""How many arrays and dictionaries within each other have a text."""

_ARRAYS = (list, tuple, PoolArray, PoolStringArray, bytes, bytearray, memoryview)


def godot_str(*values: Any) -> str:
    """Return the texts of `values` joined, as Godot's `str()` does: `Null`, `1` for 1.0, `(1, 2)`.

    As in Godot 3.6 (3.2 prints `[...]` for an array that it has printed before), the bytes of a
    PoolByteArray are shown, and an array or dictionary within itself or too deep down is `[...]` or
    `{...}`. Python's own `str` does the same for the value types and nothing else.
    """
    return "".join([_text(value, ()) for value in values])


def _text(value: Any, around: tuple[object, ...]) -> str:
    """Return the text of `value`, which lies within the containers `around`."""
    if isinstance(value, str):
        return str(value) if isinstance(value, NodePath) else value
    if value is None or isinstance(value, bool):
        return "Null" if value is None else str(value)
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, Value):
        return str(value)
    if isinstance(value, Key):
        return _text(value.value, around)
    if isinstance(value, (dict, *_ARRAYS)):
        if len(around) >= DEEPEST_TEXT or any(value is one for one in around):
            return "{...}" if isinstance(value, dict) else "[...]"
        inside = (*around, value)
        if not isinstance(value, dict):
            return f"[{', '.join([_text(item, inside) for item in value])}]"
        pairs = [(_text(key, inside), _text(item, inside)) for key, item in value.items()]
        pairs.sort(key=lambda pair: pair[0])
        return "{" + ", ".join([f"{key}:{item}" for key, item in pairs]) + "}"
    return int.__repr__(value) if isinstance(value, int) else str(value)
