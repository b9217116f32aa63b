"""Which nodes process while the tree is paused."""

from __future__ import annotations

from .state import PAUSE_MODE_INHERIT, PAUSE_MODE_PROCESS, NodeState


def can_process(node: NodeState) -> bool:
    """See `Node.can_process`."""
    tree = node._tree_
    if tree is None:
        return False
    if not tree.paused:
        return True
    at: NodeState | None = node
    while at is not None and at._pause_mode_ == PAUSE_MODE_INHERIT:
        at = at._parent_
    return at is not None and at._pause_mode_ == PAUSE_MODE_PROCESS
