"""How far a peer may be behind with what is sent to it: in bytes, and in time.

A burst (a level that is sent to who joins, a thousand calls in one frame) is more than any peer reads at
once, and nothing of it may be left out. So in multiplayer mode more than the output limits may wait, as long
as the other side goes on reading. Who reads nothing for a while has the limits alone, and what waits beyond
the limits of all peers of a node has one bound, so that many slow ones do not cost more than one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .outbox import Outbox

MOST_BEHIND = 32 * 1024 * 1024
"""Bytes that may wait beyond their output limits for all peers of one node together."""
PATIENCE = 10.0
"""Seconds that a peer may read nothing while more than its limit waits."""


class Patience:
    """What one peer may be behind. It belongs to the link with it, as `outbox` does to the node."""

    __slots__ = ("_behind", "_head", "_outbox", "_since")

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._behind = 0
        self._head: object = None
        self._since = 0.0

    def __repr__(self) -> str:
        return f"<Patience: {self._behind} bytes behind>"

    def room(self, waiting: int, limit: int, head: object, now: float) -> int:
        """Return how many bytes more may wait for the peer.

        `waiting`: bytes that do. `limit`: how many always may. `head`: the object with the first of them,
        which is another one as soon as some have gone; None if nothing waits. `now`: the time in seconds.
        """
        behind = max(0, waiting - limit)
        self._outbox.behind += behind - self._behind
        self._behind = behind
        if head is not self._head:
            self._head = head
            self._since = now
        if head is not None and now - self._since >= PATIENCE:
            return limit - waiting
        return max(0, limit - waiting) + max(0, MOST_BEHIND - self._outbox.behind)

    def end(self) -> None:
        """Have nothing wait any more."""
        self._outbox.behind -= self._behind
        self._behind = 0
        self._head = None
