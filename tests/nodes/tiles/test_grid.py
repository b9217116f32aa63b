import pytest

from engine.physics2d.vectors import IDENTITY
from nodes.tiles import grid
from nodes.tiles.grid import Grid


def pattern(mode=grid.MODE_SQUARE, half_offset=grid.HALF_OFFSET_DISABLED, size=(64.0, 32.0)):
    return Grid.of(mode, size, (10.0, 5.0, -10.0, 20.0, 3.0, 4.0), half_offset)


EACH = [
    *((grid.MODE_SQUARE, offset) for offset in range(5)),
    *((mode, grid.HALF_OFFSET_DISABLED) for mode in (grid.MODE_ISOMETRIC, grid.MODE_CUSTOM)),
]


@pytest.mark.parametrize(("mode", "half_offset"), EACH)
def test_each_cell_is_where_it_begins(mode, half_offset):
    cells = pattern(mode, half_offset)
    for place in [(0, 0), (1, 0), (0, 1), (3, -2), (-1, -1), (-4, 5)]:
        x, y = cells.corner(place)
        a, b, c, d, _, _ = cells.axes
        assert cells.place(x + (a + c) * 0.01, y + (b + d) * 0.01) == place


def test_every_other_row_or_column_is_shifted():
    assert pattern(half_offset=grid.HALF_OFFSET_X).corner((1, 1)) == (96.0, 32.0)
    assert pattern(half_offset=grid.HALF_OFFSET_X).corner((1, 1), False) == (64.0, 32.0)
    assert pattern(half_offset=grid.HALF_OFFSET_NEGATIVE_X).corner((1, -1)) == (32.0, -32.0)
    assert pattern(half_offset=grid.HALF_OFFSET_Y).corner((1, 1)) == (64.0, 48.0)
    assert pattern(half_offset=grid.HALF_OFFSET_NEGATIVE_Y).corner((1, 1)) == (64.0, 16.0)
    assert pattern(half_offset=grid.HALF_OFFSET_X).corner((1, 2)) == (64.0, 64.0)


def test_rhombs_lie_beside_each_other():
    rhombs = pattern(grid.MODE_ISOMETRIC)
    assert rhombs.corner((1, 0)) == (32.0, 16.0)
    assert rhombs.corner((0, 1)) == (-32.0, 16.0)


@pytest.mark.parametrize(("mode", "half_offset"), EACH)
def test_the_cells_within_bounds_are_among_those_that_are_told(mode, half_offset):
    cells = pattern(mode, half_offset)
    first_x, first_y, last_x, last_y = cells.places((-50.0, -50.0, 100.0, 100.0))
    for column in range(-20, 20):
        for row in range(-20, 20):
            x, y = cells.corner((column, row))
            if -50.0 <= x <= 100.0 and -50.0 <= y <= 100.0:
                assert first_x <= column <= last_x
                assert first_y <= row <= last_y


def test_a_pattern_of_its_own_is_what_it_is_told():
    assert Grid.of(grid.MODE_CUSTOM, (1.0, 1.0), IDENTITY, 2).axes == IDENTITY
