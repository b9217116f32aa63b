import pytest

from engine import ScriptError, Transform2D, Vector2
from nodes import (
    Area2D,
    CircleShape2D,
    CollisionShape2D,
    Node2D,
    Physics2DShapeQueryParameters,
    StaticBody2D,
)


def put(tree, kind, x, name):
    node = kind(position=Vector2(x, 0))
    node.add_child(CollisionShape2D(shape=CircleShape2D()))
    return tree.add(node, name)


@pytest.fixture
def wall(tree):
    return put(tree, StaticBody2D, 50, "w")


@pytest.fixture
def state(tree):
    return tree.add(Node2D()).get_world_2d().get_direct_space_state()


def query(x, motion=0.0, **properties):
    parameters = Physics2DShapeQueryParameters()
    parameters.set_shape(CircleShape2D(radius=5))
    parameters.transform = Transform2D(0, Vector2(x, 0))
    parameters.motion = Vector2(motion, 0)
    for name, value in properties.items():
        setattr(parameters, name, value)
    return parameters


def test_a_ray_finds_what_is_first(state, wall):
    found = state.intersect_ray(Vector2(0, 0), Vector2(100, 0))
    assert found["collider"] is wall
    assert found["collider_id"] == wall.get_instance_id()
    assert found["rid"] == wall.get_rid()
    assert found["shape"] == 0
    assert found["metadata"] is None
    assert found["position"].is_equal_approx(Vector2(40, 0))
    assert found["normal"].is_equal_approx(Vector2(-1, 0))
    assert state.intersect_ray(Vector2(0, 0), Vector2(100, 0), [wall]) == {}
    assert state.intersect_ray(Vector2(0, 0), Vector2(100, 0), [wall.get_rid()]) == {}
    assert state.intersect_ray(Vector2(0, 0), Vector2(100, 0), [], 2) == {}


def test_a_point_finds_what_it_lies_in(tree, state, wall):
    area = put(tree, Area2D, 55, "a")
    assert [found["collider"] for found in state.intersect_point(Vector2(52, 0))] == [wall]
    both = state.intersect_point(Vector2(52, 0), collide_with_areas=True)
    assert {found["collider"] for found in both} == {wall, area}
    assert state.intersect_point(Vector2(52, 0), 0) == []


def test_a_shape_finds_what_it_overlaps(state, wall):
    assert [found["collider"] for found in state.intersect_shape(query(38))] == [wall]
    assert state.intersect_shape(query(38), 0) == []
    assert state.intersect_shape(query(38, exclude=[wall])) == []
    assert state.intersect_shape(query(38, collision_layer=2)) == []
    assert state.intersect_shape(query(33)) == []
    assert len(state.intersect_shape(query(33, margin=3.0))) == 1
    assert state.cast_motion(query(0, 20)) == [1.0, 1.0]
    safe, unsafe = state.cast_motion(query(0, 100))
    assert safe * 100 <= 35 <= unsafe * 100
    first, second = state.collide_shape(query(38))
    assert first.is_equal_approx(Vector2(43, 0))
    assert second.is_equal_approx(Vector2(40, 0))
    rest = state.get_rest_info(query(38))
    assert rest["normal"].is_equal_approx(Vector2(-1, 0))
    assert rest["point"].is_equal_approx(Vector2(40, 0))
    assert rest["collider_id"] == wall.get_instance_id()
    assert state.get_rest_info(query(0)) == {}


def test_a_question_needs_a_shape(state):
    with pytest.raises(
        ScriptError, match=r"has no shape: call `set_shape\(CircleShape2D\(radius=…\)\)` first"
    ):
        state.intersect_shape(Physics2DShapeQueryParameters())


def test_who_is_freed_is_no_exception(state, wall):
    other = StaticBody2D()
    other.free()
    assert state.intersect_ray(Vector2(0, 0), Vector2(100, 0), [other])["collider"] is wall


def test_what_is_asked_may_be_set_by_methods():
    asked = Physics2DShapeQueryParameters()
    asked.set_transform(Transform2D(0, Vector2(1, 2)))
    asked.set_motion(Vector2(3, 4))
    asked.set_margin(0.5)
    asked.set_collision_layer(2)
    asked.set_exclude([])
    asked.set_collide_with_bodies(False)
    asked.set_collide_with_areas(True)
    assert asked.get_transform().origin == Vector2(1, 2)
    assert (asked.get_motion(), asked.get_margin(), asked.get_collision_layer()) == (Vector2(3, 4), 0.5, 2)
    assert asked.get_exclude() == []
    assert not asked.is_collide_with_bodies_enabled()
    assert asked.is_collide_with_areas_enabled()
