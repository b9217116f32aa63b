"""Transform2D: a move, a turn and a scale in the plane."""

from __future__ import annotations

from .value import Value, new, numbers


class Transform2D(Value):
    """Source: Godot 3's `Transform2D`."""

    __slots__ = ()

    def __new__(cls, *given: float) -> Transform2D:
        """Make one of these numbers."""
        return new(cls, numbers(*given) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
