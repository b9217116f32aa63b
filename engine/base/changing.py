"""Going through what changes meanwhile: the one way of this package.

What is called frees nodes, closes sockets, disconnects signals. So all loops over such things go through
what was there when they began, without what has gone since; what has come since waits for the next time.
There are three forms of that:

- over a collection: `for node in still_in(self._polled): …`;
- over a queue: `waiting, self._waiting = self._waiting, []` and then over `waiting`, where each is asked
  whether it is still there before its turn (`_freed_`, `_tree_`);
- in what runs each frame or at each emission: a flat list, made anew after a change, in which the place
  of what has gone does nothing any more (`ProcessList`, `SignalInstance`).

Where a change would make no sense it is refused: see `Children.busy`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

T = TypeVar("T")


def still_in(things: Collection[T]) -> Iterator[T]:
    """Yield what is in `things` now, without what is not any more when its turn comes."""
    for thing in list(things):
        if thing in things:
            yield thing
