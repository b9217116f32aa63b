"""Methods that set and return what one entry of a list or a menu has, each said in a line.

    class ItemList(Control):
        set_item_text: ItemSetter[str] = item_setter("text", str)
        get_item_text: ItemGetter[str] = item_getter("text")
        set_item_tooltip: ItemSetter[str] = item_setter("tooltip", str, then="")

The class has a method `_item_`, which returns the entry of an index or raises a ScriptError, and those that
are to be called after something was set, with the index.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from engine.object.property import Method, set_method

V = TypeVar("V")

ItemSetter: TypeAlias = Method[[int, V], None]
"""The type of a method that sets something of the entry at an index."""
ItemGetter: TypeAlias = Method[[int], V]
"""The type of a method that returns something of the entry at an index."""


def item_setter(
    attribute: str,
    check: Callable[[Any], Any] | None = None,
    parameter: str = "",
    *,
    then: str = "_items_changed_",
) -> Any:
    """Return what becomes the method that sets an attribute of an entry.

    `check` makes of the argument what is kept, `parameter` is how Godot calls it, if not as the attribute,
    and `then` is the method that is called after that, "" for none.
    """

    def method(self: Any, idx: int, value: Any) -> None:
        setattr(self._item_(idx), attribute, value if check is None else check(value))
        if then:
            getattr(self, then)(idx)

    return _Method(method, (parameter or attribute,), f"Set the `{attribute}` of an entry.")


def item_getter(attribute: str, read: Callable[[Any], Any] | None = None) -> Any:
    """Return what becomes the method that returns an attribute of an entry, as `read` makes it."""

    def method(self: Any, idx: int) -> Any:
        value = getattr(self._item_(idx), attribute)
        return value if read is None else read(value)

    return _Method(method, (), f"Return the `{attribute}` of an entry.")


class _Method:
    """Stands in a class body for a method, until the class says how it is called."""

    __slots__ = ("_method", "_parameters")

    def __init__(self, method: Any, parameters: tuple[str, ...], doc: str) -> None:
        method.__doc__ = doc
        self._method = method
        self._parameters = parameters

    def __set_name__(self, owner: type, name: str) -> None:
        method, names = self._method, ("self", "idx", *self._parameters)
        code = method.__code__
        method.__code__ = code.replace(co_varnames=(*names, *code.co_varnames[len(names) :]))
        type_ = owner.__annotations__.get(name, "")[len("ItemSetter[") : -1]
        method.__annotations__ = {"idx": "int", "return": type_}
        for parameter in self._parameters:
            method.__annotations__ |= {parameter: type_, "return": "None"}
        set_method(owner, name, method)
