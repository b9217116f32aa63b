"""Node2D: its properties and what they refuse. Where it is is compared in `test_node_2d_recorded`."""

from __future__ import annotations

from math import inf, nan, pi

import pytest

from engine import Node, ScriptError, Transform2D, Vector2
from nodes import Node2D


@pytest.fixture
def node(tree):
    return tree.add(Node2D())


def test_a_node_is_placed_by_keywords():
    node = Node2D(position=Vector2(1, 2), rotation=1.5, scale=Vector2(3, 4), z_index=5)
    assert (node.position, node.rotation, node.scale, node.z_index) == (
        Vector2(1, 2),
        1.5,
        Vector2(3, 4),
        5,
    )


def test_a_node_starts_where_its_parent_is(node):
    assert node.position == node.global_position == Vector2.ZERO
    assert node.rotation == node.global_rotation == 0.0
    assert node.scale == node.global_scale == Vector2.ONE
    assert node.transform == node.global_transform == Transform2D.IDENTITY


def test_a_position_may_be_any_two_numbers(node):
    node.position = (1, 2)
    assert type(node.position) is Vector2
    assert node.position == Vector2(1, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("position", Vector2(nan, 0)),
        ("position", Vector2(0, nan)),
        ("position", Vector2(nan, nan)),
        ("position", Vector2(inf, 0)),
        ("position", Vector2(-inf, inf)),
        ("rotation", nan),
        ("rotation_degrees", inf),
        ("scale", Vector2(nan, 1)),
        ("scale", Vector2(1, inf)),
        ("transform", Transform2D(1, 0, 0, nan, 0, 0)),
        ("transform", Transform2D(1, 0, 0, 1, 0, inf)),
    ],
)
def test_what_is_no_number_or_infinite_is_refused(node, name, value):
    with pytest.raises(ScriptError, match=r"cannot be .*Was something divided by zero\?"):
        setattr(node, name, value)
    assert node.transform == Transform2D.IDENTITY


@pytest.mark.parametrize("scale", [Vector2(0, 1), Vector2(-0.0, 1), Vector2(1e-9, 1), Vector2(-1e-9, 1)])
def test_a_scale_of_nothing_is_a_very_small_one(node, scale):
    node.scale = scale
    assert node.scale == Vector2(0.00001, 1)
    assert node.to_local(Vector2(0, 5)) == Vector2(0, 5)


def test_the_z_index_has_limits(node):
    for z_index in (4096, -4096):
        node.z_index = z_index
        assert node.get_z_index() == z_index
    for z_index in (4097, -4097):
        with pytest.raises(ScriptError, match="z_index is -4096 to 4096, not"):
            node.set_z_index(z_index)
    node.z_as_relative = 0
    assert node.z_as_relative is False


def test_methods_do_what_properties_do(node):
    node.set_position(Vector2(1, 2))
    assert node.get_position() == Vector2(1, 2)
    node.set_rotation(1.5)
    assert node.get_rotation() == 1.5
    node.set_rotation_degrees(90)
    assert node.get_rotation_degrees() == pytest.approx(90)
    assert node.rotation == pytest.approx(pi / 2)
    node.set_scale(Vector2(2, 3))
    assert node.get_scale() == Vector2(2, 3)
    node.set_global_position(Vector2(5, 6))
    assert node.get_global_position() == Vector2(5, 6)
    node.set_transform(Transform2D(0, Vector2(7, 8)))
    assert node.position == Vector2(7, 8)
    assert node.rotation == 0
    node.set_global_rotation(0.5)
    assert node.get_global_rotation() == pytest.approx(0.5)
    node.set_global_scale(Vector2(2, 2))
    assert node.get_global_scale().is_equal_approx(Vector2(2, 2))
    node.set_global_transform(Transform2D.IDENTITY)
    assert node.get_global_transform() == Transform2D.IDENTITY
    node.set_z_as_relative(False)
    assert not node.is_z_relative()


def test_a_property_of_the_position_can_be_set_by_its_path(node):
    node.set_indexed("position:x", 5)
    assert node.position == Vector2(5, 0)


def test_where_it_is_can_be_asked_outside_the_tree():
    parent, node = Node2D(position=Vector2(1, 1)), Node2D(position=Vector2(2, 2))
    parent.add_child(node)
    assert node.global_position == Vector2(3, 3)
    node.global_position = Vector2(0, 0)
    assert node.position == Vector2(-1, -1)


def test_where_it_is_relative_to_a_parent(tree):
    top, parent, node = Node2D(position=Vector2(1, 0)), Node2D(position=Vector2(2, 0)), Node2D()
    top.add_child(parent)
    parent.add_child(node)
    node.position = Vector2(4, 0)
    assert node.get_relative_transform_to_parent(node) == Transform2D.IDENTITY
    assert node.get_relative_transform_to_parent(parent).origin == Vector2(4, 0)
    assert node.get_relative_transform_to_parent(top).origin == Vector2(6, 0)
    with pytest.raises(ScriptError, match="is not above"):
        top.get_relative_transform_to_parent(node)
    between = Node()
    node.add_child(between)
    below = Node2D()
    between.add_child(below)
    with pytest.raises(ScriptError, match="with nothing but Node2Ds between"):
        below.get_relative_transform_to_parent(top)


def test_a_copy_is_where_the_first_is():
    node = Node2D(position=Vector2(1, 2), rotation=0.5, scale=Vector2(2, 3), z_index=3, z_as_relative=False)
    copy = node.duplicate()
    assert copy.transform == node.transform
    assert (copy.z_index, copy.z_as_relative) == (3, False)


def test_what_is_not_at_right_angles_is_kept_until_rotation_or_scale_are_set(node):
    skewed = Transform2D(1, 0.5, 0.25, 1, 0, 0)
    node.transform = skewed
    node.position = Vector2(8, 9)
    assert tuple(node.transform) == (1, 0.5, 0.25, 1, 8, 9)
    node.scale = Vector2(1, 1)
    a, b, c, d, _, _ = node.transform
    assert a * c + b * d == pytest.approx(0)


@pytest.mark.parametrize("name", ["position", "scale"])
def test_what_is_no_vector_is_answered_with_how_to_write_one(name):
    with pytest.raises(ScriptError, match=rf"{name} is a Vector2, not 2\. Write `{name} = Vector2\(x, y\)`"):
        setattr(Node2D(), name, 2)
