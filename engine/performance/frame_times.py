"""How long frames take, as whoever runs them has measured it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import inf

_KEPT = 60


class FrameTimes:
    """The frames of each second: how many, and the longest.

    Whoever runs a frame says so by `note` if it was longer than `worst` or ended after `until`; other
    frames change nothing, and cost no call. `take_worst_step` returns the longest physics step since it was
    called last.
    """

    def __init__(self, take_worst_step: Callable[[], float]) -> None:
        self.worst: float = 0.0
        """The longest frame of this second."""
        self.until: float = -inf
        """When this second ends."""
        self.fps: float = 0.0
        """Frames in the last whole second."""
        self.last_worst_step: float = 0.0
        """The longest physics step of the last whole second."""
        self._take_worst_step = take_worst_step
        self._began: tuple[float, int] | None = None
        self._worsts: deque[float] = deque(maxlen=_KEPT)

    def note(self, start: float, end: float, frames: int) -> None:
        """Take note of a frame from `start` to `end`; `frames` is how many there have been."""
        self.worst = max(self.worst, end - start)
        if end < self.until:
            return
        if self._began is not None:
            began, count = self._began
            self.fps = (frames - count) / (end - began)
            self._worsts.append(self.worst)
            self.worst = 0.0
            self.last_worst_step = self._take_worst_step()
        self._began = end, frames
        self.until = end + 1.0

    def last_worst(self) -> float:
        """Return the longest frame of the last whole second."""
        return self._worsts[-1] if self._worsts else 0.0

    def worst_of_minute(self) -> float:
        """Return the longest frame of the last 60 seconds in which there were frames, and of this one."""
        return max(self.worst, *self._worsts, 0.0)
