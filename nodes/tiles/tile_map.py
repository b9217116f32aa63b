"""TileMap: a plane of cells that show tiles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Node, Rect2, ScriptError, Signal, Transform2D, Vector2
from engine.canvas.commands import Command, Matrix
from engine.canvas.geometry import bounds as bounds_of
from engine.canvas.geometry import compose
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.physics2d.collider import STATIC, Collider, Part
from engine.physics2d.vectors import Bounds, Point, grown, inverse
from engine.scene.notified import notified

from ..checked import at_least, choice, instance_of
from ..physics2d.collider_2d import Collider2D
from . import grid
from .cells import Cell
from .field import TileField
from .grid import Grid, Place
from .quadrant import (
    TILE_ORIGIN_BOTTOM_LEFT,
    TILE_ORIGIN_CENTER,
    TILE_ORIGIN_TOP_LEFT,
    Filled,
    Quadrant,
    commands_of,
)
from .tile_set import Tile, TileSet, TileShape

if TYPE_CHECKING:
    from .keywords import TileMapKeywords

_BEFORE_CHILDREN = -(1 << 30)


def _size_of(node: object, name: str, value: Vector2) -> Vector2:
    x, y = value
    if not (x > 0 and y > 0):
        raise ScriptError(f"{node!r}: {name} must be greater than 0 both ways, not {value!r}.")
    return Vector2(x, y)


_tile_set_of = instance_of(TileSet, "Write `TileSet()`, and fill it.")


class TileMap(Collider2D):
    """Shows a tile in each cell that was set, and stops bodies at the shapes of the tiles.

    Cells are drawn in quadrants, once; those out of sight are not drawn. To bodies and areas all cells
    are one static body.

    Source: Godot 3.6's `TileMap`. Unlike Godot: what is set can be touched at once. Which part of an
    AUTO_TILE is shown is not found out from its neighbours. Tiles further down are drawn later, and
    not sorted in among the children.
    """

    INVALID_CELL = -1
    MODE_SQUARE = grid.MODE_SQUARE
    MODE_ISOMETRIC = grid.MODE_ISOMETRIC
    MODE_CUSTOM = grid.MODE_CUSTOM
    HALF_OFFSET_X = grid.HALF_OFFSET_X
    HALF_OFFSET_Y = grid.HALF_OFFSET_Y
    HALF_OFFSET_DISABLED = grid.HALF_OFFSET_DISABLED
    HALF_OFFSET_NEGATIVE_X = grid.HALF_OFFSET_NEGATIVE_X
    HALF_OFFSET_NEGATIVE_Y = grid.HALF_OFFSET_NEGATIVE_Y
    TILE_ORIGIN_TOP_LEFT = TILE_ORIGIN_TOP_LEFT
    TILE_ORIGIN_CENTER = TILE_ORIGIN_CENTER
    TILE_ORIGIN_BOTTOM_LEFT = TILE_ORIGIN_BOTTOM_LEFT

    settings_changed: Final = Signal()

    _tile_set_: TileSet | None
    _listens_to_: TileSet | None = None
    """The last one that it was made of."""
    _mode_: int
    _cell_size_: Vector2
    _cell_quadrant_size_: int
    _cell_custom_transform_: Transform2D
    _cell_half_offset_: int
    _cell_tile_origin_: int
    _centered_textures_: bool
    _cells_: dict[Place, Cell]
    _kinds_: dict[Cell, Cell]
    """Cells that are alike are one."""
    _field_: TileField
    _grid_: Grid
    _members_: dict[Place, dict[Place, None]]
    """The cells of each quadrant."""
    _shown_: dict[Place, list[Quadrant]]
    """The quadrants in sight, one for each layer of tiles that there is in them."""
    _made_: dict[Place, list[Quadrant]]
    """Those that have been in sight, and are as they were."""
    _sight_: tuple[Matrix, Vector2] | None = None
    """Through what it was seen when it was found out which are."""
    _margin_: float = 0.0
    """How far pictures reach beyond their cells."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TileMapKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        self._cells_, self._kinds_ = {}, {}
        self._members_, self._shown_, self._made_ = {}, {}, {}
        self._collider_ = Collider(self, STATIC)
        self._field_ = TileField(self._collider_, self._cells_, self._touchable_)
        self._arrange_()

    # -- Properties ------------------------------------------------------------------------------

    def _tiles_set_(self) -> None:
        if self._listens_to_ is not None:
            self._listens_to_._maps_.discard(self)
        if self._tile_set_ is not None:
            self._tile_set_._maps_.add(self)
        self._listens_to_ = self._tile_set_
        self._changed_()

    def _tiles_changed_(self, settings: bool) -> None:  # friend: tile_set
        """Take note that a tile has changed, and whether more of it than its shapes has."""
        if settings:
            self._changed_()
        else:
            self._reshaped_()

    def _changed_(self) -> None:
        """Take note that the pattern is another, or the tiles."""
        self._arrange_()
        if self._signals_ is not None:
            self.settings_changed.emit()

    tile_set: Property[TileSet | None] = Field(
        None, _tile_set_of, then="_tiles_set_", doc="The tiles that cells have by number."
    )
    set_tileset: Setter[TileSet | None] = setter(tile_set, "tileset")
    get_tileset: Getter[TileSet | None] = getter(tile_set)

    mode: Property[int] = Field(
        grid.MODE_SQUARE, choice(3), then="_changed_", doc="Whether cells are squares, rhombs, or as custom."
    )
    set_mode: Setter[int] = setter(mode)
    get_mode: Getter[int] = getter(mode)

    cell_size: Property[Vector2] = Field(
        Vector2(64.0, 64.0), _size_of, then="_changed_", doc="The size of a cell in pixels."
    )
    set_cell_size: Setter[Vector2] = setter(cell_size, "size")
    get_cell_size: Getter[Vector2] = getter(cell_size)

    cell_quadrant_size: Property[int] = Field(
        16, at_least(1), then="_changed_", doc="How many cells, both ways, are drawn together."
    )
    set_quadrant_size: Setter[int] = setter(cell_quadrant_size, "size")
    get_quadrant_size: Getter[int] = getter(cell_quadrant_size)

    cell_custom_transform: Property[Transform2D] = Field(
        Transform2D(64.0, 0.0, 0.0, 64.0, 0.0, 0.0),
        then="_changed_",
        doc="Where columns and rows go if the mode is MODE_CUSTOM.",
    )
    set_custom_transform: Setter[Transform2D] = setter(cell_custom_transform, "custom_transform")
    get_custom_transform: Getter[Transform2D] = getter(cell_custom_transform)

    cell_half_offset: Property[int] = Field(
        grid.HALF_OFFSET_DISABLED,
        choice(5),
        then="_changed_",
        doc="Whether every other row, or column, is shifted.",
    )
    set_half_offset: Setter[int] = setter(cell_half_offset, "half_offset")
    get_half_offset: Getter[int] = getter(cell_half_offset)

    cell_tile_origin: Property[int] = Field(
        TILE_ORIGIN_TOP_LEFT,
        choice(3),
        then="_changed_",
        doc="Where in its cell a picture of another size is.",
    )
    set_tile_origin: Setter[int] = setter(cell_tile_origin, "origin")
    get_tile_origin: Getter[int] = getter(cell_tile_origin)

    centered_textures: Property[bool] = Field(
        False, then="_changed_", doc="Whether pictures are in the middle of their cells."
    )
    set_centered_textures: Setter[bool] = setter(centered_textures, "enable")
    is_centered_textures_enabled: Getter[bool] = getter(centered_textures)

    # -- Cells -----------------------------------------------------------------------------------

    def set_cell(
        self,
        x: float,
        y: float,
        tile: int,
        flip_x: bool = False,
        flip_y: bool = False,
        transpose: bool = False,
        autotile_coord: Vector2 = Vector2.ZERO,
    ) -> None:
        """Put a tile into a cell, or none: INVALID_CELL."""
        place = (int(x), int(y))
        before = self._cells_.get(place)
        if tile == TileMap.INVALID_CELL:
            if before is None:
                return
            del self._cells_[place]
        else:
            cell = Cell(int(tile), bool(flip_x), bool(flip_y), bool(transpose), Vector2(*autotile_coord))
            cell = self._kinds_.setdefault(cell, cell)
            if cell is before:
                return
            self._cells_[place] = cell
        self._cell_set_(place)

    def set_cellv(
        self,
        position: Vector2,
        tile: int,
        flip_x: bool = False,
        flip_y: bool = False,
        transpose: bool = False,
        autotile_coord: Vector2 = Vector2.ZERO,
    ) -> None:
        """Put a tile into a cell; fractions of its place are cut off."""
        x, y = position
        self.set_cell(int(x), int(y), tile, flip_x, flip_y, transpose, autotile_coord)

    def clear(self) -> None:
        """Empty all cells."""
        self._cells_.clear()
        self._kinds_.clear()
        self._arrange_()

    def get_cell(self, x: float, y: float) -> int:
        """Return the tile in a cell, INVALID_CELL if there is none."""
        cell = self._cells_.get((int(x), int(y)))
        return TileMap.INVALID_CELL if cell is None else cell.tile

    def get_cellv(self, position: Vector2) -> int:
        """Return the tile in a cell, INVALID_CELL if there is none."""
        x, y = position
        return self.get_cell(int(x), int(y))

    def is_cell_x_flipped(self, x: float, y: float) -> bool:
        """Return True if left and right of a cell are swapped."""
        cell = self._cells_.get((int(x), int(y)))
        return cell is not None and cell.flip_x

    def is_cell_y_flipped(self, x: float, y: float) -> bool:
        """Return True if top and bottom of a cell are swapped."""
        cell = self._cells_.get((int(x), int(y)))
        return cell is not None and cell.flip_y

    def is_cell_transposed(self, x: float, y: float) -> bool:
        """Return True if the axes of a cell are swapped."""
        cell = self._cells_.get((int(x), int(y)))
        return cell is not None and cell.transpose

    def get_cell_autotile_coord(self, x: float, y: float) -> Vector2:
        """Return which part of a tile of several a cell shows."""
        cell = self._cells_.get((int(x), int(y)))
        return Vector2.ZERO if cell is None else cell.coord

    def get_used_cells(self) -> list[Vector2]:
        """Return the cells that are not empty, row by row."""
        return [Vector2(x, y) for x, y in sorted(self._cells_, key=_by_row)]

    def get_used_cells_by_id(self, id: int) -> list[Vector2]:
        """Return the cells with a tile, row by row."""
        places = [place for place, cell in self._cells_.items() if cell.tile == id]
        return [Vector2(x, y) for x, y in sorted(places, key=_by_row)]

    def get_used_rect(self) -> Rect2:
        """Return the rectangle around the cells that are not empty, in cells."""
        if not self._cells_:
            return Rect2(0.0, 0.0, 0.0, 0.0)
        xs, ys = [x for x, _ in self._cells_], [y for _, y in self._cells_]
        left, top = min(xs), min(ys)
        return Rect2(left, top, max(xs) - left + 1, max(ys) - top + 1)

    def fix_invalid_tiles(self) -> None:
        """Empty the cells with a tile that there is not."""
        known = self._tile_set_._tiles_ if self._tile_set_ is not None else {}
        for (x, y), cell in list(self._cells_.items()):
            if cell.tile not in known:
                self.set_cell(x, y, TileMap.INVALID_CELL)

    def map_to_world(self, map_position: Vector2, ignore_half_ofs: bool = False) -> Vector2:
        """Return where a cell begins, in the coordinates of the node."""
        x, y = map_position
        return Vector2(*self._grid_.corner((int(x), int(y)), not ignore_half_ofs))

    def world_to_map(self, world_position: Vector2) -> Vector2:
        """Return the cell that a point is in, which is in the coordinates of the node."""
        return Vector2(*self._grid_.place(*world_position))

    # -- What is shown ---------------------------------------------------------------------------

    def _arrange_(self) -> None:
        """Begin anew with all cells."""
        a, b, c, d, e, f = self._cell_custom_transform_
        width, height = self._cell_size_
        self._grid_ = Grid.of(self._mode_, (width, height), (a, b, c, d, e, f), self._cell_half_offset_)
        self._hide_all_()
        self._made_.clear()
        self._members_.clear()
        for place in self._cells_:
            self._members_.setdefault(self._quadrant_of_(place), {})[place] = None
        self._margin_ = max((_overhang(tile) for tile in self._tiles_()), default=0.0)
        self._look_again_()
        self._reshaped_()

    def _tiles_(self) -> list[Tile]:
        return [] if self._tile_set_ is None else list(self._tile_set_._tiles_.values())

    def _quadrant_of_(self, place: Place) -> Place:
        return place[0] // self._cell_quadrant_size_, place[1] // self._cell_quadrant_size_

    def _cell_set_(self, place: Place) -> None:
        """Take note that a cell is another."""
        quadrant = self._quadrant_of_(place)
        members = self._members_.setdefault(quadrant, {})
        if place in self._cells_:
            members[place] = None
        else:
            members.pop(place, None)
        self._hide_quadrant_(quadrant)
        self._made_.pop(quadrant, None)
        self._field_.forget(place)
        self._look_again_()
        if self._tree_ is not None:
            x, y = self._grid_.corner(place)
            reach = max(*self._cell_size_, self._margin_)
            here = (x - reach, y - reach, x + 2 * reach, y + 2 * reach)
            self._disturb_(_moved(self._global_matrix_(), here))

    def _look_again_(self) -> None:
        self._sight_ = None
        if self._tree_ is not None:
            self._tree_.canvas.look_again()

    def _show_near_(self) -> None:  # friend: canvas
        """Show the quadrants that are in sight, and no others."""
        matrix = compose(self._canvas_matrix_(), self._global_matrix_())
        size = self.get_viewport().get_visible_rect().size
        if (matrix, size) == self._sight_:
            return
        self._sight_ = (matrix, size)
        wanted = self._quadrants_in_(grown(_moved(inverse(matrix), (0.0, 0.0, *size)), self._margin_))
        for quadrant in [shown for shown in self._shown_ if shown not in wanted]:
            self._hide_quadrant_(quadrant)
        for quadrant in wanted:
            if quadrant not in self._shown_:
                self._show_quadrant_(quadrant)

    def _quadrants_in_(self, bounds: Bounds) -> dict[Place, None]:
        """Return the quadrants with cells that may be seen within these bounds."""
        left, top, right, bottom = bounds
        width, height = self._cell_size_
        first_x, first_y, last_x, last_y = self._grid_.places((left - width, top - height, right, bottom))
        x, y = self._quadrant_of_((first_x, first_y))
        end_x, end_y = self._quadrant_of_((last_x, last_y))
        if (end_x - x + 1) * (end_y - y + 1) > len(self._members_):
            near = [at for at in self._members_ if x <= at[0] <= end_x and y <= at[1] <= end_y]
            return dict.fromkeys(sorted(near, key=_by_row))
        return {
            (column, row): None
            for row in range(y, end_y + 1)
            for column in range(x, end_x + 1)
            if (column, row) in self._members_
        }

    def _show_quadrant_(self, quadrant: Place) -> None:
        assert self._tree_ is not None
        canvas = self._tree_.canvas
        made = self._made_.get(quadrant)
        if made is None:
            made = self._made_[quadrant] = self._make_quadrant_(quadrant)
            canvas.to_draw.update(dict.fromkeys(made))
        self._shown_[quadrant] = made
        for item in made:
            canvas.attach(item)

    def _make_quadrant_(self, quadrant: Place) -> list[Quadrant]:
        layers: dict[int, list[Filled]] = {}
        for place in sorted(self._members_[quadrant], key=_by_row):
            cell = self._cells_[place]
            tile = self._tile_set_._tiles_.get(cell.tile) if self._tile_set_ is not None else None
            if tile is not None and tile.texture is not None:
                layers.setdefault(tile.z_index, []).append((place, cell, tile))
        order = _BEFORE_CHILDREN + (quadrant[1] << 12) + quadrant[0]
        made = []
        for z_index, filled in layers.items():
            item = Quadrant(self, order, partial(self._commands_of_, filled))
            item._z_index_ = z_index
            made.append(item)
        return made

    def _hide_quadrant_(self, quadrant: Place) -> None:
        for item in self._shown_.pop(quadrant, ()):
            if self._tree_ is not None:
                self._tree_.canvas.detach(item)
                self._tree_.canvas.to_draw.pop(item, None)

    def _hide_all_(self) -> None:
        for quadrant in list(self._shown_):
            self._hide_quadrant_(quadrant)

    def _commands_of_(self, filled: list[Filled]) -> tuple[Command, ...]:
        width, height = self._cell_size_
        return commands_of(
            filled, self._grid_.corner, self._cell_tile_origin_, (width, height), self._centered_textures_
        )

    # -- What can be touched ---------------------------------------------------------------------

    def _touchable_(self, id: int) -> Tile | None:
        tile = self._tile_set_._tiles_.get(id) if self._tile_set_ is not None else None
        return tile if tile is not None and tile.texture is not None else None

    def _turned_(self, tile: Tile, shape: TileShape, cell: Cell) -> Matrix:
        """Return where a shape of a tile is, from where its cell begins."""
        a, b, c, d, x, y = shape.transform
        _, _, width, height = tile.source(cell.coord) if tile.texture is not None else (0.0, 0.0, 0.0, 0.0)
        corner: Point = (0.0, 0.0)
        if self._centered_textures_:
            corner = ((self._cell_size_.x - width) / 2, (self._cell_size_.y - height) / 2)
        return compose(cell.turned((x, y), (width, height), corner), (a, b, c, d, 0.0, 0.0))

    def _reshaped_(self) -> None:  # friend: shapes
        """Take note that a shape of a tile has changed."""
        self._field_.arrange(self._grid_, self._tiles_(), self._turned_)
        self._disturb_(None)

    def _disturb_(self, bounds: Bounds | None) -> None:
        if self._tree_ is not None:
            space = self._tree_._services_.physics2d.space
            space.refiltered(self._collider_)
            space.disturb(bounds)

    def _metadata_of_(self, part: Part) -> Any:  # friend: world_2d
        """Return the cell that a shape is of."""
        place = self._field_.place_of(part)
        return None if place is None else Vector2(*place)

    # -- In the tree -----------------------------------------------------------------------------

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _enter_space_(self) -> None:
        assert self._tree_ is not None
        self._tree_.canvas.near[self] = None
        self._tree_._services_.physics2d.enter_field(self._field_, self._collider_, self)
        self._look_again_()
        self._disturb_(None)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _exit_space_(self) -> None:
        assert self._tree_ is not None
        del self._tree_.canvas.near[self]
        self._hide_all_()
        for watcher in self._tree_._services_.physics2d.leave_field(self._collider_, self):
            watcher.owner._insiders_.gone(self)


def _by_row(place: Place) -> tuple[int, int]:
    return place[1], place[0]


def _moved(matrix: Matrix, bounds: Bounds) -> Bounds:
    """Return the upright rectangle around where another goes."""
    left, top, right, bottom = bounds
    a, b, c, d, e, f = matrix
    return bounds_of((a, b, c, d, a * left + c * top + e, b * left + d * top + f), right - left, bottom - top)


def _overhang(tile: Tile) -> float:
    """Return how far the picture of a tile may be from where its cell begins."""
    if tile.texture is None:
        return 0.0
    _, _, width, height = tile.source(Vector2.ZERO)
    return max(width, height) + max(abs(tile.offset.x), abs(tile.offset.y))
