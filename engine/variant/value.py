"""What the value types made of numbers have in common.

They are tuples of floats in the order of the wire, so they are made, hashed and encoded fast, and
never change. A component is an ordinary Python float: it is rounded to the 32 bits that Godot keeps
only when it is encoded. What was decoded is therefore exact, and `Vector2(0.1, 0)` differs from the
`Vector2(0.1, 0)` that came from a Godot game by that rounding: compare with `is_equal_approx`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import add, itemgetter, mul, neg, sub, truediv
from typing import TYPE_CHECKING, Any, TypeVar

from .scalar import float_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol, Self, overload

    class _Numbers:
        """A tuple of numbers, as seen from outside: what adds and multiplies is up to each type."""

        __slots__ = ()

        def __init__(self, *arguments: Any) -> None: ...
        def __iter__(self) -> Iterator[float]: ...
        def __len__(self) -> int: ...
        @overload
        def __getitem__(self, index: int) -> float: ...
        @overload
        def __getitem__(self, index: slice) -> tuple[float, ...]: ...
        def __getitem__(self, index: Any) -> Any: ...
        def __lt__(self, other: Any) -> bool: ...
        def __le__(self, other: Any) -> bool: ...
        def __gt__(self, other: Any) -> bool: ...
        def __ge__(self, other: Any) -> bool: ...

    V = TypeVar("V", bound="Value")

    class _New(Protocol):
        def __call__(self, cls: type[V], numbers: Iterable[float], /) -> V: ...

    new: _New
else:
    _Numbers = tuple
    new = tuple.__new__


_equal: Any = tuple.__eq__


def component(index: int) -> Any:
    """Return the property that gives the number at `index`."""

    def refuse(self: Value, value: object) -> None:
        kind = type(self).__name__
        repair = f"Make a new one: variable = {kind}(...)."
        if kind.startswith("Vector") and isinstance(value, int | float):
            steps = ["0"] * len(self)
            steps[index] = f"{value - self[index]:g}"
            repair += f" Or add to it: variable += {kind}({', '.join(steps)})."
        raise AttributeError(f"A {kind} does not change. {repair}")

    return property(itemgetter(index), refuse)


def number(value: Any) -> float:
    """Return `value` as a float; texts are no numbers, whatever they say."""
    if isinstance(value, (str, bytes)):
        raise TypeError(f"A number is needed here, not {value!r}.")
    return float(value)


def numbers(*values: Any) -> tuple[float, ...]:
    """Return `values` as floats."""
    return tuple([value if type(value) is float else number(value) for value in values])


def texts(row: Iterable[float]) -> list[str]:
    """Return the text of each number, for the text of a value."""
    return [float_text(component) for component in row]


def matrix_text(row: _Numbers, width: int) -> str:
    """Return the text of a matrix whose rows have `width` numbers."""
    parts = texts(row)
    rows = [", ".join(parts[at : at + width]) for at in range(0, len(parts), width)]
    return f"(({'), ('.join(rows)}))"


class Value(_Numbers):
    """The base of the value types: a tuple of floats that equals only its own type."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _equal(self, other)

    def __ne__(self, other: object) -> bool:
        return type(self) is not type(other) or not _equal(self, other)

    if TYPE_CHECKING:

        def __hash__(self) -> int: ...

    else:
        __hash__ = tuple.__hash__

    def __bool__(self) -> bool:
        """Return False for the value that the type has by default, as Godot does."""
        return self != type(self)()

    def __add__(self, other: Any) -> Any:
        return NotImplemented

    def __mul__(self, other: Any) -> Any:
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        return NotImplemented

    def _replace(self, **components: float) -> Self:
        """Return it with other components: what `set_indexed("position:x", 5)` puts in its place."""
        changed = list(self)
        for name, value in components.items():
            get = getattr(getattr(type(self), name, None), "fget", None)
            if not isinstance(get, itemgetter):
                raise AttributeError(f"A {type(self).__name__} has no component {name!r}.")
            kind: Any = get.__reduce__()  # the class, and the index in a tuple
            changed[kind[1][0]] = number(value)
        return new(type(self), changed)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self))})"

    def __str__(self) -> str:
        return f"({', '.join(texts(self))})"

    def __reduce__(self) -> tuple[Any, ...]:
        return new, (type(self), tuple(self))


class Arithmetic(Value):
    """A value that is added, multiplied and so on by component, with one of its type or with a number.

    *Unlike Godot:* division by zero raises `ZeroDivisionError`, as it does for numbers.
    """

    __slots__ = ()

    def __add__(self, other: Any) -> Self:
        return new(type(self), map(add, self, other)) if isinstance(other, type(self)) else NotImplemented

    def __sub__(self, other: Any) -> Self:
        return new(type(self), map(sub, self, other)) if isinstance(other, type(self)) else NotImplemented

    def __mul__(self, other: Any) -> Self:
        return self._each(other, mul)

    def __rmul__(self, other: Any) -> Self:
        return self._each(other, mul)

    def __truediv__(self, other: Any) -> Self:
        return self._each(other, truediv)

    def _each(self, other: Any, operation: Callable[[Any, Any], Any]) -> Self:
        """Return what `operation` gives for each component and `other`, or each component of that."""
        if isinstance(other, (float, int)):
            return new(type(self), [operation(component, other) for component in self])
        return (
            new(type(self), map(operation, self, other)) if isinstance(other, type(self)) else NotImplemented
        )

    def __neg__(self) -> Self:
        return new(type(self), map(neg, self))

    def __pos__(self) -> Self:
        return self
