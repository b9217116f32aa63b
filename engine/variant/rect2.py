"""Rect2: a rectangle."""

from __future__ import annotations

from .value import Value, new, numbers


class Rect2(Value):
    """Source: Godot 3's `Rect2`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> Rect2:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (0.0,) * 4)
