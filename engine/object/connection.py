"""Connection: one handler of one signal, with its flags compiled into what an emission calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol
from weakref import ref

from ..base.signature import is_async, name_of, target_of
from .message_queue import queue_of

CONNECT_DEFERRED = 1
CONNECT_PERSIST = 2
CONNECT_ONESHOT = 4
CONNECT_REFERENCE_COUNTED = 8


class Connected(Protocol):
    """What is asked of a signal by its connections."""

    name: str

    @property
    def owner(self) -> Any:
        """The object that emits it, None once it is gone."""

    def _forget(self, connection: Connection) -> None: ...


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

    is_listed: ClassVar[bool] = True
    """Whether Godot's connection lists show it."""

    def __init__(
        self, signal: Connected, handler: Callable[..., object], binds: tuple[Any, ...], flags: int
    ) -> None:
        self.signal: ref[Connected] = ref(signal)
        self.handler: Callable[..., object] = handler
        self.target: object = target_of(handler)
        self.binds: tuple[Any, ...] = binds
        self.flags: int = flags
        self.alive: bool = True
        self.misfits: bool = False
        """Whether it was reported that the handler cannot take what is emitted."""
        self._count = 1
        self.call: Callable[..., object] = self._compiled(signal)

    @property
    def method(self) -> str:
        """The name of the handler, as Godot's connection lists show it."""
        return getattr(self.handler, "__name__", repr(self.handler))

    def _compiled(self, signal: Connected) -> Callable[..., object]:
        """Return what an emission calls with its arguments: the handler itself if nothing is special.

        Nothing that is returned refers to this connection, except weakly: no cycles, so that an
        emitter that nobody uses any more goes at once.
        """
        call, binds = self.handler, self.binds
        if is_async(call):
            call = _starting(call, self.target, signal.owner._start_task_)
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


def _starting(
    handler: Callable[..., object], target: object, start: Callable[[object, Any, str], object]
) -> Callable[..., object]:
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
