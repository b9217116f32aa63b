"""What is called in the stages of a frame, or of a physics step, in one flat list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from operator import length_hint

StageCall = Callable[[float], object]
"""What a service does in a stage, given the seconds that the stage is told have passed."""


class IfAny:
    """What a service does in a stage if there is anything in a collection, which is always the same one."""

    __slots__ = ("call", "waiting")

    def __init__(self, waiting: Sized | bool, call: StageCall) -> None:
        self.waiting: Sized | bool = waiting
        self.call: StageCall = call


class Schedule:
    """The calls of several stages, which may occur more than once, in their order.

    Stages in which nothing is to be done cost nothing, and those in which nothing waits next to nothing.
    One that comes twice with nothing between, as that of deferred calls does, is gone through once.
    """

    __slots__ = ("_by_stage", "_calls", "_places", "_rest", "_stages")

    def __init__(self, stages: Sequence[str]) -> None:
        self._stages = stages
        self._by_stage: dict[str, list[IfAny]] = {stage: [] for stage in stages}
        self._calls: list[tuple[Sized | bool, StageCall]] = []
        self._places: list[tuple[int, IfAny]] = []  # which call of which stage each of them is
        self._rest = iter(self._calls)

    def begin(self) -> Iterator[tuple[Sized | bool, StageCall]]:
        """Go through the calls, those included that come to later stages meanwhile. One does at a time."""
        self._rest = rest = iter(self._calls)
        return rest

    def add(self, calls: Mapping[str, StageCall | IfAny]) -> None:
        """Put in what is called in which stage, behind what is there; other stages are left out."""
        begun = len(self._calls) - length_hint(self._rest)
        last = self._places[begun - 1] if begun else None
        for stage, call in calls.items():
            if stage in self._by_stage:
                self._by_stage[stage].append(call if isinstance(call, IfAny) else IfAny(True, call))
        self._places = list(self._found())
        self._calls[:] = [(call.waiting, call.call) for _, call in self._places]
        if last is not None:  # what came before that is not called any more by who goes through them now
            for _ in range(self._places.index(last) + 1 - begun):
                next(self._rest, None)

    def _found(self) -> Iterator[tuple[int, IfAny]]:
        before = ""
        for number, stage in enumerate(self._stages):
            calls = self._by_stage[stage]
            if calls and stage != before:
                before = stage
                for call in calls:
                    yield number, call
