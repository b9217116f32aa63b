"""Turns: when the frames of a tree are due. It looks at a clock and never sleeps; that is for the host."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from ..base.changing import still_in
from ..base.error import ScriptError
from ..scene.scene_tree import SceneTree
from .idle import idle_time, pass_over

LONGEST_SLEEP = 0.25
"""Seconds until the next turn at the most. Whatever no tree can know of (a thread that calls `quit`
without `call_deferred`) is late by so much in a tree in which nothing happens."""

HEAD_START = 0.1
"""Seconds that the other ends of the network have to take in what the last frame sent before they hear
that we are gone. Who hears of both in one frame, as Godot's clients may, lets go of its network peer with
the calls unread; the engine's own server waits its last frame out. This is six frames of theirs."""
LONGEST_END = 1.0
"""Seconds in which what could not be sent at once is sent after the last frame, before that."""


class Turns:
    """The frames of a tree until it quits: at `target_fps`, or as often as physics steps.

    With `fixed_fps` each is exactly `1 / fixed_fps` seconds long and they are due at once: deterministic
    as far as the scripts are. Else a frame is as long as the time since the last one, the first of no
    length, which leaves out the time of loading.

    Frames in which nothing would happen are not made, only counted: see `idle_time`. `after_frame` is
    called after each with the time of `clock` in seconds; as it might look, every frame is made then.

    When the tree has quit and has to do with the network, they end HEAD_START after all was sent.
    """

    tree: SceneTree
    motion: float
    """In how many seconds after the last turn the next one should be if only the pointer has moved, which
    happens so often that it is not worth a frame of its own; inf if the next will do."""
    slack: float
    """How many seconds early a frame may be. The pictures of a screen are never quite in step with us: a
    host that takes turns with them would miss a whole picture whenever it comes too early by a little."""

    def __init__(
        self,
        tree: SceneTree,
        clock: Callable[[], float],
        *,
        fixed_fps: int | None = None,
        after_frame: Callable[[float], None] | None = None,
    ) -> None:
        if fixed_fps is not None and fixed_fps <= 0:
            raise ScriptError(f"--fixed-fps needs frames per second greater than 0, not {fixed_fps}.")
        self.tree = tree
        self.motion = inf
        self.slack = 0.0
        self._clock = clock
        self._after_frame = after_frame
        self._fixed_delta = 1.0 / fixed_fps if fixed_fps is not None else 0.0
        self._frame = 0.0  # seconds from one to the next; 0 before the first
        self._last = 0.0  # when the last began
        self._due = 0.0  # when the next would begin
        self._empty = 0  # how many from then on do nothing
        self._main_loop = tree._services_.main_loop
        self._rate = tree._services_.clock
        self._times = tree._services_.frame_times
        if fixed_fps is None:  # else nothing is measured
            tree._services_.clock.time = clock
        self._end: float | None = None  # when it may end, once the tree has quit
        self._latest_end = 0.0

    def turn(self, woken: bool) -> float | None:
        """Run a frame if one is due; return the seconds until the next is, or None when it has all ended.

        A frame is due, too, if something has `woken` us: a socket that is ready, a deferred call, a click.
        It has the time that has passed so far, so that a server answers at once. 0 or less is at once.
        """
        tree, main_loop = self.tree, self._main_loop
        if self._end is not None:
            return self._until_end(self._end)
        if self._fixed_delta:
            if main_loop.quitting:
                return self._quit()
            tree.iteration(self._fixed_delta)
            if self._after_frame is not None:
                self._after_frame(self._clock())
            return self._quit() if main_loop.quitting else 0.0
        start = self._clock()
        if not self._frame:
            self._last = self._due = start
        elif not (woken or main_loop.quitting) and (left := self._left(start)) > self.slack:
            return left
        if self._empty:
            self._pass_over(start)
        if main_loop.quitting:
            return self._quit()
        tree.iteration(start - self._last)
        self._last = start
        if self._after_frame is not None:
            self._after_frame(start)
        return self._quit() if main_loop.quitting else self._until_next(start)

    def _quit(self) -> float | None:
        """Find out when it may end, now that the tree has quit."""
        if not any(user._traffic_().peers for user in still_in(self.tree.poller.users)):
            return None
        now = self._clock()
        self._end, self._latest_end = now + HEAD_START, now + LONGEST_END
        return HEAD_START

    def _until_end(self, end: float) -> float | None:
        now = self._clock()
        left = [user._send_waiting_() for user in still_in(self.tree.poller.users)]
        if any(left):
            self._end = end = min(now + HEAD_START, self._latest_end)
        return end - now if end > now else None

    def _until_next(self, start: float) -> float:
        """Find out when the next frame is due after one that began at `start`."""
        now, times = self._clock(), self._times
        if now >= times.until or now - start > times.worst:
            times.note(start, now, self.tree.get_idle_frames())
        if start >= self._due - self.slack:
            self._schedule(start)
            return self._left(now)
        self._empty = 0  # it was an early one, and what is due is still to come
        self.motion = inf
        return self._due - now

    def _schedule(self, start: float) -> None:
        rate = self._rate
        self._frame = frame = 1.0 / (rate.target_fps or rate.physics.steps_per_second)
        self._due = max(self._due + frame, start)
        if self._after_frame is None:
            idle = min(idle_time(self.tree), LONGEST_SLEEP)
            self._empty = max(0, int((idle - (self._due - start)) / frame))

    def _left(self, now: float) -> float:
        self.motion = self._due - now if self._empty else inf
        return self._due + self._empty * self._frame - now

    def _pass_over(self, now: float) -> None:
        """Let those frames have been in which there was nothing to do and that would have begun by now."""
        if now >= self._due:
            passed = min(self._empty, int((now - self._due) / self._frame) + 1)
            until = min(self._due + (passed - 1) * self._frame, now)
            pass_over(self.tree, passed, until - self._last)
            self._last, self._due = until, self._due + passed * self._frame
