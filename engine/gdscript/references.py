"""`weakref` and `funcref`: an object that may be gone, and a method by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import ref

from ..base.error import ScriptError
from ..object.object import Object, is_instance_valid, no_method
from ..object.property import Getter, Setter, getter, setter


class WeakRef(Object):
    """Knows an object without keeping it: see `weakref`. Source: Godot 3's `WeakRef`."""

    _ref_: ref[Any] | None = None

    def get_ref(self) -> Any:
        """Return the object, or None if it has been freed or nothing else has kept it."""
        found = self._ref_() if self._ref_ is not None else None
        return found if is_instance_valid(found) else None


def weakref(obj: object) -> WeakRef:
    """Return a WeakRef of an object: `weakref(enemy).get_ref()` is the enemy as long as there is one."""
    made = WeakRef()
    if obj is not None:
        try:
            made._ref_ = ref(obj)
        except TypeError:
            raise ScriptError(
                f"weakref: {obj!r} is a value, and never gone; a weakref is of an object."
            ) from None
    return made


class FuncRef(Object):
    """A method of an object, by its name: see `funcref`. It does not keep the object.

    In Python `self.method` says the same and can be called: it keeps `self`. Source: Godot 3's `FuncRef`.
    """

    function: str = ""
    """The name of the method."""
    _instance_: ref[Any] | None = None

    def set_instance(self, instance: object) -> None:
        """Say whose method is meant."""
        self._instance_ = ref(instance)

    set_function: Setter[str] = setter("function", "name")
    get_function: Getter[str] = getter("function")

    def is_valid(self) -> bool:
        """Return True if there is the object, and it has the method."""
        return callable(getattr(self._found_(), self.function, None))

    def call_func(self, *args: Any) -> Any:
        """Call the method, and return what it returns."""
        return self.call_funcv(args)

    def call_funcv(self, arg_array: Sequence[Any]) -> Any:
        """Call the method with the arguments in `arg_array`, and return what it returns."""
        instance = self._found_()
        if instance is None:
            raise ScriptError(f"The object of the FuncRef {self.function!r} is gone. Ask `is_valid()` first.")
        method = getattr(instance, self.function, None)
        if not callable(method):
            raise ScriptError(no_method(instance, self.function))
        return method(*arg_array)

    def _found_(self) -> Any:
        found = self._instance_() if self._instance_ is not None else None
        return found if is_instance_valid(found) else None


def funcref(instance: object, funcname: str) -> FuncRef:
    """Return a FuncRef of the method of this name, which need not be there yet."""
    made = FuncRef()
    made.set_instance(instance)
    made.set_function(funcname)
    return made
