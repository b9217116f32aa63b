"""Object: signals and calls by name, as every Godot object has them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakValueDictionary

from ..base.error import Error, ScriptError, SignalError
from ..base.fault import push_error
from ..base.native import is_native
from ..base.signature import USES_YIELD, is_generator
from ..base.spelling import did_you_mean
from .connection import Connection
from .coroutine import start, start_when_called
from .lifetime import end_all, tied_to
from .message_queue import queue_of
from .signal import Signal, SignalInstance, signal_of

if TYPE_CHECKING:
    from typing import Self
    from weakref import WeakKeyDictionary

    from .lifetime import Ending

NOTIFICATION_POSTINITIALIZE = 0
NOTIFICATION_PREDELETE = 1

_instance_ids = count(1)
_by_id: WeakValueDictionary[int, Object] = WeakValueDictionary()
"""The objects that were asked for their number."""
_MISSING: Any = object()


class Object:
    """The base of all Godot classes: signals, deferred calls, metadata, `free()`.

    Names that begin and end with one underscore (`_signals_`) belong to this package, as they
    belong to `enum` in an enumeration; every other name is free for scripts.

    Everything is set up in `__new__`, so a subclass whose `__init__` does not call
    `super().__init__()` works, as a GDScript without `._init()` does.
    """

    __slots__ = (
        "__dict__",
        "__weakref__",
        "_freed_",
        "_incoming_",
        "_signals_",
    )

    _is_native_: ClassVar[bool] = True  # friend: node, scene_tree
    # What is rarely set has no slot, which each new object would have to fill.
    _queued_: bool = False
    """True after `queue_free()`."""
    _freed_: bool
    _blocking_signals_: bool = False
    _signals_: dict[str, SignalInstance[*tuple[Any, ...]]] | None
    _incoming_: WeakKeyDictionary[Ending, None] | None  # friend: lifetime, quiet
    _extra_: dict[str, Any] | None = None
    _start_task_ = staticmethod(start)  # friend: connection

    def __new__(cls, *args: Any, **properties: Any) -> Self:
        """Make the object complete, so that a subclass need not call `super().__init__()`.

        Raises ScriptError for arguments that no `__init__` takes.
        """
        if (args or properties) and cls.__init__ is object.__init__:
            raise ScriptError(_takes_nothing(cls, properties))
        self = object.__new__(cls)
        self._freed_ = False
        self._signals_ = None
        self._incoming_ = None
        return self

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._is_native_ = is_native(cls.__module__)
        if not cls._is_native_:
            start_when_called(cls)
        elif "__annotations__" in vars(cls):
            from .property import make_fields  # what has no properties does not load it

            make_fields(cls)

    # -- Signals by name -----------------------------------------------------------------------

    def connect(
        self, signal: str, target: object, method: str, binds: Sequence[Any] = (), flags: int = 0
    ) -> Error:
        """Call `target.method` with the signal's arguments, then `binds`, at each emission.

        Returns OK, or ERR_INVALID_PARAMETER with an error in the log when there is no such signal
        or method, when they are connected already, or when the method cannot take the arguments of a
        built-in signal; of those of a script's own signal that it cannot take there is a warning.
        `flags`: see `SignalInstance.connect`.

        Unlike Godot: a missing method is an error here, not at each emission.
        """
        try:
            found = _signal_named(self, signal)
            handler = getattr(target, method, None)
            if not callable(handler):
                raise SignalError(_no_handler(signal, target, method))
            found.connect(handler, tuple(binds), flags)
        except SignalError as error:
            push_error(f"connect: {error}")
            return error.code
        return Error.OK

    def disconnect(self, signal: str, target: object, method: str) -> None:
        """Undo `connect`. Logs an error if there is no such connection."""
        try:
            found = _signal_named(self, signal)
            handler = getattr(target, method, None)
            if not callable(handler):
                raise SignalError(_no_handler(signal, target, method))
            found.disconnect(handler)
        except SignalError as error:
            push_error(f"disconnect: {error}")

    def is_connected(self, signal: str, target: object, method: str) -> bool:
        """Return True if `target.method` is connected to the signal."""
        try:
            found = _signal_named(self, signal)
        except SignalError as error:
            push_error(f"is_connected: {error}")
            return False
        handler = getattr(target, method, None)
        return callable(handler) and found.is_connected(handler)

    def emit_signal(self, signal: str, *args: Any) -> None:
        """Emit the signal of this name. Raises SignalError if there is none."""
        signals = self._signals_
        found = signals.get(signal) if signals is not None else None
        if found is not None:
            if len(args) == 1:  # the usual number, and cheaper not to unpack
                found.emit(args[0])
            else:
                found.emit(*args)
        elif not self.has_signal(signal):
            raise _no_signal(self, signal)
        elif self._freed_:
            from .misfit import say_unheard  # as in `signal`

            say_unheard(self, signal, sys._getframe(1))

    def add_user_signal(self, name: str, arguments: Sequence[Any] | None = None) -> None:
        """Add a signal to this object alone. `arguments`: names, or Godot's `{"name": …}` entries.

        Without `arguments` its handlers are not checked. Logs an error if the name is empty or taken.
        """
        if not name:
            push_error("add_user_signal: a signal needs a name.")
        elif self.has_signal(name):
            push_error(f"add_user_signal: {self!r} already has a signal {name!r}.")
        else:
            names = None
            if arguments is not None:
                names = tuple(a["name"] if isinstance(a, dict) else str(a) for a in arguments)
            signal_of(self, name, names)
            _extra(self, "user_signals")[name] = names

    def has_signal(self, name: str) -> bool:
        """Return True if this object has a signal of this name."""
        return _declared_signal(type(self), name) is not None or self.has_user_signal(name)

    def has_user_signal(self, name: str) -> bool:
        """Return True if `add_user_signal` added a signal of this name."""
        return self._extra_ is not None and name in self._extra_.get("user_signals", ())

    def get_signal_list(self) -> list[dict[str, Any]]:
        """Return `{"name", "args": [{"name"}]}` for each signal, the class's first."""
        known = {name: signal.arguments for name, signal in _declared_signals(type(self)).items()}
        known |= self._extra_.get("user_signals", {}) if self._extra_ is not None else {}
        return [
            {"name": name, "args": [{"name": argument} for argument in arguments or ()]}
            for name, arguments in known.items()
        ]

    def get_signal_connection_list(self, signal: str) -> list[dict[str, Any]]:
        """Return `{"signal", "source", "target", "method", "binds", "flags"}` for each connection."""
        return [
            {
                "signal": signal,
                "source": self,
                "target": connection.target,
                "method": connection.method,
                "binds": list(connection.binds),
                "flags": connection.flags,
            }
            for connection in _signal_named(self, signal).get_connections()
        ]

    def get_incoming_connections(self) -> list[dict[str, Any]]:
        """Return `{"source", "signal_name", "method_name"}` for each signal that calls this object."""
        found = []
        for connection in tied_to(self):
            signal = connection.signal() if isinstance(connection, Connection) else None
            if signal is not None:
                found.append(
                    {
                        "source": signal.owner,
                        "signal_name": signal.name,
                        "method_name": connection.method,
                    }
                )
        return found

    def set_block_signals(self, enable: bool) -> None:
        """While True, emissions of this object's signals do nothing."""
        self._blocking_signals_ = enable
        for signal in (self._signals_ or {}).values():
            signal.handlers_changed()

    def is_blocking_signals(self) -> bool:
        """Return True while `set_block_signals(True)` holds."""
        return self._blocking_signals_

    # -- Calls and properties by name ----------------------------------------------------------

    def call(self, method: str, *args: Any) -> Any:
        """Call the method of this name; that of an `async def` gives a `Task`."""
        return _call_by_name(self, method, args)

    def callv(self, method: str, args: Sequence[Any]) -> Any:
        """Call the method of this name with the arguments in `args`."""
        return _call_by_name(self, method, tuple(args))

    def has_method(self, method: str) -> bool:
        """Return True if this object has a method of this name."""
        return callable(getattr(self, method, None))

    def call_deferred(self, method: str, *args: Any) -> None:
        """Call the method at the end of this step; from any thread.

        Dropped silently if this object is freed by then. See `SceneTree.iteration` for the points at
        which deferred calls are made.

        Unlike Godot: a missing method is an error now, not then.
        """
        if is_generator(_method(self, method)):
            raise ScriptError(f"{type(self).__name__}.{method} {USES_YIELD}")
        queue_of(self).push(self, _call_by_name, (self, method, args), _deferred_call)

    def set_deferred(self, property: str, value: Any) -> None:
        """Set the property at the end of this step; from any thread."""
        queue_of(self).push(self, _set_by_name, (self, property, value), _deferred_set)

    def set(self, property: str, value: Any) -> None:
        """Set the property of this name.

        Unlike Godot: an unknown name is an error.
        """
        if not hasattr(type(self), property):
            self.get(property)
        setattr(self, property, value)

    def get(self, property: str) -> Any:
        """Return the property of this name.

        Unlike Godot: an unknown name is an error.
        """
        try:
            return getattr(self, property)
        except AttributeError:
            if hasattr(type(self), property):
                raise  # it is there, and fails
            raise ScriptError(
                f"{self!r} has no property {property!r}."
                + did_you_mean(property, (n for n in dir(self) if not n.startswith("_")))
            ) from None

    def get_indexed(self, path: str) -> Any:
        """Return a property by a path such as `"position:x"`."""
        from .indexed import get_at, names_of

        return get_at(self, names_of(path))

    def set_indexed(self, path: str, value: Any) -> None:
        """Set a property by a path such as `"position:x"`, also inside an immutable value."""
        from .indexed import names_of, set_at

        set_at(self, names_of(path), value)

    # -- Identity and metadata -----------------------------------------------------------------

    def get_class(self) -> str:
        """Return the name of the Godot class: for a script that extends Node, `"Node"`."""
        return next(c.__name__ for c in type(self).__mro__ if c.__dict__.get("_is_native_"))

    def is_class(self, name: str) -> bool:
        """Return True if this object is of the class of this name, or of one derived from it."""
        return any(c.__name__ == name for c in type(self).__mro__)

    def get_instance_id(self) -> int:
        """Return a number that no other object in this process has."""
        extra = _extra(self, "identity")
        if "id" not in extra:
            extra["id"] = next(_instance_ids)
            _by_id[extra["id"]] = self
        found: int = extra["id"]
        return found

    def set_meta(self, name: str, value: Any) -> None:
        """Attach a value to this object under a name."""
        _extra(self, "meta")[name] = value

    def get_meta(self, name: str, default: Any = _MISSING) -> Any:
        """Return the value attached under `name`, else `default`; ScriptError without a default."""
        meta = _extra(self, "meta")
        if name not in meta and default is _MISSING:
            raise ScriptError(f"{self!r} has no meta value {name!r}.{did_you_mean(name, meta)}")
        return meta.get(name, default)

    def has_meta(self, name: str) -> bool:
        """Return True if a value is attached under `name`."""
        return self._extra_ is not None and name in self._extra_.get("meta", ())

    def remove_meta(self, name: str) -> None:
        """Detach the value under `name`; ScriptError if there is none."""
        self.get_meta(name)
        del _extra(self, "meta")[name]

    def get_meta_list(self) -> list[str]:
        """Return the names under which values are attached."""
        return list(_extra(self, "meta"))

    # -- Notifications and end -----------------------------------------------------------------

    def notification(self, what: int, reversed: bool = False) -> None:
        """Call `_notification(what)`."""
        self._notification(what)

    def _notification(self, what: int, /) -> Any:
        """Override: called with a `NOTIFICATION_…` number for what happens to this object."""

    def free(self) -> None:
        """Destroy this object now: its connections end, its coroutines are closed.

        Unlike Godot: allowed inside the object's own methods and signals. What goes on running
        finds an object without connections, of which `is_instance_valid` says False.
        """
        if self._freed_:
            raise ScriptError(f"{self!r} has been freed already. Check `is_instance_valid(node)` first.")
        try:
            self.notification(NOTIFICATION_PREDELETE)
        finally:
            release(self)

    def is_queued_for_deletion(self) -> bool:
        """Return True after `queue_free()`."""
        return self._freed_ or self._queued_

    def __str__(self) -> str:
        return f"[{self.get_class()}:{self.get_instance_id()}]"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}{' (freed)' if self._freed_ else ''}>"


def is_instance_valid(instance: object) -> bool:
    """Return True if `instance` is an object that has not been freed."""
    return instance is not None and not getattr(instance, "_freed_", False)


def instance_from_id(instance_id: int) -> Object | None:
    """Return the object that has this number, see `Object.get_instance_id`; None if it is gone."""
    found = _by_id.get(instance_id)
    return found if is_instance_valid(found) else None


def release(instance: Object) -> None:
    """End every connection from and to `instance` and mark it freed: the last step of `free()`."""
    instance._freed_ = True
    if instance._incoming_ is not None:
        end_all(tied_to(instance))
    if instance._signals_ is not None:
        end_all(list(instance._signals_.values()))


def _extra(instance: Object, kind: str) -> dict[str, Any]:
    """Return the dictionary for something that few objects have, making it at the first use."""
    extra = instance._extra_
    if extra is None:
        extra = instance._extra_ = {}
    found: dict[str, Any] = extra.setdefault(kind, {})
    return found


def _declared_signals(cls: type) -> dict[str, Signal[*tuple[Any, ...]]]:
    names = [name for base in cls.__mro__ for name, value in vars(base).items() if isinstance(value, Signal)]
    found = {name: getattr(cls, name) for name in names}
    return {name: value for name, value in found.items() if isinstance(value, Signal)}


def _takes_nothing(cls: type, properties: Mapping[str, object]) -> str:
    """Say what to write in place of arguments to a class that has no `__init__`."""
    name = cls.__name__
    if not properties:
        return f"{name}() takes no arguments: write `def __init__(self, …):` in it, or `{name}()`."
    lines = "; ".join(f"it.{one} = {value!r}" for one, value in properties.items())
    return f"{name}() takes no properties: write `it = {name}()`, and then `{lines}`."


def _declared_signal(cls: type, name: str) -> Signal[*tuple[Any, ...]] | None:
    """Return the signal that a class or a base declares, though a subclass has a method of its name."""
    found = getattr(cls, name, None)
    if isinstance(found, Signal) or found is None:
        return found
    return next((one for base in cls.__mro__ if isinstance(one := vars(base).get(name), Signal)), None)


def _signal_named(instance: Object, name: str) -> SignalInstance[*tuple[Any, ...]]:
    declared = _declared_signal(type(instance), name)
    if type(declared) is Signal and declared is not getattr(type(instance), name, None):
        return signal_of(instance, name, declared.arguments)  # not to hide the method of a subclass
    if declared is not None:
        return declared.__get__(instance, type(instance))
    if instance.has_user_signal(name):
        return signal_of(instance, name, None)
    raise _no_signal(instance, name)


def _no_signal(instance: Object, name: str) -> SignalError:
    known = [entry["name"] for entry in instance.get_signal_list()]
    return SignalError(
        f"{instance!r} has no signal {name!r}.{did_you_mean(name, known)}"
        f" Its signals: {', '.join(known) or 'none'}."
        f" A new one is declared in the class body: `{name} = Signal()`."
    )


def _methods(instance: object) -> list[str]:
    from .shared_name import MethodSignal

    cls = type(instance)
    return [
        name
        for name in dir(cls)
        if not name.endswith("_")  # of this package, or of Python
        and (callable(found := getattr(cls, name, None)) or isinstance(found, MethodSignal))
    ]


def _no_handler(signal: str, target: object, method: str) -> str:
    if target is None:
        return f"the target for signal {signal!r} is None; pass the object whose method is meant."
    return no_method(target, method)


def no_method(target: object, method: str) -> str:
    """Return what is wrong with a method that is not there, with the one that may be meant."""
    return f"{target!r} has no method {method!r}.{did_you_mean(method, _methods(target))}"


def _method(instance: Object, name: str) -> Any:
    found: Any = getattr(instance, name, None)
    if not callable(found):
        raise ScriptError(no_method(instance, name))
    return found


def _call_by_name(instance: Object, method: str, args: tuple[Any, ...]) -> Any:
    result = _method(instance, method)(*args)
    if result is None:
        return None
    return start(instance, result, lambda: f"{instance!r}.{method}")


def _deferred_call(instance: Object, method: str, args: tuple[Any, ...]) -> str:
    return f"deferred {type(instance).__name__}.{method}"


def _set_by_name(instance: Object, property: str, value: Any) -> None:
    instance.set(property, value)


def _deferred_set(instance: Object, property: str, value: Any) -> str:
    return f"deferred set of {type(instance).__name__}.{property}"
