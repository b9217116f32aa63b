from engine.audio.silent import SilentAudio, open_audio
from tests.engine.audio.sounds import silence


def test_nothing_is_heard_of_what_it_plays():
    audio = open_audio()
    assert isinstance(audio, SilentAudio)
    sound = audio.play(silence(1.0), 0.5)
    sound.tune(1.0, 0.0, 2.0)
    sound.pause(True)
    sound.stop()
    sound.release()
    audio.close()
