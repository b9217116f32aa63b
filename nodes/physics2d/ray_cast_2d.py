"""RayCast2D: looks along a line for what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from engine import RID, Node, Vector2
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.queries import Wanted, cast_ray
from engine.physics2d.vectors import transformed
from engine.scene.notified import notified

from ..canvas.node_2d import Node2D
from ..checked import vector2
from .collider_2d import layers_of, with_bit
from .collision_object_2d import CollisionObject2D
from .world_2d import Excluded

if TYPE_CHECKING:
    from engine.physics2d.collider import Part

    from .keywords import RayCast2DKeywords


class RayCast2D(Node2D):
    """Finds the first body, or area, on the way to `cast_to`: in each step, before `_physics_process`.

    Source: Godot 3.6's `RayCast2D`.
    """

    _stored_: ClassVar[tuple[str, ...]] = ("enabled",)
    _enabled_: bool = False
    _cast_to_: Vector2
    _collision_mask_: int
    _exceptions_: dict[Any, None]
    _hit_: Part | None = None
    _shape_: int = 0
    _is_colliding_: bool = False
    _point_: Vector2 = Vector2.ZERO
    _normal_: Vector2 = Vector2.ZERO

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RayCast2DKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        self._exceptions_ = {}

    @property
    def enabled(self) -> bool:
        """Whether it looks in each step."""
        return self._enabled_

    @enabled.setter
    @guarded
    def enabled(self, enabled: bool) -> None:
        self._enabled_ = bool(enabled)
        if not enabled:
            self._is_colliding_ = False
        self.set_physics_process_internal(self._enabled_)

    set_enabled: Setter[bool] = setter("enabled")
    is_enabled: Getter[bool] = getter("enabled")

    cast_to: Property[Vector2] = Field(
        Vector2(0.0, 50.0), vector2, doc="Where the line ends, in the coordinates of the node."
    )
    set_cast_to: Setter[Vector2] = setter(cast_to, "local_point")
    get_cast_to: Getter[Vector2] = getter(cast_to)

    collision_mask: Property[int] = Field(1, layers_of, doc="Which layers it looks at: a bit for each.")
    set_collision_mask: Setter[int] = setter(collision_mask, "mask")
    get_collision_mask: Getter[int] = getter(collision_mask)

    exclude_parent: bool = True
    """Whether it passes through the body that it is a child of."""
    collide_with_areas: bool = False
    """Whether areas are in the way."""
    collide_with_bodies: bool = True
    """Whether bodies are."""

    set_exclude_parent_body: Setter[bool] = setter("exclude_parent", "mask")
    get_exclude_parent_body: Getter[bool] = getter("exclude_parent")
    set_collide_with_areas: Setter[bool] = setter("collide_with_areas", "enable")
    is_collide_with_areas_enabled: Getter[bool] = getter("collide_with_areas")
    set_collide_with_bodies: Setter[bool] = setter("collide_with_bodies", "enable")
    is_collide_with_bodies_enabled: Getter[bool] = getter("collide_with_bodies")

    def set_collision_mask_bit(self, bit: int, value: bool) -> None:
        """Have it look at a layer, or not."""
        self.collision_mask = with_bit(self, self.collision_mask, bit, value)

    def get_collision_mask_bit(self, bit: int) -> bool:
        """Return True if it looks at a layer."""
        return bool(self.collision_mask >> bit & 1)

    def add_exception(self, node: Node) -> None:
        """Let it pass through a body or an area."""
        self._exceptions_[node] = None

    def remove_exception(self, node: Node) -> None:
        """Undo `add_exception`."""
        self._exceptions_.pop(node, None)

    def add_exception_rid(self, rid: RID) -> None:
        """Let it pass through what has this handle."""
        self._exceptions_[rid] = None

    def remove_exception_rid(self, rid: RID) -> None:
        """Undo `add_exception_rid`."""
        self._exceptions_.pop(rid, None)

    def clear_exceptions(self) -> None:
        """Let it pass through nothing any more."""
        self._exceptions_.clear()

    @notified(Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS)
    def force_raycast_update(self) -> None:
        """Look now, and not in the next step."""
        space = self.get_tree()._services_.physics2d.space
        matrix = self._global_matrix_()
        x, y = self._cast_to_
        end = transformed(matrix, x, y or (0.0 if x else 0.01))
        exclude = list(self._exceptions_)
        if self.exclude_parent and isinstance(self._parent_, CollisionObject2D):
            exclude.append(self._parent_)
        wanted = Wanted(
            Excluded(exclude), self._collision_mask_, self.collide_with_bodies, self.collide_with_areas
        )
        hit = cast_ray(space, (matrix[4], matrix[5]), end, wanted)
        self._is_colliding_ = hit is not None
        self._hit_ = None
        self._shape_ = 0
        if hit is not None:
            self._hit_ = hit.part
            self._shape_ = hit.part.index
            self._point_, self._normal_ = Vector2(*hit.point), Vector2(*hit.normal)

    def is_colliding(self) -> bool:
        """Return True if something was in the way when it last looked."""
        return self._is_colliding_

    def get_collider(self) -> Any:
        """Return what was in the way: an area, a body, a TileMap; None if nothing was, or it was freed."""
        owner = None if self._hit_ is None else self._hit_.collider.owner
        return None if owner is None or owner._freed_ else owner

    def get_collider_shape(self) -> int:
        """Return which of its shapes that was."""
        return self._shape_

    def get_collision_point(self) -> Vector2:
        """Return where that was, on the canvas; as it was for the last time, if nothing is in the way."""
        return self._point_

    def get_collision_normal(self) -> Vector2:
        """Return which way is out of it there; zero if the line begins in it."""
        return self._normal_
