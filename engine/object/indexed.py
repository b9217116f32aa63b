"""Properties by a path such as `position:x`: the names of a path, and what is read and set by them."""

from __future__ import annotations

from typing import Any, Protocol

from ..base.error import ScriptError
from ..base.spelling import did_you_mean


class HasProperties(Protocol):
    """What has properties by name; an Object is one."""

    def get(self, property: str) -> Any:
        """Return the property of this name."""

    def set(self, property: str, value: Any) -> None:
        """Set the property of this name."""


def names_of(path: str) -> tuple[str, ...]:
    """Return the names in `position:x`, or `:position:x`, which is how a NodePath writes it."""
    return tuple(path.removeprefix(":").split(":"))


def get_at(instance: HasProperties, names: tuple[str, ...]) -> Any:
    """Return the property, or the part of one, that these names lead to."""
    value = instance.get(names[0])
    for name in names[1:]:
        value = _part(value, name)
    return value


def set_at(instance: HasProperties, names: tuple[str, ...], value: Any) -> None:
    """Set the property, or the part of one, that these names lead to; immutable values are replaced."""
    first = names[0]
    if len(names) == 1:
        instance.set(first, value)
    else:
        instance.set(first, _replaced(instance.get(first), names[1:], value))


def _part(value: Any, name: str) -> Any:
    try:
        return getattr(value, name)
    except AttributeError:
        known = (known for known in dir(value) if not known.startswith("_"))
        raise ScriptError(f"{value!r} has no property {name!r}.{did_you_mean(name, known)}") from None


def _replaced(value: Any, path: tuple[str, ...], new: Any) -> Any:
    """Return `value` with what `path` leads to replaced by `new`; immutable values are copied."""
    if not path:
        return new
    inner = _replaced(_part(value, path[0]), path[1:], new)
    replace = getattr(value, "_replace", None)
    if replace is not None:
        return replace(**{path[0]: inner})
    setattr(value, path[0], inner)
    return value
