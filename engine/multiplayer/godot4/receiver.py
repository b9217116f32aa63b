"""What peers spawn here and keep up to date: SPAWN, DESPAWN and SYNC packets, carried out.

A packet reaches no further than what is declared here: scenes of the spawner's own list, names below its own
`spawn_path`, properties of the synchronizer's own configuration; from whom the spawner or the synchronizer
has for its authority. Everything else is one line in the log.

Source: Godot 4's `SceneReplicationInterface`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ...base.fault import report
from ...scene.children import valid_name
from ...scene.lifecycle import emit
from ..refusals import PacketError, Refused, quoted
from . import arguments, replication
from .kinds import Unfit, fitting
from .packets import COMMAND, DESPAWN, SPAWN
from .replication import BY_PATH, Spawn
from .spawning import Replica, Spawning
from .tracked import Tracked

if TYPE_CHECKING:
    from ..remote_node import RemoteNode
    from ..replicating import Numbering
    from ..state import MultiplayerState
    from .properties import ReplicatedProperty
    from .synchronized import Synchronized

MOST_REPLICAS = 1 << 14
"""Nodes that one peer may have spawned here at a time."""

MOST_PASSED_OVER = 256
"""Synchronizers in one packet that are not here, or another's: more than a SYNC of Godot's can have."""

_CHANGES = "changes"
_HALF = 0x7FFF


class Received:
    """What one peer has spawned here, by its net ids."""

    __slots__ = ("replicas", "synchronizers")

    def __init__(self) -> None:
        self.replicas: dict[int, Replica] = {}
        self.synchronizers: dict[int, Synchronized] = {}


class Arriving:
    """A node that is being spawned, whose synchronizers take their net ids and values as they enter."""

    __slots__ = ("at", "ids", "received", "replica", "values")

    def __init__(self, replica: Replica, received: Received, said: Spawn) -> None:
        self.replica: Replica = replica
        self.received: Received = received
        self.ids: deque[int] = deque(said.synchronizers)
        self.values: bytes = said.values
        self.at: int = 0

    def take(self, synchronized: Synchronized) -> list[Any]:
        """Give a synchronizer its net id; return its values, if there are some left. Raises as a packet."""
        if not self.ids:
            raise Refused(
                "no number",
                "",
                lambda: (
                    f"spawned {self.replica.node!r} without a number for {synchronized.node!r}: its authority"
                    " is to be set in `_enter_tree`, to the same at all ends"
                ),
            )
        id = self.ids.popleft()
        if 0 < id < BY_PATH:
            self.received.synchronizers[id] = synchronized
            synchronized.net_id = id
        if self.at >= len(self.values):
            return []
        values, self.at = arguments.bare_at(self.values, self.at, len(synchronized.properties.spawn))
        return values


class Receiver:
    """Carries out what peers say of nodes of theirs."""

    __slots__ = ("_arriving", "_left", "_peers", "_state", "_tracked")

    def __init__(self, state: MultiplayerState, tracked: Tracked) -> None:
        self._state = state
        self._tracked = tracked
        self._peers: dict[int, Received] = {}
        self._left: list[Received] = []
        self._arriving: Arriving | None = None

    # -- Peers ---------------------------------------------------------------------------------

    def joined(self, id: int) -> None:
        """Take in a peer, which has spawned nothing yet."""
        self.left(id)
        self._peers[id] = Received()

    def left(self, id: int) -> None:
        """Take nothing more from a peer; `free_left` frees what it has spawned."""
        received = self._peers.pop(id, None)
        if received is not None:
            self._left.append(received)

    def clear(self) -> None:
        """Take nothing more from anybody."""
        for id in list(self._peers):
            self.left(id)

    def free_left(self) -> None:
        """Free what those have spawned who have left."""
        left, self._left = self._left, []
        for received in left:
            for replica in received.replicas.values():
                self._let_go(replica)
                if not replica.node._freed_:
                    _queue_free(replica.node)

    def stopped(self, synchronized: Synchronized) -> None:
        """Take note that a synchronizer is none any more, or another's."""
        id = synchronized.net_id
        for received in self._peers.values():
            if received.synchronizers.get(id) is synchronized:
                del received.synchronizers[id]

    def started(self, synchronized: Synchronized) -> None:
        """Take note of a synchronizer: it may have come with the node that is being spawned."""
        arriving = self._arriving
        if (
            arriving is None
            or synchronized.root is not arriving.replica.node
            or synchronized.node._network_master_ != arriving.replica.sender
        ):
            return
        sender = arriving.replica.sender
        try:
            values = arriving.take(synchronized)
        except (PacketError, Refused) as error:
            self._state.refusals.log_packet(sender, error)
        else:
            self._set(sender, synchronized, synchronized.properties.spawn[: len(values)], values)

    # -- Packets -------------------------------------------------------------------------------

    def receive(self, wire: Numbering, sender: int, packet: bytes) -> None:
        """Do what a packet says. Raises PacketError and Refused."""
        received = self._peers.get(sender)
        if received is None:
            raise Refused(
                "stranger", "", lambda: "spawns or synchronizes, and is not among the connected peers"
            )
        command = packet[0] & COMMAND
        if command == SPAWN:
            self._spawn(wire, received, sender, replication.spawned(packet))
        elif command == DESPAWN:
            self._despawn(received, sender, replication.despawned(packet))
        elif replication.is_delta(packet):
            self._change(wire, received, sender, packet)
        else:
            self._synchronize(wire, received, sender, packet)

    def _spawn(self, wire: Numbering, received: Received, sender: int, said: Spawn) -> None:
        spawner = wire.numbered(sender, said.spawner)
        spawning = self._tracked.spawners.get(spawner)
        if spawning is None:
            raise Refused(
                "no spawner", "", lambda: f"spawned a node by {spawner!r}, which is no spawner here"
            )
        _check_authority(spawner, sender, "spawned a node by")
        parent = _place(spawning, received, said)
        node = spawning.make(said.scene, said.argument)
        node.set_name(said.name)
        replica = self._tracked.replica(node)
        replica.net_id, replica.sender, replica.spawning = said.node, sender, spawning
        received.replicas[said.node] = replica
        outer, self._arriving = self._arriving, Arriving(replica, received, said)
        arriving = self._arriving
        try:
            parent.add_child(node)
        except Exception as error:
            report(spawner, error, f"{spawner!r}: {node!r}")
        finally:
            self._arriving = outer
        if arriving.ids:
            number = len(arriving.ids)
            self._state.refusals.log(
                "numbers left",
                sender,
                "",
                lambda: (
                    f"Peer {sender} spawned {node!r} with {number} more synchronizers than it owns here:"
                    " authority is to be set in `_enter_tree`, to the same at all ends."
                ),
            )
        if not node._freed_ and not spawner._freed_:
            emit(spawner, "spawned", node)

    def _despawn(self, received: Received, sender: int, net_id: int) -> None:
        replica = received.replicas.get(net_id)
        if replica is None:
            raise Refused(
                "unknown node", "", lambda: f"despawned node {net_id}, which it has not spawned here"
            )
        assert replica.spawning is not None
        node, spawner = replica.node, replica.spawning.node
        if not spawner._freed_:
            _check_authority(spawner, sender, "despawned a node of")
        del received.replicas[net_id]
        self._let_go(replica)
        if node._freed_:
            raise Refused(
                "freed already", "", lambda: f"despawned node {net_id}, which was freed here before"
            )
        if node._parent_ is not None:
            try:
                node._parent_.remove_child(node)
            except Exception as error:
                report(spawner, error, f"{spawner!r}: {node!r}")
        if not node._freed_:
            _queue_free(node)
            if not spawner._freed_:
                emit(spawner, "despawned", node)

    def _let_go(self, replica: Replica) -> None:
        replica.sender, replica.net_id, replica.spawning = 0, 0, None
        self._tracked.drop(replica)

    def _synchronizers(
        self, wire: Numbering, received: Received, sender: int, did: str
    ) -> Callable[[int], Synchronized | None]:
        """Return what knows the synchronizer of a net id, if a packet of `sender` may speak of it.

        It raises PacketError when that were too many of which it may not.
        """
        passed_over = 0

        def find(id: int) -> Synchronized | None:
            nonlocal passed_over
            found = received.synchronizers.get(id) if id < BY_PATH else self._by_path(wire, sender, id)
            if found is not None and found.node._network_master_ == sender:
                return found
            passed_over += 1
            if passed_over > MOST_PASSED_OVER:
                raise PacketError(f"more than {MOST_PASSED_OVER} synchronizers are not its own, or not here")
            if found is not None:
                self._log_not_its_own(sender, found, did)
            elif did == _CHANGES:  # else it may still be on its way, or have just gone
                self._log_unknown(sender, id)
            return None

        return find

    def _by_path(self, wire: Numbering, sender: int, id: int) -> Synchronized | None:
        try:
            return self._tracked.synchronizers.get(wire.numbered(sender, id - BY_PATH))
        except Refused:
            return None

    def _synchronize(self, wire: Numbering, received: Received, sender: int, packet: bytes) -> None:
        counter = replication.sync_counter(packet)
        find = self._synchronizers(wire, received, sender, "SYNC")
        for id, data in replication.sync_entries(packet):
            synchronized = find(id)
            if synchronized is None:
                continue
            if counter <= synchronized.received and synchronized.received - counter < _HALF:
                continue
            synchronized.received = counter
            properties = synchronized.properties.sync
            values, _ = arguments.bare_at(data, 0, len(properties))
            self._set(sender, synchronized, properties, values)
            if not synchronized.node._freed_:
                emit(synchronized.node, "synchronized")

    def _change(self, wire: Numbering, received: Received, sender: int, packet: bytes) -> None:
        find = self._synchronizers(wire, received, sender, _CHANGES)
        for id, which, data in replication.delta_entries(packet):
            synchronized = find(id)
            if synchronized is None:
                continue
            watch = synchronized.properties.watch
            properties = [property for place, property in enumerate(watch) if which >> place & 1]
            if not properties:
                raise PacketError(f"a delta of none of the {len(watch)} watched properties")
            values, end = arguments.bare_at(data, 0, len(properties))
            if end != len(data):
                raise PacketError(f"a delta with {len(data) - end} bytes after the values")
            self._set(sender, synchronized, properties, values)
            if not synchronized.node._freed_:
                emit(synchronized.node, "delta_synchronized")

    def _set(
        self,
        sender: int,
        synchronized: Synchronized,
        properties: Iterable[ReplicatedProperty],
        values: Iterable[Any],
    ) -> None:
        """Set properties of the root node. What a setter raises is reported as its fault."""
        refused: list[tuple[str, Unfit]] = []
        for property, value in zip(properties, values, strict=True):
            root = synchronized.root
            if root is None or root._freed_:
                return
            try:
                property.set_value(root, fitting(value, synchronized.kind_of(property)))
            except Unfit as why:
                refused.append((property.path, why))
            except Exception as error:
                report(synchronized.node, error, f"{synchronized.node!r}: {property.path}")
        if refused:
            path, unfit = refused[0]
            more = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
            self._state.refusals.log(
                "another kind",
                sender,
                path,
                lambda: (
                    f"Peer {sender} sent {unfit.came} where {path} of {synchronized.root!r} is {unfit.kind}"
                    f"{more}. If any kind may come, let the property be None at first."
                ),
            )

    def _log_unknown(self, sender: int, id: int) -> None:
        self._state.refusals.log(
            "unknown synchronizer",
            sender,
            "",
            lambda: f"Peer {sender} sent changes of a synchronizer that is not here, number {id:#x}.",
        )

    def _log_not_its_own(self, sender: int, synchronized: Synchronized, did: str) -> None:
        node = synchronized.node
        self._state.refusals.log(
            "not the authority",
            sender,
            did,
            lambda: f"Peer {sender} sent {did} of {node!r}, whose authority is peer {node._network_master_}.",
        )


def _place(spawning: Spawning, received: Received, said: Spawn) -> RemoteNode:
    """Return the node that a spawned one is to be a child of. Raises Refused if it cannot be."""
    name, parent = said.name, spawning.place()
    if not name or valid_name(name) != name:
        raise Refused(
            "bad name",
            "",
            lambda: (
                f"spawned a node with the name {quoted(name)}, which none can have: at its end"
                " `add_child(node, true)` gives good names"
            ),
        )
    if parent is None:
        raise Refused(
            "no place",
            "",
            lambda: f"spawned {quoted(name)}, and there is no node at the spawn_path of {spawning.node!r}",
        )
    if parent._children_ is not None and name in parent._children_.by_name:
        raise Refused(
            "name taken",
            "",
            lambda: f"spawned {quoted(name)}, and {parent!r} has a child of that name already",
        )
    if not 0 < said.node < BY_PATH or said.node in received.replicas:
        raise Refused(
            "number again", "", lambda: f"spawned {quoted(name)} as node {said.node}, which is not free"
        )
    if len(received.replicas) >= MOST_REPLICAS:
        raise Refused("too many nodes", "", lambda: f"spawned more than {MOST_REPLICAS:,} nodes")
    return parent


def _check_authority(node: RemoteNode, sender: int, did: str) -> None:
    if node._network_master_ != sender:
        raise Refused(
            "not the authority",
            did,
            lambda: f"{did} {node!r}, whose authority is peer {node._network_master_}",
        )


def _queue_free(node: Any) -> None:
    node.queue_free()
