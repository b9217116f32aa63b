"""The multiplayer mode of a client: its id, who else is there, and packets to and from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import FAILED, Error

from .connection import Connection, log
from .life import OPEN
from .packet_queue import PacketQueue
from .relay import SERVER, ClientSide, Joined, Left, Payload, Refused, pack

if TYPE_CHECKING:
    from .client import WebSocketClient
    from .unread import Packet

REFUSALS_LOGGED = 10
"""Messages that mean nothing that get a line in the log each."""


class MultiplayerClient:
    """What a WebSocketClient does with `gd_mp_api`, beside its connection.

    Unlike Godot: an established connection that ends is told by `server_disconnected`, as Godot's
    documentation has it; `connection_failed` is for one that never came to be.

    Source: Godot 3's `WebSocketMultiplayerPeer` and `WSLClient`; see `relay` for the layout.
    """

    def __init__(self) -> None:
        self.packets = PacketQueue()
        self._side = ClientSide()
        self._refused = 0

    def __repr__(self) -> str:
        return f"<MultiplayerClient: {self._side!r}, {len(self.packets)} packets>"

    @property
    def id(self) -> int:
        """The id that the server gave, 0 before it did."""
        return self._side.id

    @property
    def established(self) -> bool:
        """True once the server has said that it is there: `connection_succeeded` was emitted."""
        return SERVER in self._side.peers

    def receive(self, client: WebSocketClient, connection: Connection, messages: list[Packet]) -> None:
        """Take in messages of the server."""
        for message, _ in messages:
            event = self._side.receive(message)
            match event:
                case Payload():
                    self.packets.put(event.source, connection, message)
                    client.peer_packet.emit(event.source)
                case Joined():
                    client.peer_connected.emit(event.id)
                    if event.id == SERVER:
                        client.connection_succeeded.emit()
                case Left():
                    client.peer_disconnected.emit(event.id)
                case Refused():
                    self._refused += 1
                    if self._refused <= REFUSALS_LOGGED:
                        log.warning("%r: a packet of the server was refused: %s", client, event.why)
            if connection.life.state is not OPEN:
                return

    def put_packet(self, connection: Connection | None, target: int, data: bytes) -> Error:
        """Send a packet, by way of the server."""
        if connection is None:
            return FAILED
        return connection.put(pack(self.id, target, data), False)
