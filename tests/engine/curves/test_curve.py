"""Curve says what the real engine's does."""

from pathlib import Path

import pytest

import engine
from engine import Curve, ScriptError, Vector2
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "curves.json")


@pytest.fixture
def curve():
    curve = Curve()
    curve.add_point(Vector2(0, 0), 0, 1)
    curve.add_point(Vector2(0.4, 0.8), 0, 0)
    curve.add_point(Vector2(1, 0.2), -1, 0)
    return curve


def test_a_curve_is_the_recorded_one(curve):
    rows = next(case for name, case in CASES.items() if name.startswith("Curve ["))["rows"]
    names = {**{name: getattr(engine, name) for name in engine.__all__}, "c": curve}
    assert differing(rows, names, SINGLE) == []


def test_points_are_in_order_and_inside():
    curve = Curve()
    assert (curve.interpolate(0.5), curve.interpolate_baked(0.5)) == (0.0, 0.0)
    assert curve.add_point(Vector2(0.5, 1)) == 0
    assert curve.add_point(Vector2(0.5, 2)) == 0, "before an only one"
    assert curve.add_point(Vector2(0.5, 3)) == 2
    assert curve.add_point(Vector2(-4, 4)) == 0
    assert curve.add_point(Vector2(7, 5)) == 4
    assert [curve.get_point_position(at) for at in (0, 4)] == [Vector2(0, 4), Vector2(1, 5)]
    assert curve.interpolate(0.5) == curve.interpolate_baked(0.5)
    curve.clean_dupes()
    assert curve.get_point_count() == 3
    curve.clean_dupes()
    curve.remove_point(1)
    assert curve.get_point_count() == 2
    curve.clear_points()
    assert repr(curve) == "<Curve of 0 points>"


def test_a_point_may_be_moved(curve):
    curve.set_point_value(1, 0.5)
    assert curve.interpolate(0.4) == 0.5
    assert curve.set_point_offset(1, 0.6) == 1
    assert curve.interpolate(0.6) == 0.5
    assert curve.set_point_offset(0, 0.9) == 1
    assert curve.get_point_position(1) == Vector2(0.9, 0)


def test_what_is_straight_stays_straight():
    curve = Curve()
    curve.add_point(Vector2(0, 0), 0, 0, Curve.TANGENT_FREE, Curve.TANGENT_LINEAR)
    curve.add_point(Vector2(1, 1), 0, 0, Curve.TANGENT_LINEAR)
    assert (curve.get_point_right_tangent(0), curve.get_point_left_tangent(1)) == (1.0, 1.0)
    curve.add_point(Vector2(0.5, 1))
    curve.set_point_left_mode(1, Curve.TANGENT_LINEAR)
    curve.set_point_right_mode(1, Curve.TANGENT_LINEAR)
    assert (curve.get_point_left_tangent(1), curve.get_point_right_tangent(1)) == (2.0, 0.0)
    assert (curve.get_point_left_mode(1), curve.get_point_right_mode(1)) == (1, 1)
    assert curve.interpolate(0.25) == 0.5
    curve.set_point_left_tangent(1, 3)
    curve.set_point_right_tangent(1, 4)
    assert (curve.get_point_left_mode(1), curve.get_point_right_mode(1)) == (0, 0)
    assert (curve.get_point_left_tangent(1), curve.get_point_right_tangent(1)) == (3.0, 4.0)
    curve.add_point(Vector2(0, 5), 0, 0, 0, Curve.TANGENT_LINEAR)
    assert curve.get_point_right_tangent(1) == 2 * (1 - 5)


def test_the_range_is_not_empty():
    curve, heard = Curve(), []
    curve.range_changed.connect(lambda: heard.append(1))
    curve.set_min_value(0.5)
    curve.set_max_value(0.1)
    assert (curve.get_min_value(), curve.get_max_value()) == (0.5, 0.51)
    curve.min_value = 9
    assert (curve.min_value, curve.max_value, len(heard)) == (0.5, 0.51, 3)


def test_fewer_values_may_be_baked(curve):
    curve.set_bake_resolution(1)
    assert (curve.get_bake_resolution(), curve.interpolate_baked(0.5)) == (1, 0.2)
    curve.bake_resolution = 10
    assert curve.interpolate_baked(0.45) == pytest.approx(
        (curve.interpolate(0.4) + curve.interpolate(0.5)) / 2
    )


def test_what_cannot_be_is_an_error(curve):
    with pytest.raises(ScriptError, match="1 to 1000, not 0"):
        curve.bake_resolution = 0
    with pytest.raises(ScriptError, match="no point 3"):
        curve.remove_point(3)
    with pytest.raises(ScriptError, match="no tangent mode 2"):
        curve.set_point_left_mode(0, 2)


def test_a_duplicate_has_points_of_its_own(curve):
    twin = curve.duplicate()
    twin.set_point_value(1, 0.5)
    assert (curve.interpolate(0.4), twin.interpolate(0.4)) == (0.8, 0.5)
