"""What is done with a whole branch: copying it, replacing its top, drawing it as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from ..base.error import ScriptError
from ..object.exported import own_copy
from ..object.kept import copy_kept
from ..object.property import stored_names
from ..object.signal import CONNECT_PERSIST, Signal
from .onready import OnReady
from .order import is_above
from .state import NodeState
from .walk import descend

N = TypeVar("N", bound=NodeState)


def duplicate(top: N, flags: int) -> N:
    """See `Node.duplicate`."""
    copies: dict[NodeState, NodeState] = {}
    for node in descend(top):
        parent = copies[node._parent_] if node is not top and node._parent_ is not None else None
        # its parent's __init__ may have made this child already
        made = parent.get_node_or_null(node._name_) if parent is not None else None
        copy = copies[node] = made if made is not None else _new(node, flags)
        _copy_state(node, copy, flags)
        if made is None:
            copy._name_ = node._name_
            if parent is not None:
                parent.add_child(copy)
    if flags & top.DUPLICATE_SIGNALS:
        for node, copy in copies.items():
            _copy_connections(node, copy, copies)
    result: Any = copies[top]
    return result  # type: ignore[no-any-return]


def _new(node: NodeState, flags: int) -> NodeState:
    cls: type[NodeState] = type(node)
    if not flags & node.DUPLICATE_SCRIPTS:
        cls = next(c for c in cls.__mro__ if c.__dict__.get("_is_native_"))
    try:
        return cls()
    except TypeError as error:
        raise ScriptError(
            f"duplicate() makes a new {cls.__name__} by `{cls.__name__}()`, which failed: {error}."
            f" Give the parameters of {cls.__name__}.__init__ default values."
        ) from error


def _copy_state(node: NodeState, copy: NodeState, flags: int) -> None:
    _copy_properties(node, copy)
    copy_kept(node, copy)
    for name, value in _exported(node):
        if hasattr(type(copy), name):
            setattr(copy, name, own_copy(value))
    for name in node.get_meta_list():
        copy.set_meta(name, own_copy(node.get_meta(name)))
    if flags & node.DUPLICATE_GROUPS:
        _copy_groups(node, copy)


def _copy_properties(node: NodeState, copy: NodeState) -> None:
    """Set the properties of the built-in classes of `node` that `copy` has and that differ."""
    for name in stored_names(type(node)):
        if hasattr(type(copy), name):
            value = getattr(node, name)
            if value != getattr(copy, name):
                setattr(copy, name, own_copy(value))


def _exported(node: NodeState) -> Iterator[tuple[str, Any]]:
    """Yield the attributes that the class of the script declares and that were set."""
    cls = type(node)
    for name, value in list(vars(node).items()):
        declared = getattr(cls, name, None)
        if (
            hasattr(cls, name)
            and not name.startswith("_")
            and not isinstance(declared, Signal | OnReady)
            and not callable(declared)
        ):
            yield name, value


def _copy_groups(node: NodeState, copy: NodeState) -> None:
    for group, persistent in (node._groups_ or {}).items():
        copy.add_to_group(group, persistent)


def _copy_connections(node: NodeState, copy: NodeState, copies: dict[NodeState, NodeState]) -> None:
    for name, signal in (node._signals_ or {}).items():
        if copy.has_signal(name):
            for connection in signal.get_connections():
                target: Any = connection.target
                _connect_as(connection, copy, name, copies.get(target, target))


def _connect_as(connection: Any, source: Any, signal: str, target: Any) -> None:
    """Make a persistent connection anew, between other ends, if the target has the method."""
    handler = connection.handler
    if target is not connection.target:
        handler = getattr(target, connection.method, None)
    if handler is not None and connection.flags & CONNECT_PERSIST:
        new = getattr(source, signal)
        if not new.is_connected(handler):
            new.connect(handler, connection.binds, connection.flags)


def _lead_to(by: NodeState, node: NodeState) -> None:
    """Let the persistent connections to `node` lead to `by`."""
    for entry in node.get_incoming_connections():
        source, name = entry["source"], entry["signal_name"]
        for connection in source._signals_[name].get_connections():
            if connection.target is node and connection.flags & CONNECT_PERSIST:
                connection.drop()
                _connect_as(connection, source, name, by)


def replace(node: NodeState, by: NodeState, keep_data: bool) -> None:
    """See `Node.replace_by`."""
    if by._parent_ is not None or by is node or is_above(by, node):
        raise ScriptError(f"{by!r} cannot replace {node!r}: it must be another node without a parent.")
    owners = _owners(node, instead=by)
    parent, index = node._parent_, node.get_index()
    if parent is not None:
        parent.remove_child(node)
    if keep_data:
        _copy_properties(node, by)
        for name, value in _exported(node):
            if hasattr(type(by), name):
                setattr(by, name, value)
        _copy_groups(node, by)
    _lead_to(by, node)
    if parent is not None:
        by._name_ = by._name_ or node._name_
        parent.add_child(by)
        parent.move_child(by, index)
    _give_children(node, by)
    owners[by] = owners.pop(node, None)
    _restore_owners(owners)


def skip(node: NodeState) -> None:
    """See `Node.remove_and_skip`."""
    parent = node._parent_
    if parent is None:
        raise ScriptError(f"remove_and_skip: {node!r} has no parent that could take its children.")
    owners = _owners(node, instead=node._owner_)
    parent.remove_child(node)
    _give_children(node, parent)
    owners.pop(node, None)
    _restore_owners(owners)


def _give_children(node: NodeState, parent: NodeState) -> None:
    for child in list(node._children_ or ()):
        if child._parent_ is node:
            node.remove_child(child)
            parent.add_child(child)


def _owners(top: NodeState, instead: NodeState | None) -> dict[NodeState, NodeState | None]:
    """Return the owners in the branch, which removing it loses; `instead` where it is `top`."""
    return {
        node: instead if node._owner_ is top else node._owner_
        for node in descend(top)
        if node._owner_ is not None
    }


def _restore_owners(owners: dict[NodeState, NodeState | None]) -> None:
    for node, owner in owners.items():
        if owner is None or is_above(owner, node):
            node._owner_ = owner


def pretty_text(top: NodeState) -> str:
    """Return the branch drawn with lines, as Godot's `print_tree_pretty` prints it."""
    lines = []
    rest = [(top, " ┖╴", "    ")]
    while rest:
        node, before, indent = rest.pop()
        lines.append(before + node._name_)
        children = list(node._children_ or ())[::-1]
        for child in children:
            last = child is children[0]
            rest.append((child, indent + ("┖╴" if last else "┠╴"), indent + ("   " if last else "┃  ")))
    return "\n".join(lines)
