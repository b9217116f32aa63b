"""Drain: a server that is to end lets go of its clients first."""

from __future__ import annotations

from ..base.changing import still_in
from ..scene.scene_tree import SceneTree


class Drain:
    """Asks a tree to quit when its servers are without clients, or `seconds` are over.

    Until then nobody new gets in, and clients are let go of as soon as they are silent.
    """

    def __init__(self, tree: SceneTree, seconds: float) -> None:
        self._tree = tree
        self._until = tree.clock() + seconds

    def begin(self) -> None:
        """Look at the clients in each frame from now on."""
        self._tree.idle_frame.connect(self._look)

    def _look(self) -> None:
        tree = self._tree
        left = max(0.0, self._until - tree.clock())
        drained = [user._drain_(left) for user in still_in(tree.poller.users)]
        if all(drained) or not left:
            tree.idle_frame.disconnect(self._look)
            tree.request_quit()
