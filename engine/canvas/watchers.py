"""Those canvas items that want to be told when they have moved on the canvas."""

from __future__ import annotations

from collections.abc import Collection

from ..scene.hooks import NOTIFICATION
from ..scene.lifecycle import notify
from ..scene.notifications import NOTIFICATION_TRANSFORM_CHANGED
from .commands import Matrix
from .item import ItemState
from .places import is_below


class Watchers:
    """Who gets NOTIFICATION_TRANSFORM_CHANGED: who asked for it, and everybody once after entering.

    Source: Godot 3.6's `SceneTree::flush_transform_notifications`.
    """

    __slots__ = ("_asking", "_entered", "_forced")

    def __init__(self) -> None:
        self._asking: dict[ItemState, None] = {}
        self._entered: dict[ItemState, None] = {}
        self._forced: dict[ItemState, Matrix] = {}

    def __repr__(self) -> str:
        return f"<Watchers: {len(self._asking)}>"

    def __bool__(self) -> bool:
        return bool(self._asking or self._entered)

    def entered(self, item: ItemState) -> None:
        """Take in an item that has entered the tree."""
        if item._notify_transform_:
            self._asking[item] = None
        if item._notify_transform_ or item._hooks_ & NOTIFICATION:
            self._entered[item] = None

    def left(self, item: ItemState) -> None:
        """Let go of an item that leaves the tree."""
        self._asking.pop(item, None)
        self._entered.pop(item, None)
        self._forced.pop(item, None)

    def asked(self, item: ItemState, enable: bool) -> None:
        """Take note that an item asked for notifications, or does not want them any more."""
        if enable:
            self._asking[item] = None
        else:
            self._asking.pop(item, None)

    def tell(self, moved: Collection[ItemState]) -> None:
        """Notify those that have come or, as what is above them, moved since the last call."""
        due = [*self._entered, *(i for i in self._asking if i not in self._entered and is_below(i, moved))]
        forced, self._forced = self._forced, {}
        self._entered.clear()
        for item in reversed(due):
            if item._tree_ is not None and not (forced and forced.get(item) == item._global_matrix_()):
                notify(item, NOTIFICATION_TRANSFORM_CHANGED)

    def tell_now(self, item: ItemState, moved: Collection[ItemState]) -> None:
        """Notify one item, if it would be told by the next `tell`, which then leaves it out."""
        if item in self._entered or (item in self._asking and is_below(item, moved)):
            matrix = item._global_matrix_()
            self._entered.pop(item, None)
            if self._forced.get(item) != matrix:
                self._forced[item] = matrix
                notify(item, NOTIFICATION_TRANSFORM_CHANGED)
