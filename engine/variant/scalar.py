"""What the value types share for single numbers: arithmetic as Godot's `Math` has it, and their text."""

from __future__ import annotations

from collections.abc import Iterable
from math import fmod, isfinite, nan

from ..base.error import ScriptError

EPSILON = 1e-5
"""`CMP_EPSILON`: how far two numbers may differ and be equal approximately."""

UNIT_EPSILON = 0.001
"""`UNIT_EPSILON`: how far the square of a length may differ from 1 in something normalized."""


def is_equal_approx(a: float, b: float) -> bool:
    """Return True if `a` and `b` are equal but for rounding."""
    return a == b or abs(a - b) < max(EPSILON * abs(a), EPSILON)


def all_equal_approx(a: Iterable[float], b: Iterable[float]) -> bool:
    """Return True if the numbers of `a` are those of `b` but for rounding."""
    return all(map(is_equal_approx, a, b))


def sign(value: float) -> float:
    """Return -1.0 for negative numbers, 1.0 for others, zero among them."""
    return -1.0 if value < 0.0 else 1.0


def rounded(value: float) -> float:
    """Return the nearest whole number, of two equally near ones the one farther from zero."""
    if not isfinite(value):
        return value
    whole = float(int(value))
    return whole + sign(value) if abs(value - whole) >= 0.5 else whole


def floored(value: float) -> float:
    """Return the largest whole number up to `value`."""
    return value // 1.0 if isfinite(value) else value


def ceiled(value: float) -> float:
    """Return the smallest whole number from `value` on."""
    return -floored(-value)


def snapped(value: float, step: float) -> float:
    """Return the multiple of `step` that is nearest to `value`; with step 0 `value` (`stepify`)."""
    return floored(value / step + 0.5) * step if step else value


def posmod(value: float, by: float) -> float:
    """Return the remainder of `value` by `by`, with the sign of `by` (`fposmod`); NaN by zero."""
    if not by or not isfinite(value):
        return nan
    rest = fmod(value, by)
    return rest + by if rest and (rest < 0.0) != (by < 0.0) else rest


def lerp(a: float, b: float, t: float) -> float:
    """Return what lies between `a` and `b` at `t`, from 0 to 1."""
    return a + (b - a) * t


def cubic(pre: float, a: float, b: float, post: float, t: float) -> float:
    """Return what lies between `a` and `b` at `t` on the Catmull-Rom curve through all four."""
    return 0.5 * (
        a * 2.0
        + (b - pre) * t
        + (2.0 * pre - 5.0 * a + 4.0 * b - post) * t * t
        + (3.0 * (a - b) + post - pre) * t * t * t
    )


def float_text(value: float) -> str:
    """Return a float as Godot's `str` writes it: up to six decimals and no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def need_normalized(is_normalized: bool, what: str) -> None:
    """Raise `ScriptError` unless `what` is of length 1. Godot prints an error and returns zero."""
    if not is_normalized:
        raise ScriptError(f"The {what} must have length 1 here. Pass its normalized().")


def quotient(a: int, b: int) -> int:
    """Return `a` divided by `b` without what is behind the point, as Godot divides ints."""
    found = abs(a) // abs(b)
    return found if (a < 0) == (b < 0) else -found


def rest(a: int, b: int) -> int:
    """Return what is left of `a` when it is divided by `b`; it has the sign of `a`."""
    return a - b * quotient(a, b)
