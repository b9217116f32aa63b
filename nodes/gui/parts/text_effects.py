"""Effects of text: how each character is moved, or coloured, as time passes.

Source: Godot 3.6's `RichTextLabel::_process_line`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, sin, tau

from engine.canvas.commands import Rgba
from engine.variant import Color

Shown = tuple[float, float, Rgba]
"""How far to the right and below a character is, and its colour."""


class Effect:
    """What becomes of the characters in a part of a text. Two parts are two, even with the same effect."""

    __slots__ = ()

    moves: bool = True
    """Whether it is another in each frame."""

    def shown(self, index: int, x: float, time: float, color: Rgba) -> Shown:  # override point
        """Return how a character is shown: the `index`th of the part, at `x` in its line, after `time`."""
        raise NotImplementedError


class Fade(Effect):
    """Characters vanish, one more than the other."""

    __slots__ = ("length", "start")

    moves = False

    def __init__(self, start: float = 0.0, length: float = 10.0) -> None:
        self.start: float = start
        self.length: float = max(1.0, length)

    def shown(self, index: int, x: float, time: float, color: Rgba) -> Shown:
        """Return it with what is left of its colour."""
        left = max(0.0, 1.0 - max(0.0, index - self.start) / self.length)
        r, g, b, a = color
        return 0.0, 0.0, (r, g, b, a * left)


class Shake(Effect):
    """Characters tremble, each by itself, `rate` times a second."""

    __slots__ = ("level", "rate")

    def __init__(self, rate: float = 20.0, level: float = 5.0) -> None:
        self.rate: float = max(0.001, rate)
        self.level: float = level

    def shown(self, index: int, x: float, time: float, color: Rgba) -> Shown:
        """Return it on the way from where it was last to where it is next."""
        turn = int(time * self.rate)
        part = min(1.0, (time - turn / self.rate) * self.rate * 2.0)
        before, after = _chance(index, turn) * tau, _chance(index, turn + 1) * tau
        strength = self.level / 10.0
        across = sin(before) + (sin(after) - sin(before)) * part
        down = cos(before) + (cos(after) - cos(before)) * part
        return across * strength, down * strength, color


class Wave(Effect):
    """Characters go up and down, one after the other."""

    __slots__ = ("amplitude", "frequency")

    def __init__(self, amp: float = 20.0, freq: float = 5.0) -> None:
        self.amplitude: float = amp
        self.frequency: float = freq

    def shown(self, index: int, x: float, time: float, color: Rgba) -> Shown:
        """Return it higher or lower."""
        return 0.0, sin(self.frequency * time + x / 50.0) * self.amplitude / 10.0, color


class Tornado(Effect):
    """Characters go round in circles, one after the other."""

    __slots__ = ("frequency", "radius")

    def __init__(self, radius: float = 10.0, freq: float = 1.0) -> None:
        self.radius: float = radius
        self.frequency: float = freq

    def shown(self, index: int, x: float, time: float, color: Rgba) -> Shown:
        """Return it somewhere on its circle."""
        angle = self.frequency * time + x / 50.0
        return sin(angle) * self.radius, cos(angle) * self.radius, color


class Rainbow(Effect):
    """Characters have all colours, one after the other."""

    __slots__ = ("frequency", "saturation", "value")

    def __init__(self, sat: float = 0.8, val: float = 0.8, freq: float = 1.0) -> None:
        self.saturation: float = sat
        self.value: float = val
        self.frequency: float = freq

    def shown(self, index: int, x: float, time: float, color: Rgba) -> Shown:
        """Return it in another colour."""
        hue = self.frequency * (time + x / 50.0) % 1.0
        r, g, b, a = Color.from_hsv(hue, self.saturation, self.value, color[3])
        return 0.0, 0.0, (r, g, b, a)


EFFECTS: dict[str, tuple[Callable[..., Effect], tuple[str, ...]]] = {
    "fade": (Fade, ("start", "length")),
    "shake": (Shake, ("rate", "level")),
    "wave": (Wave, ("amp", "freq")),
    "tornado": (Tornado, ("radius", "freq")),
    "rainbow": (Rainbow, ("sat", "val", "freq")),
}
"""By the names of their marks, and what these may say."""

_MOST = 1000.0


def effect_of(name: str, options: Mapping[str, str]) -> Effect:
    """Return the effect of a mark, with what it says of it: `{"amp": "50"}`. Nonsense is left out."""
    make, names = EFFECTS[name]
    said = {}
    for option in names:
        try:
            value = float(options[option])
        except (KeyError, ValueError):
            continue
        if -_MOST <= value <= _MOST:
            said[option] = value
    return make(**said)


def _chance(index: int, turn: int) -> float:
    """Return a number from 0 to 1 that looks like chance: the same for the same."""
    mixed = (index * 0x9E3779B1 + turn * 0x85EBCA77) & 0xFFFFFFFF
    mixed = (mixed ^ (mixed >> 15)) * 0x2C1B3C6D & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 13)) & 0xFFFFFFFF) / 0xFFFFFFFF
