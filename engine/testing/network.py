"""A network in memory: both ends of every connection in one process, under the test's control."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .clock import FakeClock

if TYPE_CHECKING:
    from ..net.network import Address, Lookup


class MemoryNetwork:
    """Takes the place of the operating system's sockets: `tree.network = network = MemoryNetwork()`.

    Give the same one to the trees that are to reach each other; any host name leads to it. Clients and
    servers belong to a tree once they are added to it, or when they are opened inside a hook: add them
    first, then call `listen` or `connect_to_url`.

    `chunk` is how many bytes a read returns at the most, `delay` how many seconds of `clock` bytes
    are on their way, `room` how many may be under way or unread before `send` would block. `cut()`
    breaks every connection.
    """

    def __init__(
        self,
        *,
        chunk: int = 1 << 20,
        delay: float = 0.0,
        room: int = 1 << 18,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.chunk = chunk
        self.delay = delay
        self.room = room
        self.clock: Callable[[], float] = clock if clock is not None else FakeClock()
        self._listeners: dict[int, list[MemoryListener]] = {}  # of each port, the next in turn first
        self._ends: dict[MemoryEnd, None] = {}  # those that are not closed
        self._last_port = 40000

    def __repr__(self) -> str:
        return f"<MemoryNetwork of {(len(self._ends) + 1) // 2} connections>"

    def listen(self, port: int, ip: str = "*", shared: bool = False) -> MemoryListener:
        """Listen on a port, 0 for any free one. Those who share one take turns."""
        others = self._listeners.get(port, [])
        if others and not (shared and others[0].shared):
            raise OSError(errno.EADDRINUSE, "Address already in use")
        port = port or self._new_port()
        listener = MemoryListener(self, port, shared)
        self._listeners.setdefault(port, []).append(listener)
        return listener

    def lookup(self, host: str, port: int, wake: Callable[[], None]) -> Lookup:
        """Return this network's address for any host."""
        from ..net.network import Lookup

        return Lookup([(0, (host, port))])

    def connect(self, address: Address) -> MemoryEnd:
        """Connect to a listener of this network; what listens nowhere refuses."""
        ours, theirs = MemoryEnd(self, self._new_port()), MemoryEnd(self, address[1][1])
        ours.other, theirs.other = theirs, ours
        listeners = self._listeners.get(address[1][1])
        if listeners is None:
            ours.refused = True
        else:
            listeners[0].waiting.append(theirs)
            listeners.append(listeners.pop(0))
            self._ends |= {ours: None, theirs: None}
        return ours

    def connect_error(self, stream: Any) -> str:
        """Return why connecting failed, "" if it did not."""
        return "Connection refused: nothing listens there" if stream.refused else ""

    def accepted(self, stream: Any) -> Any:
        """Return a stream that `accept` returned, ready for use."""
        return stream

    def cut(self, *, reset: bool = True) -> None:
        """Break every connection: what is under way is lost, both ends find a reset, or the end."""
        for end in self._ends:
            end.under_way.clear()
            end.size = 0
            end.broken = reset
            end.ended = end.cut = True
        self._ends.clear()

    def _new_port(self) -> int:
        self._last_port += 1
        return self._last_port


class MemoryListener:
    """Stands in for a listening socket."""

    def __init__(self, network: MemoryNetwork, port: int, shared: bool) -> None:
        self._network = network
        self._port = port
        self.shared = shared
        self.waiting: deque[MemoryEnd] = deque()

    def accept(self) -> tuple[MemoryEnd, Any]:
        """Return the next connection."""
        if not self.waiting:
            raise BlockingIOError
        end = self.waiting.popleft()
        return end, end.getpeername()

    def getsockname(self) -> tuple[str, int]:
        """Return the address."""
        return "memory", self._port

    def ready(self, read: bool, write: bool) -> bool:
        """Return True if a selector would report this."""
        return read and bool(self.waiting)

    def close(self) -> None:
        """Listen no more."""
        listeners = self._network._listeners.get(self._port, [])
        if self in listeners:
            listeners.remove(self)
            if not listeners:
                del self._network._listeners[self._port]
        while self.waiting:
            self.waiting.popleft().close()


class MemoryEnd:
    """Stands in for a connected socket: one end of a connection."""

    other: MemoryEnd

    def __init__(self, network: MemoryNetwork, port: int) -> None:
        self._network = network
        self._port = port
        self.under_way: deque[tuple[float, memoryview]] = deque()
        """What the other end sent, and when it arrives."""
        self.size: int = 0
        """Bytes of that."""
        self.ended: bool = False
        self.broken: bool = False
        self.refused: bool = False
        self.closed: bool = False
        self.cut: bool = False

    def recv(self, size: int) -> bytes:
        """Return up to `size` bytes that have arrived."""
        self._check()
        arrived = self._arrived()
        if not arrived:
            if self.ended and not self.under_way:
                return b""
            raise BlockingIOError
        when, data = self.under_way.popleft()
        part = bytes(data[: min(size, self._network.chunk)])
        self.size -= len(part)
        if len(part) < len(data):
            self.under_way.appendleft((when, data[len(part) :]))
        return part

    def recv_into(self, buffer: memoryview) -> int:
        """Receive into `buffer`."""
        part = self.recv(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def send(self, data: bytes) -> int:
        """Send as much of `data` as there is room for."""
        self._check()
        if self.other.closed or self.cut:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        room = self._room()
        if room <= 0:
            raise BlockingIOError
        part = bytes(data[:room])
        self.other.under_way.append((self._network.clock() + self._network.delay, memoryview(part)))
        self.other.size += len(part)
        return len(part)

    def shutdown(self, how: int) -> None:
        """Let the other end find the end of the data."""
        self.other.ended = True

    def close(self) -> None:
        """Close this end."""
        if not self.closed:
            self.closed = True
            self._network._ends.pop(self, None)
            if not self.refused:
                self.other.ended = True

    def getpeername(self) -> tuple[str, int]:
        """Return the address of the other end."""
        return "memory", self.other._port

    def ready(self, read: bool, write: bool) -> bool:
        """Return True if a selector would report this."""
        readable = read and (self.broken or bool(self._arrived()) or (self.ended and not self.under_way))
        return readable or (write and (self.refused or self.ended or self._room() > 0))

    def hung_up(self) -> bool:
        """Return True if a selector would report that the other end is gone, whatever is unread."""
        return self.broken or self.ended

    def _arrived(self) -> bool:
        return bool(self.under_way) and self.under_way[0][0] <= self._network.clock()

    def _room(self) -> int:
        return self._network.room - self.other.size

    def _check(self) -> None:
        if self.broken:
            raise ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
