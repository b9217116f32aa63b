"""The other end of a connection, written by hand: raw sockets that a test feeds byte by byte."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from engine.testing import SteppedTree

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
