"""What files keep of an object: its properties by Godot's names and in its order, with their defaults."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ..base.godot_properties import stored_properties
from ..base.native import is_native
from ..canvas.texture import Texture
from ..object.exported import Exported
from ..object.kept import kept_of
from ..object.object import Object
from ..object.property import stored_names
from ..object.resource import Resource
from ..object.signal import Signal
from ..scene.node import Node
from ..text.font import Font
from ..variant.error import VariantError
from ..variant.node_path import NodePath
from ..variant.pool_string_array import PoolStringArray
from ..variant.types import POOL_ARRAYS, VALUES
from ..variant.writer import text_in_file
from .class_here import class_here
from .flattened import flattened
from .script_file import script_of

_NOT_THERE = object()
_SAID_BY_OTHERS = {"enabled_focus_mode", "filename"}
"""What other properties say, too, or the file itself."""
_ROWS: tuple[Any, ...] = tuple(kind for kind, _ in VALUES.values())
_CONSTRUCTED: dict[str, Any] = {
    kind.__name__: kind for kind in (NodePath, PoolStringArray, *POOL_ARRAYS.values(), *_ROWS)
}
"""The types whose values are written with their names."""


class Stored(NamedTuple):
    """A property: its value, and what that is in a new object as `var2str` writes it, None if unknown."""

    name: str
    value: Any
    default: str | None


def class_name(of: Any) -> str:
    """Return the name that files have for the class of an object."""
    if isinstance(of, Font):
        return "DynamicFont"
    if type(of) is Texture:
        return "ImageTexture"
    name = kept_of(of).type or str(of.get_class())
    if not (kept_of(of).type or stored_properties(name) or class_here(name)):
        return _known(of)  # of Godot 4 it is
    return name


def _known(of: Any) -> str:
    """Return the name of the nearest class of an object that Godot has, too; empty if there is none."""
    return next((kind.__name__ for kind in type(of).__mro__ if stored_properties(kind.__name__)), "")


def stored_of(of: Any) -> Iterator[Stored]:
    """Yield the properties that files keep: the engine's, those of nobody here, the script's."""
    kept = _of_stand_in(of)
    kept.update({name: value for name, value in kept_of(of).values.items() if kept.get(name) is None})
    native: Any = _native(of)
    ours = _other_defaults(native)
    done = {"script"}
    for one in _of_engine(of, kept):
        done.add(one.name)
        known = ours.get(one.name, one.default)
        yield one if known == one.default else one._replace(default=known)
    if isinstance(of, Object):
        yield Stored("script", script_of(of) or kept.get("script"), "")
    yield from (Stored(name, value, None) for name, value in kept.items() if name not in done)
    if isinstance(of, Object):
        if metas := of.get_meta_list():
            yield Stored("__meta__", {name: of.get_meta(name) for name in metas}, None)
        yield from _of_script(of)


def _of_stand_in(of: Any) -> dict[str, Any]:
    """Return what was set of a class that is not here, some of which files have at times only."""
    if not getattr(type(of), "_stands_in_", False):
        return {}
    declared = {
        name
        for kind in type(of).__mro__
        if vars(kind).get("_stands_in_")
        for name, value in vars(kind).items()
        if not isinstance(value, Signal)
    }
    return {name: value for name, value in vars(of).items() if name in declared}


def _of_engine(of: Any, kept: dict[str, Any]) -> Iterator[Stored]:
    """Yield the properties of the engine's classes, with its defaults, and those of ours."""
    kind = class_name(of)
    known = stored_properties(kind) or stored_properties(_known(of))
    for owner, properties in known.items():
        parts = flattened(of, owner)
        for name in _order(properties, parts):
            default = properties.get(name)
            value = parts[name] if name in parts else _read(of, name, kept)
            if value is None:
                value = kept.get(name)  # it may be in a file that is missing
            if value is not _NOT_THERE and name not in _SAID_BY_OTHERS:
                yield Stored(name, _as_default(value, default or ""), default)
    if kind not in known:  # a class that the engine does not have
        said = {name for properties in known.values() for name in properties}
        ours = (name for name in stored_names(_native(of)) if name not in said | _SAID_BY_OTHERS)
        yield from (Stored(name, getattr(of, name), "") for name in ours)


def _native(of: Any) -> type[Any]:
    """Return the class of an object without its script."""
    return next(
        kind for kind in type(of).__mro__ if vars(kind).get("_is_native_", not isinstance(of, Object))
    )


@cache
def _other_defaults(kind: type[Any]) -> dict[str, str]:
    """Return the defaults that a class has here, and the engine's has not."""
    if not issubclass(kind, Resource | Node):
        return {}
    new = kind()
    texts = {one.name: _plain_text(one.value) for one in _of_engine(new, {}) if one.default is not None}
    found = {name: text for name, text in texts.items() if text != "null"}
    if isinstance(new, Node):
        new.free()
    return found


def _plain_text(value: Any) -> str:
    """Return the text of a value that is no object, null of one."""
    try:
        return text_in_file(value, lambda _: None)
    except VariantError:
        return "null"


def _order(properties: dict[str, str | None], parts: dict[str, Any]) -> list[str]:
    """Return the names of both: parts that a class does not have stand before the next that it has."""
    order = list(properties)
    at = len(order)
    for part in reversed(parts):
        if part in properties:
            at = order.index(part)
        else:
            order.insert(at, part)
    return order


def _read(of: Any, name: str, kept: dict[str, Any]) -> Any:
    """Return a property, `_NOT_THERE` if there is none here."""
    declared = getattr(type(of), name, _NOT_THERE)
    if declared is not _NOT_THERE and not callable(declared) and not isinstance(declared, Signal):
        return getattr(of, name)
    if name in kept:
        return kept[name]
    for getter in (f"is_{name}", f"get_{name}"):  # a button's `pressed` is a signal, too
        if callable(read := getattr(of, getter, None)):
            return read()
    return _NOT_THERE


def _as_default(value: Any, default: str) -> Any:
    """Return a value as one of the type that the default has: points in a list as a PoolVector2Array."""
    name, bracket, _ = default.partition("(")
    kind = _CONSTRUCTED.get(name)
    if bracket and kind is not None and value is not None and not isinstance(value, kind):
        return kind(*value) if kind in _ROWS else kind(value)
    if type(value) is int and "." in default and default[-1].isdigit():
        return float(value)
    return value


def _of_script(of: Object) -> Iterator[Stored]:
    """Yield what scripts export, the base's first: what `export` declares, and attributes that were set."""
    for cls in reversed(type(of).__mro__):
        if vars(cls).get("_is_native_") or cls is object or is_native(cls.__module__):
            continue
        for name, declared in vars(cls).items():
            if isinstance(declared, Exported):
                public = name.lstrip("_")
                if not isinstance(vars(cls).get(public), property):
                    public = name  # of `export var a setget set_a` a property is made, and `_a`
                yield Stored(public, getattr(of, name), None)
            elif _is_plain(of, name, declared):
                yield Stored(name, vars(of)[name], None)


def _is_plain(of: Object, name: str, declared: Any) -> bool:
    """Return whether this is an attribute of a script that has another value than it is declared with."""
    own = vars(of)
    plain = not (name.startswith("_") or name.isupper() or callable(declared) or hasattr(declared, "__get__"))
    return plain and name in own and own[name] != declared
