import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scene.physics_clock import MAX_STEPS, PhysicsClock

deltas = st.lists(st.floats(0, 0.4, allow_nan=False), max_size=60)
rates = st.sampled_from([1, 30, 60, 144])


@given(deltas, rates)
def test_a_frame_makes_whole_steps_and_at_most_eight(frames, rate):
    clock = PhysicsClock(rate)
    for delta in frames:
        steps, length = clock.advance(delta)
        assert steps in range(MAX_STEPS + 1)
        assert -1e-9 <= length <= delta


@given(deltas, rates, st.sampled_from([0.0, 0.5, 1.0]))
def test_no_time_is_lost_but_that_of_dropped_steps(frames, rate, jitter_fix):
    clock = PhysicsClock(rate, jitter_fix)
    steps = kept = 0.0
    for delta in frames:
        made, length = clock.advance(delta)
        steps += made
        kept += length
        # what the idle frames were told and what the steps made differ by less than a step or so
        assert abs(kept * rate - steps) <= max(1.0, jitter_fix) + 1e-6


@given(st.lists(st.floats(1 / 240, 8 / 60), max_size=60))
def test_frames_that_drop_nothing_keep_their_length(frames):
    clock = PhysicsClock()
    for delta in frames:
        steps, length = clock.advance(delta)
        if steps < MAX_STEPS:
            assert length == delta


@pytest.mark.parametrize("fps", [60, 30, 20, 15])
def test_steady_frames_make_a_steady_number_of_steps(fps):
    clock = PhysicsClock()
    assert {clock.advance(1 / fps) for _ in range(10_000)} == {(60 // fps, 1 / fps)}


@given(st.lists(st.floats(-0.004, 0.004), min_size=1, max_size=200))
def test_jitter_around_60_fps_still_makes_one_step_in_each_frame(offsets):
    """Each frame ends within a quarter of a step of when it should."""
    clock = PhysicsClock()
    ends = [0.0] + [i / 60 + offset for i, offset in enumerate(offsets, 1)]
    for before, after in pairwise(ends):
        assert clock.advance(after - before)[0] == 1


def test_frames_at_120_fps_step_every_other_time():
    clock = PhysicsClock()
    assert [clock.advance(1 / 120)[0] for _ in range(6)] == [0, 1, 0, 1, 0, 1]


@pytest.mark.parametrize("frames", [3, 5, 10, 24])
def test_fast_frames_step_in_time_in_spite_of_rounding(frames):
    clock = PhysicsClock(jitter_fix=0)
    made = [clock.advance(1 / (60 * frames))[0] for _ in range(frames * 1000)]
    assert made == ([0] * (frames - 1) + [1]) * 1000


def test_a_stall_is_cut_to_eight_steps_and_leaves_no_debt():
    clock = PhysicsClock()
    steps, length = clock.advance(0.5)
    assert steps == 8
    assert math.isclose(length, 8 / 60)
    assert clock.advance(1 / 60) == (1, 1 / 60)


def test_frames_of_no_time_make_no_steps():
    clock = PhysicsClock()
    assert [clock.advance(0.0) for _ in range(3)] == [(0, 0.0)] * 3


def test_the_rate_may_change():
    clock = PhysicsClock()
    clock.advance(1 / 60)
    clock.steps_per_second = 30
    assert clock.advance(1 / 30)[0] == 1
