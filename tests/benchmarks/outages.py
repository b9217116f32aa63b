"""Frames of a program whose Redis fails: how long the longest of them is, beside those while all is well.

The program has what a room has of a store: its room is listed, the list is read, and in each of its 60 frames
a second something is published. Redis is frozen, thawed, killed, and started again with nothing in it. A
frame's time is from its beginning to its end, less that in which others had the processor.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

from measure import Result, settle
from stores import Redis, redis_server

from engine import ERR_UNAVAILABLE, OK
from engine.testing import SteppedTree
from nodes import Backplane, Cluster, WebSocketServer

RATE = 60
MOST = 0.005
"""Seconds that a frame may take longer than usual."""


class Clock:
    """The time that passes for this thread while it has a processor, or waits of its own accord."""

    def __init__(self) -> None:
        self._file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)

    def now(self) -> float:
        """Return seconds. The second number there says for how many it could have run, and had to wait."""
        return time.perf_counter() - int(os.pread(self._file, 99, 0).split()[1]) * 1e-9

    def close(self) -> None:
        os.close(self._file)


class Program:
    """A tree with a room, whose store is that Redis."""

    def __init__(self, redis: Redis, clock: Clock) -> None:
        self._clock = clock
        self._tree = tree = SteppedTree()
        self._cluster = Cluster(url=f"redis://127.0.0.1:{redis.port}")
        self._backplane = Backplane()
        self._cluster.add_child(self._backplane)
        self._backplane.subscribe("chat")
        server = WebSocketServer()
        server.listen(0)
        for node in (server, self._cluster):
            tree.add(node)
        self._cluster.open_room("arena", "ws://127.0.0.1:1", server)
        self.frames(lambda: self.is_up)

    @property
    def is_up(self) -> bool:
        """Whether messages go, and the room is listed."""
        return self._backplane.publish("chat", 1) == OK and self._cluster.find_room("arena") is not None

    @property
    def is_down(self) -> bool:
        """Whether it is known that nothing goes."""
        return self._backplane.publish("chat", 1) == ERR_UNAVAILABLE

    def frames(self, until: Callable[[], bool], seconds: float = 0.0) -> float:
        """Make frames for so long, and until something is so; return the seconds of the longest."""
        longest, due = 0.0, time.monotonic()
        end = due + seconds
        while time.monotonic() < end or not until():
            due += 1 / RATE
            while (left := due - time.monotonic()) > 0:
                self._tree.poller.wait(left)
            start = self._clock.now()
            self._backplane.publish("chat", "x" * 64)
            self._cluster.find_room("arena")
            self._tree.step()
            longest = max(longest, self._clock.now() - start)
        return longest

    def close(self) -> None:
        self._tree.finish()


def outage(redis: Redis, clock: Clock) -> dict[str, float]:
    """Return the longest frame of each time of an outage, and of one before."""
    program = Program(redis, clock)
    settle()
    longest = {"as usual": program.frames(lambda: True, 5.0)}
    redis.process.send_signal(signal.SIGSTOP)
    longest["frozen"] = program.frames(lambda: program.is_down, 4.0)
    redis.process.send_signal(signal.SIGCONT)
    longest["thawed"] = program.frames(lambda: program.is_up, 1.0)
    redis.kill()
    longest["killed"] = program.frames(lambda: program.is_down, 2.0)
    redis.start()
    longest["back and empty"] = program.frames(lambda: program.is_up, 1.0)
    program.close()
    return longest


def measure(rounds: int) -> Iterator[Result]:
    """Say how long the longest frame of each time is, at least of some rounds."""
    with redis_server("the frames of an outage") as redis:
        if redis is None:
            return
        clock = Clock()
        times = [outage(redis, clock) for _ in range(min(rounds, 3))]
        clock.close()
        longest = {what: min(each[what] for each in times) for what in times[0]}
        usual = longest.pop("as usual")
        yield Result("the longest frame, Redis as usual", usual)
        for what, seconds in longest.items():
            yield Result(f"the longest frame, Redis {what}", seconds, goal=usual + MOST)
