"""The other end of a connection, written by hand: raw sockets that a test feeds byte by byte; and
both ends of ours, over sockets and in memory."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pytest

from engine import OK
from engine.testing import FakeClock, MemoryNetwork, SteppedTree
from nodes import WebSocketClient, WebSocketPeer, WebSocketServer

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MASK = b"\x01\x02\x03\x04"


class Frame(NamedTuple):
    """A received frame: `first` is the byte with FIN, the reserved bits and the opcode."""

    first: int
    payload: bytes
    masked: bool


def frame(opcode: int, payload: bytes = b"", *, mask: bool, fin: bool = True) -> bytes:
    """Return the bytes of a frame."""
    length = len(payload)
    second = 0x80 if mask else 0
    head = bytes([opcode | (0x80 if fin else 0)])
    if length < 126:
        head += bytes([second | length])
    elif length < 65536:
        head += bytes([second | 126]) + struct.pack("!H", length)
    else:
        head += bytes([second | 127]) + struct.pack("!Q", length)
    if not mask:
        return head + payload
    return head + MASK + bytes(byte ^ MASK[i % 4] for i, byte in enumerate(payload))


def close_payload(code: int, reason: bytes = b"") -> bytes:
    return struct.pack("!H", code) + reason


def accept_for(key: str) -> str:
    digest = hashlib.sha1(key.encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    return base64.b64encode(digest).decode()


def request(*lines: str, key: str = KEY) -> bytes:
    """Return the request that Godot's client sends, with more header lines."""
    head = [
        *("GET / HTTP/1.1", "Host: localhost:9080", "Upgrade: websocket", "Connection: Upgrade"),
        *(f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", *lines),
    ]
    return "".join(f"{line}\r\n" for line in head).encode() + b"\r\n"


def response(key: str, *lines: str) -> bytes:
    """Return the response that Godot's server sends, with more header lines."""
    head = [
        *("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"),
        *(f"Sec-WebSocket-Accept: {accept_for(key)}", *lines),
    ]
    return "".join(f"{line}\r\n" for line in head).encode() + b"\r\n"


class RawEnd:
    """One end of a TCP connection. Whatever is waited for, the tree ticks meanwhile."""

    def __init__(self, tree: SteppedTree, sock: socket.socket, *, is_client: bool) -> None:
        self.received = b""
        self.ended = False
        self._tree = tree
        self._socket = sock
        self._is_client = is_client
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)

    def send(self, data: bytes) -> None:
        """Send bytes, ticking the tree if they do not fit."""
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[self._socket.send(rest) :]
            except BlockingIOError:
                self._tree.step()

    def send_frame(self, opcode: int, payload: bytes = b"", *, fin: bool = True) -> None:
        self.send(frame(opcode, payload, mask=self._is_client, fin=fin))

    def pump(self) -> None:
        """Take in what has come."""
        while not self.ended:
            try:
                data = self._socket.recv(65536)
            except BlockingIOError:
                return
            except ConnectionResetError:
                data = b""
            self.received += data
            self.ended = not data

    def _wait(self, condition: Callable[[], object]) -> None:
        def pumped() -> object:
            self.pump()
            return condition()

        self._tree.wait_until(pumped)

    def read(self, size: int) -> bytes:
        """Wait for `size` bytes and take them."""
        self._wait(lambda: len(self.received) >= size or self.ended)
        taken, self.received = self.received[:size], self.received[size:]
        assert len(taken) == size, f"the connection ended after {taken!r}"
        return taken

    def read_head(self) -> list[str]:
        """Wait for an HTTP head and take it, as lines."""
        self._wait(lambda: b"\r\n\r\n" in self.received or self.ended)
        head, _, self.received = self.received.partition(b"\r\n\r\n")
        return head.decode().split("\r\n")

    def read_frame(self) -> Frame:
        """Wait for a frame and take it."""
        first, second = self.read(2)
        length = second & 0x7F
        if length >= 126:
            length = int.from_bytes(self.read(2 if length == 126 else 8), "big")
        if not second & 0x80:
            return Frame(first, self.read(length), masked=False)
        mask = self.read(4)
        payload = bytes(byte ^ mask[i % 4] for i, byte in enumerate(self.read(length)))
        return Frame(first, payload, masked=True)

    def wait_for_end(self) -> bytes:
        """Wait until the other side has closed; return what else came."""
        self._wait(lambda: self.ended)
        return self.received

    def finish(self) -> None:
        """Send a FIN: this side sends no more."""
        self._socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Send a RST, as a program that dies with unread bytes does."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        self._socket.close()


class RawServer:
    """A listening socket; `accept()` ticks the tree until somebody connects."""

    def __init__(self, tree: SteppedTree) -> None:
        self._tree = tree
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self._ends: list[RawEnd] = []
        self.port: int = self._listener.getsockname()[1]
        self.url = f"ws://127.0.0.1:{self.port}"

    def accept(self) -> RawEnd:
        before = len(self._ends)
        self._tree.wait_until(lambda: self._try_accept() or len(self._ends) > before)
        return self._ends[-1]

    def _try_accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except BlockingIOError:
            return
        self._ends.append(RawEnd(self._tree, sock, is_client=False))

    def shake_hands(self, *lines: str) -> RawEnd:
        """Accept a client and its request."""
        end = self.accept()
        key = key_of(end.read_head())
        end.send(response(key, *lines))
        return end

    def close(self) -> None:
        self._listener.close()
        for end in self._ends:
            end.close()


def key_of(head: list[str]) -> str:
    """Return the key in a request."""
    return next(line.split(": ")[1] for line in head if line.startswith("Sec-WebSocket-Key: "))


@pytest.fixture
def raw_server(tree: SteppedTree) -> Iterator[RawServer]:
    """A server written by hand, to which a client of ours connects."""
    server = RawServer(tree)
    yield server
    server.close()


@pytest.fixture
def raw_client(tree: SteppedTree) -> Iterator[Callable[..., RawEnd]]:
    """`raw_client(server)` is a TCP connection to a server of ours, `shake_hands=True` a WebSocket."""
    ends: list[RawEnd] = []

    def connect(server: object, *, shake_hands: bool = False) -> RawEnd:
        port = server.get_listening_port()
        end = RawEnd(tree, socket.create_connection(("127.0.0.1", port)), is_client=True)
        ends.append(end)
        if shake_hands:
            end.send(request())
            assert end.read_head()[0] == "HTTP/1.1 101 Switching Protocols"
        return end

    yield connect
    for end in ends:
        end.close()


@pytest.fixture
def wire() -> type:
    """The bytes of the protocol: `wire.frame(…)`, `wire.request(…)`, `wire.CLOSE`."""

    class Wire:
        CONT, TEXT, BINARY, CLOSE, PING, PONG = CONT, TEXT, BINARY, CLOSE, PING, PONG
        KEY = KEY
        frame = staticmethod(frame)
        request = staticmethod(request)
        response = staticmethod(response)
        close_payload = staticmethod(close_payload)
        accept_for = staticmethod(accept_for)
        key_of = staticmethod(key_of)

    return Wire


class Pair:
    """A server and a client of ours in one tree, and what their signals told, as lists of tuples.

    The packets are left where they are; `take` takes them.
    """

    def __init__(self, tree: SteppedTree, network: MemoryNetwork | None) -> None:
        self.tree = tree
        self.network = network
        if network is not None:
            tree.network = network
            tree.clock = network.clock
        self.server, self.client = WebSocketServer(), WebSocketClient()
        tree.add(self.server)
        tree.add(self.client)
        self.at_server: list[tuple[object, ...]] = []
        self.at_client: list[tuple[object, ...]] = []
        self.id = 0
        self._listen_to_signals()

    def _listen_to_signals(self) -> None:
        server, client = self.at_server.append, self.at_client.append
        self.server.client_connected.connect(self._note_id)
        self.server.client_connected.connect(lambda id, protocol: server(("connected", protocol)))
        self.server.client_close_request.connect(
            lambda id, code, reason: server(("close request", code, reason))
        )
        self.server.client_disconnected.connect(lambda id, clean: server(("disconnected", clean)))
        self.server.data_received.connect(lambda id: server(("data",)))
        self.client.connection_established.connect(lambda protocol: client(("established", protocol)))
        self.client.connection_error.connect(lambda: client(("error",)))
        self.client.server_close_request.connect(lambda code, reason: client(("close request", code, reason)))
        self.client.connection_closed.connect(lambda clean: client(("closed", clean)))
        self.client.data_received.connect(lambda: client(("data",)))

    def _note_id(self, id: int, protocol: str) -> None:
        self.id = id

    def url(self, path: str = "", *, secure: bool = False) -> str:
        return f"{'wss' if secure else 'ws'}://localhost:{self.server.get_listening_port()}{path}"

    def begin(self, path: str = "", protocols: Sequence[str] = ()) -> None:
        """Listen, and begin to connect."""
        assert self.server.listen(0) == OK
        assert self.client.connect_to_url(self.url(path), protocols) == OK

    def open(self) -> Pair:
        """Listen, connect, and wait until both ends know."""
        self.begin()
        self.until(lambda: self.at_client and self.at_server)
        assert (self.at_server, self.at_client) == ([("connected", "")], [("established", "")])
        self.at_server.clear()
        self.at_client.clear()
        return self

    @property
    def to_server(self) -> WebSocketPeer:
        """The client's end."""
        return self.client.get_peer(1)

    @property
    def to_client(self) -> WebSocketPeer:
        """The server's end."""
        return self.server.get_peer(self.id)

    def until(self, condition: Callable[[], object], frames: int = 600) -> None:
        """Run frames until `condition()`; time in memory goes by with them."""
        __tracebackhide__ = True
        if self.network is None:
            self.tree.wait_until(condition, frames)
            return
        for _ in range(frames):
            if condition():
                return
            self.network.clock.advance(1 / 60)
            self.tree.step()
        assert condition(), f"not within {frames} frames: {self.at_server}, {self.at_client}"

    def settle(self) -> None:
        """Run frames in which what is under way between the two arrives."""
        if self.network is not None:
            ends = iter(range(30))
            self.until(lambda: next(ends) == 29)
        else:
            for _ in range(6):
                self.tree.poller.wait(0.001)
                self.tree.step()


def take(peer: WebSocketPeer) -> list[bytes]:
    """Take all packets of a peer."""
    return [bytes(peer.get_packet()) for _ in range(peer.get_available_packet_count())]


@pytest.fixture(params=["sockets", "memory", "slow memory"])
def pair(request: pytest.FixtureRequest, tree: SteppedTree) -> Pair:
    """A server and a client of ours that do not know each other yet, on each kind of network."""
    if request.param == "sockets":
        return Pair(tree, None)
    if request.param == "memory":
        return Pair(tree, MemoryNetwork(clock=FakeClock()))
    return Pair(tree, MemoryNetwork(chunk=7, delay=0.02, room=200, clock=FakeClock()))


@pytest.fixture
def take_all() -> Callable[[WebSocketPeer], list[bytes]]:
    """`take_all(peer)` takes all packets of a peer."""
    return take
