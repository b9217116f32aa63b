"""Classes by the names that files give: those that are here, and what stands in for those that are not."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from ..base.fault import push_warning
from ..base.godot_classes import classes, lineage
from ..base.godot_properties import stored_properties
from ..object.exported import Exported
from ..object.object import Object
from ..object.resource import Resource
from ..object.signal import Signal

_PACKAGES = ("engine", "nodes")
"""Where scripts import classes from, too."""


@cache
def class_here(name: str) -> type[Any] | None:
    """Return the class of this name that scripts can import, or None."""
    for package in _PACKAGES:
        found = getattr(import_module(package), name, None)
        if isinstance(found, type) and issubclass(found, Object):
            return found
    return None


@cache
def stand_in(name: str) -> type[Any] | None:
    """Return a class of this name for one of the engine's that is not here, made of its nearest base that is.

    It has the signals of the class, and its properties, which do nothing. There is one warning. None if the
    engine has no such class.
    """
    if name not in classes():
        return None
    missing, base = [], Object
    for one in lineage(name):
        found = class_here(one.name)
        if found is not None:
            base = found
            break
        missing.append(one)
    if base is Object and any(one.name == "Resource" for one in missing):
        base = Resource
    push_warning(f"There is no {name} here: {base.__name__} stands in for it, and does what that does.")
    members: dict[str, Any] = {}
    for one in missing:
        members |= dict.fromkeys(one.properties)
        members |= {key: _default(text) for key, text in stored_properties(name).get(one.name, {}).items()}
    members |= {signal: Signal() for one in missing for signal in one.signals}  # in place of a property's
    made: type[Any] = type(name, (base,), {**members, "__module__": base.__module__, "_stands_in_": True})
    made._is_native_ = True
    for one in missing:
        for signal in one.signals:
            vars(made)[signal].arguments = None  # the table does not have them
    return made


def _default(text: str | None) -> Any:
    """Return the attribute of a class for a property with this default; each object has lists of its own."""
    from ..variant.parser import str2var  # which programs that miss no class do without

    value = str2var(text) if text else None
    return Exported(value) if isinstance(value, list | dict) else value
