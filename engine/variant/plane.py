"""Plane: a plane in space."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from .scalar import EPSILON, all_equal_approx, is_equal_approx
from .space import Vector3
from .value import Value, component, new, numbers, texts


class Plane(Value):
    """A plane: its `normal`, and how far from zero it lies along that, `d`. Source: Godot 3's `Plane`."""

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)
    z: Final[float] = component(2)
    d: Final[float] = component(3)

    PLANE_YZ: ClassVar[Plane]
    PLANE_XZ: ClassVar[Plane]
    PLANE_XY: ClassVar[Plane]

    def __new__(cls, *given: Any) -> Plane:
        """Make it from `(normal, d)`, from `(a, b, c, d)`, or from three points, clockwise."""
        if not given:
            return new(cls, (0.0, 0.0, 0.0, 0.0))
        if len(given) == 2:
            normal, d = given
            given = (*Vector3(*normal), d)
        elif len(given) == 3:
            v1, v2, v3 = given
            normal = (v1 - v3).cross(v1 - v2).normalized()
            given = (*normal, normal.dot(v1))
        if len(given) != 4:
            raise TypeError("A Plane is made from a normal and d, from three points, or from four numbers.")
        return new(cls, numbers(*given))

    @property
    def normal(self) -> Vector3:
        """The direction that it faces."""
        return new(Vector3, self[:3])

    def center(self) -> Vector3:
        """Return the point of the plane that is nearest to zero."""
        return self.normal * self[3]

    def get_any_point(self) -> Vector3:
        """Return a point of the plane."""
        return self.center()

    def normalized(self) -> Plane:
        """Return the same plane with a normal of length 1."""
        length = self.normal.length()
        return new(Plane, [number / length for number in self]) if length else Plane()

    def distance_to(self, point: Vector3) -> float:
        """Return how far `point` is above the plane, negative below."""
        return self.normal.dot(point) - self[3]

    def is_point_over(self, point: Vector3) -> bool:
        """Return True if `point` is above the plane."""
        return self.normal.dot(point) > self[3]

    def has_point(self, point: Vector3, epsilon: float = EPSILON) -> bool:
        """Return True if `point` lies in the plane, not farther away than `epsilon`."""
        return abs(self.distance_to(point)) <= epsilon

    def project(self, point: Vector3) -> Vector3:
        """Return the point of the plane that is nearest to `point`."""
        return point - self.normal * self.distance_to(point)

    def intersect_3(self, b: Plane, c: Plane) -> Vector3 | None:
        """Return the point that three planes share, None if there is not one."""
        n0, n1, n2 = self.normal, b.normal, c.normal
        denominator = n0.cross(n1).dot(n2)
        if is_equal_approx(denominator, 0.0):
            return None
        return (n1.cross(n2) * self[3] + n2.cross(n0) * b[3] + n0.cross(n1) * c[3]) / denominator

    def intersects_ray(self, from_: Vector3, dir: Vector3) -> Vector3 | None:
        """Return where the ray from `from_` in the direction `dir` meets the plane, None if it does not."""
        distance = self._steps(from_, dir)
        return from_ + dir * distance if distance is not None and distance >= -EPSILON else None

    def intersects_segment(self, begin: Vector3, end: Vector3) -> Vector3 | None:
        """Return where the line from `begin` to `end` meets the plane, None if it does not."""
        way = end - begin
        distance = self._steps(begin, way)
        inside = distance is not None and -EPSILON <= distance <= 1.0 + EPSILON
        return begin + way * distance if distance is not None and inside else None

    def _steps(self, start: Vector3, way: Vector3) -> float | None:
        """Return how many times `way` leads from `start` into the plane, None if it runs along it."""
        slope = self.normal.dot(way)
        return None if is_equal_approx(slope, 0.0) else -self.distance_to(start) / slope

    def is_equal_approx(self, plane: Plane) -> bool:
        """Return True if it is `plane`, but for rounding."""
        return all_equal_approx(self, plane)

    def __neg__(self) -> Plane:
        return new(Plane, [-number for number in self])

    def __pos__(self) -> Plane:
        return self

    def __repr__(self) -> str:
        return f"Plane({', '.join(map(repr, self))})"

    def __str__(self) -> str:
        return ", ".join(texts(self))


Plane.PLANE_YZ = Plane(1.0, 0.0, 0.0, 0.0)
Plane.PLANE_XZ = Plane(0.0, 1.0, 0.0, 0.0)
Plane.PLANE_XY = Plane(0.0, 0.0, 1.0, 0.0)
