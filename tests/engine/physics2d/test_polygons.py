import pytest

from engine.physics2d.polygons import convex_hull, convex_parts, going_round, is_clockwise

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
ARROW = [(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (0.0, 0.0), (-10.0, 10.0)]
CORNER = [(0.0, 0.0), (30.0, 0.0), (30.0, 10.0), (10.0, 10.0), (10.0, 30.0), (0.0, 30.0)]


def area(points):
    following = [*points[1:], points[0]]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, following, strict=True))) / 2


def test_points_go_round_one_way():
    assert not is_clockwise(SQUARE)
    assert is_clockwise(SQUARE[::-1])
    assert going_round(SQUARE) == SQUARE
    assert going_round(SQUARE[::-1]) == SQUARE


def test_a_hull_is_around_all_points():
    assert sorted(convex_hull([*SQUARE, (5.0, 5.0), (5.0, 0.0)])) == sorted(SQUARE)
    assert convex_hull([(1.0, 1.0), (1.0, 1.0), (0.0, 0.0)]) == [(0.0, 0.0), (1.0, 1.0)]


@pytest.mark.parametrize(("polygon", "count"), [(SQUARE, 1), (ARROW, 3), (CORNER, 2)])
def test_a_polygon_is_cut_into_as_many_parts_as_in_the_engine(polygon, count):
    for points in (polygon, polygon[::-1]):
        parts = convex_parts(points)
        assert len(parts) == count
        assert sum(map(area, parts)) == pytest.approx(area(polygon))
        for part in parts:
            assert area(convex_hull(part)) == pytest.approx(area(part))


def test_what_has_no_area_has_no_parts():
    assert convex_parts([]) == []
    assert convex_parts([(0.0, 0.0), (1.0, 1.0)]) == []
    assert convex_parts([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]) == []
    assert convex_parts([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]) == []


def test_a_polygon_with_many_dents_is_filled():
    comb = [(0.0, 0.0)]
    for tooth in range(6):
        comb += [(tooth * 10.0 + 5.0, 0.0), (tooth * 10.0 + 5.0, 20.0), (tooth * 10.0 + 10.0, 20.0)]
        comb += [(tooth * 10.0 + 10.0, 0.0)]
    comb += [(70.0, 0.0), (70.0, -10.0), (0.0, -10.0)]
    assert sum(map(area, convex_parts(comb))) == pytest.approx(area(comb))
