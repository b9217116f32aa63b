"""Quat: a rotation."""

from __future__ import annotations

from .value import Value, new, numbers


class Quat(Value):
    """Source: Godot 3's `Quat`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> Quat:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (0.0, 0.0, 0.0, 1.0))
