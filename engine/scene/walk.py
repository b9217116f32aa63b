"""Going through a branch, while the scripts that are called on the way change the tree.

Godot's rule holds: while a node's children are gone through, its list of children is *busy*, and
scripts may not change it. Neither walk recurses, so that a branch may be as deep as it likes, and
each gives the lists free again however it ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from .children import Children
from .state import NodeState


def descend(top: NodeState) -> Iterator[NodeState]:
    """Yield the branch of `top`, parents before children, looking at a node's children after it."""
    yield top
    under_way: list[tuple[Children[NodeState], Iterator[NodeState]]] = []
    children = top._children_
    try:
        while children is not None or under_way:
            if children is not None:
                children.busy += 1
                under_way.append((children, iter(children.listed())))
            siblings, rest = under_way[-1]
            children = None
            for node in rest:
                yield node
                children = node._children_
                if children is not None:
                    break
            else:
                siblings.busy -= 1
                under_way.pop()
    finally:
        for siblings, _ in under_way:
            siblings.busy -= 1


def ascend(top: NodeState, *, last_first: bool = False) -> Iterator[NodeState]:
    """Yield the branch of `top`, children before parents, a node when its list is free again."""
    children = top._children_
    if children is None:
        yield top
        return
    under_way = [_opened(top, children, last_first)]
    try:
        while under_way:
            node, siblings, rest = under_way[-1]
            for child in rest:
                children = child._children_
                if children is not None:
                    under_way.append(_opened(child, children, last_first))
                    break
                yield child
            else:
                under_way.pop()
                siblings.busy -= 1
                yield node
    finally:
        for _, siblings, _ in under_way:
            siblings.busy -= 1


def _opened(
    node: NodeState, children: Children[NodeState], last_first: bool
) -> tuple[NodeState, Children[NodeState], Iterator[NodeState]]:
    children.busy += 1
    return node, children, reversed(children.listed()) if last_first else iter(children.listed())
