"""The five packets of Godot 3's MultiplayerAPI. Sans-I/O: bytes in, values out, and back.

Integers are little endian, text is UTF-8 with a NUL at its end, values are Variants:

    REMOTE_CALL    0, target, method NUL, number of arguments (one byte), the arguments, [path NUL]
    REMOTE_SET     1, target, property NUL, one value, [path NUL]
    SIMPLIFY_PATH  2, path id, path NUL        "from now on I call this node by this number"
    CONFIRM_PATH   3, path NUL                 "I know the number for this path"
    RAW            4, one byte or more

The target is four bytes: a path id, or with the highest bit set the offset of the path's text, which
then ends the packet.

Whatever the bytes, decoding gives a value or a PacketError, in time and space in proportion to them.

Source: Godot 3.6's `MultiplayerAPI::_process_packet` and `_send_rpc`; the same from 3.2 to 3.6, see
`tests/engine/multiplayer/vectors/multiplayer_packets.json`. Godot 4 has another layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from struct import Struct
from typing import Any, NamedTuple

from ...core import compiled
from ...variant.decoder import decode as decode_value
from ...variant.encoder import encode as encode_value
from ...variant.error import VariantError
from ...variant.key import ArrayKeys
from ...variant.types import Type
from ..refusals import PacketError

REMOTE_CALL = 0
REMOTE_SET = 1
SIMPLIFY_PATH = 2
CONFIRM_PATH = 3
RAW = 4

MOST_ARGUMENTS = 255

_FULL_PATH = 0x8000_0000
_HEAD = Struct("<BI")
_NAME_AT = _HEAD.size
_SMALLEST_CALL = 6
_INT = int(Type.INT)
_INT32 = Struct("<Ii")
_int32_at = _INT32.unpack_from
_int32 = _INT32.pack


class RemoteCall(NamedTuple):
    """A call of `method`; `target` is the path of the node, or the number that stands for it."""

    target: int | str
    method: str
    args: tuple[Any, ...]


class RemoteSet(NamedTuple):
    """A new `value` for `property`."""

    target: int | str
    property: str
    value: Any


class SimplifyPath(NamedTuple):
    """The sender will call the node at `path` by the number `id`."""

    id: int
    path: str


class ConfirmPath(NamedTuple):
    """The sender knows our number for `path`."""

    path: str


class Raw(NamedTuple):
    """Bytes of `send_bytes`."""

    data: bytes


Packet = RemoteCall | RemoteSet | SimplifyPath | ConfirmPath | Raw

# -- Encoding ----------------------------------------------------------------------------------


def text(value: str) -> bytes:
    """Return `value` with a NUL at the end. Raises PacketError if it holds one, or is no Unicode."""
    try:
        encoded = value.encode()
    except UnicodeEncodeError:
        raise PacketError(f"{value!r} is not text that UTF-8 could encode") from None
    if b"\0" in encoded:
        raise PacketError(f"{value!r} contains a NUL")
    return encoded + b"\0"


_name = lru_cache(1024)(text)
"""As `text`, for the names of members, which are few and come from scripts."""


@compiled
def call_body(method: str, args: Sequence[Any]) -> bytes:
    """Return what a REMOTE_CALL says between its target and its path, the same for all receivers.

    Raises PacketError for more than 255 arguments and for what is no Variant.
    """
    if len(args) > MOST_ARGUMENTS:
        raise PacketError(f"there are {len(args)} arguments, {MOST_ARGUMENTS} are the most")
    out = bytearray(_name(method))
    out.append(len(args))
    for number, value in enumerate(args, 1):
        if type(value) is int and -0x8000_0000 <= value <= 0x7FFF_FFFF:
            out += _int32(_INT, value)  # most arguments, and the encoder takes three times as long
            continue
        try:
            encode_value(value, out)
        except VariantError as error:
            raise PacketError(f"argument {number} cannot be sent: {error}") from error
    return bytes(out)


def set_body(property: str, value: Any) -> bytes:
    """Return what a REMOTE_SET says between its target and its path."""
    out = bytearray(_name(property))
    try:
        encode_value(value, out)
    except VariantError as error:
        raise PacketError(f"the value cannot be sent: {error}") from error
    return bytes(out)


def with_id(command: int, path_id: int, body: bytes) -> bytes:
    """Return a REMOTE_CALL or REMOTE_SET for one who knows the number of the path."""
    return _HEAD.pack(command, path_id) + body


def with_path(command: int, path: bytes, body: bytes) -> bytes:
    """Return a REMOTE_CALL or REMOTE_SET with the path itself, which ends with a NUL."""
    return _HEAD.pack(command, _FULL_PATH | _NAME_AT + len(body)) + body + path


def simplify_path(path_id: int, path: bytes) -> bytes:
    """Return a SIMPLIFY_PATH; `path` ends with a NUL."""
    return _HEAD.pack(SIMPLIFY_PATH, path_id) + path


def confirm_path(path: str) -> bytes:
    """Return a CONFIRM_PATH."""
    return bytes((CONFIRM_PATH,)) + text(path)


def raw(data: bytes) -> bytes:
    """Return a RAW packet."""
    return bytes((RAW,)) + data


def encode(packet: Packet) -> bytes:
    """Return the bytes of a packet. Raises PacketError for one that cannot be."""
    match packet:
        case RemoteCall(target, method, args):
            return _addressed(REMOTE_CALL, target, call_body(method, args))
        case RemoteSet(target, property, value):
            return _addressed(REMOTE_SET, target, set_body(property, value))
        case SimplifyPath(path_id, path):
            return simplify_path(path_id, text(path))
        case ConfirmPath(path):
            return confirm_path(path)
    return raw(packet.data)


def _addressed(command: int, target: int | str, body: bytes) -> bytes:
    if isinstance(target, int):
        return with_id(command, target, body)
    return with_path(command, text(target), body)


# -- Decoding: in parts, as a receiver checks one before it looks at the next ----------------------


def target_of(packet: bytes) -> int | str:
    """Return the target of a REMOTE_CALL or REMOTE_SET: a path, or the number that stands for it."""
    if len(packet) < _SMALLEST_CALL:
        raise PacketError(f"{len(packet)} bytes are too few for a call")
    target: int = _HEAD.unpack_from(packet)[1]
    if target < _FULL_PATH:
        return target
    at = target - _FULL_PATH
    if at >= len(packet):
        raise PacketError(f"its path is said to be at byte {at} of {len(packet)}")
    return _text_at(packet, at)


def name_of(packet: bytes) -> tuple[str, int]:
    """Return the name in a REMOTE_CALL or REMOTE_SET, and the place of what comes after it."""
    end = packet.find(0, _NAME_AT)
    if end < 0 or end + 1 >= len(packet):
        raise PacketError("it ends with the name, or inside it")
    return packet[_NAME_AT:end].decode("utf-8", "replace"), end + 1


@compiled
def arguments_at(packet: bytes, at: int) -> list[Any]:
    """Return the arguments of a REMOTE_CALL whose number is at `at`."""
    args: list[Any] = []
    arrays = ArrayKeys()
    count = packet[at]
    at += 1
    last = len(packet) - 8
    try:
        for _ in range(count):
            if at <= last:
                # Most arguments are ints of 32 bits, and the decoder takes three times as long to begin.
                head, value = _int32_at(packet, at)
                if head == _INT:
                    args.append(value)
                    at += 8
                    continue
            value, at = decode_value(packet, at, False, arrays)
            args.append(value)
    except VariantError as error:
        raise PacketError(f"argument {len(args) + 1} of {count} cannot be read: {error}") from None
    return args


def value_at(packet: bytes, at: int) -> Any:
    """Return the value of a REMOTE_SET, which is at `at`."""
    try:
        return decode_value(packet, at)[0]
    except VariantError as error:
        raise PacketError(f"its value cannot be read: {error}") from None


def simplified_path(packet: bytes) -> tuple[int, str]:
    """Return the number and the path of a SIMPLIFY_PATH."""
    if len(packet) < _NAME_AT:
        raise PacketError(f"{len(packet)} bytes are too few for SIMPLIFY_PATH")
    return _HEAD.unpack_from(packet)[1], _text_at(packet, _NAME_AT)


def confirmed_path(packet: bytes) -> str:
    """Return the path of a CONFIRM_PATH."""
    if len(packet) < 2:
        raise PacketError("CONFIRM_PATH without a path")
    return _text_at(packet, 1)


def raw_data(packet: bytes) -> bytes:
    """Return the bytes of a RAW packet."""
    if len(packet) < 2:
        raise PacketError("RAW without data")
    return packet[1:]


def decode(packet: bytes) -> Packet | None:
    """Return what a packet says, None for an unknown command. Raises PacketError."""
    if not packet:
        raise PacketError("it is empty")
    match packet[0]:
        case 0:
            target, (name, at) = target_of(packet), name_of(packet)
            return RemoteCall(target, name, tuple(arguments_at(packet, at)))
        case 1:
            target, (name, at) = target_of(packet), name_of(packet)
            return RemoteSet(target, name, value_at(packet, at))
        case 2:
            return SimplifyPath(*simplified_path(packet))
        case 3:
            return ConfirmPath(confirmed_path(packet))
        case 4:
            return Raw(raw_data(packet))
    return None


def _text_at(packet: bytes, at: int) -> str:
    """Return the text up to the next NUL, or the end; U+FFFD stands for what is not UTF-8."""
    end = packet.find(0, at)
    return packet[at : end if end >= 0 else None].decode("utf-8", "replace")
