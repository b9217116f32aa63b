"""ListGrid: where the entries of a list are, in one or more columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Size = tuple[float, float]


class ListGrid:
    """Rows of cells; a row is as high as its highest cell.

    Source: Godot 3.6's `ItemList`.
    """

    __slots__ = ("columns", "height", "sizes", "tops", "widths")

    sizes: list[Size]
    """What each entry needs."""
    columns: int
    tops: list[float]
    """Where each row begins."""
    height: float
    """Of all rows."""
    widths: list[float]
    """Of each cell, if there are more columns than one."""

    def __init__(self) -> None:
        self.sizes = []
        self.columns = 1
        self.tops = []
        self.height = 0.0
        self.widths = []

    def arrange(self, sizes: Sequence[Size], first: int, most: int, room: float, same: bool) -> None:
        """Place the entries before `first`, which are as they were, and from there on those of `sizes`.

        `most` is the number of columns at most, 0 for any number; `room` their width together; with
        `same` all columns are as wide as the widest entry.
        """
        first = min(first, len(self.sizes))
        if most == 1:
            self._arrange_column(sizes, first)
            return
        self.sizes[first:] = sizes
        sizes = self.sizes
        widest = max([width for width, _ in sizes], default=0.0)
        self.widths = [widest if same else width for width, _ in sizes]
        self.columns = self._columns_that_fit(most or len(sizes), room)
        self.tops, self.height = [], 0.0
        for start in range(0, len(sizes), self.columns):
            self._add_row(max([height for _, height in sizes[start : start + self.columns]]))

    def _arrange_column(self, sizes: Sequence[Size], first: int) -> None:
        """Go on from the entry `first`: a list that grows is not gone through from its start."""
        if self.columns != 1:
            sizes, first = (*self.sizes[:first], *sizes), 0
            self.columns = 1
        self.widths = []
        if first < len(self.tops):
            self.height = self.tops[first]
        del self.sizes[first:], self.tops[first:]
        self.sizes += sizes
        for _, height in sizes:
            self._add_row(height)

    def _add_row(self, height: float) -> None:
        self.tops.append(self.height)
        self.height += height

    def _columns_that_fit(self, columns: int, room: float) -> int:
        widths = self.widths
        columns = max(1, min(columns, len(widths)))
        start = 0
        while columns > 1 and start < len(widths):
            width = 0.0
            for place, cell in enumerate(widths[start : start + columns]):
                width += cell
                if width > room and place > 0:
                    columns, start = place, -place  # begin anew with fewer
                    break
            start += columns
        return columns

    def cell(self, index: int, room: float) -> tuple[float, float, float, float]:
        """Return where an entry is: x, y, width and height. The last in a row reaches to its end."""
        row = index // self.columns
        top = self.tops[row]
        bottom = self.tops[row + 1] if row + 1 < len(self.tops) else self.height
        if self.columns == 1:
            return 0.0, top, room, bottom - top
        first = row * self.columns
        x = sum(self.widths[first:index])
        return x, top, self.widths[index], bottom - top

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the entries of the rows that can be seen between two heights."""
        if not self.tops:
            return range(0)
        first = max(0, bisect_right(self.tops, top) - 1)
        end = bisect_right(self.tops, bottom)
        return range(first * self.columns, min(end * self.columns, len(self.sizes)))

    def index_at(self, x: float, y: float, exact: bool) -> int:
        """Return the entry at a point; unless `exact`, the nearest one. -1 if there is none.

        The last entry of a row reaches as far as there is room.
        """
        if not self.tops or (exact and (x < 0 or not 0 <= y < self.height)):
            return -1
        row = max(0, bisect_right(self.tops, y) - 1)
        first = row * self.columns
        last = min(first + self.columns, len(self.sizes)) - 1
        right = 0.0
        for index in range(first, last):
            right += self.widths[index]
            if x < right:
                return index
        return last

    def __repr__(self) -> str:
        return f"<ListGrid of {len(self.sizes)} entries in {self.columns} columns>"
