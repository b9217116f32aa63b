"""Signals that share their name with a method or a property of their object, as some of Godot's do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, overload

from ..base.error import ScriptError
from .lifetime import say_freed
from .signal import Signal, SignalInstance

if TYPE_CHECKING:
    from typing import Self


class MethodSignalInstance(SignalInstance[*tuple[()]]):
    """A signal of one object that can be called, as the method of the same name."""

    __slots__ = ("_method",)

    _method: str

    def __call__(self) -> None:
        """Call the method."""
        self.func()

    @property
    def func(self) -> Callable[[], object]:
        """The method, under its own name; `connect` finds its object by this."""
        owner = self.owner
        if owner is None:
            raise ScriptError(f"{self!r} cannot be called any more: its object is gone.")
        method: Callable[[], object] = getattr(owner, self._method)
        return method

    @property
    def __name__(self) -> str:
        return self.name


class MethodSignal(Signal[*tuple[()]]):
    """Declares a signal without arguments whose name is that of a method, too: `CanvasItem.hide`.

        item.hide()
        item.hide.connect(self._on_hidden)

    `method` is the method's own name. A subclass overrides that, or defines the shared name as a
    method, which `super()` finds here.
    """

    __slots__ = ("method",)

    def __init__(self, method: str) -> None:
        super().__init__()
        self.method: str = method

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> MethodSignalInstance: ...
    def __get__(self, instance: Any, owner: type) -> Self | MethodSignalInstance:
        if instance is None:
            return self
        found = _known(instance, self.name)
        if found is None:
            found = instance._signals_[self.name] = MethodSignalInstance(instance, self.name, self.arguments)
            found._method = self.method
        return found  # type: ignore[no-any-return]


class StateSignalInstance(SignalInstance[*tuple[()]]):
    """A signal of one object that is also true or false, as the state that it tells of."""

    __slots__ = ("_getter",)

    _getter: str

    def __bool__(self) -> bool:
        owner = self.owner
        return owner is not None and bool(getattr(owner, self._getter)())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, bool) and bool(self) is other)

    if TYPE_CHECKING:

        def __hash__(self) -> int: ...

    else:
        __hash__ = SignalInstance.__hash__


class StateSignal(Signal[*tuple[()]]):
    """Declares a signal without arguments that is read and set as a state, too: `BaseButton.pressed`.

        button.pressed.connect(self._on_pressed)
        if button.pressed: …
        button.pressed = True

    `getter` and `setter` are the names of the methods that do it.
    """

    __slots__ = ("getter", "setter")

    def __init__(self, getter: str, setter: str) -> None:
        super().__init__()
        self.getter: str = getter
        self.setter: str = setter

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> StateSignalInstance: ...
    def __get__(self, instance: Any, owner: type) -> Self | StateSignalInstance:
        if instance is None:
            return self
        found = _known(instance, self.name)
        if found is None:
            found = instance._signals_[self.name] = StateSignalInstance(instance, self.name, self.arguments)
            found._getter = self.getter
        return found  # type: ignore[no-any-return]

    def __set__(self, instance: Any, state: bool) -> None:
        if instance._freed_:
            say_freed(instance, self.name)
            return
        getattr(instance, self.setter)(bool(state))


def _known(instance: Any, name: str) -> Any:
    """Return the signal of an object if it was asked for before.

    It is not put into the object's `__dict__` as other signals are, where it would hide a method of a
    subclass that has the name.
    """
    signals = instance._signals_
    if signals is None:
        signals = instance._signals_ = {}
    return signals.get(name)
