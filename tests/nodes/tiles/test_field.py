import pytest

from engine import Texture, Transform2D, Vector2
from engine.canvas.geometry import compose
from engine.physics2d.collider import STATIC, Collider
from engine.physics2d.vectors import IDENTITY
from nodes import CircleShape2D, RectangleShape2D, TileSet
from nodes.tiles import grid
from nodes.tiles.cells import Cell
from nodes.tiles.field import TileField
from nodes.tiles.grid import Grid

SIZE = (16.0, 16.0)


def turned(_tile, shape, cell):
    a, b, c, d, x, y = shape.transform
    return compose(cell.turned((x, y), SIZE, (0.0, 0.0)), (a, b, c, d, 0.0, 0.0))


@pytest.fixture
def tiles():
    tiles = TileSet()
    for number in (0, 1):
        tiles.create_tile(number)
        tiles.tile_set_texture(number, Texture.from_rgba(16, 16, bytes(1024)))
    tiles.tile_add_shape(0, RectangleShape2D(extents=Vector2(8, 8)), Transform2D(0, Vector2(8, 8)))
    tiles.tile_set_shape(0, 1, None)
    return tiles


class Owner:
    def _reshaped_(self):
        pass


PLAIN = Cell(0, False, False, False, Vector2.ZERO)


def field_of(tiles, places, cell=PLAIN, mode=grid.MODE_SQUARE):
    collider = Collider(Owner(), STATIC)
    cells = dict.fromkeys(places, cell)
    field = TileField(collider, cells, tiles._tiles_.get)
    field.arrange(Grid.of(mode, SIZE, IDENTITY, 2), list(tiles._tiles_.values()), turned)
    return field, cells, collider


def found(field, *bounds):
    return sorted(part.bounds[:2] for part in field.parts_near(bounds))


def test_the_shapes_of_the_cells_near_are_found(tiles):
    field, _, _ = field_of(tiles, [(x, 0) for x in range(-100, 100)])
    assert found(field, 20.0, 4.0, 40.0, 5.0) == [(0.0, 0.0), (16.0, 0.0), (32.0, 0.0)]
    assert found(field, 20.0, 50.0, 40.0, 60.0) == []


def test_cells_are_made_once_and_only_those_that_were_near(tiles):
    field, _, _ = field_of(tiles, [(x, 0) for x in range(1000)])
    (one, *_), (again, *_) = (list(field.parts_near((20.0, 4.0, 21.0, 5.0))) for _ in range(2))
    assert one is again
    assert len(field._parts) <= 2
    assert field.place_of(one) in ((0, 0), (1, 0))


def test_far_bounds_are_answered_by_the_cells_that_there_are(tiles):
    field, _, _ = field_of(tiles, [(0, 0), (5000, 0)])
    assert found(field, -1e6, -1e6, 1e6, 1e6) == [(0.0, 0.0), (80000.0, 0.0)]


def test_a_field_moves_with_its_collider(tiles):
    field, _, collider = field_of(tiles, [(0, 0)])
    collider.matrix = (2.0, 0.0, 0.0, 2.0, 100.0, 50.0)
    assert found(field, 101.0, 51.0, 102.0, 52.0) == [(100.0, 50.0)]
    assert found(field, 0.0, 0.0, 10.0, 10.0) == []


def test_what_reaches_beyond_its_cell_is_found(tiles):
    tiles.tile_add_shape(0, CircleShape2D(radius=40), Transform2D(0, Vector2(8, 8)))
    field, _, _ = field_of(tiles, [(0, 0)])
    assert (-32.0, -32.0) in found(field, 40.0, 0.0, 41.0, 1.0)


def test_a_cell_that_is_another_forgets_its_shapes(tiles):
    field, cells, _ = field_of(tiles, [(0, 0)])
    (part,) = field.parts_near((1.0, 1.0, 2.0, 2.0))
    del cells[0, 0]
    field.forget((0, 0))
    assert part.solid is None
    assert part.reserved is None
    assert field.place_of(part) is None
    assert found(field, 1.0, 1.0, 2.0, 2.0) == []


def test_a_tile_that_there_is_not_has_no_shapes(tiles):
    field, _, _ = field_of(tiles, [(0, 0)], Cell(9, False, False, False, Vector2.ZERO))
    assert found(field, 1.0, 1.0, 2.0, 2.0) == []


def test_without_shapes_nothing_is_looked_for(tiles):
    tiles.tile_set_shapes(0, [])
    field, _, _ = field_of(tiles, [(0, 0)])
    assert found(field, 1.0, 1.0, 2.0, 2.0) == []
    assert field._parts == {}


def test_a_tile_is_turned_with_its_cell(tiles):
    tiles.tile_set_shapes(
        0,
        [
            {
                "shape": RectangleShape2D(extents=Vector2(2, 8)),
                "shape_transform": Transform2D(0, Vector2(2, 8)),
            }
        ],
    )
    field, _, _ = field_of(tiles, [(0, 0)], Cell(0, True, False, False, Vector2.ZERO))
    assert found(field, 15.0, 1.0, 15.5, 2.0) == [(12.0, 0.0)]
    field, _, _ = field_of(tiles, [(0, 0)], Cell(0, False, False, True, Vector2.ZERO))
    assert found(field, 1.0, 1.0, 2.0, 2.0) == [(0.0, 0.0)]
