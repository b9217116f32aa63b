"""Path2D: has a curve."""

import pytest

from engine import Curve2D, ScriptError
from nodes import Path2D


def test_a_new_path_has_an_empty_curve_of_its_own():
    path = Path2D()
    assert path.curve.get_point_count() == 0
    assert path.curve is not Path2D().curve


def test_its_curve_may_be_another_or_none():
    curve = Curve2D()
    path = Path2D(curve=curve)
    assert path.get_curve() is curve
    assert path.duplicate().curve is curve
    path.set_curve(None)
    assert path.curve is None
    with pytest.raises(ScriptError, match=r"Write `Curve2D\(\)`"):
        path.curve = "way"


def test_a_script_need_not_call_the_init_of_a_path():
    class Mine(Path2D):
        def __init__(self):
            pass

    assert Mine().curve.get_point_count() == 0
