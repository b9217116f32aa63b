import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Node, SceneTree, ScriptError
from nodes import Timer

FRAME = 1 / 64  # a power of two, so that sums are exact


@pytest.fixture
def timer(tree):
    tree.iterations_per_second = 64
    return tree.add(Timer())


def test_a_new_timer_has_godots_defaults():
    timer = Timer()
    assert (timer.wait_time, timer.one_shot, timer.autostart) == (1.0, False, False)
    assert (timer.process_mode, timer.paused) == (Timer.TIMER_PROCESS_IDLE, False)
    assert (timer.time_left, timer.is_stopped()) == (0.0, True)


def test_it_fires_each_time_that_more_than_its_wait_time_has_passed(tree, timer):
    timeout = tree.watch(timer.timeout)
    timer.start(4 * FRAME)
    tree.step(4, FRAME)
    assert timer.time_left == 0
    timeout.assert_not_emitted()
    tree.step(1, FRAME)
    timeout.assert_emitted(times=1)
    assert timer.time_left == 3 * FRAME
    tree.step(8, FRAME)
    timeout.assert_emitted(times=3)


def test_a_one_shot_timer_stops_before_it_fires(tree, timer):
    seen = []
    timer.one_shot = True
    timer.timeout.connect(lambda: seen.append((timer.time_left, timer.is_stopped())))
    timer.start(FRAME)
    tree.step(10, FRAME)
    assert seen == [(0.0, True)]
    assert not timer.is_processing_internal()


def test_it_may_be_started_anew_in_its_timeout(tree, timer):
    timer.one_shot = True
    timeout = tree.watch(timer.timeout)
    timer.timeout.connect(lambda: timer.start())
    timer.start(FRAME)
    tree.step(8, FRAME)
    timeout.assert_emitted(times=4)


def test_a_backlog_fires_once_in_each_frame(tree, timer):
    timeout = tree.watch(timer.timeout)
    timer.start(FRAME)
    tree.step(1, 5 * FRAME)
    timeout.assert_emitted(times=1)
    tree.step(2, 0.0)
    timeout.assert_emitted(times=3)


@given(st.floats(0.01, 3), st.lists(st.floats(0, 0.1), max_size=60))
def test_it_fires_at_most_once_a_frame_and_loses_no_time(wait, frames):
    tree = SceneTree()
    timer, log = Timer(), []
    tree.root.add_child(timer)
    timer.timeout.connect(lambda: log.append(tree.get_idle_frames()))
    timer.start(wait)
    passed = 0.0
    for frame in frames:
        tree.iteration(frame)
        passed += frame
    assert len(log) == len(set(log))
    assert timer._time_left_ == pytest.approx(wait - passed + len(log) * wait, abs=1e-9)


def test_start_needs_the_tree():
    with pytest.raises(ScriptError, match="add it to the tree first, or set `autostart = True`"):
        Timer().start()


def test_start_takes_a_time_above_zero_as_the_wait_time(timer):
    timer.start(5)
    assert (timer.wait_time, timer.time_left, timer.is_stopped()) == (5, 5, False)
    timer.start(0)
    assert (timer.wait_time, timer.time_left) == (5, 5)
    timer.start()
    assert timer.time_left == 5


def test_autostart_starts_when_ready_and_only_then(tree):
    timer = Timer()
    timer.autostart = True
    timer.set_wait_time(2 * FRAME)
    tree.add(timer)
    assert (timer.autostart, timer.is_stopped(), timer.time_left) == (False, False, 2 * FRAME)


def test_stop_ends_it_without_a_timeout(tree, timer):
    timeout = tree.watch(timer.timeout)
    timer.start(FRAME)
    timer.stop()
    assert (timer.time_left, timer.is_stopped()) == (0.0, True)
    tree.step(5, FRAME)
    timeout.assert_not_emitted()


def test_a_paused_timer_waits_and_is_not_stopped(tree, timer):
    timer.start(4 * FRAME)
    tree.step(1, FRAME)
    timer.paused = True
    assert timer.is_paused()
    tree.step(5, FRAME)
    assert (timer.time_left, timer.is_stopped()) == (3 * FRAME, False)
    assert not timer.is_processing_internal()
    timer.set_paused(False)
    tree.step(1, FRAME)
    assert timer.time_left == 2 * FRAME


def test_a_timer_may_be_paused_before_it_is_started(tree, timer):
    timer.paused = True
    timer.start(FRAME)
    tree.step(5, FRAME)
    assert timer.time_left == FRAME


def test_a_paused_tree_pauses_its_timers(tree, timer):
    timer.start(1)
    tree.paused = True
    tree.step(3, FRAME)
    assert timer.time_left == 1
    timer.pause_mode = Node.PAUSE_MODE_PROCESS
    tree.step(1, FRAME)
    assert timer.time_left == 1 - FRAME


def test_it_counts_frames_or_physics_steps(tree, timer):
    timer.process_mode = Timer.TIMER_PROCESS_PHYSICS
    assert timer.get_timer_process_mode() == Timer.TIMER_PROCESS_PHYSICS
    timer.start(1)
    tree.step(1, FRAME / 4)
    assert timer.time_left == 1
    tree.step(3, FRAME / 4)
    assert timer.time_left == 1 - FRAME
    timer.process_mode = Timer.TIMER_PROCESS_IDLE
    tree.step(1, FRAME / 4)
    assert timer.time_left == 1 - FRAME - FRAME / 4
    with pytest.raises(ScriptError, match="there is no process_mode 2"):
        timer.process_mode = 2


def test_it_runs_before_the_process_of_all_nodes(tree, timer):
    log = []

    class Early(Node):
        def _process(self, delta):
            log.append("process")

        def _physics_process(self, delta):
            log.append("physics")

    early = tree.add(Early())
    early.process_priority = -10
    timer.timeout.connect(lambda: log.append("timeout"))
    timer.start(FRAME / 2)
    tree.step(1, FRAME)
    assert log == ["physics", "timeout", "process"]
    log.clear()
    timer.process_mode = Timer.TIMER_PROCESS_PHYSICS
    timer.start(FRAME / 2)
    tree.step(1, FRAME)
    assert log == ["timeout", "physics", "process"]


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_a_wait_time_is_greater_than_zero(seconds):
    timer = Timer()
    with pytest.raises(ScriptError, match="wait_time must be greater than 0"):
        timer.wait_time = seconds
    assert timer.get_wait_time() == 1.0


def test_the_time_left_cannot_be_set(timer):
    with pytest.raises(AttributeError):
        timer.time_left = 3


def test_outside_the_tree_it_waits(tree, timer):
    timer.start(1)
    tree.root.remove_child(timer)
    tree.step(5, FRAME)
    assert timer.time_left == 1
    tree.root.add_child(timer)
    tree.step(1, FRAME)
    assert timer.time_left == 1 - FRAME


def test_time_scale_counts(tree, timer):
    tree.time_scale = 2.0
    timer.start(1)
    tree.step(1, FRAME)
    assert timer.time_left == 1 - 2 * FRAME


def test_it_may_be_freed_in_its_timeout(tree, timer):
    timer.timeout.connect(timer.queue_free)
    other = tree.add(Timer(), "other")
    other.timeout.connect(other.free)
    timer.start(FRAME)
    other.start(FRAME)
    tree.step(3, FRAME)
    assert tree.root.get_child_count() == 0


def test_an_idle_timer_is_in_no_process_list(tree, timer):
    assert not timer.is_processing_internal()
    assert not timer.is_physics_processing_internal()
    timer.start()
    assert timer.is_processing_internal()
    timer.stop()
    assert not timer.is_processing_internal()


def test_a_timer_that_is_told_of_other_things_does_nothing(timer):
    timer.notification(Node.NOTIFICATION_PAUSED)
    timer.notification(Node.NOTIFICATION_READY)
    assert timer.is_stopped()


def test_what_is_no_number_of_seconds_does_not_start_it(timer):
    with pytest.raises(ScriptError, match="start takes a number of seconds, not '1'"):
        timer.start("1")
    assert timer.is_stopped()
