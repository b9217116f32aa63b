"""Streams: the properties that the real engine has, how long they are and where they loop."""

import json
from pathlib import Path

import pytest

import engine
from engine import (
    AudioStream,
    AudioStreamOGGVorbis,
    AudioStreamSample,
    Error,
    PoolByteArray,
    ScriptError,
)
from engine.audio.error import AudioError
from engine.audio.wav import read_wav
from tests.engine.audio.sounds import ogg, silence

CLASSES = json.loads((Path(__file__).parent / "vectors" / "classes.json").read_text())
STREAMS = [name for name in CLASSES if name != "AudioServer"]


@pytest.mark.parametrize("name", STREAMS)
def test_members_and_defaults_are_those_of_the_real_engine(name):
    stream, said = getattr(engine, name)(), CLASSES[name]
    for line in said.get("properties", ()):
        prop, _, rest = line.partition(": ")
        default = rest.partition(" = ")[2].partition("  [")[0]
        assert getattr(stream, prop) == {"PoolByteArray(  )": b"", "false": False}.get(
            default, float(default) if default[:1].isdigit() else default
        ) or default.startswith("Pool")
    for line in said.get("methods", ()):
        assert callable(getattr(stream, line.partition("(")[0]))
    for constant, value in said.get("constants", {}).items():
        assert getattr(stream, constant) == value


def test_a_stream_of_nothing_is_no_seconds_long():
    assert AudioStream().get_length() == 0.0
    assert AudioStreamSample().get_length() == 0.0
    assert AudioStreamOGGVorbis().get_length() == 0.0
    assert AudioStream()._loop_span_() is None


@pytest.mark.parametrize(
    ("form", "stereo", "seconds"), [(0, False, 2.0), (1, False, 1.0), (1, True, 0.5), (2, False, 4.0)]
)
def test_the_length_goes_by_the_format(form, stereo, seconds):
    sample = silence(1.0, format=form, stereo=stereo)
    assert sample.get_length() == seconds


def test_a_loop_has_a_begin_and_an_end():
    sample = silence(1.0, loop_begin=2000, loop_end=6000)
    assert sample._loop_span_() is None
    sample.loop_mode = AudioStreamSample.LOOP_FORWARD
    assert sample._loop_span_() == (0.25, 0.75)
    sample.loop_end = 0
    assert sample._loop_span_() == (0.25, 1.0)
    sample.loop_begin = 9000
    assert sample._loop_span_() is None


def test_a_compressed_one_has_its_length_from_its_bytes():
    stream = AudioStreamOGGVorbis()
    stream.data = ogg(66150)
    assert stream.get_length() == 1.5
    assert stream._loop_span_() is None
    stream.loop = True
    stream.loop_offset = 0.5
    assert stream._loop_span_() == (0.5, 1.5)
    stream.loop_offset = 2.0
    assert stream._loop_span_() is None
    with pytest.raises(AudioError, match="begin with OggS"):
        stream.data = b"x"
    stream.data = b""
    assert stream.get_length() == 0.0


def test_data_are_bytes():
    sample = AudioStreamSample()
    sample.data = bytearray(b"ab")
    assert sample.data == PoolByteArray(b"ab")
    for name, value, said in (
        ("data", "ab", "are bytes, not 'ab'"),
        ("format", 3, "take 0 to 2"),
        ("loop_mode", -1, "take 0 to 3"),
        ("mix_rate", 0, "must be above 0"),
    ):
        with pytest.raises(ScriptError, match=said):
            setattr(sample, name, value)


@pytest.mark.parametrize("form", [0, 1])
def test_samples_are_saved_and_read_again(tmp_path, form):
    sample = silence(0.0, format=form, stereo=True, data=bytes(range(8)))
    assert sample.save_to_wav(str(tmp_path / "a")) == Error.OK
    found = read_wav((tmp_path / "a.wav").read_bytes())
    assert (found.data, found.stereo, found.mix_rate) == (bytes(range(8)), True, 8000)
    assert found.bits == 8 * (1 + form)
    assert sample.save_to_wav(str(tmp_path / "none" / "a.wav")) == Error.ERR_FILE_CANT_WRITE
    assert sample.save_to_wav("user://../a.wav") == Error.ERR_FILE_CANT_WRITE
    sample.format = AudioStreamSample.FORMAT_IMA_ADPCM
    assert sample.save_to_wav(str(tmp_path / "b.wav")) == Error.ERR_UNAVAILABLE
