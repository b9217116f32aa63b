from math import radians
from pathlib import Path

import pytest

from engine import ScriptError, Texture, Transform2D, Vector2
from nodes import (
    CircleShape2D,
    CollisionShape2D,
    KinematicBody2D,
    Node2D,
    RayShape2D,
    RectangleShape2D,
    StaticBody2D,
)
from tests.gdscript_scenes import Recorded

HERE = Path(__file__).parent / "vectors"


def tile(_scene, tile_set, number, shape, at):
    """The helper of the recorded scenes, whose pictures are made another way here."""
    tile_set.create_tile(number)
    tile_set.tile_set_texture(number, Texture.from_rgba(16, 16, bytes(16 * 16 * 4)))
    tile_set.tile_add_shape(number, shape, Transform2D(0, at))


COLLIDE = Recorded(HERE / "kinematic_collide.json")
SLIDE = Recorded(HERE / "kinematic_slide.json", tile=tile)


@pytest.mark.parametrize("name", COLLIDE.cases)
def test_a_motion_ends_where_it_does_in_the_engine(name):
    assert COLLIDE.differences(name, 0.02) == []


@pytest.mark.parametrize("name", SLIDE.cases)
def test_a_body_slides_as_in_the_engine(name):
    assert SLIDE.differences(name, 0.1) == []


def body(tree, x=0.0, y=0.0, shape=None, **properties):
    node = KinematicBody2D(position=Vector2(x, y), **properties)
    node.add_child(CollisionShape2D(shape=shape or RectangleShape2D(extents=Vector2(8, 8))))
    return tree.add(node, "k")


def wall(tree, x, y, width, height, name="w"):
    node = StaticBody2D(position=Vector2(x, y))
    node.add_child(CollisionShape2D(shape=RectangleShape2D(extents=Vector2(width, height))))
    return tree.add(node, name)


def test_a_test_leaves_the_body_where_it_is(tree):
    who = body(tree)
    wall(tree, 60, 0, 10, 50)
    assert who.move_and_collide(Vector2(100, 0), test_only=True) is not None
    assert who.position == Vector2.ZERO
    assert who.test_move(Transform2D.IDENTITY, Vector2(100, 0))
    assert not who.test_move(Transform2D(0, Vector2(0, 200)), Vector2(100, 0))


def test_outside_a_tree_there_is_nothing_to_meet():
    who = KinematicBody2D()
    with pytest.raises(ScriptError, match="not inside the tree"):
        who.move_and_collide(Vector2(1, 0))
    with pytest.raises(ScriptError, match="not inside the tree"):
        who.move_and_slide(Vector2(1, 0))
    who.free()


def test_a_body_moves_in_the_coordinates_of_the_canvas(tree):
    holder = tree.add(Node2D(position=Vector2(100, 0), rotation=radians(90)))
    who = KinematicBody2D()
    who.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    holder.add_child(who)
    who.move_and_collide(Vector2(10, 0))
    assert who.global_position.is_equal_approx(Vector2(110, 0))
    assert who.position.is_equal_approx(Vector2(0, -10))


def test_what_it_has_met_is_told(tree):
    who = body(tree)
    floor = wall(tree, 0, 20, 100, 10)
    for _ in range(3):
        tree.step()
        who.move_and_slide(Vector2(0, 100), Vector2.UP)
    assert who.is_on_floor()
    assert not who.is_on_wall()
    assert not who.is_on_ceiling()
    assert who.get_floor_normal() == Vector2.UP
    assert who.get_floor_angle() == pytest.approx(0.0)
    assert who.get_slide_collision(0).collider is floor
    assert who.get_last_slide_collision().collider is floor
    with pytest.raises(ScriptError, match=r"range\(body.get_slide_count\(\)\)"):
        who.get_slide_collision(9)
    floor.free()
    assert who.get_last_slide_collision().collider is None


def test_a_platform_that_is_gone_carries_nobody(tree):
    who = body(tree)
    floor = wall(tree, 0, 20, 100, 10)
    floor.constant_linear_velocity = Vector2(60, 0)
    for _ in range(3):
        tree.step()
        who.move_and_slide(Vector2(0, 100), Vector2.UP)
    assert who.position.x > 0.0
    assert who.get_floor_velocity() == Vector2(60, 0)
    x = who.position.x
    floor.free()
    who.move_and_slide(Vector2.ZERO, Vector2.UP)
    assert who.position.x == x


@pytest.mark.parametrize(
    ("mode", "left"),
    [
        (KinematicBody2D.PLATFORM_VEL_ON_LEAVE_ALWAYS, Vector2(60, 30)),
        (KinematicBody2D.PLATFORM_VEL_ON_LEAVE_UPWARD_ONLY, Vector2(60, 0)),
        (KinematicBody2D.PLATFORM_VEL_ON_LEAVE_NEVER, Vector2(0, 0)),
    ],
)
def test_it_keeps_the_velocity_of_what_it_leaves(tree, mode, left):
    who = body(tree, moving_platform_apply_velocity_on_leave=mode)
    floor = wall(tree, 0, 20, 100, 10)
    for _ in range(3):
        tree.step()
        who.move_and_slide(Vector2(0, 100), Vector2.UP)
    floor.constant_linear_velocity = Vector2(60, 30)
    who.collision_layer = who.collision_mask = floor.collision_layer = floor.collision_mask = 0
    assert who.move_and_slide(Vector2.ZERO, Vector2.UP) == left


def test_it_does_not_snap_to_what_is_no_floor(tree):
    who = body(tree)
    wall(tree, 0, 20, 100, 10)
    for _ in range(3):
        tree.step()
        who.move_and_slide_with_snap(Vector2(0, 100), Vector2(0, 10), Vector2.UP)
    assert who.is_on_floor()
    slope = wall(tree, 40, 20, 40, 5)
    slope.rotation = radians(75)
    tree.step()
    who.move_and_slide_with_snap(Vector2(0, -600), Vector2(12, 0), Vector2.UP)
    assert not who.is_on_floor()


def test_it_snaps_to_anything_without_an_up_direction(tree):
    who = body(tree)
    wall(tree, 0, 20, 100, 10)
    tree.step()
    who.move_and_slide(Vector2(0, 100), Vector2.UP)
    tree.step()
    who.move_and_slide(Vector2(0, 200), Vector2.UP)
    assert who.is_on_floor()
    who.move_and_slide_with_snap(Vector2(0, -60), Vector2(0, 5))
    assert who.position.y > -8.5


def test_it_stands_on_its_legs(tree):
    who = body(tree, 0, -30, RectangleShape2D(extents=Vector2(4, 4)))
    who.add_child(CollisionShape2D(shape=RayShape2D(length=16)))
    wall(tree, 0, 20, 100, 10)
    for _ in range(60):
        tree.step()
        who.move_and_slide(Vector2(0, 100), Vector2.UP)
    assert who.is_on_floor()
    assert who.position.y == pytest.approx(10 - 16, abs=2.0)


def test_what_is_in_sync_is_where_the_step_has_put_it(tree):
    platform = body(tree)
    platform.set_sync_to_physics(True)
    assert platform.is_sync_to_physics_enabled()
    tree.step()
    platform.position = Vector2(5, 0)
    assert platform.position == Vector2.ZERO
    tree.step(2)
    assert platform.position == Vector2(5, 0)
    platform.set_sync_to_physics(False)
    platform.position = Vector2(9, 0)
    assert platform.position == Vector2(9, 0)
    other = KinematicBody2D()
    other.set_sync_to_physics(True)
    other.position = Vector2(1, 0)
    assert other.position == Vector2(1, 0)
    other.free()
