"""What pyglet is asked to play, by a pyglet that writes down what it is asked."""

import sys
import typing
from contextlib import nullcontext
from importlib import import_module
from types import ModuleType

import pytest

from engine import AudioStream, AudioStreamOGGVorbis, AudioStreamSample
from engine.audio.error import AudioError
from engine.audio.silent import SilentSound
from tests.engine.audio.sounds import FILES, ogg, silence


class AudioFormat:
    def __init__(self, channels, sample_size, sample_rate):
        self.told = (channels, sample_size, sample_rate)
        self.sample_rate = sample_rate
        self.bytes_per_frame = channels * sample_size // 8
        self.bytes_per_second = self.bytes_per_frame * sample_rate

    def align(self, count):
        return count - count % self.bytes_per_frame

    def timestamp_to_bytes_aligned(self, seconds):
        return self.align(int(seconds * self.bytes_per_second))


class AudioData:
    def __init__(self, data, length):
        assert len(data) == length
        self.data = data


class Player:
    made: typing.ClassVar = []
    _audio_player = None
    pitch = 1.0

    def __init__(self):
        self.time = 0.0
        self.done = []
        Player.made.append(self)

    def queue(self, source):
        self.source = source

    def play(self):
        self.done.append("play")
        self.played_at = self.volume

    def pause(self):
        self.done.append("pause")

    def delete(self):
        self.done.append("delete")


class Decoded:
    audio_format = AudioFormat(2, 16, 44100)

    def seek(self, timestamp):
        self.at = timestamp


class Driver:
    pass


@pytest.fixture
def sound(monkeypatch):
    """The module, as it is with that pyglet."""
    media, codecs = ModuleType("pyglet.media"), ModuleType("pyglet.media.codecs")
    media.Player, media.load, media.get_audio_driver = Player, lambda name, file: Decoded(), Driver
    codecs.AudioData, codecs.AudioFormat, codecs.Source = AudioData, AudioFormat, object
    monkeypatch.setitem(sys.modules, "pyglet.media", media)
    monkeypatch.setitem(sys.modules, "pyglet.media.codecs", codecs)
    monkeypatch.delitem(sys.modules, "engine.audio.pyglet.sound", raising=False)
    monkeypatch.setattr(Player, "made", [])
    yield import_module("engine.audio.pyglet.sound")
    del sys.modules["engine.audio.pyglet.sound"]


def taken(source, size, times):
    return [found.data if (found := source.get_audio_data(size)) else None for _ in range(times)]


def test_samples_are_given_as_they_are_asked_for(sound):
    source = sound.source_of(silence(0, data=b"abcdefgh"))
    assert source.audio_format.told == (1, 16, 8000)
    assert taken(source, 5, 3) == [b"abcd", b"efgh", None]
    source.seek(1 / 8000)
    assert taken(source, 100, 2) == [b"cdefgh", None]
    source.seek(9.0)
    assert taken(source, 100, 1) == [None]


def test_samples_of_8_bits_become_unsigned(sound):
    source = sound.source_of(silence(0, format=0, stereo=True, data=b"\x80\x00"))
    assert source.audio_format.told == (2, 8, 8000)
    assert taken(source, 100, 1) == [b"\x00\x80"]


def test_a_loop_begins_again_and_what_is_behind_it_is_never_heard(sound):
    loop = {"loop_mode": AudioStreamSample.LOOP_FORWARD, "loop_begin": 1, "loop_end": 3}
    source = sound.source_of(silence(0, data=b"abcdefgh", **loop))
    assert taken(source, 100, 3) == [b"abcdef", b"cdef", b"cdef"]
    source.seek(0.0)
    assert taken(source, 100, 1) == [b"abcdef"]


def compressed(name="tone", **properties):
    stream = AudioStreamOGGVorbis()
    stream.data = (FILES / f"{name}.ogg").read_bytes()
    for name, value in properties.items():
        setattr(stream, name, value)
    return stream


@pytest.fixture
def decoder():
    return pytest.importorskip("engine.audio.vorbis", reason='pip install "estragon[ogg]"')


@pytest.fixture
def no_decoder(monkeypatch):
    monkeypatch.setitem(sys.modules, "engine.audio.vorbis", None)


def test_a_compressed_one_is_decoded_as_it_is_asked_for(sound, decoder):
    source = sound.source_of(compressed())
    assert source.audio_format.told == (1, 16, 22050)
    sizes = [len(data) if data else data for data in taken(source, 10001, 4)]
    assert sizes == [10000, 10000, 2050, None]
    source.seek(0.25)
    assert [len(data) for data in taken(source, 6000, 2)] == [6000, (11025 - 5512) * 2 - 6000]


def test_a_compressed_one_goes_round_from_the_very_frame_that_it_is_to(sound, decoder):
    source = sound.source_of(compressed(loop=True, loop_offset=0.25))
    whole, again, third = taken(source, 22050, 3)
    assert len(whole) == 22050
    assert again == third == whole[5512 * 2 :]


def test_without_a_decoder_of_ours_pyglet_may_have_one(sound, no_decoder):
    assert isinstance(sound.source_of(compressed()), Decoded)
    assert isinstance(sound.source_of(compressed(loop=True)), sound.Looped)


def test_without_any_decoder_the_line_that_installs_one_is_said_once(sound, no_decoder, monkeypatch, caplog):
    def load(name, file):
        raise ValueError("no decoder")

    monkeypatch.setattr(sound, "load", load)
    audio = sound.PygletAudio()
    for stream in (compressed(), compressed("loud")):
        assert isinstance(audio.play(stream, 0.0), SilentSound)
    assert caplog.messages == ['OGG files are not heard without PyAV: pip install "estragon[ogg]".']


def test_a_damaged_file_is_said_with_its_name(sound, decoder, caplog):
    stream = AudioStreamOGGVorbis()
    stream.data = ogg(44100)
    stream.resource_path = "res://hit.ogg"
    for damaged in (stream, AudioStreamOGGVorbis()):
        assert isinstance(sound.PygletAudio().play(damaged, 0.0), SilentSound)
    assert caplog.messages == [
        f"{name}: This OGG file is damaged: nothing of it can be decoded."
        for name in ("res://hit.ogg", "<AudioStreamOGGVorbis>")
    ]


def test_what_cannot_be_heard_is_said_once(sound, caplog):
    audio = sound.PygletAudio()
    for stream in (AudioStream(), AudioStream(), silence(1, format=2)):
        assert isinstance(audio.play(stream, 0.0), SilentSound)
    assert [text.partition(":")[0] for text in caplog.messages] == [
        "<AudioStream> is not heard",
        "Samples of FORMAT_IMA_ADPCM are not heard",
    ]


def test_a_device_that_fails_is_no_fault_of_the_script(sound, monkeypatch, caplog):
    def fails(player):
        raise OSError("unplugged")

    monkeypatch.setattr(Player, "play", fails)
    assert isinstance(sound.PygletAudio().play(silence(1.0), 0.0), SilentSound)
    assert caplog.messages == ["<AudioStreamSample> is not heard: OSError: unplugged."]


def test_a_sound_is_a_player(sound):
    audio = sound.PygletAudio()
    heard = audio.play(silence(1.0), 0.25)
    (player,) = Player.made
    assert len(taken(player.source, 16000, 1)[0]) == 12000
    assert player.played_at == 0.0
    heard.tune(0.5, 0.5, 2.0)
    assert (player.volume, player.position, player.pitch) == (pytest.approx(0.5), (0.0, 0.0, -1.0), 2.0)
    heard.tune(0.0, 1.0, 1.0)
    assert (player.volume, player.position) == (pytest.approx(0.7071, abs=1e-4), (1.0, 0.0, 0.0))
    heard.tune(0.0, 0.0, 1.0)
    assert (player.volume, player.position) == (0.0, (0.0, 0.0, -1.0))
    heard.pause(True)
    heard.pause(False)
    heard.stop()
    assert player.done == ["play", "pause", "play", "pause", "delete"]


class PulseAudio:
    """What pyglet has of a sound at PulseAudio, as far as it is needed for its rate."""

    def __init__(self):
        self.rates = []
        self.driver = self.mainloop = self.stream = self
        self.lock = nullcontext()

    def update_sample_rate(self, rate):
        self.rates.append(rate)
        return self

    def wait(self):
        return self

    def delete(self):
        pass


def test_pulseaudio_is_told_the_rate_itself_once_for_each_pitch(sound, monkeypatch):
    driver = type("Driver", (), {"__module__": "pyglet.media.drivers.pulse.adaptation"})
    monkeypatch.setattr(sound, "get_audio_driver", driver)
    audio = sound.PygletAudio()
    heard = audio.play(silence(1.0), 0.0)
    (player,) = Player.made
    player._audio_player = device = PulseAudio()
    for pitch in (1.0, 1.5, 1.5, 1.0, 1e-9, 1e9):
        heard.tune(1.0, 1.0, pitch)
    assert device.rates == [12000, 8000, 1, 384000]
    player._audio_player = None  # it has come to its end
    heard.tune(1.0, 1.0, 2.0)
    assert player.pitch == 2.0


def test_no_sample_is_left_out_to_keep_step_with_a_clock(sound, monkeypatch):
    class Device:
        pass

    monkeypatch.setattr(Player, "_audio_player", Device())
    sound.PygletAudio().play(silence(1.0), 0.0)
    assert Player._audio_player.get_audio_time_diff(12.0) == (0, False)


def test_what_has_ended_is_let_go_of_once_the_device_has_played_it(sound):
    audio = sound.PygletAudio()
    audio.play(silence(1.0), 0.0).release()
    (player,) = Player.made
    audio.play(silence(1.0), 0.0)
    assert player.done == ["play"]
    player.time = 5.0
    audio.play(silence(1.0), 0.0).release()
    assert player.done == ["play", "pause", "delete"]
    audio.close()
    assert Player.made[-1].done == ["play", "pause", "delete"]
    assert audio.ringing == []


@pytest.mark.parametrize("module", ["pyglet.media.drivers.silent.adaptation", None])
def test_a_device_that_nobody_hears_is_none(sound, monkeypatch, module):
    found = type("Nothing", (), {"__module__": module})() if module else None
    monkeypatch.setattr(sound, "get_audio_driver", lambda: found)
    with pytest.raises(AudioError, match="no sound device"):
        sound.PygletAudio()
