"""Rows: where drawings are and what may be seen of them, as the bytes that a graphics card reads."""

from __future__ import annotations

from struct import Struct, error

from ...canvas.commands import Matrix, Rgba
from ...canvas.drawing import Bounds

_ROW = Struct("6f 8x 4f 4f")
ROW_SIZE = _ROW.size
_pack = _ROW.pack_into
_NOWHERE = (0.0,) * 14
_EVERYWHERE = (-1e9, -1e9, 1e9, 1e9)


class Rows:
    """Numbered rows of a transform, a clip and a colour."""

    __slots__ = ("_free", "data", "written")

    def __init__(self) -> None:
        self.data: bytearray = bytearray(64 * ROW_SIZE)
        self.written: bool = False
        """Set when a row is written; whoever reads them sets it back."""
        self._free = list(range(63, -1, -1))

    def take(self) -> int:
        """Return the number of a row that nobody uses."""
        if not self._free:
            count = len(self.data) // ROW_SIZE
            self.data += bytes(len(self.data))
            self._free.extend(range(2 * count - 1, count - 1, -1))
        return self._free.pop()

    def give_back(self, number: int) -> None:
        """Say that a row is not used any more."""
        self._free.append(number)

    def write(self, number: int, transform: Matrix, clip: Bounds | None, modulate: Rgba) -> None:
        """Put values into a row. What no graphics card can hold is shown nowhere."""
        self.written = True
        try:
            _pack(self.data, number * ROW_SIZE, *transform, *(clip or _EVERYWHERE), *modulate)
        except (OverflowError, error):
            _pack(self.data, number * ROW_SIZE, *_NOWHERE)
