"""The lines of a text, and its rows."""

import json
from pathlib import Path

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
        "\tthree ",
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


RECORDED = Path(__file__).parents[1] / "vectors" / "wrapped_rows.json"


def test_rows_are_those_of_the_engine(rows):
    cases = json.loads(RECORDED.read_text(encoding="utf-8"))
    for text, width, engine in cases:
        rows.fit(text, Font(14), width)
        shown = [text[a:b] for a, b in zip(rows.starts, rows.ends, strict=True)]
        assert shown == engine, (text, width)
    assert len(cases) == 100


def test_a_row_whose_line_goes_on_ends_before_its_last_character(rows):
    rows.fit("one two three\nfour", FONT, FONT.width("one two"))
    assert rows.ends == [8, 13, 18]
    assert [rows.last_place(row) for row in range(3)] == [7, 13, 18]
    assert [rows.index_at(row, 999) for row in range(3)] == [7, 13, 18]
    assert rows.row_of(rows.index_at(0, 999)) == 0


def test_a_character_wider_than_a_row_is_a_row(rows):
    rows.fit("\u2e3b\u2e3b", Font(14), 1)
    assert (rows.starts, rows.ends) == ([0, 1], [1, 2])


def test_what_is_as_it_was_is_not_done_again(rows):
    starts = rows.starts
    rows.fit(TEXT, FONT, None)
    assert rows.starts is starts
