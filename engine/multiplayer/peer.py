"""NetworkedMultiplayerPeer: what MultiplayerAPI asks of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from ..base.error import Error
from ..object.object import Object
from ..object.signal import Signal

if TYPE_CHECKING:
    from ..net.poller import Poller


class Packets(Protocol):
    """The packets that wait at a peer. What waits of a connection that is replaced is gone."""

    def take_next(self) -> tuple[int, bytes] | None:
        """Take the oldest packet: who sent it, and what it says; None if there is none."""


class NetworkedMultiplayerPeer(Object):
    """One end of a network whose ends have ids: 1 is the server, clients have other positive numbers.

    The base of every peer that can be `tree.network_peer`. It has signals and constants but no state,
    so that it can be a further base of a Node. What a subclass owes:

    - Signals are emitted inside `poll()` alone. A client emits `peer_connected(1)`, then
      `connection_succeeded`, then `peer_connected` for each other client, and `get_unique_id` is right
      by then. A connection that never came about ends with `connection_failed`, one that was
      established with `server_disconnected`, and the status is DISCONNECTED by then.
    - Packets are reliable and in order for each pair of ends, whole, and never empty of meaning: what
      `put_packet` was given is what `get_packet` returns at the other end, with the sender's id from
      `get_packet_peer`.
    - A client's packets to other clients go through the server, which relays them.

    Unlike Godot: an established connection of a client that ends gives `server_disconnected` with
    every peer (Godot's WebSocket classes say `connection_failed`).

    Source: Godot 3.6's `NetworkedMultiplayerPeer` and `PacketPeer`.
    """

    __slots__ = ()

    TRANSFER_MODE_UNRELIABLE = 0
    TRANSFER_MODE_UNRELIABLE_ORDERED = 1
    TRANSFER_MODE_RELIABLE = 2
    CONNECTION_DISCONNECTED = 0
    CONNECTION_CONNECTING = 1
    CONNECTION_CONNECTED = 2
    TARGET_PEER_BROADCAST = 0
    TARGET_PEER_SERVER = 1

    peer_connected: Final = Signal[int]("id")
    peer_disconnected: Final = Signal[int]("id")
    connection_succeeded: Final = Signal()
    connection_failed: Final = Signal()
    server_disconnected: Final = Signal()

    refuse_new_connections: bool = False
    """A server turns new clients away while this is True."""
    allow_object_decoding: bool = False
    """Kept for scripts that set it: objects are never decoded from packets."""

    def poll(self) -> None:
        """Do the network's work: emit signals, make packets available. Harmless when called again."""
        raise NotImplementedError

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        raise NotImplementedError

    def get_unique_id(self) -> int:
        """Return the id of this end: 1 for a server, 0 for a client that is not connected yet."""
        raise NotImplementedError

    def _why_no_packets_(self) -> str:  # friend: api; override point
        """Return why this peer cannot carry packets, "" if it can. Asked when it becomes a network peer."""
        return ""

    def _wire_of_(self, id: int) -> str:  # friend: membership; override point
        """Return what the peer of this id speaks: a name in `membership.WIRES`.

        Asked before `peer_connected`. With 0: what the next peer is expected to speak.
        """
        return "godot3"

    def _waiting_packets_(self) -> Packets:  # friend: api; override point
        """Return what the packets are taken from that wait, up to the next poll."""
        return _OneByOne(self)

    def _packet_target_(self) -> int:  # friend: api; override point
        """Return whom the packet that `get_packet` has returned last is for, as its sender has said.

        Asked by a server whose peers speak several wires. What a peer sends to those of its own wire is
        passed on below, what it sends to peers of another has to be said anew by the API: such packets
        are to be had from `get_packet`, too.
        """
        return self.TARGET_PEER_SERVER

    def _put_from_(self, source: int, to: int, packet: bytes) -> Error:  # friend: state; override point
        """Send a packet to a peer as if `source`, who speaks another wire, had sent it."""
        return Error.ERR_UNAVAILABLE

    def _idle_time_(self, poller: Poller) -> float:  # override point
        """Return for how many seconds polling would do nothing, unless a socket in `poller` is ready."""
        return 0.0

    def is_server(self) -> bool:
        """Return True if this end is the server."""
        return self.get_unique_id() == self.TARGET_PEER_SERVER

    def disconnect_peer(self, id: int) -> None:
        """Begin to end the connection to a peer."""
        raise NotImplementedError

    def set_target_peer(self, id: int) -> None:
        """Set whom the next packets go to: 0 everyone, an id that one, `-id` everyone but that one."""
        raise NotImplementedError

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet to the target peer."""
        raise NotImplementedError

    def get_available_packet_count(self) -> int:
        """Return how many packets wait to be taken."""
        raise NotImplementedError

    def get_packet_peer(self) -> int:
        """Return the id of the sender of the packet that `get_packet` will return."""
        raise NotImplementedError

    def get_packet(self) -> bytes:
        """Take the next packet."""
        raise NotImplementedError

    @property
    def transfer_mode(self) -> int:
        """How the next packets are sent. Setting it does nothing where everything is reliable."""
        return self.TRANSFER_MODE_RELIABLE

    @transfer_mode.setter
    def transfer_mode(self, mode: int) -> None:
        pass

    def set_transfer_mode(self, mode: int) -> None:
        """Set `transfer_mode`; a WebSocket is reliable and in order with each."""
        self.transfer_mode = mode

    def get_transfer_mode(self) -> int:
        """Return `transfer_mode`: one of the TRANSFER_MODE_ numbers."""
        return self.transfer_mode

    def set_refuse_new_connections(self, enable: bool) -> None:
        """Set `refuse_new_connections`: True lets nobody in any more; who is there stays."""
        self.refuse_new_connections = enable

    def is_refusing_new_connections(self) -> bool:
        """Return `refuse_new_connections`: whether nobody is let in any more."""
        return self.refuse_new_connections


MultiplayerPeer = NetworkedMultiplayerPeer
"""Godot 4's name."""


class _OneByOne:
    """The packets of a peer that has no more than the public methods."""

    __slots__ = ("_peer",)

    def __init__(self, peer: NetworkedMultiplayerPeer) -> None:
        self._peer = peer

    def take_next(self) -> tuple[int, bytes] | None:
        """See `Packets`."""
        peer = self._peer
        if not peer.get_available_packet_count():
            return None
        sender = peer.get_packet_peer()
        return sender, bytes(peer.get_packet())
