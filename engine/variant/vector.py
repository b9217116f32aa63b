"""What Vector2 and Vector3 have in common."""

from __future__ import annotations

from collections.abc import Iterable
from math import dist, hypot
from operator import mul
from typing import TYPE_CHECKING

from .scalar import (
    EPSILON,
    UNIT_EPSILON,
    all_equal_approx,
    ceiled,
    cubic,
    floored,
    need_normalized,
    posmod,
    rounded,
    sign,
    snapped,
)
from .value import Arithmetic, new

if TYPE_CHECKING:
    from typing import Self


class Vector(Arithmetic):
    """The base of the vectors."""

    __slots__ = ()

    def length(self) -> float:
        """Return its length."""
        return hypot(*self)

    def length_squared(self) -> float:
        """Return the square of its length, which is quicker to compare."""
        return self.dot(self)

    def normalized(self) -> Self:
        """Return the vector of length 1 in the same direction. The zero vector stays as it is."""
        length = hypot(*self)
        return self / length if length else self

    def is_normalized(self) -> bool:
        """Return True if its length is 1, but for rounding."""
        return abs(self.dot(self) - 1.0) < UNIT_EPSILON

    def is_equal_approx(self, v: Self) -> bool:
        """Return True if it is `v`, but for rounding."""
        return all_equal_approx(self, v)

    def dot(self, with_: Self) -> float:
        """Return the dot product with `with_`: positive if both point to the same side."""
        return float(sum(map(mul, self, with_)))

    def distance_to(self, to: Self) -> float:
        """Return how far `to` is."""
        return dist(self, to)

    def distance_squared_to(self, to: Self) -> float:
        """Return the square of how far `to` is."""
        return (to - self).length_squared()

    def direction_to(self, b: Self) -> Self:
        """Return the vector of length 1 that points from here to `b`."""
        return (b - self).normalized()

    def linear_interpolate(self, to: Self, weight: float) -> Self:
        """Return what lies between this and `to` at `weight`, from 0 to 1."""
        return self + (to - self) * weight

    def cubic_interpolate(self, b: Self, pre_a: Self, post_b: Self, weight: float) -> Self:
        """Return what lies between this and `b` at `weight` on a curve with `pre_a` and `post_b`."""
        return self._of([cubic(*four, weight) for four in zip(pre_a, self, b, post_b, strict=True)])

    def move_toward(self, to: Self, delta: float) -> Self:
        """Return the vector moved towards `to` by `delta`, and not beyond it."""
        way = to - self
        length = way.length()
        return to if length <= delta or length < EPSILON else self + way * (delta / length)

    def limit_length(self, length: float = 1.0) -> Self:
        """Return the vector, shortened to `length` if it is longer."""
        now = self.length()
        return self * (length / now) if now > length else self

    def project(self, b: Self) -> Self:
        """Return the part of it that points along `b`."""
        return b * (self.dot(b) / b.dot(b))

    def slide(self, n: Self) -> Self:
        """Return the part of it that points along the plane whose normal is `n`."""
        need_normalized(n.is_normalized(), "normal")
        return self - n * self.dot(n)

    def reflect(self, n: Self) -> Self:
        """Return it mirrored at the line along `n`. To come back from a wall, `bounce`."""
        need_normalized(n.is_normalized(), "normal")
        return n * (2.0 * self.dot(n)) - self

    def bounce(self, n: Self) -> Self:
        """Return it thrown back from the plane whose normal is `n`."""
        return -self.reflect(n)

    def abs(self) -> Self:
        """Return it with all components positive."""
        return self._of(map(abs, self))

    def sign(self) -> Self:
        """Return -1 for each component that is negative, 1 for the others, zero among them."""
        return self._of(map(sign, self))

    def floor(self) -> Self:
        """Return each component rounded down."""
        return self._of(map(floored, self))

    def ceil(self) -> Self:
        """Return each component rounded up."""
        return self._of(map(ceiled, self))

    def round(self) -> Self:
        """Return each component rounded, halves away from zero."""
        return self._of(map(rounded, self))

    def snapped(self, by: Self) -> Self:
        """Return each component rounded to a multiple of that of `by`; 0 leaves it as it is."""
        return self._of(map(snapped, self, by))

    def posmod(self, mod: float) -> Self:
        """Return the remainder of each component by `mod`, with the sign of `mod`."""
        return self._of([posmod(component, mod) for component in self])

    def posmodv(self, modv: Self) -> Self:
        """Return the remainder of each component by that of `modv`."""
        return self._of(map(posmod, self, modv))

    def _of(self, components: Iterable[float]) -> Self:
        """Return the vector of this type that has `components`."""
        return new(type(self), components)
