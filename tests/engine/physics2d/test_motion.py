import pytest

from engine.physics2d.collider import AREA, KINEMATIC, STATIC, Collider, Part
from engine.physics2d.motion import Trial, halved
from engine.physics2d.solids import Circle, Ray, Rectangle
from engine.physics2d.space import Space


class Box:
    def __init__(self, width, height):
        self.half = (width, height)

    def _solid_(self, matrix):
        return Rectangle(matrix, self.half)


class Leg:
    def _solid_(self, matrix):
        return Ray(matrix, 20.0, False)


def at(x, y=0.0):
    return (1.0, 0.0, 0.0, 1.0, float(x), float(y))


@pytest.fixture
def space():
    return Space()


def put(space, kind, x, y, *shapes):
    collider = Collider(None, kind)
    collider.parts = [Part(collider, shape) for shape in shapes]
    collider.renumber()
    space.add(collider, at(x, y))
    return collider


def body(space, x=0.0, y=0.0, *shapes):
    who = put(space, KINEMATIC, x, y, *(shapes or (Box(10.0, 10.0),)))
    who.layer = 0  # they do not meet each other
    return who


def wall(space, x, y=0.0, kind=STATIC):
    return put(space, kind, x, y, Box(10.0, 50.0))


def go(space, who, x, y=0.0, margin=0.08, **more):
    return Trial(space, who, margin, **more).run(who.matrix, (float(x), float(y)))


def test_what_has_nothing_before_it_comes_all_the_way(space):
    result = go(space, body(space), 30.0)
    assert result.travel == (30.0, 0.0)
    assert result.remainder == (0.0, 0.0)
    assert result.touch is None


def test_a_wall_stops_it(space):
    who, other = body(space), wall(space, 60.0)
    result = go(space, who, 100.0)
    assert 39.0 < result.travel[0] <= 40.0
    assert result.remainder[0] == pytest.approx(100.0 - result.travel[0])
    assert result.touch.part is other.parts[0]
    assert result.touch.own is who.parts[0]
    assert result.touch.normal == (-1.0, 0.0)
    assert result.touch.point[0] == 50.0


def test_the_nearest_of_two_stops_it(space):
    who = body(space)
    wall(space, 90.0)
    near = wall(space, 60.0)
    assert go(space, who, 100.0).touch.part.collider is near


def test_each_of_its_shapes_is_stopped(space):
    who = body(space, 0.0, 0.0, Box(2.0, 2.0), Box(10.0, 10.0))
    other = wall(space, 60.0)
    result = go(space, who, 45.0)
    assert result.touch.own is who.parts[1]
    assert result.touch.part.collider is other


def test_what_is_in_something_is_pushed_out(space):
    who = body(space, 52.0)
    wall(space, 60.0)
    result = go(space, who, 0.0, 1.0)
    assert -12.0 < result.travel[0] < -11.0
    assert result.touch is not None
    stuck = body(space, 60.0)
    assert go(space, stuck, 5.0).free == 0.0


def test_what_is_pushed_to_and_fro_stays(space):
    who = body(space)
    put(space, STATIC, -15.0, 0.0, Box(10.0, 50.0))
    put(space, STATIC, 15.0, 0.0, Box(10.0, 50.0))
    assert go(space, who, 0.0).travel[0] == pytest.approx(0.0, abs=5.0)


def test_a_body_without_shapes_meets_nothing(space):
    who = put(space, KINEMATIC, 0.0, 0.0)
    wall(space, 20.0)
    assert go(space, who, 50.0).travel == (50.0, 0.0)


def test_it_passes_what_it_has_nothing_to_do_with(space):
    who = body(space)
    wall(space, 60.0, kind=AREA)
    assert go(space, who, 100.0).touch is None
    other = wall(space, 60.0)
    assert go(space, who, 100.0, exclude=[other]).touch is None
    who.exceptions[other] = None
    assert go(space, who, 100.0).touch is None
    del who.exceptions[other]
    other.exceptions[who] = None
    assert go(space, who, 100.0).touch is None
    del other.exceptions[who]
    other.layer = other.mask = 2
    assert go(space, who, 100.0).touch is None


def one_way(space, y, kind=STATIC):
    other = put(space, kind, 0.0, y, Box(50.0, 10.0))
    other.parts[0].one_way = True
    return other


def test_what_stops_from_above_lets_pass_from_below(space):
    one_way(space, 60.0)
    falling, rising = body(space, 0.0, 0.0), body(space, 0.0, 120.0)
    assert go(space, falling, 0.0, 100.0).touch is not None
    assert go(space, rising, 0.0, -100.0).touch is None
    inside = body(space, 0.0, 65.0)
    assert go(space, inside, 0.0, 5.0).touch is None
    assert go(space, inside, 0.0, -5.0).touch is None
    standing = body(space, 0.0, 40.0)
    assert go(space, standing, 0.0, 1.0).touch is not None
    sideways = body(space, -70.0, 60.0)
    assert go(space, sideways, 50.0).touch is None


def test_a_platform_that_rises_holds_what_is_deeper_in_it(space):
    platform = one_way(space, 60.0, KINEMATIC)
    platform.velocity = (0.0, -600.0)
    who = body(space, 0.0, 45.0)
    assert go(space, who, 0.0, 0.1, delta=1 / 60).touch is not None
    platform.velocity = (0.0, 600.0)
    assert go(space, who, 0.0, 0.1, delta=1 / 60).touch is None


def test_many_contacts_are_kept_to_the_deepest(space):
    who = body(space, 0.0, 0.0, Box(100.0, 10.0))
    for x in range(-90, 90, 6):
        put(space, STATIC, float(x), 20.0 - 0.01 * (x + 90), Box(3.0, 10.0))
    result = go(space, who, 0.0, 0.0)
    assert result.touch is not None


def test_a_leg_lifts_a_body(space):
    who = body(space, 0.0, 0.0, Box(5.0, 5.0), Leg())
    floor = put(space, STATIC, 0.0, 25.0, Box(50.0, 10.0))
    trial = Trial(space, who, 0.08, with_rays=True)
    lift, touch = trial.lift(who.matrix)
    assert lift == pytest.approx((0.0, -5.0))
    assert touch.part.collider is floor
    assert touch.normal == pytest.approx((0.0, -1.0))
    without = Trial(space, body(space), 0.08, with_rays=True)
    assert without.lift(at(0.0)) == ((0.0, 0.0), None)
    assert go(space, who, 0.0, 1.0).touch is None  # the leg is no hindrance


def test_a_motion_is_halved_until_it_is_free():
    ball, other = Circle(at(0.0), 5.0), Circle(at(100.0), 5.0)
    low, high = halved(ball, other, (200.0, 0.0))
    assert low * 200.0 <= 90.0 <= high * 200.0
    assert high - low < 0.02
    low, high = halved(ball, other, (90.1, 0.0))
    assert 0.99 < low < high
    low, high = halved(ball, Circle(at(11.0), 5.0), (1000.0, 0.0))
    assert high < 0.01


@pytest.mark.parametrize(
    ("lower", "told"), [(0.0, "rrll"), (3e-6, "rrll"), (-3e-6, "rrll"), (1e-3, "llll"), (-1e-3, "rrrr")]
)
def test_of_floors_equally_deep_but_for_rounding_the_one_whose_turn_it_is_is_told(space, lower, told):
    who = body(space)
    left = put(space, STATIC, -50.0, 60.0, Box(50.0, 40.0))
    right = put(space, STATIC, 50.0, 60.0 + lower, Box(50.0, 40.0))
    for expected in told:
        space.step(1 / 60)
        assert go(space, who, 0.0, 20.0).touch.part.collider is {"l": left, "r": right}[expected]
