"""Which keys are passed, and what is between them: as the real engine said."""

import pytest

from engine import Vector2
from engine.animation.track import (
    BEZIER,
    CUBIC,
    METHOD,
    NEAREST,
    VALUE,
    Key,
    Track,
    bezier_value,
)

PASSED = [
    # time, delta; then the keys of a value track and of a method track, played once and in a loop (3.6.2)
    (0.0, 0.3, [0], [], [2, 3, 0], [2, 3]),
    (0.0, 0.0, [0], [], [0], []),
    (0.25, 0.0, [1], [], [1], []),
    (0.25, 0.25, [0], [0], [0], [0]),
    (0.25, 0.1, [], [], [], []),
    (0.5, 0.25, [1], [1], [1], [1]),
    (0.5, 0.5, [0, 1], [0, 1], [0, 1], [0, 1]),
    (1.0, 0.25, [2, 3], [2, 3], [2, 3, 0], [2, 3]),
    (1.0, 0.1, [3], [3], [3, 0], [3]),
    (1.0, 0.0, [3], [], [0], []),
    (0.1, 0.3, [0], [0], [3, 0], [3, 0]),
    (0.3, -0.3, [], [], [], []),
    (0.25, -0.25, [1], [1], [1], [1]),
    (0.0, -0.25, [0], [0], [0], [0]),
    (0.0, -0.3, [0, 1], [0, 1], [0, 1], [0, 1]),
    (0.75, -0.25, [2, 3], [2, 3], [2, 3, 0], [2, 3]),
    (1.2, 0.3, [3], [3], [3, 0], [3, 0]),
    (0.3, 1.3, [0, 1], [0, 1], [1], [1]),
]


def track_of(*keys, type=VALUE):
    track = Track(type)
    for key in keys:
        track.insert(Key(*key))
    return track


@pytest.mark.parametrize("case", PASSED, ids=lambda case: str(case[:2]))
def test_keys_are_passed_as_in_the_real_engine(case):
    time, delta, *expected = case
    keys = [(at, 1.0) for at in (0.0, 0.25, 0.75, 1.0)]
    values, methods = track_of(*keys), track_of(*keys, type=METHOD)
    assert [
        track.passed(time, delta, 1.0, loop) for loop in (False, True) for track in (values, methods)
    ] == expected


def test_keys_are_in_the_order_of_their_times():
    track = track_of((0.5, "b", 2.0), (0.25, "a"))
    assert track.insert(Key(0.75, "c")) == 2
    assert track.insert(Key(0.500001, "B")) == 1
    assert [key.value for key in track.keys] == ["a", "B", "c"]
    assert track.keys[1].transition == 2.0, "it stays"
    assert [track.find(time) for time in (0.1, 0.25, 0.499999, 0.6, 9.0)] == [-1, 0, 1, 1, 2]


def test_a_track_without_keys_or_with_one():
    assert Track(VALUE).value(0.0, 1.0, False) is None
    assert Track(BEZIER).bezier(0.0, 1.0) == 0.0
    assert track_of((0.5, 3.0)).value(0.0, 1.0, False) == 3.0
    single = track_of((0.5, bezier_value(3, Vector2(), Vector2())), type=BEZIER)
    assert single.bezier(0.0, 1.0) == 3.0


def test_before_the_first_key_there_is_nothing_unless_it_loops():
    track = track_of((0.5, 1.0), (0.75, 2.0))
    assert track.value(0.25, 1.0, False) is None
    assert track.value(0.9, 1.0, False) == 2.0
    assert track.value(0.25, 1.0, True) == pytest.approx(2.0 - 0.5 / 0.75)
    assert track.value(0.9, 1.0, True) == pytest.approx(2.0 - 0.15 / 0.75)
    track.loop_wrap = False
    assert track.value(0.25, 1.0, True) == 1.0
    assert track.value(0.9, 1.0, True) == 2.0


def test_keys_beyond_the_end_are_not_gone_to():
    track = track_of((0.0, 1.0), (2.0, 2.0))
    assert track.value(0.5, 1.0, False) == 1.0


def test_how_one_goes_from_key_to_key():
    track = track_of((0.0, 0.0), (1.0, 4.0, 2.0), (2.0, 0.0), (3.0, 0.0))
    assert track.value(1.5, 3.0, False) == 3.0, "softly at first"
    track.keys[1].transition = 0.0
    assert track.value(1.5, 3.0, False) == 4.0, "not at all"
    track.keys[1].transition = 1.0
    track.interpolation = CUBIC
    assert track.value(1.5, 3.0, False) == 2.25
    assert track.value(2.5, 3.0, False) == -0.25
    track.interpolation = NEAREST
    assert track.value(1.9, 3.0, False) == 4.0


def test_two_keys_at_one_time_divide_by_nothing():
    track = track_of((1.0, 0.0), (1.0, 1.0))
    assert len(track.keys) == 1
    track.keys.append(Key(1.0, 5.0))
    assert track.value(1.0, 1.0, True) in (1.0, 5.0)


def test_a_bezier_track_stays_at_its_ends():
    a, b = bezier_value(1, Vector2(), Vector2(1, 0)), bezier_value(2, Vector2(-1, 0), Vector2())
    track = track_of((0.5, a), (2.5, b), type=BEZIER)
    assert (track.bezier(0.0, 3.0), track.bezier(1.5, 3.0), track.bezier(2.9, 3.0)) == (1.0, 1.5, 2.0)


def test_a_copy_has_keys_of_its_own():
    track = track_of((0.0, 1.0))
    track.enabled = False
    twin = track.copy()
    twin.keys[0].value = 2.0
    assert (track.keys[0].value, twin.enabled) == (1.0, False)
