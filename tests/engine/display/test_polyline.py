from math import cos, hypot, inf, nan, sin, tau

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.display.polyline import (
    Bar,
    Stroke,
    Wedge,
    stroke,
)

coordinates = st.floats(-1000, 1000)
paths = st.lists(st.tuples(coordinates, coordinates), max_size=12)


def corners(piece):
    """The corners of a stroke: left and right of its start, left and right of its end."""
    x, y, dx, dy, ax, ay, bx, by, half = piece
    return [
        (x + ax * half, y + ay * half),
        (x - ax * half, y - ay * half),
        (x + dx + bx * half, y + dy + by * half),
        (x + dx - bx * half, y + dy - by * half),
    ]


def test_a_slanted_line_is_a_stroke_that_ends_straight():
    (piece,) = stroke([(0, 0), (30, 40)], 10)
    assert corners(piece) == [pytest.approx(p) for p in [(-4, 3), (4, -3), (26, 43), (34, 37)]]


def test_a_level_line_is_a_bar_around_it():
    assert stroke([(10, 20), (30, 20)], 4) == [Bar(10, 18, 20, 4)]
    assert stroke([(30, 20), (10, 20)], 4) == [Bar(10, 18, 20, 4)]


def test_an_upright_line_is_a_bar_around_it():
    assert stroke([(10, 20), (10, 50)], 1) == [Bar(9.5, 20, 1, 30)]
    assert stroke([(10, 50), (10, 20)], 1) == [Bar(9.5, 20, 1, 30)]


def test_the_outline_of_a_rectangle_is_four_bars_that_touch_and_do_not_overlap():
    bars = stroke([(10, 10), (50, 10), (50, 30), (10, 30), (10, 10)], 2)
    assert bars == [Bar(9, 9, 42, 2), Bar(49, 11, 2, 18), Bar(9, 29, 42, 2), Bar(9, 11, 2, 18)]


def test_steps_join_whichever_way_they_go():
    assert stroke([(0, 0), (10, 0), (10, 10), (20, 10)], 2) == [
        Bar(0, -1, 11, 2),
        Bar(9, 1, 2, 8),
        Bar(9, 9, 11, 2),
    ]
    assert stroke([(20, 10), (10, 10), (10, 0), (0, 0)], 2) == [
        Bar(9, 9, 11, 2),
        Bar(9, 1, 2, 8),
        Bar(0, -1, 11, 2),
    ]


def test_parts_of_one_straight_line_join_without_a_gap():
    assert stroke([(0, 0), (10, 0), (30, 0)], 2) == [Bar(0, -1, 10, 2), Bar(10, -1, 20, 2)]
    assert stroke([(0, 0), (0, 10), (0, 30)], 2) == [Bar(-1, 0, 2, 10), Bar(-1, 10, 2, 20)]


def test_an_upright_part_that_is_shorter_than_the_line_is_wide_is_covered_by_its_neighbours():
    assert stroke([(0, 0), (10, 0), (10, 1), (20, 1)], 2) == [Bar(0, -1, 11, 2), Bar(9, 0, 11, 2)]


def test_strokes_share_the_corners_where_they_join():
    first, second = stroke([(0, 0), (30, 40), (60, 0)], 10)
    assert corners(first)[2:] == [pytest.approx(p) for p in corners(second)[:2]]
    outer = max(corners(first)[2:], key=lambda corner: corner[1])
    assert outer == pytest.approx((30, 40 + 5 / 0.6))


def test_a_closed_line_has_a_corner_where_it_begins():
    pieces = stroke([(0, 0), (30, 40), (60, 0), (0, 0)], 10)
    assert len(pieces) == 3
    assert corners(pieces[-1])[2:] == [pytest.approx(p) for p in corners(pieces[0])[:2]]


def test_a_sharp_corner_is_cut_off_and_its_outside_filled():
    first, wedge, second = stroke([(0, 0), (100, 5), (0, 10)], 4)
    assert isinstance(wedge, Wedge)
    assert wedge.a == (100, 5)
    assert min(wedge.b[0], wedge.c[0]) > 100
    assert wedge.b in [pytest.approx(p) for p in corners(first)[2:]]
    assert wedge.c in [pytest.approx(p) for p in corners(second)[:2]]


def test_the_outside_is_on_the_other_side_if_the_corner_turns_the_other_way():
    _, wedge, _ = stroke([(0, 0), (100, -5), (0, -10)], 4)
    assert min(wedge.b[0], wedge.c[0]) > 100


def test_a_closed_line_can_be_sharp_where_it_begins():
    pieces = stroke([(0, 0), (100, 5), (100, -5), (0, 0)], 4)
    assert sum(isinstance(piece, Wedge) for piece in pieces) == 1
    assert isinstance(pieces[-1], Wedge)
    assert pieces[-1].a == (0, 0)


def test_a_line_that_turns_back_has_an_end_there():
    first, wedge, second = stroke([(0, 0), (30, 40), (0, 0)], 10)
    assert (first.dx, first.dy, second.dx, second.dy) == (30, 40, -30, -40)
    assert wedge.a == (30, 40)


def test_a_circle_of_many_parts_has_one_stroke_for_each():
    points = [(20 * cos(i * tau / 64), 20 * sin(i * tau / 64)) for i in range(65)]
    points[-1] = points[0]
    pieces = stroke(points, 2)
    assert [type(piece) for piece in pieces] == [Stroke] * 64
    for piece in pieces:
        lengths = sorted(hypot(*corner) for corner in corners(piece))
        assert lengths == pytest.approx([19, 19, 21, 21], abs=0.1)


@pytest.mark.parametrize("width", [0, -1, nan, inf])
def test_a_line_without_a_width_is_nothing(width):
    assert stroke([(0, 0), (1, 2)], width) == []


@pytest.mark.parametrize("points", [[], [(1, 2)], [(1, 2), (1, 2)], [(nan, 0), (1, 1)], [(0, inf), (1, 1)]])
def test_a_line_without_two_points_is_nothing(points):
    assert stroke(points, 1) == []


def test_points_that_are_none_are_left_out():
    assert stroke([(0, 0), (nan, 5), (10, 0)], 2) == [Bar(0, -1, 10, 2)]


@given(paths, st.floats(0.1, 50))
def test_any_line_has_as_many_parts_as_steps_and_corners(points, width):
    pieces = stroke(points, width)
    assert len(pieces) <= 2 * max(0, len(points) - 1)
    for piece in pieces:
        assert all(isinstance(number, float) for number in piece) or isinstance(piece, Wedge | Bar)


@given(paths)
def test_no_corner_sticks_out_further_than_four_half_widths(points):
    for piece in stroke(points, 2):
        if isinstance(piece, Stroke):
            assert max(hypot(piece.ax, piece.ay), hypot(piece.bx, piece.by)) <= 4.0 + 1e-6
