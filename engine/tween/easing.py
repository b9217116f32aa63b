"""The curves of tweens: which part of the way is done after which part of the time.

A transition is the shape, an ease says at which end it is. Godot's equations, Robert Penner's, are the
initial value plus so much of the change, so that one number does for any kind of value.

Source: Godot 3.6's `scene/animation/easing_equations.h`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, exp2, pi, sin, sqrt, tau
from typing import TypeAlias

Curve: TypeAlias = Callable[[float], float]

TRANS_COUNT = 11
"""LINEAR, SINE, QUINT, QUART, QUAD, EXPO, ELASTIC, CUBIC, CIRC, BOUNCE, BACK."""
EASE_COUNT = 4
"""IN, OUT, IN_OUT, OUT_IN."""


def _linear(x: float) -> float:
    return x


def _sine(x: float) -> float:
    return 1.0 - cos(x * pi / 2.0)


def _power(exponent: int) -> Curve:
    return lambda x: float(x**exponent)


def _expo(x: float) -> float:
    return exp2(10.0 * (x - 1.0)) - 0.001 if x else 0.0


def _expo_end(factor: float) -> Curve:
    """Return the end of the exponential curve, which is not the start turned round: both miss a bit."""
    return lambda x: 1.001 - factor * exp2(-10.0 * x) if x != 1.0 else 1.0


def _elastic(period: float) -> Curve:
    def curve(x: float) -> float:
        if not x:
            return 0.0
        return -exp2(10.0 * (x - 1.0)) * sin((x - 1.0 - period / 4.0) * tau / period)

    return curve


def _circ(x: float) -> float:
    return 1.0 - sqrt(max(0.0, 1.0 - x * x))


def _bounced(x: float) -> float:
    if x < 1.0 / 2.75:
        return 7.5625 * x * x
    if x < 2.0 / 2.75:
        x -= 1.5 / 2.75
        return 7.5625 * x * x + 0.75
    if x < 2.5 / 2.75:
        x -= 2.25 / 2.75
        return 7.5625 * x * x + 0.9375
    x -= 2.625 / 2.75
    return 7.5625 * x * x + 0.984375


def _back(overshoot: float) -> Curve:
    return lambda x: x * x * ((overshoot + 1.0) * x - overshoot)


def _turned(curve: Curve) -> Curve:
    """Return the curve that ends as this one starts."""
    return lambda x: 1.0 - curve(1.0 - x)


def _halves(first: Curve, second: Curve) -> Curve:
    """Return the curve that goes half the way by one and the rest by another."""
    return lambda x: first(2.0 * x) / 2.0 if x < 0.5 else 0.5 + second(2.0 * x - 1.0) / 2.0


def _eases(start: Curve, end: Curve | None = None, both: tuple[Curve, Curve] | None = None) -> list[Curve]:
    """Return IN, OUT, IN_OUT and OUT_IN of a curve; `end` and `both` where those are curves of their own."""
    end = end or _turned(start)
    return [start, end, _halves(*(both or (start, end))), _halves(end, start)]


_BACK = 1.70158
_CURVES: list[list[Curve]] = [
    [_linear] * EASE_COUNT,
    _eases(_sine),
    _eases(_power(5)),
    _eases(_power(4)),
    _eases(_power(2)),
    _eases(_expo, _expo_end(1.001), (_expo, _expo_end(1.0005))),
    _eases(_elastic(0.3), both=(_elastic(0.45), _turned(_elastic(0.45)))),
    _eases(_power(3)),
    _eases(_circ),
    _eases(_turned(_bounced), _bounced),
    _eases(_back(_BACK), both=(_back(_BACK * 1.525), _turned(_back(_BACK * 1.525)))),
]


def curve_of(trans: int, ease: int) -> Curve:
    """Return the curve of a transition and an ease: 0 at 0, 1 at 1, but for the bit that EXPO misses.

    *Unlike Godot:* CIRC is a number outside 0 to 1, too.
    """
    return _CURVES[trans][ease]
