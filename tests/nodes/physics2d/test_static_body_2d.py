from engine import Vector2
from nodes import StaticBody2D


def test_it_carries_what_stands_on_it():
    belt = StaticBody2D(constant_linear_velocity=Vector2(40, 0), constant_angular_velocity=1.0)
    assert belt.get_constant_linear_velocity() == Vector2(40, 0)
    assert belt.constant_angular_velocity == 1.0
    assert belt._collider_.velocity_at(0.0, 10.0) == (30.0, 0.0)
    belt.set_constant_linear_velocity(Vector2.ZERO)
    belt.set_constant_angular_velocity(0)
    assert belt._collider_.velocity_at(0.0, 10.0) == (0.0, 0.0)
    belt.free()


def test_it_goes_on_carrying_when_it_has_been_elsewhere(tree):
    belt = tree.add(StaticBody2D(constant_linear_velocity=Vector2(40, 0)))
    tree.root.remove_child(belt)
    tree.root.add_child(belt)
    assert belt._collider_.velocity == (40.0, 0.0)
