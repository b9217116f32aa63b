"""One layer of a canvas: the canvas items that no other is above."""

from __future__ import annotations

from typing import Any

from ..scene.order import in_tree_order
from .commands import WHITE, Matrix, Rgba
from .drawing import Drawing
from .item import ItemState
from .order import in_drawing_order


class Layer:
    """Items that move and are hidden together, in front of or behind those of other layers.

    To what is in it, it is what a CanvasItem is to those below it.
    """

    __slots__ = ("_below_", "_drawing_", "_sorted", "_visible_", "number")

    _above_: None = None
    _modulate_: Rgba = WHITE

    def __init__(self, number: int = 0) -> None:
        self.number: int = number
        self._drawing_ = Drawing()
        self._visible_ = True
        self._below_: dict[ItemState, None] = {}
        self._sorted: list[Any] | None = []

    def __repr__(self) -> str:
        return f"<Layer {self.number} of {len(self._below_)} branches>"

    @property
    def transform(self) -> Matrix:
        """From the coordinates of the items in it to the viewport's."""
        return self._drawing_.transform

    def add(self, item: ItemState) -> None:
        """Take in an item that no other is above."""
        self._below_[item] = None
        self._sorted = None

    def remove(self, item: ItemState) -> None:
        """Let go of an item."""
        self._below_.pop(item, None)
        self._sorted = None

    def reordered(self) -> None:
        """Take note that the order of the tree has changed."""
        self._sorted = None

    def in_order(self) -> tuple[list[ItemState], list[ItemState]]:
        """Return what is visible of it, the first at the back; Controls set as top level apart."""
        if not self._visible_:
            return [], []
        if self._sorted is None:
            self._sorted = [*in_tree_order(self._below_)]
        tops = self._sorted
        front = [top for top in tops if top._toplevel_ and top._rises_]
        if not front:
            return in_drawing_order(tops), front
        return in_drawing_order(top for top in tops if top not in front), in_drawing_order(front)
