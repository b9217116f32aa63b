"""The time of a tree, for those who must not keep the tree itself."""

from __future__ import annotations

from collections.abc import Callable


class TimeSource:
    """A clock that may be replaced at any time. `clock` is the one to read just now."""

    __slots__ = ("clock",)

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock: Callable[[], float] = clock

    def now(self) -> float:
        """Return the time in seconds."""
        return self.clock()

    def __repr__(self) -> str:
        return f"<TimeSource {self.clock!r}>"
