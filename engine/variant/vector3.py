"""Vector3: three numbers."""

from __future__ import annotations

from math import atan2, inf
from typing import TYPE_CHECKING, Any, ClassVar, Final

from .scalar import need_normalized
from .value import component, new, numbers
from .vector import Vector

if TYPE_CHECKING:
    from .basis import Basis


class Vector3(Vector):
    """A point or a direction in space: `y` is up. Source: Godot 3's `Vector3`."""

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)
    z: Final[float] = component(2)

    AXIS_X: Final = 0
    AXIS_Y: Final = 1
    AXIS_Z: Final = 2
    ZERO: ClassVar[Vector3]
    ONE: ClassVar[Vector3]
    INF: ClassVar[Vector3]
    LEFT: ClassVar[Vector3]
    RIGHT: ClassVar[Vector3]
    UP: ClassVar[Vector3]
    DOWN: ClassVar[Vector3]
    FORWARD: ClassVar[Vector3]
    BACK: ClassVar[Vector3]

    def __new__(cls, x: Any = 0.0, y: Any = 0.0, z: Any = 0.0) -> Vector3:
        """Make a vector of these three numbers."""
        if type(x) is not float or type(y) is not float or type(z) is not float:
            return new(cls, numbers(x, y, z))
        return new(cls, (x, y, z))

    def cross(self, b: Vector3) -> Vector3:
        """Return the cross product with `b`: at right angles to both."""
        ax, ay, az = self
        bx, by, bz = b
        return new(Vector3, (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx))

    def angle_to(self, to: Vector3) -> float:
        """Return the angle between this vector and `to`, from 0 to pi."""
        return atan2(self.cross(to).length(), self.dot(to))

    def signed_angle_to(self, to: Vector3, axis: Vector3) -> float:
        """Return the angle from this vector to `to`, positive if counter-clockwise seen from `axis`."""
        angle = self.angle_to(to)
        return -angle if self.cross(to).dot(axis) < 0.0 else angle

    def rotated(self, axis: Vector3, phi: float) -> Vector3:
        """Return it turned by `phi` radians about `axis`, which must have length 1."""
        from .basis import Basis

        return Basis(axis, phi).xform(self)

    def slerp(self, to: Vector3, weight: float) -> Vector3:
        """Return the direction between this and `to` at `weight`; both must have length 1."""
        need_normalized(self.is_normalized() and to.is_normalized(), "vectors")
        axis = self.cross(to).normalized()
        return self.rotated(axis, self.angle_to(to) * weight) if axis else self

    def inverse(self) -> Vector3:
        """Return 1 divided by each component."""
        return self._of([1.0 / component for component in self])

    def max_axis(self) -> int:
        """Return which component is the largest: `AXIS_X`, `AXIS_Y` or `AXIS_Z`."""
        x, y, z = self
        return (2 if y < z else 1) if x < y else (2 if x < z else 0)

    def min_axis(self) -> int:
        """Return which component is the smallest: `AXIS_X`, `AXIS_Y` or `AXIS_Z`."""
        x, y, z = self
        return (0 if x < z else 2) if x < y else (1 if y < z else 2)

    def outer(self, b: Vector3) -> Basis:
        """Return the outer product with `b`."""
        from .basis import Basis

        return new(Basis, [left * right for left in self for right in b])

    def to_diagonal_matrix(self) -> Basis:
        """Return the basis that scales by this vector."""
        from .basis import Basis

        x, y, z = self
        return new(Basis, (x, 0.0, 0.0, 0.0, y, 0.0, 0.0, 0.0, z))


Vector3.ZERO = Vector3(0.0, 0.0, 0.0)
Vector3.ONE = Vector3(1.0, 1.0, 1.0)
Vector3.INF = Vector3(inf, inf, inf)
Vector3.LEFT = Vector3(-1.0, 0.0, 0.0)
Vector3.RIGHT = Vector3(1.0, 0.0, 0.0)
Vector3.UP = Vector3(0.0, 1.0, 0.0)
Vector3.DOWN = Vector3(0.0, -1.0, 0.0)
Vector3.FORWARD = Vector3(0.0, 0.0, -1.0)
Vector3.BACK = Vector3(0.0, 0.0, 1.0)
