"""The tree that is being ticked, for what belongs to each tree and has one name for all."""

from __future__ import annotations

from typing import Any

from ..base.context import ticking
from ..base.error import ScriptError


def running_tree(asked: str) -> Any:
    """Return the tree that is being ticked; ScriptError if `asked`, such as `Engine.time_scale`, has none."""
    tree = ticking.get()
    if tree is None:
        raise ScriptError(
            f"{asked} belongs to a tree, and none is running here: use it from `_enter_tree` or `_ready` on."
        )
    return tree
