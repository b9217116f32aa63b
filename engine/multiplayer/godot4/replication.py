"""The packets of Godot 4's spawners and synchronizers. Sans-I/O: bytes in, values out, and back.

Integers are little endian. Values have the form of arguments, one after the other, without their number:

    SPAWN    4, scene (255: spawn_function), u32 spawner, u32 node, u32 number of synchronizers,
             u32 length of the name with its NUL, u32 each synchronizer, name NUL,
             [with 255: u32 size, a value], values
    DESPAWN  5, u32 node
    SYNC     6, u16 counter, then of each synchronizer u32 id, u32 size, values
    delta    16 in hex, then of each synchronizer u32 id, u64 which properties, u32 size, values of these

The spawner is its sender's number for it (see `node_numbers`); nodes and synchronizers have net ids, which
the sender counts up from 1. A synchronizer that came with no SPAWN has its number plus 0x80000000.

Whatever the bytes, decoding gives a value or a PacketError, in time and space in proportion to them.

Source: Godot 4's `SceneReplicationInterface`, as recorded from 4.6.3 in
`tests/engine/multiplayer/vectors/godot4_replication.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import NamedTuple

from ..refusals import PacketError
from .packets import COMMAND, DESPAWN, SPAWN, SYNC

CUSTOM = 255
"""The scene of what `spawn_function` makes."""
BY_PATH = 0x8000_0000
"""What is added to the number of a synchronizer that came with no SPAWN."""
MOST_WATCHED = 64
"""Properties that a delta can tell apart."""

_IS_DELTA = 0x10
_SPAWN_HEAD = Struct("<BBIIII")
_DESPAWN = Struct("<BI")
_SYNC_HEAD = Struct("<BH")
_DELTA_HEAD = bytes((SYNC | _IS_DELTA,))
_SYNC_ENTRY = Struct("<II")
_DELTA_ENTRY = Struct("<IQI")
_U32 = Struct("<I")


class Spawn(NamedTuple):
    """A node to be made: the scene of this index, or what spawn_function makes of the value `argument`.

    `values` are those of all synchronizers, in the order of their ids in `synchronizers`.
    """

    scene: int
    spawner: int
    node: int
    synchronizers: tuple[int, ...]
    name: str
    argument: bytes
    values: bytes


class Despawn(NamedTuple):
    """A node to be freed."""

    node: int


class SyncEntry(NamedTuple):
    """The values of one synchronizer."""

    synchronizer: int
    values: bytes


class Sync(NamedTuple):
    """What synchronizers send again and again; of two packets the one with the later counter holds."""

    counter: int
    entries: tuple[SyncEntry, ...]


class DeltaEntry(NamedTuple):
    """The values of those properties of one synchronizer that have changed: a bit of `which` for each."""

    synchronizer: int
    which: int
    values: bytes


class Delta(NamedTuple):
    """What synchronizers send of properties that have changed."""

    entries: tuple[DeltaEntry, ...]


# -- Encoding ----------------------------------------------------------------------------------


def spawn(said: Spawn) -> bytes:
    """Return a SPAWN."""
    name = said.name.encode() + b"\0"
    count = len(said.synchronizers)
    head = _SPAWN_HEAD.pack(SPAWN, said.scene, said.spawner, said.node, count, len(name))
    ids = b"".join(map(_U32.pack, said.synchronizers))
    argument = _U32.pack(len(said.argument)) + said.argument if said.scene == CUSTOM else b""
    return head + ids + name + argument + said.values


def despawn(node: int) -> bytes:
    """Return a DESPAWN."""
    return _DESPAWN.pack(DESPAWN, node)


def sync_entry(synchronizer: int, values: bytes) -> bytes:
    """Return what a SYNC says of one synchronizer."""
    return _SYNC_ENTRY.pack(synchronizer, len(values)) + values


def sync_head(counter: int) -> bytes:
    """Return how a SYNC begins."""
    return _SYNC_HEAD.pack(SYNC, counter)


def delta_entry(synchronizer: int, which: int, values: bytes) -> bytes:
    """Return what a delta says of one synchronizer."""
    return _DELTA_ENTRY.pack(synchronizer, which, len(values)) + values


def delta_head() -> bytes:
    """Return how a delta begins."""
    return _DELTA_HEAD


def in_packets(entries: Sequence[bytes], head: int, most: int) -> list[bytes]:
    """Return entries joined to contents of packets, which have `head` bytes in front and at most `most`.

    An entry that is too long for that is alone in its packet: values of `most` bytes are sent.
    """
    packets: list[bytes] = []
    begin, size = 0, head
    for at, entry in enumerate(entries):
        if size + len(entry) > most and at > begin:
            packets.append(b"".join(entries[begin:at]))
            begin, size = at, head
        size += len(entry)
    packets.append(b"".join(entries[begin:]))
    return packets


def encode(said: Spawn | Despawn | Sync | Delta) -> bytes:
    """Return the bytes of a packet."""
    match said:
        case Spawn():
            return spawn(said)
        case Despawn(node):
            return despawn(node)
        case Sync(counter, synced):
            return sync_head(counter) + b"".join([sync_entry(*entry) for entry in synced])
    return delta_head() + b"".join([delta_entry(*entry) for entry in said.entries])


# -- Decoding ----------------------------------------------------------------------------------


def is_delta(packet: bytes) -> bool:
    """Return True if a packet with the command SYNC is a delta."""
    return packet[0] & _IS_DELTA != 0


def spawned(packet: bytes) -> Spawn:
    """Return what a SPAWN says. As in Godot the NUL may be missing."""
    size = len(packet)
    if size < _SPAWN_HEAD.size:
        raise PacketError(f"{size} bytes are too few for SPAWN")
    _, scene, spawner, node, count, length = _SPAWN_HEAD.unpack_from(packet)
    at = _SPAWN_HEAD.size
    if count * 4 + length > size - at:
        raise PacketError(f"SPAWN has {size} bytes, and {at + count * 4 + length} if it were as it says")
    ids = tuple([id for (id,) in _U32.iter_unpack(packet[at : at + count * 4])])
    at += count * 4
    name = packet[at : at + length].partition(b"\0")[0].decode("utf-8", "replace")
    at += length
    argument = b""
    if scene == CUSTOM:
        if size - at < 4:
            raise PacketError("SPAWN ends before the value for spawn_function")
        (length,) = _U32.unpack_from(packet, at)
        at += 4
        if length > size - at:
            raise PacketError(f"the value for spawn_function is said to have {length} bytes of {size - at}")
        argument = packet[at : at + length]
        at += length
    return Spawn(scene, spawner, node, ids, name, argument, packet[at:])


def despawned(packet: bytes) -> int:
    """Return the net id of the node that is to be freed."""
    if len(packet) < _DESPAWN.size:
        raise PacketError(f"{len(packet)} bytes are too few for DESPAWN")
    node: int = _DESPAWN.unpack_from(packet)[1]
    return node


def sync_counter(packet: bytes) -> int:
    """Return the counter of a SYNC."""
    if len(packet) < _SYNC_HEAD.size + _SYNC_ENTRY.size:
        raise PacketError(f"{len(packet)} bytes are too few for SYNC")
    counter: int = _SYNC_HEAD.unpack_from(packet)[1]
    return counter


def sync_entries(packet: bytes) -> Iterator[SyncEntry]:
    """Yield what a SYNC says of each synchronizer, up to one that cannot be read: that is a PacketError."""
    at = _SYNC_HEAD.size
    while at < len(packet):
        end = at + _SYNC_ENTRY.size
        if end > len(packet):
            raise PacketError("SYNC ends within the head of a synchronizer")
        id, size = _SYNC_ENTRY.unpack_from(packet, at)
        at = end + size
        yield SyncEntry(id, _part(packet, end, at))


def delta_entries(packet: bytes) -> Iterator[DeltaEntry]:
    """Yield what a delta says of each synchronizer, up to one that cannot be read: that is a PacketError."""
    at = len(_DELTA_HEAD)
    if at == len(packet):
        raise PacketError("a delta without synchronizers")
    while at < len(packet):
        end = at + _DELTA_ENTRY.size
        if end > len(packet):
            raise PacketError("a delta ends within the head of a synchronizer")
        id, which, size = _DELTA_ENTRY.unpack_from(packet, at)
        at = end + size
        yield DeltaEntry(id, which, _part(packet, end, at))


def decode(packet: bytes) -> Spawn | Despawn | Sync | Delta:
    """Return all that a packet with the command SPAWN, DESPAWN or SYNC says. Raises PacketError."""
    command = packet[0] & COMMAND
    if command == SPAWN:
        return spawned(packet)
    if command == DESPAWN:
        return Despawn(despawned(packet))
    if is_delta(packet):
        return Delta(tuple(delta_entries(packet)))
    return Sync(sync_counter(packet), tuple(sync_entries(packet)))


def _part(packet: bytes, begin: int, end: int) -> bytes:
    if end > len(packet):
        raise PacketError(f"values are said to have {end - begin} bytes of {len(packet) - begin}")
    return packet[begin:end]
