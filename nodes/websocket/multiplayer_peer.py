"""WebSocketMultiplayerPeer: what the client and the server have in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

from engine import (
    ERR_INVALID_PARAMETER,
    ERR_UNAVAILABLE,
    ERR_UNCONFIGURED,
    FAILED,
    OK,
    Error,
    Node,
    PoolByteArray,
    ScriptError,
    Signal,
    push_error,
    push_warning,
)
from engine.context import ticking, tree_of
from engine.fault import report
from engine.multiplayer.peer import NetworkedMultiplayerPeer
from engine.object import NOTIFICATION_PREDELETE
from engine.poller import Poller, Watch
from engine.scene_tree import SceneTree

from .connection import Connection, Limits, Outbox
from .deadlines import Deadlines
from .multiplayer_client import MultiplayerClient
from .multiplayer_server import MultiplayerServer
from .packet_peer import PacketPeer
from .peer import WebSocketPeer, as_bytes
from .stream import Event, Stream

if TYPE_CHECKING:
    from typing import Self

    from engine.network import Network

T = TypeVar("T")

UNPOLLED_AFTER = 1.0
"""Seconds after which a node that nobody polls says so."""


class WebSocketMultiplayerPeer(Node, PacketPeer, NetworkedMultiplayerPeer):
    """The base of WebSocketClient and WebSocketServer.

    Inside the tree it polls itself each frame; kept in a variable it is polled by hand. Both at once
    is harmless, and so is `poll()` inside a handler, which does nothing.

    Unlike Godot: a Node, not a Reference, so that it can be put into the tree.

    Source: Godot 3.6's `WebSocketMultiplayerPeer`, `NetworkedMultiplayerPeer` and `PacketPeer`.
    """

    peer_packet = Signal[int]("peer_source")

    ping_interval: float = 0.0
    """Seconds of silence after which a ping is sent, for connections that open from now on; 0 sends
    none. Not in Godot, which never pings."""
    ping_timeout: float = 10.0
    """Seconds that the other side has to send anything after a ping, or it is taken for gone."""
    compression: bool = False
    """Offer, or accept, permessage-deflate (RFC 7692). Not in Godot, which has no extensions."""

    _multiplayer_: MultiplayerServer | MultiplayerClient | None
    """What the multiplayer mode has beside the connections, None in raw mode."""
    _packet_error_: Error
    _poller_: Poller | None
    _network_: Network | None
    _is_homeless_: bool
    """It has a poller of its own, for want of a tree."""
    _polling_: bool
    _polled_: bool
    _last_error_: str
    _limits_: Limits
    _inbox_: list[Watch]
    _outbox_: Outbox
    _deadlines_: Deadlines
    _lingering_: dict[Connection, None]
    """Connections that are over but for the last bytes."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._multiplayer_ = None
        self._packet_error_ = OK
        self._poller_ = None
        self._network_ = None
        self._is_homeless_ = False
        self._polling_ = False
        self._polled_ = False
        self._last_error_ = ""
        self._limits_ = Limits()
        self._inbox_ = []
        self._outbox_ = Outbox()
        self._lingering_ = {}
        self._deadlines_ = Deadlines()
        return self

    # -- Polling -------------------------------------------------------------------------------

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
            if connection.closed:  # by a handler, just now
                continue
            if connection.stream.ended:
                connection.discard()
                self._lingering_.pop(connection, None)
                continue
            ended = connection.overdue(self.ping_interval, self.ping_timeout)
            if ended is not None:
                self._handle_(connection, ended)

    def _serve_(self, watch: Watch) -> None:
        """Do what can be done on one socket."""
        connection = watch.owner
        if connection.stream.ended:
            connection.linger()
            if connection.closed:
                self._lingering_.pop(connection, None)
            return
        try:
            for event in connection.receive():
                self._handle_(connection, event)
        except Exception as error:  # a fault of ours: it may cost this connection, but not the others
            report(self, error, f"{self!r}, reading from {connection!r}")
            if not connection.stream.ended:
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

    def _open_(self) -> Poller:
        """Make ready for the first socket of a connection or listener; return the poller."""
        poller = self._settle_()
        if self._network_ is None:
            tree = tree_of(self)
            self._network_ = tree.network if tree is not None else None
        if self._network_ is None:
            from engine.network import SystemNetwork

            self._network_ = SystemNetwork()
        if self._tree_ is None and (running := ticking.get()) is not None:
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
        if not connection.closed:
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
            tree.add_network_node(self, self._work_in_tree_)
            if self._poller_ is not None:
                self._settle_()
        elif what == Node.NOTIFICATION_EXIT_TREE and tree is not None:
            tree.remove_network_node(self)
        elif what == NOTIFICATION_PREDELETE:
            self._close_sockets_()

    def __del__(self) -> None:
        if self._poller_ is not None:
            self._close_sockets_()

    # -- Settings ------------------------------------------------------------------------------

    def set_buffers(
        self,
        input_buffer_size_kb: int,
        input_max_packets: int,
        output_buffer_size_kb: int,
        output_max_packets: int,
    ) -> Error:
        """Set how much may wait on each connection, in KiB and packets; 64 and 1024 unless set.

        The input size is also the longest message that is accepted: a longer one is refused with
        close code 1009. Returns FAILED while listening, connecting or connected.

        Unlike Godot: the numbers are not rounded up, and a full input holds the sender back instead
        of dropping packets.
        """
        numbers = (
            input_buffer_size_kb,
            input_max_packets,
            output_buffer_size_kb,
            output_max_packets,
        )
        if self.get_connection_status() != self.CONNECTION_DISCONNECTED:
            push_error(f"set_buffers: {self!r} is in use; set the buffers before.")
            return FAILED
        if min(numbers) <= 0:
            push_error(f"set_buffers: all four numbers must be greater than 0, not {numbers}.")
            return ERR_INVALID_PARAMETER
        self._limits_ = Limits(
            input_buffer_size_kb * 1024,
            input_max_packets,
            output_buffer_size_kb * 1024,
            output_max_packets,
        )
        return OK

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        raise NotImplementedError

    def get_peer(self, peer_id: int) -> WebSocketPeer | None:
        """Return the peer of this id; None, with an error in the log, if there is none."""
        raise NotImplementedError

    def get_last_error(self) -> str:
        """Return in words why the last connection failed or ended, "" if none did.

        Not in Godot, whose signals say only that something failed.
        """
        return self._last_error_

    def get_unique_id(self) -> int:
        """Return the id of this end: 1 for a server, 0 for a client in raw mode."""
        raise NotImplementedError

    # -- Packets of the node itself, which belong to the multiplayer mode -----------------------

    def get_available_packet_count(self) -> int:
        """Return how many packets of other peers wait. In raw mode 0, with an error."""
        mode = self._multiplayer_
        return len(mode.packets) if mode is not None else self._raw_("get_available_packet_count", 0)

    def get_packet(self) -> PoolByteArray:
        """Return the next packet; empty, with `get_packet_error()` set, if there is none.

        In raw mode nothing, with an error: write `get_peer(id).get_packet()`.
        """
        mode = self._multiplayer_
        if mode is None:
            self._packet_error_ = ERR_UNCONFIGURED
            return self._raw_("get_packet", PoolByteArray())
        if not mode.packets:
            self._packet_error_ = ERR_UNAVAILABLE
            return PoolByteArray()
        self._packet_error_ = OK
        return PoolByteArray(mode.packets.take())

    def get_packet_error(self) -> Error:
        """Return how the last `get_packet` went: OK, ERR_UNAVAILABLE or, in raw mode, ERR_UNCONFIGURED."""
        return self._packet_error_ if self._multiplayer_ is not None else ERR_UNCONFIGURED

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet to the target peer, see `set_target_peer`.

        Returns FAILED if there is no such peer or no connection, and ERR_OUT_OF_MEMORY while too much
        waits to be sent. In raw mode ERR_UNCONFIGURED, with an error: write
        `get_peer(id).put_packet(…)`.
        """
        if self._multiplayer_ is None:
            return self._raw_("put_packet", ERR_UNCONFIGURED)
        return self._put_multiplayer_(as_bytes(buffer))

    def _put_multiplayer_(self, data: bytes) -> Error:
        raise NotImplementedError

    def get_packet_peer(self) -> int:
        """Return the id of the sender of the packet that `get_packet` will return.

        Returns 1, with an error, if there is none, and in raw mode.
        """
        mode = self._multiplayer_
        if mode is None:
            return self._raw_("get_packet_peer", 1)
        if not mode.packets:
            push_error(f"get_packet_peer: {self!r} has no packets.")
            return 1
        return mode.packets.source()

    def set_target_peer(self, id: int) -> None:
        """Set whom packets go to: 0 everyone, an id that peer, `-id` everyone but that peer.

        Kept until it is set anew. In raw mode there are no such packets.
        """
        if self._multiplayer_ is not None:
            self._multiplayer_.target = id

    def get_var(self, allow_objects: bool = False) -> Any:
        """Return the value in the next packet. In raw mode None, with an error."""
        return super().get_var(allow_objects) if self._multiplayer_ else self._raw_("get_var", None)

    def _raw_(self, what: str, result: T) -> T:
        push_error(
            f"{what}: {self!r} is in raw mode, where packets belong to peers: write `get_peer(id).{what}(…)`."
        )
        return result


def _check_polled(node_ref: ref[WebSocketMultiplayerPeer]) -> None:
    """Warn if nothing has been done with a node since it was opened. Does not keep it alive."""
    node = node_ref()
    if node is None or node._polled_ or node._tree_ is not None:
        return
    if node.get_connection_status() != node.CONNECTION_DISCONNECTED:
        push_warning(
            f"{node!r} is not polled, so nothing will ever happen. Write `self.add_child(client)`,"
            " or `client.poll()` in `_process`, with the name of your variable."
        )


def check_headers(headers: Sequence[str]) -> list[tuple[str, str]]:
    """Return header lines such as `"X-Token: abc"` as names and values. Raises ScriptError."""
    found = []
    for line in headers:
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or not _is_one_line(line):
            raise ScriptError(f'{line!r} is not a header. Write one line for each, as "Name: value".')
        found.append((name.strip(), value.strip()))
    return found


def check_protocols(protocols: Sequence[str]) -> list[str]:
    """Return sub-protocols without the spaces around them. Raises ScriptError for what cannot be one."""
    if isinstance(protocols, str):
        raise ScriptError(f"protocols is a list of names: write [{protocols!r}].")
    names = [name.strip() for name in protocols]
    for name in names:
        if not name or not _is_one_line(name) or any(c in name for c in ' ,;"'):
            raise ScriptError(f"{name!r} cannot be a sub-protocol: it is a word without spaces and commas.")
    return names


def _is_one_line(text: str) -> bool:
    return not any(c in text for c in "\r\n\0")


def _clock_of(tree: ref[SceneTree]) -> Callable[[], float]:
    """Return the clock of `tree`, whichever it is when it is looked at, without keeping `tree`."""

    def clock() -> float:
        found = tree()
        return found.clock() if found is not None else time.monotonic()

    return clock
