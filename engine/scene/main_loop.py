"""The main loop of a tree: what its script and its signals are told in each frame, and its end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import inf
from typing import Any

from ..base.fault import report
from .frame import Service, Stage
from .lifecycle import emit
from .schedule import IfAny, StageCall
from .state import TreeState


class MainLoop(Service):
    """Calls the main loop script, and emits `idle_frame` and `physics_frame`."""

    def __init__(self, tree: TreeState, nothing: Collection[object]) -> None:
        self.quitting: bool = False
        self.auto_accept_quit = True
        self._tree = tree
        self._nothing = nothing  # the functions that a script has not overridden

    def stages(self) -> dict[str, StageCall | IfAny]:
        """Return what it does in which stages."""
        signals = self._tree._signals_
        assert signals is not None  # of a tree they are kept for this
        return {
            Stage.PHYSICS_FRAME: self._physics_frame,
            Stage.IDLE: self._idle,
            Stage.IDLE_FRAME: IfAny(signals, lambda _delta: emit(self._tree, "idle_frame")),
        }

    def call(self, method: Callable[..., Any], *args: Any) -> Any:
        """Call a method of the script; a failure is reported."""
        try:
            return method(*args)
        except Exception as error:
            self._report(error, method)

    def _physics_frame(self, delta: float) -> None:
        if self.call(self._tree._iteration, delta) is True:  # a method that waits gives a task
            self.quitting = True
        emit(self._tree, "physics_frame")

    def _idle(self, delta: float) -> None:
        try:  # without `call`, as this is done in each frame
            if self._tree._idle(delta) is True:
                self.quitting = True
        except Exception as error:
            self._report(error, self._tree._idle)

    def _report(self, error: Exception, method: Callable[..., Any]) -> None:
        report(self._tree, error, f"{self._tree!r}.{method.__name__}")

    def idle_time(self) -> float:
        """Return 0 while there is a script to be called, or a signal that is heard."""
        tree = self._tree
        wanted = (
            getattr(tree._idle, "__func__", None) not in self._nothing
            or getattr(tree._iteration, "__func__", None) not in self._nothing
            or _is_heard(tree, "idle_frame")
            or _is_heard(tree, "physics_frame")
        )
        return 0.0 if wanted else inf


def _is_heard(tree: TreeState, signal: str) -> bool:
    found = tree._signals_.get(signal) if tree._signals_ else None
    return found is not None and found.is_heard()
