"""Connection: one handler of one signal, with its flags compiled into what an emission calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import ref

from ..base.signature import is_async, name_of, target_of
from .message_queue import queue_of

if TYPE_CHECKING:
    from .coroutine import Task
    from .signal import SignalInstance

CONNECT_DEFERRED = 1
CONNECT_PERSIST = 2
CONNECT_ONESHOT = 4
CONNECT_REFERENCE_COUNTED = 8


class Connection:
    """One handler of one signal. `alive` turns False when it is disconnected or its end is freed."""

    __slots__ = (
        "__weakref__",
        "_count",
        "alive",
        "binds",
        "call",
        "flags",
        "handler",
        "misfits",
        "signal",
        "target",
    )

    def __init__(
        self,
        signal: SignalInstance[*tuple[Any, ...]],
        handler: Callable[..., object],
        binds: tuple[Any, ...],
        flags: int,
    ) -> None:
        self.signal: ref[SignalInstance[*tuple[Any, ...]]] = ref(signal)
        self.handler: Callable[..., object] = handler
        self.target: object = target_of(handler)
        self.binds: tuple[Any, ...] = binds
        self.flags: int = flags
        self.alive: bool = True
        self.misfits: bool = False
        """Whether it was reported that the handler cannot take what is emitted."""
        self._count = 1
        self.call: Callable[..., object] = self._compiled()

    @property
    def method(self) -> str:
        """The name of the handler, as Godot's connection lists show it."""
        return getattr(self.handler, "__name__", repr(self.handler))

    def _compiled(self) -> Callable[..., object]:
        """Return what an emission calls with its arguments: the handler itself if nothing is special.

        Nothing that is returned refers to this connection, except weakly: no cycles, so that an
        emitter that nobody uses any more goes at once.
        """
        call, binds = self.handler, self.binds
        if is_async(call):
            call = _starting(call, self.target)
        if binds:
            unbound = call
            call = lambda *args: unbound(*args, *binds)
        if self.flags & CONNECT_DEFERRED:
            call = _deferring(call, self)
        if self.flags & CONNECT_ONESHOT:
            call = _dropping(call, ref(self))
        return call

    def drop(self) -> None:
        """End the connection. Twice is once."""
        if self.alive:
            self.alive = False
            signal = self.signal()
            if signal is not None:
                signal._forget(self)

    def end(self) -> None:
        """End the connection because one of its ends is freed."""
        self.drop()

    def __repr__(self) -> str:
        return f"<Connection of {self.signal()!r} to {name_of(self.handler)}>"


def _starting(handler: Callable[..., object], target: object) -> Callable[..., object]:
    from .coroutine import start  # which knows signals, and they connections

    return lambda *args: start(target, handler(*args), name_of(handler))


def _deferring(now: Callable[..., object], connection: Connection) -> Callable[..., object]:
    target, signal = connection.target, connection.signal
    doing = f"deferred {name_of(connection.handler)}"

    def later(*args: Any) -> None:
        place = target
        if not hasattr(place, "_tree_"):  # no node: the emitter's tree calls it
            emitter = signal()
            place = emitter.owner if emitter is not None else None
        queue_of(place).push(target, now, args, doing)

    return later


def _dropping(call: Callable[..., object], weak: ref[Connection]) -> Callable[..., object]:
    def once(*args: Any) -> None:
        connection = weak()
        if connection is not None and connection.alive:
            connection.drop()
            call(*args)

    return once


class Waiter(Connection):
    """The connection by which a coroutine waits; the coroutine ends when the emitter is freed."""

    __slots__ = ()

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
