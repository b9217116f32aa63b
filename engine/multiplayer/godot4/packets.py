"""The packets of Godot 4's SceneMultiplayer. Sans-I/O: bytes in, values out, and back.

The first byte is the command, with flags in the upper bits of a call. Integers are little endian, text
is UTF-8 with a NUL at its end:

    REMOTE_CALL    0 + flags, node, method (1 or 2 bytes), [number of arguments, arguments], [path NUL]
    SIMPLIFY_PATH  1, md5 in hex NUL, number, path NUL    "from now on I call this node by this number"
    CONFIRM_PATH   2, whether the md5 is ours, too, number
    RAW            3, one byte or more
    SPAWN, DESPAWN, SYNC   4, 5, 6                        of spawners and synchronizers: see `replication`
    SYS            7, then
        AUTH           0, data, or nothing for "I have completed"
        ADD_PEER       1, id
        DEL_PEER       2, id
        RELAY          3, to whom, or from whom, and a packet

The node is its sender's number for it, in 1, 2 or 4 bytes, or in 4 bytes with the highest bit set the
offset of the path, which then ends the packet. Methods are numbers out of a list that both ends must
have, see `methods`.

Whatever the bytes, decoding gives a value or a PacketError, in time and space in proportion to them.

Source: Godot 4's `SceneMultiplayer::_process_packet`, `SceneRPCInterface::_send_rpc` and
`SceneCacheInterface`, as recorded from 4.6.3 in `tests/engine/multiplayer/vectors/godot4_packets.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Any, NamedTuple

from ...variant.pool_byte_array import PoolByteArray
from ..refusals import PacketError
from . import arguments

REMOTE_CALL = 0
SIMPLIFY_PATH = 1
CONFIRM_PATH = 2
RAW = 3
SPAWN = 4
DESPAWN = 5
SYNC = 6
SYS = 7

AUTH = 0
ADD_PEER = 1
DEL_PEER = 2
RELAY = 3

COMMAND = 7
"""The bits of the first byte that are the command."""

_NODE_WIDTH = 4
"""How far up the two bits are that say how wide the node is."""
_TWO_BYTES = 0x40
"""The method takes two bytes."""
_NO_COUNT = 0x80
"""There are no arguments, or one PackedByteArray as it is."""
_WIDE = 2 << _NODE_WIDTH
"""The node takes four bytes."""
_FULL_PATH = 0x8000_0000

_CALL_HEADS = (Struct("<BB"), Struct("<BH"), Struct("<BI"))
_CALL_HEAD = _CALL_HEADS[2]
_STARTS = (3, 4, 6, 0, 4, 5, 7, 0)
"""How long the node and the method are with the first byte, by the flags of both."""
_MD5 = 32
_SIMPLIFY_HEAD = Struct(f"<B{_MD5}sxI")
_CONFIRM = Struct("<BBI")
_PEER = Struct("<BBi")


class RemoteCall(NamedTuple):
    """A call of the method with this number.

    `target` is the path of the node, or its sender's number for it; with `is_wide` that takes four bytes
    however small it is, as it does while some of those who are called do not know it yet.
    """

    target: int | str
    method: int
    args: tuple[Any, ...]
    is_wide: bool = False


class SimplifyPath(NamedTuple):
    """The sender will call the node at `path` by the number `id`; `checksum` is of its list of methods."""

    checksum: str
    id: int
    path: str


class ConfirmPath(NamedTuple):
    """The sender knows our number for a node, and has the same list of methods there, or has not.

    Up to Godot 4.2 the path comes in place of the number; what may be either has both.
    """

    id: int
    has_same_methods: bool
    path: str = ""


class Raw(NamedTuple):
    """Bytes of `send_bytes`."""

    data: bytes


class Replication(NamedTuple):
    """What a MultiplayerSpawner or a MultiplayerSynchronizer has sent: the packet as it is."""

    packet: bytes


class Auth(NamedTuple):
    """Data of `send_auth`; none of it for `complete_auth`."""

    data: bytes


class AddPeer(NamedTuple):
    """A client has joined."""

    id: int


class DelPeer(NamedTuple):
    """A client has left."""

    id: int


class Relay(NamedTuple):
    """A packet that the server passes on: `peer` is whom it is for, or, from the server, who sent it."""

    peer: int
    packet: bytes


Packet = RemoteCall | SimplifyPath | ConfirmPath | Raw | Replication | Auth | AddPeer | DelPeer | Relay

# -- Encoding ----------------------------------------------------------------------------------


def text(value: str) -> bytes:
    """Return a path with a NUL at the end."""
    return value.encode() + b"\0"


CallBody = tuple[int, bytes]
"""What a call says besides its node, the same for all receivers: flags, and what follows the node."""


def call_body(method: int, args: Sequence[Any]) -> CallBody:
    """Return what a call of a method says. Raises PacketError for arguments that no packet can hold.

    Unlike Godot, which takes one empty PackedByteArray for no arguments at all.
    """
    flags, head = (_TWO_BYTES, method.to_bytes(2, "little")) if method > 0xFF else (0, bytes((method,)))
    if not args:
        return flags | _NO_COUNT, head
    if len(args) == 1 and isinstance(args[0], bytes | bytearray | memoryview) and len(args[0]):
        return flags | _NO_COUNT, head + bytes(args[0])
    return flags, head + arguments.all_of(args)


def with_id(node: int, body: CallBody, is_wide: bool = False) -> bytes:
    """Return a call for those who know the number of the node."""
    flags, rest = body
    width = 2 if is_wide or node > 0xFFFF else 1 if node > 0xFF else 0
    return _CALL_HEADS[width].pack(flags | width << _NODE_WIDTH, node) + rest


def with_path(path: bytes, body: CallBody) -> bytes:
    """Return a call with the path itself, which ends with a NUL."""
    flags, rest = body
    offset = _CALL_HEAD.size + len(rest)
    return _CALL_HEAD.pack(flags | _WIDE, _FULL_PATH | offset) + rest + path


def simplify_path(checksum: str, node: int, path: bytes) -> bytes:
    """Return a SIMPLIFY_PATH; `path` ends with a NUL."""
    return _SIMPLIFY_HEAD.pack(SIMPLIFY_PATH, checksum.encode("latin-1"), node) + path


def confirm_path(node: int, has_same_methods: bool) -> bytes:
    """Return a CONFIRM_PATH."""
    return _CONFIRM.pack(CONFIRM_PATH, has_same_methods, node)


def raw(data: bytes) -> bytes:
    """Return a RAW packet."""
    return bytes((RAW,)) + data


def auth(data: bytes = b"") -> bytes:
    """Return an AUTH packet: with data, or that we have completed."""
    return bytes((SYS, AUTH)) + data


def add_peer(id: int) -> bytes:
    """Return what tells a client of another one."""
    return _PEER.pack(SYS, ADD_PEER, id)


def del_peer(id: int) -> bytes:
    """Return what tells a client that another one has left."""
    return _PEER.pack(SYS, DEL_PEER, id)


def relay(peer: int, packet: bytes) -> bytes:
    """Return a packet for `peer` as a client gives it to the server, or from `peer` as a client gets it."""
    return _PEER.pack(SYS, RELAY, peer) + packet


def encode(packet: Packet) -> bytes:
    """Return the bytes of a packet. Raises PacketError for one that cannot be."""
    match packet:
        case RemoteCall(target, method, args, is_wide):
            body = call_body(method, args)
            return (
                with_path(text(target), body) if isinstance(target, str) else with_id(target, body, is_wide)
            )
        case SimplifyPath(checksum, node, path):
            return simplify_path(checksum, node, text(path))
        case ConfirmPath(0, has_same_methods, path) if path:
            return bytes((CONFIRM_PATH, has_same_methods)) + text(path)
        case ConfirmPath(node, has_same_methods):
            return confirm_path(node, has_same_methods)
        case Raw(data):
            return raw(data)
        case Replication(whole):
            return whole
        case Auth(data):
            return auth(data)
        case AddPeer(id):
            return add_peer(id)
        case DelPeer(id):
            return del_peer(id)
    return relay(packet.peer, packet.packet)


# -- Decoding: in parts, as a receiver checks one before it looks at the next ----------------------


class CallHead(NamedTuple):
    """The beginning of a call: `at` is where its arguments are, `end` where these must end."""

    target: int | str
    method: int
    at: int
    end: int


def start_of(packet: bytes) -> bytes:
    """Return the beginning of a call that says which node and which method are meant, if by a number."""
    return packet[: _STARTS[packet[0] >> _NODE_WIDTH & 7]]


def call_head(packet: bytes) -> CallHead:
    """Return whom a call is for: the node, by its path or its sender's number for it, and the method."""
    flags = packet[0]
    width = flags >> _NODE_WIDTH & 3
    if width > 2:
        raise PacketError("the node that it calls has a width that there is not")
    head = _CALL_HEADS[width]
    at = head.size
    end = at + (2 if flags & _TWO_BYTES else 1)
    if end > len(packet):
        raise PacketError(f"{len(packet)} bytes are too few for a call")
    method = int.from_bytes(packet[at:end], "little")
    target: int = head.unpack_from(packet)[1]
    if target < _FULL_PATH:
        return CallHead(target, method, end, len(packet))
    offset = target - _FULL_PATH
    if not end <= offset < len(packet):
        raise PacketError(f"its path is said to be at byte {offset} of {len(packet)}")
    return CallHead(_text_at(packet, offset), method, end, offset)


def call_arguments(packet: bytes, at: int, end: int) -> list[Any]:
    """Return the arguments of a call, which are at `at` and must end at `end`."""
    if not packet[0] & _NO_COUNT:
        return arguments.all_at(packet if end == len(packet) else packet[:end], at)
    return [PoolByteArray(packet[at:end])] if at < end else []


def simplified_path(packet: bytes) -> SimplifyPath:
    """Return what a SIMPLIFY_PATH says."""
    if len(packet) <= _SIMPLIFY_HEAD.size - 1:
        raise PacketError(f"{len(packet)} bytes are too few for SIMPLIFY_PATH")
    _, checksum, node = _SIMPLIFY_HEAD.unpack_from(packet)
    return SimplifyPath(checksum.decode("latin-1"), node, _text_at(packet, _SIMPLIFY_HEAD.size))


def confirmed_path(packet: bytes) -> ConfirmPath:
    """Return what a CONFIRM_PATH says."""
    if len(packet) < 3:
        raise PacketError(f"{len(packet)} bytes are too few for CONFIRM_PATH")
    has_same_methods = packet[1] != 0
    if len(packet) != _CONFIRM.size:
        return ConfirmPath(0, has_same_methods, _text_at(packet, 2))
    node = _CONFIRM.unpack(packet)[2]
    return ConfirmPath(node, has_same_methods, _text_at(packet, 2) if packet[4] and not packet[5] else "")


def raw_data(packet: bytes) -> bytes:
    """Return the bytes of a RAW packet."""
    if len(packet) < 2:
        raise PacketError("RAW without data")
    return packet[1:]


def system(packet: bytes) -> Auth | AddPeer | DelPeer | Relay:
    """Return what a SYS packet says."""
    if len(packet) >= 2 and packet[1] == AUTH:
        return Auth(packet[2:])
    if len(packet) < _PEER.size:
        raise PacketError(f"{len(packet)} bytes are too few for SYS")
    _, command, id = _PEER.unpack_from(packet)
    if command == ADD_PEER:
        return AddPeer(id)
    if command == DEL_PEER:
        return DelPeer(id)
    if command != RELAY:
        raise PacketError(f"SYS has no subcommand {command}")
    if len(packet) == _PEER.size:
        raise PacketError("RELAY without a packet")
    return Relay(id, packet[_PEER.size :])


def decode(packet: bytes) -> Packet:
    """Return what a packet says. Raises PacketError."""
    if not packet:
        raise PacketError("it is empty")
    match packet[0] & COMMAND:
        case 0:
            head = call_head(packet)
            width = packet[0] >> _NODE_WIDTH & 3
            is_wide = width == 2 and isinstance(head.target, int) and head.target <= 0xFFFF
            args = tuple(call_arguments(packet, head.at, head.end))
            return RemoteCall(head.target, head.method, args, is_wide)
        case 1:
            return simplified_path(packet)
        case 2:
            return confirmed_path(packet)
        case 3:
            return Raw(raw_data(packet))
        case 7:
            return system(packet)
    return Replication(packet)


def _text_at(packet: bytes, at: int) -> str:
    """Return the text up to the next NUL, or the end; U+FFFD stands for what is not UTF-8."""
    end = packet.find(0, at)
    return packet[at : end if end >= 0 else None].decode("utf-8", "replace")
