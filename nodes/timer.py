"""Timer: counts down and emits `timeout`, once or again and again."""

from __future__ import annotations

from typing import Final

from engine import Node, ScriptError, Signal


class Timer(Node):
    """Counts seconds of frames, or of physics steps, before the `_process` of all nodes.

    Source: Godot 3.6's `Timer`.
    """

    TIMER_PROCESS_PHYSICS = 0
    TIMER_PROCESS_IDLE = 1

    timeout: Final = Signal()

    _stored_ = ("wait_time", "one_shot", "autostart", "process_mode", "paused")

    _wait_time_: float = 1.0
    _time_left_: float = -1.0
    _process_mode_: int = TIMER_PROCESS_IDLE
    _paused_: bool = False

    one_shot: bool = False
    """Stop after the first `timeout`."""
    autostart: bool = False
    """Start when the node becomes ready; False again after that."""

    def _notified_(self, what: int) -> None:
        if what == Node.NOTIFICATION_READY:
            if self.autostart:
                self.start()
                self.autostart = False
        elif what == Node.NOTIFICATION_INTERNAL_PROCESS:
            self._count_down_(self.get_process_delta_time())
        elif what == Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS:
            self._count_down_(self.get_physics_process_delta_time())

    def _count_down_(self, delta: float) -> None:
        self._time_left_ -= delta
        if self._time_left_ < 0:
            if self.one_shot:
                self.stop()
            else:
                self._time_left_ += self._wait_time_
            self.timeout.emit()

    def start(self, time_sec: float = -1) -> None:
        """Start, or start anew. A `time_sec` above 0 also becomes the `wait_time`."""
        if not self.is_inside_tree():
            raise ScriptError(f"{self!r} cannot start: add it to the tree first, or set `autostart = True`.")
        if time_sec > 0:
            self.set_wait_time(time_sec)
        self._time_left_ = self._wait_time_
        self._switch_()

    def stop(self) -> None:
        """Stop; `time_left` becomes 0."""
        self._time_left_ = -1.0
        self._switch_()

    def is_stopped(self) -> bool:
        """Return True unless started. A paused timer is not stopped."""
        return self.get_time_left() <= 0

    def get_time_left(self) -> float:
        """Return the seconds until `timeout`, 0 when stopped."""
        return max(0.0, self._time_left_)

    time_left = property(get_time_left, doc="Seconds until `timeout`, 0 when stopped.")

    def get_wait_time(self) -> float:
        """Return the seconds from start to `timeout`."""
        return self._wait_time_

    def set_wait_time(self, time_sec: float) -> None:
        """Set the seconds from start to `timeout`, which must be greater than 0."""
        if not time_sec > 0:
            raise ScriptError(f"{self!r}: wait_time must be greater than 0, not {time_sec!r}.")
        self._wait_time_ = time_sec

    wait_time = property(get_wait_time, set_wait_time, doc="Seconds from start to `timeout`.")

    def is_paused(self) -> bool:
        """Return True if counting is paused."""
        return self._paused_

    def set_paused(self, paused: bool) -> None:
        """Pause or go on counting."""
        self._paused_ = paused
        self._switch_()

    paused = property(is_paused, set_paused, doc="Whether counting is paused.")

    def get_timer_process_mode(self) -> int:
        """Return TIMER_PROCESS_IDLE (1) or TIMER_PROCESS_PHYSICS (0)."""
        return self._process_mode_

    def set_timer_process_mode(self, mode: int) -> None:
        """Set what is counted: frames or physics steps."""
        if mode not in (Timer.TIMER_PROCESS_IDLE, Timer.TIMER_PROCESS_PHYSICS):
            raise ScriptError(f"{self!r}: there is no process_mode {mode!r}: use Timer.TIMER_PROCESS_IDLE.")
        self._process_mode_ = mode
        self._switch_()

    process_mode = property(
        get_timer_process_mode,
        set_timer_process_mode,
        doc="What is counted: frames or physics steps.",
    )

    def _switch_(self) -> None:
        """Be in the list of the internal process only while there is something to count."""
        counting = self._time_left_ >= 0 and not self._paused_
        idle = self._process_mode_ == Timer.TIMER_PROCESS_IDLE
        self.set_process_internal(counting and idle)
        self.set_physics_process_internal(counting and not idle)
