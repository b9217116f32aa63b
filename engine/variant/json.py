"""`to_json`: values as JSON, in the manner of Godot 3. `json_parser` reads it."""

from __future__ import annotations

from typing import Any

from .escapes import IN_JSON
from .key import Key
from .plain_text import PLAIN, check_depth
from .scalar import float_text
from .text import godot_str
from .types import Type
from .wire_type import in_godots_order, type_of

_ESCAPES = str.maketrans({**{chr(code): f"\\u{code:04x}" for code in range(32)}, **IN_JSON})
_LISTS = (Type.ARRAY, Type.POOL_INT_ARRAY, Type.POOL_REAL_ARRAY, Type.POOL_STRING_ARRAY)


def to_json(var: Any) -> str:
    """Return `var` as Godot's `to_json` writes it; for standard JSON use Python's `json`.

    Keys become texts, and are sorted; values that JSON does not know become the text that `godot_str`
    gives, floats have six decimals, and infinity and NaN are written bare. *Unlike Godot,* which writes
    what no other reader takes, control characters are `\\u000b` and the like; Godot reads those, too.
    """
    return in_json(var, "", True)


def in_json(var: Any, indent: str, sort_keys: bool) -> str:
    """Return `var` as Godot's `JSON.print` writes it: with an `indent`, an item a line."""
    return _written(var, indent, sort_keys, 0)


def _written(value: Any, indent: str, sort_keys: bool, depth: int) -> str:
    kind = type_of(value)
    if type(value) is Key:
        value = value.value
    if kind in PLAIN:
        return PLAIN[kind](value)
    if kind is Type.FLOAT:
        return float_text(value)
    if kind is not Type.DICTIONARY and kind not in _LISTS:
        return _quoted(value)
    check_depth(depth)
    if kind is not Type.DICTIONARY:
        return _enclosed(
            "[]", [_written(item, indent, sort_keys, depth + 1) for item in value], indent, depth
        )
    colon = ": " if indent else ":"
    pairs = in_godots_order(value) if sort_keys else value.items()
    items = [f"{_quoted(key)}{colon}{_written(item, indent, sort_keys, depth + 1)}" for key, item in pairs]
    return _enclosed("{}", items, indent, depth)


def _enclosed(marks: str, items: list[str], indent: str, depth: int) -> str:
    """Return the items between two marks; with an indent each has a line, and no items have one, too."""
    if not indent:
        return f"{marks[0]}{','.join(items)}{marks[1]}"
    space = indent * depth
    lines = ",\n".join([f"{space}{indent}{item}" for item in items])
    return f"{marks[0]}\n{lines}\n{space}{marks[1]}"


def _quoted(value: Any) -> str:
    """Return the text of `value` in quotes."""
    return f'"{godot_str(value).translate(_ESCAPES)}"'
