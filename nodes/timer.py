"""Timer: counts down and emits `timeout`, once or again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from engine import Node, ScriptError, Signal
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from .checked import above, choice

if TYPE_CHECKING:
    from engine.scene.node import NodeKeywords

    class TimerKeywords(NodeKeywords, total=False):
        """What `Timer(…)` takes by name."""

        wait_time: float
        paused: bool
        process_mode: int
        one_shot: bool
        autostart: bool


class Timer(Node):
    """Counts seconds of frames, or of physics steps, before the `_process` of all nodes.

    Source: Godot 3.6's `Timer`.
    """

    TIMER_PROCESS_PHYSICS = 0
    TIMER_PROCESS_IDLE = 1

    timeout: Final = Signal()

    _time_left_: float = -1.0
    _wait_time_: float
    _paused_: bool
    _process_mode_: int

    wait_time: Property[float] = Field(1.0, above(0), doc="Seconds from start to `timeout`; greater than 0.")
    set_wait_time: Setter[float] = setter(wait_time, "time_sec")
    get_wait_time: Getter[float] = getter(wait_time)

    paused: Property[bool] = Field(False, then="_switch_", doc="Whether counting is paused.")
    set_paused: Setter[bool] = setter(paused)
    is_paused: Getter[bool] = getter(paused)

    process_mode: Property[int] = Field(
        TIMER_PROCESS_IDLE,
        choice(2, "use Timer.TIMER_PROCESS_IDLE"),
        then="_switch_",
        doc="What is counted: frames (TIMER_PROCESS_IDLE, 1) or physics steps (TIMER_PROCESS_PHYSICS, 0).",
    )
    set_timer_process_mode: Setter[int] = setter(process_mode, "mode")
    get_timer_process_mode: Getter[int] = getter(process_mode)

    one_shot: bool = False
    """Stop after the first `timeout`."""
    set_one_shot: Setter[bool] = setter("one_shot", "enable")
    is_one_shot: Getter[bool] = getter("one_shot")
    autostart: bool = False
    """Start when the node becomes ready; False again after that."""
    set_autostart: Setter[bool] = setter("autostart", "enable")
    has_autostart: Getter[bool] = getter("autostart")

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TimerKeywords]) -> None: ...

    @notified(Node.NOTIFICATION_READY)
    def _start_by_itself_(self) -> None:
        if self.autostart:
            self.start()
            self.autostart = False

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _count_frame_(self) -> None:
        self._count_down_(self.get_process_delta_time())

    @notified(Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS)
    def _count_step_(self) -> None:
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
        if not isinstance(time_sec, int | float):
            raise ScriptError(f"{self!r}: start takes a number of seconds, not {time_sec!r}.")
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

    @property
    def time_left(self) -> float:
        """Seconds until `timeout`, 0 when stopped."""
        return max(0.0, self._time_left_)

    def get_time_left(self) -> float:
        """Return the seconds until `timeout`, 0 when stopped."""
        return max(0.0, self._time_left_)

    def _switch_(self) -> None:
        """Be in the list of the internal process only while there is something to count."""
        counting = self._time_left_ >= 0 and not self._paused_
        idle = self._process_mode_ == Timer.TIMER_PROCESS_IDLE
        self.set_process_internal(counting and idle)
        self.set_physics_process_internal(counting and not idle)
