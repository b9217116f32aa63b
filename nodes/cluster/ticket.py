"""Tickets: a lobby lets a player into a room, and the room need not ask anybody whether that is so.

A ticket is `base64url(JSON [room, who, until, nonce]) "." base64url(HMAC-SHA256)`. Lobby and rooms have the
same secret. It goes as the parameter `token` of a URL, since a browser can send no header.
"""

from __future__ import annotations

import hmac
import json
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine import ScriptError

from ..websocket.admission import Authenticator, given_token
from ..websocket.log import Repeats
from .log import log

LIFE = 30.0
"""Seconds that a ticket is good for."""
SKEW = 30.0
"""Seconds that the clocks of two machines may differ."""
MOST_USED = 200_000
"""Tickets of which it is kept that they were used; with more in a minute nobody else is let in."""
_MOST_LENGTH = 2048


class Ticket(NamedTuple):
    """What a ticket says."""

    room: str
    who: str
    until: float
    """Seconds since 1970."""
    nonce: str


def checked_secret(secret: str, used_by: str) -> bytes:
    """Return the secret that signs tickets. Raises ScriptError for none, which everybody would know."""
    if not isinstance(secret, str) or not secret.strip():
        raise ScriptError(
            f"{used_by}: there is no secret, so everybody could make tickets. Is the variable set that it is"
            " read from?"
        )
    return secret.strip().encode()


def signed_ticket(secret: bytes, room: str, who: str, now: float) -> str:
    """Return a ticket that is good once, for LIFE from `now` on. ScriptError for one that is too long."""
    said = json.dumps([room, who, round(now + LIFE, 3), _text(os.urandom(12))], separators=(",", ":"))
    body = _text(said.encode())
    if len(body) > _MOST_LENGTH - 64:
        raise ScriptError(f"make_ticket: {len(body)} bytes are too long for a URL; say less of who it is.")
    return f"{body}.{_text(_signature(secret, body))}"


def read_ticket(secret: bytes, text: str) -> Ticket | None:
    """Return what a ticket says, whose signature is looked at before anything else; None for none."""
    body, _, signature = text.partition(".")
    if len(text) > _MOST_LENGTH or not text.isascii():
        return None
    if not hmac.compare_digest(_text(_signature(secret, body)), signature):
        return None
    return _said(body)


def ticket_holder(path: str) -> str:
    """Return for whom the ticket in a path was made: `ticket_holder(server.get_peer_path(id))`.

    It is the `who` of `make_ticket`; "" if there is no ticket. The path is that of a client that was let in
    by `ticket_authenticator`: nothing is checked here.
    """
    ticket = _said(given_token(path, {}).partition(".")[0])
    return ticket.who if ticket is not None else ""


def ticket_authenticator(secret: str, room: str) -> Authenticator:
    """Return an authenticator that lets in who has a ticket for `room`, signed with `secret`.

        server.authenticator = ticket_authenticator(SECRET, "arena1")

    The ticket is made by `Cluster.make_ticket`, comes as `?token=` or as `Authorization: Bearer`, lives 30
    seconds, for which clocks may be 30 seconds apart, and lets in once.

    Raises ScriptError for an empty secret.
    """
    return TicketInspector(checked_secret(secret, "ticket_authenticator"), room).admits


class TicketInspector:
    """Looks at the tickets of one room, and remembers those that were used for as long as they are good."""

    def __init__(self, secret: bytes, room: str, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._room = room
        self._clock = clock
        self._used: set[str] = set()
        self._in_order: deque[tuple[float, str]] = deque()
        """By when they may be forgotten."""
        self._refused = Repeats()

    def admits(self, path: str, headers: Mapping[str, str]) -> bool:
        """Return whether to let somebody in: see `Authenticator`."""
        ticket = read_ticket(self._secret, given_token(path, headers))
        if ticket is None or ticket.room != self._room:
            return False
        now = self._clock()
        while self._in_order and self._in_order[0][0] < now:
            self._used.discard(self._in_order.popleft()[1])
        if not now - SKEW <= ticket.until <= now + LIFE + SKEW or ticket.nonce in self._used:
            return False
        if len(self._used) >= MOST_USED:
            if (note := self._refused.note()) is not None:
                log.warning("%r: too many within a minute, nobody is let in%s", self, note)
            return False
        self._used.add(ticket.nonce)
        self._in_order.append((now + LIFE + 2 * SKEW, ticket.nonce))
        return True

    def __repr__(self) -> str:
        return f"<TicketInspector of {self._room!r}, {len(self._used)} used>"


def _signature(secret: bytes, body: str) -> bytes:
    return hmac.digest(secret, body.encode(), "sha256")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _said(body: str) -> Ticket | None:
    try:
        said = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (ValueError, RecursionError):
        return None
    match said:
        case [str() as room, str() as who, float() | int() as until, str() as nonce]:
            return Ticket(room, who, until, nonce)
    return None
