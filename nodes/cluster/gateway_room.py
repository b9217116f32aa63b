"""The gateway's side of its trunk: what it knows of the room, and how its players come in. Sans I/O.

Each player goes from one to the next of these:

    waiting    for its turn to ask for a place, as so many may in a second
    asking     the room has been sent JOIN
    placed     the room has said GRANT; what the player speaks is found out, as by any server
    entering   the room has been sent ENTER
    in         the room has said WELCOME, and the player is told who is there

What it sends to those who are in at this gateway is passed on here, all else goes up. A packet is looked at
once its player is in and there is room on the trunk; until then it waits at the player's link, which is read
no further when too much does. So nothing is dropped, and nothing overtakes.

When the trunk is lost something may have been in it. So everybody is closed, and comes again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine import ERR_OUT_OF_MEMORY, ERR_UNAVAILABLE, Error
from engine.object.signal import SignalInstance

from ..websocket.events import GOING_AWAY, POLICY_VIOLATION, Received
from ..websocket.life import OPEN
from ..websocket.link import put_all
from ..websocket.log import Repeats
from ..websocket.one_port_session import OnePortSession
from ..websocket.rate_limit import TokenBucket
from ..websocket.relay import HEADER_SIZE, SERVER, ServerRelay, pack
from .log import log
from .trunk import (
    DOWN,
    MOST_UP,
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
    from ..websocket.dialect import Dialect
    from ..websocket.link import Link

LOST = "the room is lost"
NO_CODE = 1005  # RFC 6455 section 7.4.1


class GatewayRoom(OnePortSession):
    """A gateway's session: the room as its players see it. `rename` gives a link another id."""

    def __init__(
        self,
        who: Callable[[], object],
        rename: Callable[[Link], object],
        peer_connected: SignalInstance[int],
        peer_packet: SignalInstance[int],
        peer_disconnected: SignalInstance[int],
    ) -> None:
        super().__init__(who, (3,), peer_connected, peer_packet, peer_disconnected)
        self.is_reached: bool = False
        """Whether the room has said who is there."""
        self.last_code: int = NO_CODE
        """What the link of the player was closed with of whom `ended` tells next."""
        self._rename = rename
        self._trunk: Link | None = None
        self._pace: TokenBucket | None = None
        self._waiting_turn: deque[Link] = deque()
        self._players: dict[int, Link] = {}
        """Those from `asking` on."""
        self._asked: set[int] = set()
        """The ids of which the room has yet to say something, be their players gone."""
        self._entering: set[int] = set()
        self._held: dict[int, Link] = {}
        """Those whose packets wait."""
        self._own_packets = Repeats()

    def __repr__(self) -> str:
        state = "reached" if self.is_reached else "not reached"
        return f"<GatewayRoom of {len(self._links)} players here, {state}>"

    def set_pace(self, joins_per_second: float, now: float) -> None:
        """Let so many players ask for a place in a second; 0 is without limit."""
        burst = max(1.0, joins_per_second / 10)
        self._pace = TokenBucket(joins_per_second, burst, now) if joins_per_second else None

    def is_known(self, id: int) -> bool:
        """Return True if somebody has an id, as far as is known here."""
        return id in self._players or id in self._asked or id in self._relay.others

    # -- The trunk -----------------------------------------------------------------------------

    def connected(self, trunk: Link, gateway: int) -> None:
        """Begin to speak to the room."""
        self._trunk = trunk
        self._say(encode(Hello(VERSION, gateway)))

    def lost(self) -> None:
        """Close everybody, as the trunk is over. Who comes from now on belongs to the next one."""
        self._trunk = None
        self._forget()

    def _forget(self) -> None:
        self.is_reached = False
        leaving = [*self._waiting_turn, *self._players.values()]
        gone = list(self._links)
        self._relay = ServerRelay()
        for known in (self._links, self._apart, self._dialects, self._players, self._held):
            known.clear()
        self._waiting_turn.clear()
        self._asked.clear()
        self._entering.clear()
        for link in leaving:
            link.close(GOING_AWAY, LOST)
        for id in gone:
            self._peer_disconnected.emit(id)

    def heard(self, messages: Received) -> None:
        """Take in what the room says."""
        links, apart = self._links, self._apart
        for source, to, run in runs_of(messages):
            if not source:
                self._hear(run[0][0])
                if self._trunk is None or self._trunk.life.state is not OPEN:
                    return
            elif to in links and to not in apart:  # as most are where each is sent something else
                if put_all(links[to], run) == ERR_OUT_OF_MEMORY:
                    self._give_up(links[to])
            else:
                for packet, _ in run:
                    self._deliver(source, to, packet)

    def _hear(self, message: bytes) -> None:
        try:
            said = decode(message, DOWN)
        except TrunkError as error:
            self._break(f"a message has {error}")
            return
        if not self.is_reached and not isinstance(said, Epoch):
            self._break("it began with something else than EPOCH")
            return
        match said:
            case Epoch():
                if self.is_reached:  # it has begun anew
                    self._forget()
                self._versions = said.versions
                self._relay.others.update(said.ids)
                self.is_reached = True
            case Add():
                for client, told in self._relay.join_other(said.id):
                    self._send([client], told)
            case Del():
                for client, told in self._relay.leave(said.id):
                    self._send([client], told)
            case Grant():
                self._place(said.id)
            case Deny():
                self._refuse_place(said)
            case Welcome():
                self._let_in(said.id)
            case _:
                if said.id in self._players:
                    self._players[said.id].close(said.code, said.reason)

    def _say(self, message: bytes) -> None:
        """Send a message to the room. If there is no room for one, all is over."""
        trunk = self._trunk
        if trunk is not None and trunk.put(message, False) == ERR_OUT_OF_MEMORY:
            self._overflow(trunk)

    def _overflow(self, trunk: Link) -> None:
        log.warning("%r: %d bytes wait for the room and go too slowly", self._who(), trunk.waiting)
        trunk.close(POLICY_VIOLATION, "too slow: too much waits")

    def _break(self, why: str) -> None:
        assert self._trunk is not None  # it has just been heard
        log.warning("%r: the trunk is closed: %s", self._who(), why)
        self._trunk.close(POLICY_VIOLATION, why)

    def _deliver(self, source: int, to: int, packet: bytes) -> None:
        """Give a packet to those here whom it is for."""
        if to in self._apart:
            self._put_apart([to], packet)
        elif to <= 0:  # else the player has just left
            self._send(self._relay.selected(to, source), packet)
            if source == SERVER and self._apart:  # what others say to games of Godot 4 is said to each
                self._put_apart([id for id in self._apart if id != -to], packet)

    def _put_apart(self, clients: list[int], packet: bytes) -> None:
        data = packet[HEADER_SIZE:]
        self._size_limit.check(data)
        self._send(clients, data)

    # -- Players -------------------------------------------------------------------------------

    def opened(self, link: Link) -> None:
        """See `ServerSession`: it waits for its turn."""
        if self.is_reached:
            self._waiting_turn.append(link)
        else:
            link.close(GOING_AWAY, LOST)

    def go_on(self, now: float) -> None:
        """Do what had to wait, as far as that may be now."""
        while self._waiting_turn and (self._pace is None or self._pace.take(1.0, now)):
            self._ask(self._waiting_turn.popleft())
        if self._held:
            for link in list(self._held.values()):
                if self._is_full():
                    return
                self._look_again(link)

    def wait(self) -> float | None:
        """Return after how many seconds `go_on` would do more, whatever happens; None for never."""
        if self._held and not self._is_full():
            return 0.0
        if not self._waiting_turn:
            return None
        return 1.0 / self._pace.rate if self._pace is not None else 0.0

    def _ask(self, link: Link) -> None:
        if link.life.state is not OPEN:
            return
        assert link.opened is not None
        self._players[link.id] = link
        self._asked.add(link.id)
        (address, port), opened = link.address, link.opened
        self._say(encode(Join(link.id, port, address, opened.path, opened.protocol, opened.headers)))

    def _place(self, id: int) -> None:
        self._asked.discard(id)
        link = self._players.get(id)
        if link is not None and id not in self._dialects:
            super().opened(link)
            self._look_again(link)

    def _refuse_place(self, deny: Deny) -> None:
        self._asked.discard(deny.id)
        if deny.id in self._dialects:  # it has one
            return
        link = self._players.pop(deny.id, None)
        if link is not None and deny.retry:
            self._rename(link)
            self._ask(link)
        elif link is not None:
            link.close(deny.code, deny.why)

    def ponged(self, link: Link, data: bytes) -> None:
        """See `OnePortSession`."""
        if link.id in self._dialects:
            super().ponged(link, data)

    def _admit(self, link: Link, dialect: Dialect) -> None:
        self._entering.add(link.id)
        self._say(encode(Enter(link.id, dialect.version)))

    def _let_in(self, id: int) -> None:
        if id in self._entering:
            self._entering.discard(id)
            link = self._players[id]
            super()._admit(link, self._dialects[id])
            self._look_again(link)

    def ended(self, client: int, clean: bool) -> None:
        """See `ServerSession`: the room is told."""
        super().ended(client, clean)
        self._entering.discard(client)
        self._held.pop(client, None)
        if self._players.pop(client, None) is not None:
            self._say(encode(Left(client, clean, self.last_code)))

    # -- Packets of players --------------------------------------------------------------------

    def received(self, link: Link, messages: Received) -> None:
        """See `ServerSession`."""
        if link.unread or not self._is_heard(link) or self._is_full():
            for message in messages:
                link.unread.take_in(message)
            if self._is_heard(link):
                self._held[link.id] = link
        elif not self._passed_up(link, messages):
            super().received(link, messages)

    def _passed_up(self, link: Link, messages: Received) -> bool:
        """Send up messages that are all for somebody there, as nearly all are; return whether they are."""
        dialect, trunk, others = self._dialects[link.id], self._trunk, self._relay.others
        if dialect.version != 3 or not dialect.is_certain or trunk is None:
            return False
        for source, to, _ in runs_of(messages):
            if source != link.id or (to != SERVER and to not in others):
                return False
        if put_all(trunk, messages) == ERR_OUT_OF_MEMORY:
            self._overflow(trunk)
        return True

    def _is_heard(self, link: Link) -> bool:
        """Return True if it is known what a packet of a player is for."""
        return link.id in self._dialects and link.id not in self._entering

    def _is_full(self) -> bool:
        return self._trunk is not None and self._trunk.waiting > MOST_UP

    def _look_again(self, link: Link) -> None:
        """Deal with what a player has sent and had to wait, if it can be dealt with now."""
        id, waiting = link.id, link.unread
        self._held.pop(id, None)
        while waiting and link.life.state is OPEN and self._is_heard(link):
            if self._is_full():
                self._held[id] = link
                return
            # While a message may still prove what a player is, and have it come in anew, none is left behind.
            count = 1 if self._dialects[id].is_certain else len(waiting)
            super().received(link, Received([waiting.take() for _ in range(count)]))

    def _judge(self, link: Link, message: bytes) -> None:
        if link.id in self._entering:
            link.unread.take_in((message, False))
        else:
            super()._judge(link, message)

    def _keep(
        self, source: int, link: Link, message: bytes, to: int = SERVER, header: int = HEADER_SIZE
    ) -> None:
        if source in self._entering:
            link.unread.take_in((message, False))
            return
        trunk, packet = self._trunk, message if header else pack(source, SERVER, message)
        if trunk is not None and trunk.put(packet, False) == ERR_OUT_OF_MEMORY:  # `_say`, without the call
            self._overflow(trunk)

    def _keep_all(self, source: int, link: Link, messages: Received, header: int) -> bool:
        return False  # each goes to the room by itself

    def put_packet(self, target: int, buffer: object) -> Error:
        """See `Session`. A gateway has nothing to say."""
        self._own_packets.push_error(
            f"put_packet: {self._who()!r} is a gateway, and has no packets of its own: the room's server has."
        )
        return ERR_UNAVAILABLE
