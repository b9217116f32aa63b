"""Deferred calls and deferred deletions of one tree; the one thread-safe door into it.

Sources: Godot's `MessageQueue` (`call_deferred`, `set_deferred`, deferred signals and group calls)
and `SceneTree::queue_delete`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol, cast

from ..base.context import tree_of
from ..base.error import ScriptError
from ..base.fault import in_words, report

FLUSH_LIMIT = 1_000_000
"""Calls that one flush makes at the most, so that a call that defers itself cannot hang the loop."""


Call = tuple[object, Callable[..., object], tuple[Any, ...], str | Callable[..., str]]


class Freeable(Protocol):
    """What can be freed later: an Object."""

    _freed_: bool
    _queued_: bool

    def free(self) -> None:
        """End it."""


class MessageQueue:
    """A first-in, first-out queue of calls, and a list of objects to free.

    Any thread may `push`; only the thread that ticks the tree flushes. `wake` is called after a
    push: a runner that sleeps sets it, so that a call from another thread is made at once.
    """

    __slots__ = ("calls", "deletions", "wake")

    def __init__(self) -> None:
        self.calls: deque[Call] = deque()
        self.deletions: dict[Freeable, None] = {}
        """What is to be freed at the end of the step: see `push_deletion`."""
        self.wake: Callable[[], None] | None = None

    def __repr__(self) -> str:
        return f"<MessageQueue {len(self.calls)} calls, {len(self.deletions)} deletions>"

    def __bool__(self) -> bool:
        return bool(self.calls or self.deletions)

    def push(
        self,
        target: object,
        function: Callable[..., object],
        args: tuple[Any, ...],
        doing: str | Callable[..., str],
    ) -> None:
        """Queue `function(*args)`, to be dropped silently if `target` is freed before its turn.

        `doing` names the call in the report of an exception: in words, or by a function that makes
        them of the arguments of the call, which costs nothing unless it is asked.
        """
        self.calls.append((target, function, args, doing))
        wake = self.wake
        if wake is not None:
            wake()

    def push_deletion(self, target: Freeable) -> None:
        """Queue `target.free()` for the end of the step. A second time is harmless."""
        target._queued_ = True
        self.deletions[target] = None

    def flush(self) -> None:
        """Make the queued calls, including those that they queue in turn."""
        calls = self.calls
        left = FLUSH_LIMIT
        while calls:
            target, function, args, doing = calls.popleft()
            if getattr(target, "_freed_", False):
                continue
            try:
                function(*args)
            except Exception as error:
                report(target, error, in_words(doing, *args))
            left -= 1
            if left == 0:
                words = in_words(doing, *args)
                text = (
                    f"{FLUSH_LIMIT} deferred calls in one flush: {words} seems to defer itself"
                    " again and again. The rest waits for the next flush."
                )
                report(target, ScriptError(text), words)
                return

    def flush_deletions(self) -> None:
        """Free the queued objects, in the order in which they were queued."""
        while self.deletions:
            targets = list(self.deletions)
            self.deletions.clear()
            for target in targets:
                if not target._freed_:
                    try:
                        target.free()
                    except Exception as error:
                        report(target, error, f"freeing {target!r}")

    def clear(self) -> None:
        """Forget everything queued."""
        self.calls.clear()
        self.deletions.clear()


orphans: MessageQueue = MessageQueue()
"""What was deferred outside any tree and any tick: the next tree that ticks takes it along."""


def queue_of(owner: object) -> MessageQueue:
    """Return the queue that the deferred calls of `owner` go to."""
    tree = tree_of(owner)
    return cast(MessageQueue, tree.message_queue) if tree is not None else orphans
