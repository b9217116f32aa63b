"""What comes out of the device: a sound server of our own, which is recorded while a program plays."""

import os
import select
import shutil
import signal
import subprocess
import sys
from array import array
from itertools import pairwise
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.engine.audio.sounds import FILES

PROGRAM = f"""
import pyglet

pyglet.options.audio = ("pulse",)

from engine import AudioStreamOGGVorbis, Node, run
from nodes import AudioStreamPlayer

class Main(Node):
    def _ready(self):
        stream = AudioStreamOGGVorbis()
        stream.data = open({str(FILES / "tone.ogg")!r}, "rb").read()
        stream.loop = True
        self.player = AudioStreamPlayer(stream=stream, pitch_scale=1.5, volume_db=-6.0, autoplay=True)
        self.add_child(self.player)

    def _process(self, delta):
        self.player.volume_db = -6.0 if self.player.volume_db == -6.1 else -6.1

run(Main)
"""
RATE = 44100
WINDOW = RATE // 10
START = 60
"""Seconds in which a server has started, or ended."""
PATIENCE = 600
"""Windows in which a program on a busy machine has begun to be heard."""


@pytest.fixture
def server():
    """The environment of a sound server that is there for this test alone."""
    pytest.importorskip("av", reason='pip install "estragon[ogg]"')
    for program, package in (("pulseaudio", "pulseaudio"), ("parec", "pulseaudio-utils")):
        if shutil.which(program) is None:
            pytest.skip(f"no sound server to listen to: install {package}")
    with TemporaryDirectory(prefix="heard") as home:
        others = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
        environment = others | {"HOME": home, "XDG_RUNTIME_DIR": home}

        modules = (f"module-null-sink sink_name=heard rate={RATE}", "module-native-protocol-unix")
        start = ["pulseaudio", "--daemonize=yes", "--exit-idle-time=-1", "-n"]
        subprocess.run(
            [*start, *(word for module in modules for word in ("-L", module))],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=START,
            check=True,
        )
        process = os.pidfd_open(int((Path(home) / "pulse" / "pid").read_text()))
        try:
            yield environment
        finally:
            signal.pidfd_send_signal(process, signal.SIGTERM)
            ended, _, _ = select.select([process], [], [], START)
            os.close(process)
            assert ended


@pytest.fixture
def recorded(server):
    """Windows of samples, one after the other, of what a program plays."""
    record = ["parec", "-d", "heard.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1"]
    with (
        subprocess.Popen(record, env=server, stdout=subprocess.PIPE) as recorder,
        subprocess.Popen([sys.executable, "-c", PROGRAM], env=server) as program,
    ):
        try:
            yield (array("h", recorder.stdout.read(2 * WINDOW)) for _ in range(PATIENCE))
        finally:
            program.kill()
            recorder.kill()


def hertz(window):
    return sum(one < 0 <= other for one, other in pairwise(window)) * RATE / WINDOW


def loudness(window):
    return sqrt(sum(sample * sample for sample in window) / WINDOW)


def test_an_ogg_file_is_heard_at_its_pitch_and_volume_however_often_it_is_tuned(recorded):
    """440 Hz at half of what samples can be, half as high again and half as loud: for two seconds.

    That is long enough for pyglet to bring it in step with a clock, if it is let.
    """
    running = 0
    for window in recorded:
        assert len(window) == WINDOW, "the recorder has ended"
        assert max(window) < 10000, "it was louder than it was told to be"
        tuned = abs(hertz(window) - 660) <= 10 and abs(loudness(window) / 5792 - 1) < 0.1
        running = running + 1 if tuned else 0
        if running == 20:
            return
    pytest.fail("it was not heard")
