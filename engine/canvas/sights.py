"""Which of those items are in view that want to know: VisibilityNotifier2Ds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ..base.fault import report
from .commands import Matrix


class Looker(Protocol):
    """An item that wants to know whether it is in view; a VisibilityNotifier2D is one."""

    def get_viewport_rect(self) -> Any:
        """Return the view."""

    def _look_(self) -> None:  # friend: sights
        """Find out whether it is in view, and tell of it if that is new."""


class Sights:
    """Has those look that have moved, and all of them when the view has.

    Source: Godot 3.6's `World2D::_update`.
    """

    __slots__ = ("_all", "_due", "_view")

    def __init__(self) -> None:
        self._all: dict[Looker, None] = {}
        self._due: dict[Looker, None] = {}
        self._view: object = None

    def __repr__(self) -> str:
        return f"<Sights of {len(self._all)}>"

    def __bool__(self) -> bool:
        return bool(self._all)

    def add(self, item: Looker) -> None:
        """Take in an item."""
        self._all[item] = self._due[item] = None

    def remove(self, item: Looker) -> None:
        """Let go of an item."""
        self._all.pop(item, None)
        self._due.pop(item, None)

    def moved(self, item: Looker) -> None:
        """Take note that an item is elsewhere."""
        if item in self._all:
            self._due[item] = None

    def look(self, transforms: Sequence[Matrix]) -> bool:
        """Have those look for which something has changed; return whether there was any."""
        view = (next(iter(self._all)).get_viewport_rect(), *transforms)
        if view != self._view:
            self._view = view
            self._due = self._all.copy()
        if not self._due:
            return False
        due, self._due = self._due, {}
        for item in due:
            if item in self._all:
                try:
                    item._look_()
                except Exception as error:
                    report(item, error, f"{item!r}")
        return True
