"""RigidBody2D: a body that flies by itself, by its velocity, gravity and forces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Node, ProjectSettings, Signal, Transform2D, Vector2, push_error
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.collider import KINEMATIC, RIGID, STATIC
from engine.physics2d.flight import inertia_of, push, twist
from engine.physics2d.motion import Trial
from engine.physics2d.rigid import Influence, Rigid
from engine.scene.hooks import call_hook
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import above, choice, finite, not_negative, vector2
from .body_watcher import BodyWatcher
from .physics_body_2d import PhysicsBody2D

if TYPE_CHECKING:
    from .keywords import RigidBody2DKeywords
    from .physics_2d_direct_body_state import Physics2DDirectBodyState


def _point(node: object, name: str, value: Vector2) -> tuple[float, float]:
    x, y = value
    return (float(x), float(y))


def _damp(node: object, name: str, value: float) -> float:
    return max(-1.0, finite(node, name, value))


class RigidBody2D(BodyWatcher, PhysicsBody2D):
    """Flies by itself: its velocity, the gravity of the project and of areas, and forces move it.

    Each physics step moves the body; its node, and `linear_velocity` and `angular_velocity` as they are
    read, follow when the next one begins. What is slower than two pixels a second for half a second falls
    asleep, and costs nothing until something wakes it.

    With `contact_monitor`, and `contacts_reported` above 0, it tells of the bodies that it passes through,
    as an area does: enough for a bullet.

    Source: Godot 3.6's `RigidBody2D`. Unlike Godot: nothing stops it. There is no solver of contacts here,
    so it passes through other bodies, which is said once of each that does not tell it itself, and has no
    friction and no bounce. What has to stop or to bounce is a KinematicBody2D that calls
    `move_and_collide`. Also unlike Godot: where a script puts it, it is; there the body goes on where it
    was, unless its global position was asked for before. `inertia` is known before the first step, and how
    the shapes share the mass does not depend on how often they have changed.
    """

    MODE_RIGID = 0
    MODE_STATIC = 1
    MODE_CHARACTER = 2
    MODE_KINEMATIC = 3

    sleeping_state_changed: Final = Signal()

    _stored_ = (
        "inertia",
        "custom_integrator",
        "linear_velocity",
        "angular_velocity",
        "sleeping",
    )
    _kind_ = RIGID
    _rigid_: Rigid
    _mode_: int
    _linear_velocity_: Vector2 = Vector2.ZERO
    _angular_velocity_: float = 0.0
    _sleeping_: bool = False
    _state_: Physics2DDirectBodyState | None = None
    _contacts_reported_: int
    _contact_monitor_: bool

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[RigidBody2DKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._rigid_ = self._collider_.rigid = Rigid()

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _let_fly_(self) -> None:
        setting = ProjectSettings.get_setting
        x, y = setting("physics/2d/default_gravity_vector")
        assert self._tree_ is not None
        self._tree_._services_.physics2d.space.everywhere = Influence(
            float(setting("physics/2d/default_gravity")),
            (x, y),
            float(setting("physics/2d/default_linear_damp")),
            float(setting("physics/2d/default_angular_damp")),
        )

    def _integrate_forces(self, state: Physics2DDirectBodyState, /) -> Any:
        """Override: called when a step has moved it, to change its velocity as you like."""

    # -- What it is ------------------------------------------------------------------------------

    mode: Property[int] = Field(
        MODE_RIGID,
        choice(4),
        then="_mode_set_",
        doc="Whether it flies, stands still, flies and is not turned by forces, or is moved by its script.",
    )
    set_mode: Setter[int] = setter(mode)
    get_mode: Getter[int] = getter(mode)

    mass: Property[float] = Field(1.0, above(0), state="_rigid_.mass", doc="In kilograms.")
    set_mass: Setter[float] = setter(mass)
    get_mass: Getter[float] = getter(mass)

    @property
    def inertia(self) -> float:
        """How hard it is to turn: what its shapes make of its mass, unless it was set above 0."""
        return inertia_of(self._rigid_, self._collider_)

    @inertia.setter
    @guarded
    def inertia(self, inertia: float) -> None:
        self._rigid_.inertia = max(0.0, finite(self, "inertia", inertia))

    set_inertia: Setter[float] = setter("inertia")
    get_inertia: Getter[float] = getter("inertia")

    @property
    def weight(self) -> float:
        """`mass` times a tenth of the gravity of the project."""
        return self.mass * float(ProjectSettings.get_setting("physics/2d/default_gravity")) / 10

    @weight.setter
    @guarded
    def weight(self, weight: float) -> None:
        gravity = float(ProjectSettings.get_setting("physics/2d/default_gravity"))
        self.mass = finite(self, "weight", weight) / (gravity / 10)

    set_weight: Setter[float] = setter("weight")
    get_weight: Getter[float] = getter("weight")

    gravity_scale: Property[float] = Field(
        1.0, finite, state="_rigid_.gravity_scale", doc="How many times as much it falls."
    )
    set_gravity_scale: Setter[float] = setter(gravity_scale)
    get_gravity_scale: Getter[float] = getter(gravity_scale)

    linear_damp: Property[float] = Field(
        -1.0,
        _damp,
        state="_rigid_.linear_damp",
        doc="What it loses of its velocity in a second; -1 if project and areas say it.",
    )
    set_linear_damp: Setter[float] = setter(linear_damp)
    get_linear_damp: Getter[float] = getter(linear_damp)

    angular_damp: Property[float] = Field(
        -1.0, _damp, state="_rigid_.angular_damp", doc="As `linear_damp`, for how it turns."
    )
    set_angular_damp: Setter[float] = setter(angular_damp)
    get_angular_damp: Getter[float] = getter(angular_damp)

    can_sleep: Property[bool] = Field(
        True, state="_rigid_.can_sleep", then="_can_sleep_set_", doc="Whether it may fall asleep by itself."
    )
    set_can_sleep: Setter[bool] = setter(can_sleep, "able_to_sleep")
    is_able_to_sleep: Getter[bool] = getter(can_sleep)

    @property
    def custom_integrator(self) -> bool:
        """Whether nothing but `_integrate_forces` changes its velocity."""
        return not self._rigid_.integrates

    @custom_integrator.setter
    @guarded
    def custom_integrator(self, enable: bool) -> None:
        self._rigid_.integrates = not enable

    set_use_custom_integrator: Setter[bool] = setter("custom_integrator", "enable")
    is_using_custom_integrator: Getter[bool] = getter("custom_integrator")

    def _mode_set_(self) -> None:
        collider, mode = self._collider_, self._mode_
        collider.kind = {self.MODE_STATIC: STATIC, self.MODE_KINEMATIC: KINEMATIC}.get(mode, RIGID)
        self._rigid_.keeps_upright = mode == self.MODE_CHARACTER
        if mode == self.MODE_CHARACTER:
            collider.spin = 0.0
        if self._tree_ is None:
            return
        space = self._tree_._services_.physics2d.space
        if collider.kind == RIGID:
            space.wake(collider)
        else:
            space.halt(collider)
        space.refiltered(collider)

    def _can_sleep_set_(self) -> None:
        if not self._rigid_.can_sleep:
            self._wake_()

    # -- How it moves ----------------------------------------------------------------------------

    @property
    def linear_velocity(self) -> Vector2:
        """Its velocity in pixels a second."""
        return self._linear_velocity_

    @linear_velocity.setter
    @guarded
    def linear_velocity(self, linear_velocity: Vector2) -> None:
        velocity = self._linear_velocity_ = vector2(self, "linear_velocity", linear_velocity)
        self._collider_.velocity = _point(self, "linear_velocity", velocity)
        self._wake_()

    set_linear_velocity: Setter[Vector2] = setter("linear_velocity")
    get_linear_velocity: Getter[Vector2] = getter("linear_velocity")

    @property
    def angular_velocity(self) -> float:
        """By how many radians it turns in a second."""
        return self._angular_velocity_

    @angular_velocity.setter
    @guarded
    def angular_velocity(self, angular_velocity: float) -> None:
        self._angular_velocity_ = self._collider_.spin = finite(self, "angular_velocity", angular_velocity)
        self._wake_()

    set_angular_velocity: Setter[float] = setter("angular_velocity")
    get_angular_velocity: Getter[float] = getter("angular_velocity")

    def set_axis_velocity(self, axis_velocity: Vector2) -> None:
        """Set its velocity along a direction, and leave that across it as it is."""
        velocity, along = Vector2(*self._collider_.velocity), Vector2(*axis_velocity)
        axis = along.normalized()
        self.linear_velocity = velocity - axis * axis.dot(velocity) + along

    applied_force: Property[Vector2] = Field(
        Vector2.ZERO,
        _point,
        state="_rigid_.applied_force",
        then="_wake_",
        read=lambda force: Vector2(*force),
        doc="What pushes it all the time.",
    )
    set_applied_force: Setter[Vector2] = setter(applied_force, "force")
    get_applied_force: Getter[Vector2] = getter(applied_force)

    applied_torque: Property[float] = Field(
        0.0, finite, state="_rigid_.applied_torque", then="_wake_", doc="What turns it all the time."
    )
    set_applied_torque: Setter[float] = setter(applied_torque, "torque")
    get_applied_torque: Getter[float] = getter(applied_torque)

    def add_central_force(self, force: Vector2) -> None:
        """Add to what pushes it all the time."""
        self.applied_force += Vector2(*force)

    def add_force(self, offset: Vector2, force: Vector2) -> None:
        """Add to what pushes it all the time, at an offset from its origin, so that it turns as well."""
        self.applied_force += Vector2(*force)
        self.applied_torque += Vector2(*offset).cross(Vector2(*force))

    def add_torque(self, torque: float) -> None:
        """Add to what turns it all the time."""
        self.applied_torque += torque

    def apply_central_impulse(self, impulse: Vector2) -> None:
        """Push it once."""
        self.apply_impulse(Vector2.ZERO, impulse)

    def apply_impulse(self, offset: Vector2, impulse: Vector2) -> None:
        """Push it once, at an offset from its origin, so that it turns as well."""
        if self._collider_.kind == RIGID:
            force = _point(self, "impulse", impulse)
            push(self._rigid_, self._collider_, force, _point(self, "offset", offset))
        self._wake_()

    def apply_torque_impulse(self, torque: float) -> None:
        """Turn it once."""
        if self._collider_.kind == RIGID:
            twist(self._rigid_, self._collider_, torque)
        self._wake_()

    def test_motion(self, motion: Vector2, infinite_inertia: bool = True, margin: float = 0.08) -> bool:
        """Return True if something would be in the way of a motion."""
        if self._tree_ is None:
            return False
        space = self._tree_._services_.physics2d.space
        a, b, c, d, x, y = self._global_matrix_()
        trial = Trial(space, self._collider_, margin, pushes=infinite_inertia)
        result = trial.run((a, b, c, d, x, y), _point(self, "motion", motion))
        return result.touch is not None and result.free < 1.0

    # -- What it meets ---------------------------------------------------------------------------

    contact_monitor: Property[bool] = Field(
        False, then="_monitoring_set_", doc="Whether it tells of the bodies that it meets."
    )
    set_contact_monitor: Setter[bool] = setter(contact_monitor, "enabled")
    is_contact_monitor_enabled: Getter[bool] = getter(contact_monitor)

    contacts_reported: Property[int] = Field(
        0, not_negative, then="_monitoring_set_", doc="0 if it tells of none, else as in Godot, or more."
    )
    set_max_contacts_reported: Setter[int] = setter(contacts_reported, "amount")
    get_max_contacts_reported: Getter[int] = getter(contacts_reported)

    def _monitoring_set_(self) -> None:
        monitors = self._contact_monitor_ and self._contacts_reported_ > 0
        if monitors == self._rigid_.monitors:
            return
        self._rigid_.monitors = monitors
        if not monitors:
            self._insiders_.clear()
        self._filtered_()

    def get_colliding_bodies(self) -> list[Any]:
        """Return the bodies that it is in, as far as it was told."""
        if not self._contact_monitor_:
            push_error(
                f"{self!r} does not know what it meets: set `contact_monitor = True`, and"
                " `contacts_reported = 1`."
            )
        return self._insiders_.nodes(areas=False)

    # -- Sleep -----------------------------------------------------------------------------------

    @property
    def sleeping(self) -> bool:
        """Whether nothing moves it until it is pushed, put elsewhere, or woken by False."""
        return self._sleeping_

    @sleeping.setter
    @guarded
    def sleeping(self, sleeping: bool) -> None:
        self._sleeping_ = bool(sleeping)
        if self._collider_.kind != RIGID:
            return
        self._rigid_.is_asleep = self._sleeping_
        if not sleeping:
            self._wake_()
        elif self._tree_ is not None:
            self._tree_._services_.physics2d.space.halt(self._collider_)

    set_sleeping: Setter[bool] = setter("sleeping")
    is_sleeping: Getter[bool] = getter("sleeping")

    def _wake_(self) -> None:
        if self._tree_ is not None:
            self._tree_._services_.physics2d.space.wake(self._collider_)

    # -- After a step ----------------------------------------------------------------------------

    def _arrived_(self) -> None:  # friend: service
        """Be where the step has put the body."""
        collider, rigid = self._collider_, self._rigid_
        if self._mode_ != self.MODE_KINEMATIC:
            before, rigid.told = rigid.told, collider.matrix
            if before[:4] == rigid.told[:4]:
                self.global_position = Vector2(*rigid.told[4:])
            else:
                self.global_transform = Transform2D(*rigid.told)
        self._linear_velocity_ = Vector2(*collider.velocity)
        self._angular_velocity_ = collider.spin
        if self._sleeping_ != rigid.is_asleep:
            self._sleeping_ = rigid.is_asleep
            emit(self, "sleeping_state_changed")
        if type(self)._integrate_forces is not RigidBody2D._integrate_forces and not self._freed_:
            if self._state_ is None:
                from .physics_2d_direct_body_state import Physics2DDirectBodyState

                self._state_ = Physics2DDirectBodyState(self, collider, rigid)
            call_hook(self, "_integrate_forces", self._state_)
