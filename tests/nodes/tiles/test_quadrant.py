from engine import Color, Texture, Vector2
from engine.canvas.commands import IDENTITY, Picture, Place
from nodes import Node2D, TileSet
from nodes.tiles.cells import Cell
from nodes.tiles.quadrant import (
    TILE_ORIGIN_BOTTOM_LEFT,
    TILE_ORIGIN_CENTER,
    TILE_ORIGIN_TOP_LEFT,
    Quadrant,
    commands_of,
)

PICTURE = Texture.from_rgba(8, 4, bytes(8 * 4 * 4))


def tile(offset=Vector2.ZERO):
    tiles = TileSet()
    tiles.create_tile(0)
    tiles.tile_set_texture(0, PICTURE)
    tiles.tile_set_texture_offset(0, offset)
    tiles.tile_set_modulate(0, Color(1, 0, 0))
    return tiles._tile_(0)


def drawn(flip_x=False, flip_y=False, transpose=False, origin=TILE_ORIGIN_TOP_LEFT, centered=False, **more):
    cell = Cell(0, flip_x, flip_y, transpose, Vector2.ZERO)
    filled = [((1, 2), cell, tile(**more))]
    return commands_of(
        filled, lambda place: (place[0] * 16.5, place[1] * 16.0), origin, (16.0, 16.0), centered
    )


def test_a_tile_is_a_picture_at_whole_pixels():
    assert drawn() == (Picture(16.0, 32.0, 8.0, 4.0, PICTURE, (0.0, 0.0, 8.0, 4.0), Color(1, 0, 0)),)


def test_a_picture_is_where_its_cell_says():
    assert drawn(origin=TILE_ORIGIN_CENTER)[0][:2] == (20.0, 38.0)
    assert drawn(origin=TILE_ORIGIN_BOTTOM_LEFT)[0][:2] == (16.0, 44.0)
    assert drawn(centered=True)[0][:2] == (20.0, 38.0)
    assert drawn(offset=Vector2(1, 2))[0][:2] == (17.0, 34.0)
    assert drawn(offset=Vector2(1, 2), flip_x=True, flip_y=True)[0][:2] == (15.0, 30.0)


def test_a_picture_is_mirrored_in_its_place():
    (flipped,) = drawn(flip_x=True)
    assert flipped[:4] == (16.0, 32.0, 8.0, 4.0)
    assert flipped.region == (8.0, 0.0, -8.0, 4.0)
    assert drawn(flip_y=True)[0].region == (0.0, 4.0, 8.0, -4.0)


def test_a_picture_with_swapped_axes_is_placed_by_a_transform():
    place, picture, back = drawn(transpose=True, offset=Vector2(1, 2))
    assert place == Place((0.0, 1.0, 1.0, 0.0, 18.0, 33.0))
    assert picture[:2] == (0.0, 0.0)
    assert back == Place(IDENTITY)


def test_a_quadrant_belongs_to_its_map(tree):
    parent = tree.add(Node2D())
    quadrant = Quadrant(parent, -5, lambda: drawn())
    assert quadrant.get_parent_item() is parent
    assert quadrant.is_visible_in_tree()
    parent.hide()
    assert not quadrant.is_visible_in_tree()
    assert quadrant._matrix_() == IDENTITY
    quadrant._redraw_()
    assert len(quadrant._drawing_.commands) == 1


def test_what_cannot_be_drawn_is_reported(tree):
    parent = tree.add(Node2D())
    quadrant = Quadrant(parent, 0, lambda: 1 / 0)
    quadrant._redraw_()
    assert quadrant._drawing_.commands == ()
    (fault,) = tree.expect_faults()
    assert isinstance(fault.error, ZeroDivisionError)
