from pathlib import Path

import pytest

from engine import Vector2
from nodes import Area2D, CircleShape2D, CollisionShape2D, RayCast2D, StaticBody2D
from tests.gdscript_scenes import Recorded


def rs(_scene, found):
    """The helper of the recorded scenes: what is found, without what is not the same twice."""
    if not found:
        return found
    left = {key: value for key, value in found.items() if key not in ("collider_id", "rid", "metadata")}
    if "collider" in left:
        left["collider"] = left["collider"].name
    return left


RECORDED = Recorded(Path(__file__).parent / "vectors" / "raycast.json", rs=rs)
IN_NO_ORDER = "intersect_point"


@pytest.mark.parametrize("name", [name for name in RECORDED.cases if name != IN_NO_ORDER])
def test_a_line_finds_what_it_does_in_the_engine(name):
    assert RECORDED.differences(name, 1e-3) == []


def test_what_a_point_lies_in_is_found_as_in_the_engine_in_some_order():
    ours, theirs = RECORDED.logs(IN_NO_ORDER)
    for (_, lists), (_, recorded) in zip(ours, theirs, strict=True):
        assert [sorted(found, key=repr) for found in lists] == [sorted(found, key=repr) for found in recorded]


def put(tree, kind, x, name="w"):
    node = kind(position=Vector2(x, 0))
    node.add_child(CollisionShape2D(shape=CircleShape2D()))
    return tree.add(node, name)


@pytest.fixture
def ray(tree):
    return tree.add(RayCast2D(cast_to=Vector2(100, 0), enabled=True), "ray")


def test_exceptions_are_nodes_or_handles(tree, ray):
    near, far = put(tree, StaticBody2D, 40, "near"), put(tree, StaticBody2D, 80, "far")
    tree.step()
    assert ray.get_collider() is near
    ray.add_exception(near)
    ray.force_raycast_update()
    assert ray.get_collider() is far
    ray.add_exception_rid(far.get_rid())
    ray.force_raycast_update()
    assert not ray.is_colliding()
    assert ray.get_collider() is None
    ray.remove_exception_rid(far.get_rid())
    ray.remove_exception(near)
    ray.force_raycast_update()
    assert ray.get_collider() is near
    ray.add_exception(near)
    near.free()
    ray.force_raycast_update()
    assert ray.get_collider() is far
    far.free()
    assert ray.get_collider() is None


def test_what_is_told_is_kept(tree, ray):
    assert ray.is_enabled()
    ray.set_collision_mask_bit(2, True)
    assert ray.get_collision_mask_bit(2)
    assert ray.get_collision_mask() == 5
    ray.set_collide_with_areas(True)
    ray.set_collide_with_bodies(False)
    ray.set_exclude_parent_body(False)
    assert ray.is_collide_with_areas_enabled()
    assert not ray.is_collide_with_bodies_enabled()
    assert not ray.get_exclude_parent_body()
    area = put(tree, Area2D, 50)
    tree.step()
    assert ray.get_collider() is area
    copy = ray.duplicate()
    assert (copy.enabled, copy.cast_to, copy.collision_mask) == (True, Vector2(100, 0), 5)
    copy.free()


def test_a_ray_without_length_looks_a_little_down(tree):
    ray = tree.add(RayCast2D(cast_to=Vector2.ZERO))
    wall = tree.add(StaticBody2D(position=Vector2(0, 10)))
    wall.add_child(CollisionShape2D(shape=CircleShape2D(radius=9.995)))
    ray.force_raycast_update()
    assert ray.get_collider() is wall
