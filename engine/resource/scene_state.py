"""SceneState: what a scene file says of its nodes and connections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..object.kept import FileReference
from ..object.signal import CONNECT_PERSIST
from ..variant.node_path import NodePath
from .sections import Section, Sections
from .terms import GODOT3, Terms


@dataclass
class NodeEntry:
    """A node of a scene file: one that it makes, or changes in what another scene has made."""

    name: str
    type: str
    parent: str | None
    """The path from the root; `.` is that, None the root itself."""
    instance: Any
    """The scene that it is an instance of."""
    placeholder: str
    index: int
    groups: list[str]
    properties: list[tuple[str, Any]]
    line: int
    locals: dict[str, int | str] = field(default_factory=dict)
    """The properties whose resource each instance of the scene has for itself, with the ids."""
    node_paths: list[str] = field(default_factory=list)
    """The properties that are nodes, of which the file has the paths."""
    owner: str = ""
    """The path of its owner, where a file says that it is not the root."""

    @property
    def is_made(self) -> bool:
        """Whether the node is made here, and not by the scene that an other node is an instance of."""
        return bool(self.type or self.placeholder) or self.instance is not None

    @property
    def path(self) -> str:
        """The path from the root."""
        if self.parent is None:
            return "."
        return self.name if self.parent == "." else f"{self.parent}/{self.name}"


@dataclass
class ConnectionEntry:
    """A connection of a scene file. Paths are those from the root."""

    signal: str
    source: str
    target: str
    method: str
    flags: int
    binds: list[Any]
    unbinds: int = 0
    """How many of the signal's arguments the method is not given."""


class SceneState:
    """What a scene file says. Source: Godot 3.6's `SceneState`."""

    GEN_EDIT_STATE_DISABLED = 0
    GEN_EDIT_STATE_INSTANCE = 1
    GEN_EDIT_STATE_MAIN = 2
    GEN_EDIT_STATE_MAIN_INHERITED = 3

    def __init__(self, path: str) -> None:
        self.path: str = path
        self.terms: Terms = GODOT3
        self.nodes: list[NodeEntry] = []
        self.connections: list[ConnectionEntry] = []
        self.editable: list[str] = []

    @property
    def base(self) -> SceneState | None:
        """What the scene says that this one inherits from."""
        instance: Any = self.nodes[0].instance if self.nodes else None
        return instance.get_state() if hasattr(instance, "get_state") else None

    def entries_at(self, path: str) -> Iterator[NodeEntry]:
        """Yield what this scene says of the node of a path, then what that says which it inherits from."""
        yield from (entry for entry in self.nodes if entry.path == path)
        if self.base is not None:
            yield from self.base.entries_at(path)

    def makes_connection(self, source: str, signal: str, target: str, method: str) -> bool:
        """Return whether this scene, or one that it inherits from, makes a connection."""
        wanted = (source, signal, target, method)
        made = any((one.source, one.signal, one.target, one.method) == wanted for one in self.connections)
        return made or (self.base is not None and self.base.makes_connection(*wanted))

    def get_node_count(self) -> int:
        """Return how many nodes the file names."""
        return len(self.nodes)

    def get_node_name(self, idx: int) -> str:
        """Return the name of a node."""
        return self.nodes[idx].name

    def get_node_type(self, idx: int) -> str:
        """Return the class of a node; empty for instances and for what another scene has made."""
        return self.nodes[idx].type

    def get_node_instance_placeholder(self, idx: int) -> str:
        """Return the path of the scene that a node stands for until it is made; empty of others."""
        return self.nodes[idx].placeholder

    def get_node_owner_path(self, idx: int) -> NodePath:
        """Return the path of a node's owner: `.` for the root, empty for that itself and what it inherits."""
        entry = self.nodes[idx]
        made = entry.parent is not None and entry.is_made
        return NodePath(entry.owner or ("." if made else ""))

    def get_node_path(self, idx: int, for_parent: bool = False) -> NodePath:
        """Return the path of a node, or of its parent, from the root."""
        entry = self.nodes[idx]
        path = (entry.parent or "") if for_parent else entry.path
        return NodePath(path if path in ("", ".") else f"./{path}")

    def get_node_index(self, idx: int) -> int:
        """Return the place among its siblings that a node is moved to, or -1."""
        return self.nodes[idx].index

    def get_node_groups(self, idx: int) -> list[str]:
        """Return the groups that a node is added to."""
        return list(self.nodes[idx].groups)

    def get_node_instance(self, idx: int) -> Any:
        """Return the scene that a node is an instance of, or None."""
        return self.nodes[idx].instance

    def is_node_instance_placeholder(self, idx: int) -> bool:
        """Return whether a node stands for an instance that is made later."""
        return bool(self.nodes[idx].placeholder)

    def get_node_property_count(self, idx: int) -> int:
        """Return how many properties of a node are set."""
        return len(self.nodes[idx].properties)

    def get_node_property_name(self, idx: int, prop_idx: int) -> str:
        """Return the name of a property that is set."""
        return self.nodes[idx].properties[prop_idx][0]

    def get_node_property_value(self, idx: int, prop_idx: int) -> Any:
        """Return what a property is set to."""
        value = self.nodes[idx].properties[prop_idx][1]
        return None if isinstance(value, FileReference) else value

    def get_connection_count(self) -> int:
        """Return how many connections are made."""
        return len(self.connections)

    def get_connection_signal(self, idx: int) -> str:
        """Return the signal of a connection."""
        return self.connections[idx].signal

    def get_connection_source(self, idx: int) -> NodePath:
        """Return the path of the node that has the signal."""
        return NodePath(self.connections[idx].source)

    def get_connection_target(self, idx: int) -> NodePath:
        """Return the path of the node that has the method."""
        return NodePath(self.connections[idx].target)

    def get_connection_method(self, idx: int) -> str:
        """Return the method of a connection."""
        return self.connections[idx].method

    def get_connection_flags(self, idx: int) -> int:
        """Return the flags of a connection; CONNECT_PERSIST is always among them."""
        return self.connections[idx].flags

    def get_connection_binds(self, idx: int) -> list[Any]:
        """Return what is given to the method besides the signal's arguments."""
        return list(self.connections[idx].binds)


def state_of(sections: Sections) -> SceneState:
    """Return what the sections of a scene file say."""
    state = SceneState(sections.path)
    state.terms = sections.terms
    for section in sections.rest:
        name = section.tag.name
        if name == "node":
            state.nodes.append(_node(sections, section))
        elif name == "connection":
            state.connections.append(_connection(sections, section))
        elif name == "editable":
            state.editable.append(str(section.tag.fields.get("path", "")))
        else:
            raise sections.error(f"a scene has no [{name}]", section.line)
    if not state.nodes:
        raise sections.error("there is no [node] in it")
    return state


def _node(sections: Sections, section: Section) -> NodeEntry:
    fields, line = section.tag.fields, section.line
    parent = fields.get("parent")
    instance = sections.value(fields["instance"], line) if "instance" in fields else None
    if "instance" in fields and instance is None:
        raise sections.error("the scene that this is an instance of is missing", line)
    if instance is not None and not hasattr(instance, "instance"):
        raise sections.error(f"{instance!r}, which this is to be an instance of, is no scene", line)
    entry = NodeEntry(
        name=str(fields.get("name", "")),
        type=str(fields.get("type", "")),
        parent=None if parent is None else str(parent),
        instance=instance,
        placeholder=str(fields.get("instance_placeholder", "")),
        index=int(fields.get("index", -1)),
        groups=[str(group) for group in fields.get("groups", ())],
        properties=[(one.key, sections.known_or_named(one.value, one.line)) for one in section.assignments],
        line=line,
        node_paths=[str(key) for key in fields.get("node_paths", ())],
        owner=str(fields.get("owner", "")),
    )
    entry.locals = {
        one.key: one.value.id
        for one in section.assignments
        if getattr(one.value, "id", None) in sections.local and type(one.value).__name__ == "SubResource"
    }
    return entry


def _connection(sections: Sections, section: Section) -> ConnectionEntry:
    fields = section.tag.fields
    return ConnectionEntry(
        signal=str(fields.get("signal", "")),
        source=str(fields.get("from", "")),
        target=str(fields.get("to", "")),
        method=str(fields.get("method", "")),
        flags=int(fields.get("flags", CONNECT_PERSIST)) | CONNECT_PERSIST,
        binds=[sections.value(one, section.line) for one in fields.get("binds", ())],
        unbinds=int(fields.get("unbinds", 0)),
    )
