"""World2D, and what can be asked of it: what is on a line, at a point, in a shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine import RID, Node, Object, Resource, ScriptError, Transform2D, Vector2
from engine.object.property import Getter, Setter, getter, setter
from engine.physics2d.collider import Part
from engine.physics2d.queries import ALL_LAYERS, ShapeQuery, Wanted, at_point, cast_ray

from .shapes import Shape2D, points_of, shape_of

if TYPE_CHECKING:
    from engine.physics2d.collider import Collider
    from engine.physics2d.service import PhysicsService


class Excluded:
    """What a question is not about: nodes, and handles of nodes."""

    __slots__ = ("_ids",)

    def __init__(self, excluded: Iterable[Node | RID]) -> None:
        self._ids = {
            one.get_id() if isinstance(one, RID) else one.get_instance_id()
            for one in excluded
            if isinstance(one, RID) or not one._freed_
        }

    def __contains__(self, collider: object) -> bool:
        owner: Any = collider
        return bool(self._ids) and owner.owner.get_instance_id() in self._ids


class Physics2DShapeQueryParameters(Object):
    """A question about a shape: where it is, how it moves, and who is meant.

    Source: Godot 3.6's `Physics2DShapeQueryParameters`.
    """

    transform: Transform2D = Transform2D.IDENTITY
    """Where the shape is, on the canvas."""
    set_transform: Setter[Transform2D] = setter("transform")
    get_transform: Getter[Transform2D] = getter("transform")
    motion: Vector2 = Vector2.ZERO
    """Where it goes from there."""
    set_motion: Setter[Vector2] = setter("motion")
    get_motion: Getter[Vector2] = getter("motion")
    margin: float = 0.0
    """By how much it is larger."""
    set_margin: Setter[float] = setter("margin")
    get_margin: Getter[float] = getter("margin")
    collision_layer: int = ALL_LAYERS
    """In which layers those are that it is about."""
    set_collision_layer: Setter[int] = setter("collision_layer")
    get_collision_layer: Getter[int] = getter("collision_layer")
    exclude: Iterable[Node | RID] = ()
    """Who is not meant."""
    set_exclude: Setter[Iterable[Node | RID]] = setter("exclude")
    get_exclude: Getter[Iterable[Node | RID]] = getter("exclude")
    collide_with_bodies: bool = True
    """Whether bodies are looked for."""
    set_collide_with_bodies: Setter[bool] = setter("collide_with_bodies")
    collide_with_areas: bool = False
    """Whether areas are looked for."""
    set_collide_with_areas: Setter[bool] = setter("collide_with_areas")

    is_collide_with_bodies_enabled: Getter[bool] = getter("collide_with_bodies")
    is_collide_with_areas_enabled: Getter[bool] = getter("collide_with_areas")

    _shape_: Shape2D | None = None

    def set_shape(self, shape: Shape2D) -> None:
        """Set the shape."""
        self._shape_ = shape_of(self, "shape", shape)

    def _query_(self) -> ShapeQuery:
        a, b, c, d, e, f = self.transform
        solid = None if self._shape_ is None else self._shape_._solid_((a, b, c, d, e, f))
        if solid is None:
            raise ScriptError(f"{self!r} has no shape: call `set_shape(CircleShape2D(radius=…))` first.")
        x, y = self.motion
        wanted = Wanted(
            Excluded(self.exclude), self.collision_layer, self.collide_with_bodies, self.collide_with_areas
        )
        return ShapeQuery(solid, (x, y), self.margin, wanted)


class Physics2DDirectSpaceState(Object):
    """Answers at once. Who is where is as the last step, or frame, has left it.

    Source: Godot 3.6's `Physics2DDirectSpaceState`.
    """

    _physics_: PhysicsService

    def __init__(self, physics: PhysicsService) -> None:
        """Made by a World2D."""
        self._physics_ = physics

    def intersect_ray(
        self,
        from_: Vector2,
        to: Vector2,
        exclude: Iterable[Node | RID] = (),
        collision_layer: int = ALL_LAYERS,
        collide_with_bodies: bool = True,
        collide_with_areas: bool = False,
    ) -> dict[str, Any]:
        """Return what is first on the way, with `position`, `normal` and `collider`; {} if nothing is."""
        (x, y), (to_x, to_y) = from_, to
        wanted = Wanted(Excluded(exclude), collision_layer, collide_with_bodies, collide_with_areas)
        hit = cast_ray(self._physics_.space, (x, y), (to_x, to_y), wanted)
        if hit is None:
            return {}
        return {"position": Vector2(*hit.point), "normal": Vector2(*hit.normal), **_told(hit.part)}

    def intersect_point(
        self,
        point: Vector2,
        max_results: int = 32,
        exclude: Iterable[Node | RID] = (),
        collision_layer: int = ALL_LAYERS,
        collide_with_bodies: bool = True,
        collide_with_areas: bool = False,
    ) -> list[dict[str, Any]]:
        """Return what a point lies in, each with `collider` and `shape`."""
        x, y = point
        wanted = Wanted(Excluded(exclude), collision_layer, collide_with_bodies, collide_with_areas)
        return [_told(part) for part in at_point(self._physics_.space, (x, y), wanted, max_results)]

    def intersect_shape(
        self, shape: Physics2DShapeQueryParameters, max_results: int = 32
    ) -> list[dict[str, Any]]:
        """Return what a shape overlaps on its way, each with `collider` and `shape`."""
        return [_told(part) for part in shape._query_().overlapped(self._physics_.space, max_results)]

    def cast_motion(self, shape: Physics2DShapeQueryParameters) -> list[float]:
        """Return how much of its motion is free, and the least that is not; [1.0, 1.0] if all is."""
        return list(shape._query_().free_part(self._physics_.space))

    def collide_shape(self, shape: Physics2DShapeQueryParameters, max_results: int = 32) -> list[Vector2]:
        """Return where a shape touches others on its way, in pairs: a point of it, and one of the other."""
        return points_of(shape._query_().contacts(self._physics_.space, max_results))

    def get_rest_info(self, shape: Physics2DShapeQueryParameters) -> dict[str, Any]:
        """Return what a shape is the deepest in, with `point` and `normal`; {} if it is in nothing."""
        rest = shape._query_().rest(self._physics_.space)
        if rest is None:
            return {}
        part, (x, y), normal = rest
        told = _told(part)
        del told["collider"]
        velocity = Vector2(*part.collider.velocity_at(x, y))
        return {"point": Vector2(x, y), "normal": Vector2(*normal), **told, "linear_velocity": velocity}


class World2D(Resource):
    """What the areas and bodies of a tree are in: `get_world_2d()` of a canvas item.

    Source: Godot 3.6's `World2D`.
    """

    _state_: Physics2DDirectSpaceState

    def __init__(self, physics: PhysicsService) -> None:
        """Made by `get_world_2d`."""
        self._state_ = Physics2DDirectSpaceState(physics)

    @property
    def direct_space_state(self) -> Physics2DDirectSpaceState:
        """Answers what is where."""
        return self._state_

    def get_direct_space_state(self) -> Physics2DDirectSpaceState:
        """Return `direct_space_state`, which answers what is where in it."""
        return self._state_


def _told(part: Part) -> dict[str, Any]:
    """Return what is told of what was found."""
    collider: Collider = part.collider
    node = collider.owner
    return {
        "collider": node,
        "collider_id": node.get_instance_id(),
        "rid": node.get_rid(),
        "shape": part.index,
        "metadata": node._metadata_of_(part),
    }
