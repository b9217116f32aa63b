"""Vector2: two numbers."""

from __future__ import annotations

from math import atan2, cos, inf, sin
from typing import Any, ClassVar, Final

from .scalar import need_normalized
from .value import component, new, numbers
from .vector import Vector


class Vector2(Vector):
    """A point or a direction in the plane: `x` to the right, `y` down. Source: Godot 3's `Vector2`."""

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)

    AXIS_X: Final = 0
    AXIS_Y: Final = 1
    ZERO: ClassVar[Vector2]
    ONE: ClassVar[Vector2]
    INF: ClassVar[Vector2]
    LEFT: ClassVar[Vector2]
    RIGHT: ClassVar[Vector2]
    UP: ClassVar[Vector2]
    DOWN: ClassVar[Vector2]

    def __new__(cls, x: Any = 0.0, y: Any = 0.0) -> Vector2:
        """Make a vector of these two numbers."""
        if type(x) is not float or type(y) is not float:
            return new(cls, numbers(x, y))
        return new(cls, (x, y))

    def angle(self) -> float:
        """Return the angle to the x axis in radians, clockwise as y points down."""
        return atan2(self[1], self[0])

    def angle_to(self, to: Vector2) -> float:
        """Return the angle from this vector to `to`."""
        return atan2(self.cross(to), self.dot(to))

    def angle_to_point(self, to: Vector2) -> float:
        """Return the angle that the line from `to` to this point has to the x axis."""
        return atan2(self[1] - to[1], self[0] - to[0])

    def cross(self, with_: Vector2) -> float:
        """Return the cross product with `with_`, the number that stands for its third component."""
        return self[0] * with_[1] - self[1] * with_[0]

    def rotated(self, phi: float) -> Vector2:
        """Return it turned by `phi` radians."""
        x, y = self
        sine, cosine = sin(phi), cos(phi)
        return new(Vector2, (x * cosine - y * sine, x * sine + y * cosine))

    def tangent(self) -> Vector2:
        """Return it turned by a quarter: at right angles to this."""
        return new(Vector2, (self[1], -self[0]))

    def aspect(self) -> float:
        """Return x divided by y."""
        return self[0] / self[1]

    def slerp(self, to: Vector2, weight: float) -> Vector2:
        """Return the direction between this and `to` at `weight`; both must have length 1."""
        need_normalized(self.is_normalized() and to.is_normalized(), "vectors")
        return self.rotated(self.angle_to(to) * weight)

    def clamped(self, length: float) -> Vector2:
        """Return it, shortened to `length` if it is longer. Newer versions say `limit_length`."""
        return self.limit_length(length)


Vector2.ZERO = Vector2(0.0, 0.0)
Vector2.ONE = Vector2(1.0, 1.0)
Vector2.INF = Vector2(inf, inf)
Vector2.LEFT = Vector2(-1.0, 0.0)
Vector2.RIGHT = Vector2(1.0, 0.0)
Vector2.UP = Vector2(0.0, -1.0)
Vector2.DOWN = Vector2(0.0, 1.0)
