"""TripleClick: which click is the third in a row."""

from __future__ import annotations

from math import inf

from engine import SceneTree, SceneTreeTimer

_IN_TIME = 0.6  # seconds after the double click


class TripleClick:
    """Tells which click is the third in a row: it comes soon after a double click, and near it."""

    __slots__ = ("_near", "_timer", "_x")

    def __init__(self, near: float = inf) -> None:
        self._near = near
        self._timer: SceneTreeTimer | None = None
        self._x = 0.0

    def expect(self, tree: SceneTree, x: float = 0.0) -> None:
        """Take note of a double click at `x`."""
        self._timer = tree.create_timer(_IN_TIME)
        self._x = x

    def comes(self, x: float = 0.0) -> bool:
        """Return True if a click at `x` is the third one. The next one is not."""
        timer = self._timer
        if timer is None or timer.time_left <= 0 or abs(x - self._x) > self._near:
            return False
        self._timer = None
        return True

    def forget(self) -> None:
        """Take note that something else came between."""
        self._timer = None
