"""Slices of a rectangle, and their rows."""

import pytest

from nodes.gui.parts.pie import rows, slice_of

MIDDLE = (0.5, 0.5)


def about(outline):
    return [pytest.approx(point) for point in outline]


def test_a_slice_goes_from_the_middle_along_the_edge():
    assert slice_of(MIDDLE, 0.0, 0.25) == about([MIDDLE, (0.5, 0), (1, 0), (1, 0.5)])
    assert slice_of(MIDDLE, 0.5, 0.625) == about([MIDDLE, (0.5, 1), (0, 1)])
    assert slice_of(MIDDLE, -0.25, 0.0) == about([MIDDLE, (0, 0.5), (0, 0), (0.5, 0)])
    assert len(slice_of(MIDDLE, 0.8, 1.7)) == 3 + 4


def test_from_a_corner_a_quarter_is_all():
    assert slice_of((0.0, 1.0), 0.0, 0.25) == about([(0, 1), (0, 0), (1, 0), (1, 1)])
    assert slice_of((0.0, 1.0), 0.0, 0.5)[-1] == (0, 1)


def test_rows_are_a_pixel_high_and_the_last_what_is_left():
    whole = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    assert list(rows(whole, 10, 2.5)) == [(0, 0, 10, 1), (0, 1, 10, 1), (0, 2, 10, 0.5)]


def test_a_row_may_have_two_parts_or_none():
    three_quarters = slice_of(MIDDLE, 0.125, 0.875)
    first = [row for row in rows(three_quarters, 100, 100) if row[1] == 0]
    assert first == [(0, 0, pytest.approx(0.5), 1), (pytest.approx(99.5), 0, pytest.approx(0.5), 1)]
    assert [row for row in rows(slice_of(MIDDLE, 0.0, 0.25), 10, 10) if row[1] > 5] == []
    flat = [(0.5, 0.0), (0.5, 1.0), (0.5, 0.5)]
    assert list(rows(flat, 10, 10)) == []
