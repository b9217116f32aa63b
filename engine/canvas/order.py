"""The order in which canvas items are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from .item import ItemState

Z_MAX = 4096

_order = attrgetter("_order_")


def in_tree(siblings: Iterable[ItemState]) -> list[ItemState]:
    """Return siblings in the order that they have in the tree."""
    return sorted(siblings, key=_order)


def in_drawing_order(tops: Iterable[ItemState]) -> list[ItemState]:
    """Return what is visible of these branches, the first at the back.

    A parent comes before its children, but after those that are shown behind it; siblings are in the
    order of the tree; a higher `z_index` comes after all that.

    Source: Godot 3.6's `VisualServerCanvas::_render_canvas_item_tree`.
    """
    found: list[ItemState] = []
    levels: list[int] = []
    under_way: list[tuple[Iterator[Any], int]] = [(iter(tops), 0)]
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
            if above and item._z_relative_:
                level = max(-Z_MAX, min(above + level, Z_MAX))
            below = item._below_
            if not below:
                found.append(item)
                levels.append(level)
                continue
            children: list[Any] = in_tree(below)
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
