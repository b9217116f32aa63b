"""LetterSearch: the first letters of an entry, typed one soon after the other."""

from __future__ import annotations

from engine import SceneTree, SceneTreeTimer

_IN_TIME = 2.0
"""How many seconds after a letter the next one goes on with the same word."""


class LetterSearch:
    """What has been typed to find an entry: it begins anew after a while in which nothing was typed."""

    __slots__ = ("_timer", "_typed")

    def __init__(self) -> None:
        self._typed = ""
        self._timer: SceneTreeTimer | None = None

    @property
    def typed(self) -> str:
        """The letters that were typed; "" if that was too long ago."""
        return self._typed if self._timer is not None and self._timer.time_left > 0 else ""

    def add(self, tree: SceneTree, char: str) -> str:
        """Take in a letter; return what is looked for. The same letter again goes on to the next entry."""
        char, typed = char.casefold(), self.typed
        self._typed = typed if typed == char else typed + char
        self._timer = tree.create_timer(_IN_TIME)
        return self._typed

    def end(self) -> bool:
        """Begin anew with the next letter; return if something was being looked for."""
        typed, self._typed = self._typed, ""
        return bool(typed)
