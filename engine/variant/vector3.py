"""Vector3: three numbers."""

from __future__ import annotations

from typing import Any, Final

from .value import Value, component, new, numbers


class Vector3(Value):
    """A point or a direction in space: `y` is up. Source: Godot 3's `Vector3`."""

    __slots__ = ()

    x: Final[float] = component(0)
    y: Final[float] = component(1)
    z: Final[float] = component(2)

    def __new__(cls, x: Any = 0.0, y: Any = 0.0, z: Any = 0.0) -> Vector3:
        """Make one of these numbers."""
        return new(cls, numbers(x, y, z))
