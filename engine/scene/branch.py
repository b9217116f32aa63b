"""What is done with a whole branch: copying it, replacing its top, drawing it as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..error import ScriptError
from ..signal import CONNECT_PERSIST, Signal
from .lifecycle import descend

if TYPE_CHECKING:
    from ..node import Node

N = TypeVar("N", bound="Node")


def duplicate(top: N, flags: int) -> N:
    """See `Node.duplicate`."""
    copies: dict[Node, Node] = {}
    for node in descend(top):
        copy = copies[node] = _copy(node, flags)
        if node is not top and node._parent_ is not None:
            parent = copies[node._parent_]
            if parent.has_node(copy._name_):  # its __init__ made this child already
                made = parent.get_node(copy._name_)
                copy.free()
                copies[node] = made
            else:
                parent.add_child(copy)
    if flags & top.DUPLICATE_SIGNALS:
        _copy_connections(copies)
    result: Any = copies[top]
    return result  # type: ignore[no-any-return]


def _copy(node: Node, flags: int) -> Node:
    cls: type[Node] = type(node)
    if not flags & node.DUPLICATE_SCRIPTS:
        cls = next(c for c in cls.__mro__ if c.__dict__.get("_is_native_"))
    try:
        copy = cls()
    except TypeError as error:
        raise ScriptError(
            f"duplicate() makes a new {cls.__name__} by `{cls.__name__}()`, which failed: {error}."
            f" Give the parameters of {cls.__name__}.__init__ default values."
        ) from error
    copy._name_ = node._name_
    for base in cls.__mro__:
        for name in base.__dict__.get("_stored_", ()):
            setattr(copy, name, getattr(node, name))
    for name, value in vars(node).items():
        if isinstance(node, cls) and _is_exported(cls, name):
            setattr(copy, name, value)
    for name in node.get_meta_list():
        copy.set_meta(name, node.get_meta(name))
    if flags & node.DUPLICATE_GROUPS:
        for group, persistent in (node._groups_ or {}).items():
            copy.add_to_group(group, persistent)
    return copy


def _is_exported(cls: type, name: str) -> bool:
    declared = getattr(cls, name, None)
    return (
        hasattr(cls, name)
        and not name.startswith("_")
        and not isinstance(declared, Signal)
        and not callable(declared)
    )


def _copy_connections(copies: dict[Node, Node]) -> None:
    for node, copy in copies.items():
        for name, signal in (node._signals_ or {}).items():
            for connection in signal.get_connections():
                if connection.flags & CONNECT_PERSIST:
                    target: Any = connection.target
                    if target in copies:
                        target = copies[target]
                    copy.connect(name, target, connection.method, connection.binds, connection.flags)


def replace(node: Node, by: Node, keep_data: bool) -> None:
    """See `Node.replace_by`."""
    if by._parent_ is not None:
        raise ScriptError(f"{by!r} already has a parent, so it cannot replace {node!r}.")
    parent, index = node._parent_, node.get_index()
    owner, owned = node._owner_, [n for n in descend(node) if n._owner_ is node]
    if keep_data:
        for group, persistent in (node._groups_ or {}).items():
            by.add_to_group(group, persistent)
        for signal in (node._signals_ or {}).values():
            for connection in signal.get_connections():
                by.connect(
                    signal.name,
                    connection.target,
                    connection.method,
                    connection.binds,
                    connection.flags,
                )
    if parent is not None:
        by._name_ = node._name_
        parent.remove_child(node)
        parent.add_child(by)
        parent.move_child(by, index)
    for child in node.get_children():
        node.remove_child(child)
        by.add_child(child)
    if owner is not None and owner.is_a_parent_of(by):
        by.set_owner(owner)
    for child in owned:
        child.set_owner(by)


def pretty_text(top: Node) -> str:
    """Return the branch drawn with lines, as Godot's `print_tree_pretty` prints it."""
    lines = [f" ┖╴{top._name_}"]

    def draw(node: Node, prefix: str) -> None:
        children = node.get_children()
        for child in children:
            last = child is children[-1]
            lines.append(f"{prefix}{'┖╴' if last else '┠╴'}{child._name_}")
            draw(child, prefix + ("   " if last else "┃  "))

    draw(top, "    ")
    return "\n".join(lines)
