"""The curves are the real engine's; the table of recorded answers has each at 17 points."""

import json
import re
from math import isclose
from pathlib import Path

import pytest

from engine.tween.easing import EASE_COUNT, TRANS_COUNT, curve_of
from nodes import Tween

CASES = json.loads((Path(__file__).parent / "vectors" / "easing.json").read_text())["cases"]
CURVES = [case for case in CASES if case["name"].startswith("TRANS_")]
CALL = re.compile(r"interpolate_value\(0\.0,1\.0,(-?[\d.]+),1\.0,Tween\.(\w+),Tween\.(\w+)\)")


def test_there_is_a_case_for_each_curve():
    assert len(CURVES) == TRANS_COUNT * EASE_COUNT


@pytest.mark.parametrize("case", CURVES, ids=lambda case: case["name"])
def test_a_curve_is_the_recorded_one(case):
    curve = curve_of(*(getattr(Tween, name) for name in case["name"].split()))
    recorded = case["rows"][0][1]
    ours = [curve(at / 16) for at in range(17)]
    assert all(isclose(a, b, rel_tol=2e-6, abs_tol=2e-6) for a, b in zip(ours, recorded, strict=True)), ours


@pytest.mark.parametrize("row", CASES[-1]["rows"], ids=lambda row: row[0][-60:])
def test_a_curve_goes_on_outside_as_recorded(row):
    at, trans, ease = CALL.search(row[0]).groups()
    ours = curve_of(getattr(Tween, trans), getattr(Tween, ease))(float(at))
    assert isclose(ours, row[1], rel_tol=2e-6, abs_tol=2e-6)


def test_a_circle_stays_where_it_is_outside():
    assert curve_of(Tween.TRANS_CIRC, Tween.EASE_IN)(1.5) == 1.0
    assert curve_of(Tween.TRANS_CIRC, Tween.EASE_OUT)(-0.5) == 0.0
