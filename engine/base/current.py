"""What each tree has one of, by way of the tree that is being ticked."""

from __future__ import annotations

from typing import Any

from .context import ticking
from .error import ScriptError


class Current:
    """Stands for what each tree has one of; constants of its class, if that is given, need no tree."""

    def __init__(self, name: str, attribute: str, kind: type | None = None) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_attribute", attribute)
        object.__setattr__(self, "_kind", kind)

    def _found(self) -> Any:
        tree = ticking.get()
        if tree is None:
            raise ScriptError(
                f"{self._name} belongs to a tree, and none is running here: use it from `_enter_tree` or"
                f" `_ready` on, or `tree.{self._attribute}` of the tree that is meant."
            )
        return getattr(tree, self._attribute)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.isupper() and hasattr(self._kind, name):
            return getattr(self._kind, name)
        return getattr(self._found(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._found(), name, value)

    def __dir__(self) -> list[str]:
        """Return what can be asked for here: without a tree the constants, and what there would be."""
        tree = ticking.get()
        known = dir(getattr(tree, self._attribute) if tree is not None else self._kind or ())
        return [name for name in known if not name.startswith("_")]

    def __repr__(self) -> str:
        return f"<{self._name} of the tree that is running>"
