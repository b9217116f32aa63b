"""Methods that have the name of a signal of the same class: in GDScript these are apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..object.shared_name import MethodSignal, MethodSignalInstance
from ..object.signal import Signal

if TYPE_CHECKING:
    from typing import Self


class _SharedInstance(MethodSignalInstance):
    """A signal of one object that can be called, as the method of the same name."""

    __slots__ = ()

    def __call__(self, *arguments: Any) -> Any:
        """Call the method."""
        method: Callable[..., Any] = self.func
        return method(*arguments)


class _SharedSignal(MethodSignal):
    """A signal, and the method of its name, which its class keeps under another."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any], arguments: tuple[str, ...]) -> None:
        super().__init__("")
        Signal.__init__(self, *arguments)
        self._function = function

    def __set_name__(self, owner: type, name: str) -> None:
        super().__set_name__(owner, name)
        self.method = f"_{name}_method_"
        setattr(owner, self.method, self._function)

    def __get__(self, instance: Any, owner: type) -> Self | _SharedInstance:  # type: ignore[override]
        if instance is None:
            return self
        if instance._signals_ is None:
            instance._signals_ = {}
        found = instance._signals_.get(self.name)
        if found is None:
            found = instance._signals_[self.name] = _SharedInstance(instance, self.name, self.arguments)
            found._method = self.method
        return found  # type: ignore[no-any-return]


def with_signal(*arguments: str) -> Callable[[Callable[..., Any]], Any]:
    """Let a method have a signal of its name beside it, with these arguments.

        @with_signal("by")
        def opened(self, by): ...

    `self.opened(1)` calls the method, `self.emit_signal("opened", 1)` emits the signal, and that is what is
    connected and awaited. GDScript: `signal opened(by)` and `func opened(by)`.
    """
    return lambda function: _SharedSignal(function, arguments)
