"""A clock that a test sets."""

from __future__ import annotations


class FakeClock:
    """Seconds that pass only when a test says so: `tree.clock = clock = FakeClock()`."""

    def __init__(self, now: float = 0.0) -> None:
        self.now: float = now

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.now += seconds

    def __repr__(self) -> str:
        return f"<FakeClock {self.now:.3f} s>"
