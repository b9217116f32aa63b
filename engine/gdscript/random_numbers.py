"""Random numbers as Godot draws them: the same seed gives the same numbers.

The generator is PCG-XSH-RR 64/32 by M. E. O'Neill, as in Godot's `core/math/random_pcg.h`.
"""

from __future__ import annotations

import math
import os
from typing import Any

from ..object.lifetime import guarded
from ..object.object import Object
from ..object.property import Getter, Setter, getter, setter
from ..variant.single import single

_MULTIPLIER = 6364136223846793005
_INCREMENT = 2 * 1442695040888963407 + 1
_DEFAULT_SEED = 12047754176567800795
_BITS = (1 << 64) - 1


def _signed(number: int, bits: int = 64) -> int:
    """Return the number as an int of so many bits, which may be negative."""
    return (number & ((1 << bits) - 1)) - ((number >> bits - 1 & 1) << bits)


class Pcg:
    """The state of one generator, and what is drawn from it."""

    __slots__ = ("seed", "state")

    def __init__(self) -> None:
        self.start(_DEFAULT_SEED)

    def start(self, seed: int) -> None:
        """Begin anew with a seed."""
        self.seed: int = seed & _BITS
        self.state: int = 0
        self.draw()
        self.state = self.state + self.seed & _BITS
        self.draw()

    def start_anywhere(self) -> None:
        """Begin anew with a seed that nobody knows."""
        self.start(int.from_bytes(os.urandom(8), "little"))

    def draw(self) -> int:
        """Return a number of 32 bits."""
        old = self.state
        self.state = old * _MULTIPLIER + _INCREMENT & _BITS
        mixed = (old >> 18 ^ old) >> 27 & 0xFFFFFFFF
        turn = old >> 59
        return (mixed >> turn | mixed << (-turn & 31)) & 0xFFFFFFFF

    def fraction(self) -> float:
        """Return a number from 0 to 1, of 32 bits, drawn with the exponent for itself."""
        a, b = self.draw(), self.draw()
        return math.ldexp(single(b | 0x80000001), a.bit_length() - 64) if a else 0.0


class RandomNumberGenerator(Object):
    """Draws random numbers that are no others' concern: `rng.seed = 5`, `rng.randi_range(1, 6)`.

    As in Godot each begins with the same seed: call `randomize()` for others in each run.

    Source: Godot 3.6's `RandomNumberGenerator`.
    """

    _pcg_: Pcg

    def __new__(cls, *args: Any, **kwargs: Any) -> RandomNumberGenerator:
        """Make it with the seed that all have at first."""
        self = super().__new__(cls, *args, **kwargs)
        self._pcg_ = Pcg()
        return self

    @property
    def seed(self) -> int:
        """What the numbers follow from; setting it begins anew."""
        return _signed(self._pcg_.seed)

    @seed.setter
    @guarded
    def seed(self, seed: int) -> None:
        self._pcg_.start(seed)

    set_seed: Setter[int] = setter("seed")
    get_seed: Getter[int] = getter("seed")

    @property
    def state(self) -> int:
        """Where it is in its row of numbers: what was kept, and set again, goes on from there."""
        return _signed(self._pcg_.state)

    @state.setter
    @guarded
    def state(self, state: int) -> None:
        self._pcg_.state = state & _BITS

    set_state: Setter[int] = setter("state")
    get_state: Getter[int] = getter("state")

    def randomize(self) -> None:
        """Begin anew with a seed that differs each time."""
        self._pcg_.start_anywhere()

    def randi(self) -> int:
        """Return a whole number from 0 to 4294967295."""
        return self._pcg_.draw()

    def randf(self) -> float:
        """Return a number from 0 to 1."""
        return self._pcg_.fraction()

    def randf_range(self, from_: float, to: float) -> float:
        """Return a number from `from_` to `to`."""
        return single(single(self._pcg_.fraction() * single(to - from_)) + from_)

    def randi_range(self, from_: int, to: int) -> int:
        """Return a whole number from `from_` to `to`, both included."""
        return min(from_, to) + self._pcg_.draw() % (abs(to - from_) + 1)

    def randfn(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """Return a number around `mean`, normally distributed with this deviation."""
        a, b = self._pcg_.fraction(), self._pcg_.fraction()
        far = math.sqrt(-2.0 * single(math.log(b))) if b else math.inf
        return single(mean + deviation * (math.cos(math.tau * a) * far))


_all = Pcg()
"""The generator of the functions below, which all scripts share."""


def seed(seed: int) -> None:
    """Begin anew with a seed: the same numbers follow from the same seed."""
    _all.start(seed)


def randomize() -> None:
    """Begin anew with a seed that differs each time. As in Godot 3, all runs are the same without it."""
    _all.start_anywhere()


def randi() -> int:
    """Return a whole number from 0 to 4294967295: `randi() % 6` is one of 0 to 5."""
    return _all.draw()


def randf() -> float:
    """Return a number from 0 to 1."""
    return single(single(_all.draw()) / 4294967296.0)


def rand_range(from_: float, to: float) -> float:
    """Return a number from `from_` to `to`."""
    e, high, low = _all.draw(), _all.draw(), _all.draw()
    fraction = math.ldexp(float((high << 32 | low) | 0x8000000000000001), e.bit_length() - 96) if e else 0.0
    return fraction * (to - from_) + from_


def rand_seed(seed: int) -> list[int]:
    """Return the first number that follows from a seed, and the seed for the next: `[number, seed]`.

    The number is one of 32 bits with a sign. It changes nothing for the other functions.
    """
    pcg = Pcg()
    pcg.start(seed)
    state = _signed(pcg.state)
    return [_signed(pcg.draw(), 32), state]


def shuffle(array: list[Any]) -> None:
    """Put the elements of a list in a random order, as Godot's `array.shuffle()` does."""
    for at in range(len(array) - 1, 0, -1):
        other = _all.draw() % (at + 1)
        array[at], array[other] = array[other], array[at]
