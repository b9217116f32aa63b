"""Deadlines of many connections, which cost nothing until one of them is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .connection import Connection


class Deadlines:
    """A heap of moments at which to look at a connection, and the clock that they are read from.

    The connection's `deadline` is what counts: an entry that it no longer agrees with is dropped, or
    put back for the later moment.
    """

    def __init__(self) -> None:
        self.now: Callable[[], float] = time.monotonic
        """The clock, in seconds."""
        self._heap: list[tuple[float, int, Connection]] = []
        self._serial = count()

    def __len__(self) -> int:
        return len(self._heap)

    def set_clock(self, clock: Callable[[], float]) -> None:
        """Read the time from another clock; what is due in 2 seconds still is."""
        shift = clock() - self.now()
        self.now = clock
        for connection in {connection: None for _, _, connection in self._heap}:
            if connection.deadline is not None:
                connection.deadline += shift
        self._heap = [(when + shift, serial, connection) for when, serial, connection in self._heap]
        heapify(self._heap)

    def add(self, connection: Connection) -> None:
        """Look at `connection` when its deadline, if it has one, is due."""
        if connection.deadline is not None:
            heappush(self._heap, (connection.deadline, next(self._serial), connection))

    def due(self) -> list[Connection]:
        """Return the connections whose deadline has come."""
        found: list[Connection] = []
        if not self._heap:
            return found
        now = self.now()
        while self._heap and self._heap[0][0] <= now:
            _, _, connection = heappop(self._heap)
            if connection.closed or connection.deadline is None:
                continue
            if connection.deadline <= now:
                found.append(connection)
            else:
                self.add(connection)
        return found
