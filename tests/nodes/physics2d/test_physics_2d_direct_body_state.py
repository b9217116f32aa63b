import pytest

from engine import Transform2D, Vector2
from nodes import CircleShape2D, CollisionShape2D, RigidBody2D


class Told(RigidBody2D):
    act = staticmethod(lambda state: None)

    def _integrate_forces(self, state):
        self.state = state
        self.act(state)


@pytest.fixture
def body(tree):
    node = Told(gravity_scale=0.0, linear_damp=0.0, angular_damp=0.0, can_sleep=False)
    node.add_child(CollisionShape2D(shape=CircleShape2D(radius=2)))
    return tree.add(node, "r")


def test_it_tells_of_the_body(tree, body):
    body.mass = 2.0
    body.linear_velocity, body.angular_velocity = Vector2(6, 0), 2.0
    tree.step(2)
    state = body.state
    assert state.get_linear_velocity() == Vector2(6, 0)
    assert state.get_angular_velocity() == 2.0
    assert tuple(state.get_transform().origin) == pytest.approx((0.2, 0))
    assert state.get_step() == pytest.approx(1 / 60)
    assert state.get_inverse_mass() == 0.5
    assert state.get_inverse_inertia() == pytest.approx(1 / body.inertia)
    assert (state.get_total_gravity(), state.get_total_linear_damp(), state.get_total_angular_damp()) == (
        Vector2.ZERO,
        0.0,
        0.0,
    )
    assert (state.get_contact_count(), state.is_sleeping()) == (0, False)
    assert state.get_velocity_at_local_position(Vector2(1, 1)) == Vector2(4, 2)
    assert state.get_space_state() is body.get_world_2d().direct_space_state


def test_where_it_puts_the_body_the_node_is_a_step_later(tree, body):
    tree.step(2)
    body.act = lambda state: state.set_transform(Transform2D(0, Vector2(50, 60)))
    tree.step()
    assert body.position == Vector2.ZERO
    body.act = lambda state: None
    tree.step()
    assert body.position == Vector2(50, 60)


def test_it_changes_how_the_body_flies(tree, body):
    tree.step(2)
    state = body.state
    state.set_linear_velocity(Vector2(5, 0))
    state.set_angular_velocity(1.0)
    state.apply_central_impulse(Vector2(1, 0))
    state.apply_impulse(Vector2.ZERO, Vector2(0, 3))
    state.apply_torque_impulse(body.inertia)
    assert (state.linear_velocity, state.angular_velocity) == (Vector2(6, 3), 2.0)
    state.add_central_force(Vector2(1, 0))
    state.add_force(Vector2(0, 1), Vector2(2, 0))
    state.add_torque(5.0)
    assert (body.applied_force, body.applied_torque) == (Vector2(3, 0), 3.0)
    state.set_sleep_state(True)
    assert state.sleeping
    assert body.sleeping


def test_it_integrates_gravity_and_damping(tree, body):
    body.custom_integrator = True
    body.gravity_scale, body.linear_damp, body.angular_damp = 1.0, 6.0, 120.0
    body.act = lambda state: state.integrate_forces()
    body.angular_velocity = 4.0
    tree.step(3)
    assert body.state.linear_velocity.y == pytest.approx((98 / 60 * 0.9 + 98 / 60) * 0.9)
    assert body.state.angular_velocity == 0.0


def test_outside_the_tree_nothing_moves(tree, body):
    tree.step(2)
    tree.root.remove_child(body)
    body.state.transform = Transform2D(0, Vector2(50, 60))
    assert body.state.step == 0.0
    tree.root.add_child(body)
    assert body.position == Vector2.ZERO
