"""How far a peer may be behind with what is sent to it: in bytes, and in time.

A burst (a level that is sent to who joins, a thousand calls in one frame) is more than any peer reads at
once, and nothing of it may be left out. So in multiplayer mode more than the output limits may wait, as long
as the other side goes on reading: as much as its limit again and again, for who takes a byte now and then
only keeps us busy. Who does not has the limits alone, and what waits beyond the limits of all peers of a node
has one bound, so that many slow ones do not cost more than one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .outbox import Outbox

MOST_BEHIND = 32 * 1024 * 1024
"""Bytes that may wait beyond their output limits for all peers of one node together."""
PATIENCE = 10.0
"""Seconds in which a peer for whom more than its limit waits has to take as much as the limit."""


class Patience:
    """What one peer may be behind. It belongs to the link with it, as `outbox` does to the node."""

    __slots__ = ("_behind", "_gone", "_outbox", "_since")

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._behind = 0
        self._gone = 0  # bytes, from `_since` on
        self._since = 0.0

    def __repr__(self) -> str:
        return f"<Patience: {self._behind} bytes behind>"

    def room(self, waiting: int, limit: int, gone: int, now: float) -> int:
        """Return how many bytes more may wait for the peer.

        `waiting`: bytes that do. `limit`: how many always may. `gone`: how many it has taken since the last
        time. `now`: the time in seconds.
        """
        behind = max(0, waiting - limit)
        self._outbox.behind += behind - self._behind
        self._behind = behind
        self._gone += gone
        if not behind or self._gone >= limit:
            self._gone = 0
            self._since = now
        if not self.lasts(now):
            return limit - waiting
        return max(0, limit - waiting) + max(0, MOST_BEHIND - self._outbox.behind)

    def lasts(self, now: float) -> bool:
        """Return True while the peer reads fast enough, as far as anything waits."""
        return now - self._since < PATIENCE

    def end(self) -> None:
        """Have nothing wait any more."""
        self._outbox.behind -= self._behind
        self._behind = 0
