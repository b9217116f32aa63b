"""An open link of a server over a pair of sockets, and what it needs of those it belongs to."""

import socket
from contextlib import contextmanager
from unittest.mock import patch

from engine.base.time_source import TimeSource
from engine.net.poller import Poller
from engine.net.traffic import Traffic
from nodes.websocket.deadlines import Deadlines
from nodes.websocket.limits import Limits
from nodes.websocket.outbox import Outbox
from nodes.websocket.socket_link.socket_link import SocketLink
from nodes.websocket.socket_link.stream import Stream, server_protocol

REQUEST = (
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
MAX = 70_000


class Home:
    """What a link needs of those it belongs to."""

    def __init__(self, limits):
        self.limits, self.traffic, self.outbox = limits, Traffic(), Outbox()
        self.poller, self.inbox, self.deadlines = Poller(), [], Deadlines()
        self.outbox.polling = True
        # It stands still: on a slow machine as much is read at once.
        self.deadlines.go_by(TimeSource(lambda: 0.0))

    def add(self, link):
        """Take note of nothing."""

    forget = add


@contextmanager
def connected(kind=SocketLink, limits=None):
    """Yield an open link of a server, and the other end of its socket."""
    limits = limits or Limits(1 << 20, 4096, 1 << 20, 4096)
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    home = Home(limits)
    with patch(f"{SocketLink.__module__}._address_of", return_value=("", 0)):  # such a pair has none
        link = kind.accepted(home, ours, Stream(server_protocol([]), MAX), 5.0)
    try:
        theirs.send(REQUEST)
        assert [type(event).__name__ for event in link.receive()] == ["Opened"]
        home.outbox.flush()
        assert theirs.recv(4096).startswith(b"HTTP/1.1 101 ")
        yield link, theirs
    finally:
        link.discard()
        theirs.close()
        home.poller.close()


def all_of(theirs):
    """Return what has come at the other end."""
    found = b""
    while True:
        try:
            part = theirs.recv(1 << 20)
        except (BlockingIOError, ConnectionError):
            return found
        if not part:
            return found + b"END"
        found += part
