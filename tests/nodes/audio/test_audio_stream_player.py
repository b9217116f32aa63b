"""AudioStreamPlayer: the same log as the real engine, its members, and what is heard when."""

import json
from pathlib import Path

import pytest

import nodes
from engine import AudioServer, AudioStreamSample, PoolByteArray, ScriptError, linear2db
from nodes import AudioStreamPlayer, Node2D
from tests.engine.audio.sounds import Device, silence
from tests.scene_log import first_difference, run_scene

VECTORS = Path(__file__).parent / "vectors"
CASE = json.loads((VECTORS / "audio.json").read_text())["cases"][0]
CLASSES = json.loads((VECTORS / "classes.json").read_text())


class Recorded(Node2D):
    def wav(self, seconds):
        s = AudioStreamSample()
        s.format = AudioStreamSample.FORMAT_16_BITS
        s.mix_rate = 8000
        s.data = PoolByteArray(bytes(int(seconds * 8000) * 2))
        return s

    def _ready(self):
        t = self.t
        p = AudioStreamPlayer()
        self.add_child(p)
        p.connect("finished", self, "_fin")
        given = [p.playing, p.volume_db, p.pitch_scale, p.bus, p.autoplay, p.stream_paused, p.mix_target]
        t.l([*given, p.get_playback_position(), p.stream])
        p.play()
        t.l(p.playing)
        p.stream = self.wav(300 / 1000.0)
        t.l(p.stream.get_length())
        p.play()
        t.l([p.playing, p.get_playback_position() >= 0])
        p.stop()
        t.l([p.playing])
        p.stream_paused = True
        p.play()
        t.l([p.playing, p.stream_paused])
        p.stream_paused = False
        self.remove_child(p)
        p.play()
        t.l(p.playing)
        self.add_child(p)
        p.autoplay = True
        t.l(p.playing)
        server = AudioServer
        named = [server.get_bus_name(0), server.get_bus_index("Master"), server.get_bus_index("x")]
        volumes = [server.get_bus_volume_db(0), server.is_bus_mute(0), server.get_mix_rate()]
        t.l([server.bus_count, *named, *volumes])
        server.set_bus_volume_db(0, linear2db(0.5))
        t.l(server.get_bus_volume_db(0))

    def _fin(self):
        self.t.l("finished")


def test_a_scene_logs_what_it_does_in_the_real_engine(tree):
    assert first_difference(run_scene(tree, Recorded, CASE["frames"]), CASE["log"]) is None


@pytest.mark.parametrize("name", CLASSES)
def test_members_and_defaults_are_those_of_the_real_engine(name):
    player, said = getattr(nodes, name)(), CLASSES[name]
    plain = {"false": False, '"Master"': "Master", "null": None}
    for line in said["properties"]:
        prop, _, rest = line.partition(": ")
        default = rest.partition(" = ")[2].partition("  [")[0]
        assert getattr(player, prop) == (plain[default] if default in plain else float(default)), prop
    for line in said["methods"]:
        method = line.partition("(")[0]
        assert callable(getattr(player, method, None)) or method == "get_stream_playback"
    for constant, value in said.get("constants", {}).items():
        assert getattr(player, constant) == value


# -- What is ours ------------------------------------------------------------------------------


@pytest.fixture
def device(tree):
    device = Device()
    tree.audio_factory = lambda: device
    return device


@pytest.fixture
def player(tree, device):
    return tree.add(AudioStreamPlayer(stream=silence(0.5)))


def test_it_plays_from_where_it_is_told_and_anew(player, device, tree):
    player.play(0.2)
    assert player.is_playing()
    assert player.get_playback_position() == 0.2
    player.play()
    player.seek(0.4)
    assert player.get_playback_position() == 0.4
    player.seek(-1.0)
    assert player.get_playback_position() == 0.0
    player.stop()
    player.stop()
    player.seek(0.3)
    assert player.get_playback_position() == 0.0
    assert [line for line in device.log if line[0] != "tune"] == [
        ("play", 0.2),
        ("stop",),
        ("play", 0.0),
        ("stop",),
        ("play", 0.4),
        ("stop",),
        ("play", 0.0),
        ("stop",),
    ]


def test_only_the_natural_end_is_finished(tree, player):
    finished = tree.watch(player.finished)
    player.playing = True
    player.playing = False
    player.play()
    player.stream = silence(0.1)
    assert not player.playing
    tree.step(60)
    finished.assert_not_emitted()
    player.play(0.4)
    tree.step()
    finished.assert_emitted(times=1)


def test_a_loop_is_never_finished(tree, player):
    finished = tree.watch(player.finished)
    player.stream.loop_mode = AudioStreamSample.LOOP_FORWARD
    player.play()
    tree.step(600)
    assert player.playing
    finished.assert_not_emitted()


def test_what_stands_still_goes_on_where_it_was(tree, player, device):
    player.play(0.25)
    player.stream_paused = True
    tree.step(60)
    assert player.playing
    assert player.get_playback_position() == 0.25
    player.set_stream_paused(False)
    assert device.log[-2:] == [("pause", True), ("pause", False)]
    assert not player.get_stream_paused()


def test_out_of_the_tree_it_is_silent_and_goes_on_when_it_comes_back(tree, player, device):
    player.play(0.25)
    tree.root.remove_child(player)
    assert device.log[-1] == ("stop",)
    assert player.playing
    player.seek(0.3)
    player.volume_db = -20
    player.stream_paused = True
    player.stream_paused = False
    tree.step(60)
    tree.root.add_child(player)
    assert device.log[-2:] == [("play", 0.3), ("tune", 0.1, 0.1, 1.0)]
    tree.root.remove_child(player)
    player.stop()
    tree.root.add_child(player)
    assert device.log[-1] == ("stop",)


def test_a_freed_one_is_silent(tree, player, device):
    player.play()
    player.free()
    assert device.log[-1] == ("stop",)
    tree.step()


def test_it_plays_by_itself_when_it_comes_into_the_tree(tree, device):
    player = AudioStreamPlayer(stream=silence(0.5))
    player.set_autoplay(True)
    assert player.is_autoplay_enabled()
    tree.add(player)
    assert player.playing


def test_volume_pitch_and_bus_are_heard_at_once(tree, player, device):
    player.play()
    player.set_volume_db(-20)
    player.set_pitch_scale(2.0)
    tree.audio.add_bus()
    tree.audio.set_bus_volume_db(1, -20)
    player.bus = "New Bus"
    tuned = [line[1:] for line in device.log if line[0] == "tune"]
    assert tuned == [(1.0, 1.0, 1.0), (0.1, 0.1, 1.0), (0.1, 0.1, 2.0), (0.01, 0.01, 2.0)]
    tree.step(16, 1 / 60)
    assert not player.playing


def test_a_bus_that_there_is_not_is_the_master(tree, player):
    player.bus = "Music"
    assert player.get_bus() == "Master"
    tree.audio.set_bus_count(2)
    tree.audio.set_bus_name(1, "Music")
    assert player.bus == "Music"
    copy = player.duplicate()
    assert (copy.bus, copy.stream is player.stream, copy.playing) == ("Music", True, False)
    copy.free()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("stream", "a.wav", "stream cannot be 'a.wav'. Write `load"),
        ("pitch_scale", 0.0, "pitch_scale must be greater than 0"),
        ("volume_db", float("nan"), "volume_db must be a finite number"),
        ("mix_target", 3, "no mix_target 3"),
    ],
)
def test_what_cannot_be_is_refused(player, name, value, said):
    with pytest.raises(ScriptError, match=said):
        setattr(player, name, value)
