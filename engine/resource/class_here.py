"""Classes by the names that files give: those that are here, and what stands in for those that are not."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from ..base.fault import push_warning
from ..base.godot_classes import classes, lineage
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

    It has the signals of the class and takes its properties, and does nothing with them. There is one
    warning. None if the engine has no such class.
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
    members: dict[str, Any] = {signal: Signal() for one in missing for signal in one.signals}
    members |= {prop: None for one in missing for prop in one.properties}
    made: type[Any] = type(name, (base,), {**members, "__module__": base.__module__, "_is_native_": True})
    made._is_native_ = True
    return made
