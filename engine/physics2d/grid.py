"""A grid: which parts are near some place, without looking at those that are not.

Each part is in the cells that its reserved bounds touch. What would be in too many cells is in a list of
its own, that is always looked through: floors and other things of which there are few.
"""

from __future__ import annotations

from .collider import Part
from .vectors import Bounds

CELL = 64.0
"""Pixels from one side of a cell to the other."""
_MOST_CELLS = 64
_FARTHEST = 1e9
"""Where the plane ends, in cells: what is further out, or nowhere, is treated as large."""


class Grid:
    """Parts by where they are."""

    __slots__ = ("_cells", "_large")

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], dict[Part, None]] = {}
        self._large: dict[Part, None] = {}

    def put(self, part: Part, bounds: Bounds) -> None:
        """Register a part to be within these bounds, in place of where it was."""
        left, top, right, bottom = bounds
        cells = None
        if left > -_FARTHEST and right < _FARTHEST and top > -_FARTHEST and bottom < _FARTHEST:
            cells = (int(left // CELL), int(top // CELL), int(right // CELL), int(bottom // CELL))
            if (cells[2] - cells[0] + 1) * (cells[3] - cells[1] + 1) > _MOST_CELLS:
                cells = None
        if part.reserved is not None and cells == part.cells and cells is not None:
            part.reserved = bounds
            return
        self.take(part)
        part.reserved = bounds
        part.cells = cells
        if cells is None:
            self._large[part] = None
            return
        x, y, last_x, last_y = cells
        for column in range(x, last_x + 1):
            for row in range(y, last_y + 1):
                held = self._cells.get((column, row))
                if held is None:
                    self._cells[column, row] = {part: None}
                else:
                    held[part] = None

    def take(self, part: Part) -> None:
        """Forget a part."""
        if part.reserved is None:
            return
        part.reserved = None
        if part.cells is None:
            del self._large[part]
            return
        x, y, last_x, last_y = part.cells
        for column in range(x, last_x + 1):
            for row in range(y, last_y + 1):
                held = self._cells[column, row]
                del held[part]
                if not held:
                    del self._cells[column, row]

    def around(self, part: Part) -> list[Part]:
        """Return the parts whose reserved bounds meet those of one; itself as well."""
        bounds = part.reserved
        if bounds is None:
            return []
        if part.cells is None:
            return self.near(bounds)
        x, y, last_x, last_y = part.cells
        cells, found = self._cells, self._large.copy()
        for column in range(x, last_x + 1):
            for row in range(y, last_y + 1):
                found |= cells[column, row]
        return _meeting(found, bounds)

    def near(self, bounds: Bounds) -> list[Part]:
        """Return the parts whose reserved bounds meet these."""
        left, top, right, bottom = bounds
        cells, found = self._cells, self._large.copy()
        x, y = max(left, -_FARTHEST) // CELL, max(top, -_FARTHEST) // CELL
        last_x, last_y = min(right, _FARTHEST) // CELL, min(bottom, _FARTHEST) // CELL
        if (last_x - x + 1) * (last_y - y + 1) > len(cells):
            for (column, row), held in cells.items():
                if x <= column <= last_x and y <= row <= last_y:
                    found |= held
        else:
            rows = range(int(y), int(last_y) + 1)
            for column in range(int(x), int(last_x) + 1):
                for row in rows:
                    if (column, row) in cells:
                        found |= cells[column, row]
        return _meeting(found, bounds)


def _meeting(parts: dict[Part, None], bounds: Bounds) -> list[Part]:
    left, top, right, bottom = bounds
    return [
        part
        for part in parts
        if (there := part.reserved) is not None
        and there[0] <= right
        and left <= there[2]
        and there[1] <= bottom
        and top <= there[3]
    ]
