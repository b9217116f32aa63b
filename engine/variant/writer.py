"""`var2str`: values as the text that Godot's scenes and settings are written in."""

from __future__ import annotations

from collections.abc import Callable
from math import copysign, isnan
from typing import Any

from ..base.error import Error
from .error import VariantError
from .escapes import IN_C
from .key import Key
from .plain_text import PLAIN, check_depth
from .pool_array import PoolRealArray
from .types import POOL_ARRAYS, VALUES, Type
from .wire_type import in_godots_order, type_of


def var2str(var: Any) -> str:
    """Return `var` as a text that `str2var` reads. As in Godot, floats have six digits there.

    Objects have no such text and raise `VariantError`. Source: Godot's `VariantWriter`.
    """
    return _written(var, 0, None)


def text_in_file(value: Any, reference: Callable[[Any], str | None]) -> str:
    """Return a value as scenes and resources have it; `reference` gives the texts of objects, None of others.

    That is Godot 3.6's text, in which an empty dictionary has no empty line.
    """
    return _written(value, 0, reference)


def key_in_file(key: str) -> str:
    """Return a key as files have it: in quotes if it is more than a word."""
    plain = key and key[0] != "[" and all("!" <= mark <= "~" and mark not in _MARKS for mark in key)
    return key if plain else var2str(key)


def _written(value: Any, depth: int, reference: Callable[[Any], str | None] | None) -> str:
    if reference is not None and (found := reference(value)) is not None:
        return found
    kind = type_of(value)
    if type(value) is Key:
        value = value.value
    if kind in PLAIN:
        return PLAIN[kind](value)
    if kind is Type.FLOAT:
        text = _short(value)
        return text if text in ("inf", "nan") or "." in text or "e" in text else text + ".0"
    if kind is Type.STRING:
        text = str(value).replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"'
    if kind in (Type.ARRAY, Type.DICTIONARY):
        check_depth(depth)
        if kind is Type.ARRAY:
            return f"[ {', '.join([_written(item, depth + 1, reference) for item in value])} ]"
        lines = [
            f"{_written(key, depth + 1, reference)}: {_written(item, depth + 1, reference)}"
            for key, item in in_godots_order(value)
        ]
        return "{\n}" if reference is not None and not lines else "{\n" + ",\n".join(lines) + "\n}"
    if kind is Type.NODE_PATH:
        return f"NodePath({quoted(str(value))})"
    if kind is Type.RID:
        return ""
    return _constructed(value, kind)


def _constructed(value: Any, kind: Type) -> str:
    """Return the text of a value that is a row of numbers or texts: its name and those in brackets."""
    if kind is Type.POOL_BYTE_ARRAY:
        return f"PoolByteArray( {', '.join(map(str, bytes(value)))} )"
    if kind is Type.POOL_INT_ARRAY:
        return f"PoolIntArray( {', '.join(map(str, value))} )"
    if kind is Type.POOL_STRING_ARRAY:
        return f"PoolStringArray( {', '.join(map(quoted, value))} )"
    if kind in VALUES:
        return f"{VALUES[kind][0].__name__}( {', '.join(map(_short, value))} )"
    if kind in POOL_ARRAYS:
        return f"{POOL_ARRAYS[kind].__name__}( {', '.join(map(_short, value.view()))} )"
    raise VariantError(f"A value of type {type(value).__name__} has no text.", Error.ERR_INVALID_PARAMETER)


def _short(value: float) -> str:
    """Return a float, as 32 bits keep it, with six digits."""
    kept = PoolRealArray([value])[0]
    if isnan(kept):
        return "-nan" if copysign(1.0, kept) < 0.0 else "nan"
    return f"{kept:g}" if kept else "0"


_MARKS = frozenset('="; ')
"""What a key has quotes for; besides what is no ASCII."""
_ESCAPES = str.maketrans(IN_C)


def quoted(text: str) -> str:
    """Return a text in quotes, with everything escaped that C escapes (`String::c_escape`)."""
    return f'"{text.translate(_ESCAPES)}"'
