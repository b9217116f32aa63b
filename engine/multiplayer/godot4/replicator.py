"""Replicator: what spawns and synchronizes the nodes below one MultiplayerAPI, with those who speak Godot 4.

Unlike Godot, where its behaviour is a defect: a node that was removed and is added again is spawned again
(Godot waits for `ready`, which it emits once), and a visibility filter is asked about peers alone (Godot asks
about the peer 0 as well, and takes its answer for all), and a synchronizer that comes later than its other
end's announcement hears what it missed.

Source: Godot 4's `SceneReplicationInterface`.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from ..refusals import Refused
from .authority import Authority
from .receiver import Receiver
from .tracked import Tracked

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from ..replicating import Numbering
    from ..state import MultiplayerState
    from .spawning import Replica, Spawning
    from .synchronized import Synchronized


class Replicator:
    """The spawners and synchronizers of one API: what they send, and what is sent to them."""

    __slots__ = ("_authority", "_receiver", "_tracked", "_wire")

    def __init__(self, state: MultiplayerState) -> None:
        self._tracked = Tracked()
        self._authority = Authority(state, self._tracked)
        self._receiver = Receiver(state, self._tracked)
        self._wire: Numbering | None = None

    # -- What the wire and the API tell it: see Replicating --------------------------------------

    def joined(self, wire: Numbering, id: int) -> None:
        """Take in a peer, which is told what it may see."""
        self._wire = self._authority.wire = wire
        self._receiver.joined(id)
        self._authority.joined(id)

    def left(self, id: int) -> None:
        """Forget a peer; `free_left` frees what it has spawned here."""
        self._receiver.left(id)
        self._authority.left(id)

    def clear(self) -> None:
        """Forget all peers and all net ids."""
        self._receiver.clear()
        self._authority.clear()

    def free_left(self) -> None:
        """Free what those have spawned here who have left."""
        self._receiver.free_left()

    def confirmed(self, id: int) -> None:
        """Take note that a peer has confirmed a number."""
        self._authority.confirmed(id)

    def receive(self, sender: int, packet: bytes) -> None:
        """Do what a SPAWN, DESPAWN or SYNC says. Raises PacketError and Refused."""
        if self._wire is None:
            raise Refused(
                "stranger", "", lambda: "spawns or synchronizes, and is not among the connected peers"
            )
        self._receiver.receive(self._wire, sender, packet)

    def poll(self, now: float) -> None:
        """Send what synchronizers have to say at this time."""
        self._authority.poll(now)

    def idle_time(self, now: float) -> float:
        """Return for how many seconds `poll` would send nothing, if nothing else happens."""
        return self._authority.idle_time(now) if self._tracked.synchronizers else inf

    def blind(self, node: RemoteNode) -> set[int]:
        """Return the peers that may not see a node."""
        return self._authority.blind(node)

    # -- What spawners and synchronizers tell it -------------------------------------------------

    def owns(self, node: RemoteNode) -> bool:
        """Return True if this end is the authority of a node."""
        return self._authority.owns(node)

    def add_spawner(self, spawning: Spawning) -> None:
        """Take in a spawner."""
        self._tracked.spawners[spawning.node] = spawning
        if self._wire is not None:
            self._wire.appeared(spawning.node)

    def remove_spawner(self, spawning: Spawning) -> None:
        """Let a spawner go."""
        self._tracked.spawners.pop(spawning.node, None)

    def entering(self, spawning: Spawning, node: RemoteNode, scene: int, argument: bytes) -> Replica | None:
        """Take note of a node that is entering the tree, and that a spawner spawns once it is ready.

        None for one that another spawner spawns.
        """
        replica = self._tracked.replica(node)
        if replica.spawning is not None:
            return None
        replica.spawning, replica.scene, replica.argument = spawning, scene, argument
        self._authority.entering(replica)
        return replica

    def is_ready(self, replica: Replica) -> None:
        """Spawn a node at the peers that may see it."""
        self._authority.is_ready(replica)

    def leaving(self, replica: Replica) -> None:
        """Despawn a node that is about to leave the tree."""
        self._authority.leaving(replica)
        replica.spawning = None
        self._tracked.drop(replica)

    def start(self, synchronized: Synchronized, root: RemoteNode) -> None:
        """Take in a synchronizer of the properties of `root`."""
        synchronized.reset()
        synchronized.root = root
        self._tracked.synchronizers[synchronized.node] = synchronized
        self._tracked.replica(root).synchronized[synchronized] = None
        self._authority.started(synchronized)
        self._receiver.started(synchronized)
        if self._wire is not None:
            self._wire.appeared(synchronized.node)

    def stop(self, synchronized: Synchronized) -> None:
        """Let a synchronizer go."""
        root = synchronized.root
        if root is None:
            return
        self._authority.stopped(synchronized)
        self._receiver.stopped(synchronized)
        self._tracked.synchronizers.pop(synchronized.node, None)
        replica = self._tracked.replica(root)
        replica.synchronized.pop(synchronized, None)
        self._tracked.drop(replica)
        synchronized.root = None
        synchronized.reset()

    def visibility_changed(self, synchronized: Synchronized, peer: int) -> None:
        """Take note that another peer, or with 0 any, may see a synchronizer, or may not any more."""
        self._authority.visibility_changed(synchronized, peer)
