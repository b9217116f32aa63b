"""Tree order: depth first, parents before children, children in the order of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..node import Node

Position = tuple[int, ...]


class TreeOrder:
    """A sort key: `sorted(nodes, key=TreeOrder())`.

    A position is the way down from the top, one number for each level. Those of parents are kept
    for the length of one sort, so that siblings share the work.
    """

    __slots__ = ("_parents",)

    def __init__(self) -> None:
        self._parents: dict[Node | None, Position] = {None: ()}

    def __call__(self, node: Node) -> Position:
        """Return the place of `node`."""
        parent = node._parent_
        above = self._parents.get(parent)
        if above is None:
            assert parent is not None
            above = self._parents[parent] = position(parent)
        return (*above, node._order_)


def position(node: Node) -> Position:
    """Return the place of `node` in tree order: compare it with those of the same tree only."""
    way = []
    at: Node | None = node
    while at is not None:
        way.append(at._order_)
        at = at._parent_
    return tuple(reversed(way))
