"""Some cells of a TileMap that are drawn together: drawn once, and shown while they are in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

from engine.base.fault import report
from engine.canvas.atlas_texture import pictures
from engine.canvas.commands import IDENTITY, Command, Matrix, Place, Rgba
from engine.canvas.drawing import Drawing
from engine.canvas.item import ItemState
from engine.physics2d.vectors import Point

from . import grid

if TYPE_CHECKING:
    from .cells import Cell
    from .tile_set import Tile

TILE_ORIGIN_TOP_LEFT, TILE_ORIGIN_CENTER, TILE_ORIGIN_BOTTOM_LEFT = range(3)

Filled = tuple[grid.Place, "Cell", "Tile"]
"""A cell that shows something."""


class Quadrant(ItemState):
    """A canvas item that is no node: its TileMap puts it below itself while it is in sight.

    It is all state for others, as an ItemState is: a friend of the canvas.
    """

    _z_: int
    _make_: Callable[[], tuple[Command, ...]]

    def __new__(cls, parent: ItemState, order: int, make: Callable[[], tuple[Command, ...]]) -> Self:
        """Make one of `parent`, before the children of that, which shows what `make` returns."""
        self = super().__new__(cls)
        self._parent_, self._order_ = parent, order
        self._drawing_ = Drawing()
        self._make_ = make
        return self

    def __init__(self, *_args: Any) -> None:
        """See `__new__`."""

    def get_parent_item(self) -> ItemState | None:
        """Return the TileMap."""
        parent: Any = self._parent_
        found: ItemState | None = parent
        return found

    def is_visible_in_tree(self) -> bool:
        """Return True if the TileMap is visible."""
        parent: Any = self._parent_
        return bool(parent.is_visible_in_tree())

    def _matrix_(self) -> Matrix:
        return IDENTITY

    _exact_matrix_ = _matrix_

    def _redraw_(self) -> None:
        drawing = self._drawing_
        drawing.commands = ()
        drawing.cache = None
        try:
            drawing.commands = self._make_()
        except Exception as error:  # a tile that cannot be shown
            report(self._parent_, error, f"{self._parent_!r}, drawing")


def commands_of(
    filled: Iterable[Filled],
    corner_of: Callable[[grid.Place], Point],
    origin: int,
    cell_size: Point,
    centered: bool,
) -> tuple[Command, ...]:
    """Return what shows some cells, each of which begins where `corner_of` says."""
    return tuple(
        command
        for place, cell, tile in filled
        for command in _picture(cell, tile, corner_of(place), origin, cell_size, centered)
    )


def _picture(
    cell: Cell, tile: Tile, corner: Point, origin: int, cell_size: Point, centered: bool
) -> Iterator[Command]:
    left, top, width, height = source = tile.source(cell.coord)
    dx, dy = tile.offset
    if cell.transpose:
        dx, dy = dy, dx
    x = corner[0] // 1 + (-dx if cell.flip_x else dx)
    y = corner[1] // 1 + (-dy if cell.flip_y else dy)
    if centered or origin == TILE_ORIGIN_CENTER:
        x, y = x + (cell_size[0] - width) / 2, y + (cell_size[1] - height) / 2
    elif origin == TILE_ORIGIN_BOTTOM_LEFT:
        y += cell_size[1] - height
    color: Rgba = tile.modulate
    assert tile.texture is not None
    if not (cell.flip_x or cell.flip_y or cell.transpose):
        yield from pictures(tile.texture, (x, y, width, height), source, color)
        return
    a, b, c, d, e, f = cell.turned((0.0, 0.0), (width, height), (x, y))
    if not cell.transpose:
        if cell.flip_x:
            left, width = left + width, -width
        if cell.flip_y:
            top, height = top + height, -height
        place = x, y, abs(width), abs(height)
        yield from pictures(tile.texture, place, (left, top, width, height), color)
        return
    yield Place((a, b, c, d, e, f))
    yield from pictures(tile.texture, (0.0, 0.0, width, height), source, color)
    yield Place(IDENTITY)
