"""Which spawners and synchronizers there are below one MultiplayerAPI, and the nodes that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .spawning import Replica, Spawning

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from .synchronized import Synchronized


class Tracked:
    """Spawners, synchronizers and the nodes that they are about, each by its node."""

    __slots__ = ("replicas", "spawners", "synchronizers")

    def __init__(self) -> None:
        self.replicas: dict[RemoteNode, Replica] = {}
        self.spawners: dict[RemoteNode, Spawning] = {}
        self.synchronizers: dict[RemoteNode, Synchronized] = {}

    def replica(self, node: RemoteNode) -> Replica:
        """Return what is known of a node."""
        found = self.replicas.get(node)
        if found is None:
            found = self.replicas[node] = Replica(node)
        return found

    def drop(self, replica: Replica) -> None:
        """Forget a node that nobody spawns or synchronizes any more."""
        if replica.spawning is None and not replica.sender and not replica.synchronized:
            self.replicas.pop(replica.node, None)
