"""Signals: declared in a class body, connected and emitted on its objects.

    class Player(Node):
        died = Signal()
        health_changed = Signal[int, int]("old", "new")

    player.health_changed.connect(hud.show_health)
    player.health_changed.emit(3, 2)
    await player.died

`Signal` is the declaration; `player.died` is a `SignalInstance`, made when it is first asked for,
so that an object pays only for the signals that somebody uses.

Source of the rules: Godot 3's `Object::connect`, `emit_signal` and `disconnect`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, overload
from weakref import WeakSet, ref

from .coroutine import Task, start
from .error import Error, SignalError
from .fault import report
from .message_queue import queue_of
from .signature import accepts, definition, is_async, name_of, target_of

if TYPE_CHECKING:
    from typing import Self, Unpack

    from typing_extensions import TypeVarTuple

    from .object import Object

    Ts = TypeVarTuple("Ts", default=Unpack[tuple[Any, ...]])
else:
    from typing import TypeVarTuple

    Ts = TypeVarTuple("Ts")

H = TypeVar("H", bound=Callable[..., object])

CONNECT_DEFERRED = 1
CONNECT_PERSIST = 2
CONNECT_ONESHOT = 4
CONNECT_REFERENCE_COUNTED = 8


class Signal(Generic[*Ts]):
    """Declares a signal in a class body: `hit = Signal("damage")`, typed `Signal[int]("damage")`.

    The names are those of the arguments; handlers are checked against their number when they are
    connected. `Signal()` declares a signal without arguments.
    """

    __slots__ = ("__orig_class__", "arguments", "name")

    def __init__(self, *arguments: str) -> None:
        self.name = ""
        self.arguments = arguments

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        if not self.arguments and (types := get_args(getattr(self, "__orig_class__", None))):
            self.arguments = tuple(f"arg{i}" for i in range(len(types)))

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> SignalInstance[*Ts]: ...
    def __get__(self, instance: Any, owner: type) -> Self | SignalInstance[*Ts]:
        if instance is None:
            return self
        if not hasattr(owner, "_signals_"):
            raise SignalError(
                f"{owner.__name__}.{self.name}: only Godot objects have signals."
                f" Write `class {owner.__name__}(Object):` or `class {owner.__name__}(Node):`."
            )
        found = signal_of(instance, self.name, self.arguments)
        instance.__dict__[self.name] = found  # the next look-up finds it without coming here
        return found

    def __repr__(self) -> str:
        return f"<Signal {self.name}({', '.join(self.arguments)})>"


def signal_of(
    owner: Object, name: str, arguments: tuple[str, ...] | None
) -> SignalInstance[*tuple[Any, ...]]:
    """Return the signal `name` of `owner`, making it if this is the first use."""
    signals = owner._signals_
    if signals is None:
        signals = owner._signals_ = {}
    found = signals.get(name)
    if found is None:
        found = signals[name] = SignalInstance(owner, name, arguments)
    return found


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
        self.signal = ref(signal)
        self.handler = handler
        self.target = target_of(handler)
        self.binds = binds
        self.flags = flags
        self.alive = True
        self._count = 1
        self.call = self._compiled()

    @property
    def method(self) -> str:
        """The name of the handler, as Godot's connection lists show it."""
        return getattr(self.handler, "__name__", repr(self.handler))

    def _compiled(self) -> Callable[..., object]:
        """Return what an emission calls with its arguments: the handler itself if nothing is special."""
        call, binds, target = self.handler, self.binds, self.target
        if is_async(call):
            call = _starting(self)
        if binds:
            unbound = call
            call = lambda *args: unbound(*args, *binds)
        if self.flags & CONNECT_DEFERRED:
            now, doing = call, f"deferred {name_of(self.handler)}"
            call = lambda *args: queue_of(target).push(target, now, args, doing)
        if self.flags & CONNECT_ONESHOT:
            call = _dropping(self, call)
        return call

    def drop(self) -> None:
        """End the connection, from either end."""
        self.alive = False
        signal = self.signal()
        if signal is not None:
            signal._forget(self)

    def __repr__(self) -> str:
        return f"<Connection {self.signal()!r} to {name_of(self.handler)}>"


def _starting(connection: Connection) -> Callable[..., object]:
    handler, target = connection.handler, connection.target
    return lambda *args: start(target, handler(*args), name_of(handler))


def _dropping(connection: Connection, call: Callable[..., object]) -> Callable[..., object]:
    def once(*args: Any) -> None:
        if connection.alive:
            connection.drop()
            call(*args)

    return once


class _Waiter(Connection):
    """The connection by which a coroutine waits: one shot, and the coroutine ends with it."""

    __slots__ = ("_task",)

    def __init__(self, signal: SignalInstance[*tuple[Any, ...]], task: Task) -> None:
        self._task = task
        super().__init__(signal, self._resume, (), 0)
        self.target = task.owner

    def _resume(self, *args: Any) -> None:
        super().drop()
        self._task.resume(args[0] if len(args) == 1 else args if args else None)

    def drop(self) -> None:
        super().drop()
        self._task.close()


class SignalInstance(Generic[*Ts]):
    """A signal of one object: `node.ready`.

    Handlers run in the order in which they were connected, synchronously, inside `emit`. They may
    connect, disconnect, free and emit again: a handler that has gone by its turn is skipped, one
    that came during an emission waits for the next.

    Unlike Godot: the order does not depend on when the targets were created; a handler that an
    earlier one disconnects is not called any more; a one-shot connection ends before its handler
    runs, so that emitting again inside it does not call it again.
    """

    __slots__ = (
        "__weakref__",
        "_connections",
        "_handlers",
        "_owner",
        "_running",
        "arguments",
        "name",
    )

    def __init__(self, owner: Object, name: str, arguments: tuple[str, ...] | None) -> None:
        self._owner = ref(owner)
        self.name = name
        self.arguments = arguments
        self._connections: dict[Callable[..., object], Connection] = {}
        # Copy on write: an emission iterates over the tuples it found, and sees by identity that
        # they were replaced. `_running` are the connections whose calls `_handlers` holds.
        self._handlers: tuple[Callable[..., object], ...] | None = ()
        self._running: tuple[Connection, ...] = ()

    @property
    def owner(self) -> Object | None:
        """The object that emits this signal, None once it is gone."""
        return self._owner()

    # -- Connecting ----------------------------------------------------------------------------

    @overload
    def connect(
        self, handler: Callable[[*Ts], object], binds: tuple[()] = (), flags: int = 0
    ) -> Callable[[*Ts], object]: ...
    @overload
    def connect(self, handler: H, binds: Sequence[Any], flags: int = 0) -> H: ...
    def connect(
        self, handler: Callable[..., object], binds: Sequence[Any] = (), flags: int = 0
    ) -> Callable[..., object]:
        """Call `handler` with the signal's arguments, then `binds`, at each emission.

        Returns the handler, so that it serves as a decorator too. `flags` is a sum of
        CONNECT_DEFERRED (1), CONNECT_PERSIST (2: `duplicate()` copies it), CONNECT_ONESHOT (4) and
        CONNECT_REFERENCE_COUNTED (8: may be made again, and lasts until disconnected as often).

        The connection ends when the handler's object (of a bound method) or this signal's is freed.

        Raises SignalError if the handler is connected already or cannot take the arguments.

        Unlike Godot: the handler's parameters are checked here, not at each emission.
        """
        known = self._connections.get(handler)
        if known is not None:
            if known.flags & flags & CONNECT_REFERENCE_COUNTED:
                known._count += 1
                return handler
            raise SignalError(
                f"{name_of(handler)} is already connected to {self!r}."
                " Disconnect it first, or pass CONNECT_REFERENCE_COUNTED each time."
            )
        if not callable(handler):
            raise SignalError(f"{self!r} needs something callable to connect, not {handler!r}.")
        self._check_arity(handler, len(binds))
        self._add(Connection(self, handler, tuple(binds), flags))
        return handler

    def disconnect(self, handler: Callable[..., object]) -> None:
        """Stop calling `handler`. Raises SignalError if it is not connected."""
        connection = self._connections.get(handler)
        if connection is None:
            known = ", ".join(name_of(h) for h in self._connections) or "nothing"
            raise SignalError(f"{name_of(handler)} is not connected to {self!r}; connected: {known}.")
        connection._count -= 1
        if connection._count == 0:
            connection.drop()

    def is_connected(self, handler: Callable[..., object]) -> bool:
        """Return True if `handler` is connected."""
        return handler in self._connections

    def get_connections(self) -> list[Connection]:
        """Return the connections, in the order of their calls."""
        return list(self._connections.values())

    def handlers_changed(self) -> None:
        """Take note of what an emission depends on: a connection, or whether the owner is blocked."""
        self._handlers = None

    def _check_arity(self, handler: Callable[..., object], bound: int) -> None:
        if self.arguments is None or accepts(handler, len(self.arguments) + bound):
            return
        names = (*self.arguments, *(f"bind{i + 1}" for i in range(bound)))
        raise SignalError(
            f"{name_of(handler)} cannot take the {len(names)} argument(s) that {self!r} passes."
            f" Write `{definition(handler, names)}`",
            Error.ERR_INVALID_PARAMETER,
        )

    def _add(self, connection: Connection) -> None:
        self._connections[connection.handler] = connection
        self._handlers = None
        target: Any = connection.target
        if hasattr(target, "_incoming_"):  # an Object: freeing it ends the connection
            if target._incoming_ is None:
                target._incoming_ = WeakSet()
            target._incoming_.add(connection)

    def _forget(self, connection: Connection) -> None:
        if self._connections.pop(connection.handler, None) is not None:
            self._handlers = None
            incoming = getattr(connection.target, "_incoming_", None)
            if incoming is not None:
                incoming.discard(connection)

    # -- Emitting ------------------------------------------------------------------------------

    def emit(self, *args: *Ts) -> None:
        """Call every connected handler with `args`.

        A handler that fails is reported, with the place of this call; the others still run.
        """
        handlers = self._handlers
        if handlers is None:
            handlers = self._compile()
        connections = self._running
        rest: Any = iter(handlers)
        while True:
            try:
                for handler in rest:
                    handler(*args)
                    if self._handlers is not handlers:
                        break
                else:
                    return
            except Exception as error:
                self._report(error, connections[-1 - rest.__length_hint__()], args)
            if self._handlers is not handlers:
                self._emit_changed(connections[len(connections) - rest.__length_hint__() :], args)
                return

    def _emit_changed(self, rest: Sequence[Connection], args: tuple[Any, ...]) -> None:
        """Finish an emission during which connections came or went: only the living are called."""
        for connection in rest:
            if connection.alive:
                try:
                    connection.call(*args)
                except Exception as error:
                    self._report(error, connection, args)

    def _compile(self) -> tuple[Callable[..., object], ...]:
        owner = self._owner()
        blocked = owner is None or owner._blocking_signals_
        self._running = () if blocked else tuple(self._connections.values())
        self._handlers = tuple([connection.call for connection in self._running])
        return self._handlers

    def _report(self, error: Exception, connection: Connection, args: tuple[Any, ...]) -> None:
        frame = sys._getframe(2)
        while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("engine."):
            frame = frame.f_back
        where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        report(
            connection.target or self._owner(),
            error,
            f"{name_of(connection.handler)}, handler of {self!r}, emitted at {where}",
        )

    # -- Waiting -------------------------------------------------------------------------------

    def __await__(self) -> Generator[SignalInstance[*Ts], Any, Any]:
        """Wait for the next emission: None, its argument, or a tuple if there are several."""
        return (yield self)

    def _resume_on_emit(self, task: Task) -> None:
        self._add(_Waiter(self, task))

    def __repr__(self) -> str:
        return f"<Signal {self.name}({', '.join(self.arguments or ())}) of {self._owner()!r}>"
