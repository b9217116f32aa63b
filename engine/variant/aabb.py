"""AABB: a box along the axes."""

from __future__ import annotations

from itertools import product
from typing import Any

from .plane import Plane
from .scalar import all_equal_approx
from .space import Vector3
from .value import Value, new, numbers, texts

_AXES = (Vector3.RIGHT, Vector3.UP, Vector3.BACK)


class AABB(Value):
    """A box: its `position`, which is a corner, and its `size`. Source: Godot 3's `AABB`."""

    __slots__ = ()

    def __new__(cls, *given: Any) -> AABB:
        """Make a box from `(position, size)`, from six numbers, or empty."""
        if len(given) == 2:
            position, size = given
            given = (*Vector3(*position), *Vector3(*size))
        if len(given) not in (0, 6):
            raise TypeError("An AABB is made from a position and a size.")
        return new(cls, numbers(*given) or (0.0,) * 6)

    @property
    def position(self) -> Vector3:
        """The corner that the size is measured from."""
        return new(Vector3, self[:3])

    @property
    def size(self) -> Vector3:
        """Its extent along x, y and z."""
        return new(Vector3, self[3:])

    @property
    def end(self) -> Vector3:
        """The corner opposite `position`."""
        return self.position + self.size

    def get_center(self) -> Vector3:
        """Return the point in the middle."""
        return self.position + self.size * 0.5

    def get_area(self) -> float:
        """Return its volume."""
        return self[3] * self[4] * self[5]

    def has_no_area(self) -> bool:
        """Return True if it has no volume."""
        return min(self[3:]) <= 0.0

    def has_no_surface(self) -> bool:
        """Return True if it has no extent in any direction."""
        return max(self[3:]) <= 0.0

    def has_point(self, point: Vector3) -> bool:
        """Return True if `point` is inside or on the surface."""
        return all(a <= p <= b for a, p, b in zip(self.position, point, self.end, strict=True))

    def intersects(self, with_: AABB) -> bool:
        """Return True if it overlaps `with_`; touching is not enough."""
        return all(a < d and c < b for a, b, c, d in _sides(self, with_))

    def encloses(self, with_: AABB) -> bool:
        """Return True if `with_` lies inside."""
        return all(a <= c and d < b for a, b, c, d in _sides(self, with_))

    def intersection(self, with_: AABB) -> AABB:
        """Return what it has in common with `with_`, an empty box if that is nothing."""
        sides = _sides(self, with_)
        if any(a > d or c > b for a, b, c, d in sides):
            return AABB()
        return _spanning([(max(a, c), min(b, d)) for a, b, c, d in sides])

    def merge(self, with_: AABB) -> AABB:
        """Return the smallest box around this and `with_`."""
        return _spanning([(min(a, c), max(b, d)) for a, b, c, d in _sides(self, with_)])

    def expand(self, to_point: Vector3) -> AABB:
        """Return the smallest box around this and `to_point`."""
        return self.merge(new(AABB, (*to_point, 0.0, 0.0, 0.0)))

    def grow(self, by: float) -> AABB:
        """Return it larger by `by` on each side."""
        return _spanning([(a - by, b + by) for a, b in zip(self.position, self.end, strict=True)])

    def abs(self) -> AABB:
        """Return the same space with a positive size."""
        pairs = zip(self.position, self.end, strict=True)
        return _spanning([(min(a, b), max(a, b)) for a, b in pairs])

    def get_endpoint(self, idx: int) -> Vector3:
        """Return one of its eight corners: bit 2 of `idx` stands for x, bit 1 for y, bit 0 for z."""
        if not 0 <= idx < 8:
            raise IndexError(f"A box has the corners 0 to 7, not {idx}.")
        return self.position + self.size * Vector3(idx >> 2 & 1, idx >> 1 & 1, idx & 1)

    def get_support(self, dir: Vector3) -> Vector3:
        """Return the corner that lies farthest *against* the direction `dir`, as Godot 3 does."""
        ways = zip(self.position, self.end, dir, strict=True)
        return Vector3(*[a if way > 0.0 else b for a, b, way in ways])

    def get_longest_axis(self) -> Vector3:
        """Return the axis along which it is longest."""
        return _AXES[self.get_longest_axis_index()]

    def get_longest_axis_index(self) -> int:
        """Return which axis that is: 0 for x, 1 for y, 2 for z."""
        size = self[3:]
        return size.index(max(size))

    def get_longest_axis_size(self) -> float:
        """Return how long it is there."""
        return max(self[3:])

    def get_shortest_axis(self) -> Vector3:
        """Return the axis along which it is shortest."""
        return _AXES[self.get_shortest_axis_index()]

    def get_shortest_axis_index(self) -> int:
        """Return which axis that is: 0 for x, 1 for y, 2 for z."""
        size = self[3:]
        return size.index(min(size))

    def get_shortest_axis_size(self) -> float:
        """Return how long it is there."""
        return min(self[3:])

    def intersects_plane(self, plane: Plane) -> bool:
        """Return True if `plane` has corners on both of its sides."""
        over = [plane.distance_to(Vector3(*corner)) > 0.0 for corner in self.corners()]
        return any(over) and not all(over)

    def intersects_segment(self, from_: Vector3, to: Vector3) -> bool:
        """Return True if the line from `from_` to `to` passes through it."""
        first, last = 0.0, 1.0
        for a, b, start, stop in zip(self.position, self.end, from_, to, strict=True):
            way = stop - start
            if not way:
                if not a <= start <= b:
                    return False
                continue
            near, far = sorted(((a - start) / way, (b - start) / way))
            first, last = max(first, near), min(last, far)
        return first <= last

    def corners(self) -> list[Vector3]:
        """Return its eight corners, in the order of `get_endpoint`."""
        return [Vector3(*corner) for corner in product(*zip(self.position, self.end, strict=True))]

    def is_equal_approx(self, aabb: AABB) -> bool:
        """Return True if it is `aabb`, but for rounding."""
        return all_equal_approx(self, aabb)

    def __repr__(self) -> str:
        return f"AABB({self.position!r}, {self.size!r})"

    def __str__(self) -> str:
        return f"{', '.join(texts(self[:3]))} - {', '.join(texts(self[3:]))}"


def _sides(one: AABB, other: AABB) -> list[tuple[float, float, float, float]]:
    """Return, for each axis, where the one begins and ends, and where the other does."""
    return list(zip(one.position, one.end, other.position, other.end, strict=True))


def _spanning(sides: list[tuple[float, float]]) -> AABB:
    """Return the box that begins and ends there on each axis."""
    return new(AABB, [a for a, b in sides] + [b - a for a, b in sides])
