import pytest

from engine import ScriptError, Transform2D, Vector2
from nodes import Area2D, CircleShape2D, CollisionShape2D, RectangleShape2D, StaticBody2D


def test_layers_are_bits():
    area = Area2D()
    assert (area.collision_layer, area.collision_mask) == (1, 1)
    area.set_collision_layer_bit(3, True)
    area.set_collision_mask_bit(0, False)
    assert (area.get_collision_layer(), area.get_collision_mask()) == (9, 0)
    assert area.get_collision_layer_bit(3)
    assert not area.get_collision_mask_bit(0)
    with pytest.raises(ScriptError, match="there is no layer bit 32: take 0 to 31"):
        area.set_collision_layer_bit(32, True)
    area.set_collision_layer_bit(31, True)
    area.collision_mask = 0xFFFFFFFF
    assert (area.get_collision_layer_bit(31), area.get_collision_mask_bit(31)) == (True, True)
    with pytest.raises(ScriptError, match="a bit for each of 32 layers; -1 is no such number"):
        area.collision_mask = -1
    area.free()


def test_areas_can_be_picked_unless_told_and_bodies_cannot():
    area, body = Area2D(), StaticBody2D()
    assert area.input_pickable
    assert not body.is_pickable()
    body.set_pickable(True)
    assert body.input_pickable
    area.free()
    body.free()


def test_shapes_may_be_given_by_hand(tree):
    area = tree.add(Area2D())
    owner = area.create_shape_owner(tree)
    assert area.shape_owner_get_owner(owner) is tree
    ball, box = CircleShape2D(), RectangleShape2D()
    area.shape_owner_add_shape(owner, ball)
    area.shape_owner_add_shape(owner, box)
    assert area.shape_owner_get_shape_count(owner) == 2
    assert area.shape_owner_get_shape(owner, 1) is box
    assert area.shape_owner_get_shape_index(owner, 1) == 1
    other = area.create_shape_owner(area)
    area.shape_owner_add_shape(other, ball)
    assert area.get_shape_owners() == [owner, other]
    assert area.shape_find_owner(2) == other
    area.shape_owner_remove_shape(owner, 0)
    assert area.shape_owner_get_shape_index(other, 0) == 1
    area.remove_shape_owner(owner)
    assert area.get_shape_owners() == [other]
    assert [part.index for part in area._collider_.parts] == [0]


def test_the_shapes_of_an_owner_are_set_together():
    area = Area2D()
    owner = area.create_shape_owner(area)
    area.shape_owner_add_shape(owner, CircleShape2D())
    part = area._collider_.parts[0]
    area.shape_owner_set_transform(owner, Transform2D(0, Vector2(5, 6)))
    area.shape_owner_set_disabled(owner, True)
    area.shape_owner_set_one_way_collision(owner, True)
    area.shape_owner_set_one_way_collision_margin(owner, 3)
    assert (part.local[4:], part.disabled, part.one_way, part.margin) == ((5.0, 6.0), True, True, 3.0)
    assert area.shape_owner_get_transform(owner).origin == Vector2(5, 6)
    assert area.is_shape_owner_disabled(owner)
    assert area.is_shape_owner_one_way_collision_enabled(owner)
    assert area.get_shape_owner_one_way_collision_margin(owner) == 3.0
    area.free()


def test_what_there_is_not_is_said():
    area = Area2D()
    owner = area.create_shape_owner(area)
    with pytest.raises(ScriptError, match=r"no shape owner 7, but \[0\]"):
        area.shape_owner_get_owner(7)
    with pytest.raises(ScriptError, match="shape owner 0 has 0 shapes, not 2"):
        area.shape_owner_get_shape(owner, 2)
    with pytest.raises(ScriptError, match="has 0 shapes, so there is no shape 0"):
        area.shape_find_owner(0)
    with pytest.raises(ScriptError, match="shape cannot be 5"):
        area.shape_owner_add_shape(owner, 5)
    area.free()


def test_one_shape_may_be_that_of_many(tree):
    shape = CircleShape2D(radius=5)
    areas = []
    for x in (0, 100):
        area = tree.add(Area2D(position=Vector2(x, 0)), f"a{x}")
        area.add_child(CollisionShape2D(shape=shape))
        areas.append(area)
    tree.step(2)
    shape.radius = 60
    tree.step(2)
    assert areas[0].overlaps_area(areas[1])


def test_a_handle_stands_for_it():
    area, other = Area2D(), Area2D()
    assert area.get_rid() == area.get_rid() != other.get_rid()
    assert area.get_rid().get_id() == area.get_instance_id()
    area.free()
    other.free()


def test_queries_tell_nothing_more_of_it():
    area = Area2D()
    assert area._metadata_of_(None) is None
    area.free()
