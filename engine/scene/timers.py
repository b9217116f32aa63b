"""SceneTreeTimer, and the timers of one tree."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count

from ..error import ScriptError
from ..object import Object
from ..signal import Signal


class SceneTreeTimer(Object):
    """A one-shot timer made by `SceneTree.create_timer`: `await tree.create_timer(1.0).timeout`."""

    timeout = Signal[()]()

    _clock_: TimerQueue
    _deadline_: float

    @property
    def time_left(self) -> float:
        """Seconds until `timeout`; may be set."""
        return max(0.0, self._deadline_ - self._clock_.now)

    @time_left.setter
    def time_left(self, seconds: float) -> None:
        self._clock_.schedule(self, seconds)

    def get_time_left(self) -> float:
        """Return the seconds until `timeout`."""
        return self.time_left

    def set_time_left(self, seconds: float) -> None:
        """Set the seconds until `timeout`."""
        self.time_left = seconds

    def __repr__(self) -> str:
        return f"<SceneTreeTimer {self.time_left:.3f} s left>"


class TimerQueue:
    """The timers that count one kind of time: all of it, or only while the tree is not paused.

    A timer costs something when it is made and when it fires, and nothing in between.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._heap: list[tuple[float, int, SceneTreeTimer]] = []
        self._serial = count()

    def __len__(self) -> int:
        return len(self._heap)

    def create(self, seconds: float) -> SceneTreeTimer:
        """Return a new timer."""
        timer = SceneTreeTimer()
        timer._clock_ = self
        self.schedule(timer, seconds)
        return timer

    def schedule(self, timer: SceneTreeTimer, seconds: float) -> None:
        """Let `timer` fire in `seconds`, whatever was planned before."""
        if not seconds >= 0:
            raise ScriptError(f"A timer needs a time of 0 seconds or more, not {seconds!r}.")
        timer._deadline_ = self.now + seconds
        heappush(self._heap, (timer._deadline_, next(self._serial), timer))

    def advance(self, delta: float) -> list[SceneTreeTimer]:
        """Let `delta` seconds pass; return the timers that are due, in the order they were made.

        Godot fires when less than nothing is left, so a timer that ends exactly now waits one more
        frame.
        """
        self.now += delta
        due: list[tuple[int, SceneTreeTimer]] = []
        heap = self._heap
        while heap and heap[0][0] < self.now:
            deadline, serial, timer = heappop(heap)
            if deadline == timer._deadline_ and not timer._freed_:  # else it was set anew
                due.append((serial, timer))
        due.sort()
        return [timer for _, timer in due]
