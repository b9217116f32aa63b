"""The table of drivers."""

from engine.audio import drivers
from engine.audio.drivers import DEVICE, DRIVERS, SILENT, Refusals, open_audio
from engine.audio.error import AudioError
from engine.audio.silent import SilentAudio


def test_the_drivers_are_a_table():
    assert {SILENT, DEVICE} == set(DRIVERS)
    assert isinstance(open_audio(SILENT), SilentAudio)


def test_one_that_cannot_be_had_is_said_and_nobody_hears_anything(tmp_path, monkeypatch, caplog):
    monkeypatch.syspath_prepend(tmp_path)
    text = (
        "from engine.audio.error import AudioError\n\ndef open_audio():\n    raise AudioError('No device.')\n"
    )
    (tmp_path / "audio_of_a_test.py").write_text(text)
    monkeypatch.setitem(drivers.DRIVERS, "own", "audio_of_a_test")
    assert isinstance(open_audio("own"), SilentAudio)
    assert caplog.messages == ["No device. Nothing is heard."]


def test_what_cannot_be_heard_is_said_once(caplog):
    refusals = Refusals()
    for text in ("None.", "None.", "No other."):
        refusals.say(AudioError(text))
    assert caplog.messages == ["None.", "No other."]
