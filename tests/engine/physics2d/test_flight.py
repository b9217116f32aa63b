from math import pi

import pytest

from engine.physics2d.collider import AREA, RIGID, Collider, Part
from engine.physics2d.flight import inertia_of, inverse_inertia, push, twist
from engine.physics2d.rigid import COMBINE, COMBINE_REPLACE, REPLACE, REPLACE_COMBINE, Influence, Rigid
from engine.physics2d.solids import Circle, Concave, Rectangle
from engine.physics2d.space import Space
from engine.physics2d.vectors import IDENTITY, moved

STEP = 1 / 60


class Box:
    def _solid_(self, matrix):
        return Rectangle(matrix, (2.0, 3.0))


class Ball:
    def _solid_(self, matrix):
        return Circle(matrix, 2.0)


class Wall:
    def _solid_(self, matrix):
        return Concave(matrix, [((0.0, 0.0), (0.0, 9.0))])


class Nothing:
    def _solid_(self, matrix):
        return None


def put(space, kind, x=0.0, name="", shapes=(), **influence):
    collider = Collider(name, kind)
    if kind == RIGID:
        collider.rigid = Rigid()
    if influence:
        collider.influence = Influence(**{"linear_damp": 0.0, "angular_damp": 0.0, **influence})
    collider.parts = [Part(collider, shape, local) for shape, local in shapes or [(Ball(), IDENTITY)]]
    space.add(collider, moved(IDENTITY, (x, 0.0)))
    return collider


@pytest.fixture
def space():
    return Space()


def test_it_falls_and_is_damped(space):
    body = put(space, RIGID)
    body.velocity = (60.0, 0.0)
    body.spin = 1.0
    space.step(STEP)
    assert body.velocity == pytest.approx((59.9, 98 / 60))
    assert body.spin == pytest.approx(1 - 1 / 60)
    assert body.matrix[4:] == pytest.approx((59.9 / 60, 98 / 3600))
    assert body.matrix[1] == pytest.approx(body.spin / 60, abs=1e-5)


def test_damping_of_its_own_stops_it_at_most(space):
    body = put(space, RIGID)
    body.rigid.linear_damp = body.rigid.angular_damp = 100.0
    body.rigid.gravity_scale = 0.0
    body.velocity, body.spin = (60.0, 0.0), 5.0
    space.step(STEP)
    assert (body.velocity, body.spin) == ((0.0, 0.0), 0.0)


def test_shapes_share_its_mass(space):
    body = put(space, RIGID, shapes=[(Box(), IDENTITY)])
    assert inertia_of(body.rigid, body) == pytest.approx((16 + 36) / 12)
    body.rigid.mass = 3.0
    assert inertia_of(body.rigid, body) == pytest.approx((16 + 36) / 4)
    body.rigid.inertia = 5.0
    assert inertia_of(body.rigid, body) == 5.0
    body = put(space, RIGID, shapes=[(Ball(), (1.0, 0.0, 0.0, 1.0, 3.0, 4.0)), (Wall(), IDENTITY)])
    assert inertia_of(body.rigid, body) == pytest.approx(2 + 25)
    body = put(space, RIGID, shapes=[(Nothing(), IDENTITY)])
    assert inverse_inertia(body.rigid, body) == 0.0


def test_an_impulse_turns_it_unless_it_is_kept_upright(space):
    body = put(space, RIGID, shapes=[(Box(), IDENTITY)])
    push(body.rigid, body, (2.0, 0.0), (0.0, -1.0))
    assert body.velocity == (2.0, 0.0)
    assert body.spin == pytest.approx(2 / inertia_of(body.rigid, body))
    body.rigid.keeps_upright = True
    before = body.spin
    twist(body.rigid, body, 100.0)
    assert body.spin == before


def test_forces_go_on(space):
    body = put(space, RIGID)
    body.rigid.gravity_scale = body.rigid.linear_damp = body.rigid.angular_damp = 0.0
    body.rigid.applied_force, body.rigid.applied_torque = (60.0, 0.0), 2.0 * 60.0
    space.step(STEP)
    space.step(STEP)
    assert body.velocity == pytest.approx((2.0, 0.0))
    assert body.spin == pytest.approx(2.0)


def test_who_integrates_by_itself_is_not_pulled(space):
    body = put(space, RIGID)
    body.rigid.integrates = False
    space.step(STEP)
    assert body.velocity == (0.0, 0.0)
    assert body.rigid.gravity == (0.0, 98.0)


@pytest.mark.parametrize(
    ("first", "second", "gravity"),
    [
        (COMBINE, COMBINE, (7.0, 98.0 + 5.0)),
        (COMBINE_REPLACE, COMBINE, (0.0, 5.0)),
        (COMBINE, COMBINE_REPLACE, (7.0, 5.0)),
        (REPLACE, COMBINE, (0.0, 5.0)),
        (COMBINE, REPLACE, (7.0, 0.0)),
        (COMBINE, REPLACE_COMBINE, (7.0, 98.0)),
    ],
)
def test_the_area_with_the_highest_priority_is_asked_first(space, first, second, gravity):
    body = put(space, RIGID)
    put(space, AREA, gravity=7.0, vector=(1.0, 0.0), mode=second, priority=1.0)
    put(space, AREA, gravity=5.0, vector=(0.0, 1.0), mode=first, priority=2.0)
    put(space, AREA, 500.0, gravity=900.0, vector=(0.0, 1.0))
    put(space, AREA)
    space.step(STEP)
    space.step(STEP)
    assert body.rigid.gravity == pytest.approx(gravity)


def test_what_may_not_sleep_or_turns_stays_awake(space):
    restless, turning, upright_one = put(space, RIGID), put(space, RIGID), put(space, RIGID)
    for body in (restless, turning, upright_one):
        body.rigid.gravity_scale = body.rigid.angular_damp = 0.0
    restless.rigid.can_sleep = False
    turning.spin = pi / 18
    upright_one.rigid.keeps_upright = True
    for _ in range(60):
        space.step(STEP)
    assert not any(body.rigid.is_asleep for body in (restless, turning, upright_one))
