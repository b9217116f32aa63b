"""The room's side of its trunks: who is in, through which gateway, and what each gateway is told. Sans I/O.

A `Trunk` takes what one gateway says, and makes a link of each player that it brings; a `MembersSession`
deals with these as with those of clients, and tells the gateways what they have to know. All that goes to one
gateway, members and packets, is one stream in the room's order, so every player sees the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from engine import ERR_OUT_OF_MEMORY, FAILED, OK, Error, push_error
from engine.object.signal import SignalInstance

from ..websocket.dialect import Dialect
from ..websocket.events import GOING_AWAY, POLICY_VIOLATION, Event, Opened, Received
from ..websocket.life import OPEN
from ..websocket.log import Repeats, shown
from ..websocket.multiplayer_session import MultiplayerServerSession
from ..websocket.one_port_session import OnePortSession
from ..websocket.packet_peer import as_bytes
from ..websocket.relay import HEADER_SIZE, SERVER, Outcome, ServerRelay, pack
from .log import log
from .member_link import MemberLink
from .trunk import (
    LIMITS,
    UP,
    VERSION,
    Add,
    Del,
    Deny,
    Enter,
    Epoch,
    Grant,
    Hello,
    Join,
    Left,
    TrunkError,
    Welcome,
    decode,
    encode,
    runs_of,
)

if TYPE_CHECKING:
    from ..websocket.admission import Refusal
    from ..websocket.link import Link

_MOST = LIMITS.in_bytes
_INTERNAL_ERROR = 1011
_CODES = {401: POLICY_VIOLATION, 500: _INTERNAL_ERROR}
"""What a player is closed with who would have got such an HTTP answer; GOING_AWAY for others."""


class Room(Protocol):
    """A server whose players gateways bring."""

    def has_peer(self, id: int) -> bool:
        """Return True if somebody has this id."""

    def _admit_(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Decide whether a player may come in."""

    def _welcome_(self, link: Link, event: Opened) -> None:
        """Take in a player."""

    def _handle_(self, link: Link, event: Event) -> None:
        """Turn what a player does into signals."""


class MembersSession(OnePortSession):
    """A server in multiplayer mode, some of whose clients are at gateways."""

    def __init__(
        self,
        who: Callable[[], object],
        versions: tuple[int, ...],
        epoch: int,
        peer_connected: SignalInstance[int],
        peer_packet: SignalInstance[int],
        peer_disconnected: SignalInstance[int],
    ) -> None:
        super().__init__(who, versions, peer_connected, peer_packet, peer_disconnected)
        self._relay: MembersRelay = MembersRelay()
        self._epoch = epoch
        self.trunks: dict[int, Trunk] = {}
        """The gateways that there are, by their numbers."""

    def __repr__(self) -> str:
        return f"<MembersSession of {len(self._links)} players, {len(self.trunks)} gateways>"

    def take_over(self, before: MultiplayerServerSession) -> None:
        """Go on with the clients of the session that there was, which may be in the midst of something."""
        self._links, self._waiting, self._refused = before._links, before._waiting, before._refused
        self._relay.clients, self._relay.others = before._relay.clients, before._relay.others
        if isinstance(before, OnePortSession):
            self._dialects, self._apart = before._dialects, before._apart
        else:
            self._dialects.update((id, Dialect(id, (3,))) for id in self._links)

    # -- Who is there --------------------------------------------------------------------------

    def begin(self, gateway: int, trunk: Trunk) -> None:
        """Take in a gateway, which takes the place of the one that had its number."""
        before = self.trunks.pop(gateway, None)
        if before is not None:
            before.replace()
        self.trunks[gateway] = trunk
        trunk.say(encode(Epoch(self._epoch, self._versions, tuple(self._links))))

    def opened(self, link: Link) -> None:
        """See `ServerSession`. For a player at a gateway: it has a place."""
        if isinstance(link, MemberLink):
            link.trunk.say(encode(Grant(link.id)))
        else:
            super().opened(link)

    def enter(self, link: MemberLink, godot: int) -> None:
        """Make a peer of a player at a gateway, which has found out what it speaks, maybe anew."""
        if link.godot:
            log.info("%r: client %d is of Godot %d after all", self._who(), link.id, godot)
            self._dismiss(link.id, False)
        link.godot = godot
        dialect = self._dialects[link.id] = Dialect(link.id, (godot,))
        self._admit(link, dialect)

    def speaks(self, godot: int) -> bool:
        """Return True if players of this version of Godot may come in."""
        return godot in self._versions

    def _admit(self, link: Link, dialect: Dialect) -> None:
        self._tell(encode(Add(link.id)), _trunk_of(link))
        if not isinstance(link, MemberLink):
            super()._admit(link, dialect)
            return
        link.trunk.say(encode(Welcome(link.id)))
        if link.godot != 4:
            self._relay.away.add(link.id)
        self._join_other(link)

    def _dismiss(self, client: int, clean: bool) -> None:
        self._tell(encode(Del(client)), _trunk_of(self._links[client]))
        super()._dismiss(client, clean)

    # -- Packets -------------------------------------------------------------------------------

    def received(self, link: Link, messages: Received) -> None:
        """See `ServerSession`. Those of a player at a gateway go all the same way: see `runs_of`."""
        if not isinstance(link, MemberLink) or link.godot == 4 or not messages[0][0].startswith(link.up):
            super().received(link, messages)
        elif not self._keep_all(link.id, link, messages, HEADER_SIZE):
            for message, _ in messages:
                self._keep(link.id, link, message)
                if link.life.state is not OPEN:
                    return

    def _pass_on(self, link: Link, outcome: Outcome, message: bytes) -> None:
        super()._pass_on(link, outcome, message)
        to = outcome.destination
        if to in self._relay.away:
            self._links[to].put(message, False)
        elif to <= 0:
            self._spread(message, _trunk_of(link))

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`."""
        link, data = self._links.get(target), as_bytes(buffer)
        if isinstance(link, MemberLink):
            return link.send(link.head + data)
        error = self._spread(pack(SERVER, target, data)) if target <= 0 else OK
        return super().put_packet(target, data) or error

    def _spread(self, packet: bytes, but: object = None) -> Error:
        """Send the packet of a game to all gateways that have players, once."""
        return _say_all(
            (trunk for trunk in self.trunks.values() if trunk.members and trunk is not but), packet
        )

    def _tell(self, message: bytes, but: object) -> None:
        """Tell all gateways but one."""
        _say_all((trunk for trunk in self.trunks.values() if trunk is not but), message)


class MembersRelay(ServerRelay):
    """A relay that passes nothing on to those at gateways, who are `others`, and knows what is for them."""

    def __init__(self) -> None:
        super().__init__()
        self.away: set[int] = set()
        """Those at gateways who are of Godot 3: packets for them are passed on, not kept."""

    def leave(self, client: int) -> list[tuple[int, bytes]]:
        """See `ServerRelay`."""
        self.away.discard(client)
        return super().leave(client)

    def receive(self, client: int, message: bytes) -> Outcome:
        """See `ServerRelay`."""
        outcome = super().receive(client, message)
        to = outcome.destination
        if to in self.away or (to == -SERVER and len(self.away) == len(self.others)):
            return outcome._replace(kept=False)
        return outcome


class Trunk:
    """The connection to one gateway, and who came through it."""

    def __init__(self, link: Link, room: Room, session: MembersSession) -> None:
        self.link: Link = link
        self.members: dict[int, MemberLink] = {}
        """Those who have a place, by their ids."""
        self._room = room
        self._session = session
        self._gateway: int | None = None
        self._refusals = Repeats()

    def __repr__(self) -> str:
        address, port = self.link.address
        return f"<Trunk to the gateway at {address}:{port}, {len(self.members)} players>"

    # -- Out -----------------------------------------------------------------------------------

    def say(self, message: bytes, frame: bytes | None = None) -> Error:
        """Send a message. A gateway that does not get all of them is let go of: it would miss something.

        FAILED, and nothing is sent, for one that is longer than a trunk takes.
        """
        if len(message) > _MOST:
            push_error(
                f"put_packet: {len(message)} bytes are more than the {_MOST} that fit through a"
                " gateway: send them in parts."
            )
            return FAILED
        error = self.link.put(message, False, frame)
        if error == ERR_OUT_OF_MEMORY:
            log.warning("%r: %d bytes wait and go too slowly, so it is closed", self, self.link.waiting)
            self.link.close(POLICY_VIOLATION, "too slow: too much waits")
        return error

    # -- In ------------------------------------------------------------------------------------

    def received(self, messages: Received) -> None:
        """Take in what the gateway says. Packets of one player that follow each other are one event."""
        life = self.link.life
        for source, _, run in runs_of(messages):
            if life.state is not OPEN:
                return
            if source:
                self._hand_over(source, run)
            else:
                self._hear(run[0][0])

    def _hand_over(self, source: int, run: Received) -> None:
        member = self.members.get(source)
        if member is None or not member.godot:
            self._refuse(f"a packet of {source}, who is no player of it")
        elif member.life.state is OPEN:
            if member.godot == 4:
                run = Received([(packet[HEADER_SIZE:], False) for packet, _ in run])
            self._room._handle_(member, run)

    def _hear(self, message: bytes) -> None:
        try:
            said = decode(message, UP)
        except TrunkError as error:
            self._break(f"a message has {error}")
            return
        if isinstance(said, Hello) is (self._gateway is not None):
            self._break(
                "it began with something else than HELLO" if self._gateway is None else "a second HELLO"
            )
            return
        match said:
            case Hello():
                self._begin(said)
            case Join():
                self._join(said)
            case Enter():
                self._enter(said)
            case _:
                self._leave(said)

    def _begin(self, hello: Hello) -> None:
        if hello.version != VERSION:
            self._break(f"it speaks version {hello.version}, and this side {VERSION}: run the same Estragon")
            return
        self._gateway = hello.gateway
        log.info("%r: it is there", self)
        self._session.begin(hello.gateway, self)

    def _join(self, join: Join) -> None:
        room, id = self._room, join.id
        if room.has_peer(id):
            self.say(encode(Deny(id, True, GOING_AWAY, "the id is taken")))
            return
        refusal = room._admit_(join.path, join.headers)
        if self.link.life.state is not OPEN:  # whoever was asked has stopped it all
            return
        if refusal is not None:
            log.info("%r: %s:%d was refused: %s", self, shown(join.address), join.port, refusal.why)
            self.say(encode(Deny(id, False, _CODES.get(refusal.status, GOING_AWAY), refusal.why)))
            return
        member = self.members[id] = MemberLink(self, join)
        assert member.opened is not None
        room._welcome_(member, member.opened)

    def _enter(self, enter: Enter) -> None:
        member = self.members.get(enter.id)
        if member is None or not self._session.speaks(enter.godot):
            self._refuse(f"{enter.id} as a game of Godot {enter.godot}, who has no such place")
        elif member.life.state is OPEN:
            self._session.enter(member, enter.godot)

    def _leave(self, left: Left) -> None:
        member = self.members.pop(left.id, None)
        if member is not None:  # one who was refused may have left before it knew
            self._room._handle_(member, member.end(left.clean, left.code))

    def _refuse(self, what: str) -> None:
        so_far = self._refusals.note()
        if so_far is not None:
            log.warning("%r: dropped%s: %s", self, so_far, what)

    def _break(self, why: str) -> None:
        log.warning("%r: closed: %s", self, why)
        self.link.close(POLICY_VIOLATION, why)

    # -- End -----------------------------------------------------------------------------------

    def replace(self) -> None:
        """Make room for another connection of the same gateway."""
        self.link.close(GOING_AWAY, "the gateway came again")
        self.end("its gateway came again")

    def end(self, why: str) -> None:
        """Let go of everybody who came by it, as it is over."""
        gateway, self._gateway = self._gateway, None
        if gateway is not None and self._session.trunks.get(gateway) is self:
            del self._session.trunks[gateway]
        members, self.members = self.members, {}
        for member in members.values():
            self._room._handle_(member, member.drop(why))


def _trunk_of(link: Link) -> object:
    return link.trunk if isinstance(link, MemberLink) else None


def _say_all(trunks: Iterable[Trunk], message: bytes) -> Error:
    frame, result = None, OK
    for trunk in list(trunks):
        if frame is None:
            frame = trunk.link.frame_of(message, False)  # the same for all
        result = trunk.say(message, frame) or result
    return result
