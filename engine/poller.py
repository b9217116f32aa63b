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
        if not self._parked:
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
        self._wakeup: tuple[int, int] | None = None
        self._asleep = False

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
        return len(self._selector.get_map()) > (self._wakeup is not None)

    def collect(self) -> None:
        """Put every watch that is ready into its inbox, without waiting."""
        if self._selector is not None:
            self._select(0)

    def wait(self, seconds: float) -> bool:
        """Sleep until a socket becomes ready, `wake()` is called or `seconds` have passed.

        Returns True if a socket became ready. A socket that was ready before and that nobody has
        come for does not end the sleep again.
        """
        self.open_wakeup()
        return self._select(max(0.0, seconds))

    def _select(self, seconds: float) -> bool:
        news = False
        for key, _ in self.selector.select(seconds):
            watch: Watch | None = key.data
            if watch is None:
                self._drain()
            elif watch.ready:
                if seconds:
                    watch.park()
            else:
                watch.ready = news = True
                watch.inbox.append(watch)
        return news

    def open_wakeup(self) -> int:
        """Open the door by which other threads and signal handlers end a sleep; return its file
        descriptor, a non-blocking one fit for `signal.set_wakeup_fd`.
        """
        if self._wakeup is None:
            self._wakeup = _channel()
            self.selector.register(self._wakeup[0], READ, None)
        return self._wakeup[1]

    def wake(self) -> None:
        """End the sleep of `wait`, from any thread."""
        if self._wakeup is not None:
            with suppress(BlockingIOError):  # so much has been written that it will wake up anyway
                os.write(self._wakeup[1], b"\0")

    def _drain(self) -> None:
        assert self._wakeup is not None
        try:
            while len(os.read(self._wakeup[0], 4096)) == 4096:
                pass
        except BlockingIOError:
            pass

    def close(self) -> None:
        """Close the selector. The sockets are their owners'."""
        if self._selector is not None:
            self._selector.close()
            self._selector = None
        if self._wakeup is not None:
            for end in self._wakeup:
                os.close(end)
            self._wakeup = None


def _channel() -> tuple[int, int]:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    return reading, writing
