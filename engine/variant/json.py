"""`to_json`: values as JSON, in the manner of Godot 3."""

from __future__ import annotations

from typing import Any

from ..base.error import Error
from .error import VariantError
from .key import Key
from .scalar import float_text
from .text import DEEPEST_TEXT, godot_str
from .types import Type
from .wire_type import in_godots_order, type_of

_ESCAPES = str.maketrans(
    {
        **{chr(code): f"\\u{code:04x}" for code in range(32)},
        "\\": "\\\\",
        "\b": "\\b",
        "\f": "\\f",
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        '"': '\\"',
    }
)
_LISTS = (Type.ARRAY, Type.POOL_INT_ARRAY, Type.POOL_REAL_ARRAY, Type.POOL_STRING_ARRAY)


def to_json(var: Any) -> str:
    """Return `var` as Godot's `to_json` writes it; for standard JSON use Python's `json`.

    Keys become texts, values that JSON does not know become the text that `godot_str` gives, floats
    have six decimals, and infinity and NaN are written bare. *Unlike Godot,* which writes what no
    other reader takes, control characters are `\\u000b` and the like; Godot reads those, too.
    """
    return _written(var, 0)


def _written(value: Any, depth: int) -> str:
    kind = type_of(value)
    if type(value) is Key:
        value = value.value
    if kind is Type.NIL:
        return "null"
    if kind is Type.BOOL:
        return "true" if value else "false"
    if kind is Type.INT:
        return int.__repr__(value)
    if kind is Type.FLOAT:
        return float_text(value)
    if kind is Type.DICTIONARY or kind in _LISTS:
        if depth >= DEEPEST_TEXT:
            raise VariantError(
                f"More than {DEEPEST_TEXT} levels of nesting have no text.", Error.ERR_OUT_OF_MEMORY
            )
        if kind is not Type.DICTIONARY:
            return f"[{','.join([_written(item, depth + 1) for item in value])}]"
        pairs = in_godots_order(value)
        return "{" + ",".join([f"{_quoted(key)}:{_written(item, depth + 1)}" for key, item in pairs]) + "}"
    return _quoted(value)


def _quoted(value: Any) -> str:
    """Return the text of `value` in quotes."""
    return f'"{godot_str(value).translate(_ESCAPES)}"'
