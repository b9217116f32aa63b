"""GDScript's methods of arrays and dictionaries, and those that texts have as well, with the object first.

Source: Godot 3.6's `Array` and `Dictionary`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from functools import cmp_to_key
from typing import Any

from ..base.error import Error
from ..variant.color import Color
from ..variant.pool_array import PoolArray
from ..variant.pool_byte_array import PoolByteArray
from ..variant.pool_string_array import PoolStringArray
from ..variant.space import Vector3
from ..variant.value import Value
from ..variant.vector2 import Vector2
from .method import method_of
from .texts import count_text, rfind_text

_list = method_of(list)


@method_of(str, list, PoolArray, PoolStringArray)
def find(of: Any, what: Any, from_: int = 0) -> Any:
    """Return the place of an element or a text, from a place on; -1 if there is none."""
    if isinstance(of, str):
        return of.find(what, from_) if what and from_ >= 0 else -1
    return next((at for at in range(max(from_, 0), len(of)) if of[at] == what), -1)


@method_of(str, list)
def rfind(of: Any, what: Any, from_: int = -1) -> Any:
    """Return the last place of an element or a text; -1 if there is none."""
    if isinstance(of, str):
        return rfind_text(of, what, from_)
    last = from_ + len(of) if from_ < 0 else min(from_, len(of) - 1)
    return next((at for at in range(last, -1, -1) if of[at] == what), -1)


@_list
def find_last(of: list[Any], what: Any) -> int:
    """Return the last place of an element; -1 if there is none."""
    return int(rfind(of, what))


@method_of(str, list)
def count(of: Any, what: Any, from_: int = 0, to: int = 0) -> Any:
    """Return how often an element or a text is there."""
    return count_text(of, what, from_, to) if isinstance(of, str) else of.count(what)


@method_of(str, list)
def insert(of: Any, position: int, what: Any) -> Any:
    """Insert an element, or return the text with another one in it."""
    if isinstance(of, str):
        return of if position < 0 else of[:position] + what + of[position:]
    if 0 <= position <= len(of):
        of.insert(position, what)
        return Error.OK
    return Error.ERR_INVALID_PARAMETER


@method_of(list, dict, str)
def erase(of: Any, what: Any, chars: int = 1) -> Any:
    """Take out the first such element, or what stands under a key; a dictionary says whether it was there."""
    if isinstance(of, str):
        return of[:what] + of[what + chars :]
    if isinstance(of, dict):
        return of.pop(what, of) is not of
    if what in of:
        of.remove(what)
    return None


@_list
def remove(of: list[Any], position: int) -> None:
    """Take out the element at a place; there must be one."""
    del of[position]


@_list
def pop_at(of: list[Any], position: int) -> Any:
    """Take out the element at a place, and return it; None if there is no such place."""
    return of.pop(position) if -len(of) <= position < len(of) else None


@_list
def slice(of: list[Any], begin: int, end: int, step: int = 1, deep: bool = False) -> list[Any]:
    """Return the elements from one place to another, both included; negative ones count from the end."""
    size = len(of)
    first = begin + size if begin < 0 else begin
    last = end + size if end < 0 else min(end, size - 1)
    if not 0 <= first < size or last < 0 or step == 0 or (first > last) == (step > 0 and first != last):
        return []
    found = [of[at] for at in range(first, last + (1 if step > 0 else -1), step)]
    return deepcopy(found) if deep else found


@_list
def resize(of: list[Any], size: int) -> None:
    """Make an array of this size: what is too much goes, what is new is None."""
    del of[size:]
    of.extend([None] * (size - len(of)))


@_list
def fill(of: list[Any], value: Any) -> None:
    """Set all elements."""
    of[:] = [value] * len(of)


@_list
def sort_custom(of: list[Any], obj: Any, func: str) -> None:
    """Sort by a method of an object that says whether its first argument comes before its second.

    *Unlike Godot:* what is alike stays in its order.
    """
    less = getattr(obj, func)
    of.sort(key=cmp_to_key(lambda a, b: -1 if less(a, b) else 1 if less(b, a) else 0))


@_list
def bsearch(of: list[Any], value: Any, before: bool = True) -> int:
    """Return the place of an element in a sorted array, or where it would be."""
    from bisect import bisect_left, bisect_right

    return bisect_left(of, value) if before else bisect_right(of, value)


@_list
def bsearch_custom(of: list[Any], value: Any, obj: Any, func: str, before: bool = True) -> int:
    """Return the place of an element in an array that `func` has sorted, or where it would be."""
    less = getattr(obj, func)
    low, high = 0, len(of)
    while low < high:
        middle = (low + high) // 2
        if less(of[middle], value) if before else not less(value, of[middle]):
            low = middle + 1
        else:
            high = middle
    return low


def max(*values: Any) -> Any:
    """Return the larger of two numbers, a float if one of them is, or the largest of an array.

    That of an empty array, or of one whose elements cannot be compared, is None.
    """
    if len(values) == 2:
        a, b = _alike(*values)
        return a if a > b else b
    return _last(values[0], reverse=False)


def min(*values: Any) -> Any:
    """Return the smaller of two numbers, or the smallest of an array; see `max`."""
    if len(values) == 2:
        a, b = _alike(*values)
        return a if a < b else b
    return _last(values[0], reverse=True)


def _alike(a: Any, b: Any) -> tuple[Any, Any]:
    return (a, b) if isinstance(a, int) and isinstance(b, int) else (float(a), float(b))


def _last(array: Iterable[Any], *, reverse: bool) -> Any:
    try:
        ordered = sorted(array, reverse=reverse)
    except TypeError:
        return None
    return ordered[-1] if ordered else None


@method_of(dict)
def has_all(of: dict[Any, Any], keys: Iterable[Any]) -> bool:
    """Return whether a dictionary has all these keys."""
    return all(key in of for key in keys)


@method_of(dict)
def merge(of: dict[Any, Any], dictionary: dict[Any, Any], overwrite: bool = False) -> None:
    """Take in what another dictionary has; what is there stays, unless `overwrite` is true."""
    for key, value in dictionary.items():
        if overwrite or key not in of:
            of[key] = value


@method_of(list, dict)
def duplicate(of: Any, deep: int = False) -> Any:
    """Return a copy of an array or a dictionary; with `deep` of those within it, too."""
    if not deep:
        return of.copy()
    if isinstance(of, dict):
        return {key: _deep(value) for key, value in of.items()}
    return [_deep(value) for value in of]


def _deep(value: Any) -> Any:
    return duplicate(value, True) if isinstance(value, (list, dict)) else value


def with_element(of: Any, index: int, value: Any) -> Any:
    """Return a pool array, a text or a vector with another element; bytes lose their upper bits, as there."""
    elements = list(of)
    elements[index] = int(value) & 255 if isinstance(of, PoolByteArray) else value
    if isinstance(of, str):
        return "".join(elements)
    return type(of)(*elements) if isinstance(of, Value) else type(of)(elements)


def changed(of: Any, method: str, *arguments: Any) -> Any:
    """Return a pool array as one of Godot's methods leaves it: fill, insert, invert, remove or resize.

    What is new by `resize` is 0, or what else is nothing for its kind.
    """
    elements: list[Any] = list(of)
    if method == "resize":
        size = int(arguments[0])
        nothing = () if size <= len(elements) else (_NOTHING.get(type(of).__name__, 0),)
        elements = elements[: max(size, 0)] + list(nothing) * (size - len(elements))
    else:
        _CHANGES[method](elements, *arguments)
    return (
        type(of)(element & 255 for element in elements)
        if isinstance(of, PoolByteArray)
        else type(of)(elements)
    )


_CHANGES: dict[str, Callable[..., object]] = {
    "fill": fill,
    "insert": insert,
    "invert": list.reverse,
    "remove": remove,
}
_NOTHING: dict[str, Any] = {
    "PoolStringArray": "",
    "PoolVector2Array": Vector2(),
    "PoolVector3Array": Vector3(),
    "PoolColorArray": Color(),
}


def each(what: Any) -> Iterable[Any]:
    """Return what a loop goes over: so many numbers, the numbers between those of a vector, or the elements.

    Source: GDScript's `for`: `2.5` is 0, 1 and 2, `Vector2(1, 3)` is 1 and 2; an object says them itself.
    """
    if isinstance(what, (int, float)):
        return range(int(what) + (what > int(what)))
    if isinstance(what, Value):
        numbers = [int(number) for number in what]
        if len(numbers) in (2, 3):
            return range(*numbers)
    if hasattr(what, "_iter_init"):
        return _said_by(what)
    found: Iterable[Any] = what
    return found


def _said_by(what: Any) -> Iterator[Any]:
    """Yield what an object says by `_iter_init`, `_iter_next` and `_iter_get`: the place is in an array."""
    place = [None]
    going = what._iter_init(place)
    while going:
        yield what._iter_get(place[0])
        going = what._iter_next(place)
