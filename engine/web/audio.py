"""Sounds of a page: the browser plays them, by its WebAudio."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from ..audio.drivers import Refusals, Sound
from ..audio.error import AudioError
from ..audio.silent import SilentSound
from ..audio.stream import AudioStream, AudioStreamOGGVorbis, AudioStreamSample
from .page import Clip, Sounds


class PageAudio:
    """See `AudioDriver`. What a stream has goes to the browser once."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._clips: WeakKeyDictionary[AudioStream, tuple[object, Clip]] = WeakKeyDictionary()
        """The streams that have been played, with what they were then."""
        self._refusals = Refusals()

    def play(self, stream: AudioStream, position: float) -> Sound:
        """See `AudioDriver`."""
        try:
            clip = self._clip(stream)
        except AudioError as error:
            self._refusals.say(error)
            return SilentSound()
        begin, end = stream._loop_span_() or (0.0, 0.0)
        return self._sounds.play(clip, position, begin, end)

    def _clip(self, stream: AudioStream) -> Clip:
        state: object
        if isinstance(stream, AudioStreamSample):
            state = (stream.data, stream.format, stream.mix_rate, stream.stereo)
        elif isinstance(stream, AudioStreamOGGVorbis):
            state = stream.data
        else:
            raise AudioError(f"{stream!r} is not heard: there is nothing to hear in it.")
        kept = self._clips.get(stream)
        if kept is not None and kept[0] == state:
            return kept[1]
        file = stream._as_wav_() if isinstance(stream, AudioStreamSample) else bytes(stream.data)
        clip = self._sounds.unpack(file)
        self._clips[stream] = (state, clip)
        return clip

    def close(self) -> None:
        """See `AudioDriver`."""
        self._clips.clear()
        self._sounds.close()
