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
from types import FrameType
from typing import TYPE_CHECKING, Any, Generic, Never, Protocol, TypeAlias, TypeVar, get_args, overload
from weakref import ref

from ..base.error import SignalError
from ..base.fault import report
from ..base.native import is_native, place_of
from ..base.signature import (
    USES_YIELD,
    accepts,
    is_generator,
    name_of,
    target_of,
)
from .connection import (
    CONNECT_DEFERRED,
    CONNECT_ONESHOT,
    CONNECT_PERSIST,
    CONNECT_REFERENCE_COUNTED,
    Connection,
)
from .lifetime import tie, untie

if TYPE_CHECKING:
    from typing import Self, Unpack

    from typing_extensions import TypeVarTuple

    from ..base.fault import Doing

    Ts = TypeVarTuple("Ts", default=Unpack[tuple[Any, ...]])
    # Of all signals only one whose arguments are not declared, `Signal("damage")`, is one of these:
    # its handlers are not compared. (To pyright, `(damage) -> None` is no `(*Any) -> object`.)
    Undeclared: TypeAlias = "SignalInstance[Never, Never, Never, Never, Never, Never, Never, Never]"
else:
    from typing import TypeVarTuple

    Ts = TypeVarTuple("Ts")

H = TypeVar("H", bound=Callable[..., object])
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
_NOTHING: Any = object()

__all__ = [
    "CONNECT_DEFERRED",
    "CONNECT_ONESHOT",
    "CONNECT_PERSIST",
    "CONNECT_REFERENCE_COUNTED",
    "Signal",
    "SignalInstance",
    "signal_of",
]


class Emitter(Protocol):
    """What is asked of the object that a signal belongs to: an Object."""

    _signals_: dict[str, SignalInstance[*tuple[Any, ...]]] | None
    _blocking_signals_: bool

    @property
    def _freed_(self) -> bool: ...

    def _start_task_(self, owner: object, made: Any, doing: Doing) -> Any:
        """Have what a handler returned go on by itself, if it is a coroutine: see `coroutine.start`."""


class Signal(Generic[*Ts]):
    """Declares a signal in a class body: `hit = Signal("damage")`, typed `Signal[int]("damage")`.

    The names are those of the arguments; of handlers and emissions with another number of them the script
    is warned. `Signal()` says nothing of arguments, as GDScript's `signal hit`; type checkers take it
    for a signal without any, which `Signal[()]()` is.

    To write that as a type, `*tuple[()]` is best: pyright takes `Signal[()]` for a signal of any arguments.
    """

    __slots__ = ("__orig_class__", "arguments", "name")

    arguments: tuple[str, ...] | None
    name: str

    @overload
    def __init__(self: Signal[*tuple[()]]) -> None: ...
    @overload
    def __init__(self, *arguments: str) -> None: ...
    def __init__(self, *arguments: str) -> None:
        self.name = ""
        self.arguments = arguments

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        if not self.arguments:
            typed = getattr(self, "__orig_class__", None)
            if typed is not None:
                self.arguments = tuple(f"arg{i}" for i in range(len(get_args(typed))))
            elif not is_native(owner.__module__):
                self.arguments = None

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
        return f"<Signal {self.name}({', '.join(self.arguments or ())})>"


def signal_of(
    owner: Emitter, name: str, arguments: tuple[str, ...] | None
) -> SignalInstance[*tuple[Any, ...]]:
    """Return the signal `name` of `owner`, making it if this is the first use."""
    signals = owner._signals_
    if signals is None:
        signals = owner._signals_ = {}
    found = signals.get(name)
    if found is None:
        found = signals[name] = SignalInstance(owner, name, arguments)
    return found


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
        "_only",
        "_owner",
        "_running",
        "arguments",
        "name",
    )

    arguments: tuple[str, ...] | None
    name: str

    def __init__(self, owner: Emitter, name: str, arguments: tuple[str, ...] | None) -> None:
        self._owner = ref(owner)
        self.name = name
        self.arguments = arguments
        self._connections: dict[Callable[..., object], Connection] = {}
        # What an emission loops over: the calls of the connections in `_running`. A change empties the
        # list, which ends the bare loops over it, and leaves a new one to the next emission; those
        # that were under way see that it was replaced, and go on with what is still connected.
        self._handlers: list[Callable[..., object]] | None = None
        self._running: tuple[Connection, ...] = ()
        self._only: Connection | None = None  # the one in `_running`, if it is one

    @property
    def owner(self) -> Emitter | None:
        """The object that emits this signal, None once it is gone."""
        return self._owner()

    # -- Connecting ----------------------------------------------------------------------------

    @overload
    def connect(self: Undeclared, handler: H, binds: Sequence[Any] = (), flags: int = 0) -> H: ...
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

        Raises SignalError if the handler is connected already, or if one of the two objects is freed,
        and if it cannot take the arguments of a built-in signal.

        Unlike Godot: the handler's parameters are compared with what is declared; of those that do not
        fit a script's own signal there is a warning.
        """
        known = self._known(handler)
        if known is not None:
            if known.flags & flags & CONNECT_REFERENCE_COUNTED:
                known._count += 1
                return handler
            raise SignalError(
                f"{name_of(handler)} is already connected to {self!r}."
                " Disconnect it first, or pass CONNECT_REFERENCE_COUNTED each time."
            )
        self._check(handler, len(binds))
        self._add(Connection(self, handler, tuple(binds), flags))
        return handler

    def disconnect(self, handler: Callable[..., object]) -> None:
        """Stop calling `handler`. Raises SignalError if it is not connected."""
        connection = self._known(handler)
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
        """Return the connections, in the order of their calls; coroutines that wait are none."""
        return [c for c in self._connections.values() if c.is_listed]

    def is_heard(self) -> bool:
        """Return True if anything is connected, or a coroutine waits."""
        return bool(self._connections)

    def handlers_changed(self) -> None:
        """Take note of what an emission depends on: a connection, or whether the owner is blocked."""
        if self._handlers:
            self._handlers.clear()
        self._handlers = self._only = None
        self._running = ()  # or what was disconnected would live until the next emission

    def end(self) -> None:
        """End every connection, and every coroutine that waits, because the owner is freed."""
        for connection in list(self._connections.values()):
            connection.end()
        self.handlers_changed()  # so that the next emission finds out that it is in vain

    def _known(self, handler: Callable[..., object]) -> Connection | None:
        if not callable(handler):
            raise SignalError(f"{self!r} needs something callable to connect, not {handler!r}.")
        try:
            return self._connections.get(handler)
        except TypeError:
            raise SignalError(
                f"{self!r} cannot tell {handler!r} from other handlers, because it is not hashable."
                " Connect its method: `handler.__call__`."
            ) from None

    def _check(self, handler: Callable[..., object], bound: int) -> None:
        self._check_owner()
        if getattr(target_of(handler), "_freed_", False):
            raise SignalError(f"{name_of(handler)} cannot be connected: {target_of(handler)!r} is freed.")
        if is_generator(handler):
            raise SignalError(f"{name_of(handler)} {USES_YIELD}")
        if self.arguments is not None and not accepts(handler, len(self.arguments) + bound):
            from .misfit import say_misfit  # which scripts that are right do without

            say_misfit(self, self.arguments, handler, bound)

    def _check_owner(self) -> None:
        owner = self._owner()
        if owner is None or owner._freed_:
            raise SignalError(f"{self!r} will never be emitted any more: its object is gone.")

    def _add(self, connection: Connection) -> None:
        self._connections[connection.handler] = connection
        self.handlers_changed()
        tie(connection, connection.target)

    def _forget(self, connection: Connection) -> None:
        del self._connections[connection.handler]
        self.handlers_changed()
        untie(connection, connection.target)

    # -- Emitting ------------------------------------------------------------------------------

    if TYPE_CHECKING:

        def emit(self, *args: *Ts) -> None:
            """See below: arguments are taken as `first` and `more` only because that is cheaper."""

    else:

        def emit(self, first=_NOTHING, /, *more):
            """Call every connected handler with the arguments.

            A handler that fails is reported, with the place of this call; the others still run.
            """
            only = self._only
            if only is not None:  # the usual number: nothing comes after it, whatever it changes
                call = only.call
                try:
                    if more:
                        call(first, *more)
                    elif first is _NOTHING:
                        call()
                    else:
                        call(first)
                except Exception as error:
                    self._report(error, only, () if first is _NOTHING else (first, *more))
                return
            handlers = self._handlers
            if handlers is None:
                handlers = self._compile(0 if first is _NOTHING else 1 + len(more))
            connections = self._running
            handler = None
            try:
                if more:
                    for handler in handlers:
                        handler(first, *more)
                elif first is _NOTHING:
                    for handler in handlers:
                        handler()
                else:
                    for handler in handlers:
                        handler(first)
            except Exception as error:
                args = () if first is _NOTHING else (first, *more)
                self._report(error, connections[_index(handler, connections)], args)
            else:
                if self._handlers is handlers:
                    return
                args = () if first is _NOTHING else (first, *more)
            self._emit_rest(connections[_index(handler, connections) + 1 :], args)

    def _emit_rest(self, rest: Sequence[Connection], args: tuple[Any, ...]) -> None:
        """Finish an emission after a failure, or during which connections came or went.

        Only the living are called.
        """
        for connection in rest:
            if connection.alive:
                try:
                    connection.call(*args)
                except Exception as error:
                    self._report(error, connection, args)

    def _compile(self, count: int) -> list[Callable[..., object]]:
        """Return what an emission with `count` arguments calls, the first one after a change."""
        owner = self._owner()
        if owner is None or owner._freed_:
            from .misfit import say_unheard

            say_unheard(owner, self.name, sys._getframe(2))
        elif self.arguments is not None and len(self.arguments) != count:
            from .misfit import warn_of_emission

            warn_of_emission(self, self.arguments, count, sys._getframe(2))
        blocked = owner is None or owner._blocking_signals_
        self._running = () if blocked else tuple(self._connections.values())
        self._only = self._running[0] if len(self._running) == 1 else None
        self._handlers = [connection.call for connection in self._running]
        return self._handlers

    def _report(self, error: Exception, connection: Connection, args: tuple[Any, ...]) -> None:
        frame = sys._getframe(2)
        if isinstance(error, RecursionError) and _is_inside_emission(frame):
            raise error  # or each of a thousand levels goes on to its next handler, and down again
        if isinstance(error, TypeError):
            from .misfit import words_for

            misfit = words_for(self, error, connection.handler, len(args), len(connection.binds))
            if misfit is not None:
                if connection.misfits:
                    return
                connection.misfits, error = True, misfit
        report(
            connection.target if connection.target is not None else self._owner(),
            error,
            f"{name_of(connection.handler)}, handler of {self!r}, emitted at {place_of(frame)}",
        )

    # -- Waiting -------------------------------------------------------------------------------

    @overload
    def __await__(self: SignalInstance[A]) -> Generator[Any, Any, A]: ...
    @overload
    def __await__(self: SignalInstance[A, B]) -> Generator[Any, Any, tuple[A, B]]: ...
    @overload
    def __await__(self: SignalInstance[A, B, C]) -> Generator[Any, Any, tuple[A, B, C]]: ...
    @overload
    def __await__(self) -> Generator[Any, Any, Any]: ...  # type: ignore[overload-cannot-match]
    def __await__(self) -> Generator[Any, Any, Any]:
        """Wait for the next emission: None, its argument, or a tuple if there are several."""
        return (yield self)

    def __repr__(self) -> str:
        return f"<Signal {self.name}({', '.join(self.arguments or ())}) of {self._owner()!r}>"


def _index(handler: object, connections: Sequence[Connection]) -> int:
    """Return the place of the connection whose call `handler` is."""
    for i, connection in enumerate(connections):
        if connection.call is handler:
            return i
    raise AssertionError(f"{handler!r} was called but is not connected")


def _is_inside_emission(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code is not SignalInstance.emit.__code__:
        frame = frame.f_back
    return frame is not None
