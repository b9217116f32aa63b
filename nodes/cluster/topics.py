"""What goes over topics: how a message is laid out, and who in this process has which.

A message, little-endian as the Variants in it: u8 version (1), u8 flags (0), 8 bytes origin, u64 sequence,
and one Variant, which never is an object.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from struct import Struct
from typing import Any, NamedTuple, Protocol

from engine import ScriptError
from engine.variant.decoder import decode
from engine.variant.encoder import encoded
from engine.variant.error import VariantError

MOST_TOPIC = 200
"""Bytes of a topic's name."""
MOST_TOPICS = 10_000
"""Topics that one Cluster may subscribe."""
MOST_MESSAGE = 1024 * 1024
"""Bytes of a message."""
MOST_ORIGINS = 4096
"""Origins whose last number is known."""
_HEAD = Struct("<BB8sQ")
_VERSION = 1


class TopicMessage(NamedTuple):
    """A message."""

    origin: bytes
    sequence: int
    value: Any


def checked_topic(topic: str) -> str:
    """Return the name of a topic, if it can be one. ScriptError if not."""
    if not isinstance(topic, str) or not 0 < len(topic.encode("utf-8", "replace")) <= MOST_TOPIC:
        raise ScriptError(f'{topic!r} is no topic: 1 to {MOST_TOPIC} bytes of text, as "chat".')
    if not topic.isprintable():
        raise ScriptError(f"{topic!r} is no topic: it has characters that nobody can see.")
    return topic


def pack_message(origin: bytes, sequence: int, value: Any) -> bytes:
    """Return a message as bytes. Raises VariantError for a value that has no encoding."""
    return _HEAD.pack(_VERSION, 0, origin, sequence) + encoded(value)


def read_message(data: bytes) -> TopicMessage:
    """Return the message in bytes that anybody may have sent. Raises VariantError for what is none."""
    if len(data) > MOST_MESSAGE:
        raise VariantError(f"a message of {len(data)} bytes, more than {MOST_MESSAGE}")
    if len(data) <= _HEAD.size or data[0] != _VERSION:
        raise VariantError("bytes that are no message of version 1")
    _, _, origin, sequence = _HEAD.unpack_from(data)
    value, end = decode(data, _HEAD.size)
    if end != len(data):
        raise VariantError(f"{len(data) - end} bytes after the value")
    return TopicMessage(origin, sequence, value)


class Receiver(Protocol):
    """Who subscribes to topics."""

    def _receive_(self, topic: str, message: TopicMessage) -> None:
        """Take a message."""

    def _told_lost_(self, why: str) -> None:
        """Take note that nothing comes."""

    def _told_restored_(self) -> None:
        """Take note that messages come again."""


class Topics:
    """Who in a Cluster has subscribed to what; each topic is subscribed once at the store.

    `first` and `last` are called with a topic when somebody wants it, and when nobody does any more.
    """

    def __init__(self, first: Callable[[str], None], last: Callable[[str], None]) -> None:
        self._first = first
        self._last = last
        self._receivers: dict[str, dict[Receiver, None]] = {}
        self._latest: OrderedDict[bytes, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._receivers)

    def add(self, topic: str, receiver: Receiver) -> bool:
        """Subscribe; return False if there are too many topics."""
        if topic not in self._receivers:
            if len(self._receivers) >= MOST_TOPICS:
                return False
            self._receivers[topic] = {}
            self._first(topic)
        self._receivers[topic][receiver] = None
        return True

    def remove(self, topic: str, receiver: Receiver) -> None:
        """Undo `add`."""
        receivers = self._receivers[topic]
        del receivers[receiver]
        if not receivers:
            del self._receivers[topic]
            self._last(topic)

    def deliver(self, topic: str, data: bytes) -> None:
        """Hand out a message, in the order of its origin and once. Raises VariantError for what is none."""
        message = read_message(data)
        if message.sequence <= self._latest.get(message.origin, -1):
            return
        self._latest[message.origin] = message.sequence
        self._latest.move_to_end(message.origin)
        if len(self._latest) > MOST_ORIGINS:
            self._latest.popitem(last=False)
        receivers = self._receivers.get(topic, {})
        for receiver in list(receivers):
            if receiver in receivers:
                receiver._receive_(topic, message)
