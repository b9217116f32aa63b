"""Godot 3's multiplayer framing inside WebSocket messages (`gd_mp_api`), without a socket.

Each message is one packet: a type, its source, its destination (little-endian int32 each after the
type's byte) and the data. The server numbers the clients, tells everyone who is there and passes on
what clients send to each other.

Source: Godot 3's `WebSocketMultiplayerPeer::_process_multiplayer`; recorded in
`tests/nodes/websocket/vectors/multiplayer_packets.json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from typing import NamedTuple

from engine.core import compiled

_HEADER = Struct("<Bii")
_ID = Struct("<i")

HEADER_SIZE = _HEADER.size
SERVER = 1
EVERYONE = 0

PAYLOAD, ADD, DEL, ID = range(4)


def pack(source: int, destination: int, data: bytes) -> bytes:
    """Return the message that carries `data`."""
    return _HEADER.pack(PAYLOAD, source, destination) + data


@compiled
def all_begin_with(messages: Iterable[tuple[bytes, bool]], start: bytes) -> bool:
    """Return True if all messages are binary, and begin with these bytes."""
    for message, is_text in messages:  # noqa: SIM110 - a generator takes twice as long
        if is_text or not message.startswith(start):
            return False
    return True


def _system(kind: int, peer_id: int) -> bytes:
    return _HEADER.pack(kind, SERVER, EVERYONE) + _ID.pack(peer_id)


def is_greeting(message: bytes) -> bool:
    """Return True if this is how a server begins: it tells the client its id."""
    return (
        message.startswith(_HEADER.pack(ID, SERVER, EVERYONE))
        and len(message) == HEADER_SIZE + _ID.size
        and _ID.unpack_from(message, HEADER_SIZE)[0] > SERVER
    )


def is_for_godot_4(message: bytes) -> bool:
    """Return True for what a server that takes Godot 4's clients as well begins with: see `dialect`."""
    return len(message) == _ID.size or message.startswith(b"\xf9")


class Outcome(NamedTuple):
    """What the server does with a message: keeps it, passes it on, or refuses it."""

    kept: bool
    """The payload, from HEADER_SIZE on, is for the server too, or for the server to say to others."""
    receivers: list[int]
    """Whom to pass the message on to, unchanged."""
    refusal: str
    """Why it was refused, else empty."""
    is_foreign: bool = False
    """It was refused as nothing that a client in multiplayer mode would send."""
    destination: int = SERVER
    """Whom it is for."""


class ServerRelay:
    """The server's side: who is there, and whom a message goes to.

    `join`, `join_other` and `leave` return what to send, in order, as (client, message).
    """

    def __init__(self) -> None:
        self.clients: set[int] = set()
        self.others: set[int] = set()
        """Those who do not speak like this: they are told of, and messages for them are kept."""

    def __repr__(self) -> str:
        return f"<ServerRelay of {len(self.clients)} clients>"

    def join(self, client: int) -> list[tuple[int, bytes]]:
        """Take a client in: tell it its id, and each the others, the server first."""
        messages = [(client, _system(ID, client)), (client, _system(ADD, SERVER))]
        for other in sorted(self.clients | self.others):
            if other in self.clients:
                messages.append((other, _system(ADD, client)))
            messages.append((client, _system(ADD, other)))
        self.clients.add(client)
        return messages

    def join_other(self, client: int) -> list[tuple[int, bytes]]:
        """Take in one who does not speak like this: tell the clients."""
        self.others.add(client)
        return [(other, _system(ADD, client)) for other in sorted(self.clients)]

    def leave(self, client: int) -> list[tuple[int, bytes]]:
        """Let a client go: tell the others."""
        self.clients.discard(client)
        self.others.discard(client)
        return [(other, _system(DEL, client)) for other in sorted(self.clients)]

    def selected(self, target: int, but: int = 0) -> list[int]:
        """Return the clients that a target means, in ascending order, without the client `but`.

        0 is everyone, a positive number that client, a negative one everyone but that client.
        """
        if target > 0:
            return [target] if target in self.clients else []
        return [client for client in sorted(self.clients) if client not in (-target, but)]

    def receive(self, client: int, message: bytes) -> Outcome:
        """Judge a message of a client.

        Unlike Godot: a message to everyone but the server (-1) is not kept by the server.
        """
        if len(message) < HEADER_SIZE:
            why = f"only {len(message)} bytes, where a multiplayer packet has {HEADER_SIZE} or more"
            return _refuse(why, is_foreign=True)
        kind, source, destination = _HEADER.unpack_from(message)
        if kind != PAYLOAD:
            why = "only the server may send" if kind <= ID else "does not exist"
            return _refuse(f"type {kind}, which {why}", is_foreign=True)
        if source != client:
            return _refuse(f"{source} as its source")
        if destination == SERVER:
            return Outcome(True, [], "")
        if destination <= 0:
            is_kept = destination != -SERVER or bool(self.others)
            receivers = self.selected(destination, client)
            return Outcome(is_kept, receivers, "", destination=destination)
        if destination in self.others:
            return Outcome(True, [], "", destination=destination)
        if destination == client:
            return _refuse("itself as the destination")
        if destination not in self.clients:
            return _refuse(f"{destination} as the destination, which is not connected")
        return Outcome(False, [destination], "", destination=destination)


def _refuse(why: str, is_foreign: bool = False) -> Outcome:
    return Outcome(False, [], why, is_foreign)


class Payload(NamedTuple):
    """Data from another peer."""

    source: int
    message: bytes
    """All of it; the data begin at HEADER_SIZE."""


class OwnId(NamedTuple):
    """The server gave this client its id."""

    id: int


class Joined(NamedTuple):
    """A peer is there; the server is 1."""

    id: int


class Left(NamedTuple):
    """A peer is gone."""

    id: int


class Refused(NamedTuple):
    """A message that means nothing."""

    why: str


ClientEvent = Payload | OwnId | Joined | Left | Refused


class ClientSide:
    """A client's side: its own id, and who else is there.

    Unlike Godot: a peer that is there already does not join again, one that is not does not leave,
    and an id below 1 or its own is refused; no server sends such messages.
    """

    def __init__(self) -> None:
        self.id: int = 0
        self.peers: set[int] = set()

    def __repr__(self) -> str:
        return f"<ClientSide {self.id} of {len(self.peers)} peers>"

    def receive(self, message: bytes) -> ClientEvent:
        """Return what a message of the server means."""
        if len(message) < HEADER_SIZE:
            return Refused(
                f"it has only {len(message)} bytes, where a multiplayer packet has {HEADER_SIZE} or more"
            )
        kind, source, _ = _HEADER.unpack_from(message)
        if kind == PAYLOAD:
            return Payload(source, message)
        if kind > ID:
            return Refused(f"it has type {kind}, which does not exist")
        if len(message) < HEADER_SIZE + _ID.size:
            return Refused(f"it has type {kind} without an id")
        (peer,) = _ID.unpack_from(message, HEADER_SIZE)
        if peer < 1:
            return Refused(f"it has the id {peer}, which no peer can have")
        if kind == ID:
            self.id = peer
            return OwnId(peer)
        if kind == ADD:
            if peer in self.peers or peer == self.id:
                return Refused(f"it says that peer {peer} joined, who is there already")
            self.peers.add(peer)
            return Joined(peer)
        if peer not in self.peers:
            return Refused(f"it says that peer {peer} left, who was not there")
        self.peers.discard(peer)
        return Left(peer)
