"""Vector4 and Projection: four numbers, and four times four, which Godot 4 has."""

from __future__ import annotations

from math import inf
from typing import Any, ClassVar, Final

from .value import Value, component, new, numbers
from .vector import Vector


class Vector4(Vector):
    """Four numbers that belong together. Source: Godot 4's `Vector4`."""

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)
    z: Final[float] = component(2)
    w: Final[float] = component(3)

    AXIS_X: Final = 0
    AXIS_Y: Final = 1
    AXIS_Z: Final = 2
    AXIS_W: Final = 3
    ZERO: ClassVar[Vector4]
    ONE: ClassVar[Vector4]
    INF: ClassVar[Vector4]

    def __new__(cls, x: Any = 0.0, y: Any = 0.0, z: Any = 0.0, w: Any = 0.0) -> Vector4:
        """Make a vector of these four numbers."""
        return new(cls, numbers(x, y, z, w))


class Projection(Value):
    """A matrix of four columns `x`, `y`, `z` and `w`, as cameras have. Source: Godot 4's `Projection`."""

    __slots__ = ()

    IDENTITY: ClassVar[Projection]

    def __new__(cls, *columns: Any) -> Projection:
        """Make it from four columns, or the one that leaves everything where it is."""
        if not columns:
            return new(cls, Projection.IDENTITY)
        if len(columns) != 4:
            raise TypeError("A Projection is made from four columns, each a Vector4.")
        return new(cls, [number for column in columns for number in Vector4(*column)])

    @property
    def x(self) -> Vector4:
        """The first column."""
        return new(Vector4, self[0:4])

    @property
    def y(self) -> Vector4:
        """The second column."""
        return new(Vector4, self[4:8])

    @property
    def z(self) -> Vector4:
        """The third column."""
        return new(Vector4, self[8:12])

    @property
    def w(self) -> Vector4:
        """The fourth column."""
        return new(Vector4, self[12:16])

    def __repr__(self) -> str:
        return f"Projection({self.x!r}, {self.y!r}, {self.z!r}, {self.w!r})"


Vector4.ZERO = Vector4(0.0, 0.0, 0.0, 0.0)
Vector4.ONE = Vector4(1.0, 1.0, 1.0, 1.0)
Vector4.INF = Vector4(inf, inf, inf, inf)
Projection.IDENTITY = new(
    Projection, [1.0 if row == column else 0.0 for row in range(4) for column in range(4)]
)
