"""WebSocketMultiplayerPeer: what the client and the server have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from engine import (
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    FAILED,
    OK,
    Error,
    PoolByteArray,
    Signal,
    push_error,
)
from engine.multiplayer.peer import NetworkedMultiplayerPeer

from .connection import Limits
from .packet_peer import PacketPeer
from .peer import WebSocketPeer, as_bytes
from .polled import PolledNode

if TYPE_CHECKING:
    from typing import Self, Unpack

    from engine.scene.node import NodeKeywords

    from .multiplayer_client import MultiplayerClient
    from .multiplayer_server import MultiplayerServer

    class WebSocketMultiplayerPeerKeywords(NodeKeywords, total=False):
        """What `WebSocketMultiplayerPeer(…)` takes by name."""

        compression: bool
        ping_interval: float
        ping_timeout: float
        allow_object_decoding: bool
        encode_buffer_max_size: int
        refuse_new_connections: bool
        transfer_mode: int


T = TypeVar("T")


class WebSocketMultiplayerPeer(PolledNode, PacketPeer, NetworkedMultiplayerPeer):
    """The base of WebSocketClient and WebSocketServer.

    Inside the tree it polls itself each frame; kept in a variable it is polled by hand. Both at once
    is harmless, and so is `poll()` inside a handler, which does nothing.

    Unlike Godot: a Node, not a Reference, so that it can be put into the tree.

    Source: Godot 3.6's `WebSocketMultiplayerPeer`, `NetworkedMultiplayerPeer` and `PacketPeer`.
    """

    peer_packet: Final = Signal[int]("peer_source")

    compression: bool = False
    """Offer, or accept, permessage-deflate (RFC 7692). Not in Godot, which has no extensions."""

    _multiplayer_: MultiplayerServer | MultiplayerClient | None
    """What the multiplayer mode has beside the connections, None in raw mode."""
    _packet_error_: Error
    _target_peer_: int
    _last_error_: str

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketMultiplayerPeerKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._multiplayer_ = None
        self._packet_error_ = OK
        self._target_peer_ = self.TARGET_PEER_BROADCAST
        self._last_error_ = ""
        return self

    # -- Settings ------------------------------------------------------------------------------

    def set_buffers(
        self,
        input_buffer_size_kb: int,
        input_max_packets: int,
        output_buffer_size_kb: int,
        output_max_packets: int,
    ) -> Error:
        """Set how much may wait on each connection, in KiB and packets; 64 and 1024 unless set.

        The input size is also the longest message that is accepted: a longer one is refused with
        close code 1009. Returns FAILED while listening, connecting or connected.

        Unlike Godot: the numbers are not rounded up, and a full input holds the sender back instead
        of dropping packets.
        """
        numbers = (
            input_buffer_size_kb,
            input_max_packets,
            output_buffer_size_kb,
            output_max_packets,
        )
        if self.get_connection_status() != self.CONNECTION_DISCONNECTED:
            push_error(f"set_buffers: {self!r} is in use; set the buffers before.")
            return FAILED
        if min(numbers) <= 0:
            push_error(f"set_buffers: all four numbers must be greater than 0, not {numbers}.")
            return ERR_INVALID_PARAMETER
        self._limits_ = Limits(
            input_buffer_size_kb * 1024,
            input_max_packets,
            output_buffer_size_kb * 1024,
            output_max_packets,
        )
        return OK

    def _is_idle_(self) -> bool:
        return self.get_connection_status() == self.CONNECTION_DISCONNECTED

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        raise NotImplementedError

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the peer of this id; None, with an error in the log, if there is none.

        To type checkers it is never None, so that `get_peer(1).put_packet(…)` can be written as it is.
        """
        raise NotImplementedError

    def get_last_error(self) -> str:
        """Return in words why the last connection failed or ended, "" if none did.

        Not in Godot, whose signals say only that something failed.
        """
        return self._last_error_

    def get_unique_id(self) -> int:
        """Return the id of this end: 1 for a server, 0 for a client in raw mode."""
        raise NotImplementedError

    # -- Packets of the node itself, which belong to the multiplayer mode -----------------------

    def get_available_packet_count(self) -> int:
        """Return how many packets of other peers wait. In raw mode 0, with an error."""
        mode = self._multiplayer_
        return len(mode.packets) if mode is not None else self._raw_("get_available_packet_count", 0)

    def get_packet(self) -> PoolByteArray:
        """Return the next packet; empty, with `get_packet_error()` set, if there is none.

        In raw mode nothing, with an error: write `get_peer(id).get_packet()`.
        """
        mode = self._multiplayer_
        if mode is None:
            self._packet_error_ = ERR_UNCONFIGURED
            return self._raw_("get_packet", PoolByteArray())
        if not mode.packets:
            self._packet_error_ = ERR_UNAVAILABLE
            return PoolByteArray()
        self._packet_error_ = OK
        return PoolByteArray(mode.packets.take())

    def get_packet_error(self) -> Error:
        """Return how the last `get_packet` went: OK, ERR_UNAVAILABLE or, in raw mode, ERR_UNCONFIGURED."""
        return self._packet_error_ if self._multiplayer_ is not None else ERR_UNCONFIGURED

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet to the target peer, see `set_target_peer`.

        Returns FAILED if there is no such peer or no connection, and ERR_OUT_OF_MEMORY while too much
        waits to be sent. In raw mode ERR_UNCONFIGURED, with an error: write
        `get_peer(id).put_packet(…)`.
        """
        if self._multiplayer_ is None:
            return self._raw_("put_packet", ERR_UNCONFIGURED)
        return self._put_multiplayer_(as_bytes(buffer))

    def _put_multiplayer_(self, data: bytes) -> Error:
        raise NotImplementedError

    def get_packet_peer(self) -> int:
        """Return the id of the sender of the packet that `get_packet` will return.

        Returns 1, with an error, if there is none, and in raw mode.
        """
        mode = self._multiplayer_
        if mode is None:
            return self._raw_("get_packet_peer", 1)
        if not mode.packets:
            push_error(f"get_packet_peer: {self!r} has no packets.")
            return 1
        return mode.packets.source()

    def set_target_peer(self, id: int) -> None:
        """Set whom packets go to: 0 everyone, an id that peer, `-id` everyone but that peer.

        Kept until it is set anew. In raw mode there are no such packets.
        """
        self._target_peer_ = id

    def get_var(self, allow_objects: bool = False) -> Any:
        """Return the value in the next packet. In raw mode None, with an error."""
        return super().get_var(allow_objects) if self._multiplayer_ else self._raw_("get_var", None)

    def _why_no_packets_(self) -> str:
        if self._multiplayer_ is not None or self._is_idle_():
            return ""
        return (
            "it is in raw mode. Pass True for gd_mp_api: `listen(port, [], True)` or"
            " `connect_to_url(url, [], True)`."
        )

    def _raw_(self, what: str, result: T) -> T:
        push_error(
            f"{what}: {self!r} is in raw mode, where packets belong to peers: write `get_peer(id).{what}(…)`."
        )
        return result
