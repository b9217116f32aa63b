"""The arithmetic that GDScript has without an import, with its edges: what divides by zero is INF or NAN."""

from __future__ import annotations

import math
from typing import Any, Final, TypeVar, overload

from ..variant.scalar import EPSILON, floored, snapped
from ..variant.scalar import is_equal_approx as _is_equal_approx
from ..variant.scalar import lerp as _lerp
from ..variant.scalar import posmod as _fposmod
from ..variant.value import Value
from ..variant.vector2 import Vector2

PI: Final = math.pi
TAU: Final = math.tau
INF: Final = math.inf
NAN: Final = math.nan

_DECIBELS = 20.0 / math.log(10.0)
_STEPS = [0.9999 / 10**decimals for decimals in range(10)]

V = TypeVar("V", bound=Value)


def sign(s: float) -> int | float:
    """Return -1, 0 or 1: an int for an int, a float for a float."""
    return type(s)((s > 0) - (s < 0))


def posmod(a: int, b: int) -> int:
    """Return the remainder of `a` by `b`, with the sign of `b`: as Python's `%`."""
    return int(a) % int(b)


def fposmod(a: float, b: float) -> float:
    """Return the remainder of `a` by `b`, with the sign of `b`; NAN by zero."""
    return _fposmod(a, b)


def stepify(s: float, step: float) -> float:
    """Return the multiple of `step` that is nearest to `s`; with step 0 `s` itself."""
    return float(snapped(s, step))


def step_decimals(step: float) -> int:
    """Return at which decimal `step` begins: 1 for 0.25, 2 for 0.05; 0 for whole numbers, at most 9."""
    rest = math.fmod(abs(step), 1.0) if math.isfinite(step) else 0.0
    return next((decimals for decimals, least in enumerate(_STEPS) if rest >= least), 0)


def decimals(step: float) -> int:
    """Return `step_decimals(step)`: the older name."""
    return step_decimals(step)


def dectime(value: float, amount: float, step: float) -> float:
    """Return `value` brought nearer to zero by `amount * step`, and not beyond it."""
    return math.copysign(max(abs(value) - amount * step, 0.0), value) if value else max(-amount * step, 0.0)


def nearest_po2(value: int) -> int:
    """Return the power of two from `value` on, as a number of 32 bits; 0 for what is none."""
    return 1 << (value - 1).bit_length() if value > 0 else 0


def is_equal_approx(a: float, b: float) -> bool:
    """Return True if `a` and `b` are equal but for rounding: to five digits, or decimals."""
    return _is_equal_approx(a, b)


def is_zero_approx(s: float) -> bool:
    """Return True if `s` is zero but for rounding."""
    return abs(s) < EPSILON


def deg2rad(deg: float) -> float:
    """Return degrees in radians."""
    return deg * PI / 180.0


def rad2deg(rad: float) -> float:
    """Return radians in degrees."""
    return rad * 180.0 / PI


def linear2db(nrg: float) -> float:
    """Return a loudness from 0 to 1 in decibels: -INF for 0, NAN below."""
    if nrg > 0:
        return math.log(nrg) * _DECIBELS
    return -INF if nrg == 0 else NAN


def db2linear(db: float) -> float:
    """Return decibels as a loudness: 1 for 0."""
    return _power(math.e, db / _DECIBELS)


def polar2cartesian(r: float, th: float) -> Vector2:
    """Return the vector of length `r` at the angle `th`."""
    return Vector2(r * math.cos(th), r * math.sin(th)) if math.isfinite(th) else Vector2(NAN, NAN)


def cartesian2polar(x: float, y: float) -> Vector2:
    """Return the length of (x, y) and its angle, as the x and y of a vector."""
    return Vector2(math.sqrt(x * x + y * y), math.atan2(y, x))


@overload
def clamp(value: int, min: int, max: int) -> int: ...
@overload
def clamp(value: float, min: float, max: float) -> float: ...
def clamp(value: float, min: float, max: float) -> float:
    """Return `value`, or the end of `min` to `max` that it is beyond: a float if one of the three is."""
    found = min if value < min else max if value > max else value
    return float(found) if float in (type(value), type(min), type(max)) else found


def wrapi(value: int, min: int, max: int) -> int:
    """Return `value` brought into `min` to `max`, without the latter, by whole turns."""
    value, min, max = int(value), int(min), int(max)
    return min + (value - min) % (max - min) if max != min else min


def wrapf(value: float, min: float, max: float) -> float:
    """Return `value` brought into `min` to `max`, without the latter, by whole turns."""
    turn = float(max - min)
    if is_zero_approx(turn):
        return float(min)
    found = value - turn * floored((value - min) / turn)
    return float(min) if _is_equal_approx(found, max) else found


@overload
def lerp(from_: float, to: float, weight: float) -> float: ...
@overload
def lerp(from_: V, to: V, weight: float) -> V: ...
def lerp(from_: Any, to: Any, weight: float) -> Any:
    """Return what lies between `from_` and `to` at `weight`, from 0 to 1: of numbers, vectors or colours."""
    interpolate = getattr(from_, "linear_interpolate", None)
    return interpolate(to, weight) if interpolate is not None else float(_lerp(from_, to, weight))


def inverse_lerp(from_: float, to: float, weight: float) -> float:
    """Return where between `from_` and `to` the value `weight` lies: 0 for the one, 1 for the other."""
    return _divided(weight - from_, to - from_)


def range_lerp(value: float, istart: float, istop: float, ostart: float, ostop: float) -> float:
    """Return `value` of the range `istart` to `istop` as it lies in `ostart` to `ostop`."""
    return float(_lerp(ostart, ostop, inverse_lerp(istart, istop, value)))


def lerp_angle(from_: float, to: float, weight: float) -> float:
    """Return the angle between `from_` and `to` at `weight`, the shorter way round."""
    if not math.isfinite(to - from_):
        return NAN
    way = math.fmod(to - from_, TAU)
    return from_ + (math.fmod(2.0 * way, TAU) - way) * weight


def smoothstep(from_: float, to: float, weight: float) -> float:
    """Return 0 for a `weight` up to `from_`, 1 from `to` on, and between what starts and ends softly."""
    if _is_equal_approx(from_, to):
        return float(from_)
    t = clamp((weight - from_) / (to - from_), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def move_toward(from_: float, to: float, delta: float) -> float:
    """Return `from_` moved towards `to` by `delta`, and not beyond it; away from it if that is negative."""
    return float(to) if abs(to - from_) <= delta else from_ + sign(to - from_) * float(delta)


def ease(s: float, curve: float) -> float:
    """Return `s`, from 0 to 1, along a curve: 1 is straight, above it starts softly, below it ends softly.

    A negative curve is soft at both ends, or with -1 to 0 at neither. The curve 0 is 0 throughout.
    """
    s = clamp(s, 0.0, 1.0)
    if curve > 0.0:
        return 1.0 - _power(1.0 - s, 1.0 / curve) if curve < 1.0 else _power(s, curve)
    if curve < 0.0:
        if s < 0.5:
            return _power(s * 2.0, -curve) * 0.5
        return (1.0 - _power(1.0 - (s - 0.5) * 2.0, -curve)) * 0.5 + 0.5
    return 0.0


def _divided(a: float, b: float) -> float:
    """Return `a / b` as a processor has it, where Python raises: INF or NAN."""
    if b:
        return a / b
    return math.copysign(INF, a) * math.copysign(1.0, b) if a and not math.isnan(a) else NAN


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return INF
