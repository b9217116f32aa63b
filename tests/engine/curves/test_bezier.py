"""The pieces that curves are made of."""

from engine.curves.bezier import bezier, cubic


def test_a_bezier_piece_goes_from_its_start_to_its_end():
    assert [bezier(t, 0, 1, 2, 3) for t in (0, 0.5, 1)] == [0, 1.5, 3]
    assert bezier(0.5, 0, 4, 4, 0) == 3


def test_a_cubic_piece_goes_through_its_ends():
    assert [cubic(1, 2, 0, 3, t) for t in (0, 0.5, 1)] == [1, 1.5, 2]
    assert cubic(0, 0, 1, 1, 0.5) == -0.125
