"""KinematicBody2D: a body that a script moves, and that stops at others and slides along them."""

from __future__ import annotations

from collections.abc import Collection
from math import acos, radians
from typing import TYPE_CHECKING, Unpack

from engine import Node, ScriptError, Transform2D, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.collider import KINEMATIC, Collider
from engine.physics2d.motion import Motion, Touch, Trial
from engine.physics2d.vectors import NOWHERE
from engine.scene.notified import notified

from ..checked import above, choice
from .kinematic_collision_2d import KinematicCollision2D
from .physics_body_2d import PhysicsBody2D

if TYPE_CHECKING:
    from .keywords import KinematicBody2DKeywords

_ANGLE_THRESHOLD = 0.01
"""Radians that a floor may be steeper than what was said, so that 45 degrees are 45 degrees."""
_FLOOR_MAX_ANGLE = radians(45.0)


class KinematicBody2D(PhysicsBody2D):
    """Moves by `move_and_collide` and `move_and_slide`; others do not push it.

    A body that was moved by hand, by `position`, passes through others.

    Where it meets several equally deep, as two floors that join, the one that Godot 3.6 tells in this step
    is told. It changes from step to step there, and Godot 3.2 tells others: do not rely on it.

    Source: Godot 3.6's `KinematicBody2D`. Unlike Godot: among bodies that may move, cells of a TileMap, and
    still shapes where there are more than 128, it is always the one that was made first.
    """

    PLATFORM_VEL_ON_LEAVE_ALWAYS = 0
    PLATFORM_VEL_ON_LEAVE_UPWARD_ONLY = 1
    PLATFORM_VEL_ON_LEAVE_NEVER = 2

    _kind_ = KINEMATIC
    _safe_margin_: float
    _moving_platform_apply_velocity_on_leave_: int
    _is_on_floor_: bool = False
    _is_on_wall_: bool = False
    _is_on_ceiling_: bool = False
    _floor_: Collider | None = None
    """What it stands on."""
    _floor_normal_: Vector2 = Vector2.ZERO
    _floor_velocity_: Vector2 = Vector2.ZERO
    _slides_: tuple[KinematicCollision2D, ...] = ()
    _sync_to_physics_: bool = False
    _last_transform_: Transform2D = Transform2D.IDENTITY

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[KinematicBody2DKeywords]) -> None: ...

    safe_margin: Property[float] = Field(
        0.08, above(0), doc="How near it may come to others. In Godot `collision/safe_margin`."
    )
    set_safe_margin: Setter[float] = setter(safe_margin, "pixels")
    get_safe_margin: Getter[float] = getter(safe_margin)

    moving_platform_apply_velocity_on_leave: Property[int] = Field(
        PLATFORM_VEL_ON_LEAVE_ALWAYS, choice(3), doc="Whether it keeps the velocity of what it stood on."
    )
    set_moving_platform_apply_velocity_on_leave: Setter[int] = setter(
        moving_platform_apply_velocity_on_leave, "on_leave_apply_velocity"
    )
    get_moving_platform_apply_velocity_on_leave: Getter[int] = getter(moving_platform_apply_velocity_on_leave)

    # -- One motion ------------------------------------------------------------------------------

    def move_and_collide(
        self,
        rel_vec: Vector2,
        infinite_inertia: bool = True,
        exclude_raycast_shapes: bool = True,
        test_only: bool = False,
    ) -> KinematicCollision2D | None:
        """Move by `rel_vec`, in pixels, until something is in the way; return that, or None.

        With `test_only` it stays where it is. Rigid bodies are not in its way with `infinite_inertia`.
        """
        result = self._try_(rel_vec, not exclude_raycast_shapes, infinite_inertia)
        if result.free == 1.0:  # what it was no more than near to was not in its way
            result = result._replace(touch=None)
        result = self._straightened_(result, Vector2(*rel_vec))
        if not test_only:
            self._go_(result.travel)
        return None if result.touch is None else KinematicCollision2D(result, result.touch)

    def test_move(self, from_: Transform2D, rel_vec: Vector2, infinite_inertia: bool = True) -> bool:
        """Return True if something would be in the way of a motion that begins at a transform."""
        return self._try_(rel_vec, False, infinite_inertia, start=from_).touch is not None

    def _try_(
        self,
        rel_vec: Vector2,
        with_rays: bool,
        pushes: bool,
        exclude: Collection[Collider] = (),
        start: Transform2D | None = None,
    ) -> Motion:
        x, y = rel_vec
        a, b, c, d, e, f = self._global_matrix_() if start is None else start
        return self._trial_(with_rays, pushes, exclude).run((a, b, c, d, e, f), (x, y))

    def _trial_(self, with_rays: bool, pushes: bool, exclude: Collection[Collider] = ()) -> Trial:
        if self._tree_ is None:
            raise ScriptError(f"{self!r} is not inside the tree, so there is nothing that it could meet.")
        space = self._tree_._services_.physics2d.space
        return Trial(space, self._collider_, self._safe_margin_, with_rays, exclude, self._delta_(), pushes)

    def _delta_(self) -> float:
        assert self._tree_ is not None
        in_step = self._tree_._services_.clock.in_step
        return self._tree_.physics_delta if in_step else self._tree_.process_delta

    def _go_(self, travel: tuple[float, float]) -> None:
        if travel != NOWHERE:
            self.global_position += Vector2(*travel)

    # -- Sliding ---------------------------------------------------------------------------------

    def move_and_slide(
        self,
        linear_velocity: Vector2,
        up_direction: Vector2 = Vector2.ZERO,
        stop_on_slope: bool = False,
        max_slides: int = 4,
        floor_max_angle: float = _FLOOR_MAX_ANGLE,
        infinite_inertia: bool = True,
    ) -> Vector2:
        """Move by a velocity, in pixels a second, along what is in the way; return what is left of it.

        What is touched is floor, wall or ceiling by its angle to `up_direction`, and all wall without that.
        """
        velocity = Vector2(*linear_velocity)
        up = Vector2(*up_direction).normalized()
        delta = self._delta_in_tree_()
        carried = self._carried_()
        carrier = self._floor_
        self._is_on_floor_ = self._is_on_wall_ = self._is_on_ceiling_ = False
        self._floor_normal_ = self._floor_velocity_ = Vector2.ZERO
        self._slides_ = ()
        if carried != Vector2.ZERO and carrier is not None:
            motion = self._try_(carried * delta, False, infinite_inertia, (carrier,))
            self._go_(motion.travel)
            if motion.touch is not None:
                self._note_(motion, motion.touch, up, floor_max_angle)
        self._floor_ = None
        velocity, is_pinned = self._slide_(
            velocity, up, stop_on_slope, max_slides, floor_max_angle, infinite_inertia, delta
        )
        if is_pinned or self._is_on_floor_ or self._is_on_wall_:
            return velocity
        return velocity + self._kept_(carried, up)

    def _delta_in_tree_(self) -> float:
        if self._tree_ is None:
            raise ScriptError(f"{self!r} is not inside the tree: there is no time in which it could move.")
        return self._delta_()

    def _slide_(
        self,
        velocity: Vector2,
        up: Vector2,
        stop_on_slope: bool,
        max_slides: int,
        floor_max_angle: float,
        pushes: bool,
        delta: float,
    ) -> tuple[Vector2, bool]:
        """Move along what is in the way; return the velocity that is left, and whether it was pinned."""
        motion = velocity * delta
        falls = (velocity.normalized() + up).length() < 0.01
        slides = not stop_on_slope
        for _ in range(max_slides):
            has_met = False
            for by_rays in (False, True):
                result = self._lift_(motion, pushes) if by_rays else self._move_(motion, pushes, not slides)
                touch = result.touch
                if touch is None:
                    if not by_rays:
                        motion = Vector2.ZERO
                else:
                    has_met = True
                    self._note_(result, touch, up, floor_max_angle)
                    if self._is_on_floor_ and stop_on_slope and falls:
                        self._pin_(Vector2(*result.travel), up)
                        return Vector2.ZERO, True
                    motion = Vector2(*result.remainder)
                    if slides or not self._is_on_floor_:
                        normal = Vector2(*touch.normal)
                        motion = motion.slide(normal)
                        velocity = velocity.slide(normal)
                slides = True
            if not has_met or motion == Vector2.ZERO:
                break
        return velocity, False

    def _move_(self, motion: Vector2, pushes: bool, straight: bool) -> Motion:
        result = self._try_(motion, False, pushes)
        if straight:
            result = self._straightened_(result, motion)
        self._go_(result.travel)
        return result

    def _straightened_(self, result: Motion, motion: Vector2) -> Motion:
        """Return a result without what the pushing out has moved it sideways, if that was little."""
        length = motion.length()
        allowed = self._safe_margin_ + 0.001
        if result.touch is not None:
            allowed += length * (result.blocked - result.free)
            if result.touch.depth > allowed:
                return result
        direction = motion / length if length > 0.00001 else Vector2.ZERO
        travel = Vector2(*result.travel)
        along = direction * travel.dot(direction)
        if (travel - along).length() >= allowed:
            return result
        x, y = along
        rest_x, rest_y = motion - along
        return result._replace(travel=(x, y), remainder=(rest_x, rest_y))

    def _lift_(self, motion: Vector2, pushes: bool) -> Motion:
        """Let it stand on its RayShape2D's, if it has any; the motion is still to be made."""
        x, y = motion
        lift, touch = self._trial_(True, pushes).lift(self._global_matrix_())
        self._go_(lift)
        return Motion(NOWHERE, (x, y), touch)

    def _pin_(self, travel: Vector2, up: Vector2) -> None:
        """Take back what it has moved along a slope that it is to stand on."""
        x, y = travel.slide(up) if travel.length() > self._safe_margin_ else travel
        self._go_((-x, -y))

    def _note_(self, motion: Motion, touch: Touch, up: Vector2, floor_max_angle: float) -> None:
        """Take note of what it has met."""
        collision = KinematicCollision2D(motion, touch)
        self._slides_ += (collision,)
        if up == Vector2.ZERO:
            self._is_on_wall_ = True
            return
        angle = floor_max_angle + _ANGLE_THRESHOLD
        if collision.get_angle(up) <= angle:
            self._stand_on_(touch)
        elif collision.get_angle(-up) <= angle:
            self._is_on_ceiling_ = True
        else:
            self._is_on_wall_ = True

    def _stand_on_(self, touch: Touch) -> None:
        self._is_on_floor_ = True
        self._floor_normal_ = Vector2(*touch.normal)
        self._floor_ = touch.part.collider
        self._floor_velocity_ = Vector2(*touch.velocity)

    def _carried_(self) -> Vector2:
        """Return the velocity of what it stands on, where it stands."""
        carrier = self._floor_
        if carrier is None or self._tree_ is None:
            return self._floor_velocity_
        if carrier not in self._tree_._services_.physics2d.space:
            self._floor_ = None
            return Vector2.ZERO
        x, y = self.global_position
        return Vector2(*carrier.velocity_at(x, y))

    def _kept_(self, carried: Vector2, up: Vector2) -> Vector2:
        """Return what of a platform's velocity it keeps when it leaves it."""
        on_leave = self._moving_platform_apply_velocity_on_leave_
        if on_leave == KinematicBody2D.PLATFORM_VEL_ON_LEAVE_NEVER:
            return Vector2.ZERO
        if on_leave == KinematicBody2D.PLATFORM_VEL_ON_LEAVE_UPWARD_ONLY and carried.dot(up) < 0:
            return carried.slide(up)
        return carried

    def move_and_slide_with_snap(
        self,
        linear_velocity: Vector2,
        snap: Vector2,
        up_direction: Vector2 = Vector2.ZERO,
        stop_on_slope: bool = False,
        max_slides: int = 4,
        floor_max_angle: float = _FLOOR_MAX_ANGLE,
        infinite_inertia: bool = True,
    ) -> Vector2:
        """Do as `move_and_slide`, and stay on the floor if it is no further away than `snap`.

        To jump, `snap` has to be zero until it falls again.
        """
        was_on_floor = self._is_on_floor_
        left = self.move_and_slide(
            linear_velocity, up_direction, stop_on_slope, max_slides, floor_max_angle, infinite_inertia
        )
        snap = Vector2(*snap)
        if not was_on_floor or snap == Vector2.ZERO:
            return left
        up = Vector2(*up_direction).normalized()
        result = self._try_(snap, True, infinite_inertia)
        if result.touch is None:
            return left
        travel = Vector2(*result.travel)
        if up != Vector2.ZERO:
            angle = KinematicCollision2D(result, result.touch).get_angle(up)
            if angle > floor_max_angle + _ANGLE_THRESHOLD:
                return left
            self._stand_on_(result.touch)
            if stop_on_slope:
                travel = up * up.dot(travel) if travel.length() > self._safe_margin_ else Vector2.ZERO
        x, y = travel
        self._go_((x, y))
        return left

    # -- After it has moved ----------------------------------------------------------------------

    def is_on_floor(self) -> bool:
        """Return True if the last `move_and_slide` has touched a floor."""
        return self._is_on_floor_

    def is_on_wall(self) -> bool:
        """Return True if the last `move_and_slide` has touched a wall."""
        return self._is_on_wall_

    def is_on_ceiling(self) -> bool:
        """Return True if the last `move_and_slide` has touched a ceiling."""
        return self._is_on_ceiling_

    def get_floor_normal(self) -> Vector2:
        """Return the normal of the floor; zero if it is on none."""
        return self._floor_normal_

    def get_floor_angle(self, up_direction: Vector2 = Vector2.UP) -> float:
        """Return how steep the floor is, in radians."""
        return acos(max(-1.0, min(1.0, self._floor_normal_.dot(up_direction))))

    def get_floor_velocity(self) -> Vector2:
        """Return the velocity of the floor, where it is touched."""
        return self._floor_velocity_

    def get_slide_count(self) -> int:
        """Return how often the last `move_and_slide` has met something."""
        return len(self._slides_)

    def get_slide_collision(self, slide_idx: int) -> KinematicCollision2D:
        """Return what it has met, counted from 0."""
        if slide_idx not in range(len(self._slides_)):
            raise ScriptError(
                f"{self!r} has met {len(self._slides_)} things, so there is no slide {slide_idx!r}."
                " Write `for i in range(body.get_slide_count())`."
            )
        return self._slides_[slide_idx]

    def get_last_slide_collision(self) -> KinematicCollision2D | None:
        """Return what it has met last, or None."""
        return self._slides_[-1] if self._slides_ else None

    # -- Where the steps have got to -------------------------------------------------------------

    def set_sync_to_physics(self, enable: bool) -> None:
        """Whether the node is where the last step has put the body, as a platform wants it.

        Where it is set to, it then is a step later. In Godot `motion/sync_to_physics`.
        """
        self._sync_to_physics_ = bool(enable)
        self.set_notify_local_transform(enable)
        self._sync_switched_()

    def is_sync_to_physics_enabled(self) -> bool:
        """Return what `set_sync_to_physics` was called with."""
        return self._sync_to_physics_

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _sync_switched_(self) -> None:
        if self._tree_ is None:
            return
        self._last_transform_ = self.get_global_transform()
        synced = self._tree_._services_.physics2d.synced
        if self._sync_to_physics_:
            synced[self._collider_] = None
        else:
            synced.pop(self._collider_, None)

    @notified(PhysicsBody2D.NOTIFICATION_LOCAL_TRANSFORM_CHANGED)
    def _set_by_script_(self) -> None:
        if self._sync_to_physics_ and self._tree_ is not None:
            space = self._tree_._services_.physics2d.space
            space.move(self._collider_, self._global_matrix_())
            self._put_(self._last_transform_)

    def _arrived_(self) -> None:  # friend: service
        """Be where the step has put the body."""
        transform = Transform2D(*self._collider_.matrix)
        if transform != self._last_transform_:
            self._last_transform_ = transform
            self._put_(transform)

    def _put_(self, transform: Transform2D) -> None:
        self.set_notify_local_transform(False)
        self.global_transform = transform
        self.set_notify_local_transform(True)
