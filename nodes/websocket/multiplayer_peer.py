"""WebSocketMultiplayerPeer: a server or a client of a game, as Godot 4 has it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    OK,
    Error,
    NetworkedMultiplayerPeer,
    PoolByteArray,
    ScriptError,
    push_error,
)
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from .client import WebSocketClient
from .dialect import check_versions
from .limits import Limits
from .packet_peer import PacketPeer
from .peer import WebSocketPeer
from .server import WebSocketServer
from .settings import above_zero, count, headers, protocols
from .tls_options import TLSOptions, check_options

if TYPE_CHECKING:
    from typing import Self

    from engine.multiplayer.peer import Packets
    from engine.net.poller import Poller


class WebSocketMultiplayerPeer(PacketPeer, NetworkedMultiplayerPeer):
    """One end of a game: `create_server(port)` or `create_client(url)`, then `multiplayer.multiplayer_peer`.

    Whom `multiplayer` has polls it each frame; else `poll()` does.

    Unlike Godot: a packet that is longer than what fits waits in place of being lost; who does not keep up
    is disconnected. `godot_versions = (3, 4)` takes games of Godot 3 at the same port.

    Source: Godot 4's `WebSocketMultiplayerPeer` and `MultiplayerPeer`.
    """

    supported_protocols: Property[Sequence[str], Sequence[str] | None] = Field(
        (), protocols, doc="The sub-protocols that are offered, or spoken."
    )
    set_supported_protocols: Setter[Sequence[str] | None] = setter(supported_protocols, "protocols")
    get_supported_protocols: Getter[Sequence[str]] = getter(supported_protocols)
    handshake_headers: Property[Sequence[str], Sequence[str] | None] = Field(
        (), headers, doc='Header lines such as `"X-Token: abc"` that are sent along.'
    )
    set_handshake_headers: Setter[Sequence[str] | None] = setter(handshake_headers, "protocols")
    get_handshake_headers: Getter[Sequence[str]] = getter(handshake_headers)
    handshake_timeout: Property[float] = Field(
        3.0, above_zero, doc="Seconds that a connection may take to come about."
    )
    set_handshake_timeout: Setter[float] = setter(handshake_timeout, "timeout")
    get_handshake_timeout: Getter[float] = getter(handshake_timeout)
    inbound_buffer_size: Property[int] = Field(
        65535,
        count(1),
        doc="The longest message that is taken, in bytes, and how much may wait to be taken.",
    )
    set_inbound_buffer_size: Setter[int] = setter(inbound_buffer_size, "buffer_size")
    get_inbound_buffer_size: Getter[int] = getter(inbound_buffer_size)
    outbound_buffer_size: Property[int] = Field(
        65535, count(1), doc="How much may wait to be sent to one that reads slowly."
    )
    set_outbound_buffer_size: Setter[int] = setter(outbound_buffer_size, "buffer_size")
    get_outbound_buffer_size: Getter[int] = getter(outbound_buffer_size)
    max_queued_packets: Property[int] = Field(
        4096, count(1), doc="How many packets may wait in each direction."
    )
    set_max_queued_packets: Setter[int] = setter(max_queued_packets, "max_queued_packets")
    get_max_queued_packets: Getter[int] = getter(max_queued_packets)
    transfer_channel: int = 0
    """Kept for scripts that set it: over WebSocket all is one channel."""

    _end_: WebSocketServer | WebSocketClient | None
    """What does the work, from `create_server` or `create_client` on."""
    _godot_versions_: tuple[int, ...]
    _is_refusing_: bool
    _closed_as_: int
    """The status in which `close` found it, until it is told of that."""
    _transfer_mode_: int

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the object complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._end_ = None
        self._godot_versions_ = (4,)
        self._is_refusing_ = False
        self._closed_as_ = cls.CONNECTION_DISCONNECTED
        self._transfer_mode_ = cls.TRANSFER_MODE_RELIABLE
        return self

    # -- Opening and closing -------------------------------------------------------------------

    def create_server(
        self, port: int, bind_address: str = "*", tls_server_options: TLSOptions | None = None
    ) -> Error:
        """Be the server, on a TCP port, 0 for any free one (see `get_listening_port`).

        Returns ERR_ALREADY_IN_USE, with an error in the log, if it is in use or the port is taken, and
        ERR_INVALID_PARAMETER for what cannot be right.
        """
        tls = check_options("create_server", tls_server_options, of_server=True)
        server = WebSocketServer(godot_versions=self._godot_versions_, bind_ip=bind_address)
        if tls is not None:
            server.private_key, server.ssl_certificate = tls.get_private_key(), tls.get_own_certificate()
        server.handshake_timeout = self.handshake_timeout
        server.refuse_new_connections = self._is_refusing_
        server.set_extra_headers(self.handshake_headers)
        if not self._take_on_("create_server", server):
            return ERR_ALREADY_IN_USE
        return self._begun_(server.listen(port, self.supported_protocols, True))

    def create_client(self, url: str, tls_client_options: TLSOptions | None = None) -> Error:
        """Begin to connect to a server: `ws://host:port/path`, or `wss://…` for TLS.

        Returns ERR_ALREADY_IN_USE, with an error in the log, if it is in use, and ERR_INVALID_PARAMETER
        for what cannot be right.
        """
        if len(self._godot_versions_) > 1:
            raise ScriptError("create_client: a client speaks as one version of Godot: write `(4,)`.")
        tls = check_options("create_client", tls_client_options, of_server=False)
        client = WebSocketClient(godot_versions=self._godot_versions_)
        if tls is not None:
            client.verify_ssl = not tls.is_unsafe_client()
            client.trusted_ssl_certificate = tls.get_trusted_ca_chain()
        client.connect_timeout = self.handshake_timeout
        if not self._take_on_("create_client", client):
            return ERR_ALREADY_IN_USE
        headers = self.handshake_headers
        return self._begun_(client.connect_to_url(url, self.supported_protocols, True, headers))

    def _take_on_(self, method: str, end: WebSocketServer | WebSocketClient) -> bool:
        """Use a new end from now on, unless there is one in use."""
        if self.get_connection_status() != self.CONNECTION_DISCONNECTED:
            push_error(f"{method}: {self!r} is in use; call `close()` first, or make another one.")
            return False
        self._let_go_()
        self._closed_as_ = self.CONNECTION_DISCONNECTED
        self._end_ = end
        end._begun_by_, end._how_to_poll_ = method, "`multiplayer.multiplayer_peer = client`,"
        most = self.max_queued_packets
        end._links_.limits = Limits(self.inbound_buffer_size, most, self.outbound_buffer_size, most)
        end.peer_connected.connect(self.peer_connected.emit)
        end.peer_disconnected.connect(self.peer_disconnected.emit)
        end.connection_succeeded.connect(self.connection_succeeded.emit)
        end.connection_failed.connect(self.connection_failed.emit)
        end.server_disconnected.connect(self.server_disconnected.emit)
        return True

    def _begun_(self, error: Error) -> Error:
        if error != OK:
            self._let_go_()
        return error

    def close(self) -> None:
        """End all connections. Of that `server_disconnected` tells with the next poll, a server's, too."""
        self._closed_as_ = self.get_connection_status()
        self._let_go_()

    def _let_go_(self) -> None:
        end, self._end_ = self._end_, None
        if end is not None:
            end._session_.drop_packets()
            end._part_()

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the connection to a peer; None, with an error in the log, if there is none."""
        end = self._end_
        if end is None:
            push_error(f"get_peer: {self!r} has no peers before `create_server` or `create_client`.")
            return None
        return end.get_peer(peer_id)

    def get_peer_address(self, id: int) -> str:
        """Return the IP address of a peer; "", with an error, if there is none."""
        peer = self.get_peer(id)
        return peer.get_connected_host() if peer is not None else ""

    def get_peer_port(self, id: int) -> int:
        """Return the TCP port of a peer; 0, with an error, if there is none."""
        peer = self.get_peer(id)
        return peer.get_connected_port() if peer is not None else 0

    def disconnect_peer(self, id: int, force: bool = False) -> None:
        """Begin to close the connection to a peer.

        Unlike Godot: `force` changes nothing, as one who does not answer is dropped after three seconds.
        """
        peer = self.get_peer(id)
        if peer is not None:
            peer.close()

    # -- What it is ----------------------------------------------------------------------------

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        end = self._end_
        if end is None:
            return self.CONNECTION_DISCONNECTED
        status = end.get_connection_status()
        if isinstance(end, WebSocketClient) and end._wire_of_(self.TARGET_PEER_SERVER) == "godot4":
            if end.get_unique_id():
                return self.CONNECTION_CONNECTED  # up to `server_disconnected`
            return min(status, self.CONNECTION_CONNECTING)
        return status

    def get_unique_id(self) -> int:
        """Return the id of this end: 1 for a server, 0 while there is no connection."""
        if self._end_ is None or self.get_connection_status() != self.CONNECTION_CONNECTED:
            return 0
        return self._end_.get_unique_id()

    def get_listening_port(self) -> int:
        """Return the port of a server, else 0. Not in Godot."""
        return self._end_.get_listening_port() if isinstance(self._end_, WebSocketServer) else 0

    def get_last_error(self) -> str:
        """Return in words why the last connection failed or ended; "" if none did. Not in Godot."""
        return self._end_.get_last_error() if self._end_ is not None else ""

    @staticmethod
    def generate_unique_id() -> int:
        """Return a number that can be an id of a client, and that cannot be guessed."""
        return 2 + int.from_bytes(os.urandom(4), "big") % ((1 << 31) - 2)

    def is_server_relay_supported(self) -> bool:
        """Return True: clients reach each other through the server."""
        return True

    @property
    def godot_versions(self) -> Sequence[int]:
        """Which versions of Godot the games are of; `(4,)` unless set, `(3, 4)` for a server of both."""
        return self._godot_versions_

    @godot_versions.setter
    @guarded
    def godot_versions(self, versions: Sequence[int]) -> None:
        self._godot_versions_ = check_versions(versions)

    @property
    def refuse_new_connections(self) -> bool:
        """A server turns new clients away while this is True."""
        return self._is_refusing_

    @refuse_new_connections.setter
    @guarded
    def refuse_new_connections(self, refuse: bool) -> None:
        self._is_refusing_ = refuse
        if self._end_ is not None:
            self._end_.refuse_new_connections = refuse

    @property
    def transfer_mode(self) -> int:
        """Kept for scripts that set it: over WebSocket everything is reliable, and in order."""
        return self._transfer_mode_

    @transfer_mode.setter
    def transfer_mode(self, mode: int) -> None:
        self._transfer_mode_ = mode

    # -- Packets -------------------------------------------------------------------------------

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""
        closed_as, self._closed_as_ = self._closed_as_, self.CONNECTION_DISCONNECTED
        if closed_as == self.CONNECTION_CONNECTED:
            self.server_disconnected.emit()
        elif closed_as == self.CONNECTION_CONNECTING:
            self.connection_failed.emit()
        if self._end_ is not None:
            self._end_.poll()

    def get_available_packet_count(self) -> int:
        """Return how many packets wait."""
        return self._end_.get_available_packet_count() if self._end_ is not None else 0

    def get_packet_peer(self) -> int:
        """Return the id of the sender of the next packet; 1, with an error, if there is none."""
        return self._end_.get_packet_peer() if self._end_ is not None else self.TARGET_PEER_SERVER

    def get_packet(self) -> PoolByteArray:
        """Return the next packet; empty, with `get_packet_error()` set, if there is none."""
        return self._end_.get_packet() if self._end_ is not None else PoolByteArray()

    def get_packet_error(self) -> Error:
        """Return how the last `get_packet` went."""
        return self._end_.get_packet_error() if self._end_ is not None else ERR_UNAVAILABLE

    def get_packet_mode(self) -> int:
        """Return TRANSFER_MODE_RELIABLE, the mode of every packet that has come."""
        return self.TRANSFER_MODE_RELIABLE

    def get_packet_channel(self) -> int:
        """Return 0, the channel of every packet that has come."""
        return 0

    def set_target_peer(self, id: int) -> None:
        """Set whom packets go to: 0 everyone, an id that peer, `-id` everyone but that peer."""
        if self._end_ is not None:
            self._end_.set_target_peer(id)

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet to the target peer; ERR_UNCONFIGURED without a connection."""
        return self._end_.put_packet(buffer) if self._end_ is not None else ERR_UNCONFIGURED

    def _wire_of_(self, id: int) -> str:
        return self._end_._wire_of_(id) if self._end_ is not None else "godot4"

    def _waiting_packets_(self) -> Packets:
        return self._end_._waiting_packets_() if self._end_ is not None else super()._waiting_packets_()

    def _packet_target_(self) -> int:
        return self._end_._packet_target_() if self._end_ is not None else self.TARGET_PEER_SERVER

    def _put_from_(self, source: int, to: int, packet: bytes) -> Error:
        return self._end_._put_from_(source, to, packet) if self._end_ is not None else ERR_UNCONFIGURED

    def _idle_time_(self, poller: Poller) -> float:
        if self._end_ is None or self._closed_as_:
            return 0.0
        return self._end_._idle_time_(poller)

    def __repr__(self) -> str:
        state = ("disconnected", "connecting", "connected")[self.get_connection_status()]
        port = self.get_listening_port()
        return f"<WebSocketMultiplayerPeer, {f'port {port}' if port else state}>"
