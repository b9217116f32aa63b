"""Vectors, rectangles, transforms and colours as Godot 3.6.2 has them, row by row."""

import re
from pathlib import Path

import pytest

import engine
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "values2d.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__} | {"str": engine.godot_str}

REFUSED = r"\.slerp\(|\(1,0\)\.slide\(|\(5,0\)\.bounce\(|^Color\('(red|notacolour)'\)"
"""Where Godot prints an error and goes on with zeros, and we raise one."""


@pytest.mark.parametrize("name", ["Vector2", "Vector2 constants", "Rect2", "Transform2D", "Color"])
def test_values_do_what_godots_do(name):
    rows = [row for row in CASES[name]["rows"] if not re.search(REFUSED, row[0])]
    rows = [row for row in rows if not (isinstance(row[1], dict) and "error" in row[1])]
    assert differing(rows, NAMES, SINGLE) == []


def test_what_godot_goes_on_with_after_an_error_is_refused():
    rows = [row[0] for case in CASES.values() for row in case["rows"] if re.search(REFUSED, row[0])]
    assert len(rows) == 8
    for expression in rows:
        with pytest.raises((engine.ScriptError, ValueError)):
            eval(expression, dict(NAMES))


def test_gray_is_a_colour_of_the_class_and_the_mean_of_a_colour():
    assert engine.Color.gray == engine.Color("bfbfbf")
    assert engine.Color.red.gray() == pytest.approx(1 / 3)


def test_a_colour_that_has_no_name_is_answered_with_one():
    with pytest.raises(AttributeError, match=r"no colour 'redd'\. Did you mean 'red'"):
        engine.ColorN("redd")
