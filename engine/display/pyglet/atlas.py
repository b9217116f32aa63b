"""Atlas: where small pictures go in one big one, row by row."""

from __future__ import annotations


class Atlas:
    """Finds room in a square for rectangles, on shelves; nothing is ever taken out singly."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._shelves: list[list[int]] = []  # top, height, and how far each is filled
        self._top = 0

    def place(self, width: int, height: int) -> tuple[int, int] | None:
        """Return the left top corner of a place of this size, None if there is no room left."""
        size = self.size
        if width > size or height > size:
            return None
        best: list[int] | None = None
        for shelf in self._shelves:
            # On a shelf that is much too high the room above is lost.
            fits = height <= shelf[1] <= height + 2 + height // 2 and shelf[2] + width <= size
            if fits and (best is None or shelf[1] < best[1]):
                best = shelf
        if best is None:
            if self._top + height > size:
                return self._place_anywhere(width, height)
            best = [self._top, height, 0]
            self._shelves.append(best)
            self._top += height
        x = best[2]
        best[2] += width
        return x, best[0]

    def _place_anywhere(self, width: int, height: int) -> tuple[int, int] | None:
        """Use the room that is left on the shelves that are too high."""
        for shelf in self._shelves:
            if shelf[1] >= height and shelf[2] + width <= self.size:
                x = shelf[2]
                shelf[2] += width
                return x, shelf[0]
        return None
