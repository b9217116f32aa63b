"""Node2D: a canvas item with a position, a rotation and a scale."""

from __future__ import annotations

from math import degrees, radians

from engine import ScriptError, Transform2D, Vector2
from engine.display.commands import Matrix
from engine.scene.canvas import matrix_of

from .canvas_item import CanvasItem

Z_MAX = 4096
CMP_EPSILON = 0.00001


class Node2D(CanvasItem):
    """The base of what a game shows: placed by `position`, `rotation` and `scale`, layered by `z_index`.

    Source: Godot 3.6's `Node2D`.
    """

    _stored_ = (*CanvasItem._stored_, "position", "rotation", "scale", "z_index", "z_as_relative")

    _position_: Vector2 = Vector2.ZERO
    _rotation_: float = 0.0
    _scale_: Vector2 = Vector2.ONE

    def _matrix_(self) -> Matrix:
        return matrix_of(self._position_, self._rotation_, self._scale_)

    @property
    def position(self) -> Vector2:
        """Where it is in its parent's coordinates."""
        return self._position_

    @position.setter
    def position(self, position: Vector2) -> None:
        self._position_ = position if type(position) is Vector2 else Vector2(*position)
        if self._tree_ is not None:
            self._tree_.canvas.moved(self)

    @property
    def rotation(self) -> float:
        """By how many radians it is turned, clockwise."""
        return self._rotation_

    @rotation.setter
    def rotation(self, radians: float) -> None:
        self._rotation_ = float(radians)
        self._moved_()

    @property
    def rotation_degrees(self) -> float:
        """`rotation` in degrees."""
        return degrees(self._rotation_)

    @rotation_degrees.setter
    def rotation_degrees(self, degrees: float) -> None:
        self.rotation = radians(degrees)

    @property
    def scale(self) -> Vector2:
        """How many times as large it is. A factor of zero becomes a very small one, as in Godot."""
        return self._scale_

    @scale.setter
    def scale(self, scale: Vector2) -> None:
        x, y = scale
        self._scale_ = Vector2(x or CMP_EPSILON, y or CMP_EPSILON)
        self._moved_()

    @property
    def transform(self) -> Transform2D:
        """`position`, `rotation` and `scale` in one."""
        return self.get_transform()

    @transform.setter
    def transform(self, transform: Transform2D) -> None:
        self._position_ = transform.origin
        self._rotation_ = transform.get_rotation()
        self._scale_ = transform.get_scale()
        self._moved_()

    @property
    def global_position(self) -> Vector2:
        """Where it is on the canvas."""
        return self.get_global_transform().origin

    @global_position.setter
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
    def global_rotation(self, radians: float) -> None:
        parent = self.get_parent_item()
        self.rotation = radians - (parent.get_global_transform().get_rotation() if parent else 0.0)

    @property
    def global_rotation_degrees(self) -> float:
        """`global_rotation` in degrees."""
        return degrees(self.global_rotation)

    @global_rotation_degrees.setter
    def global_rotation_degrees(self, degrees: float) -> None:
        self.global_rotation = radians(degrees)

    @property
    def global_scale(self) -> Vector2:
        """How many times as large it is on the canvas."""
        return self.get_global_transform().get_scale()

    @global_scale.setter
    def global_scale(self, scale: Vector2) -> None:
        parent = self.get_parent_item()
        self.scale = Vector2(*scale) / (parent.get_global_transform().get_scale() if parent else Vector2.ONE)

    @property
    def global_transform(self) -> Transform2D:
        """Where it is on the canvas, as a transform."""
        return self.get_global_transform()

    @global_transform.setter
    def global_transform(self, transform: Transform2D) -> None:
        parent = self.get_parent_item()
        if parent is not None:
            transform = parent.get_global_transform().affine_inverse() * transform
        self.transform = transform

    @property
    def z_index(self) -> int:
        """Its layer: what has a higher one is drawn later."""
        return self._z_index_

    @z_index.setter
    def z_index(self, z_index: int) -> None:
        if not -Z_MAX <= z_index <= Z_MAX:
            raise ScriptError(f"z_index is {-Z_MAX} to {Z_MAX}, not {z_index}.")
        self._z_index_ = z_index
        self._reordered_()

    @property
    def z_as_relative(self) -> bool:
        """Whether `z_index` is added to the parent's."""
        return self._z_relative_

    @z_as_relative.setter
    def z_as_relative(self, enable: bool) -> None:
        self._z_relative_ = enable
        self._reordered_()

    def set_position(self, position: Vector2) -> None:
        """Set `position`."""
        self.position = position

    def get_position(self) -> Vector2:
        """Return `position`."""
        return self._position_

    def set_rotation(self, radians: float) -> None:
        """Set `rotation`."""
        self.rotation = radians

    def get_rotation(self) -> float:
        """Return `rotation`."""
        return self._rotation_

    def set_scale(self, scale: Vector2) -> None:
        """Set `scale`."""
        self.scale = scale

    def get_scale(self) -> Vector2:
        """Return `scale`."""
        return self._scale_

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
