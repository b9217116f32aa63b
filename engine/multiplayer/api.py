"""MultiplayerAPI: remote calls and properties of the nodes below a root, over a network peer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

from ..base.error import Error, ScriptError
from ..base.fault import push_error
from ..core import compile_method
from ..object.lifetime import guarded
from ..object.object import Object
from ..object.property import Getter, Setter, getter, setter
from ..object.signal import Signal
from ..variant.node_path import NodePath
from ..variant.pool_byte_array import PoolByteArray
from . import calling, modes, rpc
from .crossing import cross
from .membership import Membership, log_no_replication
from .offline import OFFLINE
from .peer import NetworkedMultiplayerPeer
from .refusals import PacketError, Refused
from .remote_node import RemoteNode
from .state import MultiplayerState
from .targets import EVERYONE, SERVER, selected, target_of
from .trace import trace

if TYPE_CHECKING:
    from typing import Self

    from .. import Node  # as scripts know it
    from ..net.poller import Poller
    from .authentication import AuthCallback, Authentication
    from .godot4.replicator import Replicator


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
    RPC_MODE_ANY_PEER = rpc.ANY_PEER
    """Godot 4's, as the next one: for the dictionaries of `rpc_config`."""
    RPC_MODE_AUTHORITY = rpc.AUTHORITY

    peer_connected: Final = Signal[int]("id")
    """Godot 4's name of `network_peer_connected`; so are the next two."""
    peer_disconnected: Final = Signal[int]("id")
    peer_packet: Final = Signal[int, PoolByteArray]("id", "packet")
    peer_authenticating: Final = Signal[int]("id")
    peer_authentication_failed: Final = Signal[int]("id")

    network_peer_connected: Final = Signal[int]("id")
    network_peer_disconnected: Final = Signal[int]("id")
    network_peer_packet: Final = Signal[int, PoolByteArray]("id", "packet")
    connected_to_server: Final = Signal()
    connection_failed: Final = Signal()
    server_disconnected: Final = Signal()

    allow_object_decoding: bool = False
    """Whether packets may hold objects; they never become any here."""
    _state_: MultiplayerState
    """What the wires and the calls of nodes share with this API."""
    _members_: Membership
    """Who is connected, and by which wire."""
    _authentication_: Authentication | None
    """Who is let in, once there is an `auth_callback`."""
    _made_replicator_: Replicator | None
    """What spawns and synchronizes nodes, once there is a node that does."""
    _clock_: Callable[[], float] = staticmethod(monotonic)
    """What time it is: the tree's clock, once it has this API."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the object complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._state_ = MultiplayerState(self._take_in_, self._let_go_)
        self._members_ = Membership(self._state_)
        self._authentication_ = None
        self._made_replicator_ = None
        return self

    # -- Peer and root -------------------------------------------------------------------------

    def has_network_peer(self) -> bool:
        """Return True if there is a network peer, whatever its state."""
        return self._state_.peer is not None

    @property
    def network_peer(self) -> NetworkedMultiplayerPeer | None:
        """What carries the packets, or None. It must be connecting, connected or listening.

        One that is disconnected is not taken, with an error in the log.
        """
        return self._state_.peer

    @network_peer.setter
    @guarded
    def network_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        state = self._state_
        old = state.peer
        if peer is old:
            return
        if peer is not None and not isinstance(peer, NetworkedMultiplayerPeer):
            raise ScriptError(
                "`network_peer` is None or a network peer, as WebSocketServer and WebSocketClient are,"
                f" not {peer!r}."
            )
        if peer is not None and peer.get_connection_status() == peer.CONNECTION_DISCONNECTED:
            push_error(
                f"{peer!r} cannot be the network peer while it is disconnected: call its `listen()`,"
                " `connect_to_url()`, `create_server()` or `create_client()` first, and see that it"
                " returns OK."
            )
            return
        if peer is not None and (why := peer._why_no_packets_()):
            raise ScriptError(f"{peer!r} cannot be the network peer: {why}")
        if old is not None:
            for signal, handler in self._handlers_(old):
                if signal.is_connected(handler):  # else it was freed
                    signal.disconnect(handler)
        state.peer = peer
        state.is_offline = False
        self.clear()
        if peer is not None:
            for signal, handler in self._handlers_(peer):
                signal.connect(handler)

    set_network_peer: Setter[NetworkedMultiplayerPeer | None] = setter("network_peer", "peer")
    get_network_peer: Getter[NetworkedMultiplayerPeer | None] = getter("network_peer")

    @property
    def root_node(self) -> Node | None:
        """What the paths in packets are relative to."""
        return cast("Node | None", self._state_.root)

    @root_node.setter
    @guarded
    def root_node(self, node: Node | None) -> None:
        self._state_.root = node

    set_root_node: Setter[Node | None] = setter("root_node", "node")
    get_root_node: Getter[Node | None] = getter("root_node")

    def _handlers_(self, peer: NetworkedMultiplayerPeer) -> tuple[tuple[Any, Any], ...]:
        return (
            (peer.peer_connected, self._add_peer_),
            (peer.peer_disconnected, self._remove_peer_),
            (peer.connection_succeeded, self._connected_to_server_),
            (peer.connection_failed, self._connection_failed_),
            (peer.server_disconnected, self._server_disconnected_),
        )

    def clear(self) -> None:
        """Forget the connected peers, and all numbers of paths."""
        if self._authentication_ is not None:
            self._authentication_.pending.clear()
        self._members_.clear()
        self._free_left_()

    # -- What the peer says --------------------------------------------------------------------

    def _add_peer_(self, id: int) -> None:
        self._drain_()
        door = self._authentication_
        if door is not None and door.callback is not None:
            door.begin(id, self._members_.wire_of(id))
        else:
            self._take_in_(id)

    def _take_in_(self, id: int) -> None:
        wire = self._members_.take_in(id)
        if id == SERVER and wire.is_godot_4:
            self.connected_to_server.emit()
        self.network_peer_connected.emit(id)
        self.peer_connected.emit(id)

    def _remove_peer_(self, id: int) -> None:
        self._drain_()
        if self._authentication_ is not None and self._authentication_.end(id):
            return
        turned_out = self._members_.turned_out
        if id in turned_out:
            turned_out.discard(id)
        else:
            self._let_go_(id)

    def _let_go_(self, id: int) -> None:
        self._members_.let_go(id)
        self.network_peer_disconnected.emit(id)
        self.peer_disconnected.emit(id)
        self._free_left_()

    def _free_left_(self) -> None:
        """Free what was spawned here by peers who have left, once that was told."""
        if self._state_.replicating is not None:
            self._state_.replicating.free_left()

    def _replicator_(self) -> Replicator:  # friend: nodes.multiplayer
        """Return what spawns and synchronizes nodes, which is made for the first that asks."""
        found = self._made_replicator_
        if found is None:
            from .godot4.replicator import Replicator  # most programs do not need them
            from .godot4.wire import Godot4Wire

            state = self._state_
            found = state.replicating = self._made_replicator_ = Replicator(state)
            for id in state.joining:
                wire = state.peers[id]
                if isinstance(wire, Godot4Wire):
                    found.joined(wire.cache, id)
                else:
                    log_no_replication(state, id)
        return found

    def _connected_to_server_(self) -> None:
        self._drain_()
        if not self._members_.wire_of(SERVER).is_godot_4:  # of whom it was told before
            self.connected_to_server.emit()

    def _connection_failed_(self) -> None:
        self._drain_()
        self.clear()
        self.connection_failed.emit()

    def _server_disconnected_(self) -> None:
        self._drain_()
        if self._members_.wire_of(SERVER).is_godot_4:  # then it is asked who was there
            self.server_disconnected.emit()
            self.clear()
        else:
            self.clear()
            self.server_disconnected.emit()

    # -- Polling -------------------------------------------------------------------------------

    def poll(self) -> None:
        """Poll the peer, and do what its packets say. The tree does this in each frame."""
        peer = self._state_.peer
        if peer is not None:
            peer.poll()
            self._drain_()
            if self._state_.peers and peer.get_connection_status() == peer.CONNECTION_DISCONNECTED:
                self.clear()  # a server that was stopped says nothing
            if self._authentication_ is not None:
                self._authentication_.end_waiting()
            if self._state_.replicating is not None:
                self._state_.replicating.poll(self._clock_())

    def _idle_time_(self, poller: Poller) -> float:  # friend: service
        """Return for how many seconds polling would do nothing, unless a socket in `poller` is ready."""
        peer = self._state_.peer
        if peer is None:
            return inf
        if peer.get_connection_status() != peer.CONNECTION_CONNECTED:
            return 0.0
        idle = peer._idle_time_(poller)
        if idle and self._state_.replicating is not None:
            idle = min(idle, self._state_.replicating.idle_time(self._clock_()))
        return idle if self._authentication_ is None else min(idle, self._authentication_.left())

    def _drain_(self) -> None:
        """Take the packets that have come so far, before what came after them is told."""
        state = self._state_
        peer = state.peer
        if peer is not None:
            packets = peer._waiting_packets_()
            while (taken := packets.take_next()) is not None:
                self._receive_(peer, *taken)
                if peer is not state.peer:
                    return

    def _receive_(self, peer: NetworkedMultiplayerPeer, sender: int, packet: bytes) -> None:
        """Do what a packet says that was taken from `peer`."""
        state = self._state_
        wire = state.peers.get(sender)
        if wire is None:
            if sender in self._members_.turned_out:
                return
            if self._authentication_ is not None and sender in self._authentication_.pending:
                self._authentication_.receive(sender, packet)
                return
            wire = self._members_.wire_of(sender)
        if trace.is_on:
            trace.received(sender, wire.in_words(packet, sender))
        if len(state.wires) > 1:
            to = peer._packet_target_()
            cross(state, wire, sender, to, packet)
            if not selected(to, (SERVER,)):
                return
        outer, state.sender = state.sender, sender
        try:
            data = wire.receive(sender, packet)
            if data is not None:
                self.network_peer_packet.emit(state.sender, PoolByteArray(data))
                self.peer_packet.emit(state.sender, PoolByteArray(data))
        except (PacketError, Refused) as error:
            state.refusals.log_packet(state.sender, error)
        finally:
            state.sender = outer

    # -- Who is let in -------------------------------------------------------------------------

    @property
    def auth_callback(self) -> AuthCallback | None:
        """Called with who has sent what by `send_auth`; None, unless set, for letting everybody in.

        With it nobody is a peer before both ends have called `complete_auth`. It is Godot 4's, as all about
        it: games of Godot 3, which cannot do so, are refused.
        """
        return self._authentication_.callback if self._authentication_ is not None else None

    @auth_callback.setter
    @guarded
    def auth_callback(self, callback: AuthCallback | None) -> None:
        self._door_().callback = callback

    @property
    def auth_timeout(self) -> float:
        """Seconds that a neighbour has to get in, 3 unless set; 0 is without limit."""
        return self._door_().timeout

    @auth_timeout.setter
    @guarded
    def auth_timeout(self, seconds: float) -> None:
        self._door_().timeout = seconds

    def _door_(self) -> Authentication:
        if self._authentication_ is None:
            from .authentication import Authentication  # few programs need it, and it costs at the start

            self._authentication_ = Authentication(
                self._state_,
                self._take_in_,
                self._members_.turn_out,
                self.peer_authenticating,
                self.peer_authentication_failed,
            )
            self._authentication_.clock = lambda: self._clock_()  # whichever it is by then
        return self._authentication_

    def send_auth(self, id: int, data: bytes) -> Error:
        """Send bytes to a neighbour that is not let in yet, to its `auth_callback`.

        ERR_INVALID_DATA for none; ERR_INVALID_PARAMETER, with an error in the log, for who is no such
        neighbour; ERR_FILE_CANT_WRITE once either end has called `complete_auth`.
        """
        return self._door_().send(id, data)

    def complete_auth(self, id: int) -> Error:
        """Let a neighbour in, as far as this end is asked.

        ERR_INVALID_PARAMETER, with an error in the log, for who does not wait to be let in;
        ERR_FILE_CANT_WRITE for the second time.
        """
        return self._door_().complete(id)

    def get_authenticating_peers(self) -> list[int]:
        """Return the neighbours who are not let in yet."""
        return list(self._authentication_.pending) if self._authentication_ is not None else []

    # -- Godot 4's names -----------------------------------------------------------------------

    @staticmethod
    def create_default_interface() -> MultiplayerAPI:
        """Return a new one, for `get_tree().set_multiplayer(api, path)`: a SceneMultiplayer."""
        return MultiplayerAPI()

    @property
    def multiplayer_peer(self) -> NetworkedMultiplayerPeer | None:
        """What carries the packets: `network_peer`, but an OfflineMultiplayerPeer until one is set.

        So a script of Godot 4 finds itself the server of a game that is played alone: `is_server()` is True,
        `get_unique_id()` is 1, and `@rpc("call_local")` methods run. Once None was set there is no peer.
        """
        return OFFLINE if self._state_.is_offline else self.network_peer

    @multiplayer_peer.setter
    @guarded
    def multiplayer_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        self.network_peer = peer

    @property
    def root_path(self) -> NodePath:
        """The path of `root_node`, which the paths in packets begin at."""
        root = self.root_node
        return root.get_path() if root is not None else NodePath("")

    @property
    def server_relay(self) -> bool:
        """Whether clients know of each other, and reach each other through the server."""
        return self._state_.relays

    @server_relay.setter
    @guarded
    def server_relay(self, enabled: bool) -> None:
        self._state_.relays = enabled

    @property
    def max_sync_packet_size(self) -> int:
        """Bytes of one packet of what synchronizers always send; more go in several. At least 128."""
        return self._state_.most_sync

    @max_sync_packet_size.setter
    @guarded
    def max_sync_packet_size(self, size: int) -> None:
        self._state_.most_sync = _packet_size("max_sync_packet_size", size)

    @property
    def max_delta_packet_size(self) -> int:
        """Bytes of one packet of what synchronizers send on change; more go in several. At least 128."""
        return self._state_.most_delta

    @max_delta_packet_size.setter
    @guarded
    def max_delta_packet_size(self, size: int) -> None:
        self._state_.most_delta = _packet_size("max_delta_packet_size", size)

    @property
    def refuse_new_connections(self) -> bool:
        """Whether the server turns new clients away."""
        return self.refuse_new_network_connections

    @refuse_new_connections.setter
    @guarded
    def refuse_new_connections(self, refuse: bool) -> None:
        self.refuse_new_network_connections = refuse

    set_multiplayer_peer: Setter[NetworkedMultiplayerPeer | None] = setter("multiplayer_peer", "peer")
    get_multiplayer_peer: Getter[NetworkedMultiplayerPeer | None] = getter("multiplayer_peer")
    get_root_path: Getter[NodePath] = getter("root_path")
    set_auth_callback: Setter[AuthCallback | None] = setter("auth_callback", "callback")
    get_auth_callback: Getter[AuthCallback | None] = getter("auth_callback")
    set_auth_timeout: Setter[float] = setter("auth_timeout", "timeout")
    get_auth_timeout: Getter[float] = getter("auth_timeout")
    set_refuse_new_connections: Setter[bool] = setter("refuse_new_connections", "refuse")
    is_refusing_new_connections: Getter[bool] = getter("refuse_new_connections")
    set_server_relay_enabled: Setter[bool] = setter("server_relay", "enabled")
    is_server_relay_enabled: Getter[bool] = getter("server_relay")
    set_max_sync_packet_size: Setter[int] = setter("max_sync_packet_size", "size")
    get_max_sync_packet_size: Getter[int] = getter("max_sync_packet_size")
    set_max_delta_packet_size: Setter[int] = setter("max_delta_packet_size", "size")
    get_max_delta_packet_size: Getter[int] = getter("max_delta_packet_size")

    def has_multiplayer_peer(self) -> bool:
        """Return True if there is a network peer, whatever its state, or none was set yet."""
        return self._state_.is_offline or self.has_network_peer()

    def get_unique_id(self) -> int:
        """Return our id: 1 for a server and while no peer was set yet, 0 without a connection."""
        return SERVER if self._state_.is_offline else self.get_network_unique_id()

    def is_server(self) -> bool:
        """Return True if we are the server, or no peer was set yet; False without a peer."""
        return self._state_.is_offline or self.is_network_server()

    def get_peers(self) -> list[int]:
        """Return the ids of the connected peers in order of joining; where one left, the last is then."""
        return list(self._state_.joining)

    def get_remote_sender_id(self) -> int:
        """Return who sent the call that is running, 0 outside one."""
        return self._state_.sender

    def disconnect_peer(self, id: int) -> None:
        """Disconnect a peer, or one who waits to be let in, at once, and tell the others.

        Nothing more that it has sent is done, and no signal tells of it here, as in Godot.
        """
        waiting = self._authentication_.pending if self._authentication_ is not None else {}
        if id not in self._state_.peers and id not in waiting:
            push_error(f"disconnect_peer: there is no peer {id}. Connected: {self.get_peers()}.")
            return
        waiting.pop(id, None)
        self._members_.let_go(id)
        self._members_.turn_out(id)
        self._free_left_()

    # -- State ---------------------------------------------------------------------------------

    def get_network_unique_id(self) -> int:
        """Return our id: 1 for a server, 0 while connecting; 0, with a line in the log, without a peer."""
        peer = self._state_.peer
        if peer is None:
            self._log_no_peer_("get_network_unique_id", "the id is taken for 0")
            return 0
        return peer.get_unique_id()

    def is_network_server(self) -> bool:
        """Return True if we are the server; False without a peer."""
        return self._state_.peer is not None and self._state_.peer.is_server()

    def get_network_connected_peers(self) -> list[int]:
        """Return the ids of the connected peers, ascending; on a client 1, the server, is among them.

        None, with a line in the log, without a peer.
        """
        if self._state_.peer is None:
            self._log_no_peer_("get_network_connected_peers", "nobody is taken to be connected")
        return list(self._state_.peers)

    def get_rpc_sender_id(self) -> int:
        """Return who sent the call that is running, 0 outside one. Ours, if we called ourselves.

        In an `async def` it is right up to the first `await`.
        """
        return self._state_.sender

    @property
    def refuse_new_network_connections(self) -> bool:
        """Whether the server turns new clients away. Set without a peer there is a line in the log."""
        return self._state_.peer is not None and self._state_.peer.refuse_new_connections

    @refuse_new_network_connections.setter
    @guarded
    def refuse_new_network_connections(self, refuse: bool) -> None:
        peer = self._state_.peer
        if peer is None:
            self._log_no_peer_("set_refuse_new_network_connections", "nothing was set")
        else:
            peer.set_refuse_new_connections(refuse)

    set_refuse_new_network_connections: Setter[bool] = setter("refuse_new_network_connections", "refuse")
    is_refusing_new_network_connections: Getter[bool] = getter("refuse_new_network_connections")

    def _log_no_peer_(self, what: str, so: str) -> None:
        self._state_.refusals.log(
            "no peer",
            0,
            what,
            lambda: (
                f"{what}: there is no network peer, so {so}. Set `get_tree().network_peer`, or ask"
                " `has_network_peer()`."
            ),
        )

    # -- Sending -------------------------------------------------------------------------------

    def rpc(self, peer: int, object: Node, method: str, arguments: Sequence[Any] = ()) -> Error:
        """Call a method of a node at a peer, at everyone's (0), or at everyone's but one (`-id`).

        As `object.rpc_id(peer, method, *arguments)`, but through this API, whichever is that of the node.
        """
        if not isinstance(object, RemoteNode):
            raise ScriptError(f"rpc() calls a method of a node, and {object!r} is none.")
        return calling.call(self._state_, object, peer, True, method, tuple(arguments))

    def _call_(self, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]) -> Error:
        # friend: node
        """Do what `Node.rpc` does."""
        return calling.call(self._state_, node, to, reliable, method, args)

    def _set_(self, node: RemoteNode, to: int, reliable: bool, property: str, value: Any) -> Error:
        # friend: node
        """Do what `Node.rset` does."""
        return calling.set_value(self._state_, node, to, reliable, property, value)

    def _call_by_id_(
        self, node: RemoteNode, to: int, reliable: bool, method: str, args: tuple[Any, ...]
    ) -> Error:  # friend: node
        """Do what `Node.rpc_id` does."""
        if to == EVERYONE:
            calling.warn_of_everyone(self._state_, "rpc", node, method)
        return calling.call(self._state_, node, to, reliable, method, args)

    def _set_by_id_(
        self, node: RemoteNode, to: int, reliable: bool, property: str, value: Any
    ) -> Error:  # friend: node
        """Do what `Node.rset_id` does."""
        if to == EVERYONE:
            calling.warn_of_everyone(self._state_, "rset", node, property)
        return calling.set_value(self._state_, node, to, reliable, property, value)

    def send_bytes(
        self,
        bytes: bytes,
        id: int = 0,
        mode: int = NetworkedMultiplayerPeer.TRANSFER_MODE_RELIABLE,
        channel: int = 0,
    ) -> Error:
        """Send bytes to a peer, to everyone (0), or to everyone but one (`-id`).

        The other end emits `network_peer_packet`. There is one channel, whichever is given. Returns
        ERR_INVALID_DATA for no bytes, ERR_UNCONFIGURED while there is no connection, else what the peer's
        `put_packet` returns.
        """
        if isinstance(bytes, str):
            raise ScriptError("send_bytes() takes bytes, not a text: write `send_bytes(text.encode())`.")
        if type(id) is not int:
            id = target_of(id)
        if not bytes:
            self._state_.refusals.log(
                "no bytes", 0, "", lambda: "send_bytes: nothing was sent: a packet has at least one byte."
            )
            return Error.ERR_INVALID_DATA
        state = self._state_
        why = calling.why_not(state)
        if why:
            state.refusals.log(why, 0, "", lambda: f"send_bytes: nothing was sent: {why}.")
            return Error.ERR_UNCONFIGURED
        state.set_transfer_mode(mode)
        result = Error.OK
        for wire in (state.peers.get(id) or self._members_.wire_of(id),) if id > 0 else state.wires:
            result = wire.raw(id, bytes) or result
        return result

    def __repr__(self) -> str:
        return repr(self._state_)


compile_method(MultiplayerAPI, "_drain_", MultiplayerState, trace, (PacketError, Refused))


def _packet_size(name: str, size: int) -> int:
    if not size >= 128:
        raise ScriptError(f"{name} is 128 bytes or more, not {size!r}.")
    return int(size)


SceneMultiplayer = MultiplayerAPI
"""Godot 4's name of the one that nodes have unless told otherwise."""
