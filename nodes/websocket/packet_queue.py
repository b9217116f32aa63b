"""The packets of all peers in the order in which they came: what the multiplayer mode reads from."""

from __future__ import annotations

from collections import deque

from .connection import Connection
from .relay import HEADER_SIZE


class PacketQueue:
    """A queue of (source, payload).

    Each packet is kept at the connection that it came by, so that too many of one connection hold
    that one back, and no other.
    """

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: deque[tuple[int, Connection]] = deque()

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"<PacketQueue of {len(self._entries)}>"

    def put(self, source: int, connection: Connection, message: bytes) -> None:
        """Take in a message that came by `connection`, header and all."""
        connection.unread.take_in((message, False))
        self._entries.append((source, connection))

    def source(self) -> int:
        """Return where the next packet is from."""
        return self._entries[0][0]

    def take(self) -> bytes:
        """Take out the next packet; return its payload."""
        _, connection = self._entries.popleft()
        message, _ = connection.unread.take()
        return message[HEADER_SIZE:]

    def clear(self) -> None:
        """Forget all packets."""
        self._entries.clear()
