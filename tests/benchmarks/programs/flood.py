"""Floods a server with what is cheap to send, and takes in what it answers.

Arguments: the server's port, what to send (a name in FLOODS, or `handshakes`), seconds.
"""

import selectors
import socket
import sys
import time
from contextlib import suppress

from wire import ACCEPT, REQUEST, prepare

FINAL, TEXT, BINARY, CONTINUATION, PING = 0x80, 1, 2, 0, 9


def frame(first: int, payload: bytes = b"") -> bytes:
    """Return a short frame with a mask of zeros."""
    return bytes((first, 0x80 | len(payload))) + bytes(4) + payload


FLOODS = {
    "pings": frame(FINAL | PING),
    "messages of two parts": frame(TEXT) + frame(FINAL | CONTINUATION),
    "continuations": frame(CONTINUATION),
    "texts": frame(FINAL | TEXT),
    "tiny packets": frame(FINAL | BINARY, b"x"),
}
TIMES = 5000


def flood(port: int, what: str, end: float) -> None:
    """Send the same again and again, by another connection when the server closes one."""
    first = frame(TEXT) if what == "continuations" else b""
    many = memoryview(FLOODS[what] * TIMES)
    while time.perf_counter() < end:
        connection = socket.create_connection(("127.0.0.1", port))
        with connection, suppress(ConnectionError), selectors.DefaultSelector() as selector:
            connection.sendall(REQUEST + first)
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE)
            rest = many
            while time.perf_counter() < end:
                for _, events in selector.select(0.1):
                    if events & selectors.EVENT_READ and not connection.recv(1 << 18):
                        raise ConnectionResetError
                    if events & selectors.EVENT_WRITE:
                        rest = rest[connection.send(rest) :] or many


def shake_hands(port: int, end: float) -> None:
    """Connect, ask and go away, over and over, some at a time."""
    while time.perf_counter() < end:
        some = [socket.create_connection(("127.0.0.1", port)) for _ in range(32)]
        for connection in some:
            connection.sendall(REQUEST)
        for connection in some:
            with connection:
                assert ACCEPT in connection.recv(4096)


def main() -> None:
    port, what, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    prepare()
    end = time.perf_counter() + seconds
    if what == "handshakes":
        shake_hands(port, end)
    else:
        flood(port, what, end)


if __name__ == "__main__":
    main()
