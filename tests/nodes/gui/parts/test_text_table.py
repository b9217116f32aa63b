"""Where the columns of a table begin."""

from nodes.gui.parts.text_table import GAP, Table


def test_columns_are_as_wide_as_their_widest_cells():
    table, look = Table(3), object()
    table.widen(look, [10, 20, 5])
    version = table.version
    table.widen(look, [5, 30])
    assert table.starts(0) == [0, 10 + GAP, 40 + 2 * GAP]
    assert table.version > version
    version = table.version
    table.widen(look, [10, 30, 5])
    assert table.version == version
    table.widen(object(), [1])
    assert table.starts(0) == [0, 1 + GAP, 1 + 2 * GAP]
    assert table.version > version


def test_what_is_left_goes_to_those_that_expand():
    table = Table(3)
    table.widen(None, [10, 10, 10])
    table.expand(0, 2)
    table.expand(1, 1)
    assert table.starts(30 + 2 * GAP + 30) == [0, 30 + GAP, 50 + 2 * GAP]
    assert table.starts(10) == [0, 10 + GAP, 20 + 2 * GAP]


def test_cells_begin_rows():
    table = Table(2)
    assert [table.begin_cell() for _ in range(5)] == [True, False, True, False, True]
