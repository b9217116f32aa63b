"""The short way into the tree and out of it, for a node of whose coming and going nobody is told.

Most nodes of a large tree are such: leaves without hooks, groups and processing, of which neither
they, their parent nor the tree ever had a signal that somebody asked for. What `lifecycle` does with
one of them comes down to a few assignments, at a third of the cost. Each function does all of it or,
if somebody might notice the difference, nothing.
"""

from __future__ import annotations

from .hooks import NOTIFICATION
from .state import (
    DYING,
    EXITING,
    GROUPED,
    HAS_LEFT,
    LEAVING,
    PROCESSING,
    READY_DONE,
    READY_NOTIFIED,
    NodeState,
    TreeState,
)

_READY_OR_EXITING = READY_NOTIFIED | EXITING
_READY = READY_NOTIFIED | READY_DONE
_NOTICED = PROCESSING | GROUPED
_BUSY = LEAVING | EXITING | HAS_LEFT | DYING | _NOTICED


def enter_quietly(node: NodeState, parent: NodeState, tree: TreeState) -> bool:
    """Do what `lifecycle.enter` would with `node`, a new child of `parent`; return whether it was done."""
    if (
        node._hooks_
        or node._flags_ & _NOTICED
        or parent._flags_ & _READY_OR_EXITING != READY_NOTIFIED
        or node._children_ is not None
        or node._signals_ is not None
        or parent._signals_ is not None
        or tree._signals_
    ):
        return False
    node._tree_ = tree
    node._flags_ |= _READY
    tree.node_count += 1
    return True


def free_quietly(node: NodeState) -> bool:
    """Do what `lifecycle.free` would with `node`; return whether it was done.

    Not to a child of the root, which may be the current scene.
    """
    tree, parent = node._tree_, node._parent_
    if (
        tree is None
        or parent is None
        or parent._parent_ is None
        or node._hooks_
        or node._flags_ & _BUSY
        or node._children_ is not None
        or node._signals_ is not None
        or node._incoming_ is not None
        or parent._hooks_ & NOTIFICATION
        or parent._signals_ is not None
        or tree._signals_
        or (children := parent._children_) is None
        or children.busy
    ):
        return False
    tree.node_count -= 1
    children.remove(node)
    node._tree_ = node._parent_ = node._owner_ = None
    node._flags_ |= DYING
    node._freed_ = True
    return True
