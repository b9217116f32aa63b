"""Deadlines of many connections, which cost nothing until one of them is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import TYPE_CHECKING

from .life import CLOSED

if TYPE_CHECKING:
    from .connection import Connection


class Deadlines:
    """A heap of moments at which to look at a connection, and the clock that they are read from.

    The connection's `deadline` is what counts: an entry that it no longer agrees with is dropped.
    """

    def __init__(self) -> None:
        self._clock: Callable[[], float] = time.monotonic
        self._shift = 0.0
        self._heap: list[tuple[float, int, Connection]] = []
        self._serial = count()

    def __len__(self) -> int:
        return len(self._heap)

    def now(self) -> float:
        """Return the time in seconds, which goes on when the clock is replaced."""
        return self._clock() + self._shift

    def set_clock(self, clock: Callable[[], float]) -> None:
        """Read the time from another clock from now on; what is due in 2 seconds still is."""
        self._shift += self._clock() - clock()
        self._clock = clock

    def add(self, connection: Connection) -> None:
        """Look at `connection` when its deadline, if it has one, is due."""
        if connection.deadline is not None:
            heappush(self._heap, (connection.deadline, next(self._serial), connection))

    def left(self) -> float:
        """Return the seconds until a connection may be due; infinity without any."""
        return max(0.0, self._heap[0][0] - self.now()) if self._heap else inf

    def due(self) -> list[Connection]:
        """Return the connections whose deadline has come, each once, the earliest first."""
        if not self._heap:
            return []
        now = self.now()
        found: dict[Connection, None] = {}
        while self._heap and self._heap[0][0] <= now:
            when, _, connection = heappop(self._heap)
            if connection.deadline == when and connection.life.state is not CLOSED:
                found[connection] = None
        return list(found)
