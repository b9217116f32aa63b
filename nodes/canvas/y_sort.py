"""YSort: what is further down is drawn in front of what is further up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Node
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import YSortKeywords


class YSort(Node2D):
    """Draws its children in the order of their `position.y`, those with the same in that of the tree.

    Children of a YSort that is below it come among its own. A higher `z_index` is in front all the same.

    Source: Godot 3.6's `YSort`.
    """

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[YSortKeywords]) -> None: ...

    sort_enabled: Property[bool] = Field(
        True, then="_reordered_", state="_by_height_", doc="Whether it sorts; else its children are as any."
    )
    set_sort_enabled: Setter[bool] = setter(sort_enabled, "enabled")
    is_sort_enabled: Getter[bool] = getter(sort_enabled)

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _begin_to_sort_(self) -> None:
        self.get_tree().canvas.sorting[self] = []

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _end_to_sort_(self) -> None:
        self.get_tree().canvas.sorting.pop(self, None)
