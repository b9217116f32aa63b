import pytest

from engine import AudioStreamRandomPitch, AudioStreamSample, ScriptError, seed


def test_it_is_what_it_plays_at_another_pitch_each_time():
    inner = AudioStreamSample(data=bytes(44100), format=AudioStreamSample.FORMAT_16_BITS)
    stream = AudioStreamRandomPitch(audio_stream=inner)
    stream.set_random_pitch(2.0)
    assert stream.get_length() == inner.get_length()
    seed(1)
    drawn = [stream._drawn_() for _ in range(50)]
    assert {played for played, _ in drawn} == {inner}
    pitches = [pitch for _, pitch in drawn]
    assert 0.5 <= min(pitches) < 0.7
    assert 1.7 < max(pitches) <= 2.0
    seed(1)
    assert stream._drawn_()[1] == pitches[0]


def test_without_a_stream_nothing_is_played():
    stream = AudioStreamRandomPitch()
    assert (stream.get_audio_stream(), stream.get_random_pitch(), stream.get_length()) == (None, 1.1, 0.0)
    assert stream._drawn_()[0] is None


def test_what_is_no_stream_is_refused():
    stream = AudioStreamRandomPitch()
    with pytest.raises(ScriptError, match="audio_stream cannot be 7"):
        stream.audio_stream = 7
    with pytest.raises(ScriptError, match="no AudioStreamRandomPitch"):
        stream.audio_stream = AudioStreamRandomPitch()
    stream.random_pitch = 0.5
    assert stream.random_pitch == 1.0
