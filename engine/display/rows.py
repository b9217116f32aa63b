"""Rows: where drawings are and what may be seen of them, as the bytes that a graphics card reads."""

from __future__ import annotations

from struct import Struct, error

from .commands import Matrix, Rgba
from .drawing import Bounds

_ROW = Struct("6f 8x 4f 4f")
ROW_SIZE = _ROW.size
_NOWHERE = (0.0,) * 14
_EVERYWHERE = (-1e9, -1e9, 1e9, 1e9)


class Rows:
    """Numbered rows of a transform, a clip and a colour; those written since `clean()` are known."""

    def __init__(self) -> None:
        self.data = bytearray(64 * ROW_SIZE)
        self._free = list(range(63, -1, -1))
        self._first = 0
        self._end = 0

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
        place = number * ROW_SIZE
        try:
            _ROW.pack_into(self.data, place, *transform, *(clip or _EVERYWHERE), *modulate)
        except (OverflowError, error):
            _ROW.pack_into(self.data, place, *_NOWHERE)
        if place < self._first or self._first == self._end:
            self._first = place
        if place + ROW_SIZE > self._end:
            self._end = place + ROW_SIZE

    def written(self) -> tuple[int, int]:
        """Return where in `data` what was written begins and ends; both the same for nothing."""
        return self._first, self._end

    def clean(self) -> None:
        """Forget what was written so far."""
        self._first = self._end = 0
