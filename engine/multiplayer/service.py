"""The high-level multiplayer of a tree: its MultiplayerAPI is polled once a frame."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from ..base.fault import report
from ..net.poller import Poller
from ..scene.frame import Frame, Service, Stage, StageCall
from ..scene.state import TreeState

if TYPE_CHECKING:
    from .api import MultiplayerAPI


class MultiplayerService(Service):
    """Keeps the API of all nodes that have no custom one; it is made when it is first asked for."""

    def __init__(self, tree: TreeState, poller: Poller, frame: Frame) -> None:
        self.polls = True
        """Whether frames poll the API."""
        self.made: MultiplayerAPI | None = None
        """The API, if anybody has asked for one."""
        self._tree = tree
        self._poller = poller
        self._frame = frame

    def stages(self) -> dict[Stage, StageCall]:
        """Return what it does in which stages."""
        return {Stage.NETWORK: self._poll}

    @property
    def api(self) -> MultiplayerAPI:
        """The API, whose signals the tree emits, too."""
        if self.made is None:
            from .api import MultiplayerAPI

            api = MultiplayerAPI()
            root: Any = self._tree.root
            api.set_root_node(root)
            self.api = api
            return api
        return self.made

    @api.setter
    def api(self, api: MultiplayerAPI) -> None:
        self._frame.wake(self)
        old, self.made = self.made, api
        for name in _REPEATED:
            repeat = getattr(self._tree, name).emit
            if old is not None:
                getattr(old, name).disconnect(repeat)
            getattr(api, name).connect(repeat)

    def _poll(self, _delta: float) -> None:
        api = self.made
        if api is not None and self.polls:
            try:
                api.poll()
            except Exception as error:
                report(self._tree, error, f"{api!r}.poll")

    def idle_time(self) -> float:
        """Return the seconds until the network peer has work that no socket brings."""
        if self.made is None or not self.polls:
            return inf
        return self.made._idle_time_(self._poller)

    def finish(self) -> None:
        """Let go of the network peer."""
        if self.made is not None:
            self.made.set_network_peer(None)


_REPEATED = (
    "network_peer_connected",
    "network_peer_disconnected",
    "connected_to_server",
    "connection_failed",
    "server_disconnected",
)
"""The signals of the API that the tree emits, too."""
