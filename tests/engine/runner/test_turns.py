from math import inf

import pytest

from engine import Node, Performance, SceneTree, ScriptError
from engine.net.traffic import Traffic
from engine.runner.turns import HEAD_START, LONGEST_END, LONGEST_SLEEP, Turns


class Sleeper:
    """Stands in for the clock and for a host: sleeping makes time pass."""

    def __init__(self, tree):
        self.tree = tree
        self.now = 100.0
        self.slept = []
        self.early = []

    def __call__(self):
        return self.now

    def drive(self, **options):
        turns = Turns(self.tree, self, **options)
        while (seconds := turns.turn(True)) is not None:
            self.slept.append(seconds)
            self.now += max(0, self.early.pop(0) if self.early else seconds)


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
    Sleeper(tree).drive()
    assert node.deltas == pytest.approx([0, 1 / 60, 1 / 60])


def test_how_long_frames_take_is_noted(tree):
    node = Recorder()
    node.frames = 130
    tree.root.add_child(node)
    sleeper = Sleeper(tree)

    def take_time():
        sleeper.now += 0.002

    tree.idle_frame.connect(take_time)
    sleeper.drive()
    assert tree.performance.get_monitor(Performance.TIME_FPS) == 60
    assert tree.performance.get_monitor(Performance.TIME_PROCESS) == pytest.approx(0.002)
    assert tree.performance.get_monitor(Performance.TIME_WORST_FRAME) == pytest.approx(0.002)


def test_target_fps_sets_the_pace(tree):
    node = Recorder()
    tree.root.add_child(node)
    tree.target_fps = 20
    Sleeper(tree).drive()
    assert node.deltas == pytest.approx([0, 0.05, 0.05])


def test_an_early_frame_does_not_move_the_one_that_is_due(tree):
    node = Recorder()
    node.frames = 4
    tree.root.add_child(node)
    sleeper = Sleeper(tree)
    sleeper.early = [0.005, 0.001]
    sleeper.drive()
    assert node.deltas == pytest.approx([0, 0.005, 0.001, 1 / 60 - 0.006])


def test_time_that_frames_take_is_taken_from_the_sleep_and_missed_frames_are_not_made_up(tree):
    class Slow(Recorder):
        def _process(self, delta):
            super()._process(delta)
            sleeper.now += 0.01 if len(self.deltas) != 2 else 0.3

    node = Slow()
    tree.root.add_child(node)
    sleeper = Sleeper(tree)
    sleeper.drive()
    assert sleeper.slept == pytest.approx([1 / 60 - 0.01, 1 / 60 - 0.3])
    # The frame after the stall has the 18 steps' time less what is beyond 8 of them.
    assert node.deltas[2] == pytest.approx(0.3 - (18 - 8) / 60)


def test_what_follows_a_frame_gets_the_time_of_the_clock(tree):
    tree.root.add_child(Recorder())
    times = []
    Sleeper(tree).drive(after_frame=times.append)
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
    sleeper.drive()
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
    sleeper.drive()
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
    sleeper.drive()
    assert deltas[:5] == pytest.approx([0, 0.004, 1 / 60 - 0.004, 0.3 / 60, 0.001])
    assert sleeper.now == pytest.approx(100.13, abs=1.01 / 60)
    assert tree.get_frame() == pytest.approx(8, abs=1)


def test_after_a_stall_no_more_frames_are_passed_over_than_were_to_be_slept_over(tree):
    deltas = counting_iterations(tree)
    quit_in(tree, 0.3)
    sleeper = Sleeper(tree)
    sleeper.early = [3.0]  # which is late
    sleeper.drive()
    assert deltas == pytest.approx([0, 3.0 - 14 / 60])
    assert tree.get_idle_frames() == 2 + 14


def test_every_frame_is_made_for_those_who_are_told_of_each(tree):
    deltas, told = counting_iterations(tree), []
    quit_in(tree, 1.0)
    Sleeper(tree).drive(after_frame=told.append)
    assert len(deltas) == len(told) == pytest.approx(61, abs=1)


def test_motion_of_the_pointer_is_worth_a_frame_only_when_one_would_be_due(tree):
    sleeper = Sleeper(tree)
    turns = Turns(tree, sleeper)
    assert turns.turn(True) == pytest.approx(LONGEST_SLEEP)
    assert turns.motion == pytest.approx(1 / 60)
    sleeper.now += 0.01
    assert turns.turn(True) == pytest.approx(1 / 60 - 0.01)
    assert turns.motion == inf  # the next one will do
    tree.create_timer(0.03)
    sleeper.now += 1 / 60 - 0.01
    assert turns.turn(True) == pytest.approx(1 / 60)
    assert turns.motion == inf


# -- A host that looks in before it is time ----------------------------------------------------


def test_a_turn_that_comes_before_its_time_makes_no_frame_unless_something_has_woken_it(tree):
    deltas = counting_iterations(tree)
    sleeper = Sleeper(tree)
    turns = Turns(tree, sleeper)
    node = Recorder()
    node.frames = 4
    tree.root.add_child(node)
    assert turns.turn(False) == pytest.approx(1 / 60)  # the first one is due
    sleeper.now += 0.01
    assert turns.turn(False) == pytest.approx(1 / 60 - 0.01)
    assert deltas == [0]
    sleeper.now += 0.001
    assert turns.turn(True) == pytest.approx(1 / 60 - 0.011)
    assert deltas == pytest.approx([0, 0.011])
    sleeper.now += 1 / 60 - 0.011
    assert turns.turn(False) == pytest.approx(1 / 60)
    assert deltas == pytest.approx([0, 0.011, 1 / 60 - 0.011])


def test_frames_in_which_nothing_happens_stay_counted_however_often_it_looks_in(tree):
    deltas = counting_iterations(tree)
    quit_in(tree, 2.0)
    sleeper = Sleeper(tree)
    turns = Turns(tree, sleeper)
    while turns.turn(False) is not None:
        sleeper.now += 0.003
    assert sleeper.now == pytest.approx(102, abs=1.5 / 60)
    assert tree.get_idle_frames() == pytest.approx(120, abs=2)
    assert tree.get_frame() == pytest.approx(120, abs=2)
    assert len(deltas) < 12


def test_a_tree_that_has_quit_has_no_turns(tree):
    deltas = counting_iterations(tree)
    turns = Turns(tree, Sleeper(tree))
    tree.quit()
    assert turns.turn(True) is None
    assert Turns(tree, Sleeper(tree), fixed_fps=60).turn(True) is None
    assert deltas == []


# -- Frames of a fixed length ------------------------------------------------------------------


def test_every_frame_has_the_same_length(tree):
    node = Recorder()
    node.frames = 5
    tree.root.add_child(node)
    sleeper = Sleeper(tree)
    sleeper.drive(fixed_fps=30)
    assert node.deltas == [1 / 30] * 5
    assert tree.get_frame() == 10  # physics steps, 60 a second
    assert sleeper.slept == [0] * 4  # they are due at once


def test_what_follows_a_frame_of_fixed_length_is_called_after_each(tree):
    tree.root.add_child(Recorder())
    times = []
    sleeper = Sleeper(tree)
    sleeper.drive(fixed_fps=60, after_frame=lambda now: times.append((now, tree.get_idle_frames())))
    assert times == [(100, 1), (100, 2), (100, 3)]


def test_what_follows_a_frame_of_fixed_length_may_end_it(tree):
    Sleeper(tree).drive(fixed_fps=60, after_frame=lambda now: tree.get_idle_frames() == 4 and tree.quit())
    assert tree.get_idle_frames() == 4


def test_frames_per_second_must_be_positive(tree):
    with pytest.raises(ScriptError, match="greater than 0, not 0"):
        Turns(tree, Sleeper(tree), fixed_fps=0)


# -- The end ------------------------------------------------------------------------------------


class HasSockets:
    """As much of a node with sockets as a poller knows of it."""

    waiting = 0
    """How often there is something left after it was to send what waits."""

    def __init__(self, peers=1):
        self.traffic = Traffic()
        self.traffic.peers = peers

    def _traffic_(self):
        return self.traffic

    def _send_waiting_(self):
        self.waiting -= 1
        return self.waiting >= 0

    def _close_sockets_(self):
        pass


@pytest.mark.parametrize(
    "options", [{}, {"fixed_fps": 60}, {"fixed_fps": 60, "after_frame": lambda now: None}]
)
def test_a_tree_with_sockets_ends_when_the_others_have_had_their_frames(tree, options):
    user = HasSockets()
    tree.poller.users.add(user)
    tree.root.add_child(Recorder())
    deltas = counting_iterations(tree)
    sleeper = Sleeper(tree)
    sleeper.early = [0.0, 0.0, 0.01, 0.02, 1.0]  # sockets that are ready do not make it shorter
    sleeper.drive(**options)
    assert len(deltas) == Recorder.frames
    assert sleeper.slept[-3:] == pytest.approx([HEAD_START, HEAD_START - 0.01, HEAD_START - 0.03])


def test_what_could_not_be_sent_at_once_is_sent_first(tree):
    user, other = HasSockets(), HasSockets()
    user.waiting, other.waiting = 3, 1
    tree.poller.users |= {user, other}
    tree.root.add_child(Recorder())
    sleeper = Sleeper(tree)
    sleeper.early = [0.0, 0.0, 0.01, 0.02, 0.03]
    sleeper.drive()
    assert sleeper.slept[-4:] == pytest.approx([HEAD_START] * 4)
    assert other.waiting < 0


def test_who_takes_nothing_is_not_waited_for_for_ever(tree):
    user = HasSockets()
    user.waiting = 10_000
    tree.poller.users.add(user)
    tree.root.add_child(Recorder())
    sleeper = Sleeper(tree)
    sleeper.drive(fixed_fps=60)
    assert sum(sleeper.slept) == pytest.approx(LONGEST_END)


def test_so_it_does_when_it_was_told_to_quit_between_two_frames(tree):
    user = HasSockets()
    tree.poller.users.add(user)
    turns = Turns(tree, Sleeper(tree), fixed_fps=60)
    assert turns.turn(True) == 0.0
    tree.quit()
    assert turns.turn(True) == HEAD_START


def test_a_tree_with_sockets_ends_at_once_when_nobody_is_connected(tree):
    tree.poller.users.add(HasSockets(peers=0))
    tree.root.add_child(Recorder())
    sleeper = Sleeper(tree)
    sleeper.drive(fixed_fps=60)
    assert sum(sleeper.slept) == 0.0


def test_a_tree_without_sockets_ends_at_once(tree):
    tree.root.add_child(Recorder())
    sleeper = Sleeper(tree)
    sleeper.drive()
    assert len(sleeper.slept) == Recorder.frames - 1


@pytest.mark.parametrize(("slack", "frames"), [(0.0, [1, 3, 4, 5, 6]), (0.004, [1, 2, 3, 4, 5, 6])])
def test_turns_that_come_with_a_screen_which_is_a_little_fast_make_a_frame_each(tree, slack, frames):
    node = Recorder()
    node.frames = 99
    tree.root.add_child(node)
    clock = Sleeper(tree)
    turns = Turns(tree, clock)
    turns.slack = slack
    made = []
    for picture in range(1, 7):
        before = len(node.deltas)
        turns.turn(False)
        if len(node.deltas) > before:
            made.append(picture)
        clock.now += 1 / 60 - 0.0003
    assert made == frames


def test_a_screen_that_is_twice_as_fast_gets_a_frame_for_each_second_picture(tree):
    node = Recorder()
    node.frames = 99
    tree.root.add_child(node)
    clock = Sleeper(tree)
    turns = Turns(tree, clock)
    turns.slack = 0.004
    for _ in range(120):
        turns.turn(False)
        clock.now += 1 / 120
    assert len(node.deltas) == 60
