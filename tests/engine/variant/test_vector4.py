import pickle

import pytest

from engine import Projection, Vector4


def test_four_numbers_are_computed_as_two_and_three_are():
    assert Vector4(1, 2, 3, 4) * 2 == Vector4(2, 4, 6, 8)
    assert Vector4(1, 2, 2, 4).length() == 5.0
    assert Vector4(1, 2, 3, 4).w == 4.0
    assert Vector4() == Vector4.ZERO
    assert Vector4.INF.x == float("inf")
    assert repr(Vector4.ONE) == "Vector4(1.0, 1.0, 1.0, 1.0)"


def test_a_projection_is_four_columns():
    columns = Vector4(1, 2, 3, 4), Vector4(5, 6, 7, 8), Vector4(9, 10, 11, 12), Vector4(13, 14, 15, 16)
    found = Projection(*columns)
    assert (found.x, found.y, found.z, found.w) == columns
    assert tuple(found) == tuple(map(float, range(1, 17)))
    assert eval(repr(found)) == found
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_projection_leaves_everything_where_it_is_at_first():
    assert Projection() == Projection.IDENTITY
    assert Projection().y == Vector4(0, 1, 0, 0)
    assert not Projection()
    with pytest.raises(TypeError, match="four columns"):
        Projection(Vector4())
