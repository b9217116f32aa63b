"""TrunkKeeper: who has trunks, at either end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from weakref import ref

from ..websocket.keeper import Keeper
from ..websocket.life import OPEN
from .trunk import LIMITS, PING_INTERVAL, PING_TIMEOUT

if TYPE_CHECKING:
    from engine.scene.scene_tree import SceneTree

    from ..websocket.events import Ended
    from ..websocket.link import Link


class InTree(Protocol):
    """A node."""

    _tree_: SceneTree | None


class TrunkKeeper(Keeper):
    """Keeps the links of a node that are trunks, which belong to the tree that the node is in."""

    def __init__(self, node: InTree) -> None:
        super().__init__()
        self.links.limits = LIMITS
        self._node = ref(node)

    @property
    def _tree_(self) -> SceneTree | None:
        node = self._node()
        return node._tree_ if node is not None else None

    def _overdue_(self, link: Link) -> Ended | None:
        """Send a ping in any case: that of the other side may be behind much that this one reads slowly."""
        ended = link.overdue(PING_INTERVAL, PING_TIMEOUT)
        if link.life.state is OPEN:
            link.ping(b"")
        return ended
