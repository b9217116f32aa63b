"""Shape2D and its kinds: what areas and bodies are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self
from weakref import WeakSet

from engine import Resource, ScriptError, Transform2D, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d import solids
from engine.physics2d.collider import Part
from engine.physics2d.polygons import convex_hull, going_round
from engine.physics2d.solids import Solid
from engine.physics2d.solver import Contact, contacts, overlap
from engine.physics2d.vectors import Matrix, Point

from ..checked import finite, from_zero, instance_of, vector2, vectors

_MOST_CONTACTS = 16


def _extents_of(shape: object, name: str, value: Vector2) -> Vector2:
    x, y = value
    return Vector2(from_zero(shape, name, x), from_zero(shape, name, y))


def _ends_of(shape: object, name: str, values: Iterable[Vector2]) -> tuple[Vector2, ...]:
    points = vectors(shape, name, values)
    if len(points) % 2:
        raise ScriptError(f"{shape!r}: {name} are pairs of points, two for each wall: {len(points)} are odd.")
    return points


class Shape2D(Resource):
    """The base: a shape, which may be that of many nodes. Those see at once what is changed of it.

    Properties may be given when one is made: `CircleShape2D(radius=5)`.

    Source: Godot 3.6's `Shape2D`.
    """

    custom_solver_bias: float = 0.0
    """For contacts of rigid bodies, which are not solved here."""
    set_custom_solver_bias: Setter[float] = setter("custom_solver_bias")
    get_custom_solver_bias: Getter[float] = getter("custom_solver_bias")

    _parts_: WeakSet[Part]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the shape complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._parts_ = WeakSet()
        return self

    def _solid_(self, matrix: Matrix) -> Solid | None:  # override point; friend: collider
        """Return the shape where it is; None if it is empty."""
        return None

    def _changed_(self) -> None:
        for part in list(self._parts_):
            part.changed()
            part.collider.owner._reshaped_()
        if self._signals_ is not None:
            self.changed.emit()

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy that nobody has yet."""
        twin = super().duplicate(subresources)
        twin._parts_ = WeakSet()
        return twin

    def _used_(self, part: Part) -> None:  # friend: collision_object_2d, field
        """Take note of who is to be told of changes, as long as it has this shape."""
        self._parts_.add(part)

    # -- Alone -----------------------------------------------------------------------------------

    def collide(self, local_xform: Transform2D, with_shape: Shape2D, shape_xform: Transform2D) -> bool:
        """Return True if it overlaps another shape, when both are where the transforms say."""
        return self.collide_with_motion(local_xform, Vector2.ZERO, with_shape, shape_xform, Vector2.ZERO)

    def collide_with_motion(
        self,
        local_xform: Transform2D,
        local_motion: Vector2,
        with_shape: Shape2D,
        shape_xform: Transform2D,
        shape_motion: Vector2,
    ) -> bool:
        """Return True if it would overlap another shape somewhere on the way that both go."""
        ours, theirs = _placed(self, local_xform), _placed(with_shape, shape_xform)
        if ours is None or theirs is None:
            return False
        return overlap(ours, theirs, _point(local_motion), _point(shape_motion))

    def collide_and_get_contacts(
        self, local_xform: Transform2D, with_shape: Shape2D, shape_xform: Transform2D
    ) -> list[Vector2]:
        """Return the points where it touches another shape, in pairs: one on each shape."""
        return self.collide_with_motion_and_get_contacts(
            local_xform, Vector2.ZERO, with_shape, shape_xform, Vector2.ZERO
        )

    def collide_with_motion_and_get_contacts(
        self,
        local_xform: Transform2D,
        local_motion: Vector2,
        with_shape: Shape2D,
        shape_xform: Transform2D,
        shape_motion: Vector2,
    ) -> list[Vector2]:
        """Return the points where it would touch another shape on the way that both go, in pairs."""
        ours, theirs = _placed(self, local_xform), _placed(with_shape, shape_xform)
        if ours is None or theirs is None:
            return []
        found = contacts(ours, theirs, _point(local_motion), _point(shape_motion)) or []
        return points_of(found[:_MOST_CONTACTS])


class RectangleShape2D(Shape2D):
    """A rectangle around the origin."""

    _extents_: Vector2

    extents: Property[Vector2] = Field(
        Vector2(10.0, 10.0), _extents_of, then="_changed_", doc="Half its width and half its height."
    )
    set_extents: Setter[Vector2] = setter(extents)
    get_extents: Getter[Vector2] = getter(extents)

    def _solid_(self, matrix: Matrix) -> Solid:
        return solids.Rectangle(matrix, _point(self._extents_))


class CircleShape2D(Shape2D):
    """A circle around the origin."""

    _radius_: float

    radius: Property[float] = Field(10.0, from_zero, then="_changed_", doc="Its radius.")
    set_radius: Setter[float] = setter(radius)
    get_radius: Getter[float] = getter(radius)

    def _solid_(self, matrix: Matrix) -> Solid:
        return solids.Circle(matrix, self._radius_)


class CapsuleShape2D(Shape2D):
    """An upright rectangle with a half circle above and one below."""

    _radius_: float
    _height_: float

    radius: Property[float] = Field(10.0, from_zero, then="_changed_", doc="That of the half circles.")
    set_radius: Setter[float] = setter(radius)
    get_radius: Getter[float] = getter(radius)

    height: Property[float] = Field(20.0, from_zero, then="_changed_", doc="That of the rectangle.")
    set_height: Setter[float] = setter(height)
    get_height: Getter[float] = getter(height)

    def _solid_(self, matrix: Matrix) -> Solid:
        return solids.Capsule(matrix, self._radius_, self._height_)


class SegmentShape2D(Shape2D):
    """A wall without thickness, from `a` to `b`."""

    _a_: Vector2
    _b_: Vector2

    a: Property[Vector2] = Field(Vector2.ZERO, vector2, then="_changed_", doc="Where it begins.")
    set_a: Setter[Vector2] = setter(a)
    get_a: Getter[Vector2] = getter(a)

    b: Property[Vector2] = Field(Vector2(0.0, 10.0), vector2, then="_changed_", doc="Where it ends.")
    set_b: Setter[Vector2] = setter(b)
    get_b: Getter[Vector2] = getter(b)

    def _solid_(self, matrix: Matrix) -> Solid:
        return solids.Segment(matrix, _point(self._a_), _point(self._b_))


class ConvexPolygonShape2D(Shape2D):
    """An area between points that go round without a dent.

    Unlike Godot: `points` is a list, a copy.
    """

    _points_: tuple[Vector2, ...]

    points: Property[list[Vector2], Iterable[Vector2]] = Field(
        (), vectors, then="_changed_", read=list, doc="Its corners, in either direction."
    )
    set_points: Setter[Iterable[Vector2]] = setter(points)
    get_points: Getter[list[Vector2]] = getter(points)

    def set_point_cloud(self, point_cloud: Iterable[Vector2]) -> None:
        """Set `points` to the corners of what is around all of these."""
        self.points = [Vector2(x, y) for x, y in convex_hull([_point(p) for p in point_cloud])]

    def _solid_(self, matrix: Matrix) -> Solid | None:
        if len(self._points_) < 3:
            return None
        return solids.Convex(matrix, going_round([_point(p) for p in self._points_]))


class ConcavePolygonShape2D(Shape2D):
    """Walls without thickness, of any number: for what stands still.

    Unlike Godot: `segments` is a list, a copy. As in Godot, what is so fast that it has been before a wall
    and is behind it has not met it.
    """

    _segments_: tuple[Vector2, ...]

    segments: Property[list[Vector2], Iterable[Vector2]] = Field(
        (), _ends_of, then="_changed_", read=list, doc="Where each wall begins and ends, one after the other."
    )
    set_segments: Setter[Iterable[Vector2]] = setter(segments)
    get_segments: Getter[list[Vector2]] = getter(segments)

    def _solid_(self, matrix: Matrix) -> Solid | None:
        points = [_point(p) for p in self._segments_]
        if not points:
            return None
        return solids.Concave(matrix, list(zip(points[::2], points[1::2], strict=True)))


class RayShape2D(Shape2D):
    """A leg that lifts a KinematicBody2D: from the origin downwards."""

    _length_: float
    _slips_on_slope_: bool

    length: Property[float] = Field(20.0, from_zero, then="_changed_", doc="How far down it goes.")
    set_length: Setter[float] = setter(length)
    get_length: Getter[float] = getter(length)

    slips_on_slope: Property[bool] = Field(
        False, then="_changed_", doc="Whether it lifts along the normal of a slope, and not straight up."
    )
    set_slips_on_slope: Setter[bool] = setter(slips_on_slope, "active")
    get_slips_on_slope: Getter[bool] = getter(slips_on_slope)

    def _solid_(self, matrix: Matrix) -> Solid:
        return solids.Ray(matrix, self._length_, self._slips_on_slope_)


class LineShape2D(Shape2D):
    """Everything on one side of a line: a floor without ends."""

    _normal_: Vector2
    _d_: float

    normal: Property[Vector2] = Field(
        Vector2(0.0, -1.0), vector2, then="_changed_", doc="Which way is out of it."
    )
    set_normal: Setter[Vector2] = setter(normal)
    get_normal: Getter[Vector2] = getter(normal)

    d: Property[float] = Field(0.0, finite, then="_changed_", doc="How far the line is, along its normal.")
    set_d: Setter[float] = setter(d)
    get_d: Getter[float] = getter(d)

    def _solid_(self, matrix: Matrix) -> Solid:
        return solids.Line(matrix, _point(self._normal_), self._d_)


shape_of: Callable[[Any, str, Shape2D | None], Shape2D | None] = instance_of(
    Shape2D, "Write `CircleShape2D(radius=…)`, say."
)
"""Checks that a value is a shape, or None."""


def points_of(found: Iterable[Contact]) -> list[Vector2]:
    """Return the points of contacts, one after the other."""
    return [point for ax, ay, bx, by in found for point in (Vector2(ax, ay), Vector2(bx, by))]


def _placed(shape: Shape2D, transform: Transform2D) -> Solid | None:
    a, b, c, d, e, f = transform
    return shape._solid_((a, b, c, d, e, f))


def _point(value: Vector2) -> Point:
    x, y = value
    return (x, y)
