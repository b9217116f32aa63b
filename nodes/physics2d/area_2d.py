"""Area2D: tells of what comes into it, and of what leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Unpack

from engine import RID, Node, Signal, Vector2, push_error
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.collider import AREA
from engine.physics2d.rigid import Influence

from ..checked import choice, finite, vector2
from .body_watcher import BodyWatcher

if TYPE_CHECKING:
    from .keywords import Area2DKeywords


class Area2D(BodyWatcher):
    """Emits `body_entered`, `area_entered` and their kin, and knows what is in it.

    What moves is looked at when the physics step is over, and told when the next one begins, before
    `_physics_process`: of areas that have moved, of bodies a step later. `get_overlapping_bodies` and
    its kin change together with the signals. What leaves the tree, is freed, or is in it when
    `monitoring` ends is told at once.

    Source: Godot 3.6's `Area2D`. Unlike Godot: a StaticBody2D that was moved is noticed as well, so is
    another layer or mask, and who is not `monitorable` any more leaves; all in the next step.
    """

    SPACE_OVERRIDE_DISABLED = 0
    SPACE_OVERRIDE_COMBINE = 1
    SPACE_OVERRIDE_COMBINE_REPLACE = 2
    SPACE_OVERRIDE_REPLACE = 3
    SPACE_OVERRIDE_REPLACE_COMBINE = 4

    area_entered: Final = Signal[Any]("area")
    area_exited: Final = Signal[Any]("area")
    area_shape_entered: Final = Signal[RID, Any, int, int](
        "area_rid", "area", "area_shape_index", "local_shape_index"
    )
    area_shape_exited: Final = Signal[RID, Any, int, int](
        "area_rid", "area", "area_shape_index", "local_shape_index"
    )

    _stored_: ClassVar[tuple[str, ...]] = ("monitoring", "monitorable")
    _kind_ = AREA
    _space_override_: int
    _gravity_: float
    _gravity_vec_: Vector2
    _gravity_point_: bool
    _gravity_distance_scale_: float
    _linear_damp_: float
    _angular_damp_: float
    _area_priority_: float

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Area2DKeywords]) -> None: ...

    # -- Properties ------------------------------------------------------------------------------

    @property
    def monitoring(self) -> bool:
        """Whether it is told of what comes and goes."""
        return self._collider_.monitoring

    @monitoring.setter
    @guarded
    def monitoring(self, enable: bool) -> None:
        if self._may_switch_("monitoring") and enable != self._collider_.monitoring:
            self._collider_.monitoring = bool(enable)
            if not enable:
                self._insiders_.clear()
            self._filtered_()

    set_monitoring: Setter[bool] = setter("monitoring", "enable")
    is_monitoring: Getter[bool] = getter("monitoring")

    @property
    def monitorable(self) -> bool:
        """Whether other areas are told of it."""
        return self._collider_.monitorable

    @monitorable.setter
    @guarded
    def monitorable(self, enable: bool) -> None:
        if self._may_switch_("monitorable"):
            self._collider_.monitorable = bool(enable)
            self._filtered_()

    set_monitorable: Setter[bool] = setter("monitorable", "enable")
    is_monitorable: Getter[bool] = getter("monitorable")

    def _may_switch_(self, name: str) -> bool:
        if self._insiders_.is_telling:
            push_error(
                "Function blocked during in/out signal."
                f' Write `{self.name}.set_deferred("{name}", …)` in the handler.'
            )
        return not self._insiders_.is_telling

    # -- What it does to a RigidBody2D -----------------------------------------------------------

    space_override: Property[int] = Field(
        SPACE_OVERRIDE_DISABLED,
        choice(5),
        then="_influence_set_",
        doc="Whether its gravity and damping add to those of others, or replace them.",
    )
    set_space_override_mode: Setter[int] = setter(space_override, "space_override_mode")
    get_space_override_mode: Getter[int] = getter(space_override)

    gravity: Property[float] = Field(98.0, finite, then="_influence_set_", doc="How hard it pulls.")
    set_gravity: Setter[float] = setter(gravity)
    get_gravity: Getter[float] = getter(gravity)

    gravity_vec: Property[Vector2] = Field(
        Vector2.DOWN, vector2, then="_influence_set_", doc="Where to; a place in it with `gravity_point`."
    )
    set_gravity_vector: Setter[Vector2] = setter(gravity_vec, "vector")
    get_gravity_vector: Getter[Vector2] = getter(gravity_vec)

    gravity_point: Property[bool] = Field(
        False, then="_influence_set_", doc="Whether it pulls to a point, as a planet does."
    )
    set_gravity_is_point: Setter[bool] = setter(gravity_point, "enable")
    is_gravity_a_point: Getter[bool] = getter(gravity_point)

    gravity_distance_scale: Property[float] = Field(
        0.0, finite, then="_influence_set_", doc="How much less a point pulls what is farther away."
    )
    set_gravity_distance_scale: Setter[float] = setter(gravity_distance_scale, "distance_scale")
    get_gravity_distance_scale: Getter[float] = getter(gravity_distance_scale)

    linear_damp: Property[float] = Field(
        0.1, finite, then="_influence_set_", doc="What is lost in it of a velocity in a second."
    )
    set_linear_damp: Setter[float] = setter(linear_damp)
    get_linear_damp: Getter[float] = getter(linear_damp)

    angular_damp: Property[float] = Field(
        1.0, finite, then="_influence_set_", doc="As `linear_damp`, for what turns."
    )
    set_angular_damp: Setter[float] = setter(angular_damp)
    get_angular_damp: Getter[float] = getter(angular_damp)

    priority: Property[float] = Field(
        0.0,
        finite,
        state="_area_priority_",
        then="_influence_set_",
        doc="Of several areas, that with the highest is looked at first.",
    )
    set_priority: Setter[float] = setter(priority)
    get_priority: Getter[float] = getter(priority)

    def _influence_set_(self) -> None:
        if self._space_override_ == self.SPACE_OVERRIDE_DISABLED:
            self._collider_.influence = None
            return
        x, y = self._gravity_vec_
        self._collider_.influence = Influence(
            self._gravity_,
            (x, y),
            self._linear_damp_,
            self._angular_damp_,
            self._space_override_,
            self._area_priority_,
            self._gravity_point_,
            self._gravity_distance_scale_,
        )

    # -- What is in it ---------------------------------------------------------------------------

    def get_overlapping_areas(self) -> list[Area2D]:
        """Return the areas in it, as far as it was told."""
        return self._overlapping_(True)

    def get_overlapping_bodies(self) -> list[Any]:
        """Return the bodies in it, and the TileMaps, as far as it was told."""
        return self._overlapping_(False)

    def overlaps_area(self, area: Node) -> bool:
        """Return True if an area is in it."""
        return area in self._overlapping_(True)

    def overlaps_body(self, body: Node) -> bool:
        """Return True if a body is in it."""
        return body in self._overlapping_(False)

    def _overlapping_(self, areas: bool) -> list[Any]:
        if not self._collider_.monitoring:
            push_error(
                "Can't find overlapping bodies when monitoring is off."
                f" Set `monitoring = True` of {self!r} a step before."
            )
            return []
        return self._insiders_.nodes(areas)
