import pytest

from engine.physics2d.collider import AREA, STATIC, Collider, Part
from engine.physics2d.queries import ShapeQuery, Wanted, at_point, cast_ray
from engine.physics2d.solids import Circle
from engine.physics2d.space import Space


class Ball:
    def __init__(self, radius=10.0):
        self.radius = radius

    def _solid_(self, matrix):
        return Circle(matrix, self.radius)


def at(x, y=0.0):
    return (1.0, 0.0, 0.0, 1.0, float(x), float(y))


def put(space, x, kind=STATIC, radius=10.0):
    collider = Collider(None, kind)
    collider.parts = [Part(collider, Ball(radius))]
    space.add(collider, at(x))
    return collider


@pytest.fixture
def space():
    return Space()


def ask(space, x, motion=0.0, margin=0.0, radius=5.0):
    return ShapeQuery(Circle(at(x), radius), (motion, 0.0), margin, Wanted())


def test_a_ray_finds_what_it_enters_first(space):
    near, far = put(space, 50), put(space, 100)
    hit = cast_ray(space, (0.0, 0.0), (200.0, 0.0), Wanted())
    assert hit.part is near.parts[0]
    assert hit.point == pytest.approx((40.0, 0.0))
    assert hit.normal == pytest.approx((-1.0, 0.0))
    assert cast_ray(space, (200.0, 0.0), (0.0, 0.0), Wanted()).part is far.parts[0]
    assert cast_ray(space, (0.0, 20.0), (200.0, 20.0), Wanted()) is None


def test_who_is_not_meant_is_passed_over(space):
    wall, area = put(space, 50), put(space, 20, AREA)
    wall.layer = 4
    line = (0.0, 0.0), (200.0, 0.0)
    assert cast_ray(space, *line, Wanted(mask=1)) is None
    assert cast_ray(space, *line, Wanted(exclude=[wall])) is None
    assert cast_ray(space, *line, Wanted(areas=True)).part is area.parts[0]
    assert cast_ray(space, *line, Wanted(areas=True, bodies=False)).part is area.parts[0]
    wall.parts[0].disabled = True
    wall.parts[0].changed()
    assert cast_ray(space, *line, Wanted()) is None


def test_what_a_point_lies_in_is_found_as_far_as_wanted(space):
    one, two = put(space, 0), put(space, 5)
    put(space, 50)
    assert at_point(space, (2.0, 0.0), Wanted(), 32) == [two.parts[0], one.parts[0]]
    assert at_point(space, (2.0, 0.0), Wanted(), 1) == [two.parts[0]]
    assert at_point(space, (9.0, 9.9), Wanted(), 32) == []


def test_what_a_shape_overlaps_is_found_as_far_as_wanted(space):
    one, two = put(space, 0), put(space, 30)
    assert ask(space, 14.0).overlapped(space, 32) == [one.parts[0]]
    assert ask(space, 14.0, margin=2.0).overlapped(space, 32) == [two.parts[0], one.parts[0]]
    assert ask(space, -50.0, motion=100.0).overlapped(space, 1) == [two.parts[0]]
    assert ask(space, 100.0).overlapped(space, 32) == []


def test_how_far_a_shape_can_go_is_told(space):
    put(space, 50)
    safe, unsafe = ask(space, 0.0, motion=100.0).free_part(space)
    assert safe * 100.0 <= 35.0 <= unsafe * 100.0
    assert ask(space, 0.0, motion=20.0).free_part(space) == (1.0, 1.0)
    assert ask(space, 45.0, motion=20.0).free_part(space) == (1.0, 1.0)  # what it is in is no hindrance


def test_where_a_shape_touches_is_told(space):
    put(space, 0)
    assert ask(space, 12.0).contacts(space, 32) == [pytest.approx((7.0, 0.0, 10.0, 0.0))]
    assert ask(space, 12.0).contacts(space, 0) == []
    assert ask(space, 50.0).contacts(space, 32) == []


def test_what_a_shape_is_the_deepest_in_is_told(space):
    put(space, 0)
    deeper = put(space, 12)
    part, point, normal = ask(space, 9.0).rest(space)
    assert part is deeper.parts[0]
    assert normal == pytest.approx((-1.0, 0.0))
    assert point == pytest.approx((2.0, 0.0))
    assert ask(space, 50.0).rest(space) is None
