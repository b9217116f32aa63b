"""Deadlines of many links, which cost nothing until one of them is due."""

from __future__ import annotations

import time
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf
from typing import Generic, Protocol, TypeVar
from weakref import ref

from engine.base.time_source import TimeSource

DUE_AT_ONCE = 256
"""Deadlines that are met at once, at the most: many who came together are due together."""


LEAST_SWEPT = 64
"""Entries that may be out of date before somebody looks; then it is half of them."""


class HasDeadline(Protocol):
    """Something by which a moment can be kept."""

    deadline: float | None
    """In the time of `Deadlines.now`; None for never."""


T = TypeVar("T", bound=HasDeadline)


class Deadlines(Generic[T]):
    """A heap of moments at which to look at something, and the clock that they are read from.

    The `deadline` of what is looked at is what counts: an entry that it no longer agrees with is dropped.
    What is looked at is not kept alive by that.
    """

    def __init__(self) -> None:
        self._time = TimeSource(time.monotonic)
        self._shift = 0.0
        self._heap: list[tuple[float, int, ref[T]]] = []
        self._serial = count()
        self._most = LEAST_SWEPT

    def __len__(self) -> int:
        return len(self._heap)

    def now(self) -> float:
        """Return the time in seconds, which goes on when the clock is replaced."""
        return self._time.clock() + self._shift

    def go_by(self, source: TimeSource) -> None:
        """Read the time elsewhere from now on; what is due in 2 seconds still is."""
        self._shift += self._time.clock() - source.clock()
        self._time = source

    def set(self, what: T, seconds: float | None) -> None:
        """Look at `what` in so many seconds, in place of when it was to be; never, for None."""
        what.deadline = None if seconds is None else self.now() + seconds
        if what.deadline is not None:
            if len(self._heap) >= self._most:
                self._sweep()
            heappush(self._heap, (what.deadline, next(self._serial), ref(what)))

    def left_for(self, what: T) -> float | None:
        """Return in how many seconds `what` is to be looked at; None for never."""
        return None if what.deadline is None else what.deadline - self.now()

    def _sweep(self) -> None:
        """Drop what nobody goes by any more: of those who come and go, it would stay until it is due."""
        self._heap = [
            entry for entry in self._heap if (what := entry[2]()) is not None and what.deadline == entry[0]
        ]
        heapify(self._heap)
        self._most = 2 * len(self._heap) + LEAST_SWEPT

    def left(self) -> float:
        """Return the seconds until the first is due; infinity without any."""
        heap = self._heap
        while heap and ((what := heap[0][2]()) is None or what.deadline != heap[0][0]):
            heappop(heap)
        return max(0.0, heap[0][0] - self.now()) if heap else inf

    def due(self) -> list[T]:
        """Return that whose deadline has come, each once, the earliest first: DUE_AT_ONCE at the most."""
        heap = self._heap
        if not heap or (now := self._time.clock() + self._shift) < heap[0][0]:
            return []
        found: dict[T, None] = {}
        while heap and heap[0][0] <= now and len(found) < DUE_AT_ONCE:
            when, _, found_by = heappop(heap)
            what = found_by()
            if what is not None and what.deadline == when:
                found[what] = None
        return list(found)
