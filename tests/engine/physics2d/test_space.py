import pytest

from engine.physics2d.collider import AREA, KINEMATIC, RIGID, STATIC, Collider, Part
from engine.physics2d.rigid import Rigid
from engine.physics2d.solids import Circle
from engine.physics2d.space import Space

STEP = 1 / 60


class Ball:
    def __init__(self, radius):
        self.radius = radius

    def _solid_(self, matrix):
        return Circle(matrix, self.radius)


def at(x, y=0.0):
    return (1.0, 0.0, 0.0, 1.0, float(x), float(y))


def put(space, kind, x, name="", radius=10.0):
    collider = Collider(name, kind)
    collider.parts = [Part(collider, Ball(radius))]
    space.add(collider, at(x))
    return collider


def told(space):
    return {
        (event.own.collider.owner, "+" if event.enters else "-", event.other.collider.owner)
        for event in space.take_events()
    }


@pytest.fixture
def space():
    return Space()


def test_areas_are_told_of_each_other(space):
    put(space, AREA, 0, "a")
    b = put(space, AREA, 100, "b")
    space.step(STEP)
    assert told(space) == set()
    space.move(b, at(15))
    space.step(STEP)
    assert told(space) == {("a", "+", "b"), ("b", "+", "a")}
    space.move(b, at(100))
    space.step(STEP)
    assert told(space) == {("a", "-", "b"), ("b", "-", "a")}


def test_a_body_that_moves_is_seen_a_step_later(space):
    put(space, AREA, 0, "a")
    body = put(space, KINEMATIC, 100, "k")
    space.step(STEP)
    space.move(body, at(15))
    space.step(STEP)
    assert told(space) == set()
    assert body.matrix == at(15)
    assert body.velocity == pytest.approx((-85 * 60, 0.0))
    space.step(STEP)
    assert told(space) == {("a", "+", "k")}
    assert body.velocity == (0.0, 0.0)
    assert space.is_at_rest()


def test_a_body_that_stands_where_it_is_told_to_has_no_velocity(space):
    body = put(space, KINEMATIC, 0)
    space.move(body, at(0))
    space.step(STEP)
    assert body.velocity == (0.0, 0.0)
    assert body.spin == 0.0


def test_a_body_that_turns_has_a_spin(space):
    body = put(space, KINEMATIC, 0)
    space.move(body, (0.0, 1.0, -1.0, 0.0, 0.0, 0.0))
    space.step(1.0)
    assert body.spin == pytest.approx(3.141592653589793 / 2)


def test_nothing_is_done_while_nothing_moves(space):
    put(space, AREA, 0)
    put(space, STATIC, 15)
    space.step(STEP)
    space.take_events()
    assert space.is_at_rest()


def test_what_moves_within_its_room_where_nobody_is_costs_no_look_at_others(space, monkeypatch):
    area = put(space, AREA, 0)
    space.step(STEP)
    monkeypatch.setattr(space, "_reserve", lambda *_: pytest.fail("it had room"))
    for x in range(5):
        space.move(area, at(x))
        space.step(STEP)
    assert area.matrix == at(4)


def test_what_grows_is_looked_at_again(space):
    area, other = put(space, AREA, 0, "a"), put(space, AREA, 30, "b")
    space.step(STEP)
    space.move(area, (3.0, 0.0, 0.0, 3.0, 0.0, 0.0))
    space.step(STEP)
    assert told(space) == {("a", "+", "b"), ("b", "+", "a")}
    assert other.pairs


def test_what_is_fast_reserves_more_room_ahead_of_it(space):
    area = put(space, AREA, 0)
    space.move(area, at(100))
    room = 100 - area.left
    assert 4 <= room <= 8
    assert area.right == 100 + room + 128
    space.move(area, at(90))
    assert area.left <= 90 - 50
    assert area.right == pytest.approx(90 + room)


def test_a_wall_that_is_moved_is_noticed(space):
    put(space, AREA, 0, "a")
    wall = put(space, STATIC, 100, "w")
    space.step(STEP)
    space.move(wall, at(15))
    space.step(STEP)
    assert told(space) == {("a", "+", "w")}


def test_bodies_are_no_concern_of_each_other(space):
    wall, body = put(space, STATIC, 0), put(space, KINEMATIC, 5)
    space.step(STEP)
    assert told(space) == set()
    assert not wall.pairs
    assert not body.pairs


def test_layers_and_wishes_are_looked_at_again_when_they_change(space):
    area, body = put(space, AREA, 0, "a"), put(space, STATIC, 5, "s")
    area.layer = body.layer = 0
    space.step(STEP)
    assert told(space) == set()
    body.layer = 1
    space.refiltered(body)
    space.step(STEP)
    assert told(space) == {("a", "+", "s")}
    area.monitoring = False
    space.refiltered(area)
    space.step(STEP)
    assert told(space) == {("a", "-", "s")}
    space.refiltered(Collider("elsewhere", AREA))
    space.reshaped(Collider("elsewhere", AREA))
    assert space.is_at_rest()


def test_a_shape_that_changes_is_looked_at_again(space):
    put(space, AREA, 0, "a")
    body = put(space, STATIC, 100, "s")
    space.step(STEP)
    body.parts[0].shape.radius = 95.0
    body.parts[0].changed()
    space.reshaped(body)
    space.step(STEP)
    assert told(space) == {("a", "+", "s")}
    body.parts[0].disabled = True
    body.parts[0].changed()
    space.reshaped(body)
    space.step(STEP)
    assert told(space) == {("a", "-", "s")}
    assert not body.pairs


def test_who_leaves_is_told_of_to_those_that_know_of_it(space):
    first, second = put(space, AREA, 0, "a"), put(space, AREA, 5, "b")
    body = put(space, KINEMATIC, 2, "k")
    space.step(STEP)
    assert space.remove(body) == [first, second]
    assert body not in space
    assert space.remove(first) == [second]
    assert not second.pairs
    assert all(event.pair.is_gone for event in space.take_events() if event.own is first.parts[0])


def test_an_area_that_was_told_that_all_have_left_is_told_of_them_anew(space):
    area = put(space, AREA, 0, "a")
    put(space, AREA, 5, "b")
    space.step(STEP)
    told(space)
    space.cancel(area)
    space.refiltered(area)
    space.step(STEP)
    assert told(space) == {("a", "+", "b")}


def test_what_is_near_is_found(space):
    first, second = put(space, STATIC, 0), put(space, STATIC, 5)
    put(space, STATIC, 500)
    assert {part.collider for part in space.near((0.0, 0.0, 1.0, 1.0))} == {first, second}
    assert repr(space) == "<Space of 3 colliders>"


class Field:
    """One part, where its collider is."""

    def __init__(self, collider):
        self.part = Part(collider, Ball(10.0))

    def parts_near(self, bounds):
        if self.part.solid is not None:
            self.part.reserved = self.part.bounds
            yield self.part


def test_the_parts_of_a_field_are_asked_for(space):
    area = put(space, AREA, 0, "a")
    far = put(space, AREA, 5000, "far")
    collider = Collider("f", STATIC)
    field = Field(collider)
    space.add_field(field, collider)
    space.add(collider, at(5))
    space.step(STEP)
    assert told(space) == set()  # nobody has said where the field has parts
    space.disturb((0.0, 0.0, 10.0, 10.0))
    space.step(STEP)
    assert told(space) == {("a", "+", "f")}
    space.move(collider, at(5000))
    space.step(STEP)
    assert told(space) == {("a", "-", "f"), ("far", "+", "f")}
    field.part.disabled = True
    field.part.changed()
    field.part.reserved = None
    space.refiltered(collider)
    space.step(STEP)
    assert told(space) == {("far", "-", "f")}
    space.remove_field(collider)
    assert space.near((5000.0, 0.0, 5000.0, 0.0)) == [far.parts[0]]
    assert area in space


# -- What flies ------------------------------------------------------------------------------------


def flying(space, x=0.0, name="r"):
    collider = Collider(name, RIGID)
    collider.rigid = Rigid()
    collider.rigid.gravity_scale = collider.rigid.linear_damp = 0.0
    collider.parts = [Part(collider, Ball(5.0))]
    space.add(collider, at(x))
    return collider


def test_what_flies_is_where_its_velocity_has_taken_it_and_an_area_is_told_a_step_later(space):
    put(space, AREA, 20, "a")
    body = flying(space)
    body.velocity = (600.0, 0.0)
    space.step(STEP)
    assert body.matrix[4] == pytest.approx(10)
    assert space.take_arrived() == [body]
    assert told(space) == set()
    space.step(STEP)
    assert told(space) == {("a", "+", "r")}


def test_what_is_slow_for_half_a_second_falls_asleep(space):
    body = flying(space)
    for _ in range(29):
        space.step(STEP)
    assert space.take_arrived() == [body]
    assert not body.rigid.is_asleep
    space.step(STEP)
    assert body.rigid.is_asleep
    assert space.take_arrived() == [body]
    space.step(STEP)
    assert space.is_at_rest()
    space.put(body, at(5))
    assert not body.rigid.is_asleep
    space.remove(body)
    assert space.is_at_rest()


def test_a_node_that_is_where_it_was_told_to_be_is_left_there(space):
    body = flying(space)
    body.velocity = (60.0, 0.0)
    space.step(STEP)
    before = body.matrix
    space.move(body, body.rigid.told)
    assert body.matrix == before
    space.move(body, at(7))
    assert body.matrix[4] == 7.0


def test_what_it_passes_through_is_told_once(space, caplog):
    flying(space, name="ball")
    put(space, STATIC, 2, "wall")
    for _ in range(3):
        space.step(STEP)
    assert caplog.text.count("'ball' passes through 'wall'") == 1
    put(space, STATIC, 1, "other")
    space.step(STEP)
    assert caplog.text.count("passes through") == 1


def test_what_flies_is_let_be_and_woken(space):
    body = flying(space)
    body.velocity = (60.0, 0.0)
    space.halt(body)
    space.step(STEP)
    assert body.matrix == at(0)
    space.wake(body)
    body.velocity = (60.0, 0.0)
    space.step(STEP)
    assert body.matrix[4] == pytest.approx(1)
    space.remove(body)
    space.wake(body)
    assert space.is_at_rest()


def test_one_that_has_been_asleep_comes_so(space):
    body = flying(space)
    space.remove(body)
    body.rigid.is_asleep = True
    space.add(body, at(0))
    space.step(STEP)
    assert space.take_arrived() == []


def test_one_that_a_script_moves_arrives_until_it_stands(space):
    body = flying(space)
    body.kind = KINEMATIC
    space.halt(body)
    space.move(body, at(5))
    space.step(STEP)
    assert not body.rigid.is_asleep
    assert body.velocity == pytest.approx((300.0, 0.0))
    space.step(STEP)
    assert body.rigid.is_asleep
    assert space.take_arrived() == [body]


def test_bodies_that_begin_to_look_at_each_other_are_told_of(space, caplog):
    body, wall = flying(space, name="ball"), put(space, STATIC, 2, "wall")
    for collider in (body, wall):
        collider.layer = 0
        space.refiltered(collider)
    space.step(STEP)
    assert caplog.text == ""
    wall.layer = 1
    space.refiltered(wall)
    space.step(STEP)
    assert "'ball' passes through 'wall'" in caplog.text


def test_what_flies_on_finds_its_neighbours_once_in_some_steps(space, monkeypatch):
    body = flying(space)
    body.velocity = (600.0, 0.0)
    for _ in range(2):
        space.step(STEP)
    monkeypatch.setattr(space, "_reserve", lambda *_: pytest.fail("it had room"))
    for _ in range(4):
        space.step(STEP)
    assert body.matrix[4] == pytest.approx(60)
