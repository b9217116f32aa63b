"""Tree order: depth first, parents before children, children in the order of their list."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter
from typing import Any, TypeVar

from .state import NodeState

N = TypeVar("N", bound=NodeState)

_order = attrgetter("_order_")


def in_tree_order(nodes: Collection[N]) -> list[N]:
    """Return `nodes`, which have one root, in tree order.

    Only they and the nodes above them are visited, however large the tree is otherwise. `nodes`
    should be a set or a dictionary, which can tell quickly whether a node is in it.
    """
    below: dict[NodeState | None, list[Any]] = {}
    for node in nodes:
        at: NodeState = node
        while True:
            parent = at._parent_
            siblings = below.get(parent)
            if siblings is not None:
                siblings.append(at)
                break
            below[parent] = [at]
            if parent is None or parent in nodes:
                break  # a member is put below its parent in its own turn
            at = parent
    found: list[N] = []
    rest = below.get(None, [])
    while rest:
        node = rest.pop()
        if node in nodes:
            found.append(node)
        children = below.get(node)
        if children is not None:
            if len(children) > 1:
                children.sort(key=_order, reverse=True)
            rest += children
    return found


def position(node: NodeState) -> tuple[int, ...]:
    """Return the place of `node` in tree order: compare it with those of the same tree only."""
    way = []
    at: NodeState | None = node
    while at is not None:
        way.append(at._order_)
        at = at._parent_
    return tuple(reversed(way))


def is_above(node: NodeState, other: NodeState) -> bool:
    """Return True if `other` is below `node`, at any depth."""
    at = other._parent_
    while at is not None and at is not node:
        at = at._parent_
    return at is node


class Place:
    """A sort key: the priority of a node, then its place in tree order.

    The places of parents are kept, so that siblings share the work: use one as long as nothing moves.
    """

    __slots__ = ("_parents",)

    def __init__(self) -> None:
        self._parents: dict[NodeState | None, tuple[int, ...]] = {None: ()}

    def __call__(self, node: NodeState) -> tuple[int, ...]:
        """Return what to compare `node` by."""
        parent = node._parent_
        above = self._parents.get(parent)
        if above is None:
            assert parent is not None
            above = self._parents[parent] = position(parent)
        return (node._priority_, *above, node._order_)
