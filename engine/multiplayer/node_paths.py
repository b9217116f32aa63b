"""Nodes and their paths in packets, which begin at the root node of a MultiplayerAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ..base.error import ScriptError
from ..scene.find import explain_missing, follow
from ..variant.node_path import split
from .refusals import MOST_SHOWN, Refused, quoted

if TYPE_CHECKING:
    from .remote_node import RemoteNode
    from .state import MultiplayerState


def path_of(state: MultiplayerState, node: RemoteNode) -> str:
    """Return the path of `node` as packets have it: from the root node, which itself is `.`."""
    root = state.root
    if root is None or root._freed_:
        raise ScriptError(
            f"{state!r} has no root node that paths could begin at: call `set_root_node(node)`."
        )
    if node is root:
        return "."
    path = node._name_
    at = node._parent_
    while at is not root:
        if at is None:
            return root.get_path_to(node)  # beside the root, or above it
        path = f"{at._name_}/{path}"
        at = at._parent_
    return path


def root_of(state: MultiplayerState) -> RemoteNode:
    """Return the node that the paths in packets begin at. Raises Refused if there is none."""
    root = state.root
    if root is None or root._freed_:
        raise Refused(
            "no root", "", lambda: f"sent a call, but {state!r} has no root node: call `set_root_node(node)`"
        )
    return root


def names_in(path: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a path that a peer has sent is absolute, and the names of the nodes on the way.

    Up to Godot 3.4 a name may have a `%` in it, which our nodes leave out of theirs, as 3.5's do.
    """
    absolute, names, _ = split.__wrapped__(path.replace("%", ""))  # the cache is for paths of our own
    return absolute, names


def down(root: Any, names: tuple[str, ...]) -> RemoteNode | None:
    """Return the node that is reached from `root` by way of these names, or None."""
    if root is None or root._freed_:
        return None
    try:
        for name in names:
            root = root._children_.by_name[name]
    except (KeyError, AttributeError):
        return None
    found: RemoteNode = root
    return found


def node_at(root: RemoteNode, path: str) -> RemoteNode:
    """Return the node to which a path that a peer has sent leads. Raises Refused if there is none."""
    absolute, names = names_in(path)
    node = follow(root, absolute, names) if names or path.startswith((".", "/")) else None
    if node is None:
        raise Refused("no node", path, lambda: _missing(root, path))
    return cast("RemoteNode", node)


def _missing(root: RemoteNode, path: str) -> str:
    why = explain_missing(root, path) if len(path) <= MOST_SHOWN else ""
    return f"called the node {quoted(path)}, which is not here. {why}".rstrip()
