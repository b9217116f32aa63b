"""The properties that a synchronizer sends: where they are, and which of them go when.

Source: Godot 4's `SceneReplicationConfig` and `MultiplayerSynchronizer::get_state`, `set_state`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ...base.error import ScriptError
from ...scene.find import explain_missing, follow
from ...variant.node_path import NodePath, split

if TYPE_CHECKING:
    from ..remote_node import RemoteNode

NEVER = 0
ALWAYS = 1
ON_CHANGE = 2


class ReplicatedProperty:
    """A property by its path from the root node of a synchronizer: `.:position`, `Sprite:modulate:a`."""

    __slots__ = ("_absolute", "_name", "_names", "_read", "mode", "path", "spawn")

    def __init__(self, path: str) -> None:
        self.path: NodePath = NodePath(path)
        self.spawn: bool = True
        """Whether it goes with the SPAWN."""
        self.mode: int = ALWAYS
        self._absolute, self._names, properties = split(self.path)
        if not properties:
            raise ScriptError(
                f"{path!r} names no property: write the node as the root node sees it, a colon and the"
                " property, as in `.:position` or `Sprite:position`."
            )
        self._name = ":".join(properties)
        self._read = attrgetter(self._name) if len(properties) == 1 else None

    def _node(self, root: RemoteNode) -> Any:
        if not self._names and not self._absolute:
            return root
        found = follow(root, self._absolute, self._names)
        if found is None:
            raise ScriptError(explain_missing(root, self.path.partition(":")[0]))
        return found

    def value(self, root: RemoteNode) -> Any:
        """Return the value."""
        if self._read is not None:
            node = self._node(root)
            try:
                return self._read(node)
            except AttributeError:
                return node.get(self._name)  # says what there is
        return self._node(root).get_indexed(self._name)

    def set_value(self, root: RemoteNode, value: Any) -> None:
        """Set the value. ScriptError if there is no such property."""
        node = self._node(root)
        if self._read is not None:
            node.set(self._name, value)
        else:
            node.set_indexed(self._name, value)

    def __repr__(self) -> str:
        return f"<ReplicatedProperty {self.path}>"


class Properties:
    """The properties of one configuration, in the three lists that packets have."""

    __slots__ = ("all", "spawn", "sync", "watch")

    def __init__(self) -> None:
        self.all: dict[str, ReplicatedProperty] = {}
        self.spawn: tuple[ReplicatedProperty, ...] = ()
        """Those that go with the SPAWN."""
        self.sync: tuple[ReplicatedProperty, ...] = ()
        """Those that go always."""
        self.watch: tuple[ReplicatedProperty, ...] = ()
        """Those that go when they have changed."""

    def arrange(self, properties: Iterable[ReplicatedProperty]) -> None:
        """Have these properties, in this order."""
        self.all = {property.path: property for property in properties}
        self.spawn = tuple([property for property in self.all.values() if property.spawn])
        self.sync = tuple([property for property in self.all.values() if property.mode == ALWAYS])
        self.watch = tuple([property for property in self.all.values() if property.mode == ON_CHANGE])

    def copy(self) -> Properties:
        """Return the same properties, to be changed by themselves."""
        made = Properties()
        made.arrange(copy(property) for property in self.all.values())
        return made


NOTHING = Properties()
"""What a synchronizer without a configuration has."""
