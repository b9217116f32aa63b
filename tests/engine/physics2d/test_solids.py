import pytest

from engine.physics2d.solids import Capsule, Circle, Concave, Convex, Line, Ray, Rectangle, Segment, Solid
from engine.physics2d.vectors import IDENTITY

TURNED = (0.0, 1.0, -1.0, 0.0, 100.0, 50.0)
LARGER = (2.0, 0.0, 0.0, 3.0, 10.0, 20.0)
SQUARE = [(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)]

EACH = {
    "rectangle": (lambda matrix: Rectangle(matrix, (10.0, 20.0)), (-10.0, -20.0, 10.0, 20.0)),
    "circle": (lambda matrix: Circle(matrix, 10.0), (-10.0, -10.0, 10.0, 10.0)),
    "capsule": (lambda matrix: Capsule(matrix, 10.0, 20.0), (-10.0, -20.0, 10.0, 20.0)),
    "segment": (lambda matrix: Segment(matrix, (-10.0, 5.0), (10.0, 0.0)), (-10.0, 0.0, 10.0, 5.0)),
    "convex": (lambda matrix: Convex(matrix, SQUARE), (-10.0, -10.0, 10.0, 10.0)),
    "concave": (lambda matrix: Concave(matrix, [((0.0, -5.0), (9.0, 5.0))]), (0.0, -5.0, 9.0, 5.0)),
    "ray": (lambda matrix: Ray(matrix, 20.0, False), (0.0, 0.0, 0.0, 20.0)),
}
each = pytest.mark.parametrize(("make", "bounds"), EACH.values(), ids=EACH)


@each
def test_a_shape_has_bounds(make, bounds):
    assert make(IDENTITY).bounds() == pytest.approx(bounds)


@each
def test_bounds_are_turned_and_moved_with_the_shape(make, bounds):
    left, top, right, bottom = bounds
    assert make(TURNED).bounds() == pytest.approx((100 - bottom, 50 + left, 100 - top, 50 + right))


@each
def test_bounds_are_scaled_with_the_shape(make, bounds):
    left, top, right, bottom = bounds
    scaled = make(LARGER).bounds()
    if make(IDENTITY).kind != Capsule.kind:  # its round ends become ellipses only in the engine's eyes
        assert scaled == pytest.approx((10 + 2 * left, 20 + 3 * top, 10 + 2 * right, 20 + 3 * bottom))


def test_a_line_has_no_end():
    left, top, right, bottom = Line(IDENTITY, (0.0, -1.0), 0.0).bounds()
    assert left < -1e9 < 1e9 < right
    assert top < -1e9 < 1e9 < bottom


def test_what_is_foremost_is_a_corner_or_an_edge():
    box = Rectangle(IDENTITY, (10.0, 20.0))
    assert box.supports(0.7, 0.7) == [(10.0, 20.0)]
    assert box.supports(-0.7, -0.7) == [(-10.0, -20.0)]
    assert box.supports(1.0, 0.0) == [(10.0, 20.0), (10.0, -20.0)]
    assert box.supports(0.0, -1.0) == [(10.0, -20.0), (-10.0, -20.0)]
    assert Circle(IDENTITY, 5.0).supports(0.0, 1.0) == [(0.0, 5.0)]
    pill = Capsule(IDENTITY, 5.0, 20.0)
    assert pill.supports(-1.0, 0.0) == [(-5.0, 10.0), (-5.0, -10.0)]
    assert pill.supports(0.0, 1.0) == [(0.0, 15.0)]
    assert pill.supports(0.0, -1.0) == [(0.0, -15.0)]
    square = Convex(IDENTITY, SQUARE)
    assert square.supports(0.0, -1.0) == [(-10.0, -10.0), (10.0, -10.0)]
    assert square.supports(0.7, 0.7) == [(10.0, 10.0)]
    wall = Segment(IDENTITY, (-10.0, 0.0), (10.0, 0.0), True)
    assert wall.supports(0.0, 1.0) == [(-10.0, 0.0), (10.0, 0.0)]
    assert wall.supports(1.0, 0.0) == [(10.0, 0.0)]
    assert wall.supports(-1.0, 0.0) == [(-10.0, 0.0)]
    assert Ray(IDENTITY, 20.0, False).supports(0.0, 1.0) == [(0.0, 20.0)]
    assert Ray(IDENTITY, 20.0, False).supports(0.0, -1.0) == [(0.0, 0.0)]
    assert Concave(IDENTITY, [((0.0, 0.0), (9.0, 5.0))]).supports(1.0, 0.0) == [(9.0, 5.0)]


def test_points_lie_in_what_has_an_inside():
    assert Rectangle(TURNED, (10.0, 20.0)).contains(119.0, 50.0)
    assert not Rectangle(TURNED, (10.0, 20.0)).contains(100.0, 61.0)
    assert Circle(IDENTITY, 5.0).contains(3.0, 3.9)
    assert not Circle(IDENTITY, 5.0).contains(3.0, 4.1)
    assert Capsule(IDENTITY, 5.0, 20.0).contains(0.0, 14.9)
    assert not Capsule(IDENTITY, 5.0, 20.0).contains(4.0, 14.0)
    assert Convex(IDENTITY, SQUARE).contains(9.0, 9.0)
    assert not Convex(IDENTITY, SQUARE).contains(11.0, 9.0)
    assert Line(IDENTITY, (0.0, -1.0), -50.0).contains(0.0, 60.0)
    assert not Line(IDENTITY, (0.0, -1.0), -50.0).contains(0.0, 40.0)
    assert not Segment(IDENTITY, (0.0, 0.0), (1.0, 0.0)).contains(0.5, 0.0)


def test_a_line_enters_from_outside():
    begin, end = (-50.0, 4.0), (50.0, 4.0)
    assert Rectangle(IDENTITY, (10.0, 20.0)).entered(begin, end) == pytest.approx((-10.0, 4.0, -1.0, 0.0))
    assert Rectangle(IDENTITY, (10.0, 20.0)).entered(end, begin) == pytest.approx((10.0, 4.0, 1.0, 0.0))
    assert Rectangle(IDENTITY, (10.0, 20.0)).entered((0.0, 50.0), (0.0, 0.0)) == (0.0, 20.0, 0.0, 1.0)
    assert Circle(IDENTITY, 5.0).entered(begin, end) == pytest.approx((-3.0, 4.0, -0.6, 0.8))
    assert Capsule(IDENTITY, 5.0, 20.0).entered(begin, end) == pytest.approx((-5.0, 4.0, -1.0, 0.0))
    assert Capsule(IDENTITY, 5.0, 20.0).entered((0.0, 50.0), (0.0, 0.0)) == pytest.approx((0, 15, 0, 1))
    assert Capsule(IDENTITY, 5.0, 20.0).entered((0.0, -50.0), (0.0, 0.0)) == pytest.approx((0, -15, 0, -1))
    assert Convex(IDENTITY, SQUARE).entered(begin, end) == pytest.approx((-10.0, 4.0, -1.0, 0.0))
    wall = Segment(IDENTITY, (0.0, -10.0), (0.0, 10.0))
    assert wall.entered(begin, end) == pytest.approx((0.0, 4.0, -1.0, 0.0))
    assert wall.entered(end, begin) == pytest.approx((0.0, 4.0, 1.0, 0.0))
    walls = Concave(IDENTITY, [((5.0, -10.0), (5.0, 10.0)), ((0.0, -10.0), (0.0, 10.0))])
    assert walls.entered(begin, end) == pytest.approx((0.0, 4.0, -1.0, 0.0))
    floor = Line(IDENTITY, (0.0, -1.0), -20.0)
    assert floor.entered((3.0, 0.0), (3.0, 40.0)) == pytest.approx((3.0, 20.0, 0.0, -1.0))


def test_a_line_may_miss():
    begin, end = (-50.0, 30.0), (50.0, 30.0)
    for make, _ in EACH.values():
        assert make(IDENTITY).entered(begin, end) is None
        assert make(IDENTITY).entered((-50.0, 4.0), (-40.0, 4.0)) is None
        assert make(IDENTITY).entered((-50.0, 4.0), (-50.0, 4.0)) is None
    floor = Line(IDENTITY, (0.0, -1.0), -20.0)
    assert floor.entered((0.0, 0.0), (10.0, 0.0)) is None
    assert floor.entered((0.0, 0.0), (0.0, 10.0)) is None
    assert Rectangle(IDENTITY, (10.0, 20.0)).entered((-20.0, -20.0), (-5.0, -40.0)) is None


def test_a_line_that_begins_inside_has_no_normal_there():
    assert Rectangle(IDENTITY, (10.0, 20.0)).entered((1.0, 2.0), (50.0, 2.0)) == (1.0, 2.0, 0.0, 0.0)


def test_a_line_enters_what_is_turned():
    x, y, nx, ny = Rectangle(TURNED, (10.0, 20.0)).entered((100.0, 0.0), (100.0, 100.0))
    assert (x, y) == pytest.approx((100.0, 40.0))
    assert (nx, ny) == pytest.approx((0.0, -1.0))


def test_walls_near_something_are_found():
    walls = Concave(IDENTITY, [((x * 10.0, -50.0), (x * 10.0 + 5.0, 50.0)) for x in range(-10, 10)])
    near = list(walls.segments_near(Circle(IDENTITY, 4.0)))
    assert [segment.ends[0][0] for segment in near] == [0.0]
    assert list(walls.segments_near(Circle(IDENTITY, 4.0))) == near  # made once
    flat = (1.0, 0.0, 0.0, 0.5, 0.0, 100.0)
    lower = Concave(flat, [((-10.0, 0.0), (10.0, 0.0)), ((-10.0, 90.0), (10.0, 90.0))])
    assert len(list(lower.segments_near(Circle((1.0, 0.0, 0.0, 1.0, 0.0, 143.0), 4.0)))) == 1


def test_the_corner_of_a_quarter_is_found():
    box = Rectangle(TURNED, (10.0, 20.0))
    assert box.corner_near(200.0, 200.0) == pytest.approx((120.0, 60.0))
    assert box.corner_near(0.0, 0.0) == pytest.approx((80.0, 40.0))
    assert box.corner_near(0.0, 0.0, (5.0, 0.0)) == pytest.approx((85.0, 40.0))


def test_a_shape_without_a_kind_says_so():
    solid = Solid(IDENTITY)
    with pytest.raises(NotImplementedError):
        solid.reach(1.0, 0.0)
    with pytest.raises(NotImplementedError):
        solid.supports(1.0, 0.0)
    assert not solid.contains(0.0, 0.0)
    assert solid.entered((0.0, 0.0), (1.0, 0.0)) is None


def test_a_capsule_may_lie():
    lying = (0.0, 1.0, -1.0, 0.0, 0.0, 0.0)
    assert Capsule(lying, 5.0, 20.0).bounds() == pytest.approx((-15.0, -5.0, 15.0, 5.0))
