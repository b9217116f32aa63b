"""What the value types made of numbers have in common.

They are tuples of floats in the order of the wire, so they are made, hashed and encoded fast, and
never change. A component is an ordinary Python float: it is rounded to the 32 bits that Godot keeps
only when it is encoded. What was decoded is therefore exact, and `Vector2(0.1, 0)` differs from the
`Vector2(0.1, 0)` that came from a Godot game by that rounding: compare with `is_equal_approx`.
What is computed, too, is so in 64 bits: the engine rounds after each step, so that a `Basis` made of
angles, rounded to 32 bits, may differ from the engine's in the last of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import add, itemgetter, mul, neg, sub, truediv
from typing import TYPE_CHECKING, Any, TypeVar

from .scalar import float_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType
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
    return property(itemgetter(index))


def _component_names(kind: type) -> list[str]:
    """Return the names of the numbers that a type is made of, in their order."""
    found = {}
    for base in kind.__mro__:
        for name, thing in vars(base).items():
            get = getattr(thing, "fget", None)
            if isinstance(get, itemgetter):
                found[get.__reduce__()[1][0]] = name
    return [found[index] for index in sorted(found)]


def _refusal(value: Value, name: str, new: object) -> AttributeError:
    """Return the error for `variable.name = new`, with the line to write for the variable at hand."""
    kind = type(value).__name__
    variable = assigned(sys._getframe(2), name) or "variable"
    names = _component_names(type(value))
    parts = (
        ", ".join("…" if part == name else f"{variable}.{part}" for part in names) if name in names else "…"
    )
    text = f"A {kind} does not change: write `{variable} = {kind}({parts})`"
    if name in names and kind.startswith("Vector") and isinstance(new, int | float):
        steps = [f"{new - value[at]:g}" if part == name else "0" for at, part in enumerate(names)]
        text += f", or add to it: `{variable} += {kind}({', '.join(steps)})`"
    return AttributeError(f"{text}.")


def assigned(frame: FrameType, name: str) -> str | None:
    """Return the source of what `….name = value` in the line that `frame` is at sets, if it can be told."""
    line, end_line, begin, end = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    if line is None or line != end_line:
        return None
    import linecache

    source = linecache.getline(frame.f_code.co_filename, line, frame.f_globals).encode()
    variable, dot, attribute = source[begin:end].decode(errors="replace").rpartition(".")
    return variable if dot and attribute == name and len(variable) <= 60 else None


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
    """The base of the value types: a tuple of numbers that equals only its own type.

    Unlike Godot: to Python's `%` it is as many values as it has components, so `"at %s" % position` fails.
    Write `f"at {position}"`, or `godot_format("at %s", position)`.
    """

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(getattr(type(self), name, None), property):
            raise _refusal(self, name, value)
        super().__setattr__(name, value)

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
            at = kind[1][0]
            changed[at] = type(changed[at])(number(value))
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
