"""KinematicCollision2D: what a KinematicBody2D has met."""

from __future__ import annotations

from math import acos
from typing import TYPE_CHECKING, Any

from engine import RID, Object, Vector2
from engine.object.property import Getter, getter

if TYPE_CHECKING:
    from engine.physics2d.collider import Part
    from engine.physics2d.motion import Motion, Touch


class KinematicCollision2D(Object):
    """What `move_and_collide` returns, and `get_slide_collision`: it does not change any more.

    Source: Godot 3.6's `KinematicCollision2D`.
    """

    _touch_: Touch
    _part_: Part

    def __init__(self, motion: Motion, touch: Touch) -> None:
        """Made by a KinematicBody2D."""
        self._touch_ = touch
        self._part_ = touch.part
        self._metadata_ = touch.part.collider.owner._metadata_of_(touch.part)
        self._travel_ = Vector2(*motion.travel)
        self._remainder_ = Vector2(*motion.remainder)

    @property
    def position(self) -> Vector2:
        """Where they touch, on the canvas."""
        return Vector2(*self._touch_.point)

    @property
    def normal(self) -> Vector2:
        """Which way is out of the other, where they touch."""
        return Vector2(*self._touch_.normal)

    @property
    def travel(self) -> Vector2:
        """How far the body came."""
        return self._travel_

    @property
    def remainder(self) -> Vector2:
        """What of the motion was left."""
        return self._remainder_

    @property
    def collider(self) -> Any:
        """The other: a body or a TileMap; None once it was freed."""
        owner = self._part_.collider.owner
        return None if owner._freed_ else owner

    @property
    def collider_id(self) -> int:
        """The instance id of the other."""
        return int(self._part_.collider.owner.get_instance_id())

    @property
    def collider_rid(self) -> RID:
        """The handle of the other."""
        return RID(self.collider_id)

    @property
    def collider_shape(self) -> Any:
        """The CollisionShape2D of the other that was touched, or whatever has its shape."""
        return _owner_of(self._part_)

    @property
    def collider_shape_index(self) -> int:
        """Which of the other's shapes that is."""
        return self._part_.index

    @property
    def collider_metadata(self) -> Any:
        """Of a TileMap, the cell that was touched; of others None."""
        return self._metadata_

    @property
    def collider_velocity(self) -> Vector2:
        """How fast the other moves there."""
        return Vector2(*self._touch_.velocity)

    @property
    def local_shape(self) -> Any:
        """The CollisionShape2D of the body that touched it, or whatever has its shape."""
        return _owner_of(self._touch_.own)

    get_position: Getter[Vector2] = getter("position")
    get_normal: Getter[Vector2] = getter("normal")
    get_travel: Getter[Vector2] = getter("travel")
    get_remainder: Getter[Vector2] = getter("remainder")
    get_collider: Getter[Any] = getter("collider")
    get_collider_id: Getter[int] = getter("collider_id")
    get_collider_rid: Getter[RID] = getter("collider_rid")
    get_collider_shape: Getter[Any] = getter("collider_shape")
    get_collider_shape_index: Getter[int] = getter("collider_shape_index")
    get_collider_metadata: Getter[Any] = getter("collider_metadata")
    get_collider_velocity: Getter[Vector2] = getter("collider_velocity")
    get_local_shape: Getter[Any] = getter("local_shape")

    def get_angle(self, up_direction: Vector2 = Vector2.UP) -> float:
        """Return the angle between the normal and a direction, in radians."""
        return acos(max(-1.0, min(1.0, self.normal.dot(up_direction))))

    def __repr__(self) -> str:
        return f"<KinematicCollision2D with {self._part_.collider.owner!r} at {self.position!r}>"


def _owner_of(part: Part) -> Any:
    holder = part.collider.owner
    if holder._freed_ or part not in part.collider.parts:
        return None
    return holder.shape_owner_get_owner(holder.shape_find_owner(part.index))
