"""The shapes of the tiles of a TileMap, found by where they are: only what was near something is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.physics2d.collider import Collider, Part
from engine.physics2d.vectors import Bounds, Matrix, inverse, joined, transformed

if TYPE_CHECKING:
    from .cells import Cell
    from .grid import Grid, Place
    from .tile_set import Tile, TileShape

_FLIPS = (False, True)


class TileField:
    """The parts of one TileMap: a field of a space.

    `tile_of` returns the tile of a number, if there is one that can be touched.
    """

    def __init__(
        self, collider: Collider, cells: dict[Place, Cell], tile_of: Callable[[int], Tile | None]
    ) -> None:
        self._collider = collider
        self._cells = cells
        self._tile_of = tile_of
        self._parts: dict[Place, list[Part]] = {}
        self._grid: Grid | None = None
        self._overhang: Bounds | None = None
        """How far the shapes of tiles reach from where their cell begins; None if there are none."""

    def arrange(
        self, grid: Grid, tiles: list[Tile], turned: Callable[[Tile, TileShape, Cell], Matrix]
    ) -> None:
        """Take note of another pattern or other tiles. `turned` returns where a shape is in its cell."""
        self.forget_all()
        self._grid = grid
        self._turned = turned
        self._overhang = None
        for tile in tiles:
            for shape in tile.shapes:
                bounds = _reach(tile, shape, turned)
                if bounds is not None:
                    self._overhang = bounds if self._overhang is None else joined(self._overhang, bounds)

    def parts_near(self, bounds: Bounds) -> Iterator[Part]:
        """Yield the parts of the cells that may reach into these bounds."""
        if self._grid is None or self._overhang is None:
            return
        for place in self._places_near(bounds):
            for part in self._parts_at(place):
                part.reserved = part.bounds
                if part.reserved is not None:
                    yield part

    def _places_near(self, bounds: Bounds) -> list[Place]:
        assert self._grid is not None
        assert self._overhang is not None
        back = inverse(self._collider.matrix)
        left, top, right, bottom = bounds
        corners = [transformed(back, x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        over = self._overhang
        near = (min(xs) - over[2], min(ys) - over[3], max(xs) - over[0], max(ys) - over[1])
        first_x, first_y, last_x, last_y = self._grid.places(near)
        cells = self._cells
        if (last_x - first_x + 1) * (last_y - first_y + 1) > len(cells):
            return [at for at in cells if first_x <= at[0] <= last_x and first_y <= at[1] <= last_y]
        return [
            (column, row)
            for row in range(first_y, last_y + 1)
            for column in range(first_x, last_x + 1)
            if (column, row) in cells
        ]

    def _parts_at(self, place: Place) -> list[Part]:
        parts = self._parts.get(place)
        if parts is None:
            parts = self._parts[place] = self._made(place)
        return parts

    def _made(self, place: Place) -> list[Part]:
        cell = self._cells[place]
        tile = self._tile_of(cell.tile)
        if tile is None:
            return []
        assert self._grid is not None
        x, y = self._grid.corner(place)
        parts = []
        for index, shape in enumerate(tile.shapes_of(cell.coord)):
            if shape.shape is None:
                continue
            a, b, c, d, e, f = self._turned(tile, shape, cell)
            part = Part(self._collider, shape.shape, (a, b, c, d, e + x // 1, f + y // 1))
            part.index, part.one_way, part.margin = index, shape.one_way, shape.margin
            shape.shape._used_(part)
            parts.append(part)
        return parts

    def place_of(self, part: Part) -> Place | None:
        """Return the cell that a part is of."""
        return next((place for place, parts in self._parts.items() if part in parts), None)

    def forget(self, place: Place) -> None:
        """Take note that the cell at a place is another: what was paired with its parts finds out so."""
        for part in self._parts.pop(place, ()):
            part.disabled = True
            part.changed()
            part.reserved = None

    def forget_all(self) -> None:
        """Take note that all cells are others."""
        for place in list(self._parts):
            self.forget(place)


def _reach(tile: Tile, shape: TileShape, turned: Callable[[Tile, TileShape, Cell], Matrix]) -> Bounds | None:
    """Return how far a shape reaches from where its cell begins, however that is turned."""
    from .cells import Cell

    if shape.shape is None or tile.texture is None:
        return None
    found: Bounds | None = None
    for flip_x in _FLIPS:
        for flip_y in _FLIPS:
            for transpose in _FLIPS:
                matrix = turned(tile, shape, Cell(0, flip_x, flip_y, transpose, shape.coord))
                solid = shape.shape._solid_(matrix)
                if solid is not None:
                    bounds = solid.bounds()
                    found = bounds if found is None else joined(found, bounds)
    return found
