"""Transform2D: a move, a turn and a scale in the plane."""

from __future__ import annotations

from math import acos, atan2, cos, sin
from typing import Any, ClassVar, overload

from .pool_vector_array import PoolVector2Array
from .rect2 import Rect2
from .scalar import all_equal_approx, sign
from .value import Value, matrix_text, new, numbers
from .vector2 import Vector2


class Transform2D(Value):
    """Where the axes `x` and `y` and the `origin` of a plane go. Source: Godot 3's `Transform2D`.

    As a tuple it is the six numbers x.x, x.y, y.x, y.y, origin.x, origin.y.
    """

    __slots__ = ()

    IDENTITY: ClassVar[Transform2D]
    FLIP_X: ClassVar[Transform2D]
    FLIP_Y: ClassVar[Transform2D]

    def __new__(cls, *given: Any) -> Transform2D:
        """Make it from `(x_axis, y_axis, origin)`, from `(rotation, position)`, or one that leaves all."""
        if not given:
            return new(cls, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
        if len(given) == 2:
            rotation, position = given
            sine, cosine = sin(rotation), cos(rotation)
            return new(cls, (cosine, sine, -sine, cosine, *Vector2(*position)))
        if len(given) == 3:
            given = tuple([number for vector in given for number in Vector2(*vector)])
        if len(given) != 6:
            raise TypeError(
                "A Transform2D is made from two axes and an origin, or a rotation and a position."
            )
        return new(cls, numbers(*given))

    @property
    def x(self) -> Vector2:
        """Where the x axis goes."""
        return new(Vector2, (self[0], self[1]))

    @property
    def y(self) -> Vector2:
        """Where the y axis goes."""
        return new(Vector2, (self[2], self[3]))

    @property
    def origin(self) -> Vector2:
        """Where the point zero goes."""
        return new(Vector2, (self[4], self[5]))

    def get_origin(self) -> Vector2:
        """Return `origin`: where it moves the point (0, 0) to."""
        return self.origin

    def get_rotation(self) -> float:
        """Return by how many radians it turns."""
        return atan2(self[1], self[0])

    def get_scale(self) -> Vector2:
        """Return by how much it scales; y is negative if it mirrors."""
        return new(Vector2, (self.x.length(), sign(self._determinant()) * self.y.length()))

    def _determinant(self) -> float:
        xx, xy, yx, yy, _, _ = self
        return xx * yy - xy * yx

    def basis_xform(self, v: Vector2) -> Vector2:
        """Return where the direction `v` goes: without the move."""
        xx, xy, yx, yy, _, _ = self
        x, y = v
        return new(Vector2, (xx * x + yx * y, xy * x + yy * y))

    def basis_xform_inv(self, v: Vector2) -> Vector2:
        """Return which direction goes to `v`, if it does not scale."""
        return new(Vector2, (self.x.dot(v), self.y.dot(v)))

    @overload
    def xform(self, v: Vector2) -> Vector2: ...
    @overload
    def xform(self, v: Rect2) -> Rect2: ...
    @overload
    def xform(self, v: PoolVector2Array | list[Vector2]) -> PoolVector2Array: ...
    def xform(self, v: Any) -> Any:
        """Return where `v` goes: a point, points, or a rectangle, which becomes the one around it."""
        if isinstance(v, Vector2):
            return self.basis_xform(v) + self.origin
        return _each_point(self.xform, v)

    @overload
    def xform_inv(self, v: Vector2) -> Vector2: ...
    @overload
    def xform_inv(self, v: Rect2) -> Rect2: ...
    @overload
    def xform_inv(self, v: PoolVector2Array | list[Vector2]) -> PoolVector2Array: ...
    def xform_inv(self, v: Any) -> Any:
        """Return what goes to `v`, if it does not scale; otherwise use `affine_inverse().xform`."""
        if isinstance(v, Vector2):
            return self.basis_xform_inv(v - self.origin)
        return _each_point(self.xform_inv, v)

    def inverse(self) -> Transform2D:
        """Return the way back, if it does not scale."""
        xx, xy, yx, yy, _, _ = self
        return _with_origin((xx, yx, xy, yy), self.origin)

    def affine_inverse(self) -> Transform2D:
        """Return the way back. A transform that has none raises `ZeroDivisionError`."""
        xx, xy, yx, yy, _, _ = self
        det = self._determinant()
        return _with_origin((yy / det, -xy / det, -yx / det, xx / det), self.origin)

    def orthonormalized(self) -> Transform2D:
        """Return it without its scale: axes of length 1 at right angles."""
        x = self.x.normalized()
        y = (self.y - x * x.dot(self.y)).normalized()
        return new(Transform2D, (*x, *y, *self.origin))

    def rotated(self, phi: float) -> Transform2D:
        """Return it, then turned by `phi` radians about zero."""
        return Transform2D(phi, Vector2.ZERO) * self

    def scaled(self, scale: Vector2) -> Transform2D:
        """Return it, then scaled from zero."""
        x, y = scale
        return new(Transform2D, [a * b for a, b in zip(self, (x, y) * 3, strict=True)])

    def translated(self, offset: Vector2) -> Transform2D:
        """Return it after a move by `offset`, which is measured along its own axes."""
        return new(Transform2D, (*self[:4], *(self.origin + self.basis_xform(offset))))

    def looking_at(self, target: Vector2) -> Transform2D:
        """Return it turned so that its x axis points to `target`, without its scale (since Godot 3.6)."""
        seen = self.affine_inverse().xform(target) * self.get_scale()
        return Transform2D(self.get_rotation() + seen.angle(), self.origin)

    def interpolate_with(self, transform: Transform2D, weight: float) -> Transform2D:
        """Return what lies between this and `transform` at `weight`, from 0 to 1."""
        v1 = Vector2.RIGHT.rotated(self.get_rotation())
        v2 = Vector2.RIGHT.rotated(transform.get_rotation())
        dot = max(-1.0, min(1.0, v1.dot(v2)))
        if dot > 0.9995:
            v = v1.linear_interpolate(v2, weight).normalized()
        else:
            angle = weight * acos(dot)
            v = v1 * cos(angle) + (v2 - v1 * dot).normalized() * sin(angle)
        turned = Transform2D(v.angle(), self.origin.linear_interpolate(transform.origin, weight))
        x, y = self.get_scale().linear_interpolate(transform.get_scale(), weight)
        # The engine scales the rows here, not the axes.
        return new(
            Transform2D, (*[a * b for a, b in zip(turned[:4], (x, y, x, y), strict=True)], *turned.origin)
        )

    def is_equal_approx(self, transform: Transform2D) -> bool:
        """Return True if it is `transform`, but for rounding."""
        return all_equal_approx(self, transform)

    @overload
    def __mul__(self, other: Transform2D) -> Transform2D: ...
    @overload
    def __mul__(self, other: Vector2) -> Vector2: ...
    @overload
    def __mul__(self, other: Rect2) -> Rect2: ...
    @overload
    def __mul__(self, other: PoolVector2Array) -> PoolVector2Array: ...
    def __mul__(self, other: Any) -> Any:
        """Return the transform that does `other` first and then this one; or where `other` goes."""
        if isinstance(other, Transform2D):
            x, y = self.basis_xform(other.x), self.basis_xform(other.y)
            return new(Transform2D, (*x, *y, *self.xform(other.origin)))
        if isinstance(other, (Vector2, Rect2, PoolVector2Array)):
            return self.xform(other)
        return NotImplemented

    def __repr__(self) -> str:
        return f"Transform2D({self.x!r}, {self.y!r}, {self.origin!r})"

    def __str__(self) -> str:
        return matrix_text(self, 2)


def _with_origin(axes: tuple[float, float, float, float], origin: Vector2) -> Transform2D:
    """Return the transform of these axes that takes `origin` to zero."""
    turned = new(Transform2D, (*axes, 0.0, 0.0))
    return new(Transform2D, (*axes, *turned.basis_xform(-origin)))


def _each_point(xform: Any, given: Any) -> Any:
    """Return where the points of `given` go."""
    if isinstance(given, PoolVector2Array | list):
        return PoolVector2Array([xform(point) for point in given])
    x, y, width, height = given
    corners = [Vector2(x, y), Vector2(x + width, y), Vector2(x, y + height), Vector2(x + width, y + height)]
    xs, ys = zip(*map(xform, corners), strict=True)
    return Rect2(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


Transform2D.IDENTITY = Transform2D()
Transform2D.FLIP_X = Transform2D(Vector2(-1.0, 0.0), Vector2(0.0, 1.0), Vector2.ZERO)
Transform2D.FLIP_Y = Transform2D(Vector2(1.0, 0.0), Vector2(0.0, -1.0), Vector2.ZERO)
