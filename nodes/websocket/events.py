"""What happens on a link, as it tells it."""

# No `from __future__ import annotations`: those of a NamedTuple would be texts, each of which is compiled.

from typing import NamedTuple, TypeAlias

from .unread import Packet

GOING_AWAY = 1001
"""The close code of a server that stops (RFC 6455 section 7.4.1), at which Godot 3 notices the close."""
POLICY_VIOLATION = 1008
"""The close code for a client that does not keep up (RFC 6455 section 7.4.1); Godot 3 takes 1013 for
a violation of the protocol."""
MAX_REASON = 123
"""Bytes of UTF-8 that fit into a close frame beside the code (RFC 6455 section 5.5)."""


class Opened(NamedTuple):
    """The handshake succeeded."""

    protocol: str
    """The sub-protocol that was agreed on, or an empty string."""
    path: str
    """What the client asked for: the path with its query."""
    headers: dict[str, str]
    """The headers that the other side sent, by lower-case name."""


class Received(list[Packet]):
    """Whole messages that came in one read."""

    __slots__ = ()


class Ponged(NamedTuple):
    """The other side has answered a ping that had something to say."""

    data: bytes


class CloseRequested(NamedTuple):
    """The other side began to close: its close frame came before we sent one. It has been answered."""

    code: int
    """0 if the close frame had none."""
    reason: str


class Ended(NamedTuple):
    """The connection is over."""

    clean: bool
    """Both close frames were exchanged, whoever began."""
    code: int
    """The close code that ended it: the other side's, or ours; 1006 if there was none."""
    why: str
    """What happened, in words for a log line."""
    is_probe: bool = False
    """It was never meant to be a link: a plain HTTP request, as health checks and browsers send, or a TCP
    connection without a byte."""
    location: str = ""
    """Where the server has moved to, as it wrote it."""


Event: TypeAlias = Opened | Received | Ponged | CloseRequested | Ended


def cut_reason(reason: str) -> str:
    """Return as much of `reason` as fits into a close frame."""
    return reason.encode(errors="replace")[:MAX_REASON].decode(errors="ignore")
