"""What plays in a tree: by which time, when it ends, and when the tree may sleep."""

from math import inf

import pytest

from engine import Node, Vector2
from engine.runner.idle import idle_time, pass_over
from nodes import AudioStreamPlayer, AudioStreamPlayer2D
from tests.engine.audio.sounds import Device, silence


@pytest.fixture
def device(tree):
    device = Device()
    tree.audio_factory = lambda: device
    return device


@pytest.fixture
def player(tree, device):
    return tree.add(AudioStreamPlayer(stream=silence(0.5)))


def test_a_tree_without_sounds_has_no_service_for_them_and_no_device(tree):
    tree.step()
    assert "audio" not in vars(tree._services_)
    assert tree.audio_factory().play(silence(1), 0.0)
    tree.add(AudioStreamPlayer())
    assert "audio" not in vars(tree._services_)


def test_it_ends_by_the_time_of_the_tree_whatever_the_scale(tree, player, device):
    finished = tree.watch(player.finished)
    tree.time_scale = 0.0
    player.play()
    tree.step(29, 1 / 60)
    assert player.playing
    finished.assert_not_emitted()
    tree.step(2, 1 / 60)
    assert not player.playing
    finished.assert_emitted(times=1)
    tree.step(10)
    finished.assert_emitted(times=1)
    assert device.log == [("play", 0.0), ("tune", 1.0, 1.0, 1.0), ("release",)]


def test_a_handler_of_the_end_may_play_again_and_free_others(tree, player):
    other = tree.add(AudioStreamPlayer(stream=silence(0.5)))
    ends = []

    def again():
        ends.append(tree.get_idle_frames())
        player.play()
        other.free()

    player.finished.connect(again)
    other.finished.connect(lambda: ends.append("other"))
    player.play()
    other.play()
    tree.step(32, 1 / 60)
    assert len(ends) == 1
    assert player.playing
    assert player.get_playback_position() < 0.1


def test_the_tree_sleeps_until_the_next_end(tree, player):
    tree.step()
    assert idle_time(tree) == inf
    player.play()
    tree.step(6, 1 / 60)
    assert idle_time(tree) == pytest.approx(0.4)
    pass_over(tree, 18, 0.3)
    assert player.get_playback_position() == pytest.approx(0.4)
    pass_over(tree, 18, 0.3)
    assert player.playing
    assert idle_time(tree) == 0.0
    tree.step()
    assert not player.playing
    assert idle_time(tree) == inf


def test_what_is_paused_with_the_tree_stands_still(tree, player, device):
    player.play()
    tree.paused = True
    assert idle_time(tree) == inf
    tree.step(60)
    assert player.playing
    tree.paused = False
    assert device.log[-2:] == [("pause", True), ("pause", False)]
    player.pause_mode = Node.PAUSE_MODE_PROCESS
    tree.paused = True
    assert idle_time(tree) > 0.4
    assert device.log[-1] == ("pause", False)


def test_a_bus_is_heard_at_once(tree, player, device):
    player.play()
    tree.audio.set_bus_volume_db(0, -20)
    assert device.log[-1] == ("tune", 0.1, 0.1, 1.0)
    tree.audio.set_bus_mute(0, True)
    assert device.log[-1] == ("tune", 0.0, 0.0, 1.0)


def test_what_has_a_place_is_heard_from_where_it_is_at_the_end_of_a_frame(tree, device):
    player = tree.add(AudioStreamPlayer2D(stream=silence(9.0), position=Vector2(512, 300)))
    player.play()
    tree.step(3)
    assert device.log == [("play", 0.0), ("tune", 0.5, 0.5, 1.0)]
    player.position = Vector2(1024, 300)
    tree.step(3)
    assert device.log[2:] == [("tune", 0.0, 0.744, 1.0)]


def test_with_the_tree_all_sounds_end_and_the_device_is_let_go(tree, player, device):
    player.play()
    tree._services_.audio.finish()
    assert device.closed
    assert device.log[-1] == ("stop",)
    tree._services_.audio.finish()
