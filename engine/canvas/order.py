"""The order in which canvas items are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

from .commands import IDENTITY, Matrix
from .geometry import compose
from .item import ItemState

Z_MAX = 4096

_order = attrgetter("_order_")


def in_tree(siblings: Iterable[ItemState]) -> list[ItemState]:
    """Return siblings in the order that they have in the tree."""
    return sorted(siblings, key=_order)


def by_height(top: ItemState) -> list[ItemState]:
    """Return what is visible below an item that sorts: what is further down later, else as in the tree.

    What is below an item below it that sorts, too, comes among the others.
    Source: Godot 3.6's `VisualServerCanvas::_collect_ysort_children`.
    """
    found: list[tuple[float, ItemState]] = []
    _collect(top, IDENTITY, found)
    return [item for _, item in sorted(found, key=_height)]


_height = itemgetter(0)


def _collect(parent: ItemState, transform: Matrix, found: list[tuple[float, ItemState]]) -> None:
    _, b, _, d, _, f = transform
    for child in in_tree(parent._below_ or ()):
        if child._visible_:
            matrix = child._matrix_()
            found.append((b * matrix[4] + d * matrix[5] + f, child))
            if child._by_height_:
                _collect(child, compose(transform, matrix), found)


def in_drawing_order(tops: Iterable[ItemState]) -> list[ItemState]:
    """Return what is visible of these branches, the first at the back.

    A parent comes before its children, but after those that are shown behind it; siblings are in the
    order of the tree, but for those that something above them sorts by their height; a higher `z_index`
    comes after all that.

    Source: Godot 3.6's `VisualServerCanvas::_render_canvas_item_tree`.
    """
    found: list[ItemState] = []
    levels: list[int] = []
    under_way: list[tuple[Iterator[Any], int]] = [(iter(tops), 0)]
    taken: set[ItemState] = set()
    """What was sorted among others."""
    while under_way:
        siblings, above = under_way[-1]
        for item in siblings:
            if type(item) is tuple:  # a parent, after what is behind it
                found.append(item[0])
                levels.append(above)
                continue
            if not item._visible_:
                continue
            level: int = item._z_index_
            around = _level_around(item, above) if taken and item in taken else above
            if around and item._z_relative_:
                level = max(-Z_MAX, min(around + level, Z_MAX))
            below = item._below_
            if item._by_height_ and item in taken:
                below = None  # which is among the others
            if not below:
                found.append(item)
                levels.append(level)
                continue
            children: list[Any] = by_height(item) if item._by_height_ else in_tree(below)
            if item._by_height_:
                taken.update(children)
            behind: list[Any] = [child for child in children if child._behind_]
            if behind:
                children = [*behind, (item,), *(child for child in children if not child._behind_)]
            else:
                found.append(item)
                levels.append(level)
            under_way.append((iter(children), level))
            break
        else:
            under_way.pop()
    if any(levels):
        found = [found[i] for i in sorted(range(len(found)), key=levels.__getitem__)]
    return found


def _level_around(item: ItemState, above: int) -> int:
    """Return the level of what is above an item: of one that was sorted among others, that of its own parent.

    `above` is the level of what sorts them.
    """
    parent: Any = item._above_
    levels = []
    while parent is not None and getattr(parent._above_, "_by_height_", False):
        levels.append((parent._z_index_, parent._z_relative_))
        parent = parent._above_
    for level, is_relative in reversed(levels):
        above = max(-Z_MAX, min(above + level, Z_MAX)) if is_relative else level
    return above
