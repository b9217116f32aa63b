"""Warns of properties of built-in nodes that were set by a name which they do not have."""

from __future__ import annotations

import warnings
from typing import Any

from engine import ScriptWarning
from engine.base.spelling import distance


def warn_of_misspelt(node: Any) -> None:
    """Warn of what was set on `node`, of a built-in class, and is nearly the name of a property.

    What looks like none is taken for something that a program notes down there: `button.row = 3`.
    """
    cls = type(node)
    for name in vars(node):
        if name[0] != "_" and not hasattr(cls, name):
            near = _nearest(name, cls)
            if near is not None:
                warnings.warn(
                    f"A {cls.__name__} has no property {name!r}, and setting it did nothing: did you"
                    f" mean `{near}`? What is your own is kept by `set_meta({name!r}, …)`.",
                    ScriptWarning,
                    stacklevel=2,
                )


def _nearest(name: str, cls: type) -> str | None:
    """Return the property that `name` is a slip of, or a part of: `position` for `rect_position`."""
    limit = max(1, len(name) // 3)
    found: list[tuple[int, int, str]] = []
    for known in dir(cls):
        if known[0] == "_" or known.isupper() or not _is_property(cls, known):
            continue
        steps = distance(name, known, limit)
        if steps <= limit:
            found.append((steps, len(known), known))
        elif known.startswith(name + "_") or known.endswith("_" + name):
            found.append((limit + 1, len(known), known))
    return min(found)[2] if found else None


def _is_property(cls: type, name: str) -> bool:
    value = getattr(cls, name)
    return hasattr(type(value), "__set__") or not (hasattr(type(value), "__get__") or callable(value))
