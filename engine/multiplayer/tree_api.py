"""The multiplayer of a SceneTree: its MultiplayerAPI, and short cuts to it. A base of SceneTree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..base.fault import report
from ..object.object import Object
from ..object.signal import Signal

if TYPE_CHECKING:
    from ..scene.node import Node
    from .api import MultiplayerAPI
    from .peer import NetworkedMultiplayerPeer


class TreeMultiplayer(Object):
    """What a tree has of the high-level multiplayer. The tree polls it at the network stage of a frame.

        server = WebSocketServer()
        server.listen(9080, [], True)
        get_tree().network_peer = server
        get_tree().network_peer_connected.connect(self._on_peer)

    The API is made when it is first asked for, so a tree without a network has none.
    """

    root: Node

    network_peer_connected: Final = Signal[int]("id")
    network_peer_disconnected: Final = Signal[int]("id")
    connected_to_server: Final = Signal()
    connection_failed: Final = Signal()
    server_disconnected: Final = Signal()

    multiplayer_poll: bool = True
    """Whether frames poll the multiplayer; with False call `multiplayer.poll()`."""

    _multiplayer_: MultiplayerAPI | None = None

    def get_multiplayer(self) -> MultiplayerAPI:
        """Return the MultiplayerAPI of all nodes that have no custom one."""
        api = self._multiplayer_
        if api is None:
            from .api import MultiplayerAPI

            api = MultiplayerAPI()
            api.set_root_node(self.root)
            self.set_multiplayer(api)
        return api

    def set_multiplayer(self, multiplayer: MultiplayerAPI) -> None:
        """Use another MultiplayerAPI."""
        old, self._multiplayer_ = self._multiplayer_, multiplayer
        for name in _REPEATED:
            repeat = getattr(self, name).emit
            if old is not None:
                getattr(old, name).disconnect(repeat)
            getattr(multiplayer, name).connect(repeat)

    multiplayer = property(get_multiplayer, set_multiplayer, doc="The API of nodes that have no custom one.")

    def _poll_multiplayer_(self) -> None:
        """Poll, as one stage of a frame."""
        api = self._multiplayer_
        if api is not None and self.multiplayer_poll:
            try:
                api.poll()
            except Exception as error:
                report(self, error, f"{api!r}.poll")

    def _end_multiplayer_(self) -> None:
        """Let go of the network, because the tree ends."""
        if self._multiplayer_ is not None:
            self._multiplayer_.set_network_peer(None)

    # -- Short cuts ----------------------------------------------------------------------------

    def has_network_peer(self) -> bool:
        """Return True if there is a network peer, whatever its state."""
        return self._multiplayer_ is not None and self._multiplayer_.has_network_peer()

    def get_network_peer(self) -> NetworkedMultiplayerPeer | None:
        """Return the network peer."""
        return self.get_multiplayer().get_network_peer()

    def set_network_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        """Use a network peer, which must be connecting, connected or listening; None for none."""
        self.get_multiplayer().set_network_peer(peer)

    network_peer = property(get_network_peer, set_network_peer, doc="What carries the packets, or None.")

    def get_network_unique_id(self) -> int:
        """Return our id: 1 for a server, 0 while connecting. ScriptError without a peer."""
        return self.get_multiplayer().get_network_unique_id()

    def is_network_server(self) -> bool:
        """Return True if we are the server; False without a peer."""
        return self.get_multiplayer().is_network_server()

    def get_network_connected_peers(self) -> list[int]:
        """Return the ids of the connected peers, ascending; on a client 1, the server, is among them."""
        return self.get_multiplayer().get_network_connected_peers()

    def get_rpc_sender_id(self) -> int:
        """Return who sent the call that is running, 0 outside one."""
        return self.get_multiplayer().get_rpc_sender_id()

    def is_refusing_new_network_connections(self) -> bool:
        """Return `refuse_new_network_connections`."""
        return self.get_multiplayer().is_refusing_new_network_connections()

    def set_refuse_new_network_connections(self, refuse: bool) -> None:
        """Set `refuse_new_network_connections`. ScriptError without a peer."""
        self.get_multiplayer().set_refuse_new_network_connections(refuse)

    refuse_new_network_connections = property(
        is_refusing_new_network_connections,
        set_refuse_new_network_connections,
        doc="Whether the server turns new clients away.",
    )

    def set_multiplayer_poll_enabled(self, enabled: bool) -> None:
        """Set `multiplayer_poll`."""
        self.multiplayer_poll = enabled

    def is_multiplayer_poll_enabled(self) -> bool:
        """Return `multiplayer_poll`."""
        return self.multiplayer_poll


_REPEATED = (
    "network_peer_connected",
    "network_peer_disconnected",
    "connected_to_server",
    "connection_failed",
    "server_disconnected",
)
"""The signals of the API that the tree emits, too."""
