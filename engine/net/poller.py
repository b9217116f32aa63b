"""One selector for all sockets of a tree: who is ready, and when to wake up."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import Any, Protocol
from weakref import WeakSet

from ..base.changing import still_in
from ..core import compile_method
from .traffic import Traffic

READ, WRITE = 1, 2  # as `selectors` has them
HANGUP = 4
"""The other side sends no more, or the connection is broken: for a socket that is not read meanwhile.

Known on Linux and in memory; elsewhere a failed `send` tells.
"""


class Watch:
    """A socket under watch. When something can be done it goes to the end of `inbox`, once.

    Its owner takes it out in `poll()`, works until the socket would block, and says `taken()`.
    """

    __slots__ = ("_parked", "_poller", "_watched", "events", "inbox", "owner", "ready", "socket")

    def __init__(self, poller: Poller, socket: Any, events: int, inbox: list[Watch], owner: Any) -> None:
        self._poller = poller
        self._parked = False
        self._watched = 0  # what the selector has been told
        self.socket: Any = socket
        self.events: int = 0
        self.inbox: list[Watch] = inbox
        self.owner: Any = owner
        self.ready: bool = False
        self.set_events(events)

    def set_events(self, events: int) -> None:
        """Watch for READ, WRITE, HANGUP, several of them or, with 0, for nothing from now on."""
        if events != self.events:
            self.events = events
            self._tell()

    def announce(self) -> None:
        """Put this into its inbox, for what can be done without the socket being ready."""
        self._poller.hurry()
        self.come()

    def come(self) -> None:
        """Go to the end of the inbox, unless this is in there."""
        if not self.ready:
            self.ready = True
            self.inbox.append(self)

    def taken(self) -> None:
        """Say that the owner has worked off what made this ready."""
        self.ready = False
        if self._parked:
            self._parked = False
            self._tell()

    def park(self) -> None:
        """Stop watching until `taken()`: it is ready and nobody has come for it yet."""
        self._parked = True
        self._tell()

    def close(self) -> None:
        """Stop watching for good, and forget the owner; call it before the socket is closed.

        Whoever empties the inbox leaves out what is not `ready` any more: looking for this in there
        would take long where many are closed.
        """
        self.set_events(0)
        self.owner = None  # who has this, mostly: both can go at once
        self.ready = False

    def move_to(self, poller: Poller) -> None:
        """Be watched by another poller from now on."""
        self._poller.tell(self, self._watched, 0)
        self._poller, self._watched = poller, 0
        self._tell()

    def _tell(self) -> None:
        events = 0 if self._parked else self.events
        if events != self._watched:
            self._poller.tell(self, self._watched, events)
            self._watched = events

    def __repr__(self) -> str:
        return f"<Watch of {self.owner!r}{', ready' if self.ready else ''}>"


class HasSockets(Protocol):
    """Who has sockets under watch."""

    def _close_sockets_(self) -> None:
        """Close them all."""

    def _traffic_(self) -> Traffic:
        """Return what has gone over them."""

    def _reloading_(self) -> Callable[[], object] | None:
        """Return what reads the files again that it was opened with, None if there are none."""

    def _send_waiting_(self) -> bool:
        """Write what waits to be sent, as far as the other sides take it; return True if some is left."""

    def _drain_(self, left: float) -> bool:
        """Take in nobody new, let go of who is silent and, with no seconds `left`, of all who came.

        Called in each frame until it returns True, which says that nobody is left, or time is up.
        """


class Selector:
    """What `selectors` has for this system. `None` stands for the doorbell."""

    def __init__(self) -> None:
        import selectors  # which Linux does without

        self._selector = selectors.DefaultSelector()

    def set(self, socket: Any, before: int, events: int, watch: Watch | None) -> None:
        """Watch `socket` for READ, WRITE, both or, with 0, no more; `before` is what it was."""
        before, events = before & ~HANGUP, events & ~HANGUP
        if before == events:
            return
        if before and socket.fileno() < 0:  # the collector closed it before its owner did
            with suppress(KeyError, ValueError):
                self._selector.unregister(socket)
        elif not before:
            self._selector.register(socket, events, watch)
        elif events:
            self._selector.modify(socket, events, watch)
        else:
            self._selector.unregister(socket)

    def select(self, seconds: float) -> list[Watch | None]:
        """Sleep until something is ready, for so many seconds at the most; return what is."""
        return [key.data for key, _ in self._selector.select(seconds)]

    def has_hung_up(self, socket: Any) -> bool:
        """Return True if it is known that HANGUP is so, without reading."""
        return False

    def watches(self) -> list[Watch]:
        """Return what is watched, but for the doorbell."""
        return [key.data for key in self._selector.get_map().values() if key.data is not None]

    def close(self) -> None:
        """Close it."""
        self._selector.close()


class Epoll(Selector):
    """The same on Linux, for less: `selectors` makes three objects for each socket that is ready."""

    __slots__ = ("_descriptor", "_ends_at", "_epoll", "_found", "_timer")

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._descriptor: int = self._epoll.fileno()  # which the core waits for; -1 once it is closed
        self._timer: int = -1  # by which the core ends its sleeps, once it has one
        self._ends_at: int = 0  # when it does, in nanoseconds
        self._found: dict[int, Watch | None] = {}

    def set(self, socket: Any, before: int, events: int, watch: Watch | None) -> None:
        """See the base."""
        fd = socket.fileno()
        mask = (select.EPOLLIN if events & READ else 0) | (select.EPOLLOUT if events & WRITE else 0)
        if events & HANGUP:
            mask |= select.EPOLLRDHUP
        if before and fd < 0:  # closed: that took it out
            for known in [known for known, found in self._found.items() if found is watch]:
                del self._found[known]
        elif not before:
            self._epoll.register(fd, mask)
            self._found[fd] = watch
        elif events:
            self._epoll.modify(fd, mask)
        else:
            del self._found[fd]
            with suppress(OSError):  # the socket was closed by somebody else
                self._epoll.unregister(fd)

    def select(self, seconds: float) -> list[Watch | None]:
        """See the base."""
        found = self._found
        return [found[fd] for fd, _ in self._epoll.poll(seconds, len(found) or 1)]

    def has_hung_up(self, socket: Any) -> bool:
        """See the base."""
        poll = select.poll()
        poll.register(socket, select.POLLRDHUP)  # a broken connection is told of in any case
        return bool(poll.poll(0))

    def watches(self) -> list[Watch]:
        """See the base."""
        return [watch for watch in self._found.values() if watch is not None]

    def close(self) -> None:
        """See the base."""
        self._descriptor = -1
        if self._timer >= 0:
            os.close(self._timer)
            self._timer = -1
        self._epoll.close()
        self._found.clear()


class Poller:
    """Watches sockets (epoll, or what there is) and lets a runner sleep on them.

    Nothing is opened before the first socket or the first sleep. Sockets of a MemoryNetwork, which
    the operating system does not know, are asked one by one.
    """

    __slots__ = ("__dict__", "__weakref__", "_in_memory", "_selector")  # where the core looks for them

    def __init__(self) -> None:
        self._selector: Selector | None = None
        self._doorbell: Doorbell | None = None
        self._watches = 0
        self._just_asked = False
        self._hurried = False
        self._in_memory: dict[Watch, None] = {}
        self.users: WeakSet[HasSockets] = WeakSet()
        """Those who are to close their sockets when this is closed."""
        self.has_spare_time = False
        """Whether somebody sleeps on this between frames, as a runner does."""
        self.bell: Callable[[], None] | None = None
        """What ends the sleep of a host that does not sleep in `wait`."""
        self._chores: list[Callable[[], object]] = []

    @property
    def selector(self) -> Selector:
        """The selector, opened at first use."""
        if self._selector is None:
            self._selector = Epoll() if hasattr(select, "epoll") else Selector()
        return self._selector

    def watch(self, socket: Any, events: int, inbox: list[Watch], owner: Any) -> Watch:
        """Watch `socket` for READ, WRITE or both on behalf of `owner`."""
        return Watch(self, socket, events, inbox, owner)

    def tell(self, watch: Watch, before: int, events: int) -> None:
        """Tell the selector what `watch` is to be watched for; `before` is what it was told last."""
        self._watches += bool(events) - bool(before)
        if not hasattr(watch.socket, "fileno"):
            if events:
                self._in_memory[watch] = None
            else:
                del self._in_memory[watch]
        elif not before or self._selector is not None:  # else it was closed, and has forgotten the socket
            self.selector.set(watch.socket, before, events, watch)

    def has_hung_up(self, socket: Any) -> bool:
        """Return True if it is known that a watched socket has been hung up on: see HANGUP."""
        if not hasattr(socket, "fileno"):
            return bool(socket.hung_up())
        return self.selector.has_hung_up(socket)

    def move_to(self, other: Poller) -> None:
        """Let `other` watch all that this one watches."""
        watched = list(self._in_memory)
        if self._selector is not None:
            watched += self._selector.watches()
        for watch in watched:
            watch.move_to(other)

    def has_sockets(self) -> bool:
        """Return True while anything is watched."""
        return self._watches > 0

    def can_wake(self) -> bool:
        """Return True if everything that is watched can end a sleep: what is in memory cannot."""
        return not self._in_memory

    def collect(self) -> None:
        """Put every watch that is ready into its inbox, without waiting.

        The first time after a sleep there is nothing to do: its end has told already.
        """
        if self._just_asked:
            self._just_asked = False
        elif self._selector is not None or self._in_memory:
            self._select(0.0)

    def in_spare_time(self, chore: Callable[[], object]) -> None:
        """Call `chore`, which takes a while and is not needed yet, before the next sleep.

        That is when frames are not kept waiting by it. At once where there is no such time, so that it
        is not in the way of the frames of a tree that is stepped.
        """
        if self.has_spare_time:
            self._chores.append(chore)
        else:
            chore()

    def hurry(self) -> None:
        """Let the next `wait` be none: there is work left, of which no socket tells."""
        self._hurried = True
        if self.bell is not None:
            self.bell()

    def wait(self, seconds: float) -> bool:
        """Sleep until a socket becomes ready, `wake()` is called or `seconds` have passed.

        Returns True if a socket became ready, or there was no sleep for the sake of work that is left. A
        socket that was ready before and that nobody has come for does not end the sleep again.
        """
        if self._chores:
            seconds -= self._do_chores()
        if self._doorbell is None:
            self.open_doorbell()
        self._just_asked = True
        if self._hurried:
            self._hurried = False
            self._select(0.0)
            return True
        return self._select(seconds if seconds > 0.0 else 0.0)

    def _do_chores(self) -> float:
        """Call what was left for now; return how many seconds that took."""
        start = perf_counter()
        chores, self._chores = self._chores, []
        for chore in chores:
            chore()
        return perf_counter() - start

    def _select(self, seconds: float) -> bool:
        news = False
        if self._in_memory:
            for watch in still_in(self._in_memory):
                events = watch.events
                if watch.socket.ready(events & READ, events & WRITE) or (
                    events & HANGUP and watch.socket.hung_up()
                ):
                    seconds = 0.0
                    news |= not watch.ready
                    watch.come()
        if self._selector is not None:
            for found in self._selector.select(seconds):
                if found is None:
                    self._rung()
                elif not found.ready:
                    found.ready = news = True
                    found.inbox.append(found)
                elif seconds > 0:
                    found.park()
        return news

    def _rung(self) -> None:
        self.open_doorbell().silence()

    def open_doorbell(self) -> Doorbell:
        """Open what other threads and signal handlers ring to end a sleep, at first use."""
        if self._doorbell is None:
            self._doorbell = Doorbell()
            self.selector.set(self._doorbell, 0, READ, None)
        return self._doorbell

    def wake(self) -> None:
        """End the sleep of `wait`, from any thread, or that of a host that has a `bell`."""
        bell, doorbell = self.bell, self._doorbell
        if bell is not None:
            bell()
        elif doorbell is not None:
            doorbell.ring()

    def close(self) -> None:
        """Let the users close their sockets, then close the selector."""
        for user in still_in(self.users):
            user._close_sockets_()
        if self._selector is not None:
            self._selector.close()
            self._selector = None
        if self._doorbell is not None:
            doorbell, self._doorbell = self._doorbell, None
            doorbell.close()


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
        """Ring, from any thread. Rung often enough before, it is heard anyway; closed, it is not."""
        with suppress(OSError, ValueError):
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


compile_method(Poller, "_select", Epoll, Watch)
