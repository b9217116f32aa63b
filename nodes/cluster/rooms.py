"""RoomList: what a lobby knows of the rooms, and whom it sends where. It never asks anybody."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .records import Listed
from .store import LEASE

MOST_ASKERS = 10_000
"""Askers of whom it is known where they were sent; of more the oldest are forgotten."""


class Room(NamedTuple):
    """A room that players can be sent to."""

    name: str
    url: str
    players: int
    """As many as it had, with those that were sent there since."""
    capacity: int
    """Players that it takes in, 0 for any number."""
    epoch: int
    """Higher with each owner that took it over."""
    tags: tuple[str, ...]


class _Known:
    """A room in the list."""

    __slots__ = ("is_kept", "listed", "sent", "until")

    def __init__(self, listed: Listed, until: float) -> None:
        self.listed = listed
        self.until = until
        """When its lease ends, or a little earlier: never later than that."""
        self.sent: list[float] = []
        """When players were sent there whom the record does not count yet."""
        self.is_kept = False
        """Whether it stays in the list without being read: the store may have forgotten it."""

    def room(self) -> Room:
        record = self.listed.record
        players = record.players + len(self.sent)
        return Room(record.name, record.url, players, record.capacity, self.listed.epoch, record.tags)


class RoomList:
    """A copy of the list that is read now and then. Times are in seconds of any one clock.

    Who comes again from a room that was given to him is not sent there once more until it is known that
    the room lives: that its owner has renewed the lease after the sending. A dead room is so given once.
    While the store is down nobody can know, and a room may be given again when a lease is over.
    """

    def __init__(self) -> None:
        self._rooms: dict[str, _Known] = {}
        self._by_players: list[_Known] = []
        """The fullest first: who is sent makes the first that is not full fuller."""
        self._askers: OrderedDict[tuple[str, str], float] = OrderedDict()
        """When somebody was sent to a room, by asker and room."""
        self._frozen = False

    def __len__(self) -> int:
        return len(self._rooms)

    def freeze(self) -> None:
        """Go by what is known, however old it is: the store is down."""
        self._frozen = True

    def thaw(self, now: float) -> None:
        """Read again; what the store may have forgotten stays until its owners had time to come back."""
        self._frozen = False
        for known in self._rooms.values():
            known.is_kept = True
            known.until = max(known.until, now + LEASE)

    def read(self, listed: Sequence[Listed], asked: float, now: float) -> bool:
        """Take in the list that was asked for at a time; return True if it says something new."""
        before = self._rooms
        found = {one.record.name: _Known(one, asked + one.left) for one in listed}
        for name, one in found.items():
            if (known := before.get(name)) is not None:
                one.sent = [sent for sent in known.sent if sent >= one.until - LEASE]
        kept = {name: known for name, known in before.items() if known.is_kept and known.until > now}
        self._rooms = kept | found
        self._by_players = sorted(
            self._rooms.values(), key=lambda known: (-known.listed.record.players, known.listed.record.name)
        )
        return len(self._rooms) != len(before) or any(
            (known := before.get(name)) is None or known.listed[:2] != one.listed[:2]
            for name, one in found.items()
        )

    def find(self, prefix: str, asker: str, now: float, tags: Iterable[str] = ()) -> Room | None:
        """Return the fullest room with places whose name begins with `prefix`, None if there is none.

        It has all the `tags`. Rooms fill up one after the other, so that players meet.
        """
        for known in self._by_players:
            name = known.listed.record.name
            if not name.startswith(prefix) or (known.until <= now and not self._frozen):
                continue
            room = known.room()
            if tags and not all(tag in room.tags for tag in tags):
                continue
            if room.capacity and room.players >= room.capacity:
                continue
            sent = self._askers.get((asker, name)) if asker else None
            if sent is not None and known.until - LEASE <= sent and now < sent + LEASE:
                continue
            if asker:
                known.sent.append(now)
                self._note(asker, name, now)
            return room
        return None

    def _note(self, asker: str, name: str, now: float) -> None:
        """Remember who was sent where."""
        self._askers[asker, name] = now
        self._askers.move_to_end((asker, name))
        if len(self._askers) > MOST_ASKERS:
            self._askers.popitem(last=False)
