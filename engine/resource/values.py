"""Setting what a file says: properties by their names, as Godot's files have them."""

from __future__ import annotations

from typing import Any

from ..base.fault import push_warning
from ..base.godot_classes import member
from ..object.kept import FileReference, keep_of
from ..object.object import Object
from ..object.signal import Signal
from .compound import put_compound
from .items import put_items

_OVERRIDES = {
    "custom_colors": "add_color_override",
    "custom_constants": "add_constant_override",
    "custom_fonts": "add_font_override",
    "custom_icons": "add_icon_override",
    "custom_styles": "add_stylebox_override",
}
_OF_EDITORS = ("_sections_unfolded", "_edit_", "editor/", "script/source", "resource_")
"""What editors leave in files for themselves, and what all resources have."""
_NOT_THERE = object()
_said: set[tuple[str, str]] = set()
"""The properties that have been warned of, with their classes."""


def put(of: Object, name: str, value: Any) -> None:
    """Set a property of an object as a file has it.

    Numbers become what the property is: a file may say 3 for 3.0. What the class does not have is kept
    beside the object, so that saving loses nothing; what it has in Godot and not here is warned of once. So
    is the name of a file that is missing, in place of which None is set.
    """
    is_missing = isinstance(value, FileReference)
    if is_missing:
        keep_of(of).values[name] = value
        value = None
    folder, _, rest = name.partition("/")
    if folder in _OVERRIDES and rest and hasattr(of, _OVERRIDES[folder]):
        if value is not None:
            getattr(of, _OVERRIDES[folder])(rest, value)
    elif (name == "items" and put_items(of, value)) or put_compound(of, name, value):
        return
    elif name == "__meta__":
        for key, one in value.items():
            of.set_meta(str(key), one)
    elif _takes(of, name):
        setattr(of, name, _as_before(getattr(of, name, None), value))
    elif not _set_by_method(of, name, value):
        if not is_missing:
            keep_of(of).values[name] = value
        _say_missing(of, name)


def _takes(of: Object, name: str) -> bool:
    declared = getattr(type(of), name, _NOT_THERE)
    if declared is _NOT_THERE:
        return name in vars(of)
    return not callable(declared) and not isinstance(declared, Signal)


def _set_by_method(of: Object, name: str, value: Any) -> bool:
    """Set a property that shares its name with a signal, as a button's `pressed`, by its method."""
    setter = getattr(of, f"set_{name}", None)
    if not callable(setter) or member(name, of.get_class()) is None:
        return False
    setter(value)
    return True


def _as_before(before: Any, value: Any) -> Any:
    """Return a number as one of the kind that the property has."""
    kind = type(before)
    if kind is float and type(value) is int:
        return float(value)
    if kind is int and type(value) is float and value.is_integer():
        return int(value)
    return bool(value) if kind is bool and type(value) is int else value


def _say_missing(of: Object, name: str) -> None:
    if getattr(of, "_stands_in_", False):
        return  # there was a warning of the class
    kind = of.get_class()
    found = member(name.partition("/")[0], kind)
    if found is None or name.startswith(_OF_EDITORS) or (kind, name) in _said:
        return
    _said.add((kind, name))
    push_warning(f"{of!r}: {kind} has no property {name!r} here; it is kept, and does nothing.")
