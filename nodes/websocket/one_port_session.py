"""One port for games of Godot 3 and of Godot 4: each client is spoken to as it speaks.

What a client is, `dialect` finds out; it becomes a peer when that is known. Godot 3's are then dealt with
as by a MultiplayerServerSession. Godot 4's have packets without a header, and reach each other by way of
its MultiplayerAPI, which also says anew what crosses from one kind to the other; Godot 3's clients are
told of them here, as of any other.
"""

from __future__ import annotations

from collections.abc import Callable

from engine import FAILED, Error
from engine.object.signal import SignalInstance

from .dialect import BROWSERS_TIME, Dialect, Message, Ping, said_in
from .events import Received
from .life import OPEN
from .link import Link
from .log import log
from .multiplayer_session import MultiplayerServerSession
from .packet_peer import as_bytes
from .relay import pack
from .weaknesses import PAUSE, SizeLimit


class OnePortSession(MultiplayerServerSession):
    """A server in multiplayer mode that takes clients of the `versions` of Godot, of which 4 is one."""

    def __init__(
        self,
        who: Callable[[], object],
        versions: tuple[int, ...],
        peer_connected: SignalInstance[int],
        peer_packet: SignalInstance[int],
        peer_disconnected: SignalInstance[int],
    ) -> None:
        super().__init__(who, peer_connected, peer_packet, peer_disconnected)
        self._versions = versions
        self._dialects: dict[int, Dialect] = {}
        self._apart: dict[int, None] = {}
        """Those of Godot 4, in the order in which they came."""
        self._size_limit = SizeLimit(who)

    def __repr__(self) -> str:
        return f"<OnePortSession: Godot {self._versions}, {len(self._dialects)} clients>"

    # -- What a client speaks ------------------------------------------------------------------

    def wire_of(self, id: int) -> str:
        """Return what a client speaks, by its name in `api.WIRES`; with 0 what the next one may."""
        dialect = self._dialects.get(id)
        return f"godot{dialect.version if dialect is not None else self._versions[0]}"

    def opened(self, link: Link) -> None:
        """See `ServerSession`: the client is asked what it is, unless it has said so."""
        assert link.opened is not None
        said = said_in(link.opened.path, link.opened.protocol)
        said = said if said in self._versions else 0
        dialect = self._dialects[link.id] = Dialect(link.id, self._versions, said, _is_browser(link))
        self._do(link, dialect.begin())
        if dialect.version:
            self._admit(link, dialect)
        elif _is_browser(link):
            link.set_deadline(BROWSERS_TIME)

    def ponged(self, link: Link, data: bytes) -> None:
        """Take note of the answer to a ping, which may tell what a client is."""
        dialect = self._dialects[link.id]
        if not dialect.version and link.life.state is OPEN:
            self._do(link, dialect.pong(data))
            if dialect.version:
                self._admit(link, dialect)

    def waited(self, link: Link) -> bool:
        """Take note that the deadline of a link has come; return whether it was one of this session."""
        dialect = self._dialects.get(link.id)
        if dialect is None or dialect.version or link.life.state is not OPEN or not _is_browser(link):
            return False
        dialect.waited()
        self._admit(link, dialect)
        return True

    def _do(self, link: Link, what: list[Message | Ping]) -> None:
        for one in what:
            if isinstance(one, Ping):
                link.ping(one.data)
            else:
                link.put(one.data, False)

    def _admit(self, link: Link, dialect: Dialect) -> None:
        """Make a peer of a client, now that it is known how to speak to it."""
        if dialect.version == 3:
            super().opened(link)
            return
        link.be_patient()
        link.pause = PAUSE
        self._apart[link.id] = None
        self._join_other(link)

    def _join_other(self, link: Link) -> None:
        """Make a peer of one who is not to be told of the others here."""
        self._links[link.id] = link
        for client, message in self._relay.join_other(link.id):
            self._send([client], message)
        self._peer_connected.emit(link.id)

    def _learn(self, link: Link, dialect: Dialect, message: bytes) -> None:
        """Let a message prove what a client is, whatever it was taken for."""
        taken_for = dialect.version
        dialect.message(message)
        if dialect.version == taken_for:
            return
        if taken_for:
            log.info("%r: client %d is of Godot %d after all", self._who(), link.id, dialect.version)
            self._dismiss(link.id, False)
        self._admit(link, dialect)

    def ended(self, client: int, clean: bool) -> None:
        """See `ServerSession`: of who was no peer yet nobody is told."""
        if client in self._links:
            self._dismiss(client, clean)
        self._dialects.pop(client, None)

    def _dismiss(self, client: int, clean: bool) -> None:
        """Let one go who is a peer."""
        self._apart.pop(client, None)
        super().ended(client, clean)

    # -- Packets -------------------------------------------------------------------------------

    def received(self, link: Link, messages: Received) -> None:
        """See `ServerSession`."""
        id, life, dialect = link.id, link.life, self._dialects[link.id]
        if dialect.version == 3 and dialect.is_certain:
            super().received(link, messages)
            return
        if dialect.version == 4 and dialect.is_certain and self._keep_all(id, link, messages, 0):
            return
        for message, is_text in messages:
            if not dialect.is_certain:
                self._learn(link, dialect, message)
                if dialect.is_answer(message):
                    continue
            if dialect.version == 3:
                super().received(link, Received([(message, is_text)]))
            elif life.state is OPEN:
                self._keep(id, link, message, header=0)
            if life.state is not OPEN:
                return

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`."""
        data = as_bytes(buffer)
        if target in self._apart:
            self._size_limit.check(data)
            return self._put(self._links[target], data)
        if target > 0:
            return super().put_packet(target, data)
        chosen = [id for id in self._apart if id != -target]
        if chosen:
            self._size_limit.check(data)
        return self._send(chosen, data) or super().put_packet(target, data)

    def put_from(self, source: int, to: int, data: bytes) -> Error:
        """Send a packet to a client of Godot 3 as if `source`, one of Godot 4, had sent it.

        FAILED, as for every packet, if it is gone, which the API is about to hear.
        """
        link = self._links.get(to)
        return self._put(link, pack(source, to, data)) if link is not None else FAILED


def _is_browser(link: Link) -> bool:
    """Return True for who answers pings outside of the frames of its game."""
    assert link.opened is not None
    return "origin" in link.opened.headers
