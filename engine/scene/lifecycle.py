"""How a branch enters the tree, becomes ready, leaves and is destroyed.

Sources: Godot 3.6's `Node::_propagate_enter_tree`, `_propagate_ready`, `_propagate_exit_tree`,
`_propagate_after_exit_tree` and `~Node`, as recorded in `tests/engine/vectors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..object import NOTIFICATION_PREDELETE, release
from . import hooks
from .hooks import call_hook

if TYPE_CHECKING:
    from ..node import Node
    from ..scene_tree import SceneTree
    from .children import Children

NOTIFICATION_ENTER_TREE = 10
NOTIFICATION_EXIT_TREE = 11
NOTIFICATION_READY = 13
NOTIFICATION_PARENTED = 18
NOTIFICATION_UNPARENTED = 19
NOTIFICATION_CHILD_ORDER_CHANGED = 24
NOTIFICATION_POST_ENTER_TREE = 27

# Bits of `_flags_`. The processing switches are the bits of the hooks that they switch.
INTERNAL_PROCESS = 1 << 9
INTERNAL_PHYSICS_PROCESS = 1 << 10
READY_DONE = 1 << 11
"""`_ready` has run and is not to run again."""
READY_NOTIFIED = 1 << 12
"""The node is ready in this stay in the tree: children that are added become ready at once."""
SWITCHED_OFF = 16
"""`bit << SWITCHED_OFF` says that a script switched the processing off, to keep `_ready` from it."""

_FRAME_HOOKS = hooks.PROCESS | hooks.PHYSICS_PROCESS
_INPUT_HOOKS = hooks.INPUT | hooks.UNHANDLED_INPUT | hooks.UNHANDLED_KEY_INPUT
_SWITCHES = (
    hooks.PROCESS,
    hooks.PHYSICS_PROCESS,
    hooks.INPUT,
    hooks.UNHANDLED_INPUT,
    hooks.UNHANDLED_KEY_INPUT,
)
PROCESSING = _FRAME_HOOKS | INTERNAL_PROCESS | INTERNAL_PHYSICS_PROCESS | _INPUT_HOOKS


def notify(node: Node, what: int) -> None:
    """Tell `node` of something: its built-in class first, then its script."""
    known = node._hooks_
    if known & hooks.NATIVE:
        node._notified_(what)
    if known & hooks.NOTIFICATION:
        call_hook(node, "_notification", what)


def emit(node: Any, signal: str, *args: Any) -> None:
    """Emit a built-in signal, which costs next to nothing if nobody ever asked for it."""
    signals = node._signals_
    if signals is not None:
        found = signals.get(signal)
        if found is not None:
            found.emit(*args)


def descend(top: Node) -> Iterator[Node]:
    """Yield the branch of `top`, parents before children, looking at a node's children after it.

    While a node's children are being yielded its list of children is busy.
    """
    yield top
    under_way: list[tuple[Children, Iterator[Node]]] = []
    children = top._children_
    while children is not None or under_way:
        if children is not None:
            children.busy += 1
            under_way.append((children, iter(children.listed())))
        siblings, rest = under_way[-1]
        children = None
        for node in rest:
            yield node
            children = node._children_
            if children is not None:
                break
        else:
            siblings.busy -= 1
            under_way.pop()


def ascend(top: Node, *, last_first: bool = False) -> Iterator[Node]:
    """Yield the branch of `top`, children before parents. Busy lists as in `descend`."""
    under_way: list[tuple[Node, Iterator[Node]]] = [(top, _opened(top, last_first))]
    while under_way:
        node, rest = under_way[-1]
        for child in rest:
            if child._children_ is None:
                yield child
            else:
                under_way.append((child, _opened(child, last_first)))
                break
        else:
            if node._children_ is not None:
                node._children_.busy -= 1
            under_way.pop()
            yield node


def _opened(node: Node, last_first: bool) -> Iterator[Node]:
    children = node._children_
    if children is None:
        return iter(())
    children.busy += 1
    return reversed(children.listed()) if last_first else iter(children.listed())


def enter(top: Node, tree: SceneTree) -> None:
    """Bring the branch of `top` into `tree`: enter parents first, then ready children first."""
    if top._children_ is None:
        _enter_one(top, tree)
    else:
        for node in descend(top):
            if node._tree_ is None:  # else it was added by a hook just now, and has entered
                _enter_one(node, tree)
    parent = top._parent_
    if top._tree_ is tree and (parent is None or parent._flags_ & READY_NOTIFIED):
        for node in ascend(top):
            if node._tree_ is tree:
                _ready_one(node)
    emit(tree, "tree_changed")


def _enter_one(node: Node, tree: SceneTree) -> None:
    node._tree_ = tree
    tree.entered(node)
    known = node._hooks_
    if known & (hooks.NOTIFICATION | hooks.NATIVE):
        notify(node, NOTIFICATION_ENTER_TREE)
    if known & hooks.ENTER_TREE:
        call_hook(node, "_enter_tree")
    emit(node, "tree_entered")
    emit(tree, "node_added", node)
    if node._parent_ is not None:
        emit(node._parent_, "child_entered_tree", node)


def _ready_one(node: Node) -> None:
    node._flags_ |= READY_NOTIFIED
    known = node._hooks_
    notified = known & (hooks.NOTIFICATION | hooks.NATIVE)
    if notified:
        notify(node, NOTIFICATION_POST_ENTER_TREE)
    if node._flags_ & READY_DONE:
        return
    node._flags_ |= READY_DONE
    for switch in _SWITCHES if known >= hooks.PROCESS else ():
        if known & switch and not node._flags_ & switch << SWITCHED_OFF:
            switch_processing(node, switch, True)
    if known & hooks.READY:
        call_hook(node, "_ready")
    if notified:
        notify(node, NOTIFICATION_READY)
    emit(node, "ready")


def switch_processing(node: Any, switch: int, enable: bool) -> None:
    """Switch one kind of processing of `node` on or off."""
    was = node._flags_ & switch
    if enable:
        node._flags_ = (node._flags_ | switch) & ~(switch << SWITCHED_OFF)
    else:
        node._flags_ = (node._flags_ & ~switch) | switch << SWITCHED_OFF
    if bool(was) != enable and node._tree_ is not None:
        node._tree_.processing_switched(node, switch, enable)


def leave(top: Node) -> None:
    """Take the branch of `top` out of its tree, children first, the last child first."""
    if top._children_ is None:
        _leave_one(top)
    else:
        for node in ascend(top, last_first=True):
            if node._tree_ is not None:
                _leave_one(node)


def _leave_one(node: Node) -> None:
    tree = node._tree_
    assert tree is not None
    known = node._hooks_
    if known & hooks.EXIT_TREE:
        call_hook(node, "_exit_tree")
    emit(node, "tree_exiting")
    if known & (hooks.NOTIFICATION | hooks.NATIVE):
        notify(node, NOTIFICATION_EXIT_TREE)
    emit(tree, "node_removed", node)
    if node._parent_ is not None:
        emit(node._parent_, "child_exiting_tree", node)
    tree.left(node)
    node._tree_ = None
    node._flags_ &= ~READY_NOTIFIED
    emit(tree, "tree_changed")


def after_leaving(top: Node, was_inside: bool) -> None:
    """Tell the branch of `top`, now without a parent, that it has left; drop owners left behind."""
    for node in (top,) if top._children_ is None else ascend(top):
        owner = node._owner_
        if owner is not None and not (owner is top or top.is_a_parent_of(owner)):
            node._owner_ = None
        if was_inside:
            emit(node, "tree_exited")


def destroy(top: Node) -> None:
    """Free `top`, which has no parent any more, and its branch: children first, the last first."""
    under_way = [top]
    while under_way:
        node = under_way[-1]
        children = node._children_
        if children is not None and len(children):
            child = children.listed()[-1]
            children.remove(child)
            child._parent_ = None
            notify(child, NOTIFICATION_UNPARENTED)
            under_way.append(child)
        else:
            under_way.pop()
            notify(node, NOTIFICATION_PREDELETE)
            node._children_ = None
            release(node)


def child_order_changed(parent: Node) -> None:
    """Tell `parent`, once at the next flush, that the list of its children changed."""
    signals = parent._signals_
    wanted = parent._hooks_ & hooks.NOTIFICATION or (signals and "child_order_changed" in signals)
    if wanted and parent._tree_ is not None:
        parent._tree_.child_order_changed(parent)
