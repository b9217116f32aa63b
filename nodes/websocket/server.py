"""WebSocketServer: accepts WebSocket clients."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Sequence

from engine import ERR_ALREADY_IN_USE, ERR_INVALID_PARAMETER, OK, Error, Signal, push_error
from engine.poller import READ, Watch

from .connection import CloseRequested, Connection, Ended, Message, Opened, log, server_protocol
from .multiplayer_peer import WebSocketMultiplayerPeer
from .peer import WebSocketPeer

BACKLOG = 1024


class WebSocketServer(WebSocketMultiplayerPeer):
    """A WebSocket server: `listen`, then `get_peer(id).put_packet(…)` to each client."""

    client_connected = Signal[int, str]("id", "protocol")
    client_disconnected = Signal[int, bool]("id", "was_clean_close")
    client_close_request = Signal[int, int, str]("id", "code", "reason")
    data_received = Signal[int]("id")

    handshake_timeout = 3.0
    """Seconds that a client has from its TCP connection to the end of the handshake."""

    _listener_: socket.socket | None = None
    _listening_: Watch | None = None
    _protocols_: list[str]
    _peers_: dict[int, WebSocketPeer]
    _ids_: dict[Connection, int]
    _waiting_: dict[Connection, None]

    def listen(self, port: int, protocols: Sequence[str] = (), gd_mp_api: bool = False) -> Error:
        """Accept clients on a TCP port, 0 for any free one.

        Returns ERR_ALREADY_IN_USE when it listens already or the port is taken, and
        ERR_INVALID_PARAMETER for a number that is no port.
        """
        if self._listener_ is not None:
            return ERR_ALREADY_IN_USE
        if not 0 <= port <= 65535:
            push_error(f"listen: there is no port {port}: use 1 to 65535, or 0 for any free one.")
            return ERR_INVALID_PARAMETER
        dual = socket.has_dualstack_ipv6()
        try:
            listener = socket.create_server(
                ("", port),
                family=socket.AF_INET6 if dual else socket.AF_INET,
                backlog=BACKLOG,
                dualstack_ipv6=dual,
            )
        except OSError as error:
            push_error(f"listen: port {port} cannot be used: {error}")
            return ERR_ALREADY_IN_USE
        listener.setblocking(False)
        self._listener_ = listener
        self._protocols_ = [protocol.strip() for protocol in protocols]
        self._peers_ = {}
        self._ids_ = {}
        self._waiting_ = {}
        self._listening_ = self._open_poller_().watch(listener, READ, self._inbox_, listener)
        return OK

    def is_listening(self) -> bool:
        """Return True while clients are accepted."""
        return self._listener_ is not None

    def get_listening_port(self) -> int:
        """Return the port that `listen` took, 0 if not listening."""
        return self._listener_.getsockname()[1] if self._listener_ is not None else 0

    def stop(self) -> None:
        """Send close frames, drop all clients and listen no more. No signal is emitted."""
        if self._listener_ is None:
            return
        assert self._listening_ is not None
        self._listening_.close()
        self._listener_.close()
        self._listener_ = self._listening_ = None
        connections = [*self._waiting_, *self._ids_]
        self._peers_, self._ids_, self._waiting_ = {}, {}, {}
        for connection in connections:
            if connection.opened:
                connection.close(1000, "")
            connection.drop()

    def has_peer(self, id: int) -> bool:
        """Return True if a client of this id is connected."""
        return self._listener_ is not None and id in self._peers_

    def get_peer(self, peer_id: int) -> WebSocketPeer | None:
        """Return the peer of a client."""
        peer = self._peers_.get(peer_id) if self._listener_ is not None else None
        if peer is None:
            push_error(f"get_peer: {self!r} has no client {peer_id}.")
        return peer

    def disconnect_peer(self, id: int, code: int = 1000, reason: str = "") -> None:
        """Begin to close the connection of a client."""
        peer = self.get_peer(id)
        if peer is not None:
            peer.close(code, reason)

    def get_peer_address(self, id: int) -> str:
        """Return the IP address of a client."""
        peer = self.get_peer(id)
        return peer.get_connected_host() if peer is not None else ""

    def get_peer_port(self, id: int) -> int:
        """Return the TCP port of a client's end."""
        peer = self.get_peer(id)
        return peer.get_connected_port() if peer is not None else 0

    def get_connection_status(self) -> int:
        """Return CONNECTION_CONNECTED while listening, else CONNECTION_DISCONNECTED."""
        return self.CONNECTION_CONNECTED if self.is_listening() else self.CONNECTION_DISCONNECTED

    def get_unique_id(self) -> int:
        """Return 1, the id of every server."""
        return 1

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""
        if self._listener_ is None:
            return
        if not self._settled_:
            self._settle_()
        self._open_poller_().collect()
        ready = self._inbox_[:]
        self._inbox_.clear()
        for watch in ready:
            if watch is self._listening_:
                self._accept_()
            elif watch.ready:
                self._serve_(watch.owner)
        self._check_deadlines_()

    def _shut_(self) -> None:
        self.stop()

    def _move_sockets_(self) -> None:
        poller = self._open_poller_()
        if self._listener_ is not None and self._listening_ is not None:
            self._listening_.close()
            self._listening_ = poller.watch(self._listener_, READ, self._inbox_, self._listener_)
            for connection in [*self._waiting_, *self._ids_]:
                connection.move(poller, self._clock_)

    def _accept_(self) -> None:
        assert self._listening_ is not None
        self._listening_.taken()
        while self._listener_ is not None:
            try:
                sock, _ = self._listener_.accept()
            except OSError:
                return
            sock.setblocking(False)
            connection = Connection(
                sock, server_protocol(self._protocols_), self._open_poller_(), self._inbox_, self._clock_
            )
            connection.deadline = self._now_() + self.handshake_timeout
            self._waiting_[connection] = None

    def _serve_(self, connection: Connection) -> None:
        connection.flush()
        for event in connection.receive():
            self._handle_(connection, event)

    def _handle_(self, connection: Connection, event: object) -> None:
        if isinstance(event, Opened):
            del self._waiting_[connection]
            peer_id = self._new_id_()
            peer = self._peers_[peer_id] = WebSocketPeer()
            peer._connection_ = connection
            self._ids_[connection] = peer_id
            log.info("%r: client %d connected from %s:%d", self, peer_id, *connection.address)
            self.client_connected.emit(peer_id, event.protocol)
            return
        if connection in self._waiting_:
            if isinstance(event, Ended):
                del self._waiting_[connection]
                log.warning("%r: %s:%d did not become a client: %s", self, *connection.address, event.why)
            return
        peer_id = self._ids_.get(connection, 0)
        if not peer_id:
            return
        if isinstance(event, Message):
            self._peers_[peer_id]._packets_.append(event)
            self.data_received.emit(peer_id)
        elif isinstance(event, CloseRequested):
            self.client_close_request.emit(peer_id, event.code, event.reason)
        elif isinstance(event, Ended):
            log.info("%r: client %d left: %s", self, peer_id, event.why)
            self.client_disconnected.emit(peer_id, event.clean)
            self._peers_.pop(peer_id, None)
            self._ids_.pop(connection, None)

    def _check_deadlines_(self) -> None:
        for connection in [*self._waiting_, *(c for c in self._ids_ if c.deadline is not None)]:
            event = connection.check_deadline()
            if event is not None:
                self._handle_(connection, event)

    def _new_id_(self) -> int:
        while True:
            peer_id = secrets.randbelow(2**31 - 2) + 2
            if peer_id not in self._peers_:
                return peer_id
