from math import pi

import pytest

from engine import Vector2
from nodes import CircleShape2D, CollisionShape2D, KinematicBody2D, StaticBody2D


@pytest.fixture
def met(tree):
    body = tree.add(KinematicBody2D())
    body.add_child(CollisionShape2D(shape=CircleShape2D()))
    wall = tree.add(StaticBody2D(position=Vector2(50, 0)))
    wall.add_child(CollisionShape2D(shape=CircleShape2D(radius=5), position=Vector2(0, 500)))
    wall.add_child(CollisionShape2D(shape=CircleShape2D()))
    return body, wall, body.move_and_collide(Vector2(100, 0))


def test_it_says_what_was_met_and_where(met):
    body, wall, collision = met
    assert collision.get_collider() is wall
    assert collision.get_collider_id() == wall.get_instance_id()
    assert collision.get_collider_rid() == wall.get_rid()
    assert collision.get_collider_shape_index() == 1
    assert collision.get_collider_shape() is wall.get_child(1)
    assert collision.get_local_shape() is body.get_child(0)
    assert collision.get_collider_velocity() == Vector2.ZERO
    assert collision.get_position().is_equal_approx(Vector2(40, 0))
    assert collision.get_normal().is_equal_approx(Vector2(-1, 0))
    assert (collision.get_travel() + collision.get_remainder()).is_equal_approx(Vector2(100, 0))
    assert collision.get_angle() == pytest.approx(pi / 2)
    assert collision.get_angle(Vector2.LEFT) == pytest.approx(0.0, abs=1e-6)
    assert repr(collision).startswith("<KinematicCollision2D with <StaticBody2D")


def test_what_was_met_may_be_gone(met):
    body, wall, collision = met
    wall.get_child(1).free()
    assert collision.collider_shape is None
    wall.free()
    assert collision.collider is None
    assert collision.collider_shape is None
    body.free()
    assert collision.local_shape is None
