"""Autoloads: what a project has under a name everywhere."""

from __future__ import annotations

from typing import Any

from ..base.context import ticking
from ..base.error import ScriptError


class Autoload:
    """Stands for a node below the root, of the tree that is being ticked: see `autoload`."""

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    def _found(self) -> Any:
        tree: Any = ticking.get()
        found = tree.root.get_node_or_null(self._name) if tree is not None else None
        if found is None:
            raise ScriptError(
                f"There is no autoload {self._name} in the tree that is running: add a node of this name to"
                " the root before the first scene."
            )
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._found(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._found(), name, value)

    def __repr__(self) -> str:
        return f"<autoload {self._name}>"


def autoload(name: str) -> Any:
    """Return what stands for an autoload: its members are looked up each time, in the tree that is running.

    For the top of a module: `Utils = autoload("Utils")`, as GDScript has the name without a line.
    """
    return Autoload(name)
