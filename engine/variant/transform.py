"""Transform: a basis and an origin."""

from __future__ import annotations

from .value import Value, new, numbers


class Transform(Value):
    """Source: Godot 3's `Transform`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> Transform:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0))
