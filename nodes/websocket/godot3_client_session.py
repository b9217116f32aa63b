"""A client of a Godot 3 server: its id, who else is there, and packets to and from them.

Source: Godot 3's `WSLClient`; see `relay` for the layout.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import Error
from engine.object.signal import SignalInstance

from .events import Received
from .life import OPEN
from .link import Link
from .log import Repeats, log
from .multiplayer_session import NOBODY, MultiplayerClientSession
from .packet_peer import as_bytes
from .relay import SERVER, ClientSide, Joined, Left, Payload, Refused, is_for_godot_4, pack


class Godot3ClientSession(MultiplayerClientSession):
    """A client in multiplayer mode that speaks as Godot 3 does.

    Unlike Godot: an established connection that ends is told by `server_disconnected`, as Godot's
    documentation has it; `connection_failed` is for one that never came to be.
    """

    wire = "godot3"

    def __init__(self, who: Callable[[], object], *told_by: SignalInstance[*tuple[Any, ...]]) -> None:
        super().__init__(who, *told_by)
        self._side = ClientSide()
        self._refused = Repeats()
        self.unanswered: str = (
            "the server does not speak Godot's multiplayer protocol, or does not answer: let it"
            " `listen(port, protocols, True)`"
        )

    def __repr__(self) -> str:
        return f"<Godot3ClientSession: {self._side!r}, {len(self._waiting)} packets>"

    @property
    def id(self) -> int:
        """See `ClientSession`: 0 until the server has said it."""
        return self._side.id

    def received(self, link: Link, messages: Received) -> None:
        """See `ClientSession`."""
        for message, _ in messages:
            match event := self._side.receive(message):
                case Payload():
                    self._keep(event.source, link, message)
                case Joined():
                    if event.id == SERVER and self.unanswered:
                        self._answered(link)
                    self._peer_connected.emit(event.id)
                    if event.id == SERVER:
                        self._connection_succeeded.emit()
                case Left():
                    self._peer_disconnected.emit(event.id)
                case Refused() if not self.id and is_for_godot_4(message):
                    pass
                case Refused():
                    so_far = self._refused.note()
                    if so_far is not None:
                        log.warning(
                            "%r: a packet of the server was refused%s: %s", self._who(), so_far, event.why
                        )
            if link.life.state is not OPEN:
                return

    def ended(self, clean: bool) -> None:
        """See `ClientSession`."""
        established = SERVER in self._side.peers
        (self._server_disconnected if established else self._connection_failed).emit()

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`. It goes by way of the server.

        Unlike Godot: FAILED for a target that is not there, and for oneself; there it is OK, and dropped
        by the server.
        """
        data = as_bytes(buffer)
        link, own = self._link, self.id
        if link is None or not own:
            return self._fail(target, "it is not connected")
        if target > 0 and target not in self._side.peers:
            return self._fail(target, NOBODY)
        return self._put(link, pack(own, target, data))
