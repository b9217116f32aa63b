"""One selector for all sockets of a tree: who is ready, and when to wake up."""

from __future__ import annotations

import os
import selectors
from contextlib import suppress
from typing import Any, Protocol

READ = selectors.EVENT_READ
WRITE = selectors.EVENT_WRITE


class HasFileno(Protocol):
    """A socket, or anything else that a selector can watch."""

    def fileno(self) -> int:
        """Return the file descriptor."""


class Watch:
    """A socket under watch. When something can be done it goes to the end of `inbox`, once.

    Its owner takes it out in `poll()`, works until the socket would block, and says `taken()`.
    """

    __slots__ = ("_parked", "_poller", "events", "inbox", "owner", "ready", "socket")

    def __init__(
        self, poller: Poller, socket: HasFileno, events: int, inbox: list[Watch], owner: Any
    ) -> None:
        self._poller = poller
        self._parked = False
        self.socket = socket
        self.events = events
        self.inbox = inbox
        self.owner = owner
        self.ready = False

    def set_events(self, events: int) -> None:
        """Watch for READ, WRITE or both from now on."""
        if events != self.events:
            self.events = events
            if not self._parked:
                self._poller.selector.modify(self.socket, events, self)

    def taken(self) -> None:
        """Say that the owner has worked off what made this ready."""
        self.ready = False
        if self._parked:
            self._parked = False
            self._poller.selector.register(self.socket, self.events, self)

    def park(self) -> None:
        """Stop watching until `taken()`: it is ready and nobody has come for it yet."""
        self._parked = True
        self._poller.selector.unregister(self.socket)

    def close(self) -> None:
        """Stop watching for good; call it before the socket is closed."""
        if not self._parked and self._poller._selector is not None:
            self._poller.selector.unregister(self.socket)
        self._parked = True
        self.ready = False
        if self in self.inbox:
            self.inbox.remove(self)

    def __repr__(self) -> str:
        return f"<Watch of {self.owner!r}{', ready' if self.ready else ''}>"


class Poller:
    """Watches sockets (epoll or the like, through `selectors`) and lets a runner sleep on them.

    Nothing is opened before the first socket or the first sleep.
    """

    def __init__(self) -> None:
        self._selector: selectors.BaseSelector | None = None
        self._doorbell: Doorbell | None = None

    @property
    def selector(self) -> selectors.BaseSelector:
        """The selector, opened at first use."""
        if self._selector is None:
            self._selector = selectors.DefaultSelector()
        return self._selector

    def watch(self, socket: HasFileno, events: int, inbox: list[Watch], owner: Any) -> Watch:
        """Watch `socket` for READ, WRITE or both on behalf of `owner`."""
        watch = Watch(self, socket, events, inbox, owner)
        self.selector.register(socket, events, watch)
        return watch

    def has_sockets(self) -> bool:
        """Return True while anything is watched."""
        if self._selector is None:
            return False
        return len(self._selector.get_map()) > (self._doorbell is not None)

    def collect(self) -> None:
        """Put every watch that is ready into its inbox, without waiting."""
        if self._selector is not None:
            self._select(0)

    def wait(self, seconds: float) -> bool:
        """Sleep until a socket becomes ready, `wake()` is called or `seconds` have passed.

        Returns True if a socket became ready. A socket that was ready before and that nobody has
        come for does not end the sleep again.
        """
        self.open_doorbell()
        return self._select(max(0.0, seconds))

    def _select(self, seconds: float) -> bool:
        news = False
        for key, _ in self.selector.select(seconds):
            watch: Watch | None = key.data
            if watch is None:
                self.open_doorbell().silence()
            elif watch.ready:
                if seconds:
                    watch.park()
            else:
                watch.ready = news = True
                watch.inbox.append(watch)
        return news

    def open_doorbell(self) -> Doorbell:
        """Open what other threads and signal handlers ring to end a sleep, at first use."""
        if self._doorbell is None:
            self._doorbell = Doorbell()
            self.selector.register(self._doorbell, READ, None)
        return self._doorbell

    def wake(self) -> None:
        """End the sleep of `wait`, from any thread."""
        if self._doorbell is not None:
            self._doorbell.ring()

    def close(self) -> None:
        """Close the selector. The sockets are their owners'."""
        if self._selector is not None:
            self._selector.close()
            self._selector = None
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell = None


class Doorbell:
    """Two ends of a pipe, or of a socket pair on Windows, whose selector knows only sockets."""

    def __init__(self) -> None:
        if os.name == "nt":
            import socket

            self._reading: Any
            self._writing: Any
            self._reading, self._writing = socket.socketpair()
            self._reading.setblocking(False)
            self._writing.setblocking(False)
        else:
            reading, writing = os.pipe()
            os.set_blocking(reading, False)
            os.set_blocking(writing, False)
            self._reading = open(reading, "rb", buffering=0)  # noqa: SIM115
            self._writing = open(writing, "wb", buffering=0)  # noqa: SIM115

    def fileno(self) -> int:
        """Return the file descriptor that becomes readable when the bell rings."""
        return int(self._reading.fileno())

    def ringing_fileno(self) -> int:
        """Return the file descriptor to write to, fit for `signal.set_wakeup_fd`."""
        return int(self._writing.fileno())

    def ring(self) -> None:
        """Ring, from any thread. Rung often enough before, it is heard anyway."""
        with suppress(BlockingIOError):
            (self._writing.send if os.name == "nt" else self._writing.write)(b"\0")

    def silence(self) -> None:
        """Take note of all rings so far."""
        read = self._reading.recv if os.name == "nt" else self._reading.read
        with suppress(BlockingIOError):
            while len(read(4096) or b"") == 4096:
                pass

    def close(self) -> None:
        """Close both ends."""
        self._reading.close()
        self._writing.close()
