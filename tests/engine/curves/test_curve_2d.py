"""Curve2D says what the real engine's does."""

from pathlib import Path

import pytest

import engine
from engine import Curve2D, ScriptError, Vector2
from tests.engine.gdscript.rows import cases, differing

CASES = cases(Path(__file__).parent / "vectors" / "curves.json")
RECORDED = {
    "Curve2D 0": [((0, 0), (0, 0), (40, 0)), ((100, 50), (0, -40), (0, 40)), ((60, 120), (30, 0), (-30, 0))],
    "Curve2D 1": [
        ((0, 0), (0, 0), (0, 0)),
        ((30, 40), (0, 0), (0, 0)),
        ((30, 100), (0, 0), (0, 0)),
        ((0, 0), (0, 0), (0, 0)),
    ],
    "Curve2D, empty": [],
}
NEAR = 5e-6
"""The engine's rounding adds up from one baked point to the next."""
TIES = [
    ("Curve2D 1", "c.get_closest_point(Vector2(50,50))"),
    ("Curve2D 1", "c.get_closest_offset(Vector2(50,50))"),
]
"""Where it is the rounding that decides which of two points is nearer."""


def made(points):
    curve = Curve2D()
    for place in points:
        curve.add_point(*(Vector2(*numbers) for numbers in place))
    return curve


@pytest.mark.parametrize("name", RECORDED)
def test_a_curve_is_the_recorded_one(name):
    curve = made(RECORDED[name])
    case = next(case for recorded, case in CASES.items() if recorded.startswith(name))

    def iv(distance):
        curve.bake_interval = distance
        return curve.bake_interval

    names = {**{n: getattr(engine, n) for n in engine.__all__}, "c": curve, "iv": iv}
    names["pick"] = lambda points: [points[at] for at in range(0, len(points), 4)]
    rows = [row for row in map(listed, case["rows"]) if (name, row[0]) not in TIES]
    assert differing(rows, names, NEAR) == []


def listed(row):
    """Return a row with its pool array as a list, of which each number may differ by the rounding."""
    match row:
        case [expression, {"PoolVector2Array": points}, *_]:
            return [f"list({expression})", points]
    return row


@pytest.mark.parametrize(("name", "point"), [(name, Vector2(50, 50)) for name, _ in TIES[::2]])
def test_of_two_points_as_near_one_is_the_nearest(name, point):
    curve = made(RECORDED[name])
    assert curve.get_closest_point(point).distance_to(point) == pytest.approx(20.0, abs=1e-3)


def test_handles_are_seen_from_their_points():
    curve = made([((0, 0), (1, 2), (3, 4)), ((9, 9),)])
    assert (curve.get_point_in(0), curve.get_point_out(0)) == (Vector2(1, 2), Vector2(3, 4))
    changed = []
    curve.changed.connect(lambda: changed.append(1))
    curve.set_point_in(1, Vector2(5, 6))
    curve.set_point_out(1, (7, 8))
    assert (curve.get_point_in(1), curve.get_point_out(1)) == (Vector2(5, 6), Vector2(7, 8))
    assert len(changed) == 2
    curve.clear_points()
    assert curve.get_baked_length() == 0.0
    assert repr(curve) == "<Curve2D of 0 points>"


def test_before_the_first_point_is_the_first():
    assert made([((1, 2),), ((3, 4),)]).interpolate(-1, 0.5) == Vector2(1, 2)


def test_what_is_not_there_is_an_error():
    curve = Curve2D()
    with pytest.raises(ScriptError, match="has 0 points, so there is no point 0"):
        curve.get_point_position(0)
    with pytest.raises(ScriptError, match="greater than 0"):
        curve.set_bake_interval(0)
    assert curve.get_bake_interval() == 5.0
