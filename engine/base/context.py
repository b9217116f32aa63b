"""Which tree is being ticked in this thread.

Several trees may live in one process. What belongs to a node goes to the node's tree; what belongs
to an object outside any tree (a deferred call made in `__init__`, a timer's signal) goes to the
tree that is being ticked while it happens.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..scene.scene_tree import SceneTree

ticking: ContextVar[SceneTree | None] = ContextVar("ticking", default=None)


def tree_of(owner: object) -> SceneTree | None:
    """Return the tree that `owner` is in, else the tree being ticked in this thread, else None."""
    tree: SceneTree | None = getattr(owner, "_tree_", None)
    return tree if tree is not None else ticking.get()
