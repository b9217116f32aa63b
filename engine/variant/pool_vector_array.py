"""PoolVector2Array, PoolVector3Array and PoolColorArray, and Godot 4's PackedVector4Array."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar, TypeVar, overload

from .color import Color
from .pool_array import PoolArray
from .space import Vector3
from .value import Value, new
from .vector2 import Vector2
from .vector4 import Vector4

V = TypeVar("V", bound=Value)
P = TypeVar("P", bound="_PoolValueArray[Any]")


class _PoolValueArray(PoolArray[V]):
    """A pool array whose elements are made of several numbers."""

    __slots__ = ()

    ELEMENT: ClassVar[Any] = Value

    @classmethod
    def _packed(cls, elements: Iterable[Any]) -> bytes:
        kind = cls.ELEMENT
        elements = [item if type(item) is kind else kind(*item) for item in elements]
        return cls._flat(chain.from_iterable(elements))

    def to_list(self) -> list[V]:
        """Return the elements as a list."""
        numbers = iter(self._numbers.tolist())
        kind = self.ELEMENT
        return [new(kind, element) for element in zip(*[numbers] * self.WIDTH, strict=True)]

    @overload
    def __getitem__(self: P, index: slice) -> P: ...
    @overload
    def __getitem__(self, index: int) -> V: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return super().__getitem__(index)
        width = self.WIDTH
        at = range(0, len(self._numbers), width)[index]
        return new(self.ELEMENT, self._numbers[at : at + width].tolist())


class PoolVector2Array(_PoolValueArray[Vector2]):
    """Vectors of two numbers of 32 bits. A buffer gives x and y of the first, x and y of the second …"""

    __slots__ = ()

    WIDTH: ClassVar[int] = 2
    ELEMENT = Vector2


class PoolVector3Array(_PoolValueArray[Vector3]):
    """Vectors of three numbers of 32 bits, in a buffer one after the other."""

    __slots__ = ()

    WIDTH: ClassVar[int] = 3
    ELEMENT = Vector3


class PoolColorArray(_PoolValueArray[Color]):
    """Colours of four numbers of 32 bits: red, green, blue and alpha."""

    __slots__ = ()

    WIDTH: ClassVar[int] = 4
    ELEMENT = Color


class PackedVector4Array(_PoolValueArray[Vector4]):
    """Vectors of four numbers of 32 bits, which Godot 4 has."""

    __slots__ = ()

    WIDTH: ClassVar[int] = 4
    ELEMENT = Vector4


PackedVector2Array = PoolVector2Array
"""Godot 4's name of `PoolVector2Array`."""
PackedVector3Array = PoolVector3Array
"""Godot 4's name of `PoolVector3Array`."""
PackedColorArray = PoolColorArray
"""Godot 4's name of `PoolColorArray`."""
