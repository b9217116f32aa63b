"""What of a stream goes to the browser, and when."""

import pytest

from engine import AudioStream, AudioStreamOGGVorbis, AudioStreamSample
from engine.audio.silent import SilentSound
from engine.audio.wav import read_wav
from engine.web.audio import PageAudio
from tests.engine.audio.sounds import ogg, silence


@pytest.fixture
def audio(page):
    return PageAudio(page.sounds)


def test_samples_go_to_the_browser_once_as_a_wav_file(page, audio):
    sample = silence(1.0)
    audio.play(sample, 0.0).tune(1.0, 0.5, 2.0)
    audio.play(sample, 0.25)
    (file,) = page.sounds.begun
    assert read_wav(file).data == sample.data
    assert page.sounds.played == [("clip 1", 0.0, 0.0, 0.0), ("clip 1", 0.25, 0.0, 0.0)]
    assert page.sounds.device.log[1] == ("tune", 1.0, 0.5, 2.0)
    sample.stereo = True
    audio.play(sample, 0.0)
    assert read_wav(page.sounds.begun[1]).stereo


def test_a_compressed_one_goes_as_it_is(page, audio):
    stream = AudioStreamOGGVorbis()
    stream.data = ogg(44100)
    stream.loop = True
    audio.play(stream, 0.0)
    assert page.sounds.begun == [ogg(44100)]
    assert page.sounds.played == [("clip 1", 0.0, 0.0, 1.0)]


def test_what_cannot_be_heard_is_said_once(audio, caplog):
    adpcm = silence(1.0, format=AudioStreamSample.FORMAT_IMA_ADPCM)
    for stream in (adpcm, adpcm, AudioStream()):
        assert isinstance(audio.play(stream, 0.0), SilentSound)
    assert [text.partition(":")[0] for text in caplog.messages] == [
        "Samples of FORMAT_IMA_ADPCM are not heard",
        "<AudioStream> is not heard",
    ]


def test_when_it_closes_the_browser_falls_silent(page, audio):
    audio.close()
    assert page.sounds.closed
