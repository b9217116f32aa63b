"""The messages of the trunk, the one WebSocket between a gateway and its room: values to bytes and back.

It speaks the sub-protocol PROTOCOL, and each message is a BINARY one. A packet of a game goes as it is, with
Godot 3's header, whose first byte, the type, is 0 (see `relay`). That of all others says what they are:

    up, from the gateway                      down, from the room
    16 HELLO  version, gateway                25 EPOCH    epoch, versions, ids
    17 JOIN   id, port, address, path,        26 GRANT    id
              sub-protocol, headers           23 DENY     id, retry, code, why
    19 ENTER  id, godot                       21 ADD      id
                                              20 WELCOME  id
    18 LEFT   id, clean, code                 22 DEL      id
                                              24 KICK     id, code, reason

HELLO is answered with EPOCH: who is there, in that life of the room, whose number is random. A gateway asks
for a place with JOIN, under an id of its choice; it gets it (GRANT), or not (DENY), or has to choose another
id and ask again. What the player speaks it then finds out by itself, and says in ENTER. The room tells all
other gateways (ADD), then this one (WELCOME), which tells the player. It is in, and packets go, until LEFT; a
room that wants it gone says KICK.

Numbers are little-endian; texts are UTF-8 with their length before them, in two bytes.
"""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from collections.abc import Iterator, Mapping
from struct import Struct
from typing import Any, NamedTuple, TypeAlias

from engine import ScriptError
from engine.core import compiled

from ..websocket.events import Received
from ..websocket.limits import Limits
from ..websocket.relay import HEADER_SIZE, PAYLOAD, SERVER

PROTOCOL = "estragon.trunk.1"
VERSION = 1
PING_INTERVAL = 1.0
"""Seconds of silence after which either side sends a ping."""
PING_TIMEOUT = 2.0
"""Seconds that the other side has to send anything after that, or all who came by this trunk are let go."""
LIMITS: Limits = Limits(16 << 20, 4096, 8 << 20, 1 << 16)
"""How long a message may be, and how much may wait at either end; then the other side is held back."""
MOST_LONG = 4 << 20
"""Bytes of a player's message at the most, so that one always has room behind what may wait."""
MOST_UP = 1 << 20
"""Bytes that may wait to go up before a gateway reads no more of its players."""

_PACKET = bytes((PAYLOAD,))
_route = Struct("<xii").unpack_from


class TrunkError(Exception):
    """A message that means nothing; the text is why, as the end of "it has …"."""


class Hello(NamedTuple):
    """A gateway is there. Under the same number it takes the place of the one that was."""

    version: int
    gateway: int


class Join(NamedTuple):
    """A player asks for a place."""

    id: int
    port: int
    address: str
    path: str
    protocol: str
    headers: dict[str, str]


class Left(NamedTuple):
    """A player is gone."""

    id: int
    clean: bool
    code: int


class Enter(NamedTuple):
    """A player who has a place speaks as this version of Godot."""

    id: int
    godot: int


class Welcome(NamedTuple):
    """A player of this gateway is in."""

    id: int


class Add(NamedTuple):
    """Somebody else is in."""

    id: int


class Del(NamedTuple):
    """Somebody else is gone."""

    id: int


class Deny(NamedTuple):
    """There is no place: under this id, if `retry`, else for this player, who is closed with code and why."""

    id: int
    retry: bool
    code: int
    why: str


class Kick(NamedTuple):
    """A player is to be closed."""

    id: int
    code: int
    reason: str


class Epoch(NamedTuple):
    """The room is there, in a life of its own: which versions of Godot it takes, and who is in."""

    epoch: int
    versions: tuple[int, ...]
    ids: tuple[int, ...]


class Grant(NamedTuple):
    """A player has a place."""

    id: int


Message: TypeAlias = Hello | Join | Left | Enter | Welcome | Add | Del | Deny | Kick | Epoch | Grant
Layouts: TypeAlias = Mapping[int, tuple[Any, str]]

UP: Layouts = {
    16: (Hello, "BQ"),
    17: (Join, "iHssst"),
    18: (Left, "i?H"),
    19: (Enter, "iG"),
}
DOWN: Layouts = {
    20: (Welcome, "i"),
    21: (Add, "i"),
    22: (Del, "i"),
    23: (Deny, "i?Hs"),
    24: (Kick, "iHs"),
    25: (Epoch, "QVI"),
    26: (Grant, "i"),
}
"""Of each message its kind and its fields: numbers as in `struct`, an (i)d, (s) a text, (t) headers, (G) a
version of Godot, (V) several of them, (I) ids."""

_KINDS = {kind: (number, fields) for way in (UP, DOWN) for number, (kind, fields) in way.items()}
_NUMBERS = {letter: Struct(f"<{letter}") for letter in "BHQi"}
_BITS = {(3,): 1, (4,): 2, (3, 4): 3}
_VERSIONS = {bits: versions for versions, bits in _BITS.items()}


def is_packet(message: bytes) -> bool:
    """Return True for the packet of a game."""
    return message.startswith(_PACKET) and len(message) >= HEADER_SIZE


def runs_of(messages: Received) -> list[tuple[int, int, Received]]:
    """Split messages into runs of packets that go the same way: (who has sent them, whom they are for, they).

    What is no packet of a game is a run of its own, from 0.
    """
    runs: list[tuple[int, int, Received]] = []
    before = (0, 0)
    for message in messages:
        packet = message[0]
        way = _route(packet) if is_packet(packet) else (0, 0)
        if not way[0] or way != before:
            before = way
            runs.append((*way, Received()))
        runs[-1][2].append(message)
    return runs


def check_secret(secret: str) -> str:
    """Return what both ends of a trunk know. Raises ScriptError for what is none."""
    if not isinstance(secret, str) or not secret.strip() or not secret.isprintable():
        raise ScriptError(
            "the secret is a line of text that only the room and its gateways know, and this is none. Is the"
            " variable set that it is read from?"
        )
    return secret.strip()


def encode(message: Message) -> bytes:
    """Return the bytes of a message."""
    number, fields = _KINDS[type(message)]
    return bytes((number,)) + b"".join(
        _written(letter, value) for letter, value in zip(fields, message, strict=True)
    )


def _written(letter: str, value: Any) -> bytes:
    match letter:
        case "s":
            data: bytes = value.encode(errors="replace")
            return _NUMBERS["H"].pack(len(data)) + data
        case "t":
            texts = [text for pair in value.items() for text in pair]
            return _NUMBERS["H"].pack(len(value)) + b"".join(_written("s", text) for text in texts)
        case "I":
            return Struct(f"<{len(value)}i").pack(*value)
        case "?" | "G":
            return bytes((value,))
        case "V":
            return bytes((_BITS[value],))
    return _NUMBERS[letter].pack(value)


def decode(message: bytes, layouts: Layouts) -> Any:
    """Return what a message of one way says. Raises TrunkError for one that means nothing."""
    kind, fields = layouts.get(message[0], (None, "")) if message else (None, "")
    if kind is None:
        raise TrunkError(f"type {message[0]}, which does not go this way" if message else "no bytes")
    reader = _Reader(message)
    said = kind(*reader.values(fields))
    if reader.at != len(message):
        raise TrunkError(f"{len(message) - reader.at} bytes too many, for {kind.__name__.upper()}")
    return said


class _Reader:
    """Goes through a message."""

    def __init__(self, message: bytes) -> None:
        self._message = message
        self.at: int = 1

    def values(self, fields: str) -> Iterator[Any]:
        """Yield the values of fields."""
        for letter in fields:
            yield self._value(letter)

    def _value(self, letter: str) -> Any:
        match letter:
            case "s":
                return self._text()
            case "t":
                return {self._text(): self._text() for _ in range(self._number("H"))}
            case "I":
                rest = self._message[self.at :]
                if len(rest) % 4:
                    raise TrunkError("an id that is cut off")
                self.at += len(rest)
                return tuple(map(_id, Struct(f"<{len(rest) // 4}i").unpack(rest)))
            case "i":
                return _id(self._number("i"))
            case "?":
                return _one_of({0: False, 1: True}, self._number("B"))
            case "G":
                return _one_of({3: 3, 4: 4}, self._number("B"))
            case "V":
                return _one_of(_VERSIONS, self._number("B"))
        return self._number(letter)

    def _number(self, letter: str) -> int:
        number = _NUMBERS[letter]
        (value,) = number.unpack(self._taken(number.size))
        return int(value)

    def _text(self) -> str:
        data = self._taken(self._number("H"))
        try:
            return data.decode()
        except UnicodeDecodeError:
            raise TrunkError("a text that is not UTF-8") from None

    def _taken(self, size: int) -> bytes:
        data = self._message[self.at : self.at + size]
        if len(data) < size:
            raise TrunkError("an end that is missing")
        self.at += size
        return data


def _id(value: int) -> int:
    if value <= SERVER:
        raise TrunkError(f"the id {value}, which no player can have")
    return value


def _one_of(known: Mapping[int, Any], value: int) -> Any:
    if value not in known:
        raise TrunkError(f"the value {value}, where there is none but {', '.join(map(str, known))}")
    return known[value]


runs_of = compiled(runs_of, Received)
