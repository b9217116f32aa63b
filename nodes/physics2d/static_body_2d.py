"""StaticBody2D: what stands in the way and does not give way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ..checked import finite, vector2
from .physics_body_2d import PhysicsBody2D

if TYPE_CHECKING:
    from .keywords import StaticBody2DKeywords


class StaticBody2D(PhysicsBody2D):
    """A wall, a floor. It costs nothing as long as it is not moved.

    Source: Godot 3.6's `StaticBody2D`. Unlike Godot: it has no friction and no bounce, as there are no
    contacts of rigid bodies.
    """

    _constant_linear_velocity_: Vector2

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[StaticBody2DKeywords]) -> None: ...

    constant_linear_velocity: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_velocity_set_", doc="How it carries what stands on it: a conveyor belt."
    )
    set_constant_linear_velocity: Setter[Vector2] = setter(constant_linear_velocity, "vel")
    get_constant_linear_velocity: Getter[Vector2] = getter(constant_linear_velocity)

    constant_angular_velocity: Property[float] = Field(
        0.0, finite, state="_collider_.spin", doc="How it turns what stands on it, in radians a second."
    )
    set_constant_angular_velocity: Setter[float] = setter(constant_angular_velocity, "vel")
    get_constant_angular_velocity: Getter[float] = getter(constant_angular_velocity)

    def _velocity_set_(self) -> None:
        x, y = self._constant_linear_velocity_
        self._collider_.velocity = (x, y)
