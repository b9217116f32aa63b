"""Vector2: two numbers."""

from __future__ import annotations

from typing import Any, Final

from .value import Value, component, new, numbers


class Vector2(Value):
    """A point or a direction in the plane: `x` to the right, `y` down. Source: Godot 3's `Vector2`."""

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)

    def __new__(cls, x: Any = 0.0, y: Any = 0.0) -> Vector2:
        """Make one of these numbers."""
        return new(cls, numbers(x, y))
