"""How a branch enters the tree, becomes ready, leaves and is destroyed.

Sources: Godot 3.6's `Node::_propagate_enter_tree`, `_propagate_ready`, `_propagate_exit_tree`,
`_propagate_after_exit_tree` and `~Node`, as recorded in `tests/engine/vectors`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..base.context import ticking
from ..base.error import ScriptError
from ..object.object import NOTIFICATION_PREDELETE, release
from . import hooks
from .hooks import call_hook
from .notifications import Notifications
from .onready import find_all
from .order import is_above
from .state import (
    DYING,
    EXITING,
    HAS_LEFT,
    LEAVING,
    LISTENING,
    READY_DONE,
    READY_NOTIFIED,
    REORDERED,
    SWITCHED_OFF,
    NodeState,
    TreeState,
)
from .walk import ascend, descend

NOTIFICATION_ENTER_TREE = Notifications.NOTIFICATION_ENTER_TREE
NOTIFICATION_EXIT_TREE = Notifications.NOTIFICATION_EXIT_TREE
NOTIFICATION_READY = Notifications.NOTIFICATION_READY
NOTIFICATION_PARENTED = Notifications.NOTIFICATION_PARENTED
NOTIFICATION_UNPARENTED = Notifications.NOTIFICATION_UNPARENTED
NOTIFICATION_CHILD_ORDER_CHANGED = Notifications.NOTIFICATION_CHILD_ORDER_CHANGED
NOTIFICATION_POST_ENTER_TREE = Notifications.NOTIFICATION_POST_ENTER_TREE

_FRAME_HOOKS = hooks.PROCESS | hooks.PHYSICS_PROCESS
_SWITCHES = (
    hooks.PROCESS,
    hooks.PHYSICS_PROCESS,
    hooks.INPUT,
    hooks.UNHANDLED_INPUT,
    hooks.UNHANDLED_KEY_INPUT,
)


def notify(node: NodeState, what: int) -> None:
    """Tell `node` of something: its built-in class first, then its script."""
    known = node._hooks_
    if known & hooks.NATIVE:
        for react in node._reactions_.get(what, ()):
            react(node)
    if known & hooks.NOTIFICATION:
        call_hook(node, "_notification", what)


def emit(node: Any, signal: str, *args: Any) -> None:
    """Emit a built-in signal, if anybody ever asked for it.

    Where a node enters or leaves, `_signals_` is looked at before this is called: for most nodes that
    is all there is to do, and a call costs as much as the rest of it.
    """
    signals = node._signals_
    if signals is not None:
        found = signals.get(signal)
        if found is not None:
            found.emit(*args)


def propagate(top: NodeState, what: int) -> None:
    """Tell `top` of something, then all that is below it, parents first."""
    for node in descend(top):
        notify(node, what)


def enter(top: NodeState, tree: TreeState) -> None:
    """Bring the branch of `top` into `tree`: enter parents first, then ready children first.

    A hook may take `top` or what is above it out again, and free it; then the rest is left alone.
    Outside frames it is as if in one: what hooks open belongs to `tree`.
    """
    if ticking.get() is not tree:
        return _in_frame_of(tree, enter, top, tree)
    parent = top._parent_
    if parent is not None and parent._flags_ & EXITING:
        return None  # added by a hook of a node that is leaving: it stays outside, as its parent will
    if top._children_ is None:
        _enter_one(top, tree)
    else:
        for node in descend(top):
            if node is top or (node._tree_ is None and _parent_is_in(node, tree)):
                _enter_one(node, tree)
    parent = top._parent_
    if top._tree_ is tree and (parent is None or parent._flags_ & READY_NOTIFIED):
        for node in (top,) if top._children_ is None else ascend(top):
            if node._tree_ is tree:
                _ready_one(node)
    if tree._signals_:
        emit(tree, "tree_changed")
    return None


def add_together(parent: NodeState, nodes: list[NodeState], before: Callable[[], None]) -> None:
    """Add several nodes to one in a tree, as a project's start does: all are its children before any enters.

    Then, after `before`, each enters in order, and then each becomes ready, in order.
    Source: Godot's `SceneTree::init` by way of `Main::start`.
    """
    assert parent._tree_ is not None
    tree: TreeState = parent._tree_
    if ticking.get() is not tree:
        return _in_frame_of(tree, add_together, parent, nodes, before)
    parent._tree_ = None  # so that nothing enters yet
    try:
        for node in nodes:
            parent.add_child(node)
    finally:
        parent._tree_ = tree
    before()
    for top in nodes:
        for node in descend(top):
            if node._tree_ is None and _parent_is_in(node, tree):
                _enter_one(node, tree)
    for top in nodes:
        for node in ascend(top):
            if node._tree_ is tree:
                _ready_one(node)
    return None


def _parent_is_in(node: NodeState, tree: TreeState) -> bool:
    parent = node._parent_
    return parent is not None and parent._tree_ is tree


def _enter_one(node: NodeState, tree: TreeState) -> None:
    node._tree_ = tree
    tree.node_count += 1
    tree._services_.entered(node)
    known = node._hooks_
    if known & (hooks.NOTIFICATION | hooks.NATIVE):
        notify(node, NOTIFICATION_ENTER_TREE)
    if known & hooks.ENTER_TREE:
        call_hook(node, "_enter_tree")
    if node._tree_ is not tree:
        return
    if node._signals_ is not None:
        emit(node, "tree_entered")
    if tree._signals_:
        emit(tree, "node_added", node)
    parent = node._parent_
    if parent is not None and parent._signals_ is not None:
        emit(parent, "child_entered_tree", node)


def _ready_one(node: NodeState) -> None:
    node._flags_ |= READY_NOTIFIED
    known = node._hooks_
    notified = known & (hooks.NOTIFICATION | hooks.NATIVE)
    if notified:
        notify(node, NOTIFICATION_POST_ENTER_TREE)
    if node._flags_ & READY_DONE or node._tree_ is None:
        return
    node._flags_ |= READY_DONE
    if known & (_FRAME_HOOKS | LISTENING):
        for switch in _SWITCHES:
            if known & switch and not node._flags_ & switch << SWITCHED_OFF:
                switch_processing(node, switch, True)
    if known & hooks.ONREADY:
        find_all(node)
    if known & hooks.READY:
        call_hook(node, "_ready")
    if notified:
        notify(node, NOTIFICATION_READY)
    if node._signals_ is not None:
        emit(node, "ready")


def switch_processing(node: NodeState, switch: int, enable: bool) -> None:
    """Switch one kind of processing of `node` on or off."""
    was = node._flags_ & switch
    if enable:
        node._flags_ = (node._flags_ | switch) & ~(switch << SWITCHED_OFF)
    else:
        node._flags_ = (node._flags_ & ~switch) | switch << SWITCHED_OFF
    if bool(was) != enable and node._tree_ is not None:
        node._tree_._services_.switched(node, switch, enable)


def leave(top: NodeState) -> None:
    """Take the branch of `top` out of its tree, children first, the last child first.

    Nodes that a hook has taken out by their turn are passed over.
    """
    if top._children_ is None:
        _leave_one(top)
    else:
        top._flags_ |= LEAVING
        for node in ascend(top, last_first=True):
            if node._tree_ is not None:
                _leave_one(node)


def _leave_one(node: NodeState) -> None:
    tree = node._tree_
    assert tree is not None
    if not node._flags_ & EXITING:  # else one of its own hooks is taking out a node above it
        node._flags_ |= EXITING
        known = node._hooks_
        if known & hooks.EXIT_TREE:
            call_hook(node, "_exit_tree")
        if node._signals_ is not None:
            emit(node, "tree_exiting")
        if known & (hooks.NOTIFICATION | hooks.NATIVE):
            notify(node, NOTIFICATION_EXIT_TREE)
        if node._tree_ is None:
            return
    if tree._signals_:
        emit(tree, "node_removed", node)
    parent = node._parent_
    if parent is not None and parent._signals_ is not None:
        emit(parent, "child_exiting_tree", node)
    tree.node_count -= 1
    tree._services_.left(node)
    node._tree_ = None
    node._flags_ = (node._flags_ & ~(READY_NOTIFIED | EXITING | LEAVING)) | HAS_LEFT
    if tree._signals_:
        emit(tree, "tree_changed")


def detach(node: NodeState, doing: str) -> None:
    """Take `node`, which has a parent, out of its parent and of the tree."""
    tree = node._tree_
    if tree is not None and ticking.get() is None:
        return _in_frame_of(tree, detach, node, doing)
    parent = node._parent_
    assert parent is not None
    children = parent._children_
    assert children is not None
    if children.busy:
        children.refuse_if_busy(parent, doing)
    if tree is not None:
        if node._flags_ & (LEAVING | EXITING):
            raise ScriptError(
                f"{node!r} is leaving the tree already, so {doing} cannot be done now."
                " Write `queue_free()` to have it freed when it has left."
            )
        leave(node)
        if node._parent_ is not parent:
            return None  # a hook freed a node further up, and this one with it
    children.remove(node)
    node._parent_ = None
    if node._hooks_ & (hooks.NOTIFICATION | hooks.NATIVE):
        notify(node, NOTIFICATION_UNPARENTED)
    child_order_changed(parent)
    after_leaving(node)
    return None


def _in_frame_of(tree: TreeState, function: Callable[..., None], *args: Any) -> None:
    """Call a function outside frames as if in one, so that faults of what left `tree` are its own."""
    token = ticking.set(tree)
    try:
        function(*args)
    finally:
        ticking.reset(token)


def after_leaving(top: NodeState) -> None:
    """Tell the branch of `top`, now without a parent, that it has left; drop owners left behind."""
    for node in (top,) if top._children_ is None else ascend(top):
        owner = node._owner_
        if owner is not None and not (owner is top or is_above(top, owner)):
            node._owner_ = None
        if node._flags_ & HAS_LEFT:
            node._flags_ &= ~HAS_LEFT
            if node._signals_ is not None:
                emit(node, "tree_exited")


def free(node: NodeState) -> None:
    """See `Node.free`."""
    if node._tree_ is not None and ticking.get() is None:
        return _in_frame_of(node._tree_, free, node)
    if node._flags_ & DYING:
        raise ScriptError(f"{node!r} has been freed already. Ask `is_instance_valid(node)` first.")
    if node._parent_ is not None:
        detach(node, "free")
        if node._flags_ & DYING:
            return None  # a handler was quicker
    if node._parent_ is not None:
        raise ScriptError(f"{node!r} was not freed: a handler of its leaving gave it a new parent.")
    if node._tree_ is not None:
        raise ScriptError(f"{node!r} is the top of its tree: it is freed when the tree ends. See `quit()`.")
    destroy(node)
    return None


def destroy(top: NodeState) -> None:
    """Free `top`, which has no parent any more, and its branch: children first, the last first."""
    top._flags_ |= DYING
    if top._children_ is not None:
        under_way = [top]
        while under_way:
            node = under_way[-1]
            children = node._children_
            if children is not None and children.by_name:
                child = children.pop()
                child._parent_ = None
                child._flags_ |= DYING
                notify(child, NOTIFICATION_UNPARENTED)
                under_way.append(child)
            else:
                under_way.pop()
                if node is not top:
                    _end(node)
    _end(top)


def _end(node: NodeState) -> None:
    if node._hooks_ & (hooks.NOTIFICATION | hooks.NATIVE):
        notify(node, NOTIFICATION_PREDELETE)
    node._children_ = None
    release(node)


def child_order_changed(parent: NodeState) -> None:
    """Tell `parent` that a child was removed or moved: its class now, others once at the next flush."""
    signals = parent._signals_
    if parent._hooks_ & hooks.NATIVE:
        parent._children_changed_()
    wanted = parent._hooks_ & hooks.NOTIFICATION or (signals and "child_order_changed" in signals)
    if wanted and parent._tree_ is not None and not parent._flags_ & REORDERED:
        parent._flags_ |= REORDERED
        parent._tree_.message_queue.push(parent, _tell_reordered, (parent,), _telling_reordered)


def _telling_reordered(parent: NodeState) -> str:
    return f"child_order_changed of {parent!r}"


def _tell_reordered(parent: NodeState) -> None:
    parent._flags_ &= ~REORDERED
    notify(parent, NOTIFICATION_CHILD_ORDER_CHANGED)
    emit(parent, "child_order_changed")
