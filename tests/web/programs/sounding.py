"""Plays a loop from its middle, a short sound, and what is no sound; the page says what was played."""

from engine import AudioStreamOGGVorbis, AudioStreamSample, Node, run
from engine.audio.ogg import Ogg
from nodes import AudioStreamPlayer


def silence(seconds):
    sample = AudioStreamSample()
    sample.format = AudioStreamSample.FORMAT_16_BITS
    sample.mix_rate = 8000
    sample.data = bytes(int(seconds * 8000) * 2)
    return sample


class Main(Node):
    def _ready(self):
        loop = silence(1.0)
        loop.loop_mode = AudioStreamSample.LOOP_FORWARD
        loop.loop_begin = 4000
        self.music = AudioStreamPlayer(stream=loop, volume_db=-20.0)
        self.add_child(self.music)
        self.music.play(0.5)
        self.short = AudioStreamPlayer(stream=silence(0.25), pitch_scale=2.0)
        self.add_child(self.short)
        self.short.connect("finished", self, "_done")
        self.short.play()

    def _done(self):
        print("finished")
        self.music.stream_paused = True
        self.music.stream_paused = False
        self.music.volume_db = 0.0
        broken = AudioStreamOGGVorbis()
        broken._data_, broken._ogg_ = b"OggS", Ogg(1, 8000, 8000)
        self.short.stream = broken
        self.short.disconnect("finished", self, "_done")
        self.short.play()


if __name__ == "__main__":
    raise SystemExit(run(Main))
