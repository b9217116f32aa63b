"""Backoff: how long to wait until the next try, so that many who lost the same server do not come at once."""

from __future__ import annotations

from collections.abc import Callable
from random import random

SHORTEST = 0.1
LONGEST = 3.2
"""Seconds between one try and the next."""
_STEPS = 4
"""How often the time doubles: with chance it is up to twice as long again, which makes LONGEST."""


class Backoff:
    """Gives times that double from try to try, and chance in them. `chance` gives numbers from 0 to 1."""

    def __init__(self, chance: Callable[[], float] = random) -> None:
        self._chance = chance
        self._tries = 0

    def next(self) -> float:
        """Return the seconds until the next try."""
        seconds = SHORTEST * (1 << self._tries) * (1 + self._chance())
        self._tries = min(self._tries + 1, _STEPS)
        return seconds

    def reset(self) -> None:
        """Begin anew with short times."""
        self._tries = 0
