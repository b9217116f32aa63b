from math import cos, inf, nan, sin, tau

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.display.triangulate import triangulate

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
ARROW = [(0.0, 0.0), (10.0, 5.0), (0.0, 10.0), (4.0, 5.0)]
COMB = [
    (0, 0),
    (10, 0),
    (10, 10),
    (8, 10),
    (8, 2),
    (6, 2),
    (6, 10),
    (4, 10),
    (4, 2),
    (2, 2),
    (2, 10),
    (0, 10),
]
STAR = [(cos(2 * i * tau / 5), sin(2 * i * tau / 5)) for i in range(5)]


def area(points, triangle):
    (ax, ay), (bx, by), (cx, cy) = (points[i] for i in triangle)
    return abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2


def area_of(points):
    ends = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in ends)) / 2


@pytest.mark.parametrize("points", [SQUARE, ARROW, COMB], ids=["square", "arrow", "comb"])
@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("start", range(4))
def test_triangles_fill_a_polygon_exactly_whichever_way_and_wherever_it_begins(points, way, start):
    points = (points[start:] + points[:start])[::way]
    triangles = triangulate(points)
    assert len(triangles) <= len(points) - 2
    assert sum(area(points, triangle) for triangle in triangles) == pytest.approx(area_of(points))


def test_the_inside_of_an_arrow_stays_empty():
    for a, b, c in triangulate(ARROW):
        x = sum(ARROW[i][0] for i in (a, b, c)) / 3
        y = sum(ARROW[i][1] for i in (a, b, c)) / 3
        assert not (x < 4 and abs(y - 5) < (4 - x) * 1.25 - 1e-9)


def test_repeated_points_do_no_harm():
    points = [SQUARE[0], SQUARE[0], *SQUARE[1:], SQUARE[3], SQUARE[0]]
    triangles = triangulate(points)
    assert sum(area(points, triangle) for triangle in triangles) == 100


def test_points_on_one_line_are_left_out():
    points = [(0, 0), (5, 0), (10, 0), (10, 10), (3, 4), (0, 10)]
    assert sum(area(points, triangle) for triangle in triangulate(points)) == pytest.approx(area_of(points))


@pytest.mark.parametrize(
    "points",
    [[], [(0, 0)], [(0, 0), (1, 1)], [(2, 2)] * 5, [(0, 0), (nan, 1), (1, 1)], [(0, 0), (inf, 0), (1, 1)]],
)
def test_what_has_no_area_has_no_triangles(points):
    assert triangulate(points) == []


def test_a_star_whose_edges_cross_has_triangles_of_its_points():
    triangles = triangulate(STAR)
    assert 0 < len(triangles) <= 3
    assert {i for triangle in triangles for i in triangle} <= set(range(5))


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=20))
def test_any_points_have_an_end(points):
    triangles = triangulate([(float(x), float(y)) for x, y in points])
    assert len(triangles) <= max(0, len(points) - 2)


@given(st.lists(st.floats(1, 100), min_size=3, max_size=40))
def test_a_polygon_around_a_point_is_filled_exactly(radii):
    n = len(radii)
    points = [(r * cos(i * tau / n), r * sin(i * tau / n)) for i, r in enumerate(radii)]
    triangles = triangulate(points)
    assert sum(area(points, triangle) for triangle in triangles) == pytest.approx(area_of(points))
