"""The canvas of one tree: which items are shown, in which order, where; and what of it is new.

Work is done for what has changed alone: an item that asked to be redrawn is drawn, one that moved
gets a new place with those below it, and only when the order, the visibility or the tree has changed
are all items gone through. An unchanged frame does nothing.

Sources: Godot 3.6's `VisualServerCanvas` (order, clip, modulate) and `CanvasItem`.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, sin
from typing import TYPE_CHECKING, Any, NamedTuple

from ..display.commands import IDENTITY, WHITE, Matrix, Rgba
from ..display.drawing import Bounds, Drawing
from .order import in_tree_order

if TYPE_CHECKING:
    from ..display.display import Display

Item = Any
"""A CanvasItem: a node with `_drawing_`, which `nodes.canvas_item` defines."""


class Inherited(NamedTuple):
    """What an item hands down to those below it."""

    transform: Matrix
    clip: Bounds | None
    modulate: Rgba
    z: int


class Canvas:
    """The canvas items of a tree as a sequence of drawings."""

    def __init__(self) -> None:
        self._tops: dict[Item, None] = {}
        self._items: list[Item] = []
        self._drawings: list[Drawing] = []
        self._transform: Matrix = IDENTITY
        self._moved: dict[Item, None] = {}
        self._to_draw: dict[Item, None] = {}
        self._changed: set[int] = set()
        self._stale = True
        self._rearranged = True

    def __repr__(self) -> str:
        return f"<Canvas of {len(self._drawings)} drawings>"

    # -- What items tell -----------------------------------------------------------------------

    def entered(self, item: Item) -> None:
        """Take in an item that has entered the tree."""
        if item.get_parent_item() is None:
            self._tops[item] = None
        self._to_draw[item] = None
        self._stale = True

    def left(self, item: Item) -> None:
        """Let go of an item that leaves the tree."""
        item._slot_ = -1
        self._tops.pop(item, None)
        self._moved.pop(item, None)
        self._to_draw.pop(item, None)
        self._stale = True

    def toplevel_changed(self, item: Item) -> None:
        """Take note that an item got or lost its parent as the one that places it."""
        if item.get_parent_item() is None:
            self._tops[item] = None
        else:
            self._tops.pop(item, None)
        self._stale = True

    def reordered(self) -> None:
        """Take note that an item was shown or hidden, or that the order has changed."""
        self._stale = True

    def moved(self, item: Item) -> None:
        """Take note that the transform, the clip or the colour of an item has changed."""
        self._moved[item] = None

    def redraw(self, item: Item) -> None:
        """Draw the item before the frame is shown; if it is hidden, when it is shown."""
        self._to_draw[item] = None

    @property
    def transform(self) -> Matrix:
        """From the coordinates of the items without a parent to the viewport's."""
        return self._transform

    @transform.setter
    def transform(self, transform: Matrix) -> None:
        self._transform = transform
        self._stale = True

    # -- Showing it ----------------------------------------------------------------------------

    def draw_items(self) -> None:
        """Have every shown item drawn that asked for it, each at most once."""
        waiting: dict[Item, None] = {}
        drawn = set()
        while self._to_draw:
            if self._stale:
                self._arrange()
            to_draw, self._to_draw = self._to_draw, {}
            for item in to_draw:
                if item._tree_ is None:
                    continue
                if item._slot_ < 0 or item in drawn:
                    waiting[item] = None
                    continue
                drawn.add(item)
                item._redraw_()
                if item._slot_ >= 0:
                    self._changed.add(item._slot_)
        self._to_draw = waiting

    def present(self, display: Display) -> None:
        """Hand the display what has changed since the last call, if anything has."""
        if self._stale:
            self._arrange()
        elif self._moved:
            for item in self._moved:
                if item._slot_ >= 0:
                    self._place_again(item)
        self._moved.clear()
        if self._rearranged:
            display.draw(self._drawings, None)
        elif self._changed:
            display.draw(self._drawings, sorted(self._changed))
        self._rearranged = False
        self._changed.clear()

    def show_again(self) -> None:
        """Take note that the display has to be told everything."""
        self._rearranged = True

    def _arrange(self) -> None:
        """Go through all items: those with a parent first, those set as top level in front."""
        self._stale = False
        self._rearranged = True
        for item in self._items:
            item._slot_ = -1
        start = Inherited(self._transform, None, WHITE, 0)
        found: list[tuple[int, Item]] = []
        tops: list[Item] = [*in_tree_order(self._tops)]
        for toplevel in (False, True):
            for top in tops:
                if top._toplevel_ is toplevel:
                    self._gather(top, start, found)
        if any(z for z, _ in found):
            found.sort(key=lambda entry: entry[0])
        self._items = [item for _, item in found]
        self._drawings = [item._drawing_ for item in self._items]
        for slot, item in enumerate(self._items):
            item._slot_ = slot
        self._changed.clear()
        self._moved.clear()

    def _gather(self, top: Item, start: Inherited, found: list[tuple[int, Item]]) -> None:
        """Place the shown items of a branch and append them in drawing order, with their z."""
        rest: list[tuple[Item, Inherited, bool]] = [(top, start, False)]
        while rest:
            item, inherited, placed = rest.pop()
            if placed:
                found.append((inherited.z, item))
                continue
            if not item._visible_:
                continue
            below = _place(item, inherited)
            children = [child for child in _children(item) if not child._toplevel_]
            if not children:
                found.append((below.z, item))
                continue
            rest += [(child, below, False) for child in reversed(children) if not child._behind_]
            rest.append((item, below, True))
            rest += [(child, below, False) for child in reversed(children) if child._behind_]

    def _place_again(self, top: Item) -> None:
        """Place the shown items of a branch whose order stays as it is."""
        parent = top.get_parent_item()
        inherited = Inherited(self._transform, None, WHITE, 0) if parent is None else parent._below_
        rest: list[tuple[Item, Inherited]] = [(top, inherited)]
        while rest:
            item, inherited = rest.pop()
            if item._slot_ >= 0:
                below = _place(item, inherited)
                self._changed.add(item._slot_)
                if item._children_ is not None:
                    rest += [(child, below) for child in _children(item) if not child._toplevel_]


def _children(item: Item) -> list[Item]:
    children = item._children_
    return [] if children is None else [child for child in children if hasattr(child, "_drawing_")]


def _place(item: Item, inherited: Inherited) -> Inherited:
    """Tell the item's drawing where it is; return what those below it inherit."""
    drawing: Drawing = item._drawing_
    transform = compose(inherited.transform, item._matrix_())
    drawing.transform = transform
    clip = inherited.clip
    size = item._clip_size_()
    if size is not None:
        clip = intersect(clip, bounds(transform, *size))
    drawing.clip = clip
    modulate = inherited.modulate
    if item._modulate_ is not WHITE:
        modulate = multiply(modulate, item._modulate_)
    drawing.modulate = modulate if item._self_modulate_ is WHITE else multiply(modulate, item._self_modulate_)
    z = item._z_index_
    if item._z_relative_:
        z += inherited.z
    item._below_ = below = Inherited(transform, clip, modulate, z)
    return below


def matrix_of(position: Iterable[float], rotation: float, scale: Iterable[float]) -> Matrix:
    """Return the transform that scales, then turns, then moves."""
    x, y = position
    width, height = scale
    if rotation == 0.0:
        return (width, 0.0, 0.0, height, x, y)
    sine, cosine = sin(rotation), cos(rotation)
    return (cosine * width, sine * width, -sine * height, cosine * height, x, y)


def compose(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the transform that does `inner` first and then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    if g == j == 1.0 and h == i == 0.0:  # moved only, as most are
        return (a, b, c, d, a * k + c * m + e, b * k + d * m + f)
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def multiply(one: Rgba, other: Rgba) -> Rgba:
    """Return the colour of `one` seen through `other`."""
    r, g, b, a = one
    s, t, u, v = other
    return (r * s, g * t, b * u, a * v)


def bounds(transform: Matrix, width: float, height: float) -> Bounds:
    """Return the upright rectangle around the one from 0, 0 to `width`, `height`."""
    a, b, c, d, e, f = transform
    xs = (e, e + a * width, e + c * height, e + a * width + c * height)
    ys = (f, f + b * width, f + d * height, f + b * width + d * height)
    return (min(xs), min(ys), max(xs), max(ys))


def intersect(one: Bounds | None, other: Bounds) -> Bounds:
    """Return what both rectangles cover; without area if they do not meet."""
    if one is None:
        return other
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return (left, top, max(left, min(one[2], other[2])), max(top, min(one[3], other[3])))
