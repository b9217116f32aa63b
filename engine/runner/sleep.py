"""Sleep: until a socket is ready, something happens to the window, somebody wakes us or time is over."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING

from ..net.poller import READ, Poller, Watch

if TYPE_CHECKING:
    from ..display.display import Display, Readable

_SLICE = 0.004
"""Seconds between looks at the sockets, on systems where one sleep cannot wait for them and a window."""


class Sleep:
    """Sleeps on the sockets of a poller and on the window of a display."""

    def __init__(self, poller: Poller, clock: Callable[[], float] = perf_counter) -> None:
        self._poller = poller
        self._clock = clock
        self._watch: Watch | None = None  # of the window
        self._inbox: list[Watch] = []
        poller.open_doorbell()  # before anybody may ring

    def sleep(self, display: Display, seconds: float, motion: float = inf) -> None:
        """Sleep until something happens; at most so long.

        What only moves the pointer does not end it before `motion` seconds: there may be a lot of that.
        """
        start = self._clock()
        end = start + seconds
        while True:
            pending = display.pending()
            if pending == "urgent":
                self._poller.wait(0.0)
                return
            if pending == "motion" and start + motion < end:
                end = start + motion
                seconds = end - self._clock()
            if self._sleep_once(display, seconds):
                return
            seconds = end - self._clock()

    def _sleep_once(self, display: Display, seconds: float) -> bool:
        """Sleep; return False if only the window has woken us, or may have."""
        connection = display.connection
        if connection is not None:
            return self._sleep_on_both(connection, seconds)
        self.close()
        if not display.nap(max(0.0, min(_SLICE, seconds))):
            self._poller.wait(seconds)
            return True
        return self._poller.wait(0.0) or seconds <= _SLICE

    def _sleep_on_both(self, connection: Readable, seconds: float) -> bool:
        poller = self._poller
        watch = self._watch
        if watch is None or watch.socket is not connection:
            self.close()
            watch = self._watch = poller.watch(connection, READ, self._inbox, self)
        poller.wait(seconds)
        if not watch.ready:
            return True
        others = any(found is not watch for found in poller.selector.select(0))
        self._inbox.clear()
        watch.taken()
        return others

    def close(self) -> None:
        """Watch the window no more."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
