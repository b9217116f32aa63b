"""The value types of whole numbers, which Godot 4 has: Vector2i, Vector3i, Vector4i and Rect2i.

Their numbers are Python's ints: they are cut to the 32 bits that Godot keeps only when they are encoded.
"""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from operator import mul
from typing import TYPE_CHECKING, Any, ClassVar, Final

from .scalar import quotient, rest
from .value import Arithmetic, Value, component, new, number

if TYPE_CHECKING:
    from typing import Self


def _whole(*values: Any) -> tuple[int, ...]:
    """Return `values` as ints, whose fractions are cut, as Godot does."""
    return tuple([value if type(value) is int else int(number(value)) for value in values])


class WholeVector(Arithmetic):
    """The base of the vectors of whole numbers.

    They are multiplied and divided by one of their type or by an int. *Unlike Godot,* a float in place of
    the int is refused: write `Vector2(*v) * 0.5`.
    """

    __slots__ = ()

    def length(self) -> float:
        """Return its length."""
        return hypot(*self)

    def length_squared(self) -> int:
        """Return the square of its length."""
        return int(sum(map(mul, self, self)))

    def abs(self) -> Self:
        """Return it with all components positive."""
        return new(type(self), map(abs, self))

    def sign(self) -> Self:
        """Return -1, 0 or 1 for each component."""
        return new(type(self), [(component > 0) - (component < 0) for component in self])

    def clamp(self, min: Self, max: Self) -> Self:
        """Return each component, or that of `min` or `max` if it is beyond these."""
        triples = zip(self, min, max, strict=True)
        return new(
            type(self),
            [low if value < low else high if value > high else value for value, low, high in triples],
        )

    def __truediv__(self, other: Any) -> Self:
        return self._each(other, quotient)

    def __mod__(self, other: Any) -> Self:
        return self._each(other, rest)

    def _each(self, other: Any, operation: Callable[[Any, Any], int]) -> Self:
        return NotImplemented if isinstance(other, float) else super()._each(other, operation)


class Vector2i(WholeVector):
    """A place in a grid: `x` to the right, `y` down. Source: Godot 4's `Vector2i`."""

    __slots__ = ()

    x: Final[int] = component(0)
    y: Final[int] = component(1)

    ZERO: ClassVar[Vector2i]
    ONE: ClassVar[Vector2i]
    LEFT: ClassVar[Vector2i]
    RIGHT: ClassVar[Vector2i]
    UP: ClassVar[Vector2i]
    DOWN: ClassVar[Vector2i]

    def __new__(cls, x: Any = 0, y: Any = 0) -> Vector2i:
        """Make a vector of these two numbers."""
        return new(cls, _whole(x, y))


class Vector3i(WholeVector):
    """A place in a grid in space. Source: Godot 4's `Vector3i`."""

    __slots__ = ()

    x: Final[int] = component(0)
    y: Final[int] = component(1)
    z: Final[int] = component(2)

    ZERO: ClassVar[Vector3i]
    ONE: ClassVar[Vector3i]

    def __new__(cls, x: Any = 0, y: Any = 0, z: Any = 0) -> Vector3i:
        """Make a vector of these three numbers."""
        return new(cls, _whole(x, y, z))


class Vector4i(WholeVector):
    """Four whole numbers that belong together. Source: Godot 4's `Vector4i`."""

    __slots__ = ()

    x: Final[int] = component(0)
    y: Final[int] = component(1)
    z: Final[int] = component(2)
    w: Final[int] = component(3)

    ZERO: ClassVar[Vector4i]
    ONE: ClassVar[Vector4i]

    def __new__(cls, x: Any = 0, y: Any = 0, z: Any = 0, w: Any = 0) -> Vector4i:
        """Make a vector of these four numbers."""
        return new(cls, _whole(x, y, z, w))


class Rect2i(Value):
    """A part of a grid: its `position`, which is a corner, and its `size`. Source: Godot 4's `Rect2i`."""

    __slots__ = ()

    def __new__(cls, *given: Any) -> Rect2i:
        """Make a rectangle from `(position, size)`, from `(x, y, width, height)` or empty."""
        if len(given) == 2:
            given = (*Vector2i(*given[0]), *Vector2i(*given[1]))
        if len(given) not in (0, 4):
            raise TypeError("A Rect2i is made from a position and a size, or from four numbers.")
        return new(cls, _whole(*given) or (0, 0, 0, 0))

    @property
    def position(self) -> Vector2i:
        """The corner that the size is measured from: the upper left one."""
        return new(Vector2i, self[0:2])

    @property
    def size(self) -> Vector2i:
        """Its width and height."""
        return new(Vector2i, self[2:4])

    @property
    def end(self) -> Vector2i:
        """The corner opposite `position`."""
        return self.position + self.size

    def get_area(self) -> int:
        """Return its area."""
        return int(self[2] * self[3])

    def has_area(self) -> bool:
        """Return True if its width and its height are positive."""
        return self[2] > 0 and self[3] > 0

    def has_point(self, point: Vector2i) -> bool:
        """Return True if `point` is inside; the right and the lower edge are not."""
        x, y, width, height = self
        px, py = point
        return x <= px < x + width and y <= py < y + height


Vector2i.ZERO = Vector2i(0, 0)
Vector2i.ONE = Vector2i(1, 1)
Vector2i.LEFT = Vector2i(-1, 0)
Vector2i.RIGHT = Vector2i(1, 0)
Vector2i.UP = Vector2i(0, -1)
Vector2i.DOWN = Vector2i(0, 1)
Vector3i.ZERO = Vector3i(0, 0, 0)
Vector3i.ONE = Vector3i(1, 1, 1)
Vector4i.ZERO = Vector4i(0, 0, 0, 0)
Vector4i.ONE = Vector4i(1, 1, 1, 1)
