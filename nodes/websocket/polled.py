"""PolledNode: a node with sockets, which does its work in `poll()` and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any
from weakref import ref

from engine import Node, push_warning
from engine.base.fault import report
from engine.net.poller import Poller, Watch
from engine.object.object import NOTIFICATION_PREDELETE
from engine.runner import host
from engine.scene.scene_tree import SceneTree, tree_of

from .connection import Connection, Limits, Outbox
from .deadlines import Deadlines
from .life import CLOSED, LINGERING

if TYPE_CHECKING:
    from typing import Self

    from engine.net.network import Network

    from .event import Event
    from .stream import Stream

UNPOLLED_AFTER = 1.0
"""Seconds after which a node that nobody polls says so."""


class PolledNode(Node):
    """Serves connections: reads what is ready, looks at deadlines, sends what has gathered.

    Inside the tree it is polled each frame; outside by hand. A subclass turns events into signals.
    """

    ping_interval: float = 0.0
    """Seconds of silence after which a ping is sent, for connections that open from now on; 0 sends
    none. Not in Godot, which never pings."""
    ping_timeout: float = 10.0
    """Seconds that the other side has to send anything after a ping, or it is taken for gone."""

    _poller_: Poller | None
    _network_: Network | None
    _is_homeless_: bool
    """It has a poller of its own, for want of a tree."""
    _polling_: bool
    _polled_: bool
    _limits_: Limits
    _inbox_: list[Watch]
    _outbox_: Outbox
    _deadlines_: Deadlines
    _lingering_: dict[Connection, None]
    """Connections that are over but for the last bytes."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._poller_ = None
        self._network_ = None
        self._is_homeless_ = False
        self._polling_ = False
        self._polled_ = False
        self._limits_ = Limits()
        self._inbox_ = []
        self._outbox_ = Outbox()
        self._lingering_ = {}
        self._deadlines_ = Deadlines()
        return self

    def _is_idle_(self) -> bool:
        """Return True while there is nothing to poll for."""
        raise NotImplementedError

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""
        self._polled_ = True
        if self._poller_ is not None:
            self._settle_().collect()
            self._work_()

    def _work_(self) -> None:
        """Do the work that the poller has found."""
        if self._polling_:
            return
        self._polling_ = self._outbox_.polling = True
        try:
            self._poll_sockets_()
        finally:
            self._polling_ = self._outbox_.polling = False
            self._outbox_.flush()

    def _poll_sockets_(self) -> None:
        """Serve the sockets that are ready, and look at the connections whose deadline has come."""
        if self._inbox_:
            ready = self._inbox_[:]
            self._inbox_.clear()
            for watch in ready:
                if watch.ready:  # else a handler closed it just now
                    self._serve_(watch)
        for connection in self._deadlines_.due():
            if connection.life.state is CLOSED:  # by a handler, just now
                continue
            if connection.life.is_over:
                connection.discard()
                self._lingering_.pop(connection, None)
                continue
            ended = connection.overdue(self.ping_interval, self.ping_timeout)
            if ended is not None:
                self._handle_(connection, ended)

    def _serve_(self, watch: Watch) -> None:
        """Do what can be done on one socket."""
        connection = watch.owner
        if connection.life.state is LINGERING:
            connection.linger()
            if connection.life.state is CLOSED:
                self._lingering_.pop(connection, None)
            return
        try:
            for event in connection.receive():
                self._handle_(connection, event)
        except Exception as error:  # a fault of ours: it may cost this connection, but not the others
            report(self, error, f"{self!r}, reading from {connection!r}")
            if not connection.life.is_over:
                self._handle_(connection, connection.stream.drop(f"internal error: {error!r}"))

    def _handle_(self, connection: Connection, event: Event) -> None:
        """Turn an event of a connection into signals."""
        raise NotImplementedError

    def _connection_on_(self, sock: Any, stream: Stream) -> Connection:
        assert self._poller_ is not None
        return Connection(
            sock, stream, self._poller_, self._inbox_, self._outbox_, self._deadlines_, self._limits_
        )

    def _was_opened_(self, connection: Connection) -> None:
        """The handshake is over; from now on there is a deadline only where pings are wanted."""
        connection.set_deadline(self.ping_interval or None)

    def _work_in_tree_(self) -> None:
        """Do the work of one frame: the tree has asked its poller already."""
        if self._poller_ is not None:
            if self._tree_ is None or self._poller_ is not self._tree_.poller:
                self._poller_.collect()
            self._work_()

    def _idle_time_(self, poller: Poller) -> float:
        """Return for how many seconds polling would do nothing, unless a socket in `poller` is ready."""
        if self._poller_ is None:
            return inf
        if self._inbox_ or self._poller_ is not poller:
            return 0.0
        return self._deadlines_.left()

    def _open_(self) -> Poller:
        """Make ready for the first socket of a connection or listener; return the poller."""
        poller = self._settle_()
        if self._network_ is None:
            tree = tree_of(self)
            self._network_ = tree.network if tree is not None else None
        if self._network_ is None:
            self._network_ = host.current.network()
        if self._tree_ is None and (running := tree_of(None)) is not None:
            self._polled_ = False
            running.create_timer(UNPOLLED_AFTER).timeout.connect(_check_polled, [ref(self)])
        return poller

    def _settle_(self) -> Poller:
        """Return the poller to use: that of the tree that this is in or polled from, else one's own.

        What was opened outside any tree moves to the tree's poller and clock with the first of its
        frames, so that the tree's runner wakes up for it.
        """
        poller, tree = self._poller_, tree_of(self)
        if poller is not None and (tree is None or poller is tree.poller or not self._is_homeless_):
            return poller
        home = tree.poller if tree is not None else Poller()
        if poller is not None:
            poller.move_to(home)
            poller.users.discard(self)
            poller.close()
        if tree is not None:
            self._deadlines_.set_clock(_clock_of(ref(tree)))
        self._is_homeless_ = tree is None
        self._poller_ = home
        home.users.add(self)
        return home

    def _wake_(self) -> None:
        """End the sleep of a runner, from any thread."""
        if self._poller_ is not None:
            self._poller_.wake()

    def _linger_(self, connection: Connection) -> None:
        """Let a connection that is over send its last bytes."""
        connection.begin_to_linger()
        if connection.life.state is not CLOSED:
            self._lingering_[connection] = None

    def _close_sockets_(self) -> None:
        """Close every socket, after a close frame where there is a connection. Emits nothing.

        Done when the node is freed, when its last reference goes, and when its tree ends; what is
        opened after that settles anew.
        """
        for connection in self._lingering_:
            connection.discard()
        self._lingering_.clear()
        if self._poller_ is not None:
            self._poller_.users.discard(self)
        self._poller_ = self._network_ = None

    def _notified_(self, what: int) -> None:
        tree = self._tree_
        if what == Node.NOTIFICATION_ENTER_TREE and tree is not None:
            tree.add_network_node(self, self._work_in_tree_, lambda: self._idle_time_(tree.poller))
            if self._poller_ is not None:
                self._settle_()
        elif what == Node.NOTIFICATION_EXIT_TREE and tree is not None:
            tree.remove_network_node(self)
        elif what == NOTIFICATION_PREDELETE:
            self._close_sockets_()

    def __del__(self) -> None:
        if self._poller_ is not None:
            self._close_sockets_()


def _check_polled(node_ref: ref[PolledNode]) -> None:
    """Warn if nothing has been done with a node since it was opened. Does not keep it alive."""
    node = node_ref()
    if node is None or node._polled_ or node._tree_ is not None:
        return
    if not node._is_idle_():
        push_warning(
            f"{node!r} is not polled, so nothing will ever happen. Write `self.add_child(client)`,"
            " or `client.poll()` in `_process`, with the name of your variable."
        )


def _clock_of(tree: ref[SceneTree]) -> Callable[[], float]:
    """Return the clock of `tree`, whichever it is when it is looked at, without keeping `tree`."""

    def clock() -> float:
        found = tree()
        return found.clock() if found is not None else time.monotonic()

    return clock
