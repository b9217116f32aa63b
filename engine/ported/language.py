"""What operators and functions of GDScript do where Python's do another thing, or raise."""

from __future__ import annotations

import builtins
import math
from enum import IntEnum
from typing import Any, Final, NoReturn, TypeVar

from ..base.error import ScriptError
from ..object.coroutine import Task as Task
from ..variant.percent import godot_format
from ..variant.scalar import quotient, rest
from ..variant.text import godot_str
from . import texts

T = TypeVar("T")


class _Sign:
    """A part of a pattern that is no value."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


ANY: Final = _Sign("ANY")
"""In a pattern of `matches`: any value."""
REST: Final = _Sign("REST")
"""In a pattern of `matches`: whatever else an array or a dictionary has."""


null: Final[Any] = None
"""GDScript's `null` where a type is written: `target: Enemy = null`.

As in Godot, a variable of a class may be without an object, and nobody has to look before each use: for
type checkers it is an Enemy all the time.
"""


def div(a: Any, b: Any) -> Any:
    """Return `a / b`: of two ints it is an int, cut towards zero, as in GDScript."""
    if isinstance(a, int) and isinstance(b, int):
        return quotient(a, b)
    return a / b


def mod(a: Any, b: Any) -> Any:
    """Return `a % b`: with the sign of `a`, as in GDScript; a text is formatted."""
    if isinstance(a, str):
        return godot_format(a, b)
    if isinstance(a, int) and isinstance(b, int):
        return rest(a, b)
    raise ScriptError(f"{a!r} % {b!r}: the rest is one of two ints; `fmod` is that of two floats.")


def shift_left(a: int, b: int) -> int:
    """Return `a << b` in 64 bits, as GDScript has it."""
    if not 0 <= b < 64:
        raise ScriptError(f"{a} << {b}: Godot's numbers have 64 bits, so a shift is by 0 to 63.")
    found = (a << b) & ((1 << 64) - 1)
    return found - (1 << 64) if found >> 63 else found


def matches(value: Any, pattern: Any) -> bool:
    """Return whether a value is as a pattern of GDScript's `match` has it.

    A number is never a bool, and 1 is not 1.0. An array has to be as long as the pattern, and a dictionary
    has to have no other keys, unless `REST` stands in it.
    """
    if pattern is ANY:
        return True
    if isinstance(pattern, list):
        return _is_array(value, pattern)
    if isinstance(pattern, dict):
        return _is_dictionary(value, pattern)
    return _kind(value) is _kind(pattern) and bool(value == pattern)


def _kind(value: Any) -> type:
    kind = type(value)
    return int if isinstance(value, int) and kind is not bool else kind


def _is_array(value: Any, pattern: list[Any]) -> bool:
    if not isinstance(value, list):
        return False
    is_open = bool(pattern) and pattern[-1] is REST
    parts = pattern[:-1] if is_open else pattern
    fits = len(value) >= len(parts) if is_open else len(value) == len(parts)
    return fits and all(map(matches, value, parts))


def _is_dictionary(value: Any, pattern: dict[Any, Any]) -> bool:
    if not isinstance(value, dict):
        return False
    keys = [key for key in pattern if key is not REST]
    fits = REST in pattern or len(keys) == len(value)
    return fits and all(key in value and matches(value[key], pattern[key]) for key in keys)


def as_type(value: Any, kind: type[T]) -> T:
    """Return a value if it is one of a class, else `null`: GDScript's `as`."""
    return value if isinstance(value, kind) else null


def to_int(value: Any) -> int:
    """Return a number or a text as an int: GDScript's `int`."""
    return texts.to_int(value) if isinstance(value, str) else int(value)


def to_float(value: Any) -> float:
    """Return a number or a text as a float: GDScript's `float`."""
    return texts.to_float(value) if isinstance(value, str) else float(value)


def to_array(value: Any) -> list[Any]:
    """Return an array as it is, a pool array as an array: GDScript's `Array`."""
    return value if isinstance(value, list) else list(value)


def range(*numbers: Any) -> builtins.range:
    """Return the range of numbers, of which some may be floats: they are cut, as in GDScript."""
    return builtins.range(*map(int, numbers))


def print(*values: Any) -> None:
    """Print values as GDScript does, with nothing between them."""
    builtins.print(godot_str(*values) if values else "")


def enum_dictionary(enum: type[IntEnum]) -> dict[str, int]:
    """Return a named enumeration as the dictionary that it is in GDScript."""
    return {name: int(item) for name, item in enum.__members__.items()}


def floor(s: float) -> float:
    """Return the whole number below, as a float."""
    return float(math.floor(s)) if math.isfinite(s) else s


def ceil(s: float) -> float:
    """Return the whole number above, as a float."""
    return float(math.ceil(s)) if math.isfinite(s) else s


def round(s: float) -> float:
    """Return the nearest whole number as a float; halves go away from zero."""
    whole = floor(abs(s))
    return math.copysign(whole + (abs(s) - whole >= 0.5), s)


def sqrt(s: float) -> float:
    """Return the square root; of what is below 0 it is not a number."""
    return math.sqrt(s) if s >= 0 else math.nan


def pow(base: float, exp: float) -> float:
    """Return a power as a float; where there is none it is infinite or not a number."""
    try:
        return math.pow(base, exp)
    except OverflowError:
        odd = float(exp).is_integer() and exp % 2 == 1
        return -math.inf if base < 0 and odd else math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan


def fmod(a: float, b: float) -> float:
    """Return the rest of a division of floats, with the sign of `a`."""
    return math.fmod(a, b) if b and math.isfinite(a) else math.nan


def log(s: float) -> float:
    """Return the natural logarithm; of 0 it is -inf, below that not a number."""
    if s > 0:
        return math.log(s)
    return -math.inf if s == 0 else math.nan


def exp(s: float) -> float:
    """Return e to a power; what is too large is infinite."""
    try:
        return math.exp(s)
    except OverflowError:
        return math.inf


def asin(s: float) -> float:
    """Return the angle of a sine; what lies beyond 1 is cut there."""
    return math.asin(builtins.max(-1.0, builtins.min(1.0, s))) if s == s else s


def acos(s: float) -> float:
    """Return the angle of a cosine; what lies beyond 1 is cut there."""
    return math.acos(builtins.max(-1.0, builtins.min(1.0, s))) if s == s else s


def bare_yield() -> NoReturn:
    """Say that a `yield` without a signal cannot be."""
    cannot("`yield()`, resumed by hand")


def cannot(what: str) -> NoReturn:
    """Say loudly that a script has something that Python has not."""
    raise ScriptError(f"{what} has no counterpart here: write these lines in another way.")
