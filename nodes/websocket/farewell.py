"""Farewell: links that are left, whose other sides have yet to read what they were sent last.

A game of Godot 4 loses what it reads together with the end of the connection: see `weaknesses`. So whoever
closes all its links, and may be gone itself a moment later, hands over those that want a pause. They are
closed as any link is, in the frames of the tree; when that ends, they end.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from .events import Ended, Event
from .keeper import Keeper

if TYPE_CHECKING:
    from engine.net.poller import Poller
    from engine.scene.scene_tree import SceneTree

    from .link import Link


class Farewell(Keeper):
    """Keeps links until each of them is closed. Nothing is told of them any more."""

    def __init__(self, tree: SceneTree, leaving: Iterable[Link]) -> None:
        super().__init__()
        self._tree_ = tree
        poller = self.links.settle()
        for link in leaving:
            link.move_to(self.links)
            link.close(1000, "")
        tree._services_.network.add(self, partial(self._poll, poller), partial(self.links.idle_time, poller))

    def __repr__(self) -> str:
        return f"<Farewell to {len(self.links)} links>"

    def _poll(self, poller: Poller) -> None:
        self.links.poll_in(poller)
        if not self.links:
            self._close_sockets_()

    def _handle_(self, link: Link, event: Event) -> None:
        """Do nothing: who opened it has been told. `Links` calls this, as all below."""

    def _overdue_(self, link: Link) -> Ended | None:
        return link.overdue(0.0, 0.0)

    def _close_sockets_(self) -> None:
        super()._close_sockets_()
        self._tree_._services_.network.remove(self)

    def _drain_(self, left: float) -> bool:
        return not self.links
