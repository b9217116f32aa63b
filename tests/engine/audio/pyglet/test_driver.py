"""The driver of the desktop, in programs of their own: pyglet settles on a screen or on none in a process."""

import subprocess
import sys

import pytest

from engine.audio.error import AudioError
from engine.audio.pyglet.driver import open_audio

PROGRAM = """
from engine import AudioStreamSample, Node, run
from nodes import AudioStreamPlayer

class Main(Node):
    def _ready(self):
        sample = AudioStreamSample()
        sample.data = bytes(800)
        sample.mix_rate = 8000
        for _ in range(2):
            player = AudioStreamPlayer(stream=sample, autoplay=True)
            self.add_child(player)
        player.finished.connect(self.end)

    def end(self):
        print("finished")
        self.get_tree().quit()

if __name__ == "__main__":
    {setup}
    raise SystemExit(run(Main{options}))
"""
NO_DEVICE = "import pyglet; pyglet.options.audio = ('silent',)"


def ran(tmp_path, **parts):
    file = tmp_path / "program.py"
    file.write_text(PROGRAM.format(**{"setup": "", "options": ""} | parts))
    return subprocess.run([sys.executable, file], capture_output=True, text=True, timeout=60, check=True)


def test_without_a_device_a_program_says_so_once_and_goes_on(tmp_path):
    pytest.importorskip("pyglet")
    done = ran(tmp_path, setup=NO_DEVICE)
    assert done.stdout == "finished\n"
    assert done.stderr.count("\n") == 1
    assert "There is no sound device that pyglet can use" in done.stderr
    assert "Nothing is heard." in done.stderr


def test_headless_and_at_a_fixed_speed_there_is_nothing_to_say(tmp_path):
    for options in (", headless=True", ", fixed_fps=60"):
        done = ran(tmp_path, options=options)
        assert (done.stdout, done.stderr) == ("finished\n", "")


@pytest.fixture
def loading(monkeypatch):
    def loading(fails):
        def load(offscreen):
            raise fails

        monkeypatch.setattr("engine.audio.pyglet.driver.load_pyglet", load)

    return loading


def test_whatever_goes_wrong_is_an_audio_error(loading):
    loading(OSError("broken"))
    with pytest.raises(AudioError, match=r"Sounds cannot be played: OSError: broken\."):
        open_audio()
    loading(AudioError("None."))
    with pytest.raises(AudioError, match=r"^None\.$"):
        open_audio()


def test_what_opens_is_pyglets(monkeypatch):
    class Opened:
        pass

    module = type(sys)("engine.audio.pyglet.sound")
    module.PygletAudio = Opened
    monkeypatch.setitem(sys.modules, "engine.audio.pyglet.sound", module)
    monkeypatch.setattr("engine.audio.pyglet.driver.load_pyglet", lambda offscreen: None)
    assert isinstance(open_audio(), Opened)
