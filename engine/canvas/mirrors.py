"""Branches of items that are drawn again beside themselves, so that a background has no end.

Source: Godot 3.6's `VisualServerCanvas::render_canvas`, for `canvas_set_item_mirroring`.
"""

from __future__ import annotations

from collections.abc import Sequence

from .drawing import Drawing
from .item import ItemState
from .layer import Layer


class _Ghost:
    """The copy of a drawing, so far from it in the coordinates of the layer."""

    __slots__ = ("drawing", "layer", "of", "x", "y")

    def __init__(self, of: Drawing, layer: Layer, x: float, y: float) -> None:
        self.drawing = Drawing()
        self.of = of
        self.layer = layer
        self.x = x
        self.y = y

    def follow(self) -> None:
        """Be as the drawing is."""
        drawing, of = self.drawing, self.of
        a, b, c, d, e, f = of.transform
        g, h, i, j, _, _ = self.layer.transform
        drawing.transform = (a, b, c, d, e + g * self.x + i * self.y, f + h * self.x + j * self.y)
        drawing.clip, drawing.modulate = of.clip, of.modulate
        if drawing.commands is not of.commands:
            drawing.commands, drawing.cache = of.commands, None


class Mirrors:
    """Those items whose branches are drawn again, and the copies of the drawings."""

    __slots__ = ("_far", "_ghosts")

    def __init__(self) -> None:
        self._far: dict[ItemState, tuple[float, float]] = {}
        self._ghosts: dict[int, list[_Ghost]] = {}

    def __repr__(self) -> str:
        return f"<Mirrors of {len(self._far)} branches>"

    def __bool__(self) -> bool:
        return bool(self._far)

    def put(self, item: ItemState, x: float, y: float) -> None:
        """Draw a branch again so far to the right and below; 0 is not at all."""
        if x or y:
            self._far[item] = (x, y)
        else:
            self._far.pop(item, None)

    def spread(self, items: Sequence[ItemState]) -> list[Drawing]:
        """Give the items their slots and return all drawings, each before its copies."""
        self._ghosts.clear()
        found: list[Drawing] = []
        for item in items:
            slot = item._slot_ = len(found)
            found.append(item._drawing_)
            ghosts = self._copies(item)
            if ghosts:
                self._ghosts[slot] = ghosts
                found += [ghost.drawing for ghost in ghosts]
        return found

    def _copies(self, item: ItemState) -> list[_Ghost]:
        top = item
        while top not in self._far and isinstance(top._above_, ItemState):
            top = top._above_
        layer = top._above_
        if top not in self._far or not isinstance(layer, Layer):
            return []
        x, y = self._far[top]
        places = [(x, 0.0)] * bool(x) + [(0.0, y)] * bool(y) + [(x, y)] * bool(x and y)
        return [_Ghost(item._drawing_, layer, *place) for place in places]

    def follow(self, changed: set[int], all_of_them: bool) -> None:
        """Let the copies be as their drawings are, and add the slots of those that changed."""
        for slot in [*self._ghosts] if all_of_them else [slot for slot in changed if slot in self._ghosts]:
            for at, ghost in enumerate(self._ghosts[slot], slot + 1):
                ghost.follow()
                changed.add(at)
