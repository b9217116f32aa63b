from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import SceneTreeTimer, ScriptError
from engine.scene.timers import TimerQueue, fire


@pytest.fixture
def queue():
    return TimerQueue()


def test_a_timer_is_due_when_more_than_its_time_has_passed(queue):
    timer = queue.create(0.5)
    assert isinstance(timer, SceneTreeTimer)
    assert queue.advance(0.25) == []
    assert timer.time_left == timer.get_time_left() == 0.25
    assert queue.advance(0.25) == []
    assert timer.time_left == 0
    assert queue.advance(0.25) == [timer]
    assert queue.advance(1) == []
    assert len(queue) == 0


def test_what_is_left_is_the_time_to_the_first_timer(queue):
    assert queue.left() == inf
    queue.create(3.0)
    queue.create(2.0)
    queue.advance(0.5)
    assert queue.left() == 1.5
    queue.now += 2
    assert queue.left() == 0
    queue.advance(0)
    assert queue.left() == 0.5


def test_a_timer_of_no_time_is_due_as_soon_as_time_passes(queue):
    timer = queue.create(0)
    assert queue.advance(0.0) == []
    assert queue.advance(0.01) == [timer]


@pytest.mark.parametrize("seconds", [-0.1, float("nan")])
def test_a_timer_needs_a_time_that_can_pass(queue, seconds):
    with pytest.raises(ScriptError, match="0 seconds or more"):
        queue.create(seconds)
    timer = queue.create(1)
    with pytest.raises(ScriptError):
        timer.set_time_left(seconds)
    assert timer.time_left == 1


def test_a_timer_may_be_set_anew_and_fires_once(queue):
    timer = queue.create(1)
    timer.time_left = 3
    assert timer.time_left == 3
    assert queue.advance(2) == []
    timer.set_time_left(0.5)
    assert queue.advance(1) == [timer]
    assert queue.advance(10) == []


def test_a_timer_that_is_set_to_what_it_has_left_fires_once(queue):
    timer = queue.create(1)
    timer.time_left = timer.time_left
    timer.time_left = 1
    assert queue.advance(2) == [timer]


def test_a_timer_that_was_freed_is_not_due(queue):
    queue.create(1).free()
    assert queue.advance(2) == []


def test_its_repr_tells_what_is_left(queue):
    assert repr(queue.create(1.5)) == "<SceneTreeTimer 1.500 s left>"


@given(st.lists(st.floats(0, 5), max_size=20), st.lists(st.floats(0.001, 2), max_size=20))
def test_every_timer_is_due_in_the_first_frame_that_ends_after_its_time(times, frames):
    queue = TimerQueue()
    timers = [queue.create(seconds) for seconds in times]
    waiting = dict(zip(timers, times, strict=True))
    now = 0.0
    for frame in frames:
        now += frame
        due = [timer for timer, seconds in waiting.items() if seconds < now]
        assert set(queue.advance(frame)) == set(due)
        for timer in due:
            del waiting[timer]
    assert len(queue) == len(waiting)


def test_timeouts_come_in_the_order_in_which_the_timers_were_made(queue):
    log = []
    other = TimerQueue()
    timers = [q.create(seconds) for q, seconds in ((queue, 3), (other, 1), (queue, 1), (queue, 2))]
    for i, timer in enumerate(timers):
        timer.timeout.connect(lambda i=i: log.append(i))
    timers[2].time_left = 2.5
    fire(queue.advance(9) + other.advance(9))
    assert log == [0, 1, 2, 3]


def test_a_timer_is_gone_once_it_fired(queue):
    log = []
    timer = queue.create(1)
    timer.timeout.connect(lambda: log.append("timeout"))
    fire(queue.advance(2))
    timer.time_left = 1
    fire(queue.advance(2))
    assert log == ["timeout"]


def test_a_handler_may_free_its_own_timer_and_others(queue):
    log = []
    first, second = queue.create(1), queue.create(1)

    def free_both():
        log.append("first")
        first.free()
        second.free()

    first.timeout.connect(free_both)
    second.timeout.connect(lambda: log.append("second"))
    fire(queue.advance(2))
    assert log == ["first"]


def test_a_timer_made_in_a_timeout_waits_for_the_next_frame(queue):
    log = []
    queue.create(0).timeout.connect(lambda: queue.create(0).timeout.connect(lambda: log.append("second")))
    fire(queue.advance(1))
    assert log == []
    fire(queue.advance(1))
    assert log == ["second"]
