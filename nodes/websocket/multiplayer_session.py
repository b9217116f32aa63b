"""Multiplayer mode: every end has an id, and what they send to each other goes through the server.

Source: Godot 3's `WebSocketMultiplayerPeer`, `WSLServer` and `WSLClient`; see `relay` for the layout.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE, FAILED, OK, Error
from engine.core import compile_method
from engine.multiplayer.targets import target_text
from engine.object.signal import SignalInstance

from .events import POLICY_VIOLATION, Received
from .life import OPEN
from .link import Link
from .log import Repeats, log
from .packet_peer import as_bytes
from .relay import HEADER_SIZE, SERVER, Outcome, ServerRelay, all_begin_with, pack
from .session_peer import SessionPeer
from .unread import Unread

REFUSALS_LOGGED = 10
"""Messages of one peer that are refused with a line in the log each."""

NOBODY = "there is no such peer, or no longer. Ask `get_tree().get_network_connected_peers()`"
"""Why a packet for a peer that is not there was sent to nobody."""


class MultiplayerSession:
    """What both sides have in common: packets of all peers, in the order in which they came.

    Each is kept at the link that it came by, so that too many of one link hold that one back, and no
    other. Whoever is sent to gets everything: a link for which there is no room any more (see `patience`)
    is closed, since leaving a packet out would leave a game in a state that nobody else is in.

    `who` returns the node, for what is written in the log.
    """

    __slots__ = (
        "_peer_packet",
        "_waiting",
        "_who",
        "_without_packets",
        "_without_target",
        "gave_up",
        "packet_error",
        "packet_target",
    )

    why_no_packets = ""

    def __init__(self, who: Callable[[], object], peer_packet: SignalInstance[int]) -> None:
        self.packet_error: Error = OK
        self.gave_up: str = ""
        self.packet_target: int = SERVER
        """Whom the packet that was taken last was for."""
        self._who = who
        self._without_packets = Repeats()
        self._without_target = Repeats()
        self._peer_packet = peer_packet
        self._waiting: deque[tuple[int, int, int, Unread]] = deque()
        """Of each packet: who sent it, whom it is for, how long its header is, and where its link has it."""

    def new_peer(self, link: Link | None = None) -> SessionPeer:
        """See `Session`."""
        return SessionPeer(self, link)

    def refuses(self, what: str) -> bool:
        """See `Session`."""
        return False

    def packet_count(self) -> int:
        """See `Session`."""
        return len(self._waiting)

    def packet_source(self) -> int:
        """See `Session`."""
        if not self._waiting:
            self._without_packets.push_error(f"get_packet_peer: {self._who()!r} has no packets.")
            return 1
        return self._waiting[0][0]

    def take_packet(self) -> bytes:
        """See `Session`."""
        taken = self.take_next()
        if taken is None:
            self.packet_error = ERR_UNAVAILABLE
            return b""
        return taken[1]

    def take_next(self) -> tuple[int, bytes] | None:
        """See `Session`."""
        if not self._waiting:
            return None
        self.packet_error = OK
        source, self.packet_target, header, unread = self._waiting.popleft()
        message, _ = unread.take()
        return source, message[header:]

    def count_of(self, link: Link) -> int:
        """See `Mailbox`."""
        return sum(_is_of(link, source, unread) for source, _, _, unread in self._waiting)

    def take_of(self, link: Link) -> bytes | None:
        """See `Mailbox`."""
        place = 0
        for index, (source, _, header, unread) in enumerate(self._waiting):
            if _is_of(link, source, unread):
                del self._waiting[index]
                message, _ = unread.take_out(place)
                return message[header:]
            place += unread is link.unread  # that of a gateway, where the packets of others are, too
        return None

    def drop_packets(self) -> None:
        """See `Session`."""
        self._waiting.clear()

    def _fail(self, target: int, why: str) -> Error:
        """Say why a packet was sent to nobody, and return FAILED."""
        self._without_target.push_error(
            f"put_packet: {self._who()!r} has sent nothing to {target_text(target)}: {why}."
        )
        return FAILED

    def _keep(
        self, source: int, link: Link, message: bytes, to: int = SERVER, header: int = HEADER_SIZE
    ) -> None:
        """Take in a packet, header and all, and tell of it."""
        link.unread.take_in((message, False))
        self._waiting.append((source, to, header, link.unread))
        self._peer_packet.emit(source)

    def _keep_all(self, source: int, link: Link, messages: Received, header: int) -> bool:
        """Take in messages at once, if all are packets for us and nobody is told of each; else return False.

        `header` is how long theirs are, which then all have to say that they are from `source` to us.
        """
        start = pack(source, SERVER, b"") if header else b""
        if self._peer_packet.is_heard() or link.life.state is not OPEN or not all_begin_with(messages, start):
            return False
        link.unread.extend(messages)
        self._waiting.extend([(source, SERVER, header, link.unread)] * len(messages))
        return True

    def _put(self, link: Link, message: bytes) -> Error:
        """Send a message to the other end of a link, which is closed if it has no room for that."""
        error = link.put(message, False)
        return self._give_up(link) if error == ERR_OUT_OF_MEMORY else error

    def _give_up(self, link: Link) -> Error:
        """Close a link that had no room for a packet; return the error for that."""
        other = f"client {link.id}" if link.id else "the connection to the server"
        self.gave_up = (
            f"{other} is closed: {link.waiting} bytes wait already, and go too slowly or not at all, so"
            " it cannot have everything. Send less, or raise the output limits with `set_buffers`."
        )
        log.warning("%r: %s", self._who(), self.gave_up)
        link.close(POLICY_VIOLATION, "too slow: too many packets wait")
        return ERR_OUT_OF_MEMORY


def _is_of(link: Link, source: int, unread: Unread) -> bool:
    """Return True if a packet came by a link; that to a server, which has no id, brings those of all."""
    return unread is link.unread and (source == link.id or not link.id)


compile_method(MultiplayerSession, "take_next", Unread, OK)


class MultiplayerServerSession(MultiplayerSession):
    """A server in multiplayer mode: it numbers its clients and relays what they send to each other."""

    told = None

    def __init__(
        self,
        who: Callable[[], object],
        peer_connected: SignalInstance[int],
        peer_packet: SignalInstance[int],
        peer_disconnected: SignalInstance[int],
    ) -> None:
        super().__init__(who, peer_packet)
        self._peer_connected = peer_connected
        self._peer_disconnected = peer_disconnected
        self._relay = ServerRelay()
        self._links: dict[int, Link] = {}
        self._refused: dict[int, int] = {}

    def __repr__(self) -> str:
        return f"<MultiplayerServerSession: {self._relay!r}, {len(self._waiting)} packets>"

    def opened(self, link: Link) -> None:
        """See `ServerSession`: the client is told its id, and everyone of each other."""
        link.be_patient()
        self._links[link.id] = link
        for client, message in self._relay.join(link.id):
            self._send([client], message)
        self._peer_connected.emit(link.id)

    def received(self, link: Link, messages: Received) -> None:
        """See `ServerSession`: they are kept, passed on or refused."""
        id, life = link.id, link.life
        if self._keep_all(id, link, messages, HEADER_SIZE):
            return
        for_server = pack(id, SERVER, b"")
        for message, _ in messages:
            if message.startswith(for_server):  # nearly all of them are, and nothing is to be judged
                self._keep(id, link, message)
            else:
                self._judge(link, message)
            if life.state is not OPEN:
                return

    def _judge(self, link: Link, message: bytes) -> None:
        outcome = self._relay.receive(link.id, message)
        if outcome.refusal:
            self._refuse(link.id, outcome)
            return
        self._pass_on(link, outcome, message)
        if outcome.kept:
            self._keep(link.id, link, message, outcome.destination)

    def _pass_on(self, link: Link, outcome: Outcome, message: bytes) -> None:
        """Send on what a client sent to others. Subclasses know of more of them."""
        if outcome.receivers:
            self._send(outcome.receivers, message)

    def ended(self, client: int, clean: bool) -> None:
        """See `ServerSession`: everyone is told."""
        refused = self._refused.pop(client, 0)
        if refused > REFUSALS_LOGGED:
            log.warning("%r: %d packets of client %d were refused in all", self._who(), refused, client)
        self._links.pop(client, None)
        for other, message in self._relay.leave(client):
            self._send([other], message)
        self._peer_disconnected.emit(client)

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`.

        Unlike Godot: FAILED for oneself, as for a target that does not exist; there it is OK, and gone.
        """
        data = as_bytes(buffer)
        if target <= 0:
            return self._send(self._relay.selected(target), pack(SERVER, target, data))
        link = self._links.get(target)
        if link is None:
            return self._fail(target, NOBODY)
        return self._put(link, pack(SERVER, target, data))

    def _send(self, clients: Iterable[int], message: bytes) -> Error:
        """Send to all of them that are not leaving; ERR_OUT_OF_MEMORY if one has no room, and has to."""
        frame, result = None, OK
        for client in clients:
            link = self._links[client]
            if frame is None:
                frame = link.frame_of(message, False)  # the same for all
            if link.put(message, False, frame) == ERR_OUT_OF_MEMORY:
                result = self._give_up(link)
        return result

    def _refuse(self, client: int, outcome: Outcome) -> None:
        count = self._refused[client] = self._refused.get(client, 0) + 1
        if not outcome.is_foreign and count <= REFUSALS_LOGGED:
            log.warning(
                "%r: a packet of client %d was refused: it has %s", self._who(), client, outcome.refusal
            )
        elif count == 1:
            log.warning(
                "%r: client %d does not speak Godot's multiplayer protocol, so what it sends is dropped: a"
                " packet has %s. Let it write `connect_to_url(url, protocols, True)`, or here `listen(port)`"
                " without True.",
                self._who(),
                client,
                outcome.refusal,
            )


class MultiplayerClientSession(MultiplayerSession):
    """A client in multiplayer mode: it is there once the server has said so, by what `wire` names."""

    wire: str
    unanswered: str

    def __init__(
        self,
        who: Callable[[], object],
        peer_connected: SignalInstance[int],
        peer_packet: SignalInstance[int],
        peer_disconnected: SignalInstance[int],
        connection_succeeded: SignalInstance[()],
        connection_failed: SignalInstance[()],
        server_disconnected: SignalInstance[()],
    ) -> None:
        super().__init__(who, peer_packet)
        self._peer_connected = peer_connected
        self._peer_disconnected = peer_disconnected
        self._connection_succeeded = connection_succeeded
        self._connection_failed = connection_failed
        self._server_disconnected = server_disconnected
        self._link: Link | None = None

    def opened(self, link: Link) -> None:
        """See `ClientSession`: it is told once the server has said that it is there."""
        link.be_patient()
        self._link = link

    def failed(self) -> None:
        """See `ClientSession`."""
        self._connection_failed.emit()

    def _answered(self, link: Link) -> None:
        """Take note that the server speaks as it should."""
        self.unanswered = ""
        link.set_deadline(0.0)  # the time to connect is over; that of pings begins
