"""Whether a client is a game of Godot 3 or of Godot 4: both open alike, and wait for the server to speak.

After the opening handshake the server sends the client's id, which a Godot 4 client waits for and a Godot 3
one passes over with a line in its log; then a probe, which a Godot 4 client answers in its next frame; and
a ping. When that is answered a second one goes out. A client answers the first ping as it reads the socket,
the probe in the same frame of its game, the second ping in a later one:

    Godot 4    pong 1, the confirmation of the probe, pong 2
    Godot 3    pong 1, pong 2

So the second pong without a confirmation before it is Godot 3's, whatever the distance and however slow the
game; no time has to be chosen. A browser answers pings by itself, outside of the game's frames, so there
only time tells. What was guessed is mended by the first message that Godot 3 would never send: a Godot 4
client with an `auth_callback` lets nobody know what it is before.

The probe is a SIMPLIFY_PATH of the root node with bits in its first byte that Godot 4 passes over; Godot 3
takes it for a message of a kind that it does not know. Tried with 4.6.3, 3.6.2 and 3.2.3.
"""

from __future__ import annotations

import re
from struct import Struct
from typing import NamedTuple

from engine import ScriptError

from .relay import HEADER_SIZE

BROWSERS_TIME = 1.0
"""Seconds after which a browser that has not confirmed the probe is taken for Godot 3."""

_ID = Struct("<i")
_id_at = Struct("<xi").unpack_from
_NUMBER = b"\xff\xff\xff\x7f"
"""What the probe calls the root node by: no node gets so high a number."""
_PROBE = b"\xf9d41d8cd98f00b204e9800998ecf8427e\0" + _NUMBER + b".\0"
_ANSWERS = (b"\2\1" + _NUMBER, b"\2\0" + _NUMBER)
"""As bytes, so that a server loads nothing of how Godot 4's packets are made before one is needed."""
_FIRST, _SECOND = b"1", b"2"


class Message(NamedTuple):
    """A message to send."""

    data: bytes


class Ping(NamedTuple):
    """A ping to send."""

    data: bytes


class Dialect:
    """What one client speaks, as far as it has been found out. Sans-I/O.

    `versions` are those that the server takes, `said` is what `said_in` has found, 0 for nothing; a choice
    of one, or what was said, is final, and nothing is asked.
    """

    __slots__ = ("_answers_pings_itself", "_awaited", "_id", "is_certain", "version")

    def __init__(
        self, id: int, versions: tuple[int, ...] = (3, 4), said: int = 0, answers_pings_itself: bool = False
    ) -> None:
        self.version: int = versions[0] if len(versions) == 1 else said
        """3 or 4, or 0 while it is not known."""
        self.is_certain: bool = self.version != 0
        """Whether it has been said or proved, so that nothing changes it any more."""
        self._id = id
        self._answers_pings_itself = answers_pings_itself
        self._awaited = b""

    def begin(self) -> list[Message | Ping]:
        """Return what the server sends first, before anything that Godot 3 knows."""
        if self.version == 3:
            return []
        id = Message(_ID.pack(self._id))
        if self.version == 4:
            return [id]
        if self._answers_pings_itself:
            return [id, Message(_PROBE)]
        self._awaited = _FIRST
        return [id, Message(_PROBE), Ping(_FIRST)]

    def pong(self, data: bytes) -> list[Message | Ping]:
        """Take note of a pong; return what is sent next."""
        if self.version or data != self._awaited:
            return []
        if data == _FIRST:
            self._awaited = _SECOND
            return [Ping(_SECOND)]
        if data == _SECOND:
            self.version = 3
        return []

    def message(self, data: bytes) -> None:
        """Take note of a message, which may prove what the client is."""
        if not self.is_certain:
            self.version = 3 if self._is_of_godot_3(data) else 4
            self.is_certain = True

    def is_answer(self, data: bytes) -> bool:
        """Return True for the confirmation of the probe, which is for nobody else."""
        return data in _ANSWERS

    def waited(self) -> None:
        """Take note that `BROWSERS_TIME` has passed since `begin`."""
        self.version = self.version or 3

    def _is_of_godot_3(self, data: bytes) -> bool:
        """Return True if a message begins with a header, in which the client has put its own id."""
        return len(data) >= HEADER_SIZE and _id_at(data)[0] == self._id

    def __repr__(self) -> str:
        return f"<Dialect: {f'Godot {self.version}' if self.version else 'unknown'}>"


def check_versions(versions: object) -> tuple[int, ...]:
    """Return the versions of Godot that a script asks for. Raises ScriptError for what is none."""
    found = tuple(versions) if isinstance(versions, tuple | list) else ()
    if not found or not set(found) <= {3, 4}:
        raise ScriptError(f"godot_versions are (3,), (4,) or (3, 4), not {versions!r}.")
    return tuple(sorted(set(found)))


def said_in(path: str, subprotocol: str) -> int:
    """Return the version that a client names in what it asks for, 0 if it names none.

    As a part of the path (`ws://example.com/godot4`), in the query (`?godot=4`) or as the sub-protocol.
    """
    words = {subprotocol, *re.split("[/?&]", path)}
    for version in (3, 4):
        if not words.isdisjoint((f"godot{version}", f"godot={version}")):
            return version
    return 0
