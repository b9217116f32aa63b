import struct
from math import inf, nan

import pytest

from engine.canvas.commands import IDENTITY, WHITE
from engine.display.pyglet.rows import ROW_SIZE, Rows


@pytest.fixture
def rows():
    return Rows()


def row(rows, number):
    return struct.unpack_from("16f", rows.data, number * ROW_SIZE)


def test_a_row_has_a_transform_a_clip_and_a_colour(rows):
    number = rows.take()
    rows.write(number, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), (7.0, 8.0, 9.0, 10.0), (0.5, 0.25, 0.75, 1.0))
    assert row(rows, number) == (1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 0.5, 0.25, 0.75, 1)


def test_without_a_clip_everything_is_seen(rows):
    rows.write(0, IDENTITY, None, WHITE)
    left, top, right, bottom = row(rows, 0)[8:12]
    assert left == top < -1e8
    assert right == bottom > 1e8


def test_rows_that_are_given_back_are_taken_again(rows):
    first, second = rows.take(), rows.take()
    assert first != second
    rows.give_back(first)
    assert rows.take() == first


def test_there_is_always_one_more(rows):
    numbers = [rows.take() for _ in range(200)]
    assert len(set(numbers)) == 200
    rows.write(max(numbers), IDENTITY, None, WHITE)
    assert len(rows.data) >= 200 * ROW_SIZE


def test_more_rows_leave_the_others_as_they_are(rows):
    rows.write(3, IDENTITY, (1.0, 2.0, 3.0, 4.0), WHITE)
    before = row(rows, 3)
    for _ in range(100):
        rows.take()
    assert row(rows, 3) == before


def test_it_is_known_that_one_was_written(rows):
    assert not rows.written
    rows.write(5, IDENTITY, None, WHITE)
    assert rows.written


@pytest.mark.parametrize(
    "transform",
    [("wide", 0, 0, 1, 0, 0), (1.0, 0.0), (10**400, 0, 0, 1, 0, 0)],
    ids=["text", "short", "huge"],
)
def test_what_no_graphics_card_can_hold_is_shown_nowhere(rows, transform):
    rows.write(1, transform, None, WHITE)
    assert row(rows, 1) == (0.0,) * 16


def test_numbers_that_are_none_are_written(rows):
    rows.write(1, (nan, inf, 1e300, 1.0, 0.0, 0.0), None, WHITE)
    assert row(rows, 1)[1:3] == (inf, inf)
