"""The lines of a text, and its rows."""

import pytest

from engine import Font
from nodes.gui.parts.text_rows import TextRows

FONT = Font(16)
TEXT = "one two\n\n\tthree four\n"


@pytest.fixture
def rows():
    rows = TextRows()
    rows.fit(TEXT, FONT, None)
    return rows


def test_without_a_text_there_is_one_line():
    rows = TextRows()
    rows.fit("", FONT, None)
    assert (rows.lines, rows.place_of(0), rows.line(0)) == ([0], (0, 0), "")
    assert repr(rows) == "<TextRows of 1 lines>"


def test_places_are_lines_and_columns(rows):
    assert [rows.line(at) for at in range(4)] == ["one two", "", "\tthree four", ""]
    assert [rows.place_of(at) for at in (0, 7, 8, 9, 20, 21)] == [
        (0, 0),
        (0, 7),
        (1, 0),
        (2, 0),
        (2, 11),
        (3, 0),
    ]
    assert [rows.index_of(*place) for place in ((0, 3), (0, 99), (1, 5), (9, 9), (-1, -1))] == [
        3,
        7,
        8,
        21,
        0,
    ]
    assert rows.end_of_line(2) == 20


def test_a_tab_is_as_wide_as_the_font_has_it(rows):
    assert rows.x_of(9) == 0
    assert rows.x_of(10) == FONT.advance("\t")
    assert rows.shown(9, 12) == "\u2003th"
    assert rows.width_of(2) == FONT.width("\tthree four")


def test_the_nearest_place_of_a_row(rows):
    assert rows.index_at(0, FONT.width("one")) == 3
    assert rows.index_at(99, 50) == 21
    assert rows.index_at(-5, 0) == 0


def test_long_lines_are_several_rows(rows):
    rows.fit(TEXT, FONT, FONT.width("one two"))
    assert [TEXT[a:b] for a, b in zip(rows.starts, rows.ends, strict=True)] == [
        "one two",
        "",
        "\tthree",
        "four",
        "",
    ]
    assert rows.row_of(TEXT.index("four")) == 3
    assert rows.x_of(TEXT.index("our")) == FONT.width("f")
    other = TEXT + "more"
    rows.fit(other, FONT, FONT.width("one two"))
    assert len(rows.starts) == 5
    rows.fit(other, FONT, None)
    assert len(rows.starts) == 4


def test_what_is_as_it_was_is_not_done_again(rows):
    starts = rows.starts
    rows.fit(TEXT, FONT, None)
    assert rows.starts is starts
