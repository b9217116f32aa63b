import socket
import threading
from math import inf

import pytest

from engine import Node, Object, SceneTree
from engine.display.headless.display import HeadlessDisplay
from engine.net.poller import READ
from engine.runner.real_time import LONGEST_SLEEP, run_real_time


class Sleeper:
    """Stands in for the clock and for the sleep of the poller: sleeping makes time pass."""

    def __init__(self, tree):
        self.now = 100.0
        self.slept = []
        self.early = []
        tree.poller.wait = self.wait

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.slept.append(seconds)
        self.now += max(0, self.early.pop(0) if self.early else seconds)
        return False


class Recorder(Node):
    frames = 3

    def __init__(self):
        self.deltas = []

    def _process(self, delta):
        self.deltas.append(delta)
        if len(self.deltas) == self.frames:
            self.get_tree().quit()


@pytest.fixture
def tree():
    tree = SceneTree()
    yield tree
    tree.finish()


def test_frames_come_as_often_as_physics_steps_and_the_first_has_no_length(tree):
    node = Recorder()
    tree.root.add_child(node)
    run_real_time(tree, clock=Sleeper(tree))
    assert node.deltas == pytest.approx([0, 1 / 60, 1 / 60])


def test_target_fps_sets_the_pace(tree):
    node = Recorder()
    tree.root.add_child(node)
    tree.target_fps = 20
    run_real_time(tree, clock=Sleeper(tree))
    assert node.deltas == pytest.approx([0, 0.05, 0.05])


def test_an_early_frame_does_not_move_the_one_that_is_due(tree):
    node = Recorder()
    node.frames = 4
    tree.root.add_child(node)
    sleeper = Sleeper(tree)
    sleeper.early = [0.005, 0.001]
    run_real_time(tree, clock=sleeper)
    assert node.deltas == pytest.approx([0, 0.005, 0.001, 1 / 60 - 0.006])


def test_time_that_frames_take_is_taken_from_the_sleep_and_missed_frames_are_not_made_up(tree):
    class Slow(Recorder):
        def _process(self, delta):
            super()._process(delta)
            sleeper.now += 0.01 if len(self.deltas) != 2 else 0.3

    node = Slow()
    tree.root.add_child(node)
    sleeper = Sleeper(tree)
    run_real_time(tree, clock=sleeper)
    assert sleeper.slept == pytest.approx([1 / 60 - 0.01, 1 / 60 - 0.3])
    # The frame after the stall has the 18 steps' time less what is beyond 8 of them.
    assert node.deltas[2] == pytest.approx(0.3 - (18 - 8) / 60)


def test_what_follows_a_frame_gets_the_time_of_the_clock(tree):
    tree.root.add_child(Recorder())
    times = []
    run_real_time(tree, times.append, clock=Sleeper(tree))
    assert times == pytest.approx([100, 100 + 1 / 60, 100 + 2 / 60])


# -- Frames in which nothing happens -----------------------------------------------------------


def counting_iterations(tree):
    """Return a list that gets the delta of each frame that `tree` makes."""
    deltas = []
    iteration = tree.iteration

    def counted(delta):
        deltas.append(delta)
        return iteration(delta)

    tree.iteration = counted
    return deltas


def quit_in(tree, seconds):
    tree.create_timer(seconds).timeout.connect(tree.quit)


def test_frames_in_which_nothing_happens_are_counted_but_not_made(tree):
    deltas = counting_iterations(tree)
    quit_in(tree, 10.0)
    sleeper = Sleeper(tree)
    run_real_time(tree, clock=sleeper)
    assert sleeper.now == pytest.approx(110, abs=1.01 / 60)
    assert tree.get_idle_frames() == pytest.approx(600, abs=2)
    assert tree.get_frame() == pytest.approx(600, abs=2)
    assert len(deltas) < 50
    assert max(deltas) < 1.01 / 60
    assert max(sleeper.slept) <= LONGEST_SLEEP


@pytest.mark.parametrize("fps", [10, 30, 144])
def test_no_frame_is_longer_for_those_before_it_that_were_not_made(tree, fps):
    tree.target_fps = fps
    deltas = counting_iterations(tree)
    quit_in(tree, 5.0)
    sleeper = Sleeper(tree)
    run_real_time(tree, clock=sleeper)
    assert sleeper.now == pytest.approx(105, abs=1.01 / fps)
    assert tree.get_idle_frames() == pytest.approx(5 * fps, abs=2)
    assert tree.get_frame() == pytest.approx(300, abs=1 + 60 / fps)
    assert max(deltas) < 1.01 / fps


def test_a_frame_that_comes_early_finds_the_time_that_the_empty_ones_left(tree):
    deltas = counting_iterations(tree)
    quit_in(tree, 0.13)
    sleeper = Sleeper(tree)
    # In the time before the first empty frame; in that after the third, which has begun at 4/60.
    sleeper.early = [0.004, 1 / 60 - 0.004, 3.3 / 60, 0.001]
    run_real_time(tree, clock=sleeper)
    assert deltas[:5] == pytest.approx([0, 0.004, 1 / 60 - 0.004, 0.3 / 60, 0.001])
    assert sleeper.now == pytest.approx(100.13, abs=1.01 / 60)
    assert tree.get_frame() == pytest.approx(8, abs=1)


def test_after_a_stall_no_more_frames_are_passed_over_than_were_to_be_slept_over(tree):
    deltas = counting_iterations(tree)
    quit_in(tree, 0.3)
    sleeper = Sleeper(tree)
    sleeper.early = [3.0]  # which is late
    run_real_time(tree, clock=sleeper)
    assert deltas == pytest.approx([0, 3.0 - 14 / 60])
    assert tree.get_idle_frames() == 2 + 14


def test_every_frame_is_made_for_those_who_are_told_of_each(tree):
    deltas, told = counting_iterations(tree), []
    quit_in(tree, 1.0)
    run_real_time(tree, told.append, clock=Sleeper(tree))
    assert len(deltas) == len(told) == pytest.approx(61, abs=1)


def test_a_deferred_call_of_an_object_outside_any_tree_ends_the_sleep_from_another_thread(tree):
    class Outside(Object):
        def done(self):
            tree.quit()

    outside = Outside()
    thread = threading.Timer(0.01, outside.call_deferred, ["done"])
    wait, woken = tree.poller.wait, []
    tree.poller.wait = lambda seconds: woken.append(wait(60))
    thread.start()
    run_real_time(tree)
    thread.join(10)
    assert woken


# -- What ends a sleep -------------------------------------------------------------------------


def test_a_deferred_call_from_another_thread_ends_the_sleep(tree):
    class Waiting(Node):
        def _ready(self):
            self.get_tree().target_fps = 0
            self.get_tree().iterations_per_second = 1
            self.thread = threading.Timer(0.01, self.call_deferred, ["done"])
            self.thread.start()

        def done(self):
            self.get_tree().quit()

    node = Waiting()
    tree.root.add_child(node)
    run_real_time(tree)
    node.thread.join(10)
    assert tree.get_idle_frames() <= 3


def test_a_socket_that_becomes_ready_brings_on_a_frame(tree):
    ours, theirs = socket.socketpair()
    inbox = []

    class Waiting(Node):
        def _ready(self):
            self.get_tree().iterations_per_second = 1
            self.get_tree().poller.watch(ours, READ, inbox, self)
            self.thread = threading.Timer(0.01, theirs.send, [b"x"])
            self.thread.start()

        def _process(self, delta):
            if inbox:
                self.get_tree().quit()

    node = Waiting()
    tree.root.add_child(node)
    run_real_time(tree)
    node.thread.join(10)
    assert tree.get_idle_frames() <= 3
    tree.finish()
    ours.close()
    theirs.close()


def test_a_tree_with_a_display_sleeps_in_that_so_that_the_user_ends_the_sleep():
    slept = []

    class Display(HeadlessDisplay):
        def wait(self, poller, seconds, motion):
            slept.append((poller, seconds, motion))
            sleeper.now += seconds

    tree = SceneTree()
    tree.display_factory = Display
    assert tree.display
    node = Recorder()
    tree.root.add_child(node)
    sleeper = Sleeper(tree)
    run_real_time(tree, clock=sleeper)
    assert node.deltas == pytest.approx([0, 1 / 60, 1 / 60])
    assert slept == [(tree.poller, pytest.approx(1 / 60), inf)] * 2
    assert sleeper.slept == []
    tree.finish()


def test_the_pointers_motion_ends_a_longer_sleep_when_the_next_frame_would_be_due():
    slept = []

    class Display(HeadlessDisplay):
        def wait(self, poller, seconds, motion):
            slept.append((seconds, motion))
            sleeper.now += min(seconds, motion)
            if len(slept) == 3:
                tree.quit()

    tree = SceneTree()
    tree.display_factory = Display
    assert tree.display
    sleeper = Sleeper(tree)
    deltas = counting_iterations(tree)
    run_real_time(tree, clock=sleeper)
    frame = 1 / 60
    assert slept == [
        (pytest.approx(LONGEST_SLEEP), pytest.approx(frame)),
        (pytest.approx(frame), inf),
        (pytest.approx(LONGEST_SLEEP), pytest.approx(frame)),
    ]
    assert tree.get_idle_frames() == 3 + 2  # made and passed over
    assert deltas == pytest.approx([0, 0, frame])
    tree.finish()
