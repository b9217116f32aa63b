"""What a MultiplayerAPI shares with its wires and with the calls that go through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..base.error import Error
from .joining import Joining
from .peer import NetworkedMultiplayerPeer
from .refusals import Refusals
from .targets import ids_text, selected, target_text
from .trace import trace

if TYPE_CHECKING:
    from .remote_node import RemoteNode
    from .replicating import Replicating
    from .wire import Wire

_UNRELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_UNRELIABLE
_RELIABLE = NetworkedMultiplayerPeer.TRANSFER_MODE_RELIABLE


class MultiplayerState:
    """The network peer, who is connected and by which wire, and the node that paths begin at."""

    __slots__ = (
        "add_peer",
        "is_offline",
        "joining",
        "most_delta",
        "most_sync",
        "peer",
        "peers",
        "refusals",
        "relays",
        "remove_peer",
        "replicating",
        "root",
        "sender",
        "wires",
    )

    def __init__(
        self,
        add_peer: Callable[[int], None] = lambda id: None,
        remove_peer: Callable[[int], None] = lambda id: None,
    ) -> None:
        self.add_peer: Callable[[int], None] = add_peer
        """What the API does about a peer of which a wire has learned, and not the network peer."""
        self.remove_peer: Callable[[int], None] = remove_peer
        self.peer: NetworkedMultiplayerPeer | None = None
        self.is_offline: bool = True
        """Whether no network peer was ever set, which to a script of Godot 4 is a peer by itself."""
        self.root: RemoteNode | None = None
        self.replicating: Replicating | None = None
        """What spawns and synchronizes nodes, once there is a node that does."""
        self.peers: dict[int, Wire] = {}
        """The ids of the connected peers, ascending, and what each of them speaks."""
        self.joining: Joining = Joining()
        """The ids of the same peers, in Godot 4's order."""
        self.relays: bool = True
        """Whether clients of Godot 4 reach each other through their server: its `server_relay`."""
        self.wires: tuple[Wire, ...] = ()
        """The wires that have peers; while there are no peers, the one that the next would have."""
        self.most_sync: int = 1350
        """Bytes of a SYNC packet beyond which another one is begun, and of one synchronizer in it."""
        self.most_delta: int = 0xFFFF
        """The same of a delta packet."""
        self.sender: int = 0
        """Who sent what is being done, 0 outside a call."""
        self.refusals: Refusals = Refusals()

    def put(self, wire: Wire, to: int, packet: bytes) -> Error:
        """Send a packet of `wire` to a peer, or as the peer itself understands 0 and `-id`."""
        peer = self.peer
        assert peer is not None
        peer.set_target_peer(to)
        error = peer.put_packet(packet)
        if trace.is_on:
            trace.sent(to, wire.in_words(packet))
        if error:
            self._log_not_sent(to, error)
        return error

    def put_from(self, wire: Wire, source: int, to: int, packet: bytes) -> Error:
        """Send a packet of `wire` to a peer as one of `source`, a peer of another wire."""
        peer = self.peer
        assert peer is not None
        if trace.is_on:
            trace.sent(to, f"{wire.in_words(packet)}, for peer {source}")
        error = peer._put_from_(source, to, packet)
        if error:
            self._log_not_sent(to, error)
        return error

    def broadcast(self, wire: Wire, to: int, packet: bytes) -> Error:
        """Send a packet to those peers of `wire` that `to` means; as one, if there is no other wire."""
        if to > 0 or len(self.wires) == 1:
            return self.put(wire, to, packet)
        result = Error.OK
        for id in tuple(selected(to, wire.peers)):
            result = self.put(wire, id, packet) or result
        return result

    def transfer_mode(self) -> int:
        """Return how the network peer sends."""
        assert self.peer is not None
        return self.peer.transfer_mode

    def set_transfer_mode(self, mode: int) -> None:
        """Set how the network peer sends from now on, if it does not already."""
        peer = self.peer
        assert peer is not None
        if peer.transfer_mode != mode:
            peer.transfer_mode = mode

    def set_reliable(self, reliable: bool) -> None:
        """Set whether the network peer sends reliably from now on, or else unreliably and in any order."""
        peer = self.peer
        assert peer is not None
        mode = _RELIABLE if reliable else _UNRELIABLE
        if peer.transfer_mode != mode:
            peer.transfer_mode = mode

    def own_id(self) -> int:
        """Return the id of this end."""
        assert self.peer is not None
        return self.peer.get_unique_id()

    def _log_not_sent(self, to: int, error: Error) -> None:
        whole = "" if to > 0 else " to all of them"
        self.refusals.log(
            "put_packet",
            to,
            "",
            lambda: f"A packet to {target_text(to)} was not sent{whole}: {Error(error).name}.",
        )

    def __repr__(self) -> str:
        return f"<MultiplayerAPI over {self.peer!r}, peers: {ids_text(self.peers)}>"
