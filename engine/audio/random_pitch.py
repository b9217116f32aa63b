"""AudioStreamRandomPitch: a sound that is a little higher or lower each time."""

from __future__ import annotations

from ..base.error import ScriptError
from ..gdscript.random_numbers import randf
from ..object.property import Field, Getter, Property, Setter, getter, setter
from .stream import AudioStream


def _stream_of(stream: object, name: str, inner: AudioStream | None) -> AudioStream | None:
    if inner is not None and not isinstance(inner, AudioStream):
        raise ScriptError(f'{stream!r}: {name} cannot be {inner!r}. Write `load("res://step.wav")`.')
    if isinstance(inner, AudioStreamRandomPitch):
        raise ScriptError(f"{stream!r}: {name} is what is played, so no AudioStreamRandomPitch.")
    return inner


def _factor_of(stream: object, name: str, factor: float) -> float:
    return max(1.0, float(factor))


class AudioStreamRandomPitch(AudioStream):
    """Plays `audio_stream`, each time at another pitch: steps and shots do not sound alike.

    The pitch is drawn as by `randf()` when it begins. Source: Godot 3.6's `AudioStreamRandomPitch`.
    """

    audio_stream: Property[AudioStream | None] = Field(None, _stream_of, doc="What is played.")
    set_audio_stream: Setter[AudioStream | None] = setter(audio_stream, "stream")
    get_audio_stream: Getter[AudioStream | None] = getter(audio_stream)

    random_pitch: Property[float] = Field(
        1.1, _factor_of, doc="How many times as high it may be; as many times as low, too."
    )
    set_random_pitch: Setter[float] = setter(random_pitch, "scale")
    get_random_pitch: Getter[float] = getter(random_pitch)

    def get_length(self) -> float:
        """Return the seconds that what it plays takes at its own pitch."""
        inner = self.audio_stream
        return 0.0 if inner is None else inner.get_length()

    def _drawn_(self) -> tuple[AudioStream | None, float]:
        lowest = 1.0 / self.random_pitch
        return self.audio_stream, lowest + randf() * (self.random_pitch - lowest)
