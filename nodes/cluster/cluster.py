"""Cluster: which rooms there are, in all processes, and which of them are ours."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING, Any, Final, Protocol

from engine import Node, ScriptError, Signal, is_instance_valid, push_error
from engine.multiplayer.peer import NetworkedMultiplayerPeer
from engine.net.traffic import Traffic
from engine.object.lifetime import guarded
from engine.runner import host
from engine.scene.notified import notified
from engine.variant.error import VariantError

from ..checked import checked_text
from ..websocket.log import Repeats, shown
from ..websocket.url import parse_url
from .log import log
from .records import Listed, RoomRecord, checked_name, checked_tags
from .rooms import Room, RoomList
from .store import Claimed, Home, Store, StoreConnection, memory
from .ticket import checked_secret, signed_ticket
from .topics import Receiver, Topics

if TYPE_CHECKING:
    from typing import Self, Unpack

    from engine.scene.node import NodeKeywords

    class ClusterKeywords(NodeKeywords, total=False):
        """What `Cluster(…)` takes by name."""

        url: str
        app: str
        secret: str
        stops_taken: bool
        store: Store


BEAT = 2.0
"""Seconds from one renewal of leases to the next, and from one look at the list."""
PAUSE = 0.2
"""Seconds between two looks at the list, at the least: many rooms may change at once."""
MOST_COMPLAINTS = 64
"""Different refusals of the store of which a line is written in one outage."""


class RoomServer(Protocol):
    """What is asked of the server of a room: a WebSocketServer has it."""

    max_clients: Any

    def get_peers(self) -> list[int]:
        """Return the ids of the players."""

    def get_connection_status(self) -> int:
        """Return CONNECTION_CONNECTED while it listens."""

    def stop(self) -> None:
        """Listen no more."""

    def _drain_(self, left: float) -> bool:
        """Let nobody in and, without seconds `left`, send everybody away; return True if all have gone."""


class OwnRoom:
    """A room that this process has, or wants."""

    __slots__ = ("epoch", "is_asked", "is_held", "name", "server", "tags", "url")

    def __init__(self, name: str, url: str, server: RoomServer, tags: tuple[str, ...]) -> None:
        self.name: str = name
        self.tags: tuple[str, ...] = tags
        self.url: str = url
        self.server: RoomServer = server
        self.epoch: int = 0
        """That of our lease, 0 before the first."""
        self.is_held: bool = False
        self.is_asked: bool = False
        """Whether the answer to a claim is awaited."""

    def record(self, owner: str) -> RoomRecord:
        """Return what others are to know of it."""
        players, capacity = len(self.server.get_peers()), int(self.server.max_clients)
        return RoomRecord(self.name, owner, self.url, players, capacity, self.tags)

    @property
    def is_open(self) -> bool:
        """Whether players can come."""
        there = is_instance_valid(self.server)
        return there and self.server.get_connection_status() == NetworkedMultiplayerPeer.CONNECTION_CONNECTED


class Cluster(Node):
    """The registry of rooms: `open_room` lists ours, `find_room` knows those of all processes.

        cluster = Cluster(url=os.environ.get("ESTRAGON_STORE", ""), secret=SECRET)
        self.add_child(cluster)
        cluster.open_room("arena1", "ws://game1:9081", server)

    A room has one owner at a time, which renews its lease of 6 seconds every 2, as long as `server` listens.
    It is listed no more when the node leaves the tree, as it does at SIGTERM, or 6 seconds after a process
    that died. While the store cannot be reached, which `store_lost` tells once, rooms play on, and
    `find_room` goes by what it knew.

    It works inside a tree, and never waits for the store. All signals come from the network stage of a frame.
    Not in Godot.
    """

    room_taken: Final = Signal[str]("name")
    """Another process owns a room that we opened: it has it still, or took it while we were frozen."""
    store_lost: Final = Signal[str]("why")
    store_restored: Final = Signal()
    rooms_changed: Final = Signal()
    """`find_room` may give something else now."""

    _stored_ = ("url", "app", "secret", "stops_taken")

    secret: str = ""
    """What tickets are signed with; lobby and rooms have the same."""
    stops_taken: bool = True
    """Whether the server of a room that another process owns stops: its players get 1001, and come to the
    new owner."""

    _url_: str
    _app_: str
    _store_: Store
    _process_: str
    _connection_: StoreConnection | None
    _rooms_: dict[str, OwnRoom]
    _list_: RoomList
    _watches_: bool
    """Whether the list of all rooms is read: a process that only has rooms does without."""
    _topics_: Topics  # friend: backplane
    _backplanes_: dict[Receiver, None]  # friend: backplane
    _leaving_: list[RoomServer]
    _complaints_: set[str]
    _bad_messages_: Repeats
    _is_lost_: bool
    _is_ending_: bool
    _beat_at_: float
    _list_at_: float
    _listed_at_: float
    _clock_: Callable[[], float]

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ClusterKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the node complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._url_, self._app_, self._store_ = "", "game", memory
        self._process_ = os.urandom(8).hex()
        self._connection_ = None
        self._rooms_ = {}
        self._list_ = RoomList()
        self._watches_ = self._is_lost_ = self._is_ending_ = False
        self._topics_ = Topics(self._topic_wanted_, self._topic_left_)
        self._backplanes_ = {}
        self._leaving_ = []
        self._complaints_ = set()
        self._bad_messages_ = Repeats()
        self._beat_at_ = self._list_at_ = inf
        self._listed_at_ = -inf
        return self

    # -- Settings ------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where the store is, which all processes share.

        "": in the memory of this process, for all Clusters in it. `redis://user:password@host:6379/0`: Redis
        6 or newer, or Valkey; `rediss://` with TLS, signed by an authority that the system trusts or, with
        `?ssl_ca_certs=FILE` at the end, by that one. Set it before the node is in a tree.
        """
        return self._url_

    @url.setter
    @guarded
    def url(self, url: str) -> None:
        if self._is_in_use_("url"):
            return
        if checked_text(self, "url", url):
            from .redis_store import RedisStore  # what needs hiredis

            self._store_ = RedisStore(url)
        else:
            self._store_ = memory
        self._url_ = url

    @property
    def app(self) -> str:
        """The name of the game, "game" unless set: those of others in the same store are not seen."""
        return self._app_

    @app.setter
    @guarded
    def app(self, app: str) -> None:
        if not self._is_in_use_("app"):
            self._app_ = checked_name("an application", app)

    @property
    def store(self) -> Store:
        """What `url` leads to; a test gives a `MemoryStore` of its own."""
        return self._store_

    @store.setter
    @guarded
    def store(self, store: Store) -> None:
        if not self._is_in_use_("store"):
            self._store_ = store

    def _is_in_use_(self, name: str) -> bool:
        if self._connection_ is not None:
            push_error(f"{name}: {self!r} is in use; set it before it is in the tree.")
        return self._connection_ is not None

    # -- Rooms ---------------------------------------------------------------------------------

    def open_room(self, name: str, url: str, server: RoomServer, tags: Sequence[str] = ()) -> None:
        """List a room of this process, as long as `server` listens and no other process has the name.

        `url` is where players reach it, and `tags` are words by which `find_room` chooses. Of the server are
        read how many there are and, from `max_clients`, how many there may be. If another process has the
        room, `room_taken` is emitted and it is given up, unless its record has this very `url`: then that
        process is dead, as ours has its port.

        Raises ScriptError for a name, a URL or a tag that cannot be one.
        """
        room = OwnRoom(checked_name("a room", name), url, server, checked_tags(tags))
        parse_url(url)
        if not hasattr(server, "get_peers"):
            raise ScriptError(
                f"open_room: {server!r} is no WebSocketServer, from which players are read. Give the server"
                " that the room's players connect to."
            )
        before = self._rooms_.get(name)
        if before is not None:
            self._release_(before)
        self._rooms_[name] = room
        self._claim_(room)

    def find_room(self, prefix: str, asker: str = "", tags: Sequence[str] = ()) -> Room | None:
        """Return a room with places whose name begins with `prefix`; None if none is known.

        It has all the `tags`, and is the one with most players, so that they meet. `asker` says who is sent
        there, by its address, say: who asks again within 6 seconds does not get the same room before that has
        shown to be alive.

        It answers at once, from a list that is read every 2 seconds and when something changes. In a process
        that has rooms of its own reading begins with the first call, which gives None.
        """
        self._watch_()
        return self._list_.find(prefix, asker, self._now_(), checked_tags(tags))

    def make_ticket(self, room: str, who: str) -> str:
        """Return a ticket with which a player gets into a room: it goes to its URL as `?token=`.

        It is signed with `secret`, lives 30 seconds and is good once: see `ticket_authenticator`. `who` is
        what the room is told of the player: see `ticket_holder`. Raises ScriptError without a secret.
        """
        if not isinstance(who, str):
            raise ScriptError(f"make_ticket: who is a text, not {who!r}.")
        secret = checked_secret(self.secret, "make_ticket")
        return signed_ticket(secret, checked_name("a room", room), who, time.time())

    def _claim_(self, room: OwnRoom) -> None:
        """Own a room, or renew that; release it if its server listens no more."""
        connection = self._connection_
        if connection is None or not connection.is_up or self._is_ending_ or room.is_asked:
            return
        if not room.is_open:
            self._release_(room)
            return
        self._beat_at_ = min(self._beat_at_, self._now_() + BEAT)
        room.is_asked = room.is_held = True

        def answered(claimed: Claimed | None) -> None:
            room.is_asked = False
            if claimed is None:
                return
            if self._is_ending_ and claimed.epoch:  # it was released before it was had
                connection.release(room.name, self._process_)
            elif self._rooms_.get(room.name) is not room:
                return
            elif claimed.epoch:
                room.epoch = claimed.epoch
            else:
                room.is_held = False
                self._take_away_(room, claimed.url)

        connection.claim(room.record(self._process_), room.epoch, not room.epoch, answered)

    def _release_(self, room: OwnRoom) -> None:
        if room.is_held and self._connection_ is not None:
            room.is_held = False
            self._connection_.release(room.name, self._process_)

    def _take_away_(self, room: OwnRoom, url: str) -> None:
        del self._rooms_[room.name]
        log.warning("%r: the room %s is owned by another process, at %s", self, room.name, shown(url))
        self.room_taken.emit(room.name)
        if not self._freed_ and self.stops_taken and room.is_open:
            self._leaving_.append(room.server)

    def _send_away_(self) -> None:
        """Send the players of taken rooms away, and stop their servers once all have gone."""
        for server in self._leaving_[:]:
            if not is_instance_valid(server):
                self._leaving_.remove(server)
            elif server._drain_(0.0):
                self._leaving_.remove(server)
                server.stop()

    def _watch_(self) -> None:
        if not self._watches_:
            self._watches_ = True
            if self._connection_ is not None and self._connection_.is_up:
                self._connection_.watch_rooms()
                self._list_at_ = self._now_()

    def _read_list_(self, now: float) -> None:
        connection = self._connection_
        assert connection is not None
        self._listed_at_, self._list_at_ = now, now + BEAT

        def answered(listed: list[Listed] | None) -> None:
            if listed is not None and self._list_.read(listed, now, self._now_()):
                self.rooms_changed.emit()

        connection.list_rooms(answered)

    # -- In the tree ---------------------------------------------------------------------------

    def _now_(self) -> float:
        return self._clock_() if self._connection_ is not None else -inf

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _join_tree_(self) -> None:
        tree = self._tree_
        assert tree is not None
        network = tree.network if tree.network is not None else host.current.network()
        self._clock_ = lambda: tree.clock()
        self._is_ending_ = False
        self._connection_ = self._store_.connect(self._app_, self, Home(network, tree.poller, self._clock_))
        tree.poller.users.add(self)
        tree.add_network_node(self, self._poll_, self._idle_time_)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _leave_tree_(self) -> None:
        tree = self._tree_
        assert tree is not None
        tree.remove_network_node(self)
        tree.poller.users.discard(self)
        self._close_sockets_()
        leaving, self._leaving_ = self._leaving_, []
        for server in leaving:
            if is_instance_valid(server):
                server.stop()

    def _poll_(self) -> None:
        connection = self._connection_
        assert connection is not None
        connection.poll()
        if self._connection_ is not connection:  # a handler took it out of the tree
            return
        if self._leaving_:
            self._send_away_()
        now = self._clock_()
        if now >= self._beat_at_:
            self._beat_at_ = now + BEAT if self._rooms_ else inf
            for room in list(self._rooms_.values()):
                self._claim_(room)
        if now >= self._list_at_:
            self._read_list_(now)

    def _idle_time_(self) -> float:
        connection = self._connection_
        assert connection is not None
        if self._leaving_:
            return 0.0
        left = min(self._beat_at_, self._list_at_) - self._clock_()
        return max(0.0, min(connection.idle_time(), left))

    # What the poller of the tree asks of those who have sockets.

    def _close_sockets_(self) -> None:  # friend: poller
        """Release all rooms, and end the connection."""
        connection = self._connection_
        if connection is not None:
            for room in self._rooms_.values():
                self._release_(room)
                room.is_asked = False
            self._connection_ = None
            self._beat_at_ = self._list_at_ = inf
            connection.close()

    def _drain_(self, left: float) -> bool:  # friend: drain
        """SIGTERM has come: nobody is to be sent here any more."""
        if not self._is_ending_:
            self._is_ending_ = True
            for room in self._rooms_.values():
                self._release_(room)
        return True

    def _send_waiting_(self) -> bool:  # friend: turns
        return self._connection_ is not None and self._connection_.send_waiting()

    def _traffic_(self) -> Traffic:  # friend: monitors
        return Traffic()  # what is counted there are players

    def _reloading_(self) -> Callable[[], object] | None:  # friend: reload_signal
        return None

    # -- What the store tells ------------------------------------------------------------------

    def _store_up_(self) -> None:  # friend: store
        connection, now = self._connection_, self._now_()
        assert connection is not None
        if not self._rooms_ or self.rooms_changed.is_heard():
            self._watch_()
        if self._watches_:
            connection.watch_rooms()
            self._list_at_ = now
        self._beat_at_ = now
        if self._is_lost_:
            self._is_lost_ = False
            self._list_.thaw(now)
            log.info("%r: the store %r is back", self, self._store_)
            self.store_restored.emit()
            for backplane in list(self._backplanes_):
                backplane._told_restored_()

    def _store_down_(self, why: str) -> None:  # friend: store
        self._is_lost_ = True
        self._beat_at_ = self._list_at_ = inf
        self._list_.freeze()
        self._complaints_.clear()
        log.warning("%r: the store %r is lost: %s", self, self._store_, shown(why))
        self.store_lost.emit(why)
        for backplane in list(self._backplanes_):
            backplane._told_lost_(why)

    def _store_complaint_(self, why: str) -> None:  # friend: redis_store
        if why not in self._complaints_ and len(self._complaints_) < MOST_COMPLAINTS:
            self._complaints_.add(why)
            log.warning("%r: the store %r says: %s", self, self._store_, shown(why))

    def _rooms_hinted_(self) -> None:  # friend: store
        self._list_at_ = min(self._list_at_, max(self._now_(), self._listed_at_ + PAUSE))

    def _message_came_(self, topic: str, message: bytes) -> None:  # friend: store
        try:
            self._topics_.deliver(topic, message)
        except VariantError as error:
            note = self._bad_messages_.note()
            if note is not None:
                log.warning("%r: on topic %s came %s%s", self, shown(topic), shown(str(error)), note)

    # -- What backplanes ask -------------------------------------------------------------------

    def _topic_wanted_(self, topic: str) -> None:
        if self._connection_ is not None:
            self._connection_.subscribe(topic)

    def _topic_left_(self, topic: str) -> None:
        if self._connection_ is not None:
            self._connection_.unsubscribe(topic)

    def _publish_(self, topic: str, message: bytes) -> bool:  # friend: backplane
        connection = self._connection_
        return connection is not None and connection.is_up and connection.publish(topic, message)

    def __repr__(self) -> str:
        return f"{super().__repr__()[:-1]}, {len(self._rooms_)} rooms of its own>"
