"""The deferred calls and deletions of a queue, as a service of a tree's frames."""

from __future__ import annotations

from math import inf

from ..object.message_queue import MessageQueue
from .frame import Service, Stage
from .schedule import IfAny


class Deferred(Service):
    """Makes the deferred calls of a queue, and frees what is queued for it."""

    def __init__(self, queue: MessageQueue) -> None:
        self._queue = queue

    def stages(self) -> dict[str, IfAny]:
        """Return what it does in which stages."""
        queue = self._queue
        return {
            Stage.DEFERRED: IfAny(queue.calls, lambda _delta: queue.flush()),
            Stage.DELETIONS: IfAny(queue.deletions, lambda _delta: queue.flush_deletions()),
        }

    def idle_time(self) -> float:
        """Return 0 while something waits."""
        return 0.0 if self._queue else inf
