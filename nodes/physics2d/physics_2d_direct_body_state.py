"""Physics2DDirectBodyState: what a RigidBody2D's `_integrate_forces` is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import Object, Transform2D, Vector2
from engine.object.lifetime import guarded
from engine.object.property import Getter, Setter, getter, setter
from engine.physics2d.collider import Collider
from engine.physics2d.flight import inverse_inertia
from engine.physics2d.rigid import Rigid, upright

if TYPE_CHECKING:
    from engine.physics2d.space import Space
    from engine.scene.state import TreeState

    from .world_2d import Physics2DDirectSpaceState


class Physics2DDirectBodyState(Object):
    """The body as the last step has left it, whose velocity and place may be changed.

    Source: Godot 3.6's `Physics2DDirectBodyState`. Unlike Godot: it has no contacts to tell of.
    """

    _body_: Any
    _collider_: Collider
    _rigid_: Rigid

    def __init__(self, body: Any, collider: Collider, rigid: Rigid) -> None:
        """Made by the body."""
        self._body_ = body
        self._collider_ = collider
        self._rigid_ = rigid

    def _space_(self) -> Space | None:
        tree = self._body_._tree_
        space: Space | None = None if tree is None else tree._services_.physics2d.space
        return space

    def _wake_(self) -> None:
        if (space := self._space_()) is not None:
            space.wake(self._collider_)

    @property
    def linear_velocity(self) -> Vector2:
        """Its velocity in pixels a second."""
        return Vector2(*self._collider_.velocity)

    @linear_velocity.setter
    @guarded
    def linear_velocity(self, velocity: Vector2) -> None:
        x, y = velocity
        self._collider_.velocity = (float(x), float(y))
        self._wake_()

    set_linear_velocity: Setter[Vector2] = setter("linear_velocity", "velocity")
    get_linear_velocity: Getter[Vector2] = getter("linear_velocity")

    @property
    def angular_velocity(self) -> float:
        """By how many radians it turns in a second."""
        return self._collider_.spin

    @angular_velocity.setter
    @guarded
    def angular_velocity(self, velocity: float) -> None:
        self._collider_.spin = float(velocity)
        self._wake_()

    set_angular_velocity: Setter[float] = setter("angular_velocity", "velocity")
    get_angular_velocity: Getter[float] = getter("angular_velocity")

    @property
    def transform(self) -> Transform2D:
        """Where the body is on the canvas. What it is set to, the node is when the next step begins."""
        return Transform2D(*self._collider_.matrix)

    @transform.setter
    @guarded
    def transform(self, transform: Transform2D) -> None:
        a, b, c, d, x, y = transform
        space = self._space_()
        if space is not None:
            space.put(self._collider_, upright((a, b, c, d, x, y)))

    set_transform: Setter[Transform2D] = setter("transform")
    get_transform: Getter[Transform2D] = getter("transform")

    @property
    def sleeping(self) -> bool:
        """Whether it is asleep."""
        return self._rigid_.is_asleep

    @sleeping.setter
    @guarded
    def sleeping(self, enabled: bool) -> None:
        self._body_.sleeping = enabled

    set_sleep_state: Setter[bool] = setter("sleeping", "enabled")
    is_sleeping: Getter[bool] = getter("sleeping")

    @property
    def step(self) -> float:
        """The seconds of a physics step."""
        tree: TreeState | None = self._body_._tree_
        return 0.0 if tree is None else tree.physics_delta

    @property
    def total_gravity(self) -> Vector2:
        """What project and areas pull it by."""
        return Vector2(*self._rigid_.gravity)

    @property
    def total_linear_damp(self) -> float:
        """What it loses of its velocity in a second."""
        return self._rigid_.total_linear_damp

    @property
    def total_angular_damp(self) -> float:
        """What it loses in a second of how it turns."""
        return self._rigid_.total_angular_damp

    @property
    def inverse_mass(self) -> float:
        """1 by its mass."""
        return 1.0 / self._rigid_.mass

    @property
    def inverse_inertia(self) -> float:
        """1 by its inertia; 0 if nothing turns it."""
        return inverse_inertia(self._rigid_, self._collider_)

    get_step: Getter[float] = getter("step")
    get_total_gravity: Getter[Vector2] = getter("total_gravity")
    get_total_linear_damp: Getter[float] = getter("total_linear_damp")
    get_total_angular_damp: Getter[float] = getter("total_angular_damp")
    get_inverse_mass: Getter[float] = getter("inverse_mass")
    get_inverse_inertia: Getter[float] = getter("inverse_inertia")

    def get_contact_count(self) -> int:
        """Return 0, as there are no contacts here."""
        return 0

    def get_velocity_at_local_position(self, local_position: Vector2) -> Vector2:
        """Return the velocity of a point of the body, as an offset from its origin on the canvas."""
        x, y = local_position
        return self.linear_velocity + Vector2(-self.angular_velocity * y, self.angular_velocity * x)

    def get_space_state(self) -> Physics2DDirectSpaceState:
        """Return what answers what is where."""
        state: Physics2DDirectSpaceState = self._body_.get_world_2d().direct_space_state
        return state

    def add_central_force(self, force: Vector2) -> None:
        """Add to what pushes it all the time."""
        self._body_.add_central_force(force)

    def add_force(self, offset: Vector2, force: Vector2) -> None:
        """Add to what pushes it all the time, at an offset from its origin."""
        self._body_.add_force(offset, force)

    def add_torque(self, torque: float) -> None:
        """Add to what turns it all the time."""
        self._body_.add_torque(torque)

    def apply_central_impulse(self, impulse: Vector2) -> None:
        """Push it once."""
        self._body_.apply_central_impulse(impulse)

    def apply_impulse(self, offset: Vector2, impulse: Vector2) -> None:
        """Push it once, at an offset from its origin."""
        self._body_.apply_impulse(offset, impulse)

    def apply_torque_impulse(self, impulse: float) -> None:
        """Turn it once."""
        self._body_.apply_torque_impulse(impulse)

    def integrate_forces(self) -> None:
        """Change its velocity by gravity and damping, as is done without `custom_integrator`."""
        step = self.step
        damp = max(0.0, 1.0 - step * self.total_linear_damp)
        self.linear_velocity = (self.linear_velocity + self.total_gravity * step) * damp
        self.angular_velocity *= max(0.0, 1.0 - step * self.total_angular_damp)
