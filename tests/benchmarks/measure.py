"""Timing that is fair to both sides, and what a measurement says.

Each side is a function that makes one batch and returns its seconds per operation. The sides take
turns, in changing order, and the fastest batch of each counts: whatever else the machine does only
ever makes a batch slower. Python sides are timed in CPU time of the process; Godot times itself in
wall time (it has no other clock), so a machine that is busy with something else makes it look
slower than it is: it takes its turn in each round, and the fastest of all rounds counts. See to it
that nothing else runs, or use more rounds; `run.py` warns when Godot's rounds differ much.

The garbage collector runs with its default thresholds, as in anybody's program. Before a batch it
is run once and what is alive is frozen, so that no side pays for objects of the other.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import process_time
from typing import Any

Side = Callable[[], float]


@dataclass
class Result:
    """One comparison. `ratio` is the peer's cost divided by ours, so more is better for us."""

    what: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    goal: float | None = None
    """The least ratio that is wanted or, without a peer, the most that ours may cost."""
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        return self.theirs / self.ours if self.theirs is not None else None

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.ratio is not None else self.ours <= self.goal

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def per_call(function: Callable[[], object], times: int = 1) -> float:
    """Return the CPU seconds of one of `times` calls."""
    settle()
    start = process_time()
    for _ in range(times):
        function()
    return (process_time() - start) / times


def settle() -> None:
    """Collect garbage, and leave what is alive out of the collections to come."""
    gc.collect()
    gc.freeze()


@contextmanager
def stopwatch() -> Iterator[Callable[[], float]]:
    """Give a function that returns the CPU seconds since the block began."""
    settle()
    start = process_time()
    yield lambda: process_time() - start


def fastest(
    sides: dict[str, Side], rounds: int, each_round: Callable[[], object] = lambda: None
) -> dict[str, float]:
    """Let the sides take turns for some rounds; return the fastest batch of each.

    `each_round` is the turn of a side that measures itself.
    """
    order = list(sides)
    best = dict.fromkeys(order, float("inf"))
    for _ in range(rounds):
        each_round()
        for name in order:
            best[name] = min(best[name], sides[name]())
        order.reverse()
    gc.unfreeze()
    return best


def check(expected: object, found: object) -> None:
    """Stop if a side did not do the work that it was timed for."""
    if expected != found:
        raise AssertionError(f"the work was not done: expected {expected}, found {found}")
