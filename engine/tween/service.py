"""The SceneTreeTweens of a tree, as a service of its frames."""

from __future__ import annotations

from math import inf

from ..base.fault import report
from ..scene.frame import Service, Stage
from ..scene.schedule import StageCall
from ..scene.state import TreeState
from .scene_tree_tween import IDLE, PHYSICS, SceneTreeTween


class Tweens(Service):
    """Moves the tweens that `create_tween` made, those that were made first first.

    Source: Godot 3.6's `SceneTree::process_tweens`.
    """

    def __init__(self, tree: TreeState) -> None:
        self._tree = tree
        self._tweens: list[SceneTreeTween] = []

    def create(self) -> SceneTreeTween:
        """Return a new tween, which begins at the end of this frame."""
        tween = SceneTreeTween()._begin_()
        self._tweens.append(tween)
        return tween

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {
            Stage.TWEENS: lambda delta: self._move(IDLE, delta),
            Stage.PHYSICS_TWEENS: lambda delta: self._move(PHYSICS, delta),
        }

    def _move(self, mode: int, delta: float) -> None:
        paused = self._tree.paused
        ended = []
        for tween in self._tweens[:]:
            if tween._mode_ == mode and tween._can_move_(paused):
                try:
                    goes_on = tween._step_(delta)
                except Exception as error:
                    goes_on = False
                    report(self._tree, error, repr(tween))
                if not goes_on:
                    ended.append(tween)
        for tween in ended:
            tween._end_()
            self._tweens.remove(tween)

    def idle_time(self) -> float:
        """Return 0 while one of them moves, or is to be forgotten."""
        paused = self._tree.paused
        moves = any(not tween._waits_() and tween._can_move_(paused) for tween in self._tweens)
        return 0.0 if moves else inf

    def finish(self) -> None:
        """End them."""
        for tween in self._tweens:
            tween._end_()
        self._tweens.clear()
