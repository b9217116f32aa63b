"""Raw mode: each message is a packet of the peer that it came from, for the script to take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine import ERR_UNCONFIGURED, Error
from engine.object.signal import SignalInstance

from .events import Received
from .life import OPEN
from .log import Repeats, log
from .peer import WebSocketPeer

if TYPE_CHECKING:
    from .link import Link


class RawSession:
    """What both sides have in common: the node itself has no packets, and says so.

    `who` returns the node, for what is written in the log; `pause` is how long close frames wait.
    """

    packet_error = ERR_UNCONFIGURED
    gave_up = ""
    why_no_packets = (
        "it is in raw mode. Pass True for gd_mp_api: `listen(port, [], True)` or"
        " `connect_to_url(url, [], True)`."
    )

    def __init__(self, who: Callable[[], object], pause: float) -> None:
        self._who = who
        self._pause = pause
        self._refusals = Repeats()

    def new_peer(self, link: Link | None = None) -> WebSocketPeer:
        """See `Session`."""
        return WebSocketPeer(link)

    def refuses(self, what: str) -> bool:
        """See `Session`."""
        self._refusals.push_error(
            f"{what}: {self._who()!r} is in raw mode, where packets belong to peers:"
            f" write `get_peer(id).{what}(…)`."
        )
        return True

    def packet_count(self) -> int:
        """See `Session`."""
        self.refuses("get_available_packet_count")
        return 0

    def packet_source(self) -> int:
        """See `Session`."""
        self.refuses("get_packet_peer")
        return 1

    def take_packet(self) -> bytes:
        """See `Session`."""
        self.refuses("get_packet")
        return b""

    def take_next(self) -> None:
        """See `Session`."""
        self.refuses("get_available_packet_count")

    def drop_packets(self) -> None:
        """See `Session`: there are none."""

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`."""
        self.refuses("put_packet")
        return ERR_UNCONFIGURED


class RawServerSession(RawSession):
    """A server in raw mode."""

    def __init__(
        self,
        who: Callable[[], object],
        client_connected: SignalInstance[int, str],
        data_received: SignalInstance[int],
        client_disconnected: SignalInstance[int, bool],
        pause: float = 0.0,
    ) -> None:
        super().__init__(who, pause)
        self._client_connected = client_connected
        self.told: SignalInstance[int] = data_received
        self._client_disconnected = client_disconnected

    def opened(self, link: Link) -> None:
        """See `ServerSession`."""
        assert link.opened is not None
        link.pause, link.is_raw = self._pause, True
        self._client_connected.emit(link.id, link.opened.protocol)

    def received(self, link: Link, messages: Received) -> None:
        """See `ServerSession`. What comes behind a message that made the script close is not told."""
        id, told, unread, life = link.id, self.told, link.unread, link.life
        for message in messages:
            unread.take_in(message)
            told.emit(id)
            if life.state is not OPEN:
                return

    def ended(self, client: int, clean: bool) -> None:
        """See `ServerSession`."""
        self._client_disconnected.emit(client, clean)


class RawClientSession(RawSession):
    """A client in raw mode."""

    id = 0
    wire = "godot3"
    unanswered: str = ""

    def __init__(
        self,
        who: Callable[[], object],
        connection_established: SignalInstance[str],
        data_received: SignalInstance[()],
        connection_closed: SignalInstance[bool],
        connection_error: SignalInstance[()],
        pause: float = 0.0,
    ) -> None:
        super().__init__(who, pause)
        self._connection_established = connection_established
        self._data_received = data_received
        self._connection_closed = connection_closed
        self._connection_error = connection_error
        self._is_first = True

    def opened(self, link: Link) -> None:
        """See `ClientSession`."""
        assert link.opened is not None
        link.pause, link.is_raw = self._pause, True
        self._connection_established.emit(link.opened.protocol)

    def received(self, link: Link, messages: Received) -> None:
        """See `ClientSession`. What comes behind a message that made the script close is not told."""
        if self._is_first:
            self._is_first = False
            self._look_for_greeting(*messages[0])
        told, unread, life = self._data_received, link.unread, link.life
        for message in messages:
            unread.take_in(message)
            told.emit()
            if life.state is not OPEN:
                return

    def _look_for_greeting(self, message: bytes, is_text: bool) -> None:
        """Say so if the server begins as one in multiplayer mode does: it drops what a raw client sends."""
        from .relay import is_greeting

        if not is_text and is_greeting(message):
            log.warning(
                "%r: the server seems to speak Godot's multiplayer protocol, and this client is in raw mode."
                " Write `connect_to_url(url, protocols, True)` here, or `listen(port)` without True there.",
                self._who(),
            )

    def ended(self, clean: bool) -> None:
        """See `ClientSession`."""
        self._connection_closed.emit(clean)

    def failed(self) -> None:
        """See `ClientSession`."""
        self._connection_error.emit()
