"""WebSocketMultiplayerPeer: what the client and the server have in common."""

from __future__ import annotations

import time
from collections.abc import Callable
from weakref import ref

from engine import Node, SceneTree, Signal, SignalInstance
from engine.context import tree_of
from engine.object import NOTIFICATION_PREDELETE
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
    _clock_: Callable[[], float]
    _settled_ = False
    _at_the_end_: tuple[SignalInstance[()], Callable[[], None]] | None = None

    def _notified_(self, what: int) -> None:
        tree = self._tree_
        if what == Node.NOTIFICATION_ENTER_TREE and tree is not None:
            tree.add_network_node(self, self.poll)
            self._settle_()
        elif what == Node.NOTIFICATION_EXIT_TREE and tree is not None:
            tree.remove_network_node(self)
        elif what == NOTIFICATION_PREDELETE:
            self._shut_()

    def __del__(self) -> None:
        self._shut_()
        if self._at_the_end_ is not None:
            signal, shut = self._at_the_end_
            if signal.is_connected(shut):  # the tree has not ended
                signal.disconnect(shut)

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""

    def get_peer(self, peer_id: int) -> WebSocketPeer | None:
        """Return the peer of this id."""
        raise NotImplementedError

    def _shut_(self) -> None:
        """Close every socket now, as the last reference goes or the node is freed."""

    def _move_sockets_(self) -> None:
        """Let `_poller_`, which is another one now, watch every socket."""

    def _now_(self) -> float:
        self._open_poller_()
        return self._clock_()

    def _open_poller_(self) -> Poller:
        """Return the poller of the tree, or one of our own outside any."""
        if self._poller_ is None:
            self._inbox_ = []
            self._poller_, self._clock_ = Poller(), time.monotonic
            self._settle_()
        return self._poller_

    def _settle_(self) -> None:
        """Move to the poller and the clock of the tree that this belongs to, if there is one.

        What was opened outside any tree settles when it enters one or is first polled in a frame.
        """
        tree = tree_of(self)
        if tree is not None and self._poller_ is not None and self._poller_ is not tree.poller:
            self._settled_ = True
            self._poller_, self._clock_ = tree.poller, _clock_of(ref(tree))
            self._move_sockets_()
            if self._at_the_end_ is None:
                shut = _shutting(ref(self))
                tree.root.tree_exited.connect(shut)
                self._at_the_end_ = (tree.root.tree_exited, shut)


def _clock_of(tree: ref[SceneTree]) -> Callable[[], float]:
    """Return the clock of `tree`, whichever it is when it is looked at, without keeping `tree`."""

    def clock() -> float:
        found = tree()
        return found.clock() if found is not None else time.monotonic()

    return clock


def _shutting(node: ref[WebSocketMultiplayerPeer]) -> Callable[[], None]:
    """Return what shuts `node` if it still exists. With its tree ends the last chance to poll it."""

    def shut() -> None:
        found = node()
        if found is not None:
            found._shut_()

    return shut
