"""Plane: a plane in space."""

from __future__ import annotations

from .value import Value, new, numbers


class Plane(Value):
    """Source: Godot 3's `Plane`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> Plane:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (0.0,) * 4)
