"""Sounds of files, by `load`, and what the import files of Godot's editor say of them."""

import pytest

from engine import AudioStreamOGGVorbis, AudioStreamSample, ResourceLoader, load
from engine.audio.error import AudioError
from engine.audio.files import read_audio
from tests.engine.audio.sounds import chunk, header, loop_chunk, ogg, wav


@pytest.fixture
def file(tmp_path):
    """Write a file, and perhaps what an import says of it; return what is read."""

    def read(name, data, *params):
        place = tmp_path / name
        place.write_bytes(data)
        if params:
            lines = ["[remap]", 'type="x"', "[params]", *params]
            (tmp_path / f"{name}.import").write_text("\n".join(lines) + "\n")
        return read_audio(str(place), str(place))

    return read


PLAIN = wav(header(), chunk(b"data", bytes(16000)))


def test_a_wav_file_is_samples(file):
    sample = file("a.wav", PLAIN)
    assert type(sample) is AudioStreamSample
    assert (sample.format, sample.mix_rate, sample.stereo) == (AudioStreamSample.FORMAT_16_BITS, 8000, False)
    assert sample.get_length() == 1.0
    assert sample.loop_mode == AudioStreamSample.LOOP_DISABLED
    assert sample.resource_path.endswith("a.wav")
    assert file("b.WAV", wav(header(bits=8), chunk(b"data", b"a"))).format == AudioStreamSample.FORMAT_8_BITS


def test_a_wav_file_may_say_its_loop(file):
    looped = wav(header(), chunk(b"data", bytes(16000)), loop_chunk(0, 5, 99))
    sample = file("a.wav", looped)
    assert (sample.loop_mode, sample.loop_begin, sample.loop_end) == (AudioStreamSample.LOOP_FORWARD, 5, 99)
    assert file("a.wav", looped, "edit/loop_mode=1").loop_mode == AudioStreamSample.LOOP_DISABLED


@pytest.mark.parametrize(
    ("params", "loop"),
    [
        (["edit/loop=true", "edit/loop_begin=5", "edit/loop_end=-1"], (1, 5, 0)),
        (["edit/loop=false"], (0, 0, 0)),
        (["edit/loop_mode=2", "edit/loop_end=7"], (1, 0, 7)),
        (["edit/loop_mode=4"], (3, 0, 0)),
        (['edit/loop_mode="?"'], (0, 0, 0)),
    ],
)
def test_the_import_says_whether_samples_loop(file, params, loop):
    sample = file("a.wav", PLAIN, *params)
    assert (sample.loop_mode, sample.loop_begin, sample.loop_end) == loop


def test_an_ogg_file_is_compressed_and_loops_if_the_import_says_so(file):
    stream = file("a.ogg", ogg(44100))
    assert type(stream) is AudioStreamOGGVorbis
    assert (stream.get_length(), stream.loop, stream.loop_offset) == (1.0, False, 0.0)
    stream = file("a.ogg", ogg(44100), "loop=true", "loop_offset=0.5")
    assert (stream.loop, stream.loop_offset) == (True, 0.5)
    assert file("a.ogg", ogg(44100), 'loop_offset="?"').loop_offset == 0.0


def test_what_cannot_be_read_is_said_with_the_file(file, tmp_path):
    with pytest.raises(AudioError, match=r"a\.wav: It is no WAV file"):
        file("a.wav", b"x")
    with pytest.raises(AudioError, match=r"none\.wav cannot be read"):
        read_audio("none.wav", str(tmp_path / "none.wav"))


def test_load_gives_the_same_stream_of_the_same_file(tmp_path, caplog):
    (tmp_path / "a.wav").write_bytes(PLAIN)
    (tmp_path / "bad.ogg").write_bytes(b"x")
    assert load(str(tmp_path / "a.wav")) is load(str(tmp_path / "a.wav"))
    assert load(str(tmp_path / "bad.ogg")) is None
    assert "It is no OGG file" in caplog.text
    assert list(ResourceLoader.get_recognized_extensions_for_type("AudioStream")) == ["wav", "ogg"]
