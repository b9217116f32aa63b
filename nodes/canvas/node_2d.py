"""Node2D: a canvas item with a position, a rotation and a scale."""

from __future__ import annotations

from math import degrees, isfinite, radians
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from engine import (
    Node,
    ScriptError,
    Transform2D,
    Vector2,
)
from engine.canvas.commands import Matrix
from engine.canvas.geometry import axes_of
from engine.canvas.order import Z_MAX
from engine.object.lifetime import guarded, misfit, say_freed
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from .canvas_item import CanvasItem

if TYPE_CHECKING:
    from .keywords import Node2DKeywords


CMP_EPSILON = 0.00001


def _layer_of(node: object, name: str, z_index: int) -> int:
    if not -Z_MAX <= z_index <= Z_MAX:
        raise ScriptError(f"{node!r}: {name} is {-Z_MAX} to {Z_MAX}, not {z_index}.")
    return int(z_index)


class Node2D(CanvasItem):
    """The base of what a game shows: placed by `position`, `rotation` and `scale`, layered by `z_index`.

    Source: Godot 3.6's `Node2D`.

    Unlike Godot: what `transform` was set to is kept, if it is not at right angles, also when the
    position changes, until rotation or scale do.
    """

    _stored_: ClassVar[tuple[str, ...]] = ("position", "rotation", "scale")

    _position_: Vector2 = Vector2.ZERO
    _rotation_: float = 0.0
    _scale_: Vector2 = Vector2.ONE
    _axes_: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 1.0)
    """Where rotation and scale, or the `transform` that was set, take the x and the y axis."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Node2DKeywords]) -> None: ...

    def _matrix_(self) -> Matrix:
        a, b, c, d = self._axes_
        x, y = self._position_
        return (a, b, c, d, x, y)

    @property
    def position(self) -> Vector2:
        """Where it is in its parent's coordinates."""
        return self._position_

    @position.setter
    def position(self, position: Vector2) -> None:
        if type(position) is not Vector2:
            position = _vector(self, "position", position)
        x, y = position
        if x - x != y - y:  # one of them is no number, or infinite
            raise _not_finite(self, "position", position)
        self._position_ = position
        moved = self._moved_items_
        if moved is not None:
            moved[self] = None
        elif self._freed_:
            say_freed(self, "position")
        else:
            self._moved_()

    @property
    def rotation(self) -> float:
        """By how many radians it is turned, clockwise."""
        return self._rotation_

    @rotation.setter
    def rotation(self, radians: float) -> None:
        if self._freed_:
            say_freed(self, "rotation")
            return
        try:
            radians = float(radians)
        except (TypeError, ValueError) as error:
            raise misfit(self, "rotation", radians) from error
        if not isfinite(radians):
            raise _not_finite(self, "rotation", radians)
        self._rotation_ = radians
        self._axes_ = axes_of(radians, self._scale_)
        self._moved_()

    @property
    def rotation_degrees(self) -> float:
        """`rotation` in degrees."""
        return degrees(self._rotation_)

    @rotation_degrees.setter
    @guarded
    def rotation_degrees(self, degrees: float) -> None:
        self.rotation = radians(degrees)

    @property
    def scale(self) -> Vector2:
        """How many times as large it is. A factor of zero becomes a very small one, as in Godot."""
        return self._scale_

    @scale.setter
    def scale(self, scale: Vector2) -> None:
        if self._freed_:
            say_freed(self, "scale")
            return
        x, y = _vector(self, "scale", scale)
        if not (isfinite(x) and isfinite(y)):
            raise _not_finite(self, "scale", scale)
        self._scale_ = scale = Vector2(
            CMP_EPSILON if abs(x) < CMP_EPSILON else x, CMP_EPSILON if abs(y) < CMP_EPSILON else y
        )
        self._axes_ = axes_of(self._rotation_, scale)
        self._moved_()

    @property
    def transform(self) -> Transform2D:
        """`position`, `rotation` and `scale` in one."""
        return self.get_transform()

    @transform.setter
    @guarded
    def transform(self, transform: Transform2D) -> None:
        a, b, c, d, x, y = transform
        if not all(map(isfinite, transform)):
            raise _not_finite(self, "transform", transform)
        self._position_ = Vector2(x, y)
        self._rotation_ = transform.get_rotation()
        self._scale_ = transform.get_scale()
        self._axes_ = (a, b, c, d)
        self._moved_()

    @property
    def global_position(self) -> Vector2:
        """Where it is on the canvas."""
        return self.get_global_transform().origin

    @global_position.setter
    @guarded
    def global_position(self, position: Vector2) -> None:
        parent = self.get_parent_item()
        if parent is not None:
            position = parent.get_global_transform().affine_inverse().xform(Vector2(*position))
        self.position = position

    @property
    def global_rotation(self) -> float:
        """By how many radians it is turned on the canvas."""
        return self.get_global_transform().get_rotation()

    @global_rotation.setter
    @guarded
    def global_rotation(self, radians: float) -> None:
        parent = self.get_parent_item()
        self.rotation = radians - (parent.get_global_transform().get_rotation() if parent else 0.0)

    @property
    def global_rotation_degrees(self) -> float:
        """`global_rotation` in degrees."""
        return degrees(self.global_rotation)

    @global_rotation_degrees.setter
    @guarded
    def global_rotation_degrees(self, degrees: float) -> None:
        self.global_rotation = radians(degrees)

    @property
    def global_scale(self) -> Vector2:
        """How many times as large it is on the canvas."""
        return self.get_global_transform().get_scale()

    @global_scale.setter
    @guarded
    def global_scale(self, scale: Vector2) -> None:
        parent = self.get_parent_item()
        self.scale = Vector2(*scale) / (parent.get_global_transform().get_scale() if parent else Vector2.ONE)

    @property
    def global_transform(self) -> Transform2D:
        """Where it is on the canvas, as a transform."""
        return self.get_global_transform()

    @global_transform.setter
    @guarded
    def global_transform(self, transform: Transform2D) -> None:
        parent = self.get_parent_item()
        if parent is not None:
            transform = parent.get_global_transform().affine_inverse() * transform
        self.transform = transform

    z_index: Property[int] = Field(
        0, _layer_of, then="_reordered_", doc="Its layer: what has a higher one is drawn later."
    )
    z_as_relative: Property[bool] = Field(
        True, state="_z_relative_", then="_reordered_", doc="Whether `z_index` is added to the parent's."
    )

    set_position: Setter[Vector2] = setter("position")
    get_position: Getter[Vector2] = getter("position")
    set_rotation: Setter[float] = setter("rotation", "radians")
    get_rotation: Getter[float] = getter("rotation")
    set_rotation_degrees: Setter[float] = setter("rotation_degrees", "degrees")
    get_rotation_degrees: Getter[float] = getter("rotation_degrees")
    set_scale: Setter[Vector2] = setter("scale")
    get_scale: Getter[Vector2] = getter("scale")
    set_transform: Setter[Transform2D] = setter("transform", "xform")
    set_global_position: Setter[Vector2] = setter("global_position", "position")
    get_global_position: Getter[Vector2] = getter("global_position")
    set_global_rotation: Setter[float] = setter("global_rotation", "radians")
    get_global_rotation: Getter[float] = getter("global_rotation")
    set_global_rotation_degrees: Setter[float] = setter("global_rotation_degrees", "degrees")
    get_global_rotation_degrees: Getter[float] = getter("global_rotation_degrees")
    set_global_scale: Setter[Vector2] = setter("global_scale", "scale")
    get_global_scale: Getter[Vector2] = getter("global_scale")
    set_global_transform: Setter[Transform2D] = setter("global_transform", "xform")
    set_z_index: Setter[int] = setter(z_index)
    get_z_index: Getter[int] = getter(z_index)
    set_z_as_relative: Setter[bool] = setter(z_as_relative, "enable")
    is_z_relative: Getter[bool] = getter(z_as_relative)

    def rotate(self, radians: float) -> None:
        """Turn it by `radians`."""
        self.rotation += radians

    def translate(self, offset: Vector2) -> None:
        """Move it by `offset`, along its parent's axes."""
        self.position += offset

    def global_translate(self, offset: Vector2) -> None:
        """Move it by `offset`, along the canvas's axes."""
        self.global_position += offset

    def move_local_x(self, delta: float, scaled: bool = False) -> None:
        """Move it along its own x axis."""
        axis = self.get_transform().x
        self.position += (axis if scaled else axis.normalized()) * delta

    def move_local_y(self, delta: float, scaled: bool = False) -> None:
        """Move it along its own y axis."""
        axis = self.get_transform().y
        self.position += (axis if scaled else axis.normalized()) * delta

    def apply_scale(self, ratio: Vector2) -> None:
        """Multiply `scale` by `ratio`."""
        self.scale *= ratio

    def look_at(self, point: Vector2) -> None:
        """Turn it so that its x axis points to `point` on the canvas."""
        self.rotate(self.get_angle_to(point))

    def get_angle_to(self, point: Vector2) -> float:
        """Return by how much it must turn to look at `point` on the canvas."""
        return (self.to_local(point) * self.get_scale()).angle()

    def to_local(self, global_point: Vector2) -> Vector2:
        """Return where a point of the canvas is in the coordinates of this node."""
        return self.get_global_transform().affine_inverse().xform(global_point)

    def to_global(self, local_point: Vector2) -> Vector2:
        """Return where a point of this node is on the canvas."""
        return self.get_global_transform().xform(local_point)

    def get_relative_transform_to_parent(self, parent: Node) -> Transform2D:
        """Return where it is in the coordinates of a parent, or of a parent's parent."""
        transform, at = Transform2D.IDENTITY, self
        while at is not parent:
            transform = at.get_transform() * transform
            above = at._parent_
            if not isinstance(above, Node2D):
                raise ScriptError(f"{parent!r} is not above {self!r} with nothing but Node2Ds between.")
            at = above
        return transform


def _vector(node: Node2D, name: str, value: Any) -> Vector2:
    try:
        x, y = value
    except (TypeError, ValueError):
        raise ScriptError(
            f"{node!r}: {name} is a Vector2, not {value!r}. Write `{name} = Vector2(x, y)`."
        ) from None
    return Vector2(x, y)


def _not_finite(node: Node2D, name: str, value: Any) -> ScriptError:
    return ScriptError(f"{node!r}: {name} cannot be {value!r}. Was something divided by zero?")
