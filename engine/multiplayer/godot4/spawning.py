"""What a MultiplayerSpawner may spawn, and has spawned: its part that knows no other end.

Source: Godot 4's `MultiplayerSpawner`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from ...base.error import ScriptError
from ...base.fault import report
from ...scene.find import find
from ...scene.state import NodeState
from ...variant.node_path import NodePath
from ..refusals import Refused
from . import arguments
from .replication import CUSTOM

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from .synchronized import Synchronized

MOST_SCENES = CUSTOM
"""Scenes of one spawner, as the last number is that of spawn_function."""


class Replica:
    """A node that is synchronized, or was spawned, from here or by a peer."""

    __slots__ = ("argument", "net_id", "node", "scene", "sender", "spawning", "synchronized")

    def __init__(self, node: RemoteNode) -> None:
        self.node: RemoteNode = node
        self.net_id: int = 0
        self.spawning: Spawning | None = None
        """Its spawner, if it has one."""
        self.scene: int = CUSTOM
        """Which of the scenes of its spawner it is."""
        self.argument: bytes = b""
        """What spawn_function was given, as packets have it."""
        self.sender: int = 0
        """The peer that has spawned it here, 0 for none."""
        self.synchronized: dict[Synchronized, None] = {}
        """The synchronizers that have it for their root node."""


class Spawning:
    """One spawner."""

    __slots__ = ("function", "limit", "node", "nodes", "parent", "path", "scenes")

    def __init__(self, node: RemoteNode) -> None:
        self.node: RemoteNode = node
        self.scenes: dict[object, Callable[[], Any]] = {}
        """What makes a node, by what tells it: its class, or the path of the file that it is from."""
        self.function: Callable[[Any], Any] | None = None
        self.limit: int = 0
        self.path: NodePath = NodePath("")
        """Where the node is that spawned ones are children of."""
        self.parent: RemoteNode | None = None
        """The one there to which is added what is spawned from here."""
        self.nodes: dict[RemoteNode, Replica] = {}
        """What it has spawned from here, as long as that is in the tree."""

    def place(self) -> RemoteNode | None:
        """Return the node that is at the path now."""
        return cast("RemoteNode | None", find(self.node, self.path))

    def make(self, scene: int, argument: bytes) -> RemoteNode:
        """Return a new node, of a scene or by spawn_function, as a peer has asked. Raises Refused."""
        if scene == CUSTOM:
            (value,), _ = arguments.bare_at(argument, 0, 1)
            return self._made(lambda: self.call(value), "spawn_function")
        if scene >= len(self.scenes):
            raise Refused(
                "no scene",
                "",
                lambda: (
                    f"spawned scene {scene}, and {self.node!r} has {len(self.scenes)}: call"
                    " `add_spawnable_scene` for the same scenes in the same order at both ends"
                ),
            )
        return self._made(list(self.scenes.values())[scene], f"scene {scene}")

    def scene_of(self, node: Any) -> int | None:
        """Return which of the scenes a node is of, None if of none."""
        scenes = self.scenes
        key = node.filename if node.filename in scenes else type(node)
        return list(scenes).index(key) if key in scenes else None

    def _made(self, make: Callable[[], Any], what: str) -> RemoteNode:
        try:
            return self.checked(make())
        except Exception as error:
            report(self.node, error, f"{self.node!r}: {what}")
            raise Refused("spawn failed", what, lambda: f"spawned what {what} did not make") from None

    def call(self, data: Any) -> Any:
        """Return what spawn_function makes of a value. ScriptError without one."""
        if self.function is None:
            raise ScriptError(
                f"{self.node!r} has no spawn_function: set it to a function that takes what `spawn(data)` was"
                " given, and returns a node. All ends need it."
            )
        return self.function(data)

    def checked(self, made: Any) -> RemoteNode:
        """Return a node that spawn_function has made. ScriptError for what cannot be spawned."""
        if not isinstance(made, NodeState) or made._parent_ is not None:
            raise ScriptError(
                f"{self.node!r}: what is spawned is a new node without a parent, not {made!r}. The spawner"
                " adds it to the node at `spawn_path`."
            )
        return cast("RemoteNode", made)
