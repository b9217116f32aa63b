"""BodyWatcher: what Area2D and RigidBody2D have in common: they tell of the bodies that come and go."""

from __future__ import annotations

from typing import Any, Final

from engine import RID, Node, Signal
from engine.scene.notified import notified

from .collision_object_2d import CollisionObject2D
from .insiders import Insiders


class BodyWatcher(CollisionObject2D):
    """Emits `body_entered` and its kin, and forgets all when it leaves the tree."""

    body_entered: Final = Signal[Any]("body")
    body_exited: Final = Signal[Any]("body")
    body_shape_entered: Final = Signal[RID, Any, int, int](
        "body_rid", "body", "body_shape_index", "local_shape_index"
    )
    body_shape_exited: Final = Signal[RID, Any, int, int](
        "body_rid", "body", "body_shape_index", "local_shape_index"
    )

    _insiders_: Insiders  # friend: service, collision_object_2d, tile_map

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._insiders_ = Insiders(self)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _forget_(self) -> None:
        self._insiders_.clear()
