import pytest

from engine import ScriptError, Vector2
from nodes import Area2D, CircleShape2D, CollisionShape2D, KinematicBody2D, StaticBody2D


def put(tree, kind, x):
    node = kind(position=Vector2(x, 0))
    node.add_child(CollisionShape2D(shape=CircleShape2D()))
    return tree.add(node)


def test_bodies_may_pass_through_each_other(tree):
    body, wall = put(tree, KinematicBody2D, 0), put(tree, StaticBody2D, 50)
    body.add_collision_exception_with(wall)
    assert body.get_collision_exceptions() == [wall]
    assert body.move_and_collide(Vector2(40, 0)) is None
    body.remove_collision_exception_with(wall)
    assert body.get_collision_exceptions() == []
    assert body.move_and_collide(Vector2(-1, 0)) is not None
    wall.add_collision_exception_with(body)
    assert body.move_and_collide(Vector2(10, 0)) is None
    wall.free()
    body.remove_collision_exception_with(body)


def test_who_is_freed_is_no_exception_any_more(tree):
    body, wall = put(tree, KinematicBody2D, 0), put(tree, StaticBody2D, 50)
    body.add_collision_exception_with(wall)
    wall.free()
    assert body.get_collision_exceptions() == []


def test_an_area_is_no_exception(tree):
    body, area = put(tree, KinematicBody2D, 0), put(tree, Area2D, 0)
    with pytest.raises(ScriptError, match="can pass through another body, not"):
        body.add_collision_exception_with(area)
