"""WebSocketClient: connects to a WebSocket server."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_INVALID_PARAMETER,
    OK,
    Error,
    ScriptError,
    Signal,
    push_error,
)
from engine.net.poller import Poller, Watch

from . import tls
from .connection import Connection, log
from .dial import Dial
from .event import CloseRequested, Ended, Event, Opened, Received
from .handshake_options import check_headers, check_protocols
from .life import CLOSING, OPEN
from .multiplayer_peer import WebSocketMultiplayerPeer
from .peer import WebSocketPeer, check_close
from .tunnel import Tunnel, connect_request, proxy_for
from .unread import Packet
from .url import parse_url

if TYPE_CHECKING:
    from typing import Unpack

    from websockets.uri import WebSocketURI

    from engine.net.network import Network

    from .fast_lane import Masker
    from .multiplayer_client import MultiplayerClient
    from .multiplayer_peer import WebSocketMultiplayerPeerKeywords

    class WebSocketClientKeywords(WebSocketMultiplayerPeerKeywords, total=False):
        """What `WebSocketClient(…)` takes by name."""

        connect_timeout: float
        verify_ssl: bool
        trusted_ssl_certificate: Any


class WebSocketClient(WebSocketMultiplayerPeer):
    """A WebSocket client: `connect_to_url`, then `get_peer(1).put_packet(…)`.

    An HTTP proxy that the environment names (`https_proxy`, `no_proxy`) is used, except for servers on
    this machine.

    Unlike Godot: `connection_closed` says True for every close in which both sides sent their close
    frame, also when it began here; the whole way to the connection, and the close, have a time limit.

    Source: Godot 3.6's `WebSocketClient` (`wsl_client.cpp`).
    """

    connection_established: Final = Signal[str]("protocol")
    connection_error: Final = Signal()
    connection_closed: Final = Signal[bool]("was_clean_close")
    server_close_request: Final = Signal[int, str]("code", "reason")
    data_received: Final = Signal()

    connect_timeout: float = 30.0
    """Seconds from `connect_to_url` to the end of the handshake. In Godot TCP alone has a limit."""
    verify_ssl: bool = True
    """Whether the server's certificate has to be trusted and made out to the host."""
    trusted_ssl_certificate: Any = None
    """Whom to trust in place of the system: an X509Certificate, the path of a PEM file or its text."""

    _multiplayer_: MultiplayerClient | None
    _dial_: Dial | Tunnel | None = None
    _connection_: Connection | None = None
    _peer_: WebSocketPeer | None = None
    _masker_: Masker | None = None
    _opened_: Opened | None = None
    _tls_: Any = None
    _url_ = ""
    _deadline_ = 0.0
    _uri_: WebSocketURI
    _protocols_: list[str]
    _headers_: list[tuple[str, str]]

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketClientKeywords]) -> None: ...

    # -- Connecting ----------------------------------------------------------------------------

    def connect_to_url(
        self,
        url: str,
        protocols: Sequence[str] = (),
        gd_mp_api: bool = False,
        custom_headers: Sequence[str] = (),
    ) -> Error:
        """Begin to connect; `connection_established` or `connection_error` follows from `poll`.

        `url`: `ws://host:port/path`, `wss://…` for TLS. `protocols`: the sub-protocols to offer.
        `custom_headers`: lines such as `"X-Token: abc"`. With `gd_mp_api` it speaks Godot's multiplayer
        framing and is fit for `tree.network_peer`; its signals are then `connection_succeeded`,
        `connection_failed`, `server_disconnected`, `peer_connected` and so on, and packets belong to
        the client itself.

        Returns ERR_ALREADY_IN_USE while connecting or connected, and ERR_INVALID_PARAMETER, with an
        error in the log, for a URL, sub-protocol or header that cannot be one.
        """
        old = self._connection_
        if self._dial_ is not None or (old is not None and old.life.state is not CLOSING):
            push_error(f"connect_to_url: {self!r} is already connecting or connected to {self._url_}.")
            return ERR_ALREADY_IN_USE
        try:
            self._uri_ = parse_url(url)
            self._protocols_ = check_protocols(protocols)
            self._headers_ = check_headers(custom_headers)
            self._tls_ = self._tls_context_() if self._uri_.secure else None
        except ScriptError as error:
            push_error(f"connect_to_url: {error}")
            return ERR_INVALID_PARAMETER
        poller = self._open_()
        if old is not None:  # closing: it is left alone with that, and nothing more is told of it
            self._connection_ = None
            old.stream.drop("replaced by another connection")
            self._linger_(old)
        self._url_ = url
        self._multiplayer_ = None
        if gd_mp_api:
            from .multiplayer_client import MultiplayerClient

            self._multiplayer_ = MultiplayerClient()
        self._last_error_ = ""
        self._peer_ = WebSocketPeer()
        self._deadline_ = self._deadlines_.now() + self.connect_timeout
        assert self._network_ is not None
        self._dial_ = self._dial_to_(self._network_)
        self._dial_.poll(self._deadlines_.now(), poller)  # a failure is told of in `poll`
        return OK

    def _dial_to_(self, network: Network) -> Dial | Tunnel:
        """Return the way to the server: straight, or through the proxy that the environment names."""
        uri, proxy = self._uri_, proxy_for(self._uri_)
        if proxy is None:
            return Dial(network, self._wake_, self._inbox_, uri.host, uri.port)
        log.info("%r: %s is reached through the proxy %s:%d", self, self._url_, proxy.host, proxy.port)
        dial = Dial(network, self._wake_, self._inbox_, proxy.host, proxy.port)
        return Tunnel(dial, connect_request(uri, proxy), self._inbox_)

    def _tls_context_(self) -> Any:
        trusted = self.trusted_ssl_certificate
        return tls.client_context(
            self.verify_ssl, tls.pem_of(trusted, tls.X509Certificate) if trusted is not None else ""
        )

    def disconnect_from_host(self, code: int = 1000, reason: str = "") -> None:
        """Begin to close the connection, or give up connecting. See `WebSocketPeer.close`.

        `connection_closed` follows; giving up emits nothing, as in Godot.
        """
        check_close(code, reason)
        if self._dial_ is not None:
            self._dial_.cancel()
            self._dial_ = None
        connection = self._connection_
        if connection is not None:
            if connection.life.is_connected:
                connection.close(code, reason)
            else:
                connection.discard()
                self._connection_ = None

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the peer that stands for the server; 1 is the only id."""
        if peer_id != 1:
            push_error(f"get_peer: a client has only peer 1, the server, not {peer_id}.")
            return None
        return self._own_peer_

    @property
    def _own_peer_(self) -> WebSocketPeer:
        if self._peer_ is None:
            self._peer_ = WebSocketPeer()
        return self._peer_

    def get_connected_host(self) -> str:
        """Return the IP address of the server; "", with an error, when not connected."""
        return self._own_peer_.get_connected_host()

    def get_connected_port(self) -> int:
        """Return the port of the server; 0, with an error, when not connected."""
        return self._own_peer_.get_connected_port()

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        if self._connection_ is not None and self._connection_.life.is_connected:
            return self.CONNECTION_CONNECTED
        connecting = self._dial_ is not None or self._connection_ is not None
        return self.CONNECTION_CONNECTING if connecting else self.CONNECTION_DISCONNECTED

    def get_unique_id(self) -> int:
        """Return the id that the server gave this client in multiplayer mode, 0 before and without."""
        return self._multiplayer_.id if self._multiplayer_ is not None else 0

    def _put_multiplayer_(self, data: bytes) -> Error:
        assert self._multiplayer_ is not None
        return self._multiplayer_.put_packet(self._connection_, self._target_peer_, data)

    def get_request_headers(self) -> dict[str, str]:
        """Return the headers of the server's answer, by lower-case name. Not in Godot."""
        return dict(self._opened_.headers) if self._opened_ is not None else {}

    # -- Polling -------------------------------------------------------------------------------

    def _poll_sockets_(self) -> None:
        """See the base; before there is a connection there is a dial to poll."""
        if self._dial_ is not None:
            self._poll_dial_(self._dial_, self._deadlines_.now())
        super()._poll_sockets_()

    def _idle_time_(self, poller: Poller) -> float:
        return 0.0 if self._dial_ is not None else super()._idle_time_(poller)

    def _serve_(self, watch: Watch) -> None:
        if isinstance(watch.owner, Connection):  # else it is the dial's, which is polled first
            super()._serve_(watch)

    def _poll_dial_(self, dial: Dial | Tunnel, now: float) -> None:
        dial.poll(now, self._settle_())
        if dial.failed:
            self._dial_ = None
            self._fail_(dial.phase, dial.failed)
        elif dial.socket is not None:
            self._dial_ = None
            self._begin_handshake_(dial.socket, now)
        elif now >= self._deadline_:
            dial.cancel()
            self._dial_ = None
            self._fail_(dial.phase, f"no answer within {self.connect_timeout:g} seconds")

    def _begin_handshake_(self, sock: Any, now: float) -> None:
        from .fast_lane import Masker
        from .stream import Stream, client_protocol

        if self._tls_ is not None:
            try:
                sock = tls.TlsSocket(sock, self._tls_, self._uri_.host)
            except OSError as error:  # it has been reset already
                sock.close()
                self._fail_("in the handshake", f"TLS: {error}")
                return
        if self._masker_ is None:
            self._masker_ = Masker()
        protocol = client_protocol(self._uri_, self._protocols_, self.compression)
        stream = Stream(protocol, self._limits_.in_bytes, masker=self._masker_)
        connection = self._connection_ = self._connection_on_(sock, stream)
        connection.set_deadline(self._deadline_ - now)
        stream.send_request(self._headers_)
        connection.flush()

    def _handle_(self, connection: Connection, event: Event) -> None:
        match event:
            case Received():
                self._receive_(connection, event)
            case Opened():
                self._was_opened_(connection)
                self._opened_ = event
                self._own_peer_._connection_ = connection
                log.info("%r: connected to %s, sub-protocol %r", self, self._url_, event.protocol)
                if self._multiplayer_ is None:
                    self.connection_established.emit(event.protocol)
            case CloseRequested():
                self.server_close_request.emit(event.code, event.reason)
            case Ended():
                self._end_(connection, event)

    def _receive_(self, connection: Connection, messages: list[Packet]) -> None:
        if self._multiplayer_ is not None:
            self._multiplayer_.receive(self, connection, messages)
            return
        emit, take_in, life = self.data_received.emit, connection.unread.take_in, connection.life
        for message in messages:
            take_in(message)
            emit()
            if life.state is not OPEN:
                return

    def _end_(self, connection: Connection, event: Ended) -> None:
        """Forget a connection that is over, then tell: a handler may connect anew at once."""
        if connection is self._connection_:
            self._connection_ = None
        self._linger_(connection)
        if self._own_peer_._connection_ is not connection:  # it never opened
            self._fail_("in the handshake", event.why)
            return
        log.log(
            logging.INFO if event.clean else logging.WARNING,
            "%r: connection to %s ended with code %d: %s",
            self,
            self._url_,
            event.code,
            event.why,
        )
        self._last_error_ = "" if event.clean else event.why
        if self._multiplayer_ is None:
            self.connection_closed.emit(event.clean)
        elif self._multiplayer_.established:
            self.server_disconnected.emit()
        else:
            self.connection_failed.emit()

    def _fail_(self, phase: str, why: str) -> None:
        self._last_error_ = why
        log.warning("%r: could not connect to %s: %s: %s", self, self._url_, phase, why)
        (self.connection_error if self._multiplayer_ is None else self.connection_failed).emit()

    def _close_sockets_(self) -> None:
        if self._dial_ is not None:
            self._dial_.cancel()
            self._dial_ = None
        connection, self._connection_ = self._connection_, None
        if connection is not None:
            connection.leave()
        super()._close_sockets_()

    def __repr__(self) -> str:
        state = ("disconnected", "connecting", "connected")[self.get_connection_status()]
        return f"{super().__repr__()[:-1]}, {state}>" if self._url_ else super().__repr__()
