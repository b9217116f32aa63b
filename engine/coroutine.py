"""Coroutines that wait for signals: Godot's `yield(object, "signal")` as `await object.signal`.

Nothing here knows asyncio. A coroutine is resumed inside the emission of the signal it waits for,
and is closed (its `finally` blocks run) when the object it belongs to is freed.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from .error import ScriptError
from .fault import report

if TYPE_CHECKING:
    from .signal import SignalInstance


class Task:
    """A coroutine under way; what calling an `async def` through the tree gives.

    `await task` waits until it ends and gives its result. Godot: `GDScriptFunctionState`.
    """

    __slots__ = ("_coroutine", "_waiting", "doing", "done", "owner", "result")

    def __init__(self, owner: object, coroutine: Any, doing: str) -> None:
        self.owner = owner
        self.doing = doing
        self.done = False
        self.result: Any = None
        self._coroutine = coroutine
        self._waiting: list[Task] = []

    def __repr__(self) -> str:
        return f"<Task {self.doing}, {'done' if self.done else 'waiting'}>"

    def resume(self, value: Any) -> None:
        """Go on with `value` as the result of the `await`, up to the next one or the end."""
        self._advance(self._coroutine.send, value)

    def close(self) -> None:
        """Stop the coroutine where it waits. Whoever awaits this task stops too."""
        if not self.done:
            self.done = True
            try:
                self._coroutine.close()
            except Exception as error:
                report(self.owner, error, f"closing {self.doing}")
            for task in self._waiting:
                task.close()

    def __await__(self) -> Generator[Task, Any, Any]:
        return self.result if self.done else (yield self)

    def _resume_on_emit(self, task: Task) -> None:
        self._waiting.append(task)

    def _advance(self, step: Any, value: Any) -> None:
        while not self.done:
            if getattr(self.owner, "_freed_", False):
                self.close()
                return
            try:
                awaited: SignalInstance | Task = step(value)
            except StopIteration as stop:
                self.done, self.result = True, stop.value
                for task in self._waiting:
                    task.resume(self.result)
                return
            except Exception as error:
                report(self.owner, error, self.doing)
                self.close()
                return
            wait = getattr(awaited, "_resume_on_emit", None)
            if wait is not None:
                wait(self)
                return
            step, value = (
                self._coroutine.throw,
                ScriptError(
                    f"{self.doing} awaits {awaited!r}, which the tree cannot wait for: await a signal,"
                    " as in `await self.get_tree().create_timer(1.0).timeout`."
                ),
            )


def start(owner: object, coroutine: Any, doing: str) -> Task:
    """Run `coroutine` up to its first `await`; it goes on when the signal that it awaits is emitted.

    It belongs to `owner`: it is closed when `owner` is freed.
    """
    task = Task(owner, coroutine, doing)
    task.resume(None)
    return task
