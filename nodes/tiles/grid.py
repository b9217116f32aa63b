"""Where the cells of a TileMap are: in squares, in rhombs, or shifted in every other row."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from engine.physics2d.vectors import Bounds, Matrix, Point, inverse, transformed

MODE_SQUARE, MODE_ISOMETRIC, MODE_CUSTOM = range(3)
HALF_OFFSET_X, HALF_OFFSET_Y, HALF_OFFSET_DISABLED, HALF_OFFSET_NEGATIVE_X, HALF_OFFSET_NEGATIVE_Y = range(5)

Place = tuple[int, int]
"""The column and the row of a cell."""
_NEARLY = 0.00005
"""What is so little before a border, in cells, is behind it: numbers are not exact."""


class Grid(NamedTuple):
    """The pattern of the cells."""

    axes: Matrix
    """From columns and rows to pixels."""
    half_offset: int

    @classmethod
    def of(cls, mode: int, size: Point, custom: Matrix, half_offset: int) -> Grid:
        """Return the pattern of a mode, of cells of this size."""
        width, height = size
        if mode == MODE_CUSTOM:
            return cls(custom, half_offset)
        if mode == MODE_ISOMETRIC:
            return cls((width / 2, height / 2, -width / 2, height / 2, 0.0, 0.0), half_offset)
        return cls((width, 0.0, 0.0, height, 0.0, 0.0), half_offset)

    def corner(self, place: Place, shifted: bool = True) -> Point:
        """Return where a cell begins."""
        column, row = place
        x, y = transformed(self.axes, column, row)
        if shifted:
            a, b, c, d, _, _ = self.axes
            if self.half_offset in (HALF_OFFSET_X, HALF_OFFSET_NEGATIVE_X) and row & 1:
                half = 0.5 if self.half_offset == HALF_OFFSET_X else -0.5
                x, y = x + a * half, y + b * half
            elif self.half_offset in (HALF_OFFSET_Y, HALF_OFFSET_NEGATIVE_Y) and column & 1:
                half = 0.5 if self.half_offset == HALF_OFFSET_Y else -0.5
                x, y = x + c * half, y + d * half
        return x, y

    def place(self, x: float, y: float) -> Place:
        """Return the cell that a point is in."""
        column, row = transformed(inverse(self.axes), x, y)
        if self.half_offset == HALF_OFFSET_X and floor(row) & 1:
            column -= 0.5
        elif self.half_offset == HALF_OFFSET_NEGATIVE_X and floor(row) & 1:
            column += 0.5
        elif self.half_offset == HALF_OFFSET_Y and floor(column) & 1:
            row -= 0.5
        elif self.half_offset == HALF_OFFSET_NEGATIVE_Y and floor(column) & 1:
            row += 0.5
        return floor(column + _NEARLY), floor(row + _NEARLY)

    def places(self, bounds: Bounds) -> tuple[int, int, int, int]:
        """Return the first and the last column and row of the cells that may begin within these bounds."""
        left, top, right, bottom = bounds
        back = inverse(self.axes)
        corners = [transformed(back, x, y) for x in (left, right) for y in (top, bottom)]
        columns, rows = [x for x, _ in corners], [y for _, y in corners]
        more = 0 if self.half_offset == HALF_OFFSET_DISABLED else 1
        return (
            floor(min(columns)) - more,
            floor(min(rows)) - more,
            floor(max(columns)) + more,
            floor(max(rows)) + more,
        )
