"""Geometry, as Godot 3.6.2 has it."""

from pathlib import Path

import pytest

import engine
from engine import Geometry, PoolIntArray, PoolVector2Array, Vector2
from tests.engine.gdscript.rows import SINGLE, cases, differing

CASES = cases(Path(__file__).parents[1] / "variant" / "vectors" / "values2d.json")
NAMES = {name: getattr(engine, name) for name in engine.__all__}
SQUARE = [Vector2(0, 0), Vector2(4, 0), Vector2(4, 4), Vector2(0, 4)]
DENTED = [Vector2(0, 0), Vector2(4, 0), Vector2(4, 4), Vector2(2, 1), Vector2(0, 4)]


def test_it_answers_as_godots():
    assert differing(CASES["Geometry"]["rows"], NAMES, SINGLE) == []


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((1, 1), True),
        ((2, 3), False),
        ((4, 2), True),
        ((0, 0), True),
        ((5, 2), False),
        ((-1, 2), False),
        ((3.5, 3), True),
    ],
)
def test_a_dent_is_not_inside(point, inside):
    assert Geometry.is_point_in_polygon(Vector2(*point), DENTED) == inside


def test_a_line_is_no_polygon():
    assert not Geometry.is_point_in_polygon(Vector2(1, 0), [Vector2(0, 0), Vector2(2, 0)])
    assert not Geometry.is_point_in_polygon(Vector2(1, 0), [])


def test_a_point_is_nearest_to_a_line_beyond_its_ends():
    ends = Vector2(0, 0), Vector2(10, 0)
    assert Geometry.get_closest_point_to_segment_2d(Vector2(15, 5), *ends) == Vector2(10, 0)
    assert Geometry.get_closest_point_to_segment_uncapped_2d(Vector2(15, 5), *ends) == Vector2(15, 0)
    assert Geometry.get_closest_point_to_segment_2d(Vector2(15, 5), ends[0], ends[0]) == ends[0]


@pytest.mark.parametrize(
    ("segments", "nearest"),
    [
        (((0, 0), (0, 0), (5, 0), (5, 0)), ((0, 0), (5, 0))),
        (((0, 0), (0, 0), (5, -1), (5, 1)), ((0, 0), (5, 0))),
        (((5, -1), (5, 1), (0, 0), (0, 0)), ((5, 0), (0, 0))),
        (((0, 0), (4, 0), (0, 1), (4, 1)), ((0, 0), (0, 1))),
        (((0, 0), (4, 0), (2, 1), (2, 9)), ((2, 0), (2, 1))),
        (((0, 0), (4, 0), (2, -9), (2, -1)), ((2, 0), (2, -1))),
    ],
)
def test_segments_are_nearest_where_they_may_be(segments, nearest):
    found = Geometry.get_closest_points_between_segments_2d(*(Vector2(*point) for point in segments))
    assert found == PoolVector2Array([Vector2(*point) for point in nearest])


def test_what_does_not_meet_is_none():
    meet = Geometry.segment_intersects_segment_2d
    assert meet(Vector2(0, 0), Vector2(0, 0), Vector2(-1, 0), Vector2(1, 0)) is None
    assert meet(Vector2(0, 0), Vector2(4, 0), Vector2(0, 0), Vector2(4, 0)) is None
    assert meet(Vector2(0, 0), Vector2(4, 0), Vector2(9, -1), Vector2(9, 1)) is None
    assert meet(Vector2(0, 0), Vector2(4, 0), Vector2(2, -2), Vector2(2, -1)) is None
    lines = Vector2(0, 0), Vector2(1, 0), Vector2(0, 1), Vector2(1, 0)
    assert Geometry.line_intersects_line_2d(*lines) is None


def test_a_segment_meets_a_circle_from_inside_or_not_at_all():
    centre = Vector2(0, 0)
    assert Geometry.segment_intersects_circle(centre, Vector2(10, 0), centre, 5) == 0.5
    assert Geometry.segment_intersects_circle(centre, Vector2(1, 0), centre, 5) == -1
    assert Geometry.segment_intersects_circle(Vector2(0, 9), Vector2(9, 9), centre, 5) == -1
    assert Geometry.segment_intersects_circle(centre, centre, centre, 5) == -1
    assert not Geometry.is_point_in_circle(Vector2(3, 0), centre, 2)


def test_triangles_fill_a_polygon_either_way_round():
    for points in (SQUARE, SQUARE[::-1], DENTED, DENTED[::-1]):
        places = list(Geometry.triangulate_polygon(points))
        triangles = [[points[i] for i in places[at : at + 3]] for at in range(0, len(places), 3)]
        area = sum(abs((b - a).cross(c - a)) / 2 for a, b, c in triangles)
        assert area == (16 if len(points) == 4 else 10)


def test_what_is_no_polygon_has_no_triangles():
    assert Geometry.triangulate_polygon(SQUARE[:2]) == PoolIntArray()
    crossed = [Vector2(0, 0), Vector2(4, 4), Vector2(4, 0), Vector2(0, 4)]
    assert Geometry.triangulate_polygon(crossed) == PoolIntArray()


def test_points_on_an_edge_are_cut_off_too():
    assert len(Geometry.triangulate_polygon([*SQUARE[:1], Vector2(2, 0), *SQUARE[1:]])) == 9
