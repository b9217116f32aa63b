"""PathFollow2D: the same logs as the real engine, and what is ours."""

import json
from pathlib import Path
from typing import ClassVar

import pytest

from engine import Curve2D, Vector2
from nodes import Node2D, Path2D, PathFollow2D
from tests.scene_log import first_difference, run_scene

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "vectors" / "paths.json").read_text())["cases"]
}
NEAR = 1e-5
"""The engine's rounding adds up from one baked point of the curve to the next."""
OFFSETS = [-20, 0, 1, 10, 33.3, 60, 100, 150, 200, 300]


def a_way():
    curve = Curve2D()
    curve.add_point(Vector2(0, 0), Vector2(0, 0), Vector2(40, 0))
    curve.add_point(Vector2(100, 50), Vector2(0, -40), Vector2(0, 40))
    curve.add_point(Vector2(60, 120), Vector2(30, 0), Vector2(-30, 0))
    return curve


class Follower(Node2D):
    """The recorded scenes: a follower with these properties, put at each of these offsets."""

    properties: ClassVar = {}
    property = "offset"
    values = OFFSETS
    tells_all = False

    def _ready(self):
        self.p = Path2D(curve=a_way())
        self.f = f = PathFollow2D()
        self.p.add_child(f)
        self.add_child(self.p)
        for name, value in self.properties.items():
            setattr(f, name, value)
        if self.tells_all:
            row = [f.offset, f.unit_offset, f.h_offset, f.v_offset, f.rotate, f.cubic_interp, f.loop]
            self.t.l([*row, f.lookahead, f.position, f.rotation])
        for value in self.values:
            setattr(f, self.property, value)
            self.t.l([value, f.offset, f.unit_offset, f.position, f.rotation])


def with_(**properties):
    return type("Main", (Follower,), {"properties": properties})


class Moved(Follower):
    values = ()

    def _ready(self):
        super()._ready()
        self.p.position = Vector2(10, 20)
        self.p.rotation = 0.5

    def _process(self, d):
        self.f.offset += 100 * d
        self.t.l([self.f.offset, self.f.position, self.f.global_position, self.f.global_rotation])


class Outside(Node2D):
    def _ready(self):
        f = PathFollow2D()
        self.add_child(f)
        f.offset = 5
        self.t.l([f.offset, f.unit_offset, f.position])


SCENES = {
    "PathFollow2D defaults": type("Main", (Follower,), {"tells_all": True}),
    "PathFollow2D loop off": with_(loop=False),
    "PathFollow2D cubic_interp off": with_(cubic_interp=False),
    "PathFollow2D rotate off": with_(rotate=False),
    "PathFollow2D h_offset, v_offset": with_(h_offset=5, v_offset=-3),
    "PathFollow2D lookahead": with_(lookahead=20),
    "PathFollow2D unit_offset": type(
        "Main", (Follower,), {"property": "unit_offset", "values": [-0.5, 0, 0.25, 0.5, 1, 1.5]}
    ),
    "PathFollow2D moved in _process, its parent turned": Moved,
    "PathFollow2D outside a path": Outside,
}


@pytest.mark.parametrize("name", CASES)
def test_a_scene_logs_what_it_does_in_the_real_engine(tree, name):
    lines = run_scene(tree, SCENES[name], CASES[name]["frames"])
    assert first_difference(lines, CASES[name]["log"], NEAR) is None


def test_the_curve_may_be_another_or_none(tree):
    path = tree.add(Path2D())
    follower = PathFollow2D(offset=3, cubic_interp=False)
    path.add_child(follower)
    assert (follower.position, follower.unit_offset) == (Vector2.ZERO, 0.0)
    path.curve.add_point(Vector2(0, 0))
    path.curve.add_point(Vector2(10, 0))
    follower.offset = 3
    assert follower.position.x == pytest.approx(3, abs=1e-3)
    path.set_curve(None)
    follower.set_unit_offset(0.5)
    assert (follower.get_unit_offset(), path.get_curve()) == (0.0, None)
    assert follower.position.x == pytest.approx(3, abs=1e-3)


def test_on_a_closed_curve_it_looks_ahead_over_the_seam(tree):
    curve = Curve2D()
    for corner in [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]:
        curve.add_point(Vector2(*corner))
    path = tree.add(Path2D(curve=curve))
    follower = PathFollow2D(cubic_interp=False, lookahead=2.0)
    path.add_child(follower)
    follower.offset = curve.get_baked_length() - 1.0
    assert follower.rotation == pytest.approx(-0.7854, abs=1e-3)
