"""What is written down of a room, and how it is read again: it may have been written by anybody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from engine import ScriptError

MOST_NAME = 64
"""Bytes of a room's name, and of an application's."""
MOST_TAGS = 16
MOST_DATA = 4096
"""Bytes of a record."""
MOST_ROOMS = 10_000
"""Rooms that are read, at the most."""
_MOST_COUNT = 1 << 31
VERSION = 1
"""Of the records: who reads a later one goes by what it knows of it."""


class RoomRecord(NamedTuple):
    """What is known of a room."""

    name: str
    owner: str
    """16 hexadecimal digits, of the process that has it."""
    url: str
    players: int
    capacity: int
    """Players that it takes in, 0 for any number."""
    tags: tuple[str, ...] = ()
    """Words by which it is chosen."""


class Listed(NamedTuple):
    """A room as it is read from the store."""

    record: RoomRecord
    epoch: int
    left: float
    """Seconds until its lease ends."""


def checked_name(what: str, name: str) -> str:
    """Return the name of a room, say, if it can be one. ScriptError if not."""
    printable = isinstance(name, str) and name.isprintable() and not any(c in name for c in " {}")
    if not (printable and 0 < len(name.encode("utf-8", "replace")) <= MOST_NAME):
        raise ScriptError(
            f'{name!r} is no name of {what}: 1 to {MOST_NAME} bytes without blanks and braces, as "arena1".'
        )
    return name


def checked_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags of a room, if they can be such. ScriptError if not."""
    if not isinstance(tags, list | tuple) or len(tags) > MOST_TAGS:
        raise ScriptError(f'{tags!r} are no tags of a room: {MOST_TAGS} at the most, as ["europe", "duel"].')
    return tuple(checked_name("a tag", tag) for tag in tags)


def encoded_data(record: RoomRecord) -> str:
    """Return what goes into the store, beside name, owner and epoch."""
    data = {
        "url": record.url,
        "players": record.players,
        "capacity": record.capacity,
        "version": VERSION,
        "tags": record.tags,
    }
    return json.dumps(data, separators=(",", ":"))


def parse_record(name: bytes, owner: bytes, data: bytes) -> RoomRecord | None:
    """Return what the store has of a room; None for what is no record of one."""
    try:
        known: Any = json.loads(data)
        named = checked_name("a room", name.decode())
        url, players, capacity = known["url"], known["players"], known["capacity"]
        tags = checked_tags(known.get("tags", []))
    except (ValueError, RecursionError, TypeError, KeyError, ScriptError):
        return None
    numbers = all(type(number) is int and 0 <= number < _MOST_COUNT for number in (players, capacity))
    if not (numbers and isinstance(url, str) and url.isprintable() and url):
        return None
    return RoomRecord(named, owner.decode("ascii", "replace"), url, players, capacity, tags)
