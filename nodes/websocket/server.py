"""WebSocketServer: accepts WebSocket clients."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from weakref import ref

from engine import ERR_ALREADY_IN_USE, ERR_INVALID_PARAMETER, OK, Error, ScriptError, Signal, push_error
from engine.base.fault import report
from engine.net.poller import READ, Watch
from engine.scene.scene_tree import tree_of

from . import tls
from .admission import Admit, Authenticator, Refusal
from .connection import POLICY_VIOLATION, Connection, log
from .event import CloseRequested, Ended, Event, Opened, Received
from .handshake_options import check_headers, check_protocols
from .life import OPEN
from .multiplayer_peer import WebSocketMultiplayerPeer
from .peer import WebSocketPeer
from .rate_limit import ClientLimit, RateLimit
from .unread import Packet

if TYPE_CHECKING:
    from typing import Self, Unpack

    from engine.net.network import Listener

    from .multiplayer_peer import WebSocketMultiplayerPeerKeywords
    from .multiplayer_server import MultiplayerServer

    class WebSocketServerKeywords(WebSocketMultiplayerPeerKeywords, total=False):
        """What `WebSocketServer(…)` takes by name."""

        private_key: Any
        ssl_certificate: Any
        max_clients: int
        authenticator: Authenticator | None
        ca_chain: Any
        bind_ip: str
        handshake_timeout: float


ACCEPTED_AT_ONCE = 256
"""Connections that one poll accepts at the most, so that a rush leaves time for those who are in."""

LOADED_AFTER = 0.05
"""Seconds from `listen` to the loading of what handshakes need, `websockets` above all. It takes as
long as all else of a start together, and so keeps neither that nor the first client waiting."""


class WebSocketServer(WebSocketMultiplayerPeer):
    """A WebSocket server: `listen`, then `get_peer(id).put_packet(…)` to each client.

    Unlike Godot: a client that offers sub-protocols is welcome where the server lists none; a bad
    request gets an HTTP answer; `client_disconnected` says True for every close in which both sides
    sent their close frame; a client that breaks the protocol is disconnected and that is told;
    `stop()` tells of each client.

    Source: Godot 3.6's `WebSocketServer` (`wsl_server.cpp`).
    """

    client_connected: Final = Signal[int, str]("id", "protocol")
    client_disconnected: Final = Signal[int, bool]("id", "was_clean_close")
    client_close_request: Final = Signal[int, int, str]("id", "code", "reason")
    data_received: Final = Signal[int]("id")

    _stored_ = ("bind_ip", "handshake_timeout")

    private_key: Any = None
    """With `ssl_certificate`: speak TLS. A CryptoKey, the path of a PEM file or its text."""
    ssl_certificate: Any = None
    """With `private_key`: speak TLS. An X509Certificate, the path of a PEM file or its text."""
    max_clients: int = 0
    """How many clients there may be at a time; further ones are answered 503. 0 is without limit. Not
    in Godot."""
    authenticator: Authenticator | None = None
    """Called with the path and the headers of each request before the client exists for anybody; who
    gets False is answered 401. See `token_authenticator`. The handshake timeout bounds it all. Not in
    Godot."""
    ca_chain: Any = None
    """The certificates between `ssl_certificate` and an authority, in the same forms."""

    _accept_error_ = ""
    """Why no client can be accepted, while that lasts."""
    _listener_: Listener | None
    _listening_: Watch | None
    _waiting_: dict[Connection, None]
    """Connections whose handshake is not over."""
    _peers_: dict[int, WebSocketPeer]
    _requests_: dict[int, Opened]
    _multiplayer_: MultiplayerServer | None
    _rate_limit_: RateLimit | None
    _limits_of_clients_: dict[int, ClientLimit]
    _protocols_: list[str]
    _extra_headers_: list[tuple[str, str]]
    _bind_ip_: str
    _handshake_timeout_: float
    _tls_: Any

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketServerKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._listener_ = self._listening_ = self._tls_ = None
        self._waiting_ = {}
        self._peers_ = {}
        self._requests_ = {}
        self._rate_limit_ = None
        self._limits_of_clients_ = {}
        self._protocols_ = []
        self._extra_headers_ = []
        self._bind_ip_ = "*"
        self._handshake_timeout_ = 3.0
        return self

    # -- Listening -----------------------------------------------------------------------------

    def listen(self, port: int, protocols: Sequence[str] = (), gd_mp_api: bool = False) -> Error:
        """Accept clients on a TCP port, 0 for any free one (see `get_listening_port`).

        `protocols`: the sub-protocols that are spoken here; a client has to offer one of them.

        Returns ERR_ALREADY_IN_USE when it listens already or the port is taken, and
        ERR_INVALID_PARAMETER for a port or sub-protocol that cannot be one, with an error in the log.
        """
        if self._listener_ is not None:
            push_error(f"listen: {self!r} listens already; call stop() first.")
            return ERR_ALREADY_IN_USE
        try:
            self._protocols_ = check_protocols(protocols)
            self._tls_ = self._tls_context_()
        except ScriptError as error:
            push_error(f"listen: {error}")
            return ERR_INVALID_PARAMETER
        if not 0 <= port <= 65535:
            push_error(f"listen: {port} is not a port: 1 to 65535, or 0 for any free one.")
            return ERR_INVALID_PARAMETER
        poller = self._open_()
        assert self._network_ is not None
        try:
            self._listener_ = self._network_.listen(port, self._bind_ip_)
        except OSError as error:
            push_error(f"listen: port {port} of {self._bind_ip_} cannot be used: {error.strerror or error}")
            return ERR_ALREADY_IN_USE
        self._listening_ = poller.watch(self._listener_, READ, self._inbox_, self)
        self._multiplayer_ = None
        if gd_mp_api:
            from .multiplayer_server import MultiplayerServer

            self._multiplayer_ = MultiplayerServer()
        tree = tree_of(self)
        if tree is not None:
            tree.create_timer(LOADED_AFTER).timeout.connect(_load_handshake)
        log.info("%r: listening", self)
        return OK

    def _tls_context_(self) -> Any:
        if self.private_key is None and self.ssl_certificate is None:
            return None
        if self.private_key is None or self.ssl_certificate is None:
            raise ScriptError("TLS needs both `private_key` and `ssl_certificate`.")
        return tls.server_context(
            tls.pem_of(self.ssl_certificate, tls.X509Certificate),
            tls.pem_of(self.private_key, tls.CryptoKey),
            tls.pem_of(self.ca_chain, tls.X509Certificate) if self.ca_chain is not None else "",
        )

    def is_listening(self) -> bool:
        """Return True while clients are accepted."""
        return self._listener_ is not None

    def get_listening_port(self) -> int:
        """Return the port, 0 if not listening. Not in Godot."""
        return int(self._listener_.getsockname()[1]) if self._listener_ is not None else 0

    def stop(self) -> None:
        """Listen no more: send each client a close frame and drop it.

        Unlike Godot: `client_disconnected(id, False)` is emitted for each.
        """
        if self._listener_ is None:
            return
        log.info("%r: stopping", self)
        peers, requests = self._peers_, self._requests_
        ids = [id for id, peer in peers.items() if peer.is_connected_to_host()]
        self._close_sockets_()
        self._peers_, self._requests_ = peers, requests  # their packets can still be read meanwhile
        for id in ids:
            log.info("%r: client %d was sent away with code 1000: stop() was called", self, id)
            self._tell_of_end_(id, False)

    def _close_sockets_(self) -> None:
        if self._listener_ is not None and self._listening_ is not None:
            self._listening_.close()
            self._listener_.close()
        self._listener_ = self._listening_ = None
        peers, self._peers_ = self._peers_, {}
        self._requests_ = {}
        for peer in peers.values():
            if peer._connection_ is not None:
                peer._connection_.leave()
        for connection in self._waiting_:
            connection.discard()
        self._waiting_.clear()
        super()._close_sockets_()

    # -- Clients -------------------------------------------------------------------------------

    def has_peer(self, id: int) -> bool:
        """Return True if a client of this id is connected."""
        return id in self._peers_

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the peer of a client; None, with an error in the log, if there is none."""
        peer = self._peers_.get(peer_id)
        if peer is None:
            push_error(f"get_peer: {self!r} has no client {peer_id}. Ask `has_peer(id)` first.")
        return peer

    def get_peers(self) -> list[int]:
        """Return the ids of all clients, in the order in which they came. Not in Godot."""
        return list(self._peers_)

    def disconnect_peer(self, id: int, code: int = 1000, reason: str = "") -> None:
        """Begin to close the connection of a client. See `WebSocketPeer.close`."""
        peer = self.get_peer(id)
        if peer is not None:
            peer.close(code, reason)

    def get_peer_address(self, id: int) -> str:
        """Return the IP address of a client; "", with an error, if there is none."""
        peer = self.get_peer(id)
        return peer.get_connected_host() if peer is not None else ""

    def get_peer_port(self, id: int) -> int:
        """Return the TCP port of a client's end; 0, with an error, if there is none."""
        peer = self.get_peer(id)
        return peer.get_connected_port() if peer is not None else 0

    def get_peer_path(self, id: int) -> str:
        """Return the path, with its query, that a client asked for: `"/room?token=…"`. Not in Godot."""
        return self._requests_[id].path if self.get_peer(id) is not None else ""

    def get_peer_headers(self, id: int) -> dict[str, str]:
        """Return the headers of a client's request, by lower-case name. Not in Godot."""
        return dict(self._requests_[id].headers) if self.get_peer(id) is not None else {}

    # -- Settings ------------------------------------------------------------------------------

    def get_bind_ip(self) -> str:
        """Return the address that is listened on, "*" for all."""
        return self._bind_ip_

    def set_bind_ip(self, ip: str) -> None:
        """Set the address to listen on. Refused, with an error, while listening."""
        if self._listener_ is not None:
            push_error(f"set_bind_ip: {self!r} listens already; set it before.")
        else:
            self._bind_ip_ = ip

    bind_ip = property(get_bind_ip, set_bind_ip, doc='The address to listen on, "*" for all.')

    def get_handshake_timeout(self) -> float:
        """Return the seconds that a client has from its TCP connection to the end of the handshake."""
        return self._handshake_timeout_

    def set_handshake_timeout(self, timeout: float) -> None:
        """Set the seconds that a client has for TLS and the handshake together; greater than 0."""
        if not timeout > 0:
            raise ScriptError(f"handshake_timeout must be greater than 0 seconds, not {timeout!r}.")
        self._handshake_timeout_ = timeout

    handshake_timeout = property(
        get_handshake_timeout, set_handshake_timeout, doc="Seconds that a client has to get in; 3."
    )

    def set_extra_headers(self, headers: Sequence[str] = ()) -> None:
        """Set header lines such as `"X-Server: mine"` that every accepted client is sent."""
        self._extra_headers_ = check_headers(headers)

    def set_rate_limit(self, messages_per_second: float, bytes_per_second: float = 0) -> None:
        """Close clients that send more than this, with code 1008 and the reason; 0 is without limit.

        Twice as much is let through at once. Holds for clients that send from now on. Not in Godot.
        """
        if not (messages_per_second >= 0 and bytes_per_second >= 0):
            raise ScriptError("set_rate_limit: both numbers must be 0 (no limit) or more.")
        self._limits_of_clients_.clear()
        limited = bool(messages_per_second or bytes_per_second)
        self._rate_limit_ = RateLimit(messages_per_second, bytes_per_second) if limited else None

    def get_connection_status(self) -> int:
        """Return CONNECTION_CONNECTED while listening, else CONNECTION_DISCONNECTED."""
        return self.CONNECTION_CONNECTED if self.is_listening() else self.CONNECTION_DISCONNECTED

    def get_unique_id(self) -> int:
        """Return 1, the id of every server."""
        return 1

    def _put_multiplayer_(self, data: bytes) -> Error:
        assert self._multiplayer_ is not None
        return self._multiplayer_.put_packet(self, self._target_peer_, data)

    # -- Polling -------------------------------------------------------------------------------

    def _serve_(self, watch: Watch) -> None:
        if watch is self._listening_:
            self._accept_(watch)
        else:
            super()._serve_(watch)

    def _accept_(self, watch: Watch) -> None:
        from .stream import Stream, server_protocol  # loaded by then: see LOADED_AFTER

        watch.taken()
        network = self._network_
        assert network is not None
        for _ in range(ACCEPTED_AT_ONCE):
            if self._listener_ is None:
                return
            try:
                accepted, address = self._listener_.accept()
            except BlockingIOError:  # none left
                return
            except OSError as error:  # too many files are open, perhaps: the next frame tries again
                if str(error) != self._accept_error_:
                    self._accept_error_ = str(error)
                    log.warning("%r: no client can be accepted: %s", self, error)
                watch.announce()
                return
            self._accept_error_ = ""
            if self.refuse_new_connections:
                log.info("%r: %s:%d was refused: refuse_new_connections is set", self, *address[:2])
                accepted.close()
                continue
            try:
                sock = network.accepted(accepted)
                if self._tls_ is not None:
                    sock = tls.TlsSocket(sock, self._tls_, None)
            except OSError as error:  # it is gone already
                log.warning("%r: %s:%d did not become a client: %s", self, *address[:2], error)
                accepted.close()
                continue
            stream = Stream(
                server_protocol(self._protocols_, self.compression),
                self._limits_.in_bytes,
                self._extra_headers_,
                _admitting(ref(self)),
            )
            connection = self._connection_on_(sock, stream)
            connection.set_deadline(self._handshake_timeout_)
            self._waiting_[connection] = None

    def _handle_(self, connection: Connection, event: Event) -> None:
        match event:
            case Received():
                self._receive_(connection, event)
            case Opened():
                self._welcome_(connection, event)
            case CloseRequested():
                self.client_close_request.emit(connection.id, event.code, event.reason)
            case Ended():
                self._end_(connection, event)

    def _receive_(self, connection: Connection, messages: list[Packet]) -> None:
        if self._rate_limit_ is not None and self._is_too_much_(connection, messages):
            return
        if self._multiplayer_ is not None:
            self._multiplayer_.receive(self, connection, messages)
            return
        id, emit = connection.id, self.data_received.emit
        take_in, life = connection.unread.take_in, connection.life
        for message in messages:
            take_in(message)
            emit(id)
            if life.state is not OPEN:
                return

    def _welcome_(self, connection: Connection, event: Opened) -> None:
        del self._waiting_[connection]
        connection.id = self._new_id_()
        self._was_opened_(connection)
        self._peers_[connection.id] = WebSocketPeer(connection)
        self._requests_[connection.id] = event
        log.info(
            "%r: client %d came from %s:%d, path %s, sub-protocol %r",
            self,
            connection.id,
            *connection.address,
            event.path,
            event.protocol,
        )
        if self._multiplayer_ is not None:
            self._multiplayer_.welcome(self, connection)
        else:
            self.client_connected.emit(connection.id, event.protocol)

    def _end_(self, connection: Connection, event: Ended) -> None:
        """Tell of a connection that is over, then forget it: its packets can still be read meanwhile."""
        self._linger_(connection)
        if connection in self._waiting_:
            del self._waiting_[connection]
            log.warning("%r: %s:%d did not become a client: %s", self, *connection.address, event.why)
            return
        log.log(
            logging.INFO if event.clean else logging.WARNING,
            "%r: client %d left with code %d: %s",
            self,
            connection.id,
            event.code,
            event.why,
        )
        self._tell_of_end_(connection.id, event.clean)

    def _tell_of_end_(self, id: int, clean: bool) -> None:
        self._limits_of_clients_.pop(id, None)
        if self._multiplayer_ is not None:
            self._multiplayer_.farewell(self, id)
        else:
            self.client_disconnected.emit(id, clean)
        self._peers_.pop(id, None)
        self._requests_.pop(id, None)

    def _admit_(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Decide whether a client whose request is right otherwise may come in."""
        if self.max_clients and len(self._peers_) >= self.max_clients:
            return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, f"all {self.max_clients} places are taken")
        if self.authenticator is not None:
            try:
                admitted = self.authenticator(path, headers)
            except Exception as error:
                report(self, error, f"the authenticator of {self!r}")
                return Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "the authenticator failed")
            if not admitted:
                return Refusal(HTTPStatus.UNAUTHORIZED, "the authenticator did not let it in")
        return None

    def _is_too_much_(self, connection: Connection, messages: list[Packet]) -> bool:
        """Close a client that sends more than the rate limit allows, and say so."""
        assert self._rate_limit_ is not None
        now = self._deadlines_.now()
        limit = self._limits_of_clients_.get(connection.id)
        if limit is None:
            limit = self._limits_of_clients_[connection.id] = self._rate_limit_.for_client(now)
        excess = limit.excess([len(payload) for payload, _ in messages], now)
        if not excess:
            return False
        log.warning("%r: client %d is closed: it sent %s", self, connection.id, excess)
        connection.close(POLICY_VIOLATION, excess)
        return True

    def _new_id_(self) -> int:
        """Return an id that no client has, and that cannot be guessed: 2 to 2147483647."""
        while True:
            id = int.from_bytes(os.urandom(4), "big") >> 1
            if id > 1 and id not in self._peers_:
                return id

    def __repr__(self) -> str:
        if self._listener_ is None:
            return super().__repr__()
        return f"{super().__repr__()[:-1]}, port {self.get_listening_port()}, {len(self._peers_)} clients>"


def _load_handshake() -> None:
    from . import stream  # noqa: F401


def _admitting(node_ref: ref[WebSocketServer]) -> Admit:
    """Return what asks a server whom to let in, without keeping it alive."""

    def admit(path: str, headers: Mapping[str, str]) -> Refusal | None:
        server = node_ref()
        return server._admit_(path, headers) if server is not None else None

    return admit
