"""Key: a dictionary key that Python would take for another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .error import VariantError
from .string_name import StringName

_DEEPEST = 32

_MOST_ARRAYS = 1024


class ArrayKeys:
    """How many arrays are keys in what one packet or text holds: its sender can make them collide.

    Each is compared with all that collide with it, so it is the number in all dictionaries together
    that is bounded: many small dictionaries take as long as one large one.
    """

    __slots__ = ("_count",)

    def __init__(self) -> None:
        self._count = 0

    def add(self) -> None:
        """Count one more; raises VariantError for one too many."""
        self._count += 1
        if self._count > _MOST_ARRAYS:
            raise VariantError(f"There are more than {_MOST_ARRAYS} arrays as keys of dictionaries.")


class Key:
    """A key of a dictionary that Godot can have and Python cannot.

    Godot tells apart the keys `1`, `1.0` and `true`, and a text from a NodePath, though not from a
    StringName; Python's dictionaries do not. Godot also takes dictionaries as keys. A dictionary with
    such keys that came from Godot has the first of them as it is and the others as `Key(value)`, so that
    none is lost, and each is encoded as its `value`. Dictionaries are the same key only if they are the
    same object, as in Godot.
    """

    __slots__ = ("_identity", "_value")

    def __init__(self, value: object) -> None:
        self._value = value
        self._identity = _identity(value)

    @property
    def value(self) -> object:
        """The key itself."""
        return self._value

    def __eq__(self, other: object) -> bool:
        return type(other) is Key and other._identity == self._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        return f"Key({self._value!r})"


def _identity(value: object) -> object:
    """Return what is equal for two keys if Godot takes them for the same one."""
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return (tuple, *[_identity(item) for item in value])
    if isinstance(value, dict):
        return (dict, id(value))
    return (str if type(value) is StringName else type(value), value)


def _hashable(key: object, depth: int = 0) -> object:
    """Return `key` as something that can be a key: an array as a tuple, a dictionary as a `Key`."""
    if depth > _DEEPEST:
        raise VariantError(f"A dictionary has a key nested more than {_DEEPEST} levels.")
    if type(key) is list:
        return tuple([_hashable(item, depth + 1) for item in key])
    return Key(key) if type(key) is dict else key


def dictionary(keys: Iterable[object], values: Iterable[Any], arrays: ArrayKeys) -> dict[Any, Any]:
    """Return the dictionary of `keys` and `values` for the keys that `dict` cannot tell apart or take.

    Of keys that are the same for Godot the last value counts, at the first one's position. `arrays`
    counts the keys that are arrays, and those in the packet or text before.
    """
    result: dict[Any, Any] = {}
    seen: dict[object, object] = {}
    for raw, value in zip(keys, values, strict=True):
        if type(raw) is list:
            arrays.add()
        key = _hashable(raw)
        identity = _identity(key)
        if identity not in seen:
            seen[identity] = Key(key) if key in result else key
        result[seen[identity]] = value
    return result
