"""SceneTreeTimer, and the timers of one tree."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Final

from ..base.error import ScriptError
from ..object.lifetime import guarded
from ..object.object import Object
from ..object.signal import Signal
from .frame import Frame, Service, Stage
from .schedule import StageCall
from .state import TreeState


class SceneTreeTimer(Object):
    """A one-shot timer made by `SceneTree.create_timer`: `await tree.create_timer(1.0).timeout`."""

    timeout: Final = Signal()

    _clock_: TimerQueue
    _made_: int
    _deadline_: float
    _planned_: int

    @property
    def time_left(self) -> float:
        """Seconds until `timeout`; may be set."""
        return max(0.0, self._deadline_ - self._clock_.now)

    @time_left.setter
    @guarded
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


_serial = count()


class TimerQueue:
    """The timers that count one kind of time: all of it, or only while the tree is not paused.

    A timer costs something when it is made and when it fires, and nothing in between.
    """

    def __init__(self) -> None:
        self.now: float = 0.0
        self.heap: list[tuple[float, int, SceneTreeTimer]] = []
        """What is planned: when, the how manieth plan it is, and for which timer."""

    def __len__(self) -> int:
        return len(self.heap)

    def create(self, seconds: float) -> SceneTreeTimer:
        """Return a new timer."""
        timer = SceneTreeTimer()
        timer._clock_ = self
        timer._made_ = next(_serial)
        self.schedule(timer, seconds)
        return timer

    def schedule(self, timer: SceneTreeTimer, seconds: float) -> None:
        """Let `timer` fire in `seconds`, whatever was planned before."""
        if not seconds >= 0:
            raise ScriptError(f"A timer needs a time of 0 seconds or more, not {seconds!r}.")
        timer._deadline_ = self.now + seconds
        timer._planned_ = next(_serial)
        heappush(self.heap, (timer._deadline_, timer._planned_, timer))

    def left(self) -> float:
        """Return the seconds until a timer may be due; infinity without any."""
        return max(0.0, self.heap[0][0] - self.now) if self.heap else inf

    def advance(self, delta: float) -> list[SceneTreeTimer]:
        """Let `delta` seconds pass; return the timers that are due.

        Godot fires when less than nothing is left, so a timer that ends exactly now waits one more
        frame.
        """
        self.now += delta
        due = []
        heap = self.heap
        while heap and heap[0][0] < self.now:
            _, planned, timer = heappop(heap)
            if planned == timer._planned_ and not timer._freed_:  # else it was set anew
                due.append(timer)
        return due


class Timers(Service):
    """The timers of a tree that `create_timer` made."""

    def __init__(self, tree: TreeState, frame: Frame) -> None:
        self._always = TimerQueue()
        self._pausable = TimerQueue()
        self._tree = tree
        self._frame = frame

    def create(self, seconds: float, pause_mode_process: bool) -> SceneTreeTimer:
        """See `SceneTree.create_timer`."""
        self._frame.wake(self)
        return (self._always if pause_mode_process else self._pausable).create(seconds)

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {Stage.TIMERS: self._advance}

    def _advance(self, delta: float) -> None:
        due = self._always.advance(delta) if self._always.heap else []
        if self._pausable.heap and not self._tree.paused:
            due += self._pausable.advance(delta)
        if due:
            fire(due)

    def idle_time(self) -> float:
        """Return the seconds until a timer may be due."""
        scale = self._tree.time_scale
        if not scale:
            return inf
        left = self._always.left()
        if not self._tree.paused:
            left = min(left, self._pausable.left())
        return left / scale

    def pass_over(self, delta: float) -> None:
        """Let time pass in which no timer is due."""
        self._always.now += delta
        if not self._tree.paused:
            self._pausable.now += delta


def fire(due: list[SceneTreeTimer]) -> None:
    """Emit the timeouts, in the order in which the timers were made."""
    for timer in sorted(due, key=lambda timer: timer._made_):
        if not timer._freed_:
            timer.timeout.emit()
        if not timer._freed_:
            timer.free()
