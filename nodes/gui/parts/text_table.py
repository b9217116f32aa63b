"""A table in a text: rows whose cells begin at the same places."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 8.0
"""Between two columns."""


class Table:
    """What the rows of a table have in common. A column is as wide as the widest cell that was laid out."""

    __slots__ = ("_made_for", "begun", "columns", "ratios", "version", "widths")

    def __init__(self, columns: int) -> None:
        self.columns: int = columns
        self.begun: int = 0
        """How many cells the row has that is written just now."""
        self.ratios: list[float] = [0.0] * columns
        """How much of the room that is left each column takes."""
        self.widths: list[float] = [0.0] * columns
        self.version: int = 0
        """Another number when rows that were laid out have to be so anew."""
        self._made_for: object = None

    def begin_cell(self) -> bool:
        """Take note that a cell begins; return True if it is the first of a row."""
        first = self.begun in (0, self.columns)
        self.begun = 1 if first else self.begun + 1
        return first

    def expand(self, column: int, ratio: float) -> None:
        """Set how much of the room that is left a column takes."""
        self.ratios[column] = ratio
        self.version += 1

    def widen(self, look: object, widths: Sequence[float]) -> None:
        """Make room for the cells of a row, which are as wide as this in a look."""
        if look is not self._made_for:
            self._made_for = look
            self.widths = [0.0] * self.columns
            self.version += 1
        for column, width in enumerate(widths):
            if width > self.widths[column]:
                self.widths[column] = width
                self.version += 1

    def starts(self, room: float) -> list[float]:
        """Return where each column begins in a width."""
        left = max(0.0, room - sum(self.widths) - GAP * (self.columns - 1))
        parts = sum(self.ratios)
        found, x = [], 0.0
        for width, ratio in zip(self.widths, self.ratios, strict=True):
            found.append(x)
            x += width + GAP + (left * ratio / parts if parts else 0.0)
        return found
