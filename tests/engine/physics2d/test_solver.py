import json
from math import cos, sin
from pathlib import Path

import pytest

from engine.physics2d.solids import Capsule, Circle, Concave, Convex, Line, Ray, Rectangle, Segment
from engine.physics2d.solver import contacts, overlap
from engine.physics2d.vectors import IDENTITY

VECTORS = json.loads((Path(__file__).parent / "vectors" / "shapes.json").read_text(encoding="utf-8"))
CASES = {case["name"]: case["rows"] for case in VECTORS["cases"]}

TRIANGLE = "convex([Vector2(-10,-10), Vector2(10,-10), Vector2(0,10)])"
KNOWN = {f"co({TRIANGLE}, {TRIANGLE}, Vector2(20, 0))"}
"""Corners that touch exactly: the engine's single precision says no."""


def at(x, y, turn=0.0):
    return (cos(turn), sin(turn), -sin(turn), cos(turn), x, y)


def _at(place, turn=0.0):
    return at(*place, turn)


GIVEN = {
    "Vector2": lambda x, y: (float(x), float(y)),
    "rect": lambda w, h: lambda matrix: Rectangle(matrix, (w, h)),
    "circle": lambda r: lambda matrix: Circle(matrix, r),
    "capsule": lambda r, h: lambda matrix: Capsule(matrix, r, h),
    "segment": lambda a, b: lambda matrix: Segment(matrix, a, b),
    "convex": lambda points: lambda matrix: Convex(matrix, points),
    "concave": lambda ends: lambda matrix: Concave(matrix, list(zip(ends[::2], ends[1::2], strict=True))),
    "co": lambda a, b, place, turn=0.0: overlap(a(IDENTITY), b(_at(place, turn))),
    "ct": lambda a, b, place, turn=0.0: contacts(a(IDENTITY), b(_at(place, turn))) or [],
    "cm": lambda a, b, place, motion: overlap(a(IDENTITY), b(_at(place)), motion),
}


@pytest.mark.parametrize("name", CASES)
def test_shapes_touch_where_the_engine_says(name):
    for expression, recorded, *_ in CASES[name]:
        ours = eval(expression, dict(GIVEN))
        if isinstance(recorded, list):
            numbers = [number for point in recorded for number in point["Vector2"]]
            assert [number for contact in ours for number in contact] == pytest.approx(numbers, abs=2e-5), (
                expression
            )
        else:
            assert (ours == recorded) is (expression not in KNOWN), expression


def test_a_margin_makes_the_first_shape_larger():
    box, other = Rectangle(IDENTITY, (10.0, 10.0)), Rectangle(at(20.5, 0.0), (10.0, 10.0))
    assert not overlap(box, other, margin=0.4)
    assert overlap(box, other, margin=0.6)
    round_one = Circle(at(0.0, 20.5), 10.0)
    assert not overlap(box, round_one, margin=0.4)
    assert overlap(round_one, box, margin=0.6)


def test_corners_with_a_margin_are_round():
    box, other = Rectangle(IDENTITY, (10.0, 10.0)), Rectangle(at(20.8, 20.8), (10.0, 10.0))
    assert not overlap(box, other, margin=1.0)
    assert overlap(box, other, margin=1.2)
    left, right = Segment(IDENTITY, (-10.0, 0.0), (0.0, 0.0)), Segment(IDENTITY, (1.0, 1.0), (9.0, 1.0))
    assert not overlap(left, right, margin=1.3)
    assert overlap(left, right, margin=1.5)


def test_both_may_move():
    left, right = Circle(at(-50.0, 0.0), 5.0), Circle(at(50.0, 0.0), 5.0)
    assert not overlap(left, right, (80.0, 0.0))
    assert overlap(left, right, (50.0, 0.0), (-45.0, 0.0))
    box = Rectangle(at(0.0, 40.0), (5.0, 5.0))
    assert overlap(Rectangle(IDENTITY, (5.0, 5.0)), box, (0.0, 20.0), (0.0, -20.0))
    assert not overlap(Rectangle(IDENTITY, (5.0, 5.0)), box, (20.0, 0.0), (-20.0, 0.0), margin=1.0)


def test_contacts_of_what_moves_are_where_it_gets_to():
    ball, wall = Circle(IDENTITY, 5.0), Rectangle(at(30.0, 0.0), (5.0, 50.0))
    assert contacts(ball, wall, (25.0, 0.0)) == [pytest.approx((30.0, 0.0, 25.0, 0.0))]
    assert contacts(ball, wall) is None


def test_a_contact_along_the_motion_is_as_long_as_that():
    ball, floor = Circle(IDENTITY, 5.0), Rectangle(at(0.0, 9.0), (100.0, 5.0))
    found = contacts(ball, floor, (40.0, 0.0))
    assert sorted(x for x, _, _, _ in found) == pytest.approx([0.0, 40.0])
    box = Rectangle(IDENTITY, (5.0, 5.0))
    assert sorted(x for x, *_ in contacts(box, floor, (40.0, 0.0))) == pytest.approx([-5.0, 45.0])
    assert sorted(x for x, *_ in contacts(box, floor, (-40.0, 0.0))) == pytest.approx([-45.0, 5.0])


def test_a_line_holds_everything_behind_it():
    floor = Line(IDENTITY, (0.0, -1.0), -50.0)
    assert not overlap(floor, Circle(at(0.0, 44.0), 5.0))
    assert contacts(floor, Circle(at(7.0, 47.0), 5.0)) == [pytest.approx((7.0, 50.0, 7.0, 52.0))]
    assert contacts(Circle(at(7.0, 47.0), 5.0), floor) == [pytest.approx((7.0, 52.0, 7.0, 50.0))]
    assert not overlap(floor, Line(IDENTITY, (0.0, 1.0), 0.0))
    assert not overlap(floor, Ray(IDENTITY, 100.0, False))


def test_a_ray_is_lifted_to_where_it_stands():
    leg, floor = Ray(IDENTITY, 20.0, False), Rectangle(at(0.0, 25.0), (50.0, 10.0))
    assert contacts(leg, floor) == [pytest.approx((0.0, 20.0, 0.0, 15.0))]
    assert contacts(floor, leg) == [pytest.approx((0.0, 15.0, 0.0, 20.0))]
    assert not overlap(leg, Rectangle(at(0.0, 45.0), (50.0, 10.0)))
    assert overlap(leg, Rectangle(at(0.0, 45.0), (50.0, 10.0)), (0.0, 20.0))
    assert not overlap(leg, Ray(IDENTITY, 30.0, False))


def test_a_ray_that_slips_is_lifted_along_the_normal():
    leg, slope = Ray(IDENTITY, 20.0, True), Segment(IDENTITY, (-20.0, -5.0), (20.0, 35.0))
    ((x, y, hit_x, hit_y),) = contacts(leg, slope)
    assert (x, y) == (0.0, 20.0)
    assert hit_x == pytest.approx(5.0 / 2**0.5)
    assert hit_y == pytest.approx(20.0 - 5.0 / 2**0.5)


def test_walls_without_thickness_do_not_touch_each_other():
    one = Concave(IDENTITY, [((-10.0, 0.0), (10.0, 0.0))])
    other = Concave(IDENTITY, [((0.0, -10.0), (0.0, 10.0))])
    assert not overlap(one, other)


def test_the_order_of_two_shapes_is_that_of_their_contacts():
    box, ball = Rectangle(IDENTITY, (10.0, 10.0)), Circle(at(18.0, 0.0), 10.0)
    ((x, y, to_x, to_y),) = contacts(box, ball)
    assert contacts(ball, box) == [pytest.approx((to_x, to_y, x, y))]
    walls = Concave(IDENTITY, [((15.0, -20.0), (15.0, 20.0)), ((9.0, -20.0), (9.0, 20.0))])
    found = contacts(box, walls)
    assert contacts(walls, box) == [pytest.approx((bx, by, ax, ay)) for ax, ay, bx, by in found]
