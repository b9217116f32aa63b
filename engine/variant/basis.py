"""Basis: a rotation and a scale in space."""

from __future__ import annotations

from math import asin, atan2, cos, pi, sin
from typing import TYPE_CHECKING, Any, ClassVar, overload

from .scalar import all_equal_approx, lerp, need_normalized, sign
from .value import Value, new, numbers
from .vector3 import Vector3

if TYPE_CHECKING:
    from .quat import Quat


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
        """
        if not given:
            return new(cls, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0))
        if len(given) == 3:
            (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = given
            return new(cls, numbers(xx, yx, zx, xy, yy, zy, xz, yz, zz))
        if len(given) == 2:
            return new(cls, _about(*given))
        (only,) = given
        if type(only).__name__ == "Quat":
            return new(cls, _of_quat(*only))
        x, y, z = Vector3(*only)
        turns = _about(Vector3.UP, y), _about(Vector3.RIGHT, x), _about(Vector3.BACK, z)
        about_y, about_x, about_z = [new(Basis, turn) for turn in turns]
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
        from .quat import Quat

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
        from .quat import Quat

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


def _rows(basis: Basis) -> tuple[Vector3, ...]:
    """Return the rows of the matrix."""
    flipped = basis.transposed()
    return flipped.x, flipped.y, flipped.z


def _about(axis: Vector3, phi: float) -> tuple[float, ...]:
    """Return the matrix that turns about an axis (Rodrigues' formula)."""
    axis = Vector3(*axis)
    need_normalized(axis.is_normalized(), "axis")
    x, y, z = axis
    sine, cosine = sin(phi), cos(phi)
    t = 1.0 - cosine
    return (
        x * x + cosine * (1.0 - x * x),
        x * y * t - z * sine,
        z * x * t + y * sine,
        x * y * t + z * sine,
        y * y + cosine * (1.0 - y * y),
        y * z * t - x * sine,
        z * x * t - y * sine,
        y * z * t + x * sine,
        z * z + cosine * (1.0 - z * z),
    )


def _of_quat(x: float, y: float, z: float, w: float) -> tuple[float, ...]:
    """Return the matrix that turns as a quaternion does."""
    s = 2.0 / (x * x + y * y + z * z + w * w)
    xs, ys, zs = x * s, y * s, z * s
    return (
        1.0 - (y * ys + z * zs),
        x * ys - w * zs,
        x * zs + w * ys,
        x * ys + w * zs,
        1.0 - (x * xs + z * zs),
        y * zs - w * xs,
        x * zs - w * ys,
        y * zs + w * xs,
        1.0 - (x * xs + y * ys),
    )


Basis.IDENTITY = Basis()
Basis.FLIP_X = Basis().scaled(Vector3(-1.0, 1.0, 1.0))
Basis.FLIP_Y = Basis().scaled(Vector3(1.0, -1.0, 1.0))
Basis.FLIP_Z = Basis().scaled(Vector3(1.0, 1.0, -1.0))
