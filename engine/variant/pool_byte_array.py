"""PoolByteArray: bytes with Godot's methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from typing import SupportsIndex

    from typing_extensions import Buffer


class PoolByteArray(bytes):
    """The bytes of a packet: `bytes` in every respect, with the methods that GDScript has for them."""

    __slots__ = ()

    def get_string_from_utf8(self) -> str:
        """Return the text that these bytes encode, up to the first NUL.

        Bytes that are not UTF-8 become U+FFFD. Godot: an empty string, with an error.
        """
        return self.partition(b"\0")[0].decode("utf-8", "replace")

    def get_string_from_ascii(self) -> str:
        """Return the text, one character for each byte, up to the first NUL."""
        return self.partition(b"\0")[0].decode("latin-1")

    def size(self) -> int:
        """Return the number of bytes."""
        return len(self)

    def hex_encode(self) -> str:
        """Return the bytes as lower-case hexadecimal digits."""
        return self.hex()

    def subarray(self, from_: int, to: int) -> PoolByteArray:
        """Return the bytes from `from_` to `to`, both included; negative ones count from the end.

        Unlike Godot: what lies outside is left out, it is not an error that empties the result.
        """
        size = len(self)
        start, end = (from_ + size if from_ < 0 else from_), (to + size if to < 0 else to)
        return self[max(start, 0) : max(end + 1, 0)]

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> int: ...
    @overload
    def __getitem__(self, index: slice, /) -> PoolByteArray: ...
    def __getitem__(self, index: Any, /) -> Any:
        found = bytes.__getitem__(self, index)
        return PoolByteArray(found) if isinstance(index, slice) else found

    def __add__(self, other: Buffer, /) -> PoolByteArray:
        return PoolByteArray(super().__add__(other))

    def __repr__(self) -> str:
        return f"PoolByteArray({bytes(self)!r})"


PackedByteArray = PoolByteArray
"""Godot 4's name of `PoolByteArray`."""
