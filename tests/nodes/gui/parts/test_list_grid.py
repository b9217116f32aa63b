import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes.gui.parts.list_grid import ListGrid


def grid_of(sizes, most=1, room=100.0, same=False):
    grid = ListGrid()
    grid.arrange(sizes, 0, most, room, same)
    return grid


def test_without_entries_nothing_is_anywhere():
    for most in (0, 1, 3):
        grid = grid_of([], most)
        assert (grid.height, list(grid.rows_between(0, 99)), grid.index_at(0, 0, False)) == (0, [], -1)


def test_one_column_has_a_row_for_each_entry():
    grid = grid_of([(0, 10), (0, 30), (0, 10)])
    assert (grid.columns, grid.height) == (1, 50)
    assert grid.cell(1, 80) == (0, 10, 80, 30)
    assert list(grid.rows_between(10, 39)) == [1]
    assert list(grid.rows_between(9, 40)) == [0, 1, 2]
    assert repr(grid) == "<ListGrid of 3 entries in 1 columns>"


def test_a_list_grows_and_shrinks_at_its_end():
    grid = grid_of([(0, 10)] * 3)
    grid.arrange([(0, 20), (0, 20)], 3, 1, 100, False)
    assert (grid.tops, grid.height) == ([0, 10, 20, 30, 50], 70)
    grid.arrange([(0, 1)], 1, 1, 100, False)
    assert (grid.tops, grid.height) == ([0, 10], 11)
    grid.arrange([], 0, 1, 100, False)
    assert (grid.tops, grid.height, grid.sizes) == ([], 0, [])


@pytest.mark.parametrize(
    ("most", "room", "same", "columns"),
    [
        (0, 100, False, 4),
        (0, 65, False, 3),
        (0, 45, False, 1),
        (2, 100, False, 2),
        (0, 100, True, 2),
        (0, 10, False, 1),
        (9, 100, False, 4),
    ],
)
def test_there_are_as_many_columns_as_fit(most, room, same, columns):
    grid = grid_of([(20, 10), (20, 10), (20, 10), (40, 10), (20, 10)], most, room, same)
    assert grid.columns == columns


def test_rows_are_as_high_as_their_highest_entry():
    grid = grid_of([(20, 10), (30, 40), (20, 15)], 2)
    assert (grid.tops, grid.height) == ([0, 40], 55)
    assert grid.cell(1, 100) == (20, 0, 30, 40)
    assert grid.cell(2, 100) == (0, 40, 20, 15)
    assert list(grid.rows_between(0, 20)) == [0, 1]
    assert list(grid.rows_between(41, 90)) == [2]


def test_entries_are_found_exactly_or_the_nearest():
    grid = grid_of([(20, 10), (30, 10), (20, 10)], 2)
    points = [(5, 5), (25, 5), (90, 5), (5, 15), (90, 15), (5, 25), (-5, 5), (5, -5)]
    assert [grid.index_at(x, y, True) for x, y in points] == [0, 1, 1, 2, 2, -1, -1, -1]
    assert [grid.index_at(x, y, False) for x, y in points] == [0, 1, 1, 2, 2, 2, 0, 0]


def test_many_columns_become_one_and_many_again():
    grid = grid_of([(20, 10)] * 4, 2)
    grid.arrange([(0, 10)], 4, 1, 100, False)
    assert (grid.columns, grid.height, len(grid.sizes)) == (1, 50, 5)
    grid.arrange([(20, 10)] * 5, 0, 0, 100, False)
    assert grid.columns == 5


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), max_size=30),
    st.integers(0, 5),
    st.integers(1, 150),
    st.booleans(),
    st.integers(0, 30),
)
def test_every_entry_has_a_place_of_its_own(sizes, most, room, same, first):
    grid = grid_of(sizes[:first], most, room, same)
    grid.arrange(sizes[first:], first, most, room, same)
    assert (grid.tops, grid.height) == (lambda one: (one.tops, one.height))(grid_of(sizes, most, room, same))
    assert not most or grid.columns <= most
    cells = [grid.cell(index, room) for index in range(len(sizes))]
    for index, ((x, y, width, height), (_, least)) in enumerate(zip(cells, sizes, strict=True)):
        assert height >= least
        assert grid.columns == 1 or x + width <= room + 1e-9
        assert grid.index_at(x + width / 2, y + height / 2, True) == index
        assert index in grid.rows_between(y, y)
        for other_x, other_y, other_width, other_height in cells[:index]:
            assert other_x + other_width <= x or other_y + other_height <= y or y + height <= other_y
