"""Which tree is being ticked in this thread.

Several trees may live in one process. What belongs to a node goes to the node's tree; what belongs
to an object outside any tree (a deferred call made in `__init__`, a timer's signal) goes to the
tree that is being ticked while it happens.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Protocol


class Deferred(Protocol):
    """Where a tree keeps what is to be called later: `engine.object.message_queue` has the one."""

    def push(
        self,
        target: object,
        function: Callable[..., object],
        args: tuple[Any, ...],
        doing: str | Callable[..., str],
    ) -> None:
        """Queue `function(*args)`."""


class Ticked(Protocol):
    """What is asked of the tree that is being ticked by those who know nothing of trees."""

    @property
    def message_queue(self) -> Deferred:
        """Takes deferred calls."""

    @property
    def fault_handler(self) -> Callable[[Any], object]:
        """Takes the exceptions that scripts raise."""


ticking: ContextVar[Ticked | None] = ContextVar("ticking", default=None)


def tree_of(owner: object) -> Ticked | None:
    """Return the tree that `owner` is in, else the tree being ticked in this thread, else None."""
    tree: Ticked | None = getattr(owner, "_tree_", None)
    return tree if tree is not None else ticking.get()
