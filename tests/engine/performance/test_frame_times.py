"""How long frames take, second by second."""

import pytest

from engine.performance.frame_times import FrameTimes


def note(times, start, end, frames):
    """Note a frame as who runs it does."""
    if end >= times.until or end - start > times.worst:
        times.note(start, end, frames)


def test_before_a_second_is_over_there_are_no_numbers_of_one():
    times = FrameTimes(lambda: 0.0)
    note(times, 10.0, 10.01, 1)
    note(times, 10.5, 10.53, 2)
    assert (times.fps, times.last_worst()) == (0.0, 0.0)
    assert times.worst_of_minute() == pytest.approx(0.03)


def test_each_second_has_its_frames_and_its_longest():
    times = FrameTimes(lambda: 0.0)
    note(times, 10.0, 10.0, 1)
    for frame in range(1, 61):
        note(times, 10 + frame / 60, 10 + frame / 60 + (0.012 if frame == 5 else 0.001), 1 + frame)
    assert times.fps == pytest.approx(60, abs=0.1)
    assert times.last_worst() == pytest.approx(0.012)
    note(times, 12.0, 12.5, 130)
    assert times.last_worst() == pytest.approx(0.5)
    assert times.worst_of_minute() == pytest.approx(0.5)


def test_a_long_frame_is_forgotten_after_a_minute():
    times = FrameTimes(lambda: 0.0)
    note(times, 0.0, 0.0, 1)
    note(times, 0.5, 1.5, 2)
    for second in range(2, 62):
        assert times.worst_of_minute() == 1.0
        note(times, second + 0.6, second + 0.61, second)
    assert times.worst_of_minute() == pytest.approx(0.01)


def test_the_longest_physics_step_is_told_when_its_second_is_over():
    worst = [0.0, 0.004, 0.002]
    times = FrameTimes(lambda: worst.pop(1))
    note(times, 0.0, 0.01, 1)
    assert times.last_worst_step == 0.0
    note(times, 1.0, 1.02, 2)
    assert times.last_worst_step == 0.004
    note(times, 2.1, 2.2, 3)
    assert times.last_worst_step == 0.002
