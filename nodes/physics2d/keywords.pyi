"""What the classes of this package take by name, for editors and type checkers."""

from collections.abc import Iterable

from engine import Vector2

from ..canvas.keywords import Node2DKeywords
from .shapes import Shape2D

class Collider2DKeywords(Node2DKeywords, total=False):
    collision_layer: int
    collision_mask: int

class CollisionObject2DKeywords(Collider2DKeywords, total=False):
    input_pickable: bool

class Area2DKeywords(CollisionObject2DKeywords, total=False):
    monitoring: bool
    monitorable: bool
    space_override: int
    gravity: float
    gravity_vec: Vector2
    gravity_point: bool
    gravity_distance_scale: float
    linear_damp: float
    angular_damp: float
    priority: float

class StaticBody2DKeywords(CollisionObject2DKeywords, total=False):
    constant_linear_velocity: Vector2
    constant_angular_velocity: float

class KinematicBody2DKeywords(CollisionObject2DKeywords, total=False):
    safe_margin: float
    moving_platform_apply_velocity_on_leave: int

class RigidBody2DKeywords(CollisionObject2DKeywords, total=False):
    mode: int
    mass: float
    inertia: float
    weight: float
    gravity_scale: float
    linear_damp: float
    angular_damp: float
    can_sleep: bool
    sleeping: bool
    contact_monitor: bool
    contacts_reported: int
    custom_integrator: bool
    linear_velocity: Vector2
    angular_velocity: float
    applied_force: Vector2
    applied_torque: float

class CollisionShape2DKeywords(Node2DKeywords, total=False):
    shape: Shape2D | None
    disabled: bool
    one_way_collision: bool
    one_way_collision_margin: float

class CollisionPolygon2DKeywords(Node2DKeywords, total=False):
    build_mode: int
    polygon: Iterable[Vector2]
    disabled: bool
    one_way_collision: bool
    one_way_collision_margin: float

class RayCast2DKeywords(Node2DKeywords, total=False):
    enabled: bool
    cast_to: Vector2
    collision_mask: int
    exclude_parent: bool
    collide_with_areas: bool
    collide_with_bodies: bool
