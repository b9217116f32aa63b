"""AudioStream and its kin: what an AudioStreamPlayer plays."""

from __future__ import annotations

from typing import Any

from ..base.error import Error, ScriptError
from ..files.places import globalize
from ..object.property import Field, Getter, Property, Setter, getter, setter
from ..object.resource import Resource
from ..variant.pool_byte_array import PoolByteArray
from ..variant.single import single
from .error import AudioError
from .ogg import Ogg, read_ogg
from .wav import HIGHEST_RATE, written_wav


def _bytes(stream: object, name: str, data: Any) -> PoolByteArray:
    if not isinstance(data, bytes | bytearray | memoryview):
        raise ScriptError(f"{stream!r}: {name} are bytes, not {data!r}.")
    return PoolByteArray(data)


def _one_of(count: int) -> Any:
    def check(stream: object, name: str, value: int) -> int:
        if value not in range(count):
            raise ScriptError(f"{stream!r}: there is no {name} {value!r}: take 0 to {count - 1}.")
        return int(value)

    return check


def _rate(stream: object, name: str, hz: int) -> int:
    if not 0 < hz <= HIGHEST_RATE:
        raise ScriptError(f"{stream!r}: {name} must be above 0, and at most {HIGHEST_RATE}, not {hz!r}.")
    return int(hz)


class AudioStream(Resource):
    """A sound, which players play: `load("res://jump.wav")`. Source: Godot 3.6's `AudioStream`."""

    def get_length(self) -> float:
        """Return the seconds from its beginning to its end."""
        return 0.0

    def _loop_span_(
        self,
    ) -> tuple[float, float] | None:  # friend: playback, sound, audio; override point
        """Return between which seconds it goes round and round; None if it ends."""
        return None

    def _drawn_(self) -> tuple[AudioStream | None, float]:  # friend: stream_player; override point
        """Return what is played when it begins now, and how many times as high."""
        return self, 1.0


class AudioStreamSample(AudioStream):
    """The samples of a sound: what a WAV file is loaded as.

    Source: Godot 3.6's `AudioStreamSample`. *Unlike Godot:* a loop without a `loop_end` ends with the
    samples, where Godot's would have no length; and LOOP_PING_PONG and LOOP_BACKWARD go forward.
    """

    FORMAT_8_BITS = 0
    FORMAT_16_BITS = 1
    FORMAT_IMA_ADPCM = 2
    LOOP_DISABLED = 0
    LOOP_FORWARD = 1
    LOOP_PING_PONG = 2
    LOOP_BACKWARD = 3

    _data_: PoolByteArray
    _format_: int
    _loop_mode_: int
    _loop_begin_: int
    _loop_end_: int
    _mix_rate_: int
    _stereo_: bool

    data: Property[PoolByteArray, bytes] = Field(
        PoolByteArray(), _bytes, doc="The samples, signed, the lower byte first; left and right by turns."
    )
    set_data: Setter[bytes] = setter(data)
    get_data: Getter[PoolByteArray] = getter(data)

    format: Property[int] = Field(FORMAT_8_BITS, _one_of(3), doc="How the samples are written.")
    set_format: Setter[int] = setter(format)
    get_format: Getter[int] = getter(format)

    loop_mode: Property[int] = Field(LOOP_DISABLED, _one_of(4), doc="Whether it goes round and round.")
    set_loop_mode: Setter[int] = setter(loop_mode)
    get_loop_mode: Getter[int] = getter(loop_mode)

    loop_begin: Property[int] = Field(0, doc="The frame to which it goes back.")
    set_loop_begin: Setter[int] = setter(loop_begin)
    get_loop_begin: Getter[int] = getter(loop_begin)

    loop_end: Property[int] = Field(0, doc="The frame after which it goes back; 0: the last.")
    set_loop_end: Setter[int] = setter(loop_end)
    get_loop_end: Getter[int] = getter(loop_end)

    mix_rate: Property[int] = Field(44100, _rate, doc="How many frames there are in a second.")
    set_mix_rate: Setter[int] = setter(mix_rate, "hz")
    get_mix_rate: Getter[int] = getter(mix_rate)

    stereo: Property[bool] = Field(False, doc="Whether each frame has a sample for the left and the right.")
    set_stereo: Setter[bool] = setter(stereo)
    is_stereo: Getter[bool] = getter(stereo)

    def get_length(self) -> float:
        """Return the seconds from its beginning to its end."""
        return single(self._frames_() / self._mix_rate_)

    def _frames_(self) -> int:
        """Return how many frames the samples are."""
        count = len(self._data_)
        if self._format_ == AudioStreamSample.FORMAT_16_BITS:
            count //= 2
        elif self._format_ == AudioStreamSample.FORMAT_IMA_ADPCM:
            count *= 2
        return count // 2 if self._stereo_ else count

    def _loop_span_(self) -> tuple[float, float] | None:
        if self._loop_mode_ == AudioStreamSample.LOOP_DISABLED:
            return None
        frames = self._frames_()
        end = self._loop_end_ if 0 < self._loop_end_ <= frames else frames
        begin = min(max(0, self._loop_begin_), end)
        return (begin / self._mix_rate_, end / self._mix_rate_) if begin < end else None

    def save_to_wav(self, path: str) -> Error:
        """Write it as a WAV file, without the loop. ERR_UNAVAILABLE for FORMAT_IMA_ADPCM."""
        if self._format_ == AudioStreamSample.FORMAT_IMA_ADPCM:
            return Error.ERR_UNAVAILABLE
        try:
            with open(globalize(path if path.endswith(".wav") else f"{path}.wav"), "wb") as file:
                file.write(self._as_wav_())
        except (OSError, ValueError):  # ValueError: a path that leads out of its folder
            return Error.ERR_FILE_CANT_WRITE
        return Error.OK

    def _as_wav_(self) -> bytes:  # friend: audio
        """Return it as a WAV file, without the loop. AudioError for FORMAT_IMA_ADPCM."""
        if self._format_ == AudioStreamSample.FORMAT_IMA_ADPCM:
            raise AudioError("Samples of FORMAT_IMA_ADPCM are not heard: take 8 or 16 bits.")
        wide = self._format_ == AudioStreamSample.FORMAT_16_BITS
        return written_wav(self._data_, 16 if wide else 8, 1 + self._stereo_, self._mix_rate_)


class AudioStreamOGGVorbis(AudioStream):
    """A compressed sound: what an OGG file is loaded as. Source: Godot 3.6's `AudioStreamOGGVorbis`.

    On a desktop it is heard with `pip install "estragon[ogg]"`, in a page as it is.
    """

    _data_: PoolByteArray
    _loop_: bool
    _loop_offset_: float
    _ogg_: Ogg | None = None

    data: Property[PoolByteArray, bytes] = Field(
        PoolByteArray(), _bytes, then="_read_data_", doc="The bytes of the OGG file."
    )
    set_data: Setter[bytes] = setter(data)
    get_data: Getter[PoolByteArray] = getter(data)

    loop: Property[bool] = Field(False, doc="Whether it begins again when it has ended.")
    set_loop: Setter[bool] = setter(loop, "enable")
    has_loop: Getter[bool] = getter(loop)

    loop_offset: Property[float] = Field(0.0, doc="At how many seconds it begins again.")
    set_loop_offset: Setter[float] = setter(loop_offset, "seconds")
    get_loop_offset: Getter[float] = getter(loop_offset)

    def get_length(self) -> float:
        """Return the seconds from its beginning to its end."""
        return single(self._ogg_.length) if self._ogg_ is not None else 0.0

    def _frames_(self) -> int:  # friend: sound
        """Return how many frames the file says that it has."""
        return self._ogg_.frames if self._ogg_ is not None else 0

    def _read_data_(self) -> None:
        self._ogg_ = read_ogg(self._data_) if self._data_ else None

    def _loop_span_(self) -> tuple[float, float] | None:
        length = self._ogg_.length if self._ogg_ is not None else 0.0
        begin = self._loop_offset_
        return (max(0.0, begin), length) if self._loop_ and begin < length else None
