import pytest

from engine import Color, Rect2, ScriptError, Texture, Transform2D, Vector2
from nodes import CircleShape2D, RectangleShape2D, TileMap, TileSet

PICTURE = Texture.from_rgba(64, 32, bytes(64 * 32 * 4))


@pytest.fixture
def tiles():
    tiles = TileSet()
    tiles.create_tile(0)
    tiles.tile_set_texture(0, PICTURE)
    return tiles


def test_tiles_have_numbers_and_names(tiles):
    tiles.create_tile(7)
    tiles.tile_set_name(7, "wall")
    assert tiles.get_tiles_ids() == [0, 7]
    assert tiles.find_tile_by_name("wall") == 7
    assert tiles.find_tile_by_name("none") == -1
    assert tiles.tile_get_name(7) == "wall"
    assert tiles.get_last_unused_tile_id() == 8
    tiles.remove_tile(7)
    assert tiles.get_tiles_ids() == [0]
    tiles.clear()
    assert tiles.get_last_unused_tile_id() == 0


def test_what_there_is_not_is_said(tiles):
    with pytest.raises(ScriptError, match=r"There is no tile 3: call `create_tile\(3\)` first\."):
        tiles.tile_get_name(3)
    with pytest.raises(ScriptError, match=r"There is a tile 0 already: `get_last_unused_tile_id\(\)`"):
        tiles.create_tile(0)
    with pytest.raises(ScriptError, match="Tile 0 has 0 shapes; there is no shape 4"):
        tiles.tile_set_shape(0, 4, CircleShape2D())
    with pytest.raises(ScriptError, match="there is no tilemode 9"):
        tiles.tile_set_tile_mode(0, 9)
    with pytest.raises(ScriptError, match="texture cannot be 'x'"):
        tiles.tile_set_texture(0, "x")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tile_{}_name", "floor"),
        ("tile_{}_texture", None),
        ("tile_{}_region", Rect2(1, 2, 3, 4)),
        ("tile_{}_modulate", Color(1, 0, 0)),
        ("tile_{}_texture_offset", Vector2(1, 2)),
        ("tile_{}_z_index", 5),
        ("tile_{}_tile_mode", TileSet.ATLAS_TILE),
        ("autotile_{}_size", Vector2(16, 16)),
        ("autotile_{}_spacing", 2),
    ],
)
def test_what_is_set_is_returned_and_told(tiles, name, value):
    told = []
    tiles.changed.connect(lambda: told.append(name))
    getattr(tiles, name.format("set"))(0, value)
    assert getattr(tiles, name.format("get"))(0) == value
    assert told == [name]


def test_a_tile_shows_its_region_or_all(tiles):
    tile = tiles._tile_(0)
    assert tile.source(Vector2.ZERO) == (0.0, 0.0, 64.0, 32.0)
    tiles.tile_set_region(0, Rect2(16, 0, 32, 32))
    assert tile.source(Vector2(5, 5)) == (16.0, 0.0, 32.0, 32.0)


def test_a_tile_of_several_shows_one_of_them(tiles):
    tiles.tile_set_tile_mode(0, TileSet.ATLAS_TILE)
    tiles.autotile_set_size(0, Vector2(8, 8))
    tiles.autotile_set_spacing(0, 1)
    assert tiles._tile_(0).source(Vector2(2, 1)) == (18.0, 9.0, 8.0, 8.0)


def test_a_tile_has_shapes(tiles):
    ball, box = CircleShape2D(), RectangleShape2D()
    tiles.tile_add_shape(0, ball, Transform2D(0, Vector2(8, 8)), True)
    tiles.tile_set_shape(0, 1, box)
    tiles.tile_set_shape_transform(0, 1, Transform2D(0, Vector2(4, 4)))
    tiles.tile_set_shape_one_way_margin(0, 1, 3)
    assert tiles.tile_get_shape_count(0) == 2
    assert tiles.tile_get_shape(0, 0) is ball
    assert tiles.tile_get_shape(0, 1) is box
    assert tiles.tile_get_shape(0, 2) is None
    assert tiles.tile_get_shape_one_way(0, 0)
    assert tiles.tile_get_shape_one_way_margin(0, 1) == 3.0
    assert tiles.tile_get_shape_transform(0, 1).origin == Vector2(4, 4)
    tiles.tile_set_shape_offset(0, 1, Vector2(1, 2))
    tiles.tile_set_shape_one_way(0, 0, False)
    assert tiles.tile_get_shape_offset(0, 1) == Vector2(1, 2)
    shapes = tiles.tile_get_shapes(0)
    tiles.tile_set_shapes(0, [{"shape": ball}, *shapes])
    assert tiles.tile_get_shape_count(0) == 3
    assert tiles.tile_get_shapes(0)[1:] == shapes


def test_the_shapes_of_a_tile_of_several_are_those_of_its_part(tiles):
    one, other = CircleShape2D(), CircleShape2D()
    tiles.tile_add_shape(0, one, Transform2D.IDENTITY, False, Vector2(0, 0))
    tiles.tile_add_shape(0, other, Transform2D.IDENTITY, False, Vector2(1, 0))
    tile = tiles._tile_(0)
    assert len(tile.shapes_of(Vector2(1, 0))) == 2
    tiles.tile_set_tile_mode(0, TileSet.AUTO_TILE)
    assert [shape.shape for shape in tile.shapes_of(Vector2(1, 0))] == [other]


def test_a_duplicate_has_tiles_of_its_own(tree, tiles):
    ball = CircleShape2D()
    tiles.tile_set_name(0, "wall")
    tiles.tile_set_shapes(0, [{"shape": ball}])
    tree.add(TileMap(tile_set=tiles))
    twin = tiles.duplicate()
    assert twin.tile_get_shapes(0) == tiles.tile_get_shapes(0)
    twin.tile_set_name(0, "floor")
    twin.tile_set_shape_one_way(0, 0, True)
    twin.create_tile(99)
    assert tiles.tile_get_name(0) == "wall"
    assert not tiles.tile_get_shape_one_way(0, 0)
    assert 99 not in tiles.get_tiles_ids()
