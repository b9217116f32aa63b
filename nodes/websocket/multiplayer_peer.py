"""WebSocketMultiplayerPeer: what the client and the server have in common."""

from __future__ import annotations

import time

from engine import Node, Signal
from engine.context import tree_of
from engine.poller import Poller, Watch

from .peer import WebSocketPeer


class WebSocketMultiplayerPeer(Node):
    """The base of WebSocketClient and WebSocketServer.

    Inside the tree it polls itself each frame; kept in a variable it is polled by hand. Both is
    harmless.

    Unlike Godot: a Node, not a Reference, so it can be put into the tree.
    """

    CONNECTION_DISCONNECTED = 0
    CONNECTION_CONNECTING = 1
    CONNECTION_CONNECTED = 2
    TARGET_PEER_BROADCAST = 0
    TARGET_PEER_SERVER = 1

    peer_connected = Signal[int]("id")
    peer_disconnected = Signal[int]("id")
    server_disconnected = Signal[()]()
    connection_succeeded = Signal[()]()
    connection_failed = Signal[()]()

    _poller_: Poller | None = None
    _inbox_: list[Watch]

    def _notified_(self, what: int) -> None:
        tree = self._tree_
        assert tree is not None or what not in (
            Node.NOTIFICATION_ENTER_TREE,
            Node.NOTIFICATION_EXIT_TREE,
        )
        if what == Node.NOTIFICATION_ENTER_TREE and tree is not None:
            tree.add_network_node(self, self.poll)
        elif what == Node.NOTIFICATION_EXIT_TREE and tree is not None:
            tree.remove_network_node(self)

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""

    def get_peer(self, peer_id: int) -> WebSocketPeer | None:
        """Return the peer of this id."""
        raise NotImplementedError

    def _now_(self) -> float:
        tree = tree_of(self)
        return tree.clock() if tree is not None else time.monotonic()

    def _open_poller_(self) -> Poller:
        """Return the poller of the tree, or one of our own outside any."""
        if self._poller_ is None:
            tree = tree_of(self)
            self._poller_ = tree.poller if tree is not None else Poller()
            self._inbox_ = []
        return self._poller_
