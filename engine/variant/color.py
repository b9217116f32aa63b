"""Color: red, green, blue and alpha."""

from __future__ import annotations

from typing import Any, Final

from .value import Value, component, new, numbers


class Color(Value):
    """A colour. Source: Godot 3's `Color`."""

    __slots__ = ()

    r: Final[float] = component(0)
    g: Final[float] = component(1)
    b: Final[float] = component(2)
    a: Final[float] = component(3)

    def __new__(cls, r: Any = 0.0, g: Any = 0.0, b: Any = 0.0, a: Any = 1.0) -> Color:
        """Make one of these numbers."""
        return new(cls, numbers(r, g, b, a))
