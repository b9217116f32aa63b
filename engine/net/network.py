"""Where connections come from: the sockets of the operating system.

The desktop's host has them; `engine.testing.MemoryNetwork` can take their place (`tree.network`), so
that a test joins both ends of a connection without the operating system.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Any, Protocol

Address = tuple[int, tuple[Any, ...]]
"""An address family, and an address of it as `socket` takes it."""

BACKLOG = 1024
"""Connections that may wait to be accepted. Godot's 8 lets a rush of clients run into time-outs."""


class Stream(Protocol):
    """What is asked of a connected socket; it never blocks but raises BlockingIOError."""

    def recv(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end of the data."""

    def recv_into(self, buffer: memoryview, /) -> int:
        """Receive into `buffer` and return how many bytes."""

    def send(self, data: bytes, /) -> int:
        """Send as much of `data` as there is room for, and return how many bytes that were."""

    def shutdown(self, how: int, /) -> None:
        """Say that no more will be sent."""

    def close(self) -> None:
        """Close it."""

    def getpeername(self) -> Any:
        """Return the address of the other side, host and port first."""


class Listener(Protocol):
    """What is asked of a listening socket."""

    def accept(self) -> tuple[Any, Any]:
        """Return a new connection and its address, or raise BlockingIOError."""

    def getsockname(self) -> Any:
        """Return the address that it listens on, host and port first."""

    def close(self) -> None:
        """Listen no more."""


class Lookup:
    """The addresses of a host, once `done`; `error` says why there are none."""

    def __init__(self, addresses: list[Address] | None = None) -> None:
        self.addresses: list[Address] = addresses or []
        self.error = ""
        self.done: bool = addresses is not None


class Network(Protocol):
    """What is asked of a network: `SystemNetwork` has the words."""

    def listen(self, port: int, ip: str = "*", shared: bool = False) -> Listener:
        """Listen on a port."""

    def lookup(self, host: str, port: int, wake: Callable[[], None]) -> Lookup:
        """Find the addresses of a host."""

    def connect(self, address: Address) -> Stream:
        """Begin to connect."""

    def connect_error(self, stream: Any) -> str:
        """Return why connecting failed, "" if it did not."""

    def accepted(self, stream: Any) -> Stream:
        """Make a stream that `accept` returned ready for use."""


class SystemNetwork:
    """The sockets of the operating system: non-blocking, without delays of their own (TCP_NODELAY)."""

    def listen(self, port: int, ip: str = "*", shared: bool = False) -> Listener:
        """Listen on a port, 0 for any free one, of one address or of all. Raises OSError.

        `"*"` is all addresses of this machine, of IPv6 and IPv4 alike. A port is `shared` (SO_REUSEPORT) by
        all who ask for it so: the system gives each of them some of those who connect.
        """
        if shared and not hasattr(socket, "SO_REUSEPORT"):
            raise OSError(errno.EOPNOTSUPP, "this system shares no ports")
        if ip == "*":
            dual = socket.has_dualstack_ipv6()
            family = socket.AF_INET6 if dual else socket.AF_INET
            ip = ""
        else:
            dual = False
            family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        listener = socket.create_server(
            (ip, port), family=family, backlog=BACKLOG, reuse_port=shared, dualstack_ipv6=dual
        )
        listener.setblocking(False)
        return listener

    def lookup(self, host: str, port: int, wake: Callable[[], None]) -> Lookup:
        """Find the addresses of a host without waiting; `wake` is called when they are there.

        Numeric addresses and localhost need no search; names are looked up in a thread, since the
        operating system has no other way.
        """
        if host == "localhost":
            return Lookup([(socket.AF_INET, ("127.0.0.1", port)), (socket.AF_INET6, ("::1", port))])
        try:
            return Lookup(_addresses(host, port, socket.AI_NUMERICHOST))
        except (OSError, UnicodeError):  # it is a name, or cannot be one, which the search will say
            pass
        lookup = Lookup()

        def search() -> None:
            try:
                lookup.addresses = _addresses(host, port, 0)
            except (OSError, UnicodeError) as error:
                why = (isinstance(error, OSError) and error.strerror) or str(error)
                lookup.error = f"{host} is not known: is it spelt right, and this machine online? ({why})"
            lookup.done = True
            wake()

        # The one thread of ours: a look-up blocks, and the system has no other.
        from threading import Thread

        Thread(target=search, name=f"look up {host}", daemon=True).start()
        return lookup

    def connect(self, address: Address) -> Stream:
        """Begin to connect. It is writable once that has ended: see `connect_error`. Raises OSError."""
        family, where = address
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setblocking(False)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(where)
        except BlockingIOError:
            pass
        except OSError:
            sock.close()
            raise
        return sock

    def connect_error(self, stream: Any) -> str:
        """Return why connecting failed, "" if it did not."""
        number = stream.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        advice = ": nothing listens there" if number == errno.ECONNREFUSED else ""
        return f"{os.strerror(number)}{advice}" if number else ""

    def accepted(self, stream: Any) -> Stream:
        """Make a socket that `accept` returned ready for use."""
        stream.setblocking(False)
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        result: Stream = stream
        return result


def _addresses(host: str, port: int, flags: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, address) for family, _, _, _, address in found]
