import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, SceneTree
from engine.scene.physics_clock import PhysicsClock


class Asking(Node):
    def __init__(self, log):
        self.log = log

    def _process(self, delta):
        self.log.append(("frame", self.get_tree()._services_.clock.now()))

    def _physics_process(self, delta):
        self.log.append(("step", self.get_tree()._services_.clock.now()))


def test_it_counts_frames_and_the_steps_that_are_due(tree):
    clock = tree._services_.clock
    tree.step(2, delta=1 / 30)
    assert (clock.frames, clock.steps) == (2, 4)


def test_now_is_the_frame_and_the_step_that_run_or_else_come_next(tree):
    log = []
    clock = tree._services_.clock
    assert clock.now() == (1, 1)
    tree.add(Asking(log))
    tree.step(delta=1 / 30)
    assert log == [("step", (1, 1)), ("step", (1, 2)), ("frame", (1, 3))]
    assert clock.now() == (2, 3)


def test_a_step_that_quits_is_the_last_of_its_frame(tree):
    tree.physics_frame.connect(tree.quit)
    tree.step(delta=0.1)
    assert tree._services_.clock.steps == 1


def test_frames_and_steps_have_their_deltas_scaled(tree):
    deltas = []

    class Watching(Node):
        def _process(self, delta):
            deltas.append(delta)

        def _physics_process(self, delta):
            deltas.append(delta)

    tree.add(Watching())
    tree.time_scale = 0.5
    tree.step(delta=1 / 60)
    assert deltas == [0.5 / 60, 0.5 / 60]
    assert (tree.physics_delta, tree.process_delta) == (0.5 / 60, 0.5 / 60)


def test_a_frame_that_fails_leaves_it_between_frames():
    tree = SceneTree()

    def fail(fault):
        raise KeyboardInterrupt

    tree.fault_handler = fail

    class Failing(Node):
        def _physics_process(self, delta):
            raise ZeroDivisionError

    tree.root.add_child(Failing())
    with pytest.raises(KeyboardInterrupt):
        tree.iteration(1 / 60)
    assert not tree._services_.clock.in_step
    assert not tree._services_.clock.in_idle
    tree.finish()


def test_a_frame_that_is_passed_over_counts_as_one_that_was_made(tree):
    clock = tree._services_.clock
    tree._services_.pass_over(3, 3 / 60)
    assert (clock.frames, clock.steps) == (3, 3)
    tree.time_scale = 2.0
    clock.pass_over(0.1)
    assert tree._services_.delta == 0.2


def test_the_longest_step_is_measured_by_the_time_that_was_put_in(tree):
    clock = tree._services_.clock
    tree.step(delta=1 / 30)
    assert clock.take_worst_step() == 0.0
    times = iter((1.0, 1.5, 2.0, 2.25))
    clock.time = lambda: next(times)
    tree.step(delta=1 / 30)
    assert clock.take_worst_step() == 0.5
    assert clock.take_worst_step() == 0.0


def test_short_frames_make_a_step_when_they_are_one_together(tree):
    clock = tree._services_.clock
    steps = []
    for _ in range(600):
        tree.step(delta=1 / 600)
        steps.append(clock.steps)
    assert steps == [i // 10 for i in range(1, 601)]
    assert clock.frames == 600


@given(st.lists(st.floats(0, 0.05, allow_nan=False), max_size=60))
def test_frames_make_the_steps_that_their_lengths_say(deltas):
    """What no step is due in is told apart at once, with the same result."""
    tree, physics = SceneTree(), PhysicsClock()
    clock, made = tree._services_.clock, 0
    for delta in deltas:
        tree.iteration(delta)
        made += physics.advance(delta)[0]
        assert (clock.steps, clock.physics.owed) == (made, physics.owed)
    tree.finish()
