"""What keeps the rooms and carries the topics: what is asked of a store, and one in memory.

A Cluster opens a connection to its store while it is inside a tree. Nothing is done but in `poll`: that is
where all answers and messages come from. A store does no more than this, so what is promised of rooms and
topics holds for each: see `Cluster` and `Backplane`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from math import inf
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from .records import Listed, RoomRecord

if TYPE_CHECKING:
    from engine.net.messages import MessageNetwork
    from engine.net.network import Network
    from engine.net.poller import Poller

LEASE = 6.0
"""Seconds that a room is listed after its owner was last heard of."""
MOST_NEWS = 65536
"""What may wait for somebody in memory."""


class Home(NamedTuple):
    """Where a connection to a store lives: in a tree, mostly."""

    network: Network | MessageNetwork
    poller: Poller
    clock: Callable[[], float]
    """The time in seconds."""


class StoreUser(Protocol):
    """Whom a connection tells what happens, from `poll` alone."""

    def _store_up_(self) -> None:
        """All is as it was asked for: it can be used, and what was subscribed comes again."""

    def _store_down_(self, why: str) -> None:
        """It cannot be used until it is up again. Told once of each outage, and of a first try that fails."""

    def _store_complaint_(self, why: str) -> None:
        """Something was refused, in the words of the store, which is up all the same."""

    def _rooms_hinted_(self) -> None:
        """Some room came, went or changed: it may be worth to read the list."""

    def _message_came_(self, topic: str, message: bytes) -> None:
        """What was published on a topic that is subscribed."""


class Claimed(NamedTuple):
    """The answer to a claim."""

    epoch: int
    """That of the owner, 0 if it is another."""
    url: str = ""
    """Where the other owner is."""


OnClaimed: TypeAlias = Callable[[Claimed | None], object]
OnListed: TypeAlias = Callable[[list[Listed] | None], object]
"""None is for what got no answer."""


class StoreConnection(Protocol):
    """A store as one Cluster uses it."""

    @property
    def is_up(self) -> bool:
        """Whether it can be used."""

    def poll(self) -> None:
        """Do all that can be done without waiting."""

    def idle_time(self) -> float:
        """Return for how many seconds polling would do nothing, unless a socket is ready."""

    def send_waiting(self) -> bool:
        """Send what waits, as far as that is possible; return True if some is left."""

    def close(self) -> None:
        """End it, after what was asked for last is sent. Nothing is told any more."""

    def claim(self, record: RoomRecord, epoch: int, opening: bool, answer: OnClaimed) -> None:
        """Own a room for LEASE from now on, unless another does.

        `epoch`: that which the owner had, 0 for none. With `opening` the room of an owner at the very same
        URL is taken over, as that one must be dead: who claims has its port.
        """

    def release(self, name: str, owner: str) -> None:
        """Own a room no more."""

    def list_rooms(self, answer: OnListed) -> None:
        """Read all rooms."""

    def watch_rooms(self) -> None:
        """Be hinted at changes from now on, and again after each outage."""

    def subscribe(self, topic: str) -> None:
        """Have what is published on a topic from now on, and again after each outage."""

    def unsubscribe(self, topic: str) -> None:
        """Undo `subscribe`."""

    def publish(self, topic: str, message: bytes) -> bool:
        """Send to all who subscribe to a topic; return False if that is not possible now."""


class Store(Protocol):
    """Something that keeps rooms and carries topics."""

    def connect(self, app: str, user: StoreUser, home: Home) -> StoreConnection:
        """Begin to connect, for the programs that call themselves `app`."""


# -- In memory -----------------------------------------------------------------------------------


class _Lease(NamedTuple):
    record: RoomRecord
    epoch: int
    until: float


class MemoryStore:
    """A store for what runs in one process: all who have the same one know each other.

    `clock` is the time in seconds by which leases end.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock: Callable[[], float] = clock
        self.leases: dict[tuple[str, str], _Lease] = {}
        """By application and name."""
        self.connections: dict[MemoryConnection, None] = {}

    def connect(self, app: str, user: StoreUser, home: Home) -> MemoryConnection:
        """See `Store`."""
        return MemoryConnection(self, app, user, home)

    def __repr__(self) -> str:
        return f"<MemoryStore of {len(self.leases)} rooms, {len(self.connections)} connections>"


class MemoryConnection:
    """See `StoreConnection`. What it has to tell waits for the next `poll`."""

    def __init__(self, store: MemoryStore, app: str, user: StoreUser, home: Home) -> None:
        self.is_up: bool = False
        self._store = store
        self._app = app
        self._user = user
        self._poller = home.poller
        self._topics: set[str] = set()
        self._watches = False
        self._missed = 0  # messages that there was no room for
        self._news: deque[Callable[[], object]] = deque()
        store.connections[self] = None
        self._tell(self._come_up)

    def _come_up(self) -> None:
        self.is_up = True
        self._user._store_up_()

    def _tell(self, news: Callable[[], object]) -> None:
        if not self._news:
            self._poller.wake()
        self._news.append(news)

    def poll(self) -> None:
        """See `StoreConnection`: what is told meanwhile waits for the next time."""
        for _ in range(len(self._news)):
            if self._news:  # else it was closed by what was told just now
                self._news.popleft()()
        if self._missed and self.is_up:
            self._missed, missed = 0, self._missed
            self._user._store_down_(f"{missed} messages came faster than they were taken")
            self._tell(self._user._store_up_)

    def idle_time(self) -> float:
        """See `StoreConnection`."""
        return 0.0 if self._news else inf

    def send_waiting(self) -> bool:
        """See `StoreConnection`."""
        return False

    def close(self) -> None:
        """See `StoreConnection`."""
        self.is_up = False
        self._news.clear()
        self._store.connections.pop(self, None)

    def claim(self, record: RoomRecord, epoch: int, opening: bool, answer: OnClaimed) -> None:
        """See `StoreConnection`."""
        leases, key = self._store.leases, (self._app, record.name)
        held, now = self._held(key), self._store.clock()
        if held is not None and held.record.owner != record.owner:
            if not (opening and held.record.url == record.url):
                url = held.record.url
                self._tell(lambda: answer(Claimed(0, url)))
                return
            epoch = max(_milliseconds(), held.epoch + 1)
        elif held is not None:
            epoch = held.epoch
        epoch = epoch or _milliseconds()
        leases[key] = _Lease(record, epoch, now + LEASE)
        if held is None or held.record != record:
            self._hint()
        self._tell(lambda: answer(Claimed(epoch)))

    def release(self, name: str, owner: str) -> None:
        """See `StoreConnection`."""
        held = self._held((self._app, name))
        if held is not None and held.record.owner == owner:
            del self._store.leases[self._app, name]
            self._hint()

    def _held(self, key: tuple[str, str]) -> _Lease | None:
        """Return who has a room, as long as the lease is."""
        held = self._store.leases.get(key)
        if held is not None and held.until <= self._store.clock():
            del self._store.leases[key]
            return None
        return held

    def _hint(self) -> None:
        for other in self._store.connections:
            if other._watches and other._app == self._app:
                other._tell(other._user._rooms_hinted_)

    def list_rooms(self, answer: OnListed) -> None:
        """See `StoreConnection`."""
        now = self._store.clock()
        of_ours = [key for key in self._store.leases if key[0] == self._app]
        found = [
            Listed(held.record, held.epoch, held.until - now)
            for key in of_ours
            if (held := self._held(key)) is not None
        ]
        self._tell(lambda: answer(found))

    def watch_rooms(self) -> None:
        """See `StoreConnection`."""
        self._watches = True

    def subscribe(self, topic: str) -> None:
        """See `StoreConnection`."""
        self._topics.add(topic)

    def unsubscribe(self, topic: str) -> None:
        """See `StoreConnection`."""
        self._topics.discard(topic)

    def publish(self, topic: str, message: bytes) -> bool:
        """See `StoreConnection`."""
        for other in self._store.connections:
            if topic in other._topics and other._app == self._app:
                if len(other._news) < MOST_NEWS:
                    other._tell(partial(other._deliver, topic, message))
                else:
                    other._missed += 1
        return True

    def _deliver(self, topic: str, message: bytes) -> None:
        if topic in self._topics:
            self._user._message_came_(topic, message)

    def __repr__(self) -> str:
        return f"<MemoryConnection to {self._store!r}>"


def _milliseconds() -> int:
    return int(time.time() * 1000)


memory: MemoryStore = MemoryStore()
"""That of this process."""
