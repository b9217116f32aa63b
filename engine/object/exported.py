"""`export` and `setget`: the properties of a script, with GDScript's words.

    class Player(KinematicBody2D):
        speed = export(400.0)
        names = export([])  # each player has a list of its own
        texture = export(None, Texture)
        hp = setget(100, "set_hp", "get_hp")

        def set_hp(self, value: int) -> None:
            self.hp = clamp(value, 0, 100)

A plain attribute, `speed = 400.0`, is exported as well: keywords set it, `duplicate()` carries it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Generic, Never, TypeVar, overload

from ..base.spelling import did_you_mean

if TYPE_CHECKING:
    from typing import Self

T = TypeVar("T")

_COPIED = (list, dict, set, bytearray)


def own_copy(value: Any) -> Any:
    """Return `value`, or a copy if it is something that changes, such as a list, as deep as these go."""
    kind = type(value)
    if kind is list:
        return [own_copy(item) for item in value]
    if kind is dict:
        return {key: own_copy(item) for key, item in value.items()}
    return kind(value) if kind in _COPIED else value


class Exported(Generic[T]):
    """A property of a script: what `export` and `setget` make. The object's own attributes have its value."""

    __slots__ = ("_default", "_getter", "_setter", "name")

    def __init__(self, default: T, setter: str = "", getter: str = "") -> None:
        self.name: str = ""
        self._default = default
        self._setter = setter
        self._getter = getter

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        for method in (self._setter, self._getter):
            if method and not callable(getattr(owner, method, None)):
                raise TypeError(
                    f"{owner.__name__}.{name} is to call {method}(), which there is not."
                    f"{did_you_mean(method, vars(owner))}"
                )

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: Any) -> T: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        if self._getter and not self._is_asked_inside(instance):
            return getattr(instance, self._getter)()
        own = vars(instance)
        if self.name not in own:
            if type(self._default) not in _COPIED:
                return self._default
            own[self.name] = own_copy(self._default)
        return own[self.name]

    def __set__(self, instance: Any, value: T) -> None:
        if self._setter and not self._is_asked_inside(instance):
            getattr(instance, self._setter)(value)
        else:
            vars(instance)[self.name] = value

    def kind(self) -> str:
        """Return the name of the type of the default, for `help()`."""
        return "Any" if self._default is None else type(self._default).__name__

    def _is_asked_inside(self, instance: object) -> bool:
        """Return True if the caller's caller, which reads or sets it, is the object's setter or getter."""
        frame = sys._getframe(2)
        code = frame.f_code
        inside = code.co_name in (self._setter, self._getter) and code.co_argcount > 0
        return inside and frame.f_locals.get(code.co_varnames[0]) is instance


@overload
def export(default: None, kind: type[T]) -> Exported[T | None]: ...
@overload
def export(default: T, kind: type[T]) -> Exported[T]: ...
@overload
def export(default: list[Never]) -> Exported[list[Any]]: ...
@overload
def export(default: dict[Never, Never]) -> Exported[dict[Any, Any]]: ...
@overload
def export(default: T) -> Exported[T]: ...
def export(default: Any, kind: Any = None) -> Exported[Any]:
    """Return a property with a default, for the body of a class: `speed = export(400.0)`.

    Of a list, a dictionary, a set or a bytearray each object gets a copy. A `kind` is for what has no
    default: `texture = export(None, Texture)`.
    """
    return Exported(default)


@overload
def setget(default: list[Never], setter: str = "", getter: str = "") -> Exported[list[Any]]: ...
@overload
def setget(default: dict[Never, Never], setter: str = "", getter: str = "") -> Exported[dict[Any, Any]]: ...
@overload
def setget(default: T, setter: str = "", getter: str = "") -> Exported[T]: ...
def setget(default: Any, setter: str = "", getter: str = "") -> Exported[Any]:
    """Return a property that methods set and read, for the body of a class: `hp = setget(10, "set_hp")`.

    GDScript: `var hp = 10 setget set_hp, get_hp`. Inside these methods `self.hp` is the value itself.

    Unlike Godot: all else calls them, whether it says `self.` or not, and inside the class, too.
    """
    return Exported(default, setter, getter)
