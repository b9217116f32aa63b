"""KinematicCollision2D: what a KinematicBody2D has met."""

from __future__ import annotations

from math import acos
from typing import TYPE_CHECKING, Any

from engine import RID, Object, Vector2

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

    def get_position(self) -> Vector2:
        """Return `position`."""
        return self.position

    def get_normal(self) -> Vector2:
        """Return `normal`."""
        return self.normal

    def get_travel(self) -> Vector2:
        """Return `travel`."""
        return self.travel

    def get_remainder(self) -> Vector2:
        """Return `remainder`."""
        return self.remainder

    def get_collider(self) -> Any:
        """Return `collider`."""
        return self.collider

    def get_collider_id(self) -> int:
        """Return `collider_id`."""
        return self.collider_id

    def get_collider_rid(self) -> RID:
        """Return `collider_rid`."""
        return self.collider_rid

    def get_collider_shape(self) -> Any:
        """Return `collider_shape`."""
        return self.collider_shape

    def get_collider_shape_index(self) -> int:
        """Return `collider_shape_index`."""
        return self.collider_shape_index

    def get_collider_metadata(self) -> Any:
        """Return `collider_metadata`."""
        return self.collider_metadata

    def get_collider_velocity(self) -> Vector2:
        """Return `collider_velocity`."""
        return self.collider_velocity

    def get_local_shape(self) -> Any:
        """Return `local_shape`."""
        return self.local_shape

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
