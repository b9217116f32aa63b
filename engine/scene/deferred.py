"""The deferred calls and deletions of a tree, as a service of its frames."""

from __future__ import annotations

from math import inf

from ..object.message_queue import MessageQueue, orphans
from .frame import Service, Stage
from .schedule import StageCall


class Deferred(Service):
    """Makes the deferred calls, and frees what is queued for it: those of the tree, then the orphans."""

    def __init__(self, queue: MessageQueue) -> None:
        self._queue = queue

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {Stage.DEFERRED: self._flush, Stage.DELETIONS: self._free}

    def flush(self) -> None:
        """Make the deferred calls now."""
        self._queue.flush()
        orphans.flush()

    def _flush(self, _delta: float) -> None:
        if self._queue.calls:
            self._queue.flush()
        if orphans.calls:
            orphans.flush()

    def _free(self, _delta: float) -> None:
        if self._queue.deletions:
            self._queue.flush_deletions()
        if orphans.deletions:
            orphans.flush_deletions()

    def idle_time(self) -> float:
        """Return 0 while something waits."""
        return 0.0 if self._queue or orphans else inf

    def finish(self) -> None:
        """Forget what is queued."""
        self._queue.clear()
