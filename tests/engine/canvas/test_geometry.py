"""Transforms, colours and rectangles as tuples: the same as the values scripts have."""

from __future__ import annotations

from math import copysign, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Rect2, Transform2D, Vector2
from engine.canvas.commands import CLEAR, IDENTITY
from engine.canvas.geometry import (
    axes_of,
    bounds,
    color_bits,
    compose,
    intersect,
    matrix_of,
    multiply,
)

numbers = st.integers(-20, 20).map(lambda n: n / 4)
pairs = st.tuples(numbers, numbers)
matrices = st.one_of(
    st.builds(lambda move: (1.0, 0.0, 0.0, 1.0, *move), pairs),
    st.builds(matrix_of, pairs, numbers, pairs),
    st.tuples(*[numbers] * 6),
)


@given(matrices, matrices)
def test_transforms_are_composed_as_transform2d_does_it(outer, inner):
    assert compose(outer, inner) == pytest.approx(tuple(Transform2D(*outer) * Transform2D(*inner)))


def test_the_identity_changes_nothing():
    matrix = matrix_of((3, 4), 0.5, (2, 1))
    assert compose(IDENTITY, matrix) == matrix
    assert compose(matrix, IDENTITY) == matrix


@given(pairs, numbers, pairs)
def test_a_matrix_scales_then_turns_then_moves(position, rotation, scale):
    moved = Transform2D(rotation, Vector2(*position))
    scaled = Transform2D(Vector2(scale[0], 0), Vector2(0, scale[1]), Vector2(0, 0))
    assert matrix_of(position, rotation, scale) == pytest.approx(tuple(moved * scaled))


def test_what_is_mirrored_and_not_turned_is_turned_by_minus_half_a_turn():
    assert copysign(1, axes_of(0.0, (-1.0, 1.0))[1]) == -1
    assert copysign(1, axes_of(0.0, (1.0, -1.0))[1]) == 1


@given(matrices, numbers.map(abs), numbers.map(abs))
def test_bounds_are_around_the_rectangle(matrix, width, height):
    x, y, w, h = Transform2D(*matrix).xform(Rect2(0, 0, width, height))
    assert bounds(matrix, width, height) == pytest.approx((x, y, x + w, y + h))


def test_rectangles_meet_where_both_are():
    assert intersect(None, (0, 0, 5, 5)) == (0, 0, 5, 5)
    assert intersect((0, 0, 5, 5), (3, -3, 9, 2)) == (3, 0, 5, 2)


def test_rectangles_that_do_not_meet_leave_one_without_area():
    left, top, right, bottom = intersect((0, 0, 5, 5), (7, 8, 9, 9))
    assert (right - left, bottom - top) == (0, 0)


def test_colours_are_multiplied_part_by_part():
    assert multiply((1, 0.5, 0.5, 1), (0.5, 0.5, 1, 0)) == (0.5, 0.25, 0.5, 0)


def test_colours_are_eight_bits_each():
    assert color_bits((1, 0.5, 0, 1)) == 0xFF0080FF
    assert color_bits(CLEAR) == 0
    assert color_bits((-1, 2, nan, 1)) == 0xFF00FF00
