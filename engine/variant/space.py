"""Points and turns in space: Vector3, Basis and Quat, each of which can be made of the others."""

from __future__ import annotations

from math import acos, asin, atan2, inf, pi, sin, sqrt
from typing import Any, ClassVar, Final, overload

from .rotation import matrix_about, matrix_of_quat, quat_about, quat_of_matrix
from .scalar import EPSILON, UNIT_EPSILON, all_equal_approx, lerp, need_normalized, sign
from .value import Arithmetic, Value, component, matrix_text, new, numbers
from .vector import Vector


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
        return new(Basis, [left * right for left in self for right in b])

    def to_diagonal_matrix(self) -> Basis:
        """Return the basis that scales by this vector."""
        x, y, z = self
        return new(Basis, (x, 0.0, 0.0, 0.0, y, 0.0, 0.0, 0.0, z))


class Basis(Value):
    """Where the axes `x`, `y` and `z` of space go. Source: Godot 3's `Basis`.

    As a tuple it is the nine numbers of the matrix by rows, x.x, y.x, z.x, x.y …, as on the wire.
    """

    __slots__ = ()

    IDENTITY: ClassVar[Basis]
    FLIP_X: ClassVar[Basis]
    FLIP_Y: ClassVar[Basis]
    FLIP_Z: ClassVar[Basis]

    def __new__(cls, *given: Any) -> Basis:
        """Make it from three axes, `(axis, angle)`, Euler angles, a `Quat`, or the one that leaves all.

        Euler angles are a `Vector3` in radians; the turn about z is done first, then x, then y.

        Unlike Godot: computed in 64 bits, and so more exact. What the engine makes of the same angles in
        32 bits may differ in the last one: compare with `is_equal_approx`.
        """
        if not given:
            return new(cls, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0))
        if len(given) == 3:
            (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = given
            return new(cls, numbers(xx, yx, zx, xy, yy, zy, xz, yz, zz))
        if len(given) == 2:
            axis, angle = given
            return new(cls, matrix_about(_unit(axis), angle))
        (only,) = given
        if isinstance(only, Quat):
            return new(cls, matrix_of_quat(*only))
        x, y, z = Vector3(*only)
        turns = (Vector3.UP, y), (Vector3.RIGHT, x), (Vector3.BACK, z)
        about_y, about_x, about_z = [new(Basis, matrix_about(*turn)) for turn in turns]
        return new(cls, about_y * about_x * about_z)

    @property
    def x(self) -> Vector3:
        """Where the x axis goes."""
        return new(Vector3, (self[0], self[3], self[6]))

    @property
    def y(self) -> Vector3:
        """Where the y axis goes."""
        return new(Vector3, (self[1], self[4], self[7]))

    @property
    def z(self) -> Vector3:
        """Where the z axis goes."""
        return new(Vector3, (self[2], self[5], self[8]))

    def determinant(self) -> float:
        """Return the determinant: how a volume grows, negative if it mirrors."""
        return self.x.dot(self.y.cross(self.z))

    def transposed(self) -> Basis:
        """Return it with rows and columns swapped, the way back if it does not scale."""
        a, b, c, d, e, f, g, h, i = self
        return new(Basis, (a, d, g, b, e, h, c, f, i))

    def inverse(self) -> Basis:
        """Return the way back. A basis that has none raises `ZeroDivisionError`."""
        x, y, z = self.x, self.y, self.z
        det = self.determinant()
        return new(Basis, (*y.cross(z) / det, *z.cross(x) / det, *x.cross(y) / det))

    def orthonormalized(self) -> Basis:
        """Return it without its scale: axes of length 1 at right angles."""
        x = self.x.normalized()
        y = (self.y - x * x.dot(self.y)).normalized()
        z = (self.z - x * x.dot(self.z) - y * y.dot(self.z)).normalized()
        return Basis(x, y, z)

    def rotated(self, axis: Vector3, phi: float) -> Basis:
        """Return it, then turned by `phi` radians about `axis`, which must have length 1."""
        return Basis(axis, phi) * self

    def scaled(self, scale: Vector3) -> Basis:
        """Return it, then scaled."""
        a, b, c, d, e, f, g, h, i = self
        x, y, z = scale
        return new(Basis, (a * x, b * x, c * x, d * y, e * y, f * y, g * z, h * z, i * z))

    def get_scale(self) -> Vector3:
        """Return by how much it scales each axis; all are negative if it mirrors."""
        lengths = new(Vector3, (self.x.length(), self.y.length(), self.z.length()))
        return lengths * sign(self.determinant())

    def get_rotation_quat(self) -> Quat:
        """Return its rotation, without the scale."""
        turn = self.orthonormalized()
        return Quat(turn if turn.determinant() >= 0.0 else turn.scaled(-Vector3.ONE))

    def get_euler(self) -> Vector3:
        """Return its rotation as Euler angles, from which a Basis can be made again."""
        xx, yx, zx, xy, yy, zy, _, _, zz = self
        if zy >= 1.0:
            return Vector3(-pi / 2, -atan2(yx, xx), 0.0)
        if zy <= -1.0:
            return Vector3(pi / 2, atan2(yx, xx), 0.0)
        return Vector3(asin(-zy), atan2(zx, zz), atan2(xy, yy))

    def tdotx(self, with_: Vector3) -> float:
        """Return the dot product of the x axis and `with_`."""
        return self.x.dot(with_)

    def tdoty(self, with_: Vector3) -> float:
        """Return the dot product of the y axis and `with_`."""
        return self.y.dot(with_)

    def tdotz(self, with_: Vector3) -> float:
        """Return the dot product of the z axis and `with_`."""
        return self.z.dot(with_)

    def xform(self, v: Vector3) -> Vector3:
        """Return where `v` goes."""
        a, b, c, d, e, f, g, h, i = self
        x, y, z = v
        return new(Vector3, (a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z))

    def xform_inv(self, v: Vector3) -> Vector3:
        """Return what goes to `v`, if it does not scale."""
        return new(Vector3, (self.x.dot(v), self.y.dot(v), self.z.dot(v)))

    def slerp(self, b: Basis, t: float) -> Basis:
        """Return the rotation between this and `b` at `t`, from 0 to 1."""
        turned = Basis(Quat(self).slerp(Quat(b), t))
        # The engine takes the lengths of the rows for the scale here, not those of the axes.
        pairs = zip(_rows(self), _rows(b), strict=True)
        return turned.scaled(Vector3(*[lerp(left.length(), right.length(), t) for left, right in pairs]))

    def is_equal_approx(self, b: Basis) -> bool:
        """Return True if it is `b`, but for rounding."""
        return all_equal_approx(self, b)

    @overload
    def __mul__(self, other: Basis) -> Basis: ...
    @overload
    def __mul__(self, other: Vector3) -> Vector3: ...
    def __mul__(self, other: Any) -> Any:
        """Return the basis that does `other` first and then this one; or where the vector `other` goes."""
        if isinstance(other, Basis):
            return Basis(self.xform(other.x), self.xform(other.y), self.xform(other.z))
        return self.xform(other) if isinstance(other, Vector3) else NotImplemented

    def __repr__(self) -> str:
        return f"Basis({self.x!r}, {self.y!r}, {self.z!r})"

    def __str__(self) -> str:
        return matrix_text(self, 3)


class Quat(Arithmetic):
    """A rotation as a quaternion: it is interpolated smoothly. Source: Godot 3's `Quat`.

    Arithmetic is by component, but for `*`: `a * b` turns by `b` first and then by `a`.
    """

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)
    z: Final[float] = component(2)
    w: Final[float] = component(3)

    IDENTITY: ClassVar[Quat]

    def __new__(cls, *given: Any) -> Quat:
        """Make it from four numbers, `(axis, angle)`, Euler angles, a `Basis`, or the one that leaves all.

        Euler angles are a `Vector3` in radians; the turn about z is done first, then x, then y.
        """
        if not given:
            return new(cls, (0.0, 0.0, 0.0, 1.0))
        if len(given) == 4:
            return new(cls, numbers(*given))
        if len(given) == 2:
            axis, angle = given
            return new(cls, quat_about(_unit(axis), angle))
        (only,) = given
        if isinstance(only, Basis):
            return new(cls, quat_of_matrix(only[:]))
        x, y, z = Vector3(*only)
        turns = (Vector3.UP, y), (Vector3.RIGHT, x), (Vector3.BACK, z)
        about_y, about_x, about_z = [new(Quat, quat_about(*turn)) for turn in turns]
        return new(cls, about_y * about_x * about_z)

    def length(self) -> float:
        """Return its length: 1 for a rotation."""
        return sqrt(self.dot(self))

    def length_squared(self) -> float:
        """Return the square of its length."""
        return self.dot(self)

    def normalized(self) -> Quat:
        """Return it with length 1."""
        return self / self.length()

    def is_normalized(self) -> bool:
        """Return True if its length is 1, but for rounding."""
        return abs(self.dot(self) - 1.0) < UNIT_EPSILON

    def is_equal_approx(self, quat: Quat) -> bool:
        """Return True if it is `quat`, but for rounding."""
        return all_equal_approx(self, quat)

    def dot(self, b: Quat) -> float:
        """Return the dot product with `b`."""
        return sum([left * right for left, right in zip(self, b, strict=True)])

    def inverse(self) -> Quat:
        """Return the way back; its length must be 1."""
        need_normalized(self.is_normalized(), "quaternion")
        x, y, z, w = self
        return new(Quat, (-x, -y, -z, w))

    def angle_to(self, to: Quat) -> float:
        """Return the angle between this rotation and `to`."""
        dot = self.dot(to)
        return acos(max(-1.0, min(1.0, dot * dot * 2.0 - 1.0)))

    def get_euler(self) -> Vector3:
        """Return it as Euler angles, from which a Quat can be made again."""
        need_normalized(self.is_normalized(), "quaternion")
        return Basis(self).get_euler()

    def xform(self, v: Vector3) -> Vector3:
        """Return where `v` goes."""
        u = new(Vector3, self[:3])
        uv = u.cross(v)
        return v + (uv * self[3] + u.cross(uv)) * 2.0

    def slerp(self, b: Quat, t: float) -> Quat:
        """Return what lies between this rotation and `b` at `t`, by the shorter way round."""
        need_normalized(self.is_normalized() and b.is_normalized(), "quaternions")
        cosine = self.dot(b)
        if cosine < 0.0:
            cosine, b = -cosine, -b
        if 1.0 - cosine <= EPSILON:
            return self * (1.0 - t) + b * t
        omega = acos(cosine)
        return (self * sin((1.0 - t) * omega) + b * sin(t * omega)) / sin(omega)

    def slerpni(self, b: Quat, t: float) -> Quat:
        """Return what lies between this rotation and `b` at `t`, not minding which way is shorter."""
        need_normalized(self.is_normalized() and b.is_normalized(), "quaternions")
        cosine = self.dot(b)
        if abs(cosine) > 0.9999:
            return self
        theta = acos(cosine)
        return (self * sin((1.0 - t) * theta) + b * sin(t * theta)) / sin(theta)

    def cubic_slerp(self, b: Quat, pre_a: Quat, post_b: Quat, weight: float) -> Quat:
        """Return what lies between this rotation and `b` on a curve with `pre_a` and `post_b`."""
        return self.slerp(b, weight).slerpni(pre_a.slerpni(post_b, weight), (1.0 - weight) * weight * 2.0)

    @overload
    def __mul__(self, other: Vector3) -> Vector3: ...
    @overload
    def __mul__(self, other: Quat | float) -> Quat: ...
    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Vector3):
            return self.xform(other)
        if not isinstance(other, Quat):
            return Arithmetic.__mul__(self, other)
        ax, ay, az, aw = self
        bx, by, bz, bw = other
        return new(
            Quat,
            (
                aw * bx + ax * bw + ay * bz - az * by,
                aw * by + ay * bw + az * bx - ax * bz,
                aw * bz + az * bw + ax * by - ay * bx,
                aw * bw - ax * bx - ay * by - az * bz,
            ),
        )

    def __truediv__(self, other: Any) -> Quat:
        return NotImplemented if isinstance(other, Quat) else Arithmetic.__truediv__(self, other)


def _unit(axis: Any) -> Vector3:
    """Return the axis to turn about, which must have length 1."""
    unit = Vector3(*axis)
    need_normalized(unit.is_normalized(), "axis")
    return unit


def _rows(basis: Basis) -> tuple[Vector3, ...]:
    """Return the rows of the matrix."""
    flipped = basis.transposed()
    return flipped.x, flipped.y, flipped.z


Vector3.ZERO = Vector3(0.0, 0.0, 0.0)
Vector3.ONE = Vector3(1.0, 1.0, 1.0)
Vector3.INF = Vector3(inf, inf, inf)
Vector3.LEFT = Vector3(-1.0, 0.0, 0.0)
Vector3.RIGHT = Vector3(1.0, 0.0, 0.0)
Vector3.UP = Vector3(0.0, 1.0, 0.0)
Vector3.DOWN = Vector3(0.0, -1.0, 0.0)
Vector3.FORWARD = Vector3(0.0, 0.0, -1.0)
Vector3.BACK = Vector3(0.0, 0.0, 1.0)

Basis.IDENTITY = Basis()
Basis.FLIP_X = Basis().scaled(Vector3(-1.0, 1.0, 1.0))
Basis.FLIP_Y = Basis().scaled(Vector3(1.0, -1.0, 1.0))
Basis.FLIP_Z = Basis().scaled(Vector3(1.0, 1.0, -1.0))

Quat.IDENTITY = Quat()

Quaternion = Quat
"""Godot 4's name of `Quat`."""
