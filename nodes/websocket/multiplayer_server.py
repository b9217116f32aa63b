"""The multiplayer mode of a server: it numbers its clients and relays what they send to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine import ERR_OUT_OF_MEMORY, FAILED, OK, Error

from .connection import POLICY_VIOLATION, Connection, log
from .fast_lane import frame_of
from .life import OPEN
from .packet_queue import PacketQueue
from .relay import SERVER, ServerRelay, pack

if TYPE_CHECKING:
    from .server import WebSocketServer
    from .unread import Packet

REFUSALS_LOGGED = 10
"""Messages of one client that are refused with a line in the log; more are refused silently, until a
line at its end says how many."""


class MultiplayerServer:
    """What a WebSocketServer does with `gd_mp_api`, beside its connections.

    Everyone gets everything: a client for whom more waits than the output limits allow is closed,
    since leaving packets out would leave its game in a state that nobody else is in.

    Source: Godot 3's `WebSocketMultiplayerPeer` and `WSLServer`; see `relay` for the layout.
    """

    def __init__(self) -> None:
        self.packets = PacketQueue()
        self._relay = ServerRelay()
        self._refused: dict[int, int] = {}

    def __repr__(self) -> str:
        return f"<MultiplayerServer: {self._relay!r}, {len(self.packets)} packets>"

    def welcome(self, server: WebSocketServer, connection: Connection) -> None:
        """Tell a new client its id, and everyone of each other."""
        for client, message in self._relay.join(connection.id):
            self._send(server, [client], message)
        server.peer_connected.emit(connection.id)

    def receive(self, server: WebSocketServer, connection: Connection, messages: list[Packet]) -> None:
        """Keep, pass on or refuse what a client sent."""
        for_server = pack(connection.id, SERVER, b"")
        put, emit = self.packets.put, server.peer_packet.emit
        for message, _ in messages:
            if message.startswith(for_server):  # nearly all of them are, and nothing is to be judged
                put(connection.id, connection, message)
                emit(connection.id)
                if connection.life.state is not OPEN:
                    return
                continue
            outcome = self._relay.receive(connection.id, message)
            if outcome.refusal:
                self._refuse(server, connection.id, outcome.refusal)
                continue
            if outcome.receivers:
                self._send(server, outcome.receivers, message)
            if outcome.kept:
                self.packets.put(connection.id, connection, message)
                server.peer_packet.emit(connection.id)
                if connection.life.state is not OPEN:
                    return

    def farewell(self, server: WebSocketServer, client: int) -> None:
        """Tell everyone that a client is gone."""
        refused = self._refused.pop(client, 0)
        if refused > REFUSALS_LOGGED:
            log.warning("%r: %d packets of client %d were refused in all", server, refused, client)
        if client in self._relay.clients:
            for other, message in self._relay.leave(client):
                self._send(server, [other], message)
            server.peer_disconnected.emit(client)

    def put_packet(self, server: WebSocketServer, target: int, data: bytes) -> Error:
        """Send a packet of the server's own: FAILED for a target that does not exist."""
        if target == SERVER:
            return OK
        receivers = self._relay.selected(target)
        if target > 0 and not receivers:
            return FAILED
        self._send(server, receivers, pack(SERVER, target, data))
        return OK

    def _send(self, server: WebSocketServer, clients: Iterable[int], message: bytes) -> None:
        frame = frame_of(message, is_text=False)  # the same for all
        for client in clients:
            peer = server._peers_.get(client)
            connection = peer._connection_ if peer is not None else None
            if connection is None:
                continue
            if connection.put(message, False, frame) == ERR_OUT_OF_MEMORY:
                log.warning(
                    "%r: client %d is closed: %d bytes wait for it already, so it cannot have"
                    " everything. Raise the output limits with `set_buffers` for slow clients.",
                    server,
                    client,
                    connection.waiting,
                )
                connection.close(POLICY_VIOLATION, "too slow: too many packets wait")

    def _refuse(self, server: WebSocketServer, client: int, why: str) -> None:
        count = self._refused[client] = self._refused.get(client, 0) + 1
        if count <= REFUSALS_LOGGED:
            log.warning("%r: a packet of client %d was refused: it has %s", server, client, why)
