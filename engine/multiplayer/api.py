"""MultiplayerAPI: remote calls and properties of the nodes below a root, over a network peer."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final

from ..base.error import Error, ScriptError
from ..base.fault import push_error
from ..object.object import Object
from ..object.signal import Signal
from ..variant.pool_byte_array import PoolByteArray
from . import calling, modes
from .godot3 import packets
from .godot3.path_cache import PathsOf, SentPaths
from .godot3.receiving import receive
from .peer import NetworkedMultiplayerPeer
from .refusals import Refusals
from .targets import listed, named
from .trace import trace

if TYPE_CHECKING:
    from typing import Self

    from ..net.poller import Poller
    from ..scene.node import Node

_RELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_RELIABLE


class MultiplayerAPI(Object):
    """Sends and receives remote calls, remote properties and raw bytes.

    Each SceneTree has one, `tree.multiplayer`, and polls it; what it is for is best seen from there
    and from `Node.rpc`. Another one, for `Node.custom_multiplayer`, needs a `root_node` (paths in packets
    are relative to it), a `network_peer` and a `poll()` each frame.

    What the network does never raises: a packet that is refused is one line in the log `estragon.rpc`.

    Unlike Godot: signals are emitted, and calls made, in the order in which they happened (Godot emits
    the signals of a frame before it looks at packets, and loses the last calls of a server that
    closes). Once the connection is lost there are no connected peers any more, and numbers of paths
    begin anew. Objects are never decoded whole, whatever `allow_object_decoding` says.

    Source: Godot 3.6's `MultiplayerAPI`.
    """

    RPC_MODE_DISABLED = modes.DISABLED
    RPC_MODE_REMOTE = modes.REMOTE
    RPC_MODE_MASTER = modes.MASTER
    RPC_MODE_PUPPET = RPC_MODE_SLAVE = modes.PUPPET
    RPC_MODE_REMOTESYNC = RPC_MODE_SYNC = modes.REMOTESYNC
    RPC_MODE_MASTERSYNC = modes.MASTERSYNC
    RPC_MODE_PUPPETSYNC = modes.PUPPETSYNC

    network_peer_connected: Final = Signal[int]("id")
    network_peer_disconnected: Final = Signal[int]("id")
    network_peer_packet: Final = Signal[int, PoolByteArray]("id", "packet")
    connected_to_server: Final = Signal()
    connection_failed: Final = Signal()
    server_disconnected: Final = Signal()

    allow_object_decoding: bool = False

    _network_peer_: NetworkedMultiplayerPeer | None
    _root_: Node | None
    _peers_: dict[int, None]
    """The ids of the connected peers, ascending."""
    _sender_: int
    _sent_: SentPaths
    _received_: dict[int, PathsOf]
    _refusals_: Refusals

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the object complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._network_peer_ = None
        self._root_ = None
        self._peers_ = {}
        self._sender_ = 0
        self._sent_ = SentPaths()
        self._received_ = {}
        self._refusals_ = Refusals()
        return self

    # -- Peer and root -------------------------------------------------------------------------

    def has_network_peer(self) -> bool:
        """Return True if there is a network peer, whatever its state."""
        return self._network_peer_ is not None

    @property
    def network_peer(self) -> NetworkedMultiplayerPeer | None:
        """What carries the packets, or None."""
        return self._network_peer_

    @network_peer.setter
    def network_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        old = self._network_peer_
        if peer is old:
            return
        if peer is not None and peer.get_connection_status() == peer.CONNECTION_DISCONNECTED:
            raise ScriptError(
                f"{peer!r} cannot be the network peer while it is disconnected: call its `listen()` or"
                " `connect_to_url()` first, and see that it returns OK."
            )
        if peer is not None and (why := peer._why_no_packets_()):
            raise ScriptError(f"{peer!r} cannot be the network peer: {why}")
        if old is not None:
            for signal, handler in self._handlers_(old):
                if signal.is_connected(handler):  # else it was freed
                    signal.disconnect(handler)
            self.clear()
        self._network_peer_ = peer
        if peer is not None:
            for signal, handler in self._handlers_(peer):
                signal.connect(handler)

    def get_network_peer(self) -> NetworkedMultiplayerPeer | None:
        """Return the network peer."""
        return self._network_peer_

    def set_network_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        """Use `peer` from now on, which must be connecting, connected or listening; None for none."""
        self.network_peer = peer

    @property
    def root_node(self) -> Node | None:
        """What the paths in packets are relative to."""
        return self._root_

    @root_node.setter
    def root_node(self, node: Node | None) -> None:
        self._root_ = node
        for known in self._received_.values():
            known.plans.clear()

    def get_root_node(self) -> Node | None:
        """Return the root node."""
        return self._root_

    def set_root_node(self, node: Node | None) -> None:
        """Set the node that the paths in packets are relative to."""
        self.root_node = node

    def _handlers_(self, peer: NetworkedMultiplayerPeer) -> tuple[tuple[Any, Any], ...]:
        return (
            (peer.peer_connected, self._add_peer_),
            (peer.peer_disconnected, self._remove_peer_),
            (peer.connection_succeeded, self._connected_to_server_),
            (peer.connection_failed, self._connection_failed_),
            (peer.server_disconnected, self._server_disconnected_),
        )

    def clear(self) -> None:
        """Forget the connected peers and all numbers of paths."""
        self._peers_ = {}
        self._sent_.clear()
        self._received_.clear()

    # -- What the peer says --------------------------------------------------------------------

    def _add_peer_(self, id: int) -> None:
        self._drain_()
        self._sent_.forget(id)
        self._received_.pop(id, None)
        self._peers_ = dict.fromkeys(sorted({*self._peers_, id}))
        self.network_peer_connected.emit(id)

    def _remove_peer_(self, id: int) -> None:
        self._drain_()
        self._sent_.forget(id)
        self._received_.pop(id, None)
        self._refusals_.forget(id)
        self._peers_.pop(id, None)
        self.network_peer_disconnected.emit(id)

    def _connected_to_server_(self) -> None:
        self._drain_()
        self.connected_to_server.emit()

    def _connection_failed_(self) -> None:
        self._drain_()
        self.clear()
        self.connection_failed.emit()

    def _server_disconnected_(self) -> None:
        self._drain_()
        self.clear()
        self.server_disconnected.emit()

    # -- Polling -------------------------------------------------------------------------------

    def poll(self) -> None:
        """Poll the peer, and do what its packets say. The tree does this in each frame."""
        peer = self._network_peer_
        if peer is not None:
            peer.poll()
            self._drain_()
            if self._peers_ and peer.get_connection_status() == peer.CONNECTION_DISCONNECTED:
                self.clear()  # a server that was stopped says nothing

    def _idle_time_(self, poller: Poller) -> float:
        """Return for how many seconds polling would do nothing, unless a socket in `poller` is ready."""
        peer = self._network_peer_
        if peer is None:
            return inf
        if peer.get_connection_status() != peer.CONNECTION_CONNECTED:
            return 0.0
        return peer._idle_time_(poller)

    def _drain_(self) -> None:
        """Take the packets that have come so far, before what came after them is told."""
        peer = self._network_peer_
        while peer is not None and peer.get_available_packet_count():
            sender = peer.get_packet_peer()
            packet = peer.get_packet()
            outer, self._sender_ = self._sender_, sender
            try:
                receive(self, peer, sender, packet)
            finally:
                self._sender_ = outer
            if peer is not self._network_peer_:
                return

    # -- State ---------------------------------------------------------------------------------

    def get_network_unique_id(self) -> int:
        """Return our id: 1 for a server, 0 while connecting. ScriptError without a peer."""
        if self._network_peer_ is None:
            raise ScriptError(
                "There is no network peer, so there is no unique id. Set `get_tree().network_peer` first,"
                " or ask `has_network_peer()`."
            )
        return self._network_peer_.get_unique_id()

    def is_network_server(self) -> bool:
        """Return True if we are the server; False without a peer."""
        return self._network_peer_ is not None and self._network_peer_.is_server()

    def get_network_connected_peers(self) -> list[int]:
        """Return the ids of the connected peers, ascending; on a client 1, the server, is among them."""
        return list(self._peers_)

    def get_rpc_sender_id(self) -> int:
        """Return who sent the call that is running, 0 outside one. Ours, if we called ourselves.

        In an `async def` it is right up to the first `await`.
        """
        return self._sender_

    @property
    def refuse_new_network_connections(self) -> bool:
        """Whether the server turns new clients away."""
        return self._network_peer_ is not None and self._network_peer_.refuse_new_connections

    @refuse_new_network_connections.setter
    def refuse_new_network_connections(self, refuse: bool) -> None:
        if self._network_peer_ is None:
            raise ScriptError("There is no network peer that could refuse connections; set one first.")
        self._network_peer_.set_refuse_new_connections(refuse)

    def is_refusing_new_network_connections(self) -> bool:
        """Return `refuse_new_network_connections`."""
        return self._network_peer_ is not None and self._network_peer_.refuse_new_connections

    def set_refuse_new_network_connections(self, refuse: bool) -> None:
        """Set `refuse_new_network_connections`. ScriptError without a peer."""
        self.refuse_new_network_connections = refuse

    # -- Sending -------------------------------------------------------------------------------

    _call_ = calling.call
    _set_ = calling.set_value

    def send_bytes(self, bytes: bytes, id: int = 0, mode: int = _RELIABLE) -> Error:
        """Send bytes to a peer, to everyone (0), or to everyone but one (`-id`).

        The other end emits `network_peer_packet`. Returns ERR_INVALID_DATA for no bytes,
        ERR_UNCONFIGURED without a connected peer, else what the peer's `put_packet` returns.
        """
        if not bytes:
            push_error("send_bytes: there is nothing to send; a packet has at least one byte.")
            return Error.ERR_INVALID_DATA
        peer = self._network_peer_
        if peer is None or peer.get_connection_status() != peer.CONNECTION_CONNECTED:
            push_error("send_bytes: there is no network peer that is connected.")
            return Error.ERR_UNCONFIGURED
        calling.set_transfer_mode(peer, mode)
        return self._put_(peer, id, packets.encode(packets.Raw(bytes)))

    def _put_(self, peer: NetworkedMultiplayerPeer, to: int, packet: bytes) -> Error:
        peer.set_target_peer(to)
        error = peer.put_packet(packet)
        if trace.is_on:
            trace.sent(self, to, packet)
        if error:
            self._refusals_.log(
                "put_packet", to, "", lambda: f"A packet to {named(to)} was not sent: {Error(error).name}."
            )
        return error

    def __repr__(self) -> str:
        return f"<MultiplayerAPI over {self._network_peer_!r}, peers: {listed(self._peers_)}>"
