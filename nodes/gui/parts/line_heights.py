"""LineHeights: how high each of very many lines is, as far as it is known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

BLOCK = 256
_UNKNOWN = -1.0


class _Block:
    """Some lines that follow each other, and their sums."""

    __slots__ = ("chars", "heights", "known", "unknown", "unknown_chars")

    def __init__(self) -> None:
        self.heights: list[float] = []
        self.chars: list[int] = []
        self.known = 0.0
        """The sum of the heights that are known."""
        self.unknown = 0
        """How many are not."""
        self.unknown_chars = 0


class LineHeights:
    """The heights of lines in order. Those that were not measured yet are guessed from their length.

    A line costs a few list entries; to append one, or to learn the height of one, takes the same time
    however many there are. To find the line at a height, or the height of a line, takes a search among
    blocks of lines and a walk through one block. When the width changes, only the blocks are gone
    through.
    """

    __slots__ = ("_blocks", "_firsts", "_guess", "_per_char", "_tops", "_valid", "count")

    count: int
    """How many lines there are."""

    def __init__(self) -> None:
        self._guess = 1.0
        self._per_char = 0.0
        self.clear()

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        return f"<LineHeights of {self.count} lines, {self.total:g} high>"

    def clear(self) -> None:
        """Have no lines."""
        self.count = 0
        self._blocks: list[_Block] = []
        self._firsts: list[int] = []  # the first line of each block
        self._tops: list[float] = []  # and where it begins
        self._valid = 0  # for how many blocks these two are right

    # -- Lines come, change and go -------------------------------------------------------------

    def append(self, chars: int = 0) -> None:
        """Add a line of some characters at the end."""
        blocks = self._blocks
        if not blocks or len(blocks[-1].heights) >= BLOCK:
            blocks.append(_Block())
            self._firsts.append(0)
            self._tops.append(0.0)
        block = blocks[-1]
        block.heights.append(_UNKNOWN)
        block.chars.append(chars)
        block.unknown += 1
        block.unknown_chars += chars
        self.count += 1

    def set_chars(self, index: int, chars: int) -> None:
        """Take note that a line is another, with so many characters, and has to be measured anew."""
        number, place = self._place(index)
        block = self._blocks[number]
        height = block.heights[place]
        if height == _UNKNOWN:
            block.unknown_chars += chars - block.chars[place]
        else:
            block.known -= height
            block.heights[place] = _UNKNOWN
            block.unknown += 1
            block.unknown_chars += chars
        block.chars[place] = chars
        self._valid = min(self._valid, number + 1)

    def set_height(self, index: int, height: float) -> None:
        """Take note of how high a line is."""
        number, place = self._place(index)
        block = self._blocks[number]
        before = block.heights[place]
        if before == height:
            return
        if before == _UNKNOWN:
            block.unknown -= 1
            block.unknown_chars -= block.chars[place]
            block.known += height
        else:
            block.known += height - before
        block.heights[place] = height
        self._valid = min(self._valid, number + 1)

    def remove(self, index: int) -> None:
        """Remove a line."""
        number, place = self._place(index)
        block = self._blocks[number]
        height, chars = block.heights.pop(place), block.chars.pop(place)
        if height == _UNKNOWN:
            block.unknown -= 1
            block.unknown_chars -= chars
        else:
            block.known -= height
        self.count -= 1
        self._valid = min(self._valid, number + 1)
        if not block.heights:
            del self._blocks[number], self._firsts[number], self._tops[number]
            self._valid = min(self._valid, number)

    def forget(self, guess: float, per_char: float) -> None:
        """Take all lines as not measured: `guess` is what a line is high, `per_char` its rows a character."""
        self._guess, self._per_char = guess, per_char
        for block in self._blocks:
            if block.unknown < len(block.heights):
                block.heights = [_UNKNOWN] * len(block.heights)
                block.known = 0.0
                block.unknown = len(block.heights)
                block.unknown_chars = sum(block.chars)
        self._valid = 0

    # -- Heights -------------------------------------------------------------------------------

    @property
    def total(self) -> float:
        """The height of all lines."""
        if not self._blocks:
            return 0.0
        self._refresh()
        return self._tops[-1] + self._height(self._blocks[-1])

    def known(self, index: int) -> float | None:
        """Return how high a line is, None if it was not measured."""
        number, place = self._place(index)
        height = self._blocks[number].heights[place]
        return height if height != _UNKNOWN else None

    def known_from(self, index: int) -> Iterator[float | None]:
        """Yield what `known` says of a line and of those after it in its block, of as many as are taken."""
        number, place = self._place(index)
        for height in islice(self._blocks[number].heights, place, None):
            yield height if height != _UNKNOWN else None

    def unmeasured(self) -> list[int]:
        """Return the lines that were not measured. Only blocks with such lines are gone through."""
        found = []
        first = 0
        for block in self._blocks:
            if block.unknown:
                found += [first + at for at, height in enumerate(block.heights) if height == _UNKNOWN]
            first += len(block.heights)
        return found

    def top_of(self, index: int) -> float:
        """Return where a line begins; for the number of lines, where the last one ends."""
        if index >= self.count:
            return self.total
        self._refresh()
        number, place = self._place(index)
        block = self._blocks[number]
        guess = self._guessed(block)
        heights = block.heights[:place]
        unknown = heights.count(_UNKNOWN)
        return self._tops[number] + sum(heights) + unknown * (guess - _UNKNOWN)

    def at(self, y: float) -> tuple[int, float]:
        """Return the line at a height, and how far below its top that is. Of what is outside, the nearest."""
        if not self._blocks:
            return 0, 0.0
        self._refresh()
        number = max(0, bisect_right(self._tops, y) - 1)
        block = self._blocks[number]
        guess = self._guessed(block)
        rest = max(0.0, y - self._tops[number])
        last = len(block.heights) - 1
        place = 0
        while True:
            height = block.heights[place]
            if height == _UNKNOWN:
                height = guess
            if rest < height or place == last:
                return self._firsts[number] + place, min(rest, height)
            rest -= height
            place += 1

    def _guessed(self, block: _Block) -> float:
        """Return how high a line of the block is that was not measured, on average."""
        if not block.unknown:
            return self._guess
        rows = block.unknown_chars / block.unknown * self._per_char
        # Longer lines begin a last row, which is half full on average.
        return self._guess * (1.0 if rows <= 1.0 else float(round(rows + 0.5)))

    def _height(self, block: _Block) -> float:
        return block.known + block.unknown * self._guessed(block)

    def _place(self, index: int) -> tuple[int, int]:
        """Return the block of a line, and its place in it. At both ends, that takes no search."""
        if not 0 <= index < self.count:
            raise IndexError(index)
        blocks = self._blocks
        if index < len(blocks[0].heights):
            return 0, index
        from_last = index - self.count + len(blocks[-1].heights)
        if from_last >= 0:
            return len(blocks) - 1, from_last
        self._refresh()
        number = bisect_right(self._firsts, index) - 1
        return number, index - self._firsts[number]

    def _refresh(self) -> None:
        """Find out anew where the blocks begin, from the first one on of which that has changed.

        There is at least one.
        """
        blocks, firsts, tops = self._blocks, self._firsts, self._tops
        for number in range(max(1, self._valid), len(blocks)):
            before = blocks[number - 1]
            firsts[number] = firsts[number - 1] + len(before.heights)
            tops[number] = tops[number - 1] + self._height(before)
        firsts[0], tops[0] = 0, 0.0
        self._valid = len(blocks)
