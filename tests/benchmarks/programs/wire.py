"""What the programs that load a server have in common: raw sockets and frames made by hand."""

from __future__ import annotations

import os
import resource
import signal
import socket
import time

REQUEST = (
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
ACCEPT = b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # RFC 6455 section 1.3


def prepare(seconds: int = 90) -> None:
    """Let this process open as many files as it may, and end it after so many seconds at the latest."""
    signal.alarm(seconds)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def cpu_time(pid: int) -> float:
    """Return the CPU seconds of a process so far. The clock's number: see clock_getcpuclockid(3)."""
    return time.clock_gettime(~pid << 3 | 2)


def resident(pid: int) -> int:
    """Return the bytes of memory that a process has in use."""
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def connect(port: int, count: int, at_once: int) -> list[socket.socket]:
    """Return so many connections that are open, made some at a time. Godot has room for 8 that wait."""
    connections: list[socket.socket] = []
    while len(connections) < count:
        some = []
        for _ in range(min(at_once, count - len(connections))):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(REQUEST)
            some.append(connection)
        for connection in some:
            answer = connection.recv(4096)
            while not answer.endswith(b"\r\n\r\n"):
                part = connection.recv(4096)
                assert part, f"the server closed a connection after {answer!r}"
                answer += part
            assert answer.startswith(b"HTTP/1.1 101 "), answer
            assert ACCEPT in answer, answer
        connections += some
    return connections


def head(size: int, masked: bool) -> bytes:
    """Return the first bytes of a final binary frame."""
    bit = 0x80 if masked else 0
    if size < 126:
        return bytes((0x82, bit | size))
    if size < 65536:
        return bytes((0x82, bit | 126)) + size.to_bytes(2, "big")
    return bytes((0x82, bit | 127)) + size.to_bytes(8, "big")


def xor(payload: bytes, mask: bytes) -> bytes:
    """Return the payload masked, or unmasked."""
    size = len(payload)
    long = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(long, "big")).to_bytes(size, "big")


def batch(depth: int, size: int) -> tuple[bytes, bytes]:
    """Return `depth` different messages as a client sends them, and as a server does."""
    sent, answered = bytearray(), bytearray()
    for _ in range(depth):
        payload, mask = os.urandom(size), os.urandom(4)
        sent += head(size, True) + mask + xor(payload, mask)
        answered += head(size, False) + payload
    return bytes(sent), bytes(answered)


def read(connection: socket.socket, buffer: memoryview) -> None:
    """Fill the buffer from the connection."""
    filled = 0
    while filled < len(buffer):
        count = connection.recv_into(buffer[filled:], 0, socket.MSG_WAITALL)
        assert count, "the server closed a connection"
        filled += count
