"""Quat: a rotation in space."""

from __future__ import annotations

from math import acos, cos, sin, sqrt
from typing import Any, ClassVar, Final, overload

from .basis import Basis
from .scalar import EPSILON, UNIT_EPSILON, all_equal_approx, need_normalized
from .value import Arithmetic, component, new, numbers
from .vector3 import Vector3


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
            return new(cls, _about(*given))
        (only,) = given
        if isinstance(only, Basis):
            return new(cls, _of_basis(only))
        x, y, z = Vector3(*only)
        about_y, about_x, about_z = _about(Vector3.UP, y), _about(Vector3.RIGHT, x), _about(Vector3.BACK, z)
        return new(cls, new(Quat, about_y) * new(Quat, about_x) * new(Quat, about_z))

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


def _about(axis: Vector3, angle: float) -> tuple[float, ...]:
    """Return the rotation by `angle` radians about `axis`."""
    axis = Vector3(*axis)
    need_normalized(axis.is_normalized(), "axis")
    return (*(axis * sin(angle * 0.5)), cos(angle * 0.5))


def _of_basis(basis: Basis) -> tuple[float, ...]:
    """Return the rotation of a basis that only turns."""
    trace = basis[0] + basis[4] + basis[8]
    if trace > 0.0:
        s = sqrt(trace + 1.0)
        w = s * 0.5
        s = 0.5 / s
        return (basis[7] - basis[5]) * s, (basis[2] - basis[6]) * s, (basis[3] - basis[1]) * s, w
    # The largest number on the diagonal keeps the root away from zero.
    i = Vector3(basis[0], basis[4], basis[8]).max_axis()
    j, k = (i + 1) % 3, (i + 2) % 3
    s = sqrt(basis[4 * i] - basis[4 * j] - basis[4 * k] + 1.0)
    found = [0.0] * 4
    found[i] = s * 0.5
    s = 0.5 / s
    found[3] = (basis[3 * k + j] - basis[3 * j + k]) * s
    found[j] = (basis[3 * j + i] + basis[3 * i + j]) * s
    found[k] = (basis[3 * k + i] + basis[3 * i + k]) * s
    return tuple(found)


Quat.IDENTITY = Quat()
