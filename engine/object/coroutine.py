"""Coroutines that wait for signals: Godot's `yield(object, "signal")` as `await object.signal`.

An `async def` in the class of an Object runs when it is called, as a GDScript function with `yield`
does: up to its first `await` at once, and on from there when what it waits for happens. The call
gives a `Task`, which may be awaited or let go of.

    async def open(self):
        await self.get_tree().create_timer(1.0).timeout
        return "open"

    def _ready(self):
        self.open()                         # goes on by itself
        self.open().completed.connect(print)

Type checkers do not know that: a call alone is an unused coroutine to mypy and pyright
(reportUnusedCoroutine), which `_ = self.open()` is not; `self.call("open")` gives them a task.

Nothing here knows asyncio. What asyncio is to run is written as a function outside the class.
A coroutine is resumed inside the emission of the signal it waits for, and is closed (its `finally`
blocks run) when the object it belongs to is freed, or the one whose signal it waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import wraps
from types import CoroutineType, FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from weakref import ref

from ..base.error import ScriptError, SignalError
from ..base.fault import in_words, report
from ..base.signature import is_async, written
from .connection import CONNECT_ONESHOT, Connection
from .lifetime import tie
from .message_queue import queue_of
from .signal import SignalInstance

if TYPE_CHECKING:
    from types import TracebackType

    from ..base.fault import Doing


_Step: TypeAlias = "tuple[Callable[[Any], Any], Any]"
_Outcome: TypeAlias = "tuple[Any, Exception | None]"


class Task:
    """A coroutine under way; what calling an `async def` of an Object gives.

    `await task` waits until it ends and gives its result, as often as it is asked; whoever awaits a
    task that is closed is closed too, and gets the exception of one that fails. A failure that
    nobody awaits is reported when nobody can any more, at the latest at the end of the step.

    Godot: `GDScriptFunctionState`. Unlike Godot: it is one object to the end, a function that does
    not wait gives one as well, and `await task.completed` then gives the result at once.
    """

    __slots__ = (
        "__weakref__",
        "_closed",
        "_completed",
        "_coroutine",
        "_doing",
        "_failure",
        "_told",
        "_wait",
        "done",
        "owner",
        "result",
    )

    _blocking_signals_ = False
    _signals_: dict[str, SignalInstance[*tuple[Any, ...]]] | None = None

    def __init__(self, owner: object, coroutine: CoroutineType[Any, Any, Any], doing: Doing) -> None:
        self.owner: object = owner
        self.done: bool = False
        self.result: Any = None
        self._coroutine = coroutine
        self._doing = doing
        self._closed = False
        self._completed: _Completed | None = None
        self._failure: tuple[Exception, TracebackType | None] | None = None
        self._told = False  # whether the failure has reached anybody
        self._wait: ref[Connection] | None = None  # what resumes it, or did last

    @property
    def doing(self) -> str:
        """What it does, in words."""
        return in_words(self._doing)

    @property
    def completed(self) -> SignalInstance[Any]:
        """Emitted with the result when the coroutine has ended, not when it fails or is closed."""
        if self._completed is not None:
            return self._completed
        completed = _Completed(self, "completed", ("result",))
        completed.task = self
        if not self.done:
            self._completed = completed
        return completed

    def is_valid(self, extended_check: bool = False) -> bool:
        """Return True until the coroutine has ended, failed or been closed."""
        return not self.done

    @property
    def _freed_(self) -> bool:
        """Asked by its signal, which is emitted only once."""
        return self.done

    def __repr__(self) -> str:
        return f"<Task {self.doing}, {'done' if self.done else 'waiting'}>"

    # -- Going on and ending -------------------------------------------------------------------

    def resume(self, *values: Any) -> None:
        """Go on, up to the next `await` or the end, without what the coroutine waits for.

        The `await` gives None for no `values`, one as it is, and several as a tuple.
        """
        self._stop_waiting()
        self._advance(self._coroutine.send, values[0] if len(values) == 1 else values or None)

    def close(self) -> None:
        """Stop the coroutine where it waits; one that is running stops at its next `await`."""
        if self.done:
            return
        self._closed = True
        if self._coroutine.cr_running:  # it frees its own object, or closes itself
            return
        self.done = True
        self._stop_waiting()
        try:
            self._coroutine.close()
        except Exception as error:
            report(self.owner, error, f"closing {self.doing}")
        if self._completed is not None:
            self._completed.end()
            self._completed = None

    end = close
    """Its object is freed: see `lifetime`."""

    def __del__(self) -> None:
        self.close()  # nobody is left who could resume it
        self._tell()

    def _advance(self, step: Callable[[Any], Any], value: Any) -> None:
        while not (self.done or self._closed or getattr(self.owner, "_freed_", False)):
            awaited, error = _stepped(step, value)
            if isinstance(error, StopIteration):
                self._finish(error.value)
                return
            if error is not None:
                self._fail(error)
                return
            if not (self._closed or getattr(self.owner, "_freed_", False)):
                try:
                    self._wait_for(awaited)
                    return
                except ScriptError as refusal:
                    step, value = self._coroutine.throw, refusal.with_traceback(None)
        self.close()

    def _finish(self, result: Any) -> None:
        self.done, self.result, self._closed = True, result, False
        completed, self._completed = self._completed, None
        if completed is not None:
            completed.emit(result)
            completed.end()

    def _fail(self, error: Exception) -> None:
        self.done, self._closed = True, False
        trace = _without_our_frames(error)
        self._failure = error.with_traceback(trace), trace  # whose first frame would keep this task
        completed, self._completed = self._completed, None
        for task in completed.take_waiting() if completed is not None else ():
            self._told = True
            task._advance(task._coroutine.throw, error.with_traceback(trace))
        if completed is not None:
            completed.end()
        if not self._told:  # a script that keeps this may await it soon
            queue_of(self.owner).push(None, _tell, (ref(self),), self._doing)

    def _tell(self) -> None:
        """Report the failure, if there is one that has reached nobody."""
        if self._failure is not None and not self._told:
            self._told = True
            error, trace = self._failure
            report(self.owner, error.with_traceback(trace), self._doing)

    # -- Waiting and being awaited -------------------------------------------------------------

    def _wait_for(self, awaited: Any) -> None:
        if isinstance(awaited, Task):  # it was closed, and there will never be a result
            self.close()
            return
        if not isinstance(awaited, SignalInstance):
            raise ScriptError(
                f"{self.doing} awaits {awaited!r}, which the tree cannot wait for: await a signal,"
                " as in `await self.get_tree().create_timer(1.0).timeout`."
                " What asyncio is to run is written as a function outside the class."
            )
        if self._wait is None:
            tie(self, self.owner)
        awaited._check_owner()
        waiter = _Waiter(awaited, self)
        awaited._add(waiter)
        self._wait = ref(waiter)

    def _stop_waiting(self) -> None:
        wait = self._wait() if self._wait is not None else None
        if wait is not None:
            wait.drop()

    def __await__(self) -> Generator[Any, Any, Any]:
        if not self.done:
            return (yield self.completed)
        if self._closed:
            return (yield self)
        if self._failure is not None:
            self._told = True
            error, trace = self._failure
            raise error.with_traceback(trace)
        return self.result

    @staticmethod
    def _start_task_(owner: object, made: Any, doing: Doing) -> Any:
        return start(owner, made, doing)


class _Waiter(Connection):
    """The connection by which a coroutine waits; the coroutine ends when the emitter is freed."""

    __slots__ = ()
    is_listed: ClassVar[bool] = False

    def __init__(self, signal: SignalInstance[*tuple[Any, ...]], task: Task) -> None:
        super().__init__(signal, task.resume, (), CONNECT_ONESHOT)

    @property
    def task(self) -> Task:
        """What waits."""
        task: Any = self.target
        return task  # type: ignore[no-any-return]

    def end(self) -> None:
        """Close the coroutine, because the emitter is freed."""
        self.task.close()


class _Completed(SignalInstance[Any]):
    """The signal of a task; to await it is to await the task, which may have ended already."""

    __slots__ = ("task",)

    task: Task

    def __await__(self) -> Generator[Any, Any, Any]:
        return self.task.__await__()

    def _check_owner(self) -> None:
        if self.task.done:
            raise SignalError(
                f"{self!r} will never be emitted any more. Ask `is_valid()` of the task before you connect,"
                " or `await` it, which gives the result then as well."
            )

    def take_waiting(self) -> list[Task]:
        """Return the tasks that wait, which do so no longer."""
        waiters = [waiter for waiter in self._connections.values() if isinstance(waiter, _Waiter)]
        for waiter in waiters:
            waiter.drop()
        return [waiter.task for waiter in waiters]


def _tell(weak: ref[Task]) -> None:
    task = weak()
    if task is not None:
        task._tell()


def _stepping() -> Generator[_Outcome, _Step, None]:
    """Take steps of coroutines, for `_stepped`."""
    outcomes: list[_Outcome] = [(None, None)]
    while True:
        step, value = yield outcomes.pop()
        try:
            outcomes.append((step(value), None))
        except Exception as error:
            outcomes.append((None, error))
        del step, value


_idle: list[Generator[_Outcome, _Step, None]] = []


def _stepped(step: Callable[[Any], Any], value: Any) -> _Outcome:
    """Take a step of a coroutine; return what it awaits, or the exception that it has ended with.

    From Python 3.12 on a frame that is left by an exception keeps those that it was called from, as long as
    the exception is kept. They would keep the task that keeps the exception, and everything that has led to
    the step. So it is called from a generator, which is called from nowhere once it waits again.
    """
    if _idle:
        stepping = _idle.pop()
    else:
        stepping = _stepping()
        next(stepping)
    outcome = stepping.send((step, value))
    _idle.append(stepping)
    return outcome


_AWAITING = (Task.__await__.__code__, SignalInstance.__await__.__code__)


def _without_our_frames(error: Exception) -> TracebackType | None:
    """Return the traceback of an exception that a coroutine raised, as if Python alone had run it.

    It is without the frame that went on with it, and without those of what was awaited on the way.
    """
    first = trace = error.__traceback__.tb_next if error.__traceback__ is not None else None
    while trace is not None and trace.tb_next is not None:
        if trace.tb_next.tb_frame.f_code in _AWAITING:
            trace.tb_next = trace.tb_next.tb_next
        else:
            trace = trace.tb_next
    return first


def start(owner: object, made: Any, doing: Doing) -> Any:
    """Have what a function of a script returned go on by itself, if it is a coroutine.

    That runs up to its first `await`, and goes on when the signal that it awaits is emitted, as a
    task that belongs to `owner`: it is closed when `owner` is freed. A task that is under way
    already gets the words `doing`; anything else is returned as it is.
    """
    if type(made) is CoroutineType:
        task = Task(owner, made, doing)
        task.resume()
        return task
    if type(made) is Task:
        made._doing = doing
    return made


def start_when_called(cls: type) -> None:
    """Have each `async def` in the body of a class that is being made run when it is called."""
    for name, thing in list(vars(cls).items()):
        free = isinstance(thing, staticmethod | classmethod)
        function = thing.__func__ if free else thing
        if isinstance(function, FunctionType) and _makes_coroutines(function):
            setattr(cls, name, type(thing)(_free(function)) if free else _method(function))


def _makes_coroutines(function: Any) -> bool:
    """Return True for an `async def`, also one in a decorator's function, that nobody starts yet."""
    if written(function) is not function:
        return False
    while isinstance(function, FunctionType) and not is_async(function):
        function = getattr(function, "__wrapped__", None)
    return isinstance(function, FunctionType)


def _method(function: FunctionType) -> Callable[..., Any]:
    name = function.__name__

    @wraps(function)
    def started(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        if self._freed_:
            raise ScriptError(
                f"{self!r} has been freed, so {name} cannot run. Check `is_instance_valid(node)` first."
            )
        return start(self, function(self, *args, **kwargs), lambda: f"{self!r}.{name}")

    started._written_ = function  # type: ignore[attr-defined]
    return started


def _free(function: FunctionType) -> Callable[..., Any]:
    """Return what is called for a static or a class method, whose tasks belong to nobody."""

    @wraps(function)
    def started(*args: Any, **kwargs: Any) -> Any:
        return start(None, function(*args, **kwargs), function.__qualname__)

    started._written_ = function  # type: ignore[attr-defined]
    return started
