"""PoolByteArray: bytes with Godot's methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from ..base.fault import push_error
from .error import VariantError

if TYPE_CHECKING:
    from typing import SupportsIndex

    from typing_extensions import Buffer

_LARGEST = 1 << 28


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

    def compress(self, compression_mode: int = 0) -> PoolByteArray:
        """Return the bytes compressed, by a File.COMPRESSION_*: FastLZ, unless told otherwise.

        FastLZ gives at least 16 bytes back: short ones with zeros at their end. Unlike Godot: Zstandard is
        written as it is, not smaller, which every reader takes.
        """
        from .compression import compressed  # which few programs need

        return PoolByteArray(compressed(self, compression_mode) if self else b"")

    def decompress(self, buffer_size: int, compression_mode: int = 0) -> PoolByteArray:
        """Return what was compressed, which is at most `buffer_size` bytes; none, with an error, else.

        Zstandard needs a library, which Python has from 3.14 on (`pip install zstandard`).
        """
        if not self or buffer_size <= 0:
            what = "buffer_size" if self else "What is decompressed"
            push_error(f"PoolByteArray.decompress: {what} must be more than 0 bytes.")
            return PoolByteArray()
        return self._decompressed("decompress", buffer_size, compression_mode)

    def decompress_dynamic(self, max_output_size: int, compression_mode: int = 0) -> PoolByteArray:
        """Return what deflate or gzip has compressed, at most so many bytes; none, with an error, else.

        Unlike Godot: -1 allows 256 MiB, not whatever there is room for.
        """
        if compression_mode not in (1, 3):
            push_error(
                "PoolByteArray.decompress_dynamic knows File.COMPRESSION_DEFLATE (1) and _GZIP (3) alone: of"
                " other modes the size has to be known, for `decompress`."
            )
            return PoolByteArray()
        most = max_output_size if max_output_size >= 0 else _LARGEST
        return self._decompressed("decompress_dynamic", most, compression_mode)

    def _decompressed(self, method: str, most: int, mode: int) -> PoolByteArray:
        from .compression import decompressed  # as above

        try:
            return PoolByteArray(decompressed(self, most, mode))
        except VariantError as error:
            push_error(f"PoolByteArray.{method}: {error}")
            return PoolByteArray()

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
