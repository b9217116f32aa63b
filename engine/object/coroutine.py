"""Coroutines that wait for signals: Godot's `yield(object, "signal")` as `await object.signal`.

Nothing here knows asyncio. A coroutine is resumed inside the emission of the signal it waits for,
and is closed (its `finally` blocks run) when the object it belongs to is freed, or the one whose
signal it waits for.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from ..base.error import ScriptError
from ..base.fault import in_words, report
from .lifetime import tie

if TYPE_CHECKING:
    from weakref import ref

    from ..base.fault import Doing
    from .connection import Connection
    from .signal import SignalInstance


class Task:
    """A coroutine under way; what calling an `async def` through the tree gives.

    `await task` waits until it ends and gives its result; whoever awaits a task that is closed, or
    that fails, is closed too. Godot: `GDScriptFunctionState`.
    """

    __slots__ = (
        "__weakref__",
        "_closed",
        "_coroutine",
        "_doing",
        "_wait",
        "_waiting",
        "done",
        "owner",
        "result",
    )

    def __init__(self, owner: object, coroutine: Any, doing: Doing) -> None:
        self.owner: object = owner
        self.done: bool = False
        self.result: Any = None
        self._coroutine = coroutine
        self._doing = doing
        self._closed = False
        self._wait: ref[Connection] | None = None  # what resumes it, or did last
        self._waiting: list[Task] = []  # those that wait for it

    @property
    def doing(self) -> str:
        """What it does, in words."""
        return in_words(self._doing)

    def __repr__(self) -> str:
        return f"<Task {self.doing}, {'done' if self.done else 'waiting'}>"

    def close(self) -> None:
        """Stop the coroutine where it waits; one that is running stops at its next `await`."""
        if self.done:
            return
        self._closed = True
        if self._coroutine.cr_running:  # it frees its own object, or closes itself
            return
        self.done = True
        wait = self._wait() if self._wait is not None else None
        if wait is not None:
            wait.drop()
        try:
            self._coroutine.close()
        except Exception as error:
            report(self.owner, error, f"closing {self.doing}")
        for task in self._waiting:
            task.close()

    end = close
    """Its object is freed: see `lifetime`."""

    def resume(self, *values: Any) -> None:
        """Go on, up to the next `await` or the end. For what the coroutine waits for, not for scripts.

        The `await` gives None for no `values`, one as it is, and several as a tuple.
        """
        self._advance(self._coroutine.send, values[0] if len(values) == 1 else values or None)

    def _advance(self, step: Any, value: Any) -> None:
        while not (self.done or self._closed or getattr(self.owner, "_freed_", False)):
            try:
                awaited: SignalInstance | Task = step(value)
            except StopIteration as stop:
                self._finish(stop.value)
                return
            except Exception as error:
                report(self.owner, error, self._doing)
                break
            if not (self._closed or getattr(self.owner, "_freed_", False)):
                try:
                    self._wait_for(awaited)
                    return
                except ScriptError as error:
                    step, value = self._coroutine.throw, error
        self.close()

    def _finish(self, result: Any) -> None:
        self.done, self.result, self._closed = True, result, False
        for task in self._waiting:
            task.resume(result)

    def _wait_for(self, awaited: Any) -> None:
        begin = getattr(awaited, "_resume_on_emit", None)
        if begin is None:
            raise ScriptError(
                f"{self.doing} awaits {awaited!r}, which the tree cannot wait for: await a signal,"
                " as in `await self.get_tree().create_timer(1.0).timeout`."
            )
        if self._wait is None:
            tie(self, self.owner)
        self._wait = begin(self)

    # -- Being awaited -------------------------------------------------------------------------

    def __await__(self) -> Generator[Task, Any, Any]:
        return self.result if self.done and not self._closed else (yield self)

    def _resume_on_emit(self, task: Task) -> None:
        if self.done:  # closed, so that there never will be a result
            task.close()
        else:
            self._waiting.append(task)


def start(owner: object, coroutine: Any, doing: Doing) -> Task:
    """Run `coroutine` up to its first `await`; it goes on when the signal that it awaits is emitted.

    It belongs to `owner`: it is closed when `owner` is freed.
    """
    task = Task(owner, coroutine, doing)
    task.resume()
    return task
