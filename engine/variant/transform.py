"""Transform: a basis and an origin."""

from __future__ import annotations

from typing import Any, ClassVar, overload

from .aabb import AABB
from .plane import Plane
from .pool_vector_array import PoolVector3Array
from .scalar import all_equal_approx
from .space import Basis, Quat, Vector3
from .value import Value, new, texts


class Transform(Value):
    """A turn and a scale in space, `basis`, and then a move, `origin`. Source: Godot 3's `Transform`.

    As a tuple it is the nine numbers of the basis and the three of the origin.
    """

    __slots__ = ()

    IDENTITY: ClassVar[Transform]
    FLIP_X: ClassVar[Transform]
    FLIP_Y: ClassVar[Transform]
    FLIP_Z: ClassVar[Transform]

    def __new__(cls, *given: Any) -> Transform:
        """Make it from `(basis, origin)`, `(x_axis, y_axis, z_axis, origin)`, a `Basis` or a `Quat`."""
        origin: Any = (0.0, 0.0, 0.0)
        basis: Any = given or (Basis(),)
        if len(given) in (2, 4):
            *basis, origin = given
        if len(basis) == 1 and isinstance(basis[0], Basis):
            (made,) = basis
        elif len(basis) == 3 or (len(basis) == 1 and isinstance(basis[0], Quat)):
            made = Basis(*basis)
        else:
            raise TypeError("A Transform is made from a basis or three axes, and an origin.")
        return new(cls, (*made, *Vector3(*origin)))

    @property
    def basis(self) -> Basis:
        """The turn and the scale."""
        return new(Basis, self[:9])

    @property
    def origin(self) -> Vector3:
        """Where the point zero goes."""
        return new(Vector3, self[9:])

    @overload
    def xform(self, v: Vector3) -> Vector3: ...
    @overload
    def xform(self, v: Plane) -> Plane: ...
    @overload
    def xform(self, v: AABB) -> AABB: ...
    @overload
    def xform(self, v: PoolVector3Array) -> PoolVector3Array: ...
    def xform(self, v: Any) -> Any:
        """Return where `v` goes: a point, points, a plane, or a box, which becomes the one around it."""
        if isinstance(v, Vector3):
            return self.basis.xform(v) + self.origin
        return _each_point(self.xform, v)

    @overload
    def xform_inv(self, v: Vector3) -> Vector3: ...
    @overload
    def xform_inv(self, v: Plane) -> Plane: ...
    @overload
    def xform_inv(self, v: AABB) -> AABB: ...
    @overload
    def xform_inv(self, v: PoolVector3Array) -> PoolVector3Array: ...
    def xform_inv(self, v: Any) -> Any:
        """Return what goes to `v`, if it does not scale; otherwise use `affine_inverse().xform`."""
        if isinstance(v, Vector3):
            return self.basis.xform_inv(v - self.origin)
        return _each_point(self.xform_inv, v)

    def inverse(self) -> Transform:
        """Return the way back, if it does not scale."""
        basis = self.basis.transposed()
        return Transform(basis, basis.xform(-self.origin))

    def affine_inverse(self) -> Transform:
        """Return the way back. A transform that has none raises `ZeroDivisionError`."""
        basis = self.basis.inverse()
        return Transform(basis, basis.xform(-self.origin))

    def orthonormalized(self) -> Transform:
        """Return it without its scale."""
        return Transform(self.basis.orthonormalized(), self.origin)

    def rotated(self, axis: Vector3, phi: float) -> Transform:
        """Return it, then turned by `phi` radians about `axis`, which must have length 1."""
        turn = Basis(axis, phi)
        return Transform(turn * self.basis, turn.xform(self.origin))

    def scaled(self, scale: Vector3) -> Transform:
        """Return it, then scaled from zero."""
        return Transform(self.basis.scaled(scale), self.origin * scale)

    def translated(self, offset: Vector3) -> Transform:
        """Return it after a move by `offset`, which is measured along its own axes."""
        return Transform(self.basis, self.xform(offset))

    def looking_at(self, target: Vector3, up: Vector3) -> Transform:
        """Return it turned so that its -z axis points to `target` and its y axis rather to `up`."""
        z = (self.origin - target).normalized()
        x = up.cross(z)
        y = z.cross(x)
        return Transform(x.normalized(), y.normalized(), z, self.origin)

    def interpolate_with(self, transform: Transform, weight: float) -> Transform:
        """Return what lies between this and `transform` at `weight`, from 0 to 1."""
        one, other = self.basis, transform.basis
        turn = one.get_rotation_quat().slerp(other.get_rotation_quat(), weight).normalized()
        scale = one.get_scale().linear_interpolate(other.get_scale(), weight)
        origin = self.origin.linear_interpolate(transform.origin, weight)
        return Transform(Basis(turn) * scale.to_diagonal_matrix(), origin)

    def is_equal_approx(self, transform: Transform) -> bool:
        """Return True if it is `transform`, but for rounding."""
        return all_equal_approx(self, transform)

    def __mul__(self, other: Any) -> Any:
        """Return the transform that does `other` first and then this one; or where `other` goes."""
        if isinstance(other, Transform):
            return Transform(self.basis * other.basis, self.xform(other.origin))
        if isinstance(other, (Vector3, Plane, AABB, PoolVector3Array)):
            return self.xform(other)
        return NotImplemented

    def __repr__(self) -> str:
        return f"Transform({self.basis!r}, {self.origin!r})"

    def __str__(self) -> str:
        return f"{', '.join(texts(self[:9]))} - {', '.join(texts(self[9:]))}"


def _each_point(xform: Any, given: Any) -> Any:
    """Return where the points of `given` go."""
    if isinstance(given, PoolVector3Array):
        return PoolVector3Array([xform(point) for point in given])
    if isinstance(given, AABB):
        axes = list(zip(*map(xform, given.corners()), strict=True))
        low = [min(axis) for axis in axes]
        return new(AABB, low + [max(axis) - a for axis, a in zip(axes, low, strict=True)])
    point = given.center()
    at = xform(point)
    normal = (xform(point + given.normal) - at).normalized()
    return Plane(normal, normal.dot(at))


Transform.IDENTITY = Transform()
Transform.FLIP_X = Transform(Basis.FLIP_X)
Transform.FLIP_Y = Transform(Basis.FLIP_Y)
Transform.FLIP_Z = Transform(Basis.FLIP_Z)

Transform3D = Transform
"""Godot 4's name of `Transform`."""
