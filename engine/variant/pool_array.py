"""The pool arrays of numbers: `PoolIntArray`, `PoolRealArray` and those of vectors and colours.

Each holds the very bytes that the wire has, 32 bits for each number, or 64 in two of Godot 4, and looks
at them through a memoryview. So they are made from and handed over as buffers (`array.array`,
`memoryview`, NumPy's arrays) without a loop over the elements.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Generic, TypeVar, overload

from .scalar import float_text

T = TypeVar("T")
P = TypeVar("P", bound="PoolArray[Any]")


class PoolArray(Generic[T]):
    """The base of the pool arrays of numbers: a sequence that does not change, compared bit by bit.

    *Unlike Godot:* it cannot be appended to; make it from a list or an `array.array` when that is
    complete, or join two with `+`.
    """

    __slots__ = ("_numbers",)

    FORMAT: ClassVar[Any] = "f"
    """The type code of its numbers, as `array.array` and `memoryview` have them."""
    WIDTH: ClassVar[int] = 1
    """How many numbers make one element."""

    _numbers: memoryview[Any]

    def __init__(self, elements: Iterable[Any] = ()) -> None:
        data = self._bytes_of(elements)
        if len(data) % self.element_size():
            raise ValueError(f"{type(self).__name__} takes {self.WIDTH} numbers for each element.")
        self._numbers = memoryview(data).cast(self.FORMAT)

    @classmethod
    def _bytes_of(cls, elements: Iterable[Any]) -> bytes:
        """Return the numbers of `elements`, which may be a buffer, as this machine's bytes."""
        try:
            given = memoryview(elements)  # type: ignore[arg-type]
        except TypeError:
            return cls._packed(elements)
        if given.nbytes == 0:
            return b""
        if given.format.lstrip("@=") not in _SAME[cls.FORMAT]:
            elements = given.tolist()
            if cls.WIDTH > 1 and given.ndim == 1:
                return cls._flat(elements)
            return cls._packed(elements)
        return given.tobytes()

    @classmethod
    def _packed(cls, elements: Iterable[Any]) -> bytes:
        """Return the bytes of `elements`, which are of the type of this array's elements."""
        return cls._flat(elements)

    @classmethod
    def _flat(cls, given: Iterable[Any]) -> bytes:
        """Return the bytes of single numbers."""
        return array(cls.FORMAT, given).tobytes()

    @classmethod
    def from_wire(cls: type[P], data: bytes) -> P:
        """Return the array whose numbers are encoded in `data`, little-endian."""
        self = cls.__new__(cls)
        self._numbers = memoryview(_swapped(data, cls.FORMAT)).cast(cls.FORMAT)
        return self

    def to_wire(self) -> bytes:
        """Return its numbers as the wire has them, little-endian."""
        return _swapped(self._numbers.tobytes(), self.FORMAT)

    @classmethod
    def element_size(cls) -> int:
        """Return how many bytes an element takes."""
        return _SIZES[cls.FORMAT] * cls.WIDTH

    def view(self) -> memoryview[Any]:
        """Return a view of the numbers, one after the other, which nothing is copied for."""
        return self._numbers

    def __buffer__(self, flags: int) -> memoryview[Any]:
        """Let buffers be taken of it, from Python 3.12 on."""
        return self._numbers

    def size(self) -> int:
        """Return the number of elements."""
        return len(self)

    def empty(self) -> bool:
        """Return True if there are no elements."""
        return not self._numbers.nbytes

    def to_list(self) -> list[T]:
        """Return the elements as a list."""
        return self._numbers.tolist()  # type: ignore[return-value]

    def __len__(self) -> int:
        return len(self._numbers) // self.WIDTH

    @overload
    def __getitem__(self: P, index: slice) -> P: ...
    @overload
    def __getitem__(self, index: int) -> T: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return type(self)(self.to_list()[index])
        return self._numbers[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.to_list())

    def __contains__(self, element: object) -> bool:
        return element in self.to_list()

    def __add__(self: P, other: object) -> P:
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(memoryview(self._numbers.tobytes() + other._numbers.tobytes()).cast(self.FORMAT))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._numbers.tobytes() == other._numbers.tobytes()

    def __hash__(self) -> int:
        # Bytes have hashes that a remote peer cannot foresee, unlike numbers.
        return hash((type(self), self._numbers.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (array(self.FORMAT, self._numbers.tobytes()),)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.to_list()!r})"

    def __str__(self) -> str:
        texts = [float_text(one) if isinstance(one, float) else str(one) for one in self]
        return f"[{', '.join(texts)}]"


_SAME = {
    "i": ("i", "l") if array("l").itemsize == 4 else ("i",),
    "q": ("q", "l") if array("l").itemsize == 8 else ("q",),
    "f": ("f",),
    "d": ("d",),
}
"""Which type codes mean the same numbers, on this machine."""
_SIZES = {"i": 4, "q": 8, "f": 4, "d": 8}


def _swapped(data: bytes, format: Any) -> bytes:
    """Return `data` with the bytes of each number in the other order if this machine is big-endian."""
    if sys.byteorder == "little":
        return data
    numbers = array(format, data)  # pragma: no cover - no such machine among those that test
    numbers.byteswap()  # pragma: no cover
    return numbers.tobytes()  # pragma: no cover


class _WholeNumbers(PoolArray[int]):
    """The base of those of whole numbers, which are cut to what there is room for."""

    __slots__ = ()

    @classmethod
    def _flat(cls, given: Iterable[Any]) -> bytes:
        given = list(given)
        try:
            return super()._flat(given)
        except (OverflowError, TypeError):
            mask = (1 << 8 * cls.element_size()) - 1
            return array(cls.FORMAT.upper(), [int(value) & mask for value in given]).tobytes()


class PoolIntArray(_WholeNumbers):
    """Whole numbers of 32 bits. Larger ones lose their upper bits and fractions are cut, as in Godot."""

    __slots__ = ()

    FORMAT = "i"


class PoolRealArray(PoolArray[float]):
    """Numbers of 32 bits, rounded when they are put in."""

    __slots__ = ()


class PackedInt64Array(_WholeNumbers):
    """Whole numbers of 64 bits, which Godot 4 has. Larger ones and fractions as in `PoolIntArray`."""

    __slots__ = ()

    FORMAT = "q"


class PackedFloat64Array(PoolArray[float]):
    """Numbers of 64 bits, which Godot 4 has."""

    __slots__ = ()

    FORMAT = "d"


PackedInt32Array = PoolIntArray
"""Godot 4's name of `PoolIntArray`."""
PackedFloat32Array = PoolRealArray
"""Godot 4's name of `PoolRealArray`."""
