"""Properties of node classes, each said once.

    class Label(Control):
        text: Property[str] = Field("", checked_text, changed="_reshape_", doc="What is shown.")
        set_text: Setter[str] = setter(text)
        get_text: Getter[str] = getter(text)
        align: Property[int] = Field(ALIGN_LEFT, choice(4), then="update", doc="Where the lines are.")
        flat: Property[bool] = Field(False, then="update", doc="Whether it has no background.")
        set_flat: Setter[bool] = setter(flat, "enabled")
        is_flat: Getter[bool] = getter(flat)

A `Field` is the declaration; the class gets a plain Python `property` in its place, which reads and sets
`_text_`: an attribute of the class, with the default, until the node has a value of its own. Class code
may go by `self._text_`, and says so with an annotation (`_text_: str`); a subclass may have another
default (`_flat_ = True`). The types are those that `property` fits, so that type checkers let subclasses
override the property by one, and setter and getter by methods; `set_text` sets the property, whoever
defines it.

The name is put into `_stored_`, so that `duplicate()` and `replace_by()` know it. A property that nothing
has to be done for is written as a plain attribute of a built-in class, `autostart: bool = False`, and is
made a `Field` like that. What is written by hand, because it is hot or has no value of its own, is named
there by hand, and its accessors name it:

        _stored_ = ("value",)

        @property
        def value(self) -> float: ...
        set_value: Setter[float] = setter("value")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar, overload

from .lifetime import guarded, misfit, say_freed

if TYPE_CHECKING:
    from typing import TypedDict, Unpack

    from typing_extensions import TypeVar as TypeVarWithDefault

    class FieldOptions(TypedDict, total=False):
        """What each kind of `Field` may be told, by name."""

        changed: str
        then: str
        state: str
        stored: bool

    T = TypeVar("T", covariant=True)
    S = TypeVarWithDefault("S", default=T, contravariant=True)
else:
    T = TypeVar("T", covariant=True)
    S = TypeVar("S", contravariant=True)

P = ParamSpec("P")
V = TypeVar("V")
W = TypeVar("W")


class Property(Protocol[T, S]):
    """The type of a property: `Property[str]`, or `Property[Color, Iterable[float]]`.

    The second is one that is read as a Color and set to anything like one.
    """

    @overload
    def __get__(self, instance: None, owner: Any, /) -> Property[T, S]: ...
    @overload
    def __get__(self, instance: Any, owner: Any, /) -> T: ...
    def __set__(self, instance: Any, value: S, /) -> None: ...


class Method(Protocol[P, T]):
    """The type of a method that is made, and not written: `Method[[int, str], None]` takes these two."""

    def __call__(self, instance: Any, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call it for `instance`."""
        ...

    @overload
    def __get__(self, instance: None, owner: Any, /) -> Callable[Concatenate[Any, P], T]: ...
    @overload
    def __get__(self, instance: Any, owner: Any, /) -> Callable[P, T]: ...


Setter: TypeAlias = Method[[V], None]
"""The type of a method that sets a property."""
Getter: TypeAlias = Method[[], V]
"""The type of a method that returns a property."""


class Field(Property[V, W]):
    """Declares a property with a value, in a class body.

    default  what it is as long as it is not set
    check    makes of what is assigned what is kept: a class, such as `bool`, which is called with it,
             or a function of the node, the name of the property and the value, which raises a
             ScriptError for what cannot be. None goes by the default: what is True or False stays
             so, and so do numbers and texts; all other things are kept.
    changed  the name of the method that is called after a real change
    then     the name of the method that is called each time that it was set
    by       the name of the method that sets it, instead of all that
    state    the attribute that has the value: `_name_` unless told; `_buffer_.text` for that of a part
    read     makes of the value what is read: `list`, for a copy
    stored   whether `duplicate()` copies it: not if other properties say the same
    doc      what it is, in one line

    The methods are looked up by name when they are called, so a subclass may override them.
    """

    if TYPE_CHECKING:

        @overload
        def __init__(
            self: Field[V, V],  # pyright: ignore[reportInvalidTypeVarUse]
            default: V,
            check: type[V] | None = None,
            *,
            by: str = "",
            doc: str,
            **more: Unpack[FieldOptions],
        ) -> None: ...
        @overload
        def __init__(
            self, default: V, check: Callable[[Any, str, W], V], *, doc: str, **more: Unpack[FieldOptions]
        ) -> None: ...
        @overload
        def __init__(
            self,
            default: Any,
            check: Callable[[Any, str, W], Any],
            *,
            read: Callable[[Any], V],
            doc: str,
            **more: Unpack[FieldOptions],
        ) -> None: ...

    def __init__(
        self,
        default: Any,
        check: Any = None,
        *,
        changed: str = "",
        then: str = "",
        by: str = "",
        state: str = "",
        read: Callable[[Any], Any] | None = None,
        stored: bool = True,
        doc: str,
    ) -> None:
        self.name: str = ""
        self._default = default
        self._check: Any = _check_by(default) if check is None else check
        self._changed = changed
        self._then = then
        self._by = by
        self._state = state
        self._read = read
        self._stored = stored
        self._doc = doc

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name
        state = self._state = self._state or f"_{name}_"
        if "." not in state and state not in vars(owner):
            setattr(owner, state, self._default)
        for method in (self._changed, self._then, self._by):
            if method and not callable(getattr(owner, method, None)):
                raise TypeError(f"{owner.__name__}.{name} is to call {method}(), which there is not.")
        get: Callable[[Any], Any] = attrgetter(state)
        if self._read is not None:
            get = _reading(get, self._read)
        setattr(owner, name, property(get, self._putting(), doc=self._doc))
        if self._stored:
            owner._stored_ = (*vars(owner).get("_stored_", ()), name)

    def _putting(self) -> Callable[[Any, Any], None]:
        """Return what sets the property."""
        name, check, converts = self.name, self._check, isinstance(self._check, type)
        changed, then = self._changed, self._then
        part, _, state = self._state.rpartition(".")

        def put(node: Any, value: Any) -> None:
            if node._freed_:
                say_freed(node, name)
                return
            try:
                if converts:
                    value = check(value)
                elif check is not None:
                    value = check(node, name, value)
            except (TypeError, ValueError, AttributeError, OverflowError) as error:
                raise misfit(node, name, value) from error
            owner = getattr(node, part) if part else node
            if not changed:
                owner.STATE = value
            elif value != owner.STATE:
                owner.STATE = value
                node.CHANGED()
            if then:
                node.THEN()

        def put_by_method(node: Any, value: Any) -> None:
            node.METHOD(value)

        if self._by:
            put_by_method.__name__ = name
            return guarded(_with_names(put_by_method, METHOD=self._by))
        return _with_names(put, STATE=state, CHANGED=changed, THEN=then)

    if TYPE_CHECKING:  # what the `property` does that takes its place

        @overload
        def __get__(self, instance: None, owner: Any, /) -> Property[V, W]: ...
        @overload
        def __get__(self, instance: Any, owner: Any, /) -> V: ...
        def __get__(self, instance: Any, owner: Any, /) -> Any:
            raise AssertionError

        def __set__(self, instance: Any, value: W, /) -> None:
            raise AssertionError


def _whole(node: object, name: str, value: Any) -> int:
    if not isinstance(value, int | float):
        raise TypeError
    return int(value)


def _number(node: object, name: str, value: Any) -> float:
    if not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _text(node: object, name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _numbers(node: object, name: str, value: Any) -> Any:
    """Return a value that is made of as many numbers as the property is, such as a Color."""
    found, now = tuple(value), getattr(node, name)
    if len(found) != len(now):
        raise ValueError
    kind = type(now)
    if isinstance(value, kind):
        return value
    return kind(*found) if kind is not tuple else tuple(map(float, found))


_KINDS: dict[type, Any] = {bool: bool, int: _whole, float: _number, str: _text}


def _check_by(default: object) -> Any:
    """Return what checks a value where nothing is said of it: it is to be of the kind of the default."""
    value_type = isinstance(default, tuple) and type(default) is not tuple
    return _numbers if value_type else _KINDS.get(type(default))


def make_fields(cls: type) -> None:
    """Make properties of the plain attributes of a built-in class that is being made.

    A script's class may have another value for one, in its body.
    """
    own = vars(cls)
    for name in [name for name in own.get("__annotations__", ()) if _is_plain(own, name)]:
        default = own[name]
        check = _numbers if isinstance(default, tuple) and default else None  # a colour, say
        Field(default, check, doc="").__set_name__(cls, name)
        getattr(cls, name).fset._is_plain_ = True


def _is_plain(own: Mapping[str, Any], name: str) -> bool:
    """Return True for an attribute with a value, which is public and no constant."""
    return name in own and not (name.startswith("_") or name.isupper() or hasattr(own[name], "__get__"))


@overload
def setter(of: Property[Any, W], parameter: str = "") -> Setter[W]: ...
@overload
def setter(of: str, parameter: str = "") -> Any: ...
def setter(of: Any, parameter: str = "") -> Any:
    """Return the method that sets a property, a Field or one of that name, for the class body to name.

    `parameter` is how Godot names its argument: as the property, if it is not told.
    """
    return _Accessor(of, parameter)


@overload
def getter(of: Property[V, Any]) -> Getter[V]: ...
@overload
def getter(of: str) -> Any: ...
def getter(of: Any) -> Any:
    """Return the method that returns a property, a Field or one of that name, for the class body to name."""
    return _Accessor(of, None)


class _Accessor:
    """Stands in a class body for a setter or a getter, until the class says how it is called."""

    __slots__ = ("_of", "_parameter")

    def __init__(self, of: Field[Any, Any] | str, parameter: str | None) -> None:
        self._of = of
        self._parameter = parameter
        """What the argument of a setter is called; None for a getter."""

    def __set_name__(self, owner: type, name: str) -> None:
        of = self._of if isinstance(self._of, str) else self._of.name
        if not hasattr(owner, of):
            raise TypeError(f"{owner.__name__}.{name} is for a property {of!r}, which there is not.")
        type_ = owner.__annotations__.get(name, "")[len("Setter[") : -1]
        found: Any = getattr(owner, of)
        method: Any
        if self._parameter is None:
            method = _getting(of, found.fget if isinstance(found, property) else attrgetter(of))
            method.__annotations__ = {"return": type_}
        else:
            parameter = self._parameter or of
            method = _setting(of, parameter)
            method.__annotations__ = {parameter: type_, "return": "None"}
        method.__doc__ = (
            f"{'Return' if self._parameter is None else 'Set'} `{of}`. {_summary(found)}".rstrip()
        )
        set_method(owner, name, method)


class Made:
    """Stands in a class body for a method that a function has made, until the class says how it is called."""

    __slots__ = ("_method",)

    def __init__(self, method: Any) -> None:
        self._method = method

    def __set_name__(self, owner: type, name: str) -> None:
        set_method(owner, name, self._method)


def set_method(owner: type, name: str, method: Any) -> None:
    """Give a class a method that is called as if it were written there."""
    method.__name__, method.__qualname__ = name, f"{owner.__qualname__}.{name}"
    method.__module__ = owner.__module__
    setattr(owner, name, method)


def _summary(found: Any) -> str:
    """Return what a property is, in a line, as its docstring begins."""
    doc = found.__doc__ if isinstance(found, property) else ""
    return (doc or "").strip().partition("\n")[0]


def _setting(name: str, parameter: str) -> Callable[[Any, Any], None]:
    def method(self: Any, value: Any) -> None:
        self.PROPERTY = value

    # the parameter is for keywords and `help()`
    method.__code__ = method.__code__.replace(co_names=(name,), co_varnames=("self", parameter))
    return method


def _getting(name: str, get: Any) -> Callable[[Any], Any]:
    def method(self: Any) -> Any:
        return get(self)

    if isinstance(get, FunctionType):  # is written by hand: its code, so that it costs no call more
        method = FunctionType(get.__code__, get.__globals__, name, get.__defaults__, get.__closure__)
    return method


def _with_names(function: Callable[..., None], **names: str) -> Callable[..., None]:
    """Return the function with other names of attributes, as if it were written with those.

    So it takes half the time that it would with `getattr` and `setattr`.
    """
    code = function.__code__
    function.__code__ = code.replace(co_names=tuple(names.get(name, name) for name in code.co_names))
    return function


def _reading(get: Callable[[Any], Any], read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda node: read(get(node))


def stored_names(cls: type) -> tuple[str, ...]:
    """Return the names of the properties that a copy gets, those of the bases first."""
    return tuple(
        dict.fromkeys(name for base in reversed(cls.__mro__) for name in vars(base).get("_stored_", ()))
    )
