"""The network of a tree: the nodes inside it that have sockets are polled once a frame."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Protocol

from ..base.fault import report
from ..scene.frame import Frame, Service, Stage
from ..scene.schedule import IfAny
from ..scene.state import TreeState
from .poller import Poller


class HasTree(Protocol):
    """Who may be polled: a node, say."""

    @property
    def _tree_(self) -> TreeState | None:
        """The tree that it is in."""


class NetworkService(Service):
    """Polls the nodes that asked for it, as the network stage of a frame."""

    def __init__(self, tree: TreeState, poller: Poller, frame: Frame) -> None:
        self._tree = tree
        self._poller = poller
        self._frame = frame
        self._polled: dict[HasTree, tuple[Callable[[], None], Callable[[], float]]] = {}

    def stages(self) -> dict[str, IfAny]:
        """Return what it does in which stages."""
        return {Stage.NETWORK: IfAny(self._polled, self._poll)}

    def add(self, node: HasTree, poll: Callable[[], None], idle_time: Callable[[], float]) -> None:
        """See `SceneTree.add_network_node`."""
        self._frame.wake(self)
        self._polled[node] = poll, idle_time

    def remove(self, node: HasTree) -> None:
        """Undo `add`."""
        self._polled.pop(node, None)

    def _poll(self, _delta: float) -> None:
        polled = self._polled
        self._poller.collect()
        for node, (poll, _) in list(polled.items()):
            if node in polled and node._tree_ is self._tree:
                try:
                    poll()
                except Exception as error:
                    report(node, error, f"{node!r}.poll")

    def idle_time(self) -> float:
        """Return the seconds until a node has work that no socket brings; 0 if no socket can wake us."""
        if not self._poller.can_wake():
            return 0.0
        return min((idle() for _, idle in self._polled.values()), default=inf)

    def finish(self) -> None:
        """Close all sockets."""
        self._poller.close()
