"""PoolStringArray: texts that do not change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any


class PoolStringArray(tuple[str, ...]):
    """A sequence of texts: a `tuple` that equals only its own type.

    *Unlike Godot:* it cannot be appended to; make it from a list when that is complete.
    """

    __slots__ = ()

    def __new__(cls, elements: Iterable[str] = ()) -> PoolStringArray:
        """Make one of these numbers."""
        elements = tuple(elements)
        for element in elements:
            if not isinstance(element, str):
                raise TypeError(f"PoolStringArray takes texts, not {element!r}.")
        return tuple.__new__(cls, elements)

    def size(self) -> int:
        """Return the number of texts."""
        return len(self)

    def empty(self) -> bool:
        """Return True if there are none."""
        return not self

    def join(self, delimiter: str) -> str:
        """Return the texts joined with `delimiter` between them."""
        return delimiter.join(self)

    def __getitem__(self, index: Any) -> Any:
        found = tuple.__getitem__(self, index)
        return PoolStringArray(found) if isinstance(index, slice) else found

    def __add__(self, other: object) -> Any:
        return (
            PoolStringArray(tuple.__add__(self, other)) if type(other) is PoolStringArray else NotImplemented
        )

    def __eq__(self, other: object) -> bool:
        return type(other) is PoolStringArray and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    if TYPE_CHECKING:

        def __hash__(self) -> int: ...

    else:
        __hash__ = tuple.__hash__

    def __repr__(self) -> str:
        return f"PoolStringArray({list(self)!r})"

    def __str__(self) -> str:
        return f"[{', '.join(self)}]"


PackedStringArray = PoolStringArray
"""Godot 4's name of `PoolStringArray`."""
