"""Who is in an area, or in the way of a body that flies, as far as that was told; and the telling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.physics2d.collider import AREA, Part
from engine.scene.lifecycle import emit

if TYPE_CHECKING:
    from engine.physics2d.space import Event

Shapes = dict[tuple[Part, Part], None]


class Insiders:
    """Those that a node was told of, and which of their shapes are in which of its own."""

    __slots__ = ("_here", "_node", "is_telling")

    def __init__(self, node: Any) -> None:
        self._node = node
        self._here: dict[Any, Shapes] = {}
        self.is_telling: bool = False
        """Whether a handler of what it tells is running."""

    def nodes(self, areas: bool) -> list[Any]:
        """Return the areas, or the others, in the order of their making."""
        return sorted((one for one in self._here if _is_area(one) == areas), key=_order)

    def told_of(self, event: Event) -> None:
        """Take note that something has come in, or left."""
        other = event.other.collider.owner
        if event.enters:
            if not event.pair.is_gone:
                self._entered_by(other, event.other, event.own)
        elif other in self._here:
            self._left_by(other, event.other, event.own)

    def _entered_by(self, other: Any, part: Part, own: Part) -> None:
        shapes = self._here.get(other)
        if shapes is None:
            shapes = self._here[other] = {}
            self._emit(other, "entered", other)
        if other in self._here:  # else a handler has taken it out
            shapes[part, own] = None
            self._emit_shape(other, "entered", part, own)

    def _left_by(self, other: Any, part: Part, own: Part) -> None:
        shapes = self._here[other]
        shapes.pop((part, own), None)
        if not shapes:
            del self._here[other]
            self._emit(other, "exited", other)
        self._emit_shape(other, "exited", part, own)

    def gone(self, other: Any) -> None:
        """Take note that something in it leaves the tree."""
        shapes = self._here.pop(other, None)
        if shapes is not None:
            self._emit(other, "exited", other)
            for part, own in shapes:
                self._emit_shape(other, "exited", part, own)

    def clear(self) -> None:
        """Take note that its node is not to know of anybody any more."""
        here, self._here = self._here, {}
        if self._node._tree_ is not None:
            self._node._tree_._services_.physics2d.space.cancel(self._node._collider_)
        for other in sorted(here, key=_is_area):
            for part, own in here[other]:
                self._emit_shape(other, "exited", part, own)
            self._emit(other, "exited", other)

    def _emit_shape(self, other: Any, what: str, part: Part, own: Part) -> None:
        self._emit(other, f"shape_{what}", other.get_rid(), other, part.index, own.index)

    def _emit(self, other: Any, what: str, *args: Any) -> None:
        if self._node._signals_ is None:
            return
        was_telling, self.is_telling = self.is_telling, True
        try:
            emit(self._node, f"area_{what}" if _is_area(other) else f"body_{what}", *args)
        finally:
            self.is_telling = was_telling


def _is_area(node: Any) -> bool:
    return bool(node._collider_.kind == AREA)


def _order(node: Any) -> int:
    order: int = node._collider_.order
    return order
