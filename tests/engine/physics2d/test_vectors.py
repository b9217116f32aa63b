import pytest

from engine.physics2d.vectors import (
    IDENTITY,
    grown,
    inverse,
    joined,
    meet,
    moved,
    normalized,
    swept,
    transformed,
)


def test_directions_have_the_length_one():
    assert normalized(3.0, 4.0) == pytest.approx((0.6, 0.8))
    assert normalized(0.0, 0.0) == (0.0, 0.0)


def test_matrices_lead_there_and_back():
    matrix = (0.0, 2.0, -3.0, 0.0, 5.0, 7.0)
    assert transformed(matrix, 1.0, 1.0) == (2.0, 9.0)
    assert transformed(inverse(matrix), 2.0, 9.0) == pytest.approx((1.0, 1.0))
    assert moved(matrix, (1.0, 2.0)) == (0.0, 2.0, -3.0, 0.0, 6.0, 9.0)


def test_what_is_flat_leads_back_to_zero():
    assert transformed(inverse((1.0, 0.0, 1.0, 0.0, 5.0, 5.0)), 3.0, 3.0) == (0.0, 0.0)
    assert inverse(IDENTITY) == IDENTITY


def test_bounds_grow_move_and_meet():
    bounds = (0.0, 0.0, 10.0, 20.0)
    assert grown(bounds, 2.0) == (-2.0, -2.0, 12.0, 22.0)
    assert swept(bounds, (-5.0, 5.0)) == (-5.0, 0.0, 10.0, 25.0)
    assert joined(bounds, (5.0, -5.0, 6.0, 30.0)) == (0.0, -5.0, 10.0, 30.0)
    assert meet(bounds, (10.0, 20.0, 11.0, 21.0))
    assert not meet(bounds, (10.1, 0.0, 11.0, 1.0))
    assert not meet(bounds, (0.0, -9.0, 1.0, -0.1))
