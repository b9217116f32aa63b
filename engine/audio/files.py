"""WAV and OGG files as streams, with what Godot's editor was told of them when it imported them."""

from __future__ import annotations

import os

from ..files.config_file import ConfigFile
from .error import AudioError
from .stream import AudioStream, AudioStreamOGGVorbis, AudioStreamSample
from .wav import read_wav

_IN_FILE, _WITHOUT = 0, 1
"""What `edit/loop_mode` of an import may be; what is above is the loop mode and one."""


def read_audio(path: str, place: str) -> AudioStream:
    """Return the stream of a file, which ends with `.wav` or `.ogg`. AudioError if it is none.

    What loops says the `.import` file beside it; without one, a WAV file itself.
    """
    try:
        with open(place, "rb") as file:
            data = file.read()
    except OSError as error:
        raise AudioError(f"{path} cannot be read: {error}") from None
    told = ConfigFile()
    if os.path.isfile(f"{place}.import"):
        told.load(f"{place}.import")
    try:
        stream = _sample(data, told) if place.lower().endswith(".wav") else _vorbis(data, told)
    except AudioError as error:
        raise AudioError(f"{path}: {error}") from None
    stream.resource_path = path
    return stream


def _sample(data: bytes, told: ConfigFile) -> AudioStreamSample:
    wav = read_wav(data)
    sample = AudioStreamSample()
    sample.data = wav.data
    sample.format = sample.FORMAT_8_BITS if wav.bits == 8 else sample.FORMAT_16_BITS
    sample.mix_rate = wav.mix_rate
    sample.stereo = wav.stereo
    mode = _number(told, "edit/loop_mode") + _number(told, "edit/loop") * 2  # the older name is a yes or no
    if mode > _WITHOUT:
        sample.loop_mode = min(mode - 1, sample.LOOP_BACKWARD)
        sample.loop_begin = _number(told, "edit/loop_begin")
        sample.loop_end = max(0, _number(told, "edit/loop_end"))
    elif mode == _IN_FILE and wav.loop is not None:
        kind, sample.loop_begin, sample.loop_end = wav.loop
        sample.loop_mode = kind + 1
    return sample


def _vorbis(data: bytes, told: ConfigFile) -> AudioStreamOGGVorbis:
    stream = AudioStreamOGGVorbis()
    stream.data = data
    stream.loop = bool(told.get_value("params", "loop", False))
    offset = told.get_value("params", "loop_offset", 0.0)
    stream.loop_offset = float(offset) if isinstance(offset, int | float) else 0.0
    return stream


def _number(told: ConfigFile, key: str) -> int:
    value = told.get_value("params", key, 0)
    return int(value) if isinstance(value, int | float) else 0
