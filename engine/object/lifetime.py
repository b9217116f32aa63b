"""What ends together with an object: the connections to it, and its coroutines that wait."""

from __future__ import annotations

from typing import Any, Protocol
from weakref import WeakKeyDictionary


class Ending(Protocol):
    """Something that ends at the latest when an object is freed."""

    def end(self) -> None:
        """End, because the object does."""


def tie(thing: Ending, owner: Any) -> None:
    """Have `thing.end()` called when `owner` is freed; an owner that is no Object is never freed.

    The owner does not keep `thing` alive, but remembers the order, so that what runs at the end
    runs in the same order each time.
    """
    if hasattr(owner, "_incoming_"):
        if owner._incoming_ is None:
            owner._incoming_ = WeakKeyDictionary()
        owner._incoming_[thing] = None


def untie(thing: Ending, owner: Any) -> None:
    """Undo `tie`. Harmless if they are not tied."""
    things = getattr(owner, "_incoming_", None)
    if things is not None:
        things.pop(thing, None)


def tied_to(owner: Any) -> list[Any]:
    """Return what would end with `owner`, in the order in which it was tied."""
    return list(owner._incoming_ or ())
