import pytest

from engine import ScriptError, Vector2
from nodes import Area2D, CircleShape2D, CollisionShape2D, Node2D, RectangleShape2D


def parts(area):
    return area._collider_.parts


def test_a_shape_belongs_to_its_parent():
    area, holder = Area2D(), CollisionShape2D(shape=CircleShape2D(radius=3), position=Vector2(5, 0))
    area.add_child(holder)
    (part,) = parts(area)
    assert part.shape is holder.shape
    assert part.local[4:] == (5.0, 0.0)
    assert area.shape_owner_get_owner(area.get_shape_owners()[0]) is holder
    area.remove_child(holder)
    assert parts(area) == []
    area.free()
    holder.free()


def test_a_shape_below_anything_else_is_nobodys():
    node, holder = Node2D(), CollisionShape2D(shape=CircleShape2D())
    node.add_child(holder)
    holder.disabled = True
    holder.shape = None
    node.free()


def test_another_shape_takes_the_place_of_the_one_before():
    area, holder = Area2D(), CollisionShape2D(disabled=True)
    area.add_child(holder)
    assert parts(area) == []
    holder.set_shape(RectangleShape2D())
    (part,) = parts(area)
    assert part.disabled
    holder.shape = None
    assert parts(area) == []
    with pytest.raises(ScriptError, match=r"shape cannot be 'ball'. Write `CircleShape2D\(radius=…\)`"):
        holder.shape = "ball"
    area.free()


def test_what_is_set_is_handed_on():
    area, holder = Area2D(), CollisionShape2D(shape=CircleShape2D())
    area.add_child(holder)
    holder.set_disabled(True)
    holder.one_way_collision = True
    holder.one_way_collision_margin = 2
    (part,) = parts(area)
    assert (part.disabled, part.one_way, part.margin) == (True, True, 2.0)
    assert holder.is_disabled()
    assert holder.is_one_way_collision_enabled()
    area.free()


def test_a_shape_moves_in_its_parent(tree):
    area, holder = tree.add(Area2D()), CollisionShape2D(shape=CircleShape2D())
    area.add_child(holder)
    holder.position = Vector2(7, 0)
    assert parts(area)[0].local[4:] == (7.0, 0.0)
    tree.root.remove_child(area)
    holder.position = Vector2(9, 0)
    tree.root.add_child(area)
    assert parts(area)[0].local[4:] == (9.0, 0.0)


def test_a_copy_has_the_shape_of_the_original():
    holder = CollisionShape2D(shape=CircleShape2D(), disabled=True)
    copy = holder.duplicate()
    assert copy.shape is holder.shape
    assert copy.disabled
    holder.free()
    copy.free()
