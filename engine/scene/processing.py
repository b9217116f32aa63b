"""Processing: when and whether a node's callbacks run. The base of Node."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..base.error import ScriptError
from ..object.object import Object
from . import hooks, lifecycle

if TYPE_CHECKING:
    from .node import Node
    from .scene_tree import SceneTree


class Processing(Object):
    """The processing switches, the priority and the pause mode of a node."""

    __slots__ = ("_flags_", "_parent_", "_pause_mode_", "_priority_", "_tree_")

    PAUSE_MODE_INHERIT = 0
    PAUSE_MODE_STOP = 1
    PAUSE_MODE_PROCESS = 2

    _hooks_: ClassVar[int] = 0
    _flags_: int
    _parent_: Node | None
    _pause_mode_: int
    _priority_: int
    _tree_: SceneTree | None

    def set_process(self, enable: bool) -> None:
        """Switch `_process` on or off. It is on from `_ready` on if the script defines it."""
        lifecycle.switch_processing(self, hooks.PROCESS, enable)

    def set_physics_process(self, enable: bool) -> None:
        """Switch `_physics_process` on or off."""
        lifecycle.switch_processing(self, hooks.PHYSICS_PROCESS, enable)

    def set_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PROCESS on or off."""
        lifecycle.switch_processing(self, lifecycle.INTERNAL_PROCESS, enable)

    def set_physics_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PHYSICS_PROCESS on or off."""
        lifecycle.switch_processing(self, lifecycle.INTERNAL_PHYSICS_PROCESS, enable)

    def set_process_input(self, enable: bool) -> None:
        """Switch `_input` on or off."""
        lifecycle.switch_processing(self, hooks.INPUT, enable)

    def set_process_unhandled_input(self, enable: bool) -> None:
        """Switch `_unhandled_input` on or off."""
        lifecycle.switch_processing(self, hooks.UNHANDLED_INPUT, enable)

    def set_process_unhandled_key_input(self, enable: bool) -> None:
        """Switch `_unhandled_key_input` on or off."""
        lifecycle.switch_processing(self, hooks.UNHANDLED_KEY_INPUT, enable)

    def is_processing(self) -> bool:
        """Return True if `_process` is switched on."""
        return bool(self._flags_ & hooks.PROCESS)

    def is_physics_processing(self) -> bool:
        """Return True if `_physics_process` is switched on."""
        return bool(self._flags_ & hooks.PHYSICS_PROCESS)

    def is_processing_internal(self) -> bool:
        """Return True if NOTIFICATION_INTERNAL_PROCESS is switched on."""
        return bool(self._flags_ & lifecycle.INTERNAL_PROCESS)

    def is_physics_processing_internal(self) -> bool:
        """Return True if NOTIFICATION_INTERNAL_PHYSICS_PROCESS is switched on."""
        return bool(self._flags_ & lifecycle.INTERNAL_PHYSICS_PROCESS)

    def is_processing_input(self) -> bool:
        """Return True if `_input` is switched on."""
        return bool(self._flags_ & hooks.INPUT)

    def is_processing_unhandled_input(self) -> bool:
        """Return True if `_unhandled_input` is switched on."""
        return bool(self._flags_ & hooks.UNHANDLED_INPUT)

    def is_processing_unhandled_key_input(self) -> bool:
        """Return True if `_unhandled_key_input` is switched on."""
        return bool(self._flags_ & hooks.UNHANDLED_KEY_INPUT)

    def get_process_delta_time(self) -> float:
        """Return the seconds that the last `_process` was told, 0 outside the tree."""
        return self._tree_.process_delta if self._tree_ is not None else 0.0

    def get_physics_process_delta_time(self) -> float:
        """Return the seconds that the last `_physics_process` was told, 0 outside the tree."""
        return self._tree_.physics_delta if self._tree_ is not None else 0.0

    def get_process_priority(self) -> int:
        """Return the priority: lower runs first, the default is 0."""
        return self._priority_

    def set_process_priority(self, priority: int) -> None:
        """Set the priority, which comes before tree order in the order of callbacks."""
        self._priority_ = priority
        if self._tree_ is not None:
            self._tree_.order_changed()

    process_priority = property(
        get_process_priority, set_process_priority, doc="Lower runs first; 0 unless set."
    )

    def get_pause_mode(self) -> int:
        """Return PAUSE_MODE_INHERIT (0), PAUSE_MODE_STOP (1) or PAUSE_MODE_PROCESS (2)."""
        return self._pause_mode_

    def set_pause_mode(self, mode: int) -> None:
        """Set whether the node processes while the tree is paused."""
        if mode not in (0, 1, 2):
            raise ScriptError(
                f"There is no pause mode {mode!r}: use Node.PAUSE_MODE_INHERIT, PAUSE_MODE_STOP or"
                " PAUSE_MODE_PROCESS."
            )
        self._pause_mode_ = mode
        if self._tree_ is not None and self._tree_.paused:
            self._tree_.pause_changed()

    pause_mode = property(
        get_pause_mode, set_pause_mode, doc="Whether the node processes while the tree is paused."
    )

    def can_process(self) -> bool:
        """Return True unless the tree is paused and the node's mode, or its nearest ancestor's
        that is not INHERIT, is other than PROCESS. False outside the tree.
        """
        if self._tree_ is None:
            return False
        if not self._tree_.paused:
            return True
        at: Processing | None = self
        while at is not None and at._pause_mode_ == Processing.PAUSE_MODE_INHERIT:
            at = at._parent_
        return at is not None and at._pause_mode_ == Processing.PAUSE_MODE_PROCESS
