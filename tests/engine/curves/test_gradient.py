"""Gradient says what the real engine's does."""

from pathlib import Path

import pytest

import engine
from engine import Color, Gradient, PoolColorArray, PoolRealArray, ScriptError
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "curves.json")


def test_a_gradient_is_the_recorded_one():
    names = {**{name: getattr(engine, name) for name in engine.__all__}, "g": Gradient()}
    assert differing(CASES["Gradient"]["rows"], names, SINGLE) == []


def test_between_two_colours_there_may_be_a_step_or_a_curve():
    gradient = Gradient()
    gradient.add_point(0.5, Color(1, 1, 1))
    gradient.interpolation_mode = Gradient.GRADIENT_INTERPOLATE_CONSTANT
    assert gradient.interpolate(0.4) == Color(0, 0, 0)
    gradient.set_interpolation_mode(Gradient.GRADIENT_INTERPOLATE_CUBIC)
    assert gradient.get_interpolation_mode() == 2
    assert gradient.interpolate(0.125).r == pytest.approx(0.203125)
    assert gradient.interpolate(0.5) == Color(1, 1, 1)


def test_colours_and_offsets_may_be_set():
    gradient, changed = Gradient(), []
    gradient.changed.connect(lambda: changed.append(1))
    gradient.set_color(0, Color(1, 0, 0))
    gradient.set_offset(0, 2.0)
    assert (gradient.get_offset(1), gradient.get_color(1)) == (2.0, Color(1, 0, 0))
    gradient.remove_point(0)
    assert gradient.interpolate(0) == Color(1, 0, 0)
    gradient.set_offsets([0.5, 0.25])
    assert gradient.get_offsets() == PoolRealArray([0.5, 0.25])
    assert gradient.get_colors() == PoolColorArray([Color(1, 0, 0), Color(0, 0, 0)])
    gradient.set_colors([Color(0, 0, 1)])
    assert (gradient.get_point_count(), gradient.offsets) == (1, PoolRealArray([0.5]))
    gradient.colors = [Color(0, 0, 1), Color(0, 1, 0)]
    assert gradient.offsets == PoolRealArray([0.5, 0.0])
    assert gradient.interpolate(0.0) == Color(0, 1, 0)
    assert len(changed) == 6
    assert repr(gradient) == "<Gradient of 2 points>"


def test_what_cannot_be_is_an_error():
    gradient = Gradient()
    gradient.remove_point(0)
    with pytest.raises(ScriptError, match="one point, which stays"):
        gradient.remove_point(0)
    with pytest.raises(ScriptError, match="no point 1"):
        gradient.get_color(1)
    with pytest.raises(ScriptError, match="one point at least"):
        gradient.offsets = []
    with pytest.raises(ScriptError, match="There is no mode 3"):
        gradient.interpolation_mode = 3
