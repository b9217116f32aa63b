"""What both players share is tested with AudioStreamPlayer: here is that they are of one kind."""

import pytest

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
