"""What of a tree of nodes a scene keeps. Source: Godot 3.6's `SceneState::pack`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ..base.error import Error, ScriptError
from ..object.exported import own_copy
from ..object.kept import FileReference, KeptConnection, kept_of
from ..object.object import Object
from ..object.signal import CONNECT_PERSIST
from ..scene.node import Node
from ..variant.error import VariantError
from ..variant.types import VALUES
from ..variant.writer import text_in_file, var2str
from .scene_state import ConnectionEntry, NodeEntry, SceneState
from .script_file import script_in_file
from .stored import class_name, stored_of


class PackError(ScriptError):
    """A tree that cannot be packed: the scene of an instance in it cannot be loaded."""

    code: Error = Error.ERR_CANT_OPEN


class _Making(NamedTuple):
    """What a scene says of a node that it has made: the scene, and the node's path in it."""

    state: SceneState
    path: str


def packed(root: Node, load: Callable[[str], Any]) -> SceneState:
    """Return a scene of the nodes that `root` owns, and of those in its editable instances.

    `load` loads the scenes of instances; PackError if one cannot be.
    """
    return _Packing(root, load).state


class _Packing:
    """Goes through a tree once for its nodes, and once for their connections."""

    def __init__(self, root: Node, load: Callable[[str], Any]) -> None:
        self._root = root
        self._load = load
        self.state: SceneState = SceneState("")
        self._base: SceneState | None = kept_of(root).base
        self._take_node(root)
        self._take_connections(root)

    def _is_packed(self, node: Node) -> bool:
        owner = node.owner
        return node is self._root or owner is self._root or self._is_editable(owner)

    def _is_editable(self, node: Node | None) -> bool:
        root = self._root
        return node is not None and root.is_a_parent_of(node) and root.is_editable_instance(node)

    def _path(self, node: Node) -> str:
        return str(self._root.get_path_to(node))

    # -- Nodes ---------------------------------------------------------------------------------

    def _take_node(self, node: Node) -> None:
        """Take note of a node, if there is something to say of it, and of its children."""
        if not self._is_packed(node):
            return
        if node.filename and self._is_editable(node):
            self.state.editable.append(self._path(node))
        making = list(self._making(node))
        is_new = node.owner is self._root and not any(one.state is self._base for one in making)
        entry = self._entry(node, making, is_new)
        if entry.properties or entry.groups or is_new or node is self._root:
            self.state.nodes.append(entry)
        for child in node.get_children():
            self._take_node(child)

    def _entry(self, node: Node, making: list[_Making], is_new: bool) -> NodeEntry:
        parent = node.get_parent()
        entry = NodeEntry(
            name=node._name_,
            type="",
            parent=self._path(parent) if node is not self._root and parent is not None else None,
            instance=self._instance(node, is_new),
            placeholder="",
            index=self._index(node),
            groups=[
                group
                for group, persistent in (node._groups_ or {}).items()
                if persistent and not any(group in one.groups for one in _entries(making))
            ],
            properties=[],
            line=0,
        )
        if placeholder := getattr(node, "_instance_path_", ""):
            entry.placeholder = placeholder
            entry.properties = list(getattr(node, "_stored_values_", {}).items())
            return entry
        if not making and not self._is_editable(node) and not self._is_editable(node.owner):
            entry.type = class_name(node)
        entry.properties = [
            (name, own_copy(value))
            for name, value, default in stored_of(node)
            if _differs(name, value, default, making)
        ]
        return entry

    def _making(self, node: Node) -> Iterator[_Making]:
        """Yield what scenes say of a node, the innermost first: those of the instances that it is in."""
        at: Node | None = node
        while at is not None:
            is_root = at is self._root
            state = self._base if is_root else kept_of(at).state
            if state is not None:
                path = str(at.get_path_to(node))
                if any(state.entries_at(path)):
                    yield _Making(state, path)
            at = None if is_root else at.owner

    def _instance(self, node: Node, is_new: bool) -> Any:
        """Return the scene that a node is an instance of."""
        path = node.filename if is_new else ""
        if node is self._root and self._base is not None:
            path = self._base.path
        if not path:
            return None
        found = self._load(path)
        if found is None or not hasattr(found, "instance"):
            raise PackError(f"{self._path(node)} is an instance of {path}, which cannot be loaded.")
        return found

    def _index(self, node: Node) -> int:
        """Return the place among its siblings, if the order of the file does not say it."""
        root, parent = self._root, node.get_parent()
        if node is root or parent is None:
            return -1
        own = node.owner is root and (parent is root or parent.owner is root)
        return -1 if own and self._base is None else node.get_index()

    # -- Connections ---------------------------------------------------------------------------

    def _take_connections(self, node: Node) -> None:
        """Take note of the connections of a node that last, and that no instanced scene makes."""
        if not self._is_packed(node):
            return
        for one in sorted(_connections(node), key=lambda one: one.signal):
            target = one.target
            if not one.flags & CONNECT_PERSIST or not isinstance(target, Node):
                continue
            if self._is_inside(target) and not self._is_made(node, one.signal, target, one.method):
                ends = self._path(node), self._path(target)
                made = ConnectionEntry(one.signal, *ends, one.method, one.flags, own_copy(one.binds))
                self.state.connections.append(made)
        for child in node.get_children():
            self._take_connections(child)

    def _is_inside(self, node: Node) -> bool:
        return node is self._root or self._root.is_a_parent_of(node)

    def _is_made(self, source: Node, signal: str, target: Node, method: str) -> bool:
        """Return whether a scene that both are in makes the connection."""
        at: Node | None = source
        while at is not None:
            is_root = at is self._root
            state = self._base if is_root else kept_of(at).state
            if state is not None and (at is target or at.is_a_parent_of(target)):
                ends = str(at.get_path_to(source)), str(at.get_path_to(target))
                if state.makes_connection(ends[0], signal, ends[1], method):
                    return True
            at = None if is_root else at.owner
        return False


def _connections(node: Node) -> Iterator[KeptConnection]:
    """Yield the connections of a node, also those that a scene has and that could not be made."""
    for signal in node._signals_ or ():
        for one in node.get_signal_connection_list(signal):
            yield KeptConnection(signal, one["target"], one["method"], one["flags"], one["binds"])
    yield from kept_of(node).connections


def _entries(making: list[_Making]) -> Iterator[NodeEntry]:
    """Yield what scenes say of a node, the outermost first: that holds."""
    for one in reversed(making):
        yield from one.state.entries_at(one.path)


def _differs(name: str, value: Any, default: str | None, making: list[_Making]) -> bool:
    """Return whether a property is another than that of a new node or of what scenes have made."""
    for entry in _entries(making):
        for key, said in entry.properties:
            if key == name:
                return _text(value) != _text(said)
    if default is None or default == "":
        return value is not None or default is None
    return _text(value) != default


_EVERYDAY = {int, float, bool, str, *(kind for kind, _ in VALUES.values())}
_everyday_text = lru_cache(maxsize=4096, typed=True)(var2str)


def _text(value: Any) -> str:
    """Return a text by which values are compared; of objects it says which they are."""
    if type(value) in _EVERYDAY:
        return _everyday_text(value)
    try:
        return text_in_file(value, _reference)
    except VariantError:
        return f"<{id(value)}>"


def _reference(value: Any) -> str | None:
    if isinstance(value, type):
        value = script_in_file(value)
    if isinstance(value, FileReference):
        return value.path
    return f"<{id(value)}>" if isinstance(value, Object) else None
