"""The arithmetic of GDScript, as the real engine has it on edge values."""

from math import inf, nan
from pathlib import Path

import pytest

import engine
from engine import Color, Vector2, clamp, lerp, sign, step_decimals
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "math_globals.json")
OURS = (
    "sign",
    "is_zero_approx",
    "deg2rad",
    "rad2deg",
    "linear2db",
    "db2linear",
    "step_decimals",
    "fposmod",
    "stepify",
    "is_equal_approx",
    "ease",
    "cartesian2polar",
    "polar2cartesian",
    "dectime",
    "posmod",
    "clamp",
    "lerp",
    "inverse_lerp",
    "lerp_angle",
    "smoothstep",
    "move_toward",
    "wrapf",
    "wrapi",
    "range_lerp",
    "nearest_po2",
)
NAMES = {name: getattr(engine, name) for name in (*OURS, "PI", "TAU", "INF", "NAN", "Vector2")}


@pytest.mark.parametrize("name", OURS)
def test_a_function_gives_what_godot_gives(name):
    (found,) = [
        case for said, case in CASES.items() if said.startswith((f"{name}(", f"{name}, ")) or said == name
    ]
    rows = [row for row in found["rows"] if row[0].startswith(name)]
    assert len(rows) >= 5
    assert differing(rows, NAMES, SINGLE if "2" in name else 1e-14) == []


def test_curves_are_godots_from_end_to_end_and_beyond():
    assert differing(CASES["ease over x"]["rows"], NAMES) == []


def test_the_constants_are_godots():
    rows = [row for row in CASES["constants"]["rows"] if not row[0].startswith("[TYPE")]
    assert differing(rows, NAMES) == []


def test_an_int_stays_an_int():
    assert [type(sign(-3)), type(sign(0.5)), type(clamp(7, 0, 5)), type(clamp(7, 0, 5.0))] == [
        int,
        float,
        int,
        float,
    ]


def test_what_can_be_interpolated_is():
    assert lerp(Vector2(0, 0), Vector2(4, 8), 0.25) == Vector2(1, 2)
    assert lerp(Color(0, 0, 0), Color(1, 1, 1), 0.5) == Color(0.5, 0.5, 0.5)


def test_what_has_no_end_has_no_decimals():
    assert [step_decimals(inf), step_decimals(nan)] == [0, 0]


def test_the_older_name_of_step_decimals_is_there():
    assert engine.decimals(0.25) == step_decimals(0.25) == 1
