"""What this end spawns and synchronizes, and which peers are told of it.

What a synchronizer says in a frame is encoded once; peers that may see the same are sent the same bytes.

Source: Godot 4's `SceneReplicationInterface`.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING

from ...base.changing import still_in
from . import replication
from .replication import BY_PATH, Spawn
from .spawning import Replica
from .tracked import Tracked

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from ..replicating import Numbering
    from ..state import MultiplayerState
    from .synchronized import Synchronized

Listed = tuple["Synchronized", ...]
_SYNC_HEAD = len(replication.sync_head(0))
_DELTA_HEAD = len(replication.delta_head())


class Audience:
    """What one peer may see, and has been told."""

    __slots__ = ("counter", "listed", "new", "spawned", "synchronized")

    def __init__(self) -> None:
        self.spawned: dict[Replica, None] = {}
        """The nodes that were spawned there."""
        self.synchronized: dict[Synchronized, None] = {}
        """The synchronizers that it may see."""
        self.new: dict[Synchronized, None] = {}
        """Those of them of whose watched properties it knows none yet."""
        self.listed: Listed | None = None
        """Those of them whose net ids it knows, so that they may speak; None if that has to be seen anew."""
        self.counter: int = 0
        """How often it was looked whether there is something to say."""


class Said:
    """What synchronizers say in one frame: each is asked once, and those together that speak together."""

    __slots__ = ("_change", "_changes", "_now", "_shared", "_state", "_states")

    def __init__(self, now: float, shared: MultiplayerState) -> None:
        self._now = now
        self._shared = shared
        self._state: dict[Synchronized, bytes | None] = {}
        self._change: dict[Synchronized, bytes | None] = {}
        self._states: dict[Listed, list[bytes]] = {}
        self._changes: dict[Listed, list[bytes]] = {}

    def states(self, listed: Listed) -> list[bytes]:
        """Return the contents of SYNC packets."""
        found = self._states.get(listed)
        if found is None:
            for each in listed:
                if each not in self._state:
                    self._state[each] = each.state(self._now, self._shared)
            entries = [self._state[each] for each in listed]
            found = self._states[listed] = _contents(entries, _SYNC_HEAD, self._shared.most_sync)
        return found

    def changes(self, listed: Listed, new: dict[Synchronized, None]) -> list[bytes]:
        """Return the contents of deltas, for who knows nothing yet of the synchronizers in `new`."""
        found = self._changes.get(listed)
        if found is None:
            for each in listed:
                if each not in self._change:
                    self._change[each] = each.change(self._now, self._shared)
            entries = [self._change[each] for each in listed]
            found = self._changes[listed] = _contents(entries, _DELTA_HEAD, self._shared.most_delta)
        if not new:
            return found
        entries = [each.all_watched(self._shared) if each in new else self._change[each] for each in listed]
        for each in listed:
            new.pop(each, None)
        return _contents(entries, _DELTA_HEAD, self._shared.most_delta)


def _contents(entries: list[bytes | None], head: int, most: int) -> list[bytes]:
    said = [entry for entry in entries if entry is not None]
    return replication.in_packets(said, head, most) if said else []


class Authority:
    """Tells peers of the nodes that belong to this end."""

    __slots__ = ("_last_net_id", "_peers", "_queue", "_state", "_tracked", "wire")

    def __init__(self, state: MultiplayerState, tracked: Tracked) -> None:
        self.wire: Numbering | None = None
        self._state = state
        self._tracked = tracked
        self._peers: dict[int, Audience] = {}
        self._queue: dict[Replica, None] = {}
        """Nodes that are entering the tree, in this order, and are spawned when the first is ready."""
        self._last_net_id = 0

    def owns(self, node: RemoteNode) -> bool:
        """Return True if this end is the authority of a node."""
        state = self._state
        if state.peer is None:
            return state.is_offline and node._network_master_ == 1
        return node._network_master_ == state.peer.get_unique_id()

    # -- Peers ---------------------------------------------------------------------------------

    def joined(self, id: int) -> None:
        """Take in a peer, and tell it of all that it may see."""
        self._peers[id] = Audience()
        for node in still_in(self._tracked.replicas):
            replica = self._tracked.replicas[node]
            if self._is_spawned(replica):
                self._show_node(replica, (id,))
        for node in still_in(self._tracked.synchronizers):
            self._show(self._tracked.synchronizers[node], (id,))

    def left(self, id: int) -> None:
        """Forget a peer."""
        self._peers.pop(id, None)

    def clear(self) -> None:
        """Forget all peers; net ids begin at 1 again."""
        self._peers.clear()
        self._last_net_id = 0
        for replica in self._tracked.replicas.values():
            replica.net_id = 0
        for synchronized in self._tracked.synchronizers.values():
            synchronized.reset()

    def confirmed(self, id: int) -> None:
        """Take note that a peer has confirmed a number, perhaps that of a synchronizer."""
        if id in self._peers:
            self._peers[id].listed = None

    # -- Nodes ---------------------------------------------------------------------------------

    def entering(self, replica: Replica) -> None:
        """Take note of a node that is to be spawned once it is ready."""
        self._queue[replica] = None

    def is_ready(self, replica: Replica) -> None:
        """Spawn a node, which is ready, and those that have entered the tree below it meanwhile."""
        if next(iter(self._queue), None) is not replica:
            return
        queue, self._queue = self._queue, {}
        for queued in queue:
            if queued.spawning is not None:
                self._show_node(queued, self._peers)

    def leaving(self, replica: Replica) -> None:
        """Despawn a node that is about to leave the tree."""
        self._queue.pop(replica, None)
        packet = replication.despawn(replica.net_id)
        for id, audience in list(self._peers.items()):
            if replica in audience.spawned:
                del audience.spawned[replica]
                self._put(id, packet)
        replica.net_id = 0

    def started(self, synchronized: Synchronized) -> None:
        """Take note of a synchronizer that has entered the tree, or has become this end's."""
        self._show(synchronized, self._peers)

    def stopped(self, synchronized: Synchronized) -> None:
        """Take note of one that has left it, or has become another's."""
        for audience in self._peers.values():
            self._hide(synchronized, audience)

    def visibility_changed(self, synchronized: Synchronized, peer: int) -> None:
        """Take note that another peer, or with 0 any, may see a synchronizer, or may not any more."""
        ids = self._peers if peer == 0 else [peer] if peer in self._peers else []
        replica = self._tracked.replicas[synchronized.root] if synchronized.root is not None else None
        if replica is not None and self._is_spawned(replica):
            self._show_node(replica, ids)
        self._show(synchronized, ids)

    def blind(self, node: RemoteNode) -> set[int]:
        """Return the peers that may not see a node."""
        replica = self._tracked.replicas.get(node)
        if replica is None or not replica.synchronized:
            return set()
        if replica.spawning is not None and not replica.sender:
            return {id for id, audience in self._peers.items() if replica not in audience.spawned}
        return {
            id
            for id in self._peers
            if id != replica.sender and not any(each.is_visible_to(id) for each in replica.synchronized)
        }

    def _is_spawned(self, replica: Replica) -> bool:
        """Return True if a node is spawned from here, and ready."""
        return replica.spawning is not None and not replica.sender and replica not in self._queue

    def _show_node(self, replica: Replica, ids: Iterable[int]) -> None:
        """Spawn a node at those of these peers that may see it, and despawn it at the others."""
        spawning = replica.spawning
        assert spawning is not None
        if not self.owns(spawning.node):
            return
        ours = [each for each in replica.synchronized if self.owns(each.node)]
        spawn = despawn = b""
        for id in list(ids):
            sees = not ours or any(each.is_visible_to(id) for each in ours)
            audience = self._peers.get(id)  # a filter may have disconnected it
            if audience is None or sees == (replica in audience.spawned):
                continue
            if sees:
                assert self.wire is not None
                number, _ = self.wire.number(spawning.node, id)
                spawn = spawn or self._spawn_packet(replica, ours, number)
                if number:
                    audience.spawned[replica] = None
                    self._put(id, spawn)
                    for synchronized in ours:
                        self._show(synchronized, (id,))
            else:
                despawn = despawn or replication.despawn(replica.net_id)
                del audience.spawned[replica]
                for synchronized in ours:
                    self._hide(synchronized, audience)
                self._put(id, despawn)

    def _spawn_packet(self, replica: Replica, ours: list[Synchronized], spawner: int) -> bytes:
        """Return the SPAWN of a node, which gets its net id if it has none, as do its synchronizers."""
        if not replica.net_id:
            replica.net_id = self._next_net_id()
        for synchronized in ours:
            if not synchronized.net_id:
                synchronized.net_id = self._next_net_id()
        return replication.spawn(
            Spawn(
                replica.scene,
                spawner,
                replica.net_id,
                tuple([each.net_id for each in ours]),
                replica.node._name_,
                replica.argument,
                b"".join([each.spawn_values() for each in ours]),
            )
        )

    def _next_net_id(self) -> int:
        self._last_net_id += 1
        return self._last_net_id

    def _show(self, synchronized: Synchronized, ids: Iterable[int]) -> None:
        """Let a synchronizer speak to those of these peers that may see it, and not to the others.

        One of a node that is spawned from here waits for that.
        """
        root = synchronized.root
        if root is None or not self.owns(synchronized.node):
            return
        replica = self._tracked.replicas[root]
        for id in list(ids):
            sees = synchronized.is_visible_to(id)
            audience = self._peers.get(id)
            if audience is None:
                continue
            if replica.spawning is not None and not replica.sender and replica not in audience.spawned:
                sees = False
            if sees == (synchronized in audience.synchronized):
                continue
            if sees:
                audience.synchronized[synchronized] = audience.new[synchronized] = None
                audience.listed = None
            else:
                self._hide(synchronized, audience)

    def _hide(self, synchronized: Synchronized, audience: Audience) -> None:
        if synchronized in audience.synchronized:
            del audience.synchronized[synchronized]
            audience.new.pop(synchronized, None)
            audience.listed = None

    # -- Frames --------------------------------------------------------------------------------

    def poll(self, now: float) -> None:
        """Send what there is to say at this time, to each peer what it may see."""
        said = Said(now, self._state)
        for id, audience in list(self._peers.items()):
            if not audience.synchronized:
                continue
            audience.counter = audience.counter + 1 & 0xFFFF
            listed = audience.listed
            if listed is None:
                listed = audience.listed = self._list(id, audience)
            for body in said.states(listed):
                self._put(id, replication.sync_head(audience.counter) + body, False)
            for body in said.changes(listed, audience.new):
                self._put(id, replication.delta_head() + body)

    def _list(self, id: int, audience: Audience) -> Listed:
        """Return the synchronizers that may speak to a peer. Those that came with no SPAWN are announced."""
        assert self.wire is not None
        listed = []
        for synchronized in audience.synchronized:
            is_known = 0 < synchronized.net_id < BY_PATH
            if not is_known:
                number, is_known = self.wire.number(synchronized.node, id)
                if number:
                    synchronized.net_id = BY_PATH + number
            if is_known:
                listed.append(synchronized)
        return tuple(listed)

    def idle_time(self, now: float) -> float:
        """Return for how many seconds there is nothing to say, if nothing else happens."""
        least = inf
        for listed in {audience.listed for audience in self._peers.values() if audience.synchronized}:
            if listed is None:
                return 0.0
            for synchronized in listed:
                least = min(least, synchronized.idle_time(now))
        return least

    def _put(self, id: int, packet: bytes, reliable: bool = True) -> None:
        assert self.wire is not None
        self.wire.put(id, packet, reliable)
