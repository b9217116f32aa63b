"""A stream that plays: where it is, and what is heard of it."""

from math import inf

import pytest

from engine import AudioStreamSample
from engine.audio.playback import Playback
from tests.engine.audio.sounds import Device, silence


def test_it_moves_on_to_its_end():
    playback = Playback(silence(1.0), 0.25, 1.0)
    assert playback.seconds_left() == 0.75
    assert playback.move_on(0.5)
    assert playback.position == 0.75
    assert not playback.move_on(0.25)
    assert playback.seconds_left() == 0.0
    assert Playback(silence(1.0), -3.0, 1.0).position == 0.0


def test_twice_as_high_is_twice_as_fast():
    playback = Playback(silence(1.0), 0.0, 2.0)
    assert playback.seconds_left() == 0.5
    assert playback.move_on(0.25)
    assert playback.position == 0.5


def test_a_loop_goes_back_to_its_begin_and_has_no_end():
    loop = silence(1.0, loop_mode=AudioStreamSample.LOOP_FORWARD, loop_begin=4000)
    playback = Playback(loop, 0.0, 1.0)
    assert playback.seconds_left() == inf
    assert playback.move_on(0.9)
    assert playback.position == pytest.approx(0.9)
    assert playback.move_on(0.2)
    assert playback.position == pytest.approx(0.6)
    assert playback.move_on(100.0)
    assert playback.position == pytest.approx(0.6)


def test_what_stands_still_does_not_move():
    playback = Playback(silence(1.0), 0.0, 1.0)
    playback.pause(True)
    assert playback.seconds_left() == inf
    assert playback.move_on(5.0)
    assert playback.position == 0.0


def test_a_sound_is_told_of_changes_alone():
    device = Device()
    playback = Playback(silence(1.0), 0.5, 1.0)
    playback.tune(0.1, 0.1)
    playback.silence()
    playback.release()
    playback.begin(device, 1.0, 0.5)
    playback.tune(1.0, 0.5)
    playback.tune(0.0, 0.5)
    playback.pause(True)
    playback.pause(True)
    playback.begin(device, 1.0, 1.0)
    playback.pause(False)
    playback.release()
    playback.silence()
    assert device.log == [
        ("play", 0.5),
        ("tune", 1.0, 0.5, 1.0),
        ("tune", 0.0, 0.5, 1.0),
        ("pause", True),
        ("stop",),
        ("play", 0.5),
        ("tune", 1.0, 1.0, 1.0),
        ("pause", True),
        ("pause", False),
        ("release",),
    ]
