"""BlinkingCaret: a caret that is shown and hidden in turn."""

from __future__ import annotations

from collections.abc import Callable

from engine import SceneTree, SceneTreeTimer


class BlinkingCaret:
    """Whether a caret is shown, which blinks by the time of frames.

    A timer runs while it blinks. It is no process, as between two blinks there is nothing to do.
    """

    __slots__ = ("_changed", "_may_blink", "_timer", "blinks", "shown", "speed")

    blinks: bool
    shown: bool
    speed: float
    """For how many seconds it is seen, and not seen."""

    def __init__(self, may_blink: Callable[[], bool], changed: Callable[[], None]) -> None:
        self._may_blink = may_blink
        self._changed = changed
        self._timer: SceneTreeTimer | None = None
        self.blinks = False
        self.shown = True
        self.speed = 0.65

    def restart(self, tree: SceneTree | None) -> None:
        """Show it; unless `tree` is None, begin to wait until it is hidden."""
        self.stop()
        self.shown = True
        if self.blinks and tree is not None:
            self._wait(tree)
        self._changed()

    def stop(self) -> None:
        """Leave it as it is."""
        if self._timer is not None:
            self._timer.free()
            self._timer = None

    def _wait(self, tree: SceneTree) -> None:
        self._timer = tree.create_timer(self.speed)
        self._timer.timeout.connect(self._blink, [tree])

    def _blink(self, tree: SceneTree) -> None:
        self._wait(tree)
        if self._may_blink():
            self.shown = not self.shown
            self._changed()
