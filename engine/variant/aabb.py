"""AABB: a box."""

from __future__ import annotations

from .value import Value, new, numbers


class AABB(Value):
    """Source: Godot 3's `AABB`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> AABB:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (0.0,) * 6)
