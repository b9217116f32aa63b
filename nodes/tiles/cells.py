"""The cells of a TileMap: which tile each has, and how it is turned."""

from __future__ import annotations

from typing import NamedTuple

from engine import Vector2
from engine.physics2d.vectors import Matrix, Point


class Cell(NamedTuple):
    """What is in a cell. Cells that are alike are one."""

    tile: int
    flip_x: bool
    flip_y: bool
    transpose: bool
    coord: Vector2
    """Which part of a tile of several it shows."""

    def turned(self, at: Point, size: Point, corner: Point) -> Matrix:
        """Return where a point of the tile goes that is `at` some place in it, with its axes.

        `size` is that of the tile, `corner` where it begins. Source: `TileMap::_fix_cell_transform`.
        """
        x, y = at
        width, height = size
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if self.transpose:
            a, b, c, d = 0.0, 1.0, 1.0, 0.0
            x, y, width, height = y, x, height, width
        if self.flip_x:
            a, c, x = -a, -c, width - x
        if self.flip_y:
            b, d, y = -b, -d, height - y
        return (a, b, c, d, corner[0] + x, corner[1] + y)
