"""What a built-in class does when its nodes are notified: a table of each class, made once.

    class Sprite(Node2D):
        @notified(CanvasItem.NOTIFICATION_DRAW)
        def _draw_texture_(self) -> None: ...

On a notification all methods of the class and its bases are called that are marked with its number: those
of the bases first, those of one class in their order. A subclass that defines a method of the same name
replaces it, as anywhere, and need not mark it again; what is to be called besides has a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeAlias, TypeVar

M = TypeVar("M", bound=Callable[..., None])
Reactions: TypeAlias = dict[int, tuple[Callable[[Any], None], ...]]
"""What is called with the node, by the number of the notification."""


def notified(*numbers: int) -> Callable[[M], M]:
    """Mark a method to be called on the notifications of these numbers."""

    def mark(method: M) -> M:
        method._told_of_ = numbers  # type: ignore[attr-defined]
        return method

    return mark


def reactions_of(cls: type) -> Reactions:
    """Return what is called when a node of this class is notified; the table of its base, if that is it."""
    own = {
        name: vars(value)["_told_of_"]
        for name, value in vars(cls).items()
        if isinstance(value, FunctionType) and "_told_of_" in vars(value)
    }
    inherited: Any = getattr(cls, "_reactions_", {})
    if own:
        cls._notified_of_ = own  # type: ignore[attr-defined]
    elif len(cls.__bases__) == 1 and not any(
        method.__name__ in vars(cls) for methods in inherited.values() for method in methods
    ):
        found: Reactions = inherited
        return found
    names: dict[int, dict[str, None]] = {}
    for base in reversed(cls.__mro__):
        for name, numbers in vars(base).get("_notified_of_", {}).items():
            for number in numbers:
                names.setdefault(number, {})[name] = None
    return {number: tuple(getattr(cls, name) for name in named) for number, named in names.items()}
