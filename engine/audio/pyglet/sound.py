"""Sounds by pyglet's players. Its thread fills the buffers of the device; no event loop of it is needed."""

from __future__ import annotations

from io import BytesIO
from math import hypot, sqrt
from typing import TYPE_CHECKING, Any

from pyglet.media import Player, get_audio_driver, load
from pyglet.media.codecs import AudioData, AudioFormat, Source

from ..drivers import Refusals, Sound
from ..error import AudioError
from ..silent import SilentSound
from ..stream import AudioStream, AudioStreamOGGVorbis, AudioStreamSample
from ..wav import flipped

if TYPE_CHECKING:
    from ..vorbis import Vorbis

_DEVICE_KEEPS = 1.0
"""Seconds in which a device plays all that it has been given."""
_PULSE_RATES = (1, 384_000)
"""The least samples in a second, and the most, that PulseAudio takes."""


class Samples(Source):
    """Samples from the memory, as pyglet asks for them."""

    def __init__(self, data: bytes, audio_format: AudioFormat) -> None:
        self.audio_format: Any = audio_format
        self._format = audio_format
        self._duration: Any = len(data) / audio_format.bytes_per_second
        self._data = data
        self._at = 0

    def get_audio_data(self, num_bytes: int, compensation_time: float = 0.0) -> AudioData | None:
        """Return the next bytes, None at the end."""
        part = self._data[self._at : self._at + self._format.align(num_bytes)]
        self._at += len(part)
        return AudioData(part, len(part)) if part else None

    def seek(self, timestamp: float) -> None:
        """Go on from a second."""
        self._at = min(self._format.timestamp_to_bytes_aligned(timestamp), len(self._data))


class Decoded(Source):
    """What is decoded as pyglet asks for it, in a thread of its own: no frame waits for a long one."""

    def __init__(self, vorbis: Vorbis) -> None:
        self._format = AudioFormat(vorbis.channels, 16, vorbis.mix_rate)
        self.audio_format: Any = self._format
        self._vorbis = vorbis

    def get_audio_data(self, num_bytes: int, compensation_time: float = 0.0) -> AudioData | None:
        """Return the next bytes, None at the end."""
        part = self._vorbis.read(num_bytes // self._format.bytes_per_frame)
        return AudioData(part, len(part)) if part else None

    def seek(self, timestamp: float) -> None:
        """Go on from a second."""
        self._vorbis.seek(int(timestamp * self._format.sample_rate))


class Looped(Source):
    """Another source, which begins again at a second of it when it has come to its end."""

    def __init__(self, source: Source, begin: float) -> None:
        self.audio_format: Any = source.audio_format
        self._source = source
        self._begin = begin

    def get_audio_data(self, num_bytes: int, compensation_time: float = 0.0) -> AudioData | None:
        """Return the next bytes."""
        found = self._source.get_audio_data(num_bytes, compensation_time)
        if found is None:
            self._source.seek(self._begin)
            found = self._source.get_audio_data(num_bytes, compensation_time)
        return found

    def seek(self, timestamp: float) -> None:
        """Go on from a second."""
        self._source.seek(timestamp)


def source_of(stream: AudioStream) -> Source:
    """Return what pyglet plays for a stream. AudioError if it cannot."""
    span = stream._loop_span_()
    found: Source
    if isinstance(stream, AudioStreamSample):
        found = _samples_of(stream, span)
    elif isinstance(stream, AudioStreamOGGVorbis):
        found = _decoded(stream)
    else:
        raise AudioError(f"{stream!r} is not heard: there is nothing to hear in an {type(stream).__name__}.")
    return found if span is None else Looped(found, span[0])


def _samples_of(stream: AudioStreamSample, span: tuple[float, float] | None) -> Samples:
    if stream.format == AudioStreamSample.FORMAT_IMA_ADPCM:
        raise AudioError("Samples of FORMAT_IMA_ADPCM are not heard: take 8 or 16 bits.")
    wide = stream.format == AudioStreamSample.FORMAT_16_BITS
    form = AudioFormat(1 + stream.stereo, 16 if wide else 8, stream.mix_rate)
    data = bytes(stream.data) if wide else flipped(stream.data)
    size = len(data) if span is None else round(span[1] * stream.mix_rate) * form.bytes_per_frame
    return Samples(data[: form.align(size)], form)


def _decoded(stream: AudioStreamOGGVorbis) -> Source:
    try:
        from ..vorbis import Vorbis
    except ImportError:
        try:
            return load("sound.ogg", file=BytesIO(stream.data))
        except Exception as error:
            raise AudioError('OGG files are not heard without PyAV: pip install "estragon[ogg]".') from error
    try:
        return Decoded(Vorbis(stream.data, stream._frames_()))
    except AudioError as error:
        raise AudioError(f"{stream.resource_path or repr(stream)}: {error}") from None


def _in_step(audio_time: float | None) -> tuple[int, bool]:
    """Say that a sound need not be brought in step with a clock.

    pyglet knows nothing of its pitch: it would leave out samples of what is slower, and hold those of what
    is faster.
    """
    return 0, False


class PygletSound:
    """See `Sound`."""

    def __init__(self, audio: PygletAudio, source: Source) -> None:
        self._audio = audio
        self._format: Any = source.audio_format
        self._pitch = 1.0
        self._player = Player()
        self._player.queue(source)
        self._player.volume = 0.0  # until it is tuned, which is at once
        self._player.play()
        device: Any = self._player._audio_player
        if device is not None:
            device.get_audio_time_diff = _in_step

    def tune(self, left: float, right: float, pitch: float) -> None:
        """See `Sound`. Sounds in stereo stay as they are, and PulseAudio has no sides."""
        player = self._player
        player.volume = hypot(left, right) / sqrt(2.0)
        side = (right - left) / (right + left) if right + left else 0.0
        player.position = (side, 0.0, -sqrt(1.0 - side * side))
        if pitch != self._pitch:
            self._pitch = pitch
            self._repitch()

    def _repitch(self) -> None:
        """Take the new pitch. With PulseAudio pyglet would multiply it by the one that is heard."""
        device: Any = self._player._audio_player
        if device is None or not self._audio.is_pulse:
            self._player.pitch = self._pitch
            return
        least, most = _PULSE_RATES
        rate = min(max(least, round(self._format.sample_rate * self._pitch)), most)
        with device.driver.mainloop.lock:
            device.stream.update_sample_rate(rate).wait().delete()

    def pause(self, paused: bool) -> None:
        """See `Sound`."""
        if paused:
            self._player.pause()
        else:
            self._player.play()

    def stop(self) -> None:
        """See `Sound`."""
        self._player.pause()
        self._player.delete()

    def release(self) -> None:
        """See `Sound`."""
        self._audio.ringing.append((self, self._player.time + _DEVICE_KEEPS))

    def is_over(self, time: float) -> bool:
        """Return True when it has played for so long."""
        return bool(self._player.time >= time)


class PygletAudio:
    """See `AudioDriver`."""

    def __init__(self) -> None:
        driver: Any = get_audio_driver()  # type: ignore[no-untyped-call]
        if driver is None or "silent" in type(driver).__module__:
            raise AudioError("There is no sound device that pyglet can use (OpenAL or PulseAudio on Linux).")
        self.is_pulse: bool = ".pulse." in type(driver).__module__
        self.ringing: list[tuple[PygletSound, float]] = []
        """Sounds that have ended, and at which time of theirs the device has played them."""
        self._refusals = Refusals()

    def play(self, stream: AudioStream, position: float) -> Sound:
        """See `AudioDriver`."""
        self._let_go()
        try:
            source = source_of(stream)
            if position:
                source.seek(position)
            return PygletSound(self, source)
        except AudioError as error:
            self._refusals.say(error)
        except Exception as error:  # of the device, or of what decodes
            self._refusals.say(AudioError(f"{stream!r} is not heard: {type(error).__name__}: {error}."))
        return SilentSound()

    def _let_go(self) -> None:
        over = [both for both in self.ringing if both[0].is_over(both[1])]
        for both in over:
            self.ringing.remove(both)
            both[0].stop()

    def close(self) -> None:
        """See `AudioDriver`."""
        for sound, _ in self.ringing:
            sound.stop()
        self.ringing.clear()
