"""The clock of a tree: the physics steps of each frame, and the numbers of frames and steps."""

from __future__ import annotations

from collections.abc import Callable

from .frame import Frame, Service, Stage
from .physics_clock import PhysicsClock
from .schedule import StageCall
from .state import TreeState

_ONE_STEP = 1 - 1e-9  # in spite of rounding


class Clock(Service):
    """Makes the physics steps that are due in a frame, and tells the stages after them their delta."""

    def __init__(self, tree: TreeState, frame: Frame) -> None:
        self.physics: PhysicsClock = PhysicsClock()
        self.target_fps = 0
        """Frames a second at the most, for the runners; 0: as many as physics steps."""
        self.frames: int = 0
        """How many frames have got as far as their idle stages."""
        self.steps: int = 0
        """How many physics steps have begun."""
        self.time: Callable[[], float] | None = None
        """By what the steps are measured, in seconds; `run` puts it here."""
        self._worst_step = 0.0
        self.in_step: bool = False
        """True in a physics step; whoever makes a frame sets it to False at its end, however that comes."""
        self.in_idle: bool = False
        """True from the physics of a frame to its end; likewise."""
        self._tree = tree
        self._frame = frame

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {Stage.PHYSICS: self._advance}

    def now(self) -> tuple[int, int]:
        """Return the numbers of the frame and of the physics step that run, or else come next."""
        return self.frames + (not self.in_idle), self.steps + (not self.in_step)

    def take_worst_step(self) -> float:
        """Return the seconds of the longest step since this was called last."""
        worst, self._worst_step = self._worst_step, 0.0
        return worst

    def _advance(self, delta: float) -> None:
        tree, physics = self._tree, self.physics
        length = delta * physics.steps_per_second
        if length <= 0.5 and physics.owed + length < _ONE_STEP:  # as in the many short frames of a server
            physics.owed += length
        else:
            steps, delta = physics.advance(delta)
            self._make(steps)
        self.in_idle = True
        self.frames += 1
        self._frame.delta = tree.process_delta = delta * tree.time_scale

    def _make(self, steps: int) -> None:
        tree, time = self._tree, self.time
        for _ in range(steps):
            start = time() if time is not None else 0.0
            self._step(tree.time_scale / self.physics.steps_per_second)
            if time is not None:
                self._worst_step = max(self._worst_step, time() - start)
            if tree.quitting:
                break

    def _step(self, delta: float) -> None:
        self.in_step = True
        self.steps += 1
        self._tree.physics_delta = delta
        for waiting, call in self._frame.step_stages.begin():
            if waiting:
                call(delta)
        self.in_step = False

    def pass_over(self, delta: float) -> None:
        """Count a frame that was not made, and its steps; tell the services after it their delta."""
        steps, delta = self.physics.advance(delta)
        self.steps += steps
        self.frames += 1
        self._frame.delta = delta * self._tree.time_scale
