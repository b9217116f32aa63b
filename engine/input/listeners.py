"""The nodes that want one kind of input."""

from __future__ import annotations

from typing import Protocol

from ..scene.hooks import call_hook
from ..scene.order import in_tree_order
from ..scene.processing import can_process
from ..scene.state import NodeState


class Handled(Protocol):
    """Who knows whether the event that is under way was taken as handled."""

    handled: bool


class Listeners:
    """The nodes inside a tree that have one of `_input`, `_unhandled_input`, … switched on.

    Sorted when the next event comes, as events are rare.

    Source: Godot 3.6's `SceneTree::_call_input_pause`.
    """

    __slots__ = ("_calling", "_gone", "_method", "_native", "_sorted", "members")

    def __init__(self, method: str) -> None:
        self._method = method
        self._native = f"{method}_"  # what a built-in class does, after its script
        self.members: dict[NodeState, None] = {}
        self._sorted: list[NodeState] | None = None
        self._calling = 0
        self._gone: set[NodeState] = set()

    def __len__(self) -> int:
        return len(self.members)

    def __repr__(self) -> str:
        return f"<Listeners of {self._method}: {len(self.members)}>"

    def add(self, node: NodeState) -> None:
        """Take `node` in, from the next event on."""
        self.members[node] = None
        self._sorted = None

    def remove(self, node: NodeState) -> None:
        """Leave `node` out from now on, also where an event is under way."""
        del self.members[node]
        self._sorted = None
        if self._calling:
            self._gone.add(node)

    def changed(self) -> None:
        """Take note that the order has changed."""
        self._sorted = None

    def call(self, under_way: Handled, event: object) -> None:
        """Call the nodes, the last in tree order first, until one takes the event as handled."""
        if self._sorted is None:
            self._sorted = in_tree_order(self.members)
        self._calling += 1
        try:
            for node in reversed(self._sorted):
                if under_way.handled:
                    break
                if node not in self._gone and can_process(node):
                    call_hook(node, self._method, event)
                    if hasattr(node, self._native) and not (node in self._gone or under_way.handled):
                        call_hook(node, self._native, event)
        finally:
            self._calling -= 1
            if not self._calling:
                self._gone.clear()
