"""WebSocketClient: connects to a WebSocket server."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Sequence
from typing import Any

from websockets.exceptions import InvalidURI
from websockets.uri import parse_uri

from engine import (
    ERR_ALREADY_IN_USE,
    ERR_INVALID_PARAMETER,
    OK,
    Error,
    Signal,
    push_error,
)
from engine.poller import WRITE, Watch

from .connection import CloseRequested, Connection, Ended, Message, Opened, client_protocol, log
from .multiplayer_peer import WebSocketMultiplayerPeer
from .peer import WebSocketPeer

HANDSHAKE_TIMEOUT = 30.0
"""Seconds from the call to the end of the handshake. Godot waits that long for TCP alone."""


class WebSocketClient(WebSocketMultiplayerPeer):
    """A WebSocket client: `connect_to_url`, then `get_peer(1).put_packet(…)`."""

    connection_established = Signal[str]("protocol")
    connection_error = Signal[()]()
    connection_closed = Signal[bool]("was_clean_close")
    server_close_request = Signal[int, str]("code", "reason")
    data_received = Signal[()]()

    _url_ = ""
    _dialing_: tuple[socket.socket, Watch] | None = None
    _addresses_: list[tuple[int, tuple[Any, ...]]]
    _connection_: Connection | None = None
    _peer_: WebSocketPeer | None = None

    def connect_to_url(
        self,
        url: str,
        protocols: Sequence[str] = (),
        gd_mp_api: bool = False,
        custom_headers: Sequence[str] = (),
    ) -> Error:
        """Begin to connect; `connection_established` or `connection_error` follows from `poll`.

        Returns ERR_ALREADY_IN_USE while connecting or connected, and ERR_INVALID_PARAMETER for
        a URL that cannot be one. A connection that is being closed is dropped without a signal.
        """
        if self._connection_ is not None and self._connection_.closing:
            self._connection_.drop()
            self._connection_ = None
        if self._dialing_ is not None or self._connection_ is not None:
            return ERR_ALREADY_IN_USE
        try:
            self._uri_ = parse_uri(url if "://" in url else f"ws://{url}")
            found = socket.getaddrinfo(self._uri_.host, self._uri_.port, type=socket.SOCK_STREAM)
        except (InvalidURI, ValueError, OSError) as error:
            push_error(f"connect_to_url: {url!r} is not a WebSocket URL that can be reached: {error}")
            return ERR_INVALID_PARAMETER
        self._url_ = url
        self._protocols_ = list(protocols)
        self._peer_ = WebSocketPeer()
        self._addresses_ = [(family, address) for family, _, _, _, address in found]
        self._deadline_ = self._now_() + HANDSHAKE_TIMEOUT
        self._dial_("no address")
        return OK

    def disconnect_from_host(self, code: int = 1000, reason: str = "") -> None:
        """Begin to close the connection, or give up connecting."""
        if self._connection_ is not None:
            if self._connection_.opened:
                self._connection_.close(code, reason)
            else:
                self._connection_.drop()
                self._connection_ = None
        self._hang_up_()

    def get_peer(self, peer_id: int) -> WebSocketPeer | None:
        """Return the peer that stands for the server; 1 is the only id."""
        if peer_id != 1:
            push_error(f"get_peer: a client has only peer 1, the server, not {peer_id}.")
            return None
        if self._peer_ is None:
            self._peer_ = WebSocketPeer()
        return self._peer_

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), _CONNECTING (1) or _CONNECTED (2)."""
        if self._dialing_ is not None:
            return self.CONNECTION_CONNECTING
        if self._connection_ is None:
            return self.CONNECTION_DISCONNECTED
        return self.CONNECTION_CONNECTED if self._connection_.opened else self.CONNECTION_CONNECTING

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""
        if not self._settled_:
            self._settle_()
        if self._dialing_ is not None:
            self._poll_dialing_()
        connection = self._connection_
        if connection is not None:
            self._open_poller_().collect()
            self._inbox_.clear()
            connection.flush()
            for event in connection.receive():
                self._handle_(connection, event)
            ended = connection.check_deadline()
            if ended is not None:
                self._handle_(connection, ended)

    def _shut_(self) -> None:
        connection = self._connection_
        self.disconnect_from_host()
        if connection is not None:
            connection.drop()
        self._connection_ = None

    def _move_sockets_(self) -> None:
        poller = self._open_poller_()
        if self._dialing_ is not None:
            sock, watch = self._dialing_
            watch.close()
            self._dialing_ = (sock, poller.watch(sock, WRITE, self._inbox_, sock))
            self._deadline_ = self._now_() + HANDSHAKE_TIMEOUT
        if self._connection_ is not None:
            self._connection_.move(poller, self._clock_)

    def _handle_(self, connection: Connection, event: object) -> None:
        peer = self._peer_
        assert peer is not None
        if isinstance(event, Message):
            peer._packets_.append(event)
            self.data_received.emit()
        elif isinstance(event, Opened):
            peer._connection_ = connection
            log.info("%r: connected to %s, protocol %r", self, self._url_, event.protocol)
            self.connection_established.emit(event.protocol)
        elif isinstance(event, CloseRequested):
            self.server_close_request.emit(event.code, event.reason)
        elif isinstance(event, Ended):
            self._connection_ = None
            if connection.opened:
                log.info("%r: connection to %s ended: %s", self, self._url_, event.why)
                self.connection_closed.emit(event.clean)
            else:
                self._fail_(event.why)

    def _dial_(self, why: str) -> None:
        """Try the next address of the host."""
        while self._addresses_:
            family, address = self._addresses_.pop(0)
            sock = socket.socket(family, socket.SOCK_STREAM)
            sock.setblocking(False)
            result = sock.connect_ex(address)
            if result in (0, errno.EINPROGRESS, errno.EWOULDBLOCK):
                watch = self._open_poller_().watch(sock, WRITE, self._inbox_, sock)
                self._dialing_ = (sock, watch)
                return
            why = os.strerror(result)
            sock.close()
        self._fail_(why)

    def _poll_dialing_(self) -> None:
        assert self._dialing_ is not None
        sock, watch = self._dialing_
        self._open_poller_().collect()
        if not watch.ready:
            if self._now_() > self._deadline_:
                self._hang_up_()
                self._fail_("connecting timed out")
            return
        watch.close()
        self._dialing_ = None
        error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            sock.close()
            self._dial_(os.strerror(error))
            return
        protocol = client_protocol(self._uri_, self._protocols_)
        self._connection_ = Connection(sock, protocol, self._open_poller_(), self._inbox_, self._clock_)
        self._connection_.deadline = self._deadline_
        self._connection_.send_request(protocol.connect())

    def _hang_up_(self) -> None:
        if self._dialing_ is not None:
            sock, watch = self._dialing_
            watch.close()
            sock.close()
            self._dialing_ = None

    def _fail_(self, why: str) -> None:
        log.warning("%r: could not connect to %s: %s", self, self._url_, why)
        self.connection_error.emit()
