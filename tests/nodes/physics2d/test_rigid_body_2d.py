from math import inf, nan
from pathlib import Path

import pytest

from engine import ProjectSettings, ScriptError, Texture, Transform2D, Vector2
from nodes import (
    Area2D,
    CircleShape2D,
    CollisionShape2D,
    KinematicBody2D,
    Node2D,
    RectangleShape2D,
    RigidBody2D,
    StaticBody2D,
    TileMap,
    TileSet,
)
from tests.gdscript_scenes import Recorded, near
from tests.scene_log import run_scene

RECORDED = Recorded(Path(__file__).parent / "vectors" / "rigid_body.json")
TOUCH = Recorded(Path(__file__).parent / "vectors" / "rigid_body_touch.json")
BY_HAND = "integrates by itself"
"""It has a class in a class, which is turned into Python below."""


@pytest.mark.parametrize("name", [name for name in RECORDED.cases if name != BY_HAND])
def test_what_flies_does_so_as_in_the_engine(name):
    assert RECORDED.differences(name, 2e-4) == []


def test_a_body_integrates_by_itself_as_in_the_engine(tree):
    class Own(RigidBody2D):
        def _integrate_forces(self, state):
            self.t.l(
                [
                    state.linear_velocity,
                    state.angular_velocity,
                    state.transform.origin,
                    state.step,
                    state.total_gravity,
                    state.total_linear_damp,
                    state.total_angular_damp,
                    state.inverse_mass,
                    state.inverse_inertia,
                    state.sleeping,
                    state.get_contact_count(),
                ]
            )
            state.linear_velocity += Vector2(1, 0)
            state.integrate_forces()

    class Main(Node2D):
        def _ready(self):
            own = self.own = Own(custom_integrator=True, mass=2.0, position=Vector2(10, 20))
            own.t = self.t
            own.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
            self.add_child(own)

        def _physics_process(self, delta):
            own = self.own
            self.t.l(
                [own.position, own.rotation, own.linear_velocity, own.angular_velocity, own.is_sleeping()]
            )

    case = RECORDED.cases[BY_HAND]
    assert near(run_scene(tree, Main, case["frames"]), case["log"], 2e-4)


def flying(tree, x=0.0, radius=5.0, name="r", **properties):
    properties = {"gravity_scale": 0.0, "linear_damp": 0.0, "position": Vector2(x, 0), **properties}
    node = RigidBody2D(**properties)
    node.add_child(CollisionShape2D(shape=CircleShape2D(radius=radius)))
    return tree.add(node, name)


def wall(tree, x, name="w", kind=StaticBody2D, **properties):
    node = kind(position=Vector2(x, 0), **properties)
    node.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    return tree.add(node, name)


# -- Others ----------------------------------------------------------------------------------------


def test_it_passes_through_others_and_that_is_said_once(tree, caplog):
    body = flying(tree, linear_velocity=Vector2(600, 0))
    wall(tree, 50)
    wall(tree, 90, "v")
    tree.step(20)
    assert body.position.x == pytest.approx(190)
    assert caplog.text.count("passes through") == 1
    assert "KinematicBody2D that calls `move_and_collide`" in caplog.text


def test_two_that_fly_are_each_told_of(tree, caplog):
    flying(tree, linear_velocity=Vector2(600, 0))
    flying(tree, 60, name="q")
    tree.step(20)
    assert caplog.text.count("passes through") == 2


@pytest.mark.parametrize("filtered", [{"collision_mask": 0, "collision_layer": 0}, {"collision_layer": 2}])
def test_nothing_is_said_where_nothing_would_stop_it(tree, caplog, filtered):
    body = flying(tree, linear_velocity=Vector2(600, 0), **filtered)
    other = wall(tree, 50, collision_mask=0)
    body.add_collision_exception_with(other)
    tree.step(20)
    assert caplog.text == ""


def test_a_layer_that_is_switched_on_counts(tree, caplog):
    body = flying(tree, 20, collision_mask=0, collision_layer=0)
    wall(tree, 22, collision_mask=0)
    tree.step(3)
    assert caplog.text == ""
    body.collision_mask = 1
    tree.step(3)
    assert "passes through" in caplog.text


def test_a_kinematic_body_stops_at_it_without_infinite_inertia(tree):
    mover = wall(tree, 0, "k", KinematicBody2D)
    flying(tree, 50, sleeping=True)
    assert mover.move_and_collide(Vector2(100, 0), test_only=True) is None
    assert mover.move_and_collide(Vector2(100, 0), False, test_only=True) is not None
    assert mover.test_move(Transform2D.IDENTITY, Vector2(100, 0), False)
    assert not mover.test_move(Transform2D.IDENTITY, Vector2(100, 0))


def test_a_motion_is_tested(tree):
    body = flying(tree, sleeping=True)
    wall(tree, 50)
    assert body.test_motion(Vector2(100, 0))
    assert not body.test_motion(Vector2(-100, 0))
    assert not RigidBody2D().test_motion(Vector2(100, 0))


def test_a_ray_meets_it_where_the_step_has_put_it(tree):
    body = flying(tree, linear_velocity=Vector2(60, 0))
    tree.step(10)
    space = body.get_world_2d().direct_space_state
    hit = space.intersect_ray(Vector2(-50, 0), Vector2(50, 0))
    assert hit["collider"] is body
    assert hit["position"].x == pytest.approx(body.position.x + 1 - 5)


def test_an_area_that_frees_it_is_enough(tree):
    area = tree.add(Area2D(position=Vector2(50, 0)), "a")
    area.add_child(CollisionShape2D(shape=CircleShape2D(radius=5)))
    told = []
    area.body_entered.connect(lambda body: (told.append(body.name), body.free()))
    flying(tree, linear_velocity=Vector2(600, 0))
    flying(tree, linear_velocity=Vector2(500, 0), name="q", collision_mask=0, collision_layer=1)
    tree.step(20)
    assert sorted(told) == ["q", "r"]


@pytest.mark.parametrize("name", TOUCH.cases)
def test_with_contact_monitor_it_is_told_of_what_it_meets_when_the_engine_is(name, caplog):
    assert TOUCH.differences(name, 0) == []
    assert caplog.text == ""  # it is told itself


def monitoring(tree):
    body = flying(tree, contact_monitor=True, contacts_reported=1, linear_velocity=Vector2(600, 0))
    told = []
    for signal in ("body_entered", "body_exited"):
        getattr(body, signal).connect(lambda other, signal=signal: told.append(f"{signal} {other.name}"))
    return body, told


def test_it_is_told_of_what_it_leaves_behind(tree):
    body, told = monitoring(tree)
    other = wall(tree, 50)
    shapes = []
    body.body_shape_entered.connect(lambda *arguments: shapes.append(arguments))
    tree.step(6)
    assert told == ["body_entered w"]
    assert body.get_colliding_bodies() == [other]
    tree.step(6)
    assert told == ["body_entered w", "body_exited w"]
    assert shapes == [(other.get_rid(), other, 0, 0)]


def test_it_is_not_told_any_more_when_either_goes(tree):
    body, told = monitoring(tree)
    other = wall(tree, 50)
    tree.step(6)
    other.free()
    assert told == ["body_entered w", "body_exited w"]
    wall(tree, body.position.x + 10, "v")
    tree.step(3)
    tree.root.remove_child(body)
    assert told[2:] == ["body_entered v", "body_exited v"]
    body.free()


def test_monitoring_may_be_switched(tree, caplog):
    body, told = monitoring(tree)
    wall(tree, 50)
    tree.step(6)
    body.contacts_reported = 0
    assert told == ["body_entered w", "body_exited w"]
    body.set_max_contacts_reported(2)
    body.set_contact_monitor(False)
    tree.step(2)
    assert len(told) == 2
    assert body.get_colliding_bodies() == []
    assert "set `contact_monitor = True`" in caplog.text


def test_a_tile_map_is_met_too(tree):
    _, told = monitoring(tree)
    tiles = TileSet()
    tiles.create_tile(0)
    tiles.tile_set_texture(0, Texture.from_rgba(16, 16, bytes(1024)))
    tiles.tile_add_shape(0, RectangleShape2D(extents=Vector2(8, 8)), Transform2D(0, Vector2(8, 8)))
    tile_map = tree.add(TileMap(tile_set=tiles, cell_size=Vector2(16, 16), position=Vector2(0, -8)), "map")
    tile_map.set_cell(3, 0, 0)
    tree.step(20)
    assert told == ["body_entered map", "body_exited map"]


def test_after_some_bodies_no_more_are_told_of(tree, caplog):
    wall(tree, 0)
    for number in range(12):
        flying(tree, name=f"r{number}", collision_mask=0)
    tree.step(3)
    assert caplog.text.count("passes through") == 8
    assert caplog.text.count("No more is said of others.") == 1


# -- Itself ----------------------------------------------------------------------------------------


def test_where_it_is_put_before_a_step_it_goes_on(tree):
    body = flying(tree, linear_velocity=Vector2(60, 0))
    tree.step(3)
    body.position = Vector2(500, 0)
    tree.step()
    assert body.position == Vector2(500, 0)
    tree.step()
    assert tuple(body.position) == pytest.approx((501, 0))


def test_what_sleeps_costs_no_steps(tree):
    body = flying(tree)
    tree.step(40)
    assert body.sleeping
    assert tree._services_.physics2d.idle_time() == inf
    body.apply_central_impulse(Vector2(10, 0))
    assert tree._services_.physics2d.idle_time() == 0
    tree.step(2)
    assert not body.sleeping
    assert body.linear_velocity == Vector2(10, 0)


def test_one_that_may_not_sleep_is_woken(tree):
    body = flying(tree)
    tree.step(40)
    body.set_can_sleep(False)
    tree.step()
    tree.step(60)
    assert not body.is_sleeping()
    assert not body.is_able_to_sleep()


def test_outside_the_tree_it_is_set_up(tree):
    body = RigidBody2D(sleeping=True, mode=RigidBody2D.MODE_KINEMATIC, linear_velocity=Vector2(1, 2))
    body.set_mode(RigidBody2D.MODE_RIGID)
    body.sleeping = True
    body.apply_torque_impulse(5.0)
    tree.add(body)
    tree.step(3)
    assert (body.position, body.sleeping) == (Vector2.ZERO, True)
    body.sleeping = False
    tree.step(3)
    assert body.position != Vector2.ZERO


def test_a_body_that_stands_or_is_moved_is_not_put_to_sleep(tree):
    body = flying(tree, mode=RigidBody2D.MODE_STATIC)
    body.sleeping = True
    body.apply_impulse(Vector2.ZERO, Vector2(10, 0))
    body.apply_torque_impulse(10.0)
    tree.step(3)
    assert (body.position, body.rotation) == (Vector2.ZERO, 0.0)


def test_weight_and_gravity_are_those_of_the_project(tree):
    ProjectSettings.set_setting("physics/2d/default_gravity", 50)
    try:
        body = flying(tree, gravity_scale=1.0, weight=10.0)
        assert body.mass == 2.0
        assert body.get_weight() == 10.0
        tree.step(2)
        assert body.linear_velocity.y == pytest.approx(50 / 60)
    finally:
        ProjectSettings.set_setting("physics/2d/default_gravity", 98)


def test_what_cannot_be_is_refused(tree):
    body = flying(tree)
    with pytest.raises(ScriptError, match="mass must be greater than 0"):
        body.mass = 0
    with pytest.raises(ScriptError, match="there is no mode 7"):
        body.mode = 7
    with pytest.raises(ScriptError, match="inertia must be a finite number"):
        body.inertia = nan
    body.linear_damp = -7
    assert body.linear_damp == -1


def test_a_copy_flies_as_the_body_does(tree):
    body = flying(tree, mass=3.0, inertia=2.0, custom_integrator=True, linear_velocity=Vector2(5, 0))
    body.add_torque(4.0)
    copy = body.duplicate()
    assert (copy.mass, copy.inertia, copy.custom_integrator) == (3.0, 2.0, True)
    assert (copy.linear_velocity, copy.applied_torque) == (Vector2(5, 0), 4.0)
    copy.free()
