"""Basis: a rotation and scale in space."""

from __future__ import annotations

from .value import Value, new, numbers


class Basis(Value):
    """Source: Godot 3's `Basis`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> Basis:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0))
