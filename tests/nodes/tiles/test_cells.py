import pytest

from engine import Vector2
from engine.physics2d.vectors import transformed
from nodes.tiles.cells import Cell


def turned(flip_x=False, flip_y=False, transpose=False):
    cell = Cell(0, flip_x, flip_y, transpose, Vector2.ZERO)
    return lambda at=(0.0, 0.0): cell.turned(at, (16.0, 32.0), (100.0, 200.0))


@pytest.mark.parametrize(
    ("how", "at"),
    [
        ({}, (103.0, 205.0)),
        ({"flip_x": True}, (113.0, 205.0)),
        ({"flip_y": True}, (103.0, 227.0)),
        ({"flip_x": True, "flip_y": True}, (113.0, 227.0)),
        ({"transpose": True}, (105.0, 203.0)),
        ({"transpose": True, "flip_x": True}, (127.0, 203.0)),
    ],
)
def test_a_point_of_a_tile_is_where_it_is_turned_to(how, at):
    make = turned(**how)
    assert make((3.0, 5.0))[4:] == at
    assert transformed(make(), 3.0, 5.0) == at


def test_cells_that_are_alike_are_equal():
    assert Cell(1, True, False, False, Vector2.ZERO) == Cell(1, True, False, False, Vector2(0, 0))
