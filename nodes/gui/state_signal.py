"""StateSignal: a signal whose name is that of a property, too, as Godot has some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from engine import Signal, SignalInstance

if TYPE_CHECKING:
    from typing import Self


class StateSignalInstance(SignalInstance[()]):
    """A signal of one object that is also true or false, as the state that it tells of."""

    __slots__ = ("_state",)

    _state: str

    def __bool__(self) -> bool:
        owner = self.owner
        return owner is not None and bool(getattr(owner, self._state)())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, bool) and bool(self) is other)

    __hash__ = SignalInstance.__hash__


class StateSignal(Signal[()]):
    """Declares a signal that is read and set as a state, too: `BaseButton.pressed`.

        button.pressed.connect(self._on_pressed)
        if button.pressed: …
        button.pressed = True

    `getter` and `setter` are the names of the methods that do it.
    """

    __slots__ = ("getter", "setter")

    def __init__(self, getter: str, setter: str) -> None:
        super().__init__()
        self.getter = getter
        self.setter = setter

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> StateSignalInstance: ...
    def __get__(self, instance: Any, owner: type) -> Self | StateSignalInstance:
        if instance is None:
            return self
        signals = instance._signals_
        if signals is None:
            signals = instance._signals_ = {}
        found = signals.get(self.name)
        if found is None:
            found = signals[self.name] = StateSignalInstance(instance, self.name, self.arguments)
            found._state = self.getter
        return found  # type: ignore[no-any-return]

    def __set__(self, instance: object, state: bool) -> None:
        getattr(instance, self.setter)(bool(state))
