"""How many physics steps a frame makes."""

from __future__ import annotations

from math import floor

MAX_STEPS = 8
"""Steps in one frame at the most; the time of more is dropped, so that a stall cannot snowball."""


class PhysicsClock:
    """Turns the measured time of frames into whole physics steps.

    What a frame leaves over is owed to the next. Frames that come about as often as steps make
    exactly as many steps as they are long, rounded, as long as no more than `jitter_fix` steps are
    owed or ahead, so that the unsteady frames of a real machine do not make 0, 2, 0, 2 steps.

    Source: Godot 3's `MainTimerSync` in its effects; the smoothing is a simpler one of our own.
    """

    __slots__ = ("jitter_fix", "owed", "steps_per_second")

    def __init__(self, steps_per_second: int = 60, jitter_fix: float = 0.5) -> None:
        self.steps_per_second: int = steps_per_second
        self.jitter_fix: float = jitter_fix
        self.owed: float = 0.0
        """Steps, or the part of one, that the frames so far were longer than what they made."""

    def advance(self, delta: float) -> tuple[int, float]:
        """Take in a frame of `delta` seconds; return its steps and its length for `_process`.

        The length is `delta`, less the time of the steps beyond the eighth, which are dropped.
        """
        rate = self.steps_per_second
        length = delta * rate
        owed = self.owed + length
        steps = round(length)
        if steps < 1 or abs(owed - steps) > self.jitter_fix:
            steps = max(0, floor(owed + 1e-9))
        self.owed = owed - steps
        dropped = max(0, steps - MAX_STEPS)
        return steps - dropped, delta - dropped / rate
