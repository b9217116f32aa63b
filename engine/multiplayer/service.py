"""The high-level multiplayer of a tree: its MultiplayerAPI is polled once a frame."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, cast

from ..base.fault import push_error, report
from ..net.poller import Poller
from ..scene.frame import Frame, Service, Stage
from ..scene.schedule import StageCall
from ..scene.state import TreeState

if TYPE_CHECKING:
    from .api import MultiplayerAPI


class MultiplayerService(Service):
    """Keeps the API of all nodes that have no custom one; it is made when it is first asked for.

    A branch may have one of its own, which is polled as well.
    """

    def __init__(self, tree: TreeState, poller: Poller, frame: Frame) -> None:
        self.polls = True
        """Whether frames poll the API."""
        self.made: MultiplayerAPI | None = None
        """The API, if anybody has asked for one."""
        self.branches: dict[tuple[str, ...], MultiplayerAPI] = {}
        """The APIs of branches, by the names on the way to the topmost node of each, which may come later."""
        self._tree = tree
        self._poller = poller
        self._frame = frame

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {Stage.NETWORK: self._poll}

    @property
    def api(self) -> MultiplayerAPI:
        """The API, whose signals the tree emits, too."""
        if self.made is None:
            from .api import MultiplayerAPI

            api = self.api = MultiplayerAPI()
            return api
        return self.made

    @api.setter
    def api(self, api: MultiplayerAPI) -> None:
        self._frame.wake(self)
        root: Any = self._tree.root
        api.set_root_node(root)
        api._clock_ = self._tree._services_.time.now
        old, self.made = self.made, api
        for name in _REPEATED:
            repeat = getattr(self._tree, name).emit
            if old is not None:
                getattr(old, name).disconnect(repeat)
            getattr(api, name).connect(repeat)

    def of(self, node: Any) -> MultiplayerAPI:
        """Return the API of the branch that a node is in, or of all others."""
        names = []
        while node is not None:
            names.append(node._name_)
            node = node._parent_
        return self.at(tuple(reversed(names)))

    def at(self, names: tuple[str, ...]) -> MultiplayerAPI:
        """Return the API of the branch to which the node at the end of these names belongs."""
        branch = self._branch_of(names)
        return self._rooted(branch) if branch is not None else self.api

    def _branch_of(self, names: tuple[str, ...]) -> tuple[str, ...] | None:
        return next((branch for branch in self.branches if names[: len(branch)] == branch), None)

    def _rooted(self, branch: tuple[str, ...]) -> MultiplayerAPI:
        """Return the API of a branch, whose topmost node is the one that is there now."""
        from .node_paths import down  # few programs have branches

        api, root = self.branches[branch], down(self._tree.root, branch[1:])
        api.set_root_node(cast("Any", root))
        return api

    def set_branch(self, branch: tuple[str, ...], api: MultiplayerAPI | None) -> None:
        """Give a branch an API of its own; None for that of all others."""
        self._frame.wake(self)
        if api is None:
            self.branches.pop(branch, None)
            return
        above = self._branch_of(branch)
        if above is not None and above != branch:
            push_error(
                f"set_multiplayer: /{'/'.join(above)} has an API of its own, and there is no other inside of"
                f" it, at /{'/'.join(branch)}. Take that away first: `set_multiplayer(None, path)`."
            )
            return
        api._clock_ = self._tree._services_.time.now
        self.branches[branch] = api
        self._rooted(branch)

    def _all(self) -> list[MultiplayerAPI]:
        return [*((self.made,) if self.made is not None else ()), *map(self._rooted, self.branches)]

    def _poll(self, _delta: float) -> None:
        if not self.polls:
            return
        for api in self._all() if self.branches else (self.made,):
            if api is not None:
                try:
                    api.poll()
                except Exception as error:
                    report(self._tree, error, f"{api!r}.poll")

    def idle_time(self) -> float:
        """Return the seconds until the network peer has work that no socket brings."""
        if not self.polls:
            return inf
        return min((api._idle_time_(self._poller) for api in self._all()), default=inf)

    def finish(self) -> None:
        """Let go of the network peer."""
        for api in self._all():
            api.set_network_peer(None)


_REPEATED = (
    "network_peer_connected",
    "network_peer_disconnected",
    "connected_to_server",
    "connection_failed",
    "server_disconnected",
)
"""The signals of the API that the tree emits, too."""
