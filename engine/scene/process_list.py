"""The callbacks of one pass over the tree, in one flat list.

A node is in the list while it is inside the tree, has the processing switched on and is not kept
from it by the pause; so nothing is tested per node and frame, and a pass is a bare loop.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress
from typing import Any

from ..base.fault import report
from ..base.signature import is_async
from ..object.coroutine import start
from . import hooks
from .hooks import hook_name
from .lifecycle import notify
from .order import Place, in_tree_order
from .processing import can_process
from .state import NodeState

_FEW = 4
"""Newcomers are put in their places one by one while the list is so many times as long."""


def _nothing(_delta: float) -> None:
    """Stands in for a callback that went away while the pass ran."""


class ProcessList:
    """The callbacks of one kind, ordered by (priority, tree order) at the start of each pass.

    What came and went since the last pass is put in and left out then; everything is sorted anew
    only when the order, or who may process, has changed.

    `hook` is the bit and `method` the name of the script's callback, 0 and a name for reports where
    scripts have none; `notification` follows it, for those that want notifications.
    Source: Godot's process groups and `SceneTree::_notify_group_pause`.
    """

    __slots__ = (
        "_calls",
        "_gone",
        "_hook",
        "_index",
        "_method",
        "_new",
        "_nodes",
        "_notification",
        "_running",
        "_stale",
        "members",
    )

    def __init__(self, hook: int, method: str, notification: int) -> None:
        self._hook = hook
        self._method = method
        self._notification = notification
        self.members: dict[NodeState, None] = {}
        self._calls: list[Callable[[float], object]] = []
        self._nodes: list[NodeState] = []
        self._new: dict[NodeState, None] = {}
        self._gone: set[NodeState] = set()
        self._index: dict[NodeState, int] | None = None
        self._stale = False
        self._running = False

    def __len__(self) -> int:
        return len(self.members)

    def add(self, node: NodeState) -> None:
        """Take `node` in, from the next pass on."""
        self.members[node] = None
        self._new[node] = None

    def remove(self, node: NodeState) -> None:
        """Leave `node` out from now on, also from the rest of a running pass."""
        del self.members[node]
        if node in self._new:
            del self._new[node]
        else:
            self._gone.add(node)
            if self._running:
                self._silence(node)

    def changed(self) -> None:
        """Take note that the order, or who may process, has changed."""
        self._stale = True

    def paused(self) -> None:
        """Take note that the tree paused or went on: leaves nodes out of the rest of a running pass."""
        self._stale = True
        if self._running:
            for node in self.members:
                if not can_process(node):
                    self._silence(node)

    def run(self, delta: float) -> None:
        """Make one pass. A callback that fails is reported; the others still run."""
        if self._stale:
            self._rebuild()
        elif self._new or self._gone:
            self._update()
        calls = self._calls
        if not calls:
            return
        rest: Any = iter(calls)
        self._running = True
        try:
            while True:
                try:
                    for call in rest:
                        call(delta)
                    return
                except Exception as error:
                    node = self._nodes[-1 - rest.__length_hint__()]
                    report(node, error, hook_name(node, self._method))
        finally:
            self._running = False

    def _rebuild(self) -> None:
        self._stale = False
        self._new.clear()
        self._gone.clear()
        nodes = in_tree_order(self.members)
        tree = nodes[0]._tree_ if nodes else None
        if tree is not None and tree.paused:
            nodes = [node for node in nodes if can_process(node)]
        if any(node._priority_ for node in nodes):
            nodes.sort(key=lambda node: node._priority_)
        self._index = None
        self._calls = []
        self._nodes = []
        for node in nodes:
            self._append(node)

    def _update(self) -> None:
        if len(self._new) * _FEW > len(self._nodes):
            self._rebuild()
            return
        self._index = None
        calls, nodes, gone = self._calls, self._nodes, self._gone
        if gone:
            stay = [node not in gone for node in nodes]
            self._calls = calls = list(compress(calls, stay))
            self._nodes = nodes = list(compress(nodes, stay))
            gone.clear()
        if self._new:
            from bisect import bisect_right

            place = Place()
            newcomers = sorted((node for node in self._new if can_process(node)), key=place)
            self._new.clear()
            self._calls, self._nodes = [], []
            done = 0
            for node in newcomers:
                end = bisect_right(nodes, place(node), done, key=place)
                self._calls += calls[done:end]
                self._nodes += nodes[done:end]
                self._append(node)
                done = end
            self._calls += calls[done:]
            self._nodes += nodes[done:]

    def _append(self, node: NodeState) -> None:
        known = node._hooks_
        if known & self._hook:
            function = getattr(node, self._method)
            if is_async(function):
                function = _starting(node, function, self._method)
            self._calls.append(function)
            self._nodes.append(node)
        if known & hooks.NOTIFICATION or (known & hooks.NATIVE and not self._hook):
            self._calls.append(lambda _delta: notify(node, self._notification))
            self._nodes.append(node)

    def _silence(self, node: NodeState) -> None:
        if self._index is None:
            last = len(self._nodes) - 1  # backwards, so that the first of a node's entries stands
            self._index = dict(zip(reversed(self._nodes), range(last, -1, -1), strict=True))
        i = self._index.get(node, len(self._nodes))
        while i < len(self._nodes) and self._nodes[i] is node:
            self._calls[i] = _nothing
            i += 1


def _starting(node: NodeState, function: Callable[[float], object], method: str) -> Callable[[float], object]:
    return lambda delta: start(node, function(delta), lambda: hook_name(node, method))
