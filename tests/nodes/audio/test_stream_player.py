"""What both players share is tested with AudioStreamPlayer: here is that they are of one kind."""

import pytest

from engine import AudioStreamRandomPitch
from nodes import AudioStreamPlayer, AudioStreamPlayer2D
from nodes.audio.stream_player import StreamPlayer
from tests.engine.audio.sounds import silence


@pytest.mark.parametrize("kind", [AudioStreamPlayer, AudioStreamPlayer2D])
def test_each_plays_to_its_end(tree, kind):
    player = tree.add(kind(stream=silence(0.1), volume_db=-3.0))
    assert isinstance(player, StreamPlayer)
    assert player.get_class() == kind.__name__
    finished = tree.watch(player.finished)
    player.play()
    assert player.playing
    tree.step(10)
    finished.assert_emitted(times=1)
    copy = player.duplicate()
    assert (copy.volume_db, copy.stream is player.stream) == (-3.0, True)
    copy.free()


@pytest.mark.parametrize("kind", [AudioStreamPlayer, AudioStreamPlayer2D])
def test_a_pitch_that_is_drawn_goes_with_that_of_the_player(tree, kind, monkeypatch):
    stream = AudioStreamRandomPitch(audio_stream=silence(2.0))
    monkeypatch.setattr(stream, "_drawn_", lambda: (stream.audio_stream, 2.0))
    player = tree.add(kind(stream=stream))
    player.play()
    tree.step(30)
    assert player.get_playback_position() == pytest.approx(1.0, abs=0.1)
    player.pitch_scale = 0.5
    tree.step(30)
    assert player.get_playback_position() == pytest.approx(1.5, abs=0.1)


def test_a_pitch_without_a_stream_is_not_played(tree):
    player = tree.add(AudioStreamPlayer(stream=AudioStreamRandomPitch()))
    player.play()
    assert not player.playing
