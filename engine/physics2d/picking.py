"""What the pointer is over, of all that can be touched: it is told so in the physics steps.

Source: Godot 3.6's `Viewport::_process_picking`.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any, Protocol

from ..canvas.item import Placing
from ..variant.vector2 import Vector2
from .collider import Collider, Part
from .queries import Wanted
from .vectors import grown, inverse, transformed

if TYPE_CHECKING:
    from ..canvas.canvas import Canvas
    from ..canvas.layer import Layer
    from .space import Space

_ALL = Wanted(mask=0xFFFFFFFF, areas=True)


class Pointed(Protocol):
    """An event of the pointer."""

    @property
    def position(self) -> Any:
        """Where it is in the viewport."""

    def is_class(self, name: str) -> bool:
        """Return whether it is one of a kind of events."""

    def duplicate(self) -> Any:
        """Return a copy."""


class Picking:
    """Tells the colliders that are `pickable` what the pointer does over them.

    Unlike Godot: what the pointer has left is told right after the event by which it left, even if another
    event of the same step had come before.
    """

    def __init__(self, canvas: Canvas, space: Space) -> None:
        self.stale: bool = False
        """Whether something else may be under the pointer, although that stands still."""
        self._canvas = canvas
        self._space = space
        self._events: list[Pointed] = []
        self._last: Pointed | None = None
        """How the pointer came to where it is."""
        self._over: dict[Collider, None] = {}

    def take(self, event: Pointed) -> None:
        """Take an event, for the next step."""
        self._events.append(event)

    def pointer_left(self) -> None:
        """Take note that the pointer has left the window."""
        self._events.clear()
        self._last = None
        self._tell_those_not_in(())

    def is_settled(self) -> bool:
        """Return True if a step would tell nothing."""
        return not self._events and (self._last is None or not self.stale)

    def step(self) -> None:
        """Tell of the events since the last step or, without any, of what has come under the pointer."""
        self.stale = False
        events, self._events = self._events, []
        for event in events:
            if event.is_class("InputEventMouseMotion"):
                self._last = event
            self._look(event, ())
        if not events and self._last is not None:
            event = self._last.duplicate()
            event.relative = event.speed = Vector2.ZERO
            self._look(event, {*self._over})

    def _look(self, event: Pointed, but_for: Container[Collider]) -> None:
        """Tell those under the pointer of an event, but for some, and that it came and went."""
        found = self._parts_below(event)
        for part in found:
            collider = part.collider
            if collider not in self._over and collider.owner._tree_ is not None:
                self._over[collider] = None
                collider.owner._pointer_entered_()
            if collider not in but_for and collider.owner._tree_ is not None:
                collider.owner._pointed_at_(event, part.index)
        self._tell_those_not_in({part.collider for part in found})

    def _tell_those_not_in(self, found: Container[Collider]) -> None:
        for collider in [collider for collider in self._over if collider not in found]:
            del self._over[collider]
            collider.owner._pointer_left_()

    def _parts_below(self, event: Pointed) -> list[Part]:
        """Return what is under the pointer, in the frontmost layer first."""
        parts: list[Part] = []
        for layer in self._canvas.layers():
            x, y = transformed(inverse(layer.transform), *event.position)
            for part, solid in _ALL.found_in(self._space, grown((x, y, x, y), 0.00001)):
                owner = part.collider.owner
                if (
                    part.collider.pickable
                    and solid.contains(x, y)
                    and _layer_of(owner) is layer
                    and owner.is_visible_in_tree()
                ):
                    parts.append(part)
        return parts


def _layer_of(item: Placing) -> Layer | Placing:
    while item._above_ is not None:
        item = item._above_
    return item
