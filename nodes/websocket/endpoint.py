"""WebSocketEndpoint: what the client and the server have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final
from weakref import ref

from engine import (
    ERR_INVALID_PARAMETER,
    FAILED,
    OK,
    Error,
    Node,
    PoolByteArray,
    Signal,
    push_error,
    push_warning,
)
from engine.multiplayer.peer import NetworkedMultiplayerPeer
from engine.multiplayer.targets import target_of
from engine.net.poller import Poller
from engine.net.traffic import Traffic
from engine.object.lifetime import guarded
from engine.object.object import NOTIFICATION_PREDELETE
from engine.object.property import Field, Property
from engine.scene.notified import notified
from engine.scene.scene_tree import tree_of

from .limits import Limits
from .links import Links
from .log import Repeats
from .packet_peer import PacketPeer
from .settings import above_zero, zero_or_more

if TYPE_CHECKING:
    from typing import Self, Unpack

    from engine.multiplayer.peer import Packets
    from engine.scene.node import NodeKeywords

    from .events import Ended, Event
    from .link import Link
    from .peer import WebSocketPeer
    from .session import Session

    class WebSocketEndpointKeywords(NodeKeywords, total=False):
        """What `WebSocketEndpoint(…)` takes by name."""

        compression: bool
        ping_interval: float
        ping_timeout: float
        allow_object_decoding: bool
        encode_buffer_max_size: int
        refuse_new_connections: bool
        transfer_mode: int
        godot_versions: Sequence[int]


_MOST_ID = (1 << 31) - 1
UNPOLLED_AFTER = 1.0
"""Seconds after which a node that nobody polls says so."""


class WebSocketEndpoint(Node, PacketPeer, NetworkedMultiplayerPeer):
    """The base of WebSocketClient and WebSocketServer.

    Inside the tree it polls itself each frame; kept in a variable it is polled by hand. Both at once
    is harmless, and so is `poll()` inside a handler, which does nothing.

    Unlike Godot: a Node, not a Reference, so that it can be put into the tree.

    Source: Godot 3.6's `WebSocketMultiplayerPeer`, `NetworkedMultiplayerPeer` and `PacketPeer`.
    """

    peer_packet: Final = Signal[int]("peer_source")

    compression: bool = False
    """Offer, or accept, permessage-deflate (RFC 7692). Not in Godot, which has no extensions."""
    ping_interval: Property[float] = Field(
        0.0,
        zero_or_more,
        doc="Seconds of silence after which a ping is sent, for connections that open from now on; 0 sends"
        " none. Not in Godot, which never pings.",
    )
    ping_timeout: Property[float] = Field(
        10.0,
        above_zero,
        doc="Seconds that the other side has to send anything after a ping, or it is taken for gone.",
    )

    _stored_: ClassVar[tuple[str, ...]] = ("godot_versions",)

    _how_to_poll_: str = "`self.add_child(client)`,"
    """What a script has to write that opens this and forgets it."""
    _begun_by_: str = ""
    """By which method of another object it was opened, if that is how a script knows it."""
    _links_: Links
    _session_: Session  # friend: multiplayer_peer
    """What packets mean: raw unless `listen` or `connect_to_url` was told otherwise."""
    _godot_versions_: tuple[int, ...] = (3,)
    _target_peer_: int
    _last_error_: str

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WebSocketEndpointKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._links_ = Links(self)
        self._target_peer_ = self.TARGET_PEER_BROADCAST
        self._last_error_ = ""
        self._bad_values_ = Repeats()
        return self

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
        close code 1009. A full input is read no further. It is looked at after every 64 packets, so up to
        so many of those that came in one read wait beyond the limits. In multiplayer mode the output may
        go beyond its limits as well: see `put_packet`. Returns FAILED while listening, connecting or
        connected.

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
        if not all(isinstance(number, int | float) and number > 0 for number in numbers):
            push_error(f"set_buffers: all four numbers must be greater than 0, not {numbers}.")
            return ERR_INVALID_PARAMETER
        self._links_.limits = Limits(
            input_buffer_size_kb * 1024,
            input_max_packets,
            output_buffer_size_kb * 1024,
            output_max_packets,
        )
        return OK

    @property
    def godot_versions(self) -> Sequence[int]:
        """Which versions of Godot the other side may be of, in multiplayer mode; `(3,)` unless set.

        To a server with `(3, 4)` games of both kinds come by one port, are told from each other by what
        they answer, and call each other. A client has one. Set it before `listen` or `connect_to_url`. In
        raw mode 4 means that close frames wait 100 ms, as Godot 4 loses what it reads together with one. Not
        in Godot.
        """
        return self._godot_versions_

    @godot_versions.setter
    @guarded
    def godot_versions(self, versions: Sequence[int]) -> None:
        from .dialect import check_versions

        found = check_versions(versions)
        if self.get_connection_status() != self.CONNECTION_DISCONNECTED:
            push_error(f"godot_versions: {self!r} is in use; set it before.")
        else:
            self._godot_versions_ = found

    def _raw_pause_(self) -> float:
        """Return how long close frames wait in raw mode."""
        if 4 not in self._godot_versions_:
            return 0.0
        from .weaknesses import PAUSE

        return PAUSE

    # -- Polling -------------------------------------------------------------------------------

    def poll(self) -> None:
        """Do all network work; every signal is emitted from here."""
        self._links_.poll()

    def _traffic_(self) -> Traffic:  # friend: monitors
        return self._links_.counted()

    def _reloading_(self) -> Callable[[], object] | None:  # friend: reload_signal
        """Return what reads files again; override point, for servers."""
        return None

    def _send_waiting_(self) -> bool:  # friend: engine.runner.turns
        return self._links_.send_waiting()

    def _drain_(self, left: float) -> bool:  # friend: drain
        """Let go of those who came; override point, for servers."""
        return True

    def _handle_(self, link: Link, event: Event) -> None:  # override point
        """Turn an event of a link into signals."""
        raise NotImplementedError

    def _overdue_(self, link: Link) -> Ended | None:
        """Have done what the deadline of a link was for; return the end if that is what it means.

        A friend of `Links`, and an override point: a client looks at what it waits for.
        """
        return link.overdue(self.ping_interval, self.ping_timeout)

    def _expect_polls_(self) -> None:
        """Have it said if nobody polls what was just opened."""
        if self._tree_ is None and (running := tree_of(None)) is not None:
            self._links_.polled = False
            running.create_timer(UNPOLLED_AFTER).timeout.connect(_check_polled, [ref(self)])

    def _is_idle_(self) -> bool:
        return self.get_connection_status() == self.CONNECTION_DISCONNECTED

    def _idle_time_(self, poller: Poller) -> float:
        return self._links_.idle_time(poller)

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _join_tree_(self) -> None:
        tree, links = self._tree_, self._links_
        assert tree is not None
        poller = tree.poller
        tree.add_network_node(self, partial(links.poll_in, poller), partial(links.idle_time, poller))
        links.move_in()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _leave_tree_(self) -> None:
        assert self._tree_ is not None
        self._tree_.remove_network_node(self)

    @notified(NOTIFICATION_PREDELETE)
    def _part_(self) -> None:  # friend: multiplayer_peer
        """Close every socket, where games of Godot 4 first read what they were sent last. Emits nothing.

        Done when the node is freed, too. Without a tree, in whose frames they could read, it is at once.
        """
        leaving, tree = self._links_.pausing(), tree_of(self)
        if leaving and tree is not None and tree.poller is self._links_.poller:
            from .farewell import Farewell  # few programs need it

            Farewell(tree, leaving)
        self._close_sockets_()

    def _close_sockets_(self) -> None:  # override point
        """Close every socket at once, after a close frame where there is a connection. Emits nothing.

        Done when the node's last reference goes, and when its tree ends.
        """
        self._links_.close()

    def __del__(self) -> None:
        self._close_sockets_()

    # -- What it is ----------------------------------------------------------------------------

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        raise NotImplementedError

    def get_peer(self, peer_id: int) -> WebSocketPeer | Any:
        """Return the peer of this id; None, with an error in the log, if there is none.

        To type checkers it is never None, so that `get_peer(1).put_packet(…)` can be written as it is.
        """
        raise NotImplementedError

    def get_last_error(self) -> str:
        """Return in words why the last connection failed, ended or could not be tried; "" if none did.

        Not in Godot, whose signals say only that something failed.
        """
        return self._last_error_

    def _not_begun_(self, method: str, why: object, error: Error) -> Error:
        """Return the error of a `method` that could not begin, after it was said why."""
        self._last_error_ = str(why)
        push_error(f"{self._begun_by_ or method}: {why}")
        return error

    def get_unique_id(self) -> int:
        """Return the id of this end: 1 for a server, 0 for a client in raw mode."""
        raise NotImplementedError

    # -- Packets of the node itself, which belong to the multiplayer mode -----------------------

    def get_available_packet_count(self) -> int:
        """Return how many packets of other peers wait. In raw mode 0, with an error."""
        return self._session_.packet_count()

    def get_packet(self) -> PoolByteArray:
        """Return the next packet; empty, with `get_packet_error()` set, if there is none.

        In raw mode nothing, with an error: write `get_peer(id).get_packet()`.
        """
        return PoolByteArray(self._session_.take_packet())

    def _waiting_packets_(self) -> Packets:
        return self._session_

    def get_packet_error(self) -> Error:
        """Return how the last `get_packet` went: OK, ERR_UNAVAILABLE or, in raw mode, ERR_UNCONFIGURED."""
        return self._session_.packet_error

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet to the target peer, see `set_target_peer`.

        Returns FAILED if there is no such peer or no connection. A burst may be longer than the output
        limits as long as the other side reads it. Who gets too far behind is closed, with the reason in
        the log, as nobody can play on without a packet; this packet then returns ERR_OUT_OF_MEMORY, though
        others may have got it. In raw mode ERR_UNCONFIGURED, with an error: write
        `get_peer(id).put_packet(…)`.
        """
        return self._session_.put_packet(self._target_peer_, buffer)

    def get_packet_peer(self) -> int:
        """Return the id of the sender of the packet that `get_packet` will return.

        Returns 1, with an error, if there is none, and in raw mode.
        """
        return self._session_.packet_source()

    def set_target_peer(self, id: int) -> None:
        """Set whom packets go to: 0 everyone, an id that peer, `-id` everyone but that peer.

        Kept until it is set anew, as remote calls do: set it before each packet of your own. In raw mode
        there are no such packets.
        """
        self._target_peer_ = id if type(id) is int and -_MOST_ID <= id <= _MOST_ID else target_of(id)

    def get_var(self, allow_objects: bool = False) -> Any:
        """Return the value in the next packet. In raw mode None, with an error."""
        return None if self._session_.refuses("get_var") else super().get_var(allow_objects)

    def _why_no_packets_(self) -> str:
        return "" if self._is_idle_() else self._session_.why_no_packets


def _check_polled(node_ref: ref[WebSocketEndpoint]) -> None:
    """Warn if nothing has been done with a node since it was opened. Does not keep it alive."""
    node = node_ref()
    if node is None or node._links_.polled or node._tree_ is not None:
        return
    if not node._is_idle_():
        push_warning(
            f"{node!r} is not polled, so nothing will ever happen. Write {node._how_to_poll_}"
            " or `client.poll()` in `_process`, with the name of your variable."
        )
