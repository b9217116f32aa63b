from pathlib import Path

import pytest

from engine import Texture, Transform2D, Vector2
from nodes import Area2D, CircleShape2D, CollisionShape2D, KinematicBody2D, Node2D, RigidBody2D, StaticBody2D
from tests.gdscript_scenes import Recorded


def tile(_scene, tile_set, number, shape, at):
    """The helper of the recorded scenes, whose pictures are made another way here."""
    tile_set.create_tile(number)
    tile_set.tile_set_texture(number, Texture.from_rgba(16, 16, bytes(16 * 16 * 4)))
    tile_set.tile_add_shape(number, shape, Transform2D(0, at))


RECORDED = Recorded(Path(__file__).parent / "vectors" / "area2d.json", tile=tile)
SANER = {
    # the engine does not notice the body until the area moves
    "static body moved through area": {"S7 a body_entered s", "S13 a body_exited s"},
    "areas and bodies enter at once": {"S4 a body_entered s", "S7 a body_exited s"},
    # the engine goes on having it inside
    "monitorable turned off and on": {"S4 a area_exited b", "S6 a area_entered b"},
    # the engine refuses it, and prints an error
    "shape disabled inside a signal": {"S3 a area_exited b", "S3 b area_exited a"},
}
"""What we tell besides: see *Unlike Godot* in the docstrings, and the tests below."""
BY_ORDER = "both in their own area_entered: queue_free(self)"
"""Who is freed first depends on who was told first, and that is in no order."""


@pytest.mark.parametrize("name", [name for name in RECORDED.cases if name not in {*SANER, BY_ORDER}])
def test_an_area_tells_what_comes_and_goes_when_the_engine_does(name, caplog):
    assert RECORDED.differences(name, 1e-5) == []


def test_areas_that_free_themselves_are_told_of_each_other():
    ours, theirs = RECORDED.logs(BY_ORDER)
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize(("name", "more"), SANER.items())
def test_what_is_told_besides_what_the_engine_tells_is_this_and_no_more(name, more):
    ours, theirs = (
        {" ".join([phase, *line]) for phase, line in log if phase.startswith("S")}
        for log in RECORDED.logs(name)
    )
    assert ours - theirs == more
    assert theirs <= ours


def put(tree, kind, name, x, radius=10.0):
    node = kind(position=Vector2(x, 0))
    node.add_child(CollisionShape2D(shape=CircleShape2D(radius=radius)))
    return tree.add(node, name)


def logged(area):
    lines = []
    for signal in ("area_entered", "area_exited", "body_entered", "body_exited"):
        getattr(area, signal).connect(lambda other, signal=signal: lines.append(f"{signal} {other.name}"))
    return lines


def test_a_static_body_that_is_moved_is_noticed(tree):
    area, wall = put(tree, Area2D, "a", 0), put(tree, StaticBody2D, "w", 100)
    lines = logged(area)
    tree.step(2)
    wall.position = Vector2(5, 0)
    tree.step()
    assert lines == []
    tree.step()
    assert lines == ["body_entered w"]
    wall.position = Vector2(100, 0)
    tree.step(2)
    assert lines == ["body_entered w", "body_exited w"]


def test_who_is_not_monitorable_any_more_leaves(tree):
    area, other = put(tree, Area2D, "a", 0), put(tree, Area2D, "b", 5)
    lines = logged(area)
    tree.step(2)
    other.monitorable = False
    assert not other.is_monitorable()
    tree.step(2)
    assert lines == ["area_entered b", "area_exited b"]
    assert other.get_overlapping_areas() == [area]


def test_another_layer_is_noticed(tree):
    area, wall = put(tree, Area2D, "a", 0), put(tree, StaticBody2D, "w", 5)
    lines = logged(area)
    wall.collision_layer = wall.collision_mask = area.collision_layer = 0
    tree.step(2)
    assert lines == []
    wall.set_collision_layer_bit(0, True)
    tree.step(2)
    assert lines == ["body_entered w"]


def test_a_shape_may_be_disabled_in_a_handler(tree):
    area, wall = put(tree, Area2D, "a", 0), put(tree, StaticBody2D, "w", 5)
    lines = logged(area)
    area.body_entered.connect(lambda _: wall.get_child(0).set_disabled(True))
    tree.step(4)
    assert lines == ["body_entered w", "body_exited w"]


def test_what_is_in_it_when_monitoring_ends_leaves_at_once(tree):
    area = put(tree, Area2D, "a", 0)
    put(tree, StaticBody2D, "w", 5)
    put(tree, Area2D, "b", 5)
    tree.step(2)
    lines = logged(area)
    area.set_monitoring(False)
    assert lines == ["body_exited w", "area_exited b"]
    tree.step(3)
    assert lines == lines[:2]
    area.monitoring = True
    tree.step(3)
    assert sorted(lines[2:]) == ["area_entered b", "body_entered w"]


def test_an_area_may_be_switched_off_by_a_deferred_call_in_a_handler(tree, caplog):
    area = put(tree, Area2D, "a", 0)
    put(tree, StaticBody2D, "w", 5)

    def handler(_body):
        area.monitorable = False
        area.set_deferred("monitoring", False)

    area.body_entered.connect(handler)
    tree.step(2)
    assert area.monitorable
    assert not area.is_monitoring()
    assert 'a.set_deferred("monitorable", …)' in caplog.text


def test_what_is_in_it_cannot_be_asked_without_monitoring(tree, caplog):
    area = put(tree, Area2D, "a", 0)
    area.monitoring = False
    assert area.get_overlapping_bodies() == []
    assert not area.overlaps_area(area)
    assert "Can't find overlapping bodies when monitoring is off." in caplog.text


def test_shapes_are_told_one_by_one(tree):
    area = put(tree, Area2D, "a", 0)
    wall = put(tree, StaticBody2D, "w", 5)
    wall.add_child(CollisionShape2D(shape=CircleShape2D(radius=3)))
    told = []
    area.body_shape_entered.connect(lambda *arguments: told.append(("+", *arguments)))
    area.body_shape_exited.connect(lambda *arguments: told.append(("-", *arguments)))
    tree.step(2)
    assert told == [("+", wall.get_rid(), wall, 0, 0), ("+", wall.get_rid(), wall, 1, 0)]
    wall.free()
    assert [(sign, shape) for sign, _, _, shape, _ in told[2:]] == [("-", 0), ("-", 1)]


def test_a_handler_that_takes_out_what_has_come_ends_it(tree):
    area, wall = put(tree, Area2D, "a", 0), put(tree, StaticBody2D, "w", 5)
    lines = logged(area)
    area.body_entered.connect(lambda body: body.free())
    tree.step(3)
    assert lines == ["body_entered w", "body_exited w"]
    assert not area.get_overlapping_bodies()
    assert not wall or wall._freed_


def test_a_handler_that_frees_the_area_ends_it(tree):
    area = put(tree, Area2D, "a", 0)
    for x in (3, 5):
        put(tree, StaticBody2D, f"w{x}", x)
    lines = logged(area)
    area.body_entered.connect(lambda _: area.free())
    tree.step(3)
    assert lines[0] == "body_entered w3"
    assert "body_entered w5" not in lines


def test_a_body_that_carries_an_area_carries_what_it_sees(tree):
    body = put(tree, KinematicBody2D, "k", 0)
    area = Area2D()
    area.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    body.add_child(area)
    put(tree, StaticBody2D, "w", 100)
    lines = logged(area)
    body.position = Vector2(90, 0)
    tree.step(3)
    assert "body_entered w" in lines


def test_an_area_under_what_moves_goes_with_it(tree):
    holder = tree.add(Node2D())
    area = Area2D()
    area.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    holder.add_child(area)
    put(tree, StaticBody2D, "w", 100)
    tree.step(2)
    holder.global_position = Vector2(95, 0)
    tree.step(2)
    assert [body.name for body in area.get_overlapping_bodies()] == ["w"]


def test_a_copy_has_the_switches_of_the_original():
    area = Area2D(monitoring=False, monitorable=False, collision_mask=4)
    copy = area.duplicate()
    assert (copy.monitoring, copy.monitorable, copy.collision_mask) == (False, False, 4)
    area.free()
    copy.free()


def test_it_pulls_at_what_flies_in_it_if_it_is_to(tree):
    area = put(tree, Area2D, "a", 0)
    area.gravity_vec, area.gravity, area.priority = Vector2(1, 0), 50.0, 3.0
    assert area._collider_.influence is None
    area.set_space_override_mode(Area2D.SPACE_OVERRIDE_REPLACE)
    body = put(tree, RigidBody2D, "r", 0)
    tree.step(3)
    assert tuple(body.linear_velocity) == pytest.approx((50 / 60, 98 / 60), rel=0.01)
    area.space_override = Area2D.SPACE_OVERRIDE_DISABLED
    assert area._collider_.influence is None
