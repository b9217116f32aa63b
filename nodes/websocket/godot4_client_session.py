"""A client of a Godot 4 server: its first message is the client's id, all others are packets.

Who else is there, and what they say, comes in packets of the server, which the MultiplayerAPI reads.

Source: Godot 4's `WebSocketMultiplayerPeer`.
"""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct
from typing import Any

from engine import Error
from engine.object.signal import SignalInstance

from .events import Received
from .life import OPEN
from .link import Link
from .log import log
from .multiplayer_session import MultiplayerClientSession
from .packet_peer import as_bytes
from .relay import SERVER, is_greeting
from .weaknesses import PAUSE, SizeLimit

_ID = Struct("<i")


class Godot4ClientSession(MultiplayerClientSession):
    """A client in multiplayer mode that speaks as Godot 4 does."""

    wire = "godot4"

    def __init__(self, who: Callable[[], object], *told_by: SignalInstance[*tuple[Any, ...]]) -> None:
        super().__init__(who, *told_by)
        self.id: int = 0
        """See `ClientSession`: 0 until the server has said it."""
        self.unanswered: str = "the server does not tell an id, as those of Godot 4 do first of all"
        self._size_limit = SizeLimit(who)

    def __repr__(self) -> str:
        return f"<Godot4ClientSession {self.id}, {len(self._waiting)} packets>"

    def opened(self, link: Link) -> None:
        """See `ClientSession`: it is told once the server has said the id."""
        super().opened(link)
        link.pause = PAUSE

    def received(self, link: Link, messages: Received) -> None:
        """See `ClientSession`."""
        if self.id and self._keep_all(SERVER, link, messages, 0):
            return
        for message, _ in messages:
            if self.id:
                self._keep(SERVER, link, message, header=0)
            else:
                self._begin(link, message)
            if link.life.state is not OPEN:
                return

    def _begin(self, link: Link, message: bytes) -> None:
        id = _ID.unpack(message)[0] if len(message) == _ID.size else 0
        if id <= SERVER:
            self.unanswered = (
                "the server speaks as Godot 3 does: let it say `godot_versions = (3, 4)`"
                if is_greeting(message)
                else f"the server began with {message[:20].hex(' ')!r}, which is no id"
            )
            log.warning("%r: %s", self._who(), self.unanswered)
            link.close(1000, "")
            return
        self.id = id
        self._answered(link)
        self._peer_connected.emit(SERVER)
        self._connection_succeeded.emit()

    def ended(self, clean: bool) -> None:
        """See `ClientSession`."""
        if not self.id:
            self._connection_failed.emit()
            return
        self._peer_disconnected.emit(SERVER)
        self.id = 0
        self._server_disconnected.emit()

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`. Whatever the target, it goes to the server: whom it is for, packets say."""
        data, link = as_bytes(buffer), self._link
        if link is None or not self.id:
            return self._fail(target, "it is not connected")
        self._size_limit.check(data)
        return self._put(link, data)
