"""Multiplayer in memory: a server and its clients in one process, without sockets.

def test_everybody_hears_a_shout(tree):
    network = MemoryMultiplayer()
    other = SteppedTree()
    tree.network_peer = network.host()
    other.network_peer = network.join()
    network.settle(tree, other)
    here, there = tree.add(Room()), other.add(Room())
    here.rpc("shout", "hello")
    network.settle(tree, other)
    assert there.heard == ["hello"]
    other.finish()
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from ..base.error import Error
from ..multiplayer.peer import NetworkedMultiplayerPeer
from ..multiplayer.targets import SERVER, selected

if TYPE_CHECKING:
    from typing import Self

    from .tree import SteppedTree

_MOST_ROUNDS = 1000


def _wire(godot_version: int) -> str:
    if godot_version not in (3, 4):
        raise ValueError(f"Godot 3 or 4, not {godot_version!r}.")
    return f"godot{godot_version}"


class MemoryMultiplayer:
    """A network of one server and any number of clients, whose ids are 2, 3, 4 … in order of joining.

    It behaves as a network does: nothing arrives before the other end polls (which a tree with a
    `network_peer` does in each frame), and clients reach each other through the server's polling.
    Its ends speak as `godot_version`, 3 or 4, does.
    """

    def __init__(self, godot_version: int = 3) -> None:
        self._godot_version = godot_version
        self._server: MemoryServer | None = None
        self._last_id = SERVER

    def host(self) -> MemoryServer:
        """Return the server's end, which is connected at once. There is one."""
        if self._server is not None:
            raise ValueError("This network has a server already.")
        self._server = MemoryServer(self)
        return self._server

    def join(self, id: int = 0, godot_version: int = 0) -> MemoryClient:
        """Return a client's end, which is connecting until the server, and then it, have polled.

        It may speak as another `godot_version` than the others.
        """
        self._last_id = id or self._last_id + 1
        client = MemoryClient(self, self._last_id)
        client._wire_ = _wire(godot_version or self._godot_version)
        if self._server is None or not self._server.get_connection_status():
            client._inbox_.append(("end",))
        else:
            self._server._inbox_.append(("join", client))
        return client

    def settle(self, *trees: SteppedTree) -> None:
        """Step the trees in turn, a frame each, until nothing is under way between them any more."""
        __tracebackhide__ = True
        for _ in range(_MOST_ROUNDS):
            for tree in trees:
                tree.step()
            peers = [tree.network_peer for tree in trees]
            if not any(peer._inbox_ for peer in peers if isinstance(peer, MemoryPeer)):
                return
        raise AssertionError(f"The network did not settle within {_MOST_ROUNDS} frames.")

    def __repr__(self) -> str:
        return f"<MemoryMultiplayer of {self._server!r}, {self._last_id - SERVER} joined>"


class MemoryPeer(NetworkedMultiplayerPeer):
    """One end of a MemoryMultiplayer, to be used as `tree.network_peer`."""

    _network_: MemoryMultiplayer
    _id_: int
    _status_: int
    _target_: int
    _inbox_: deque[tuple[Any, ...]]
    """What has come, and will be looked at by `poll()`."""
    _packets_: deque[tuple[int, bytes, int]]
    """What waits to be taken: who has sent it, the bytes, and whom it is for."""
    _packet_to_: int
    """Whom the packet that was taken last was for."""
    _wire_: str
    """What this end speaks; a server, what is expected of whoever comes."""

    def __new__(cls, network: MemoryMultiplayer, id: int = SERVER) -> Self:
        """Make an end; `MemoryMultiplayer` does."""
        self = super().__new__(cls)
        self._network_ = network
        self._id_ = id
        self._status_ = cls.CONNECTION_CONNECTING
        self._target_ = 0
        self._inbox_ = deque()
        self._packets_ = deque()
        self._wire_ = _wire(network._godot_version if network is not None else 3)
        return self

    def _wire_of_(self, id: int) -> str:
        """Return what a peer speaks."""
        return self._wire_

    def poll(self) -> None:
        """Look at what has come, in order."""
        while self._inbox_:
            what, *details = self._inbox_.popleft()
            getattr(self, f"_{what}_")(*details)

    def close(self) -> None:
        """Leave, or as the server: end the network."""
        raise NotImplementedError

    def get_connection_status(self) -> int:
        """Return CONNECTION_DISCONNECTED (0), CONNECTION_CONNECTING (1) or CONNECTION_CONNECTED (2)."""
        return self._status_

    def get_unique_id(self) -> int:
        """Return the id of this end, 0 before it is connected."""
        return self._id_ if self._status_ != self.CONNECTION_CONNECTING else 0

    def set_target_peer(self, id: int) -> None:
        """Set whom the next packets go to."""
        self._target_ = id

    def put_packet(self, buffer: bytes) -> Error:
        """Send a packet: ERR_UNCONFIGURED without a connection, FAILED to one who is not there."""
        if self._status_ != self.CONNECTION_CONNECTED:
            return Error.ERR_UNCONFIGURED
        return self._send_(self._target_, bytes(buffer))

    def _send_(self, to: int, data: bytes) -> Error:  # override point
        raise NotImplementedError

    def get_available_packet_count(self) -> int:
        """Return how many packets wait to be taken."""
        return len(self._packets_)

    def get_packet_peer(self) -> int:
        """Return the id of the sender of the next packet."""
        return self._packets_[0][0]

    def get_packet(self) -> bytes:
        """Take the next packet."""
        _, packet, self._packet_to_ = self._packets_.popleft()
        return packet

    def __repr__(self) -> str:
        status = ("disconnected", "connecting", "connected")[self._status_]
        return f"<{type(self).__name__} {self._id_}, {status}>"


class MemoryServer(MemoryPeer):
    """The server's end. It relays what clients send to each other."""

    _clients_: dict[int, MemoryClient]

    def __new__(cls, network: MemoryMultiplayer) -> Self:
        """Make the server; `MemoryMultiplayer.host` does."""
        self = super().__new__(cls, network)
        self._status_ = cls.CONNECTION_CONNECTED
        self._clients_ = {}
        return self

    def disconnect_peer(self, id: int) -> None:
        """Turn a client out."""
        self._clients_[id]._inbox_.append(("end",))
        self._inbox_.append(("leave", id))

    def close(self) -> None:
        """End the network: every client loses its server. Emits nothing, as in Godot."""
        for client in (*self._clients_.values(), *(e[1] for e in self._inbox_ if e[0] == "join")):
            client._inbox_.append(("end",))
        self._clients_.clear()
        self._inbox_.clear()
        self._status_ = self.CONNECTION_DISCONNECTED

    def _join_(self, client: MemoryClient) -> None:
        if self.refuse_new_connections:
            client._inbox_.append(("end",))
            return
        client._inbox_.append(("add", SERVER))
        for id, other in self._clients_.items():
            for one, another in ((other, client._id_), (client, id)):
                if one._wire_ == "godot3":  # of Godot 4 it is the API that tells of others
                    one._inbox_.append(("add", another))
        self._clients_[client._id_] = client
        self.peer_connected.emit(client._id_)

    def _leave_(self, id: int) -> None:
        if self._clients_.pop(id, None) is not None:
            for other in self._clients_.values():
                if other._wire_ == "godot3":
                    other._inbox_.append(("remove", id))
            self.peer_disconnected.emit(id)

    def _send_(self, to: int, data: bytes) -> Error:
        if to > 0 and to not in self._clients_:
            return Error.FAILED
        self._relay_(SERVER, to, data)
        return Error.OK

    def _packet_(self, source: int, to: int, data: bytes) -> None:
        if source not in self._clients_:
            return
        chosen = selected(to, self._clients_)
        others = [id for id in chosen if self._wire_of_(id) != self._wire_of_(source)]
        if SERVER in selected(to, (SERVER,)) or others:
            self._packets_.append((source, data, to))
        for id in chosen:
            if id not in others:
                self._put_from_(source, id, data)

    def _wire_of_(self, id: int) -> str:
        """Return what a client speaks, with 0 what the next one may."""
        client = self._clients_.get(id)
        return client._wire_ if client is not None else self._wire_

    def _packet_target_(self) -> int:
        """Return whom the last packet was for."""
        return self._packet_to_

    def _relay_(self, source: int, to: int, data: bytes) -> None:
        for id in selected(to, self._clients_):
            self._put_from_(source, id, data)

    def _put_from_(self, source: int, to: int, packet: bytes) -> Error:
        """Send a packet to a client as if `source` had sent it; it gets none of its own back."""
        if to != source:
            self._clients_[to]._inbox_.append(("packet", source, packet))
        return Error.OK


class MemoryClient(MemoryPeer):
    """A client's end."""

    def close(self) -> None:
        """Leave. The next `poll()` emits `server_disconnected`."""
        server = self._network_._server
        if self._status_ == self.CONNECTION_CONNECTED and server is not None:
            server._inbox_.append(("leave", self._id_))
        self._inbox_.clear()
        self._inbox_.append(("end",))

    def disconnect_peer(self, id: int) -> None:
        """Leave the server, whose id is 1."""
        self.close()

    def _add_(self, id: int) -> None:
        if id == SERVER:
            self._status_ = self.CONNECTION_CONNECTED
        self.peer_connected.emit(id)
        if id == SERVER:
            self.connection_succeeded.emit()

    def _remove_(self, id: int) -> None:
        self.peer_disconnected.emit(id)

    def _end_(self) -> None:
        before, self._status_ = self._status_, self.CONNECTION_DISCONNECTED
        if before == self.CONNECTION_CONNECTED:
            if self._wire_ == "godot4":
                self.peer_disconnected.emit(SERVER)
            self.server_disconnected.emit()
        elif before == self.CONNECTION_CONNECTING:
            self.connection_failed.emit()

    def _packet_(self, source: int, data: bytes) -> None:
        self._packets_.append((source, data, self._id_))

    def _send_(self, to: int, data: bytes) -> Error:
        server = self._network_._server
        assert server is not None
        server._inbox_.append(("packet", self._id_, to if self._wire_ == "godot3" else SERVER, data))
        return Error.OK
