"""WAV files: which samples one has, and its loop. Bytes in, a Wav or an AudioError out.

Sources: "Multimedia Programming Interface and Data Specifications 1.0" (RIFF, `fmt `, `data`), the `smpl`
chunk of the same family, and Godot 3.6's `ResourceImporterWAV::import`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .error import AudioError

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_MOST_CHUNKS = 1000
HIGHEST_RATE = 768_000
"""The most samples in a second that there are devices for."""
_FLIPPED = bytes(range(128, 256)) + bytes(range(128))
"""Unsigned bytes as signed ones, and back."""


class Wav:
    """The samples of a WAV file, as an AudioStreamSample has them."""

    __slots__ = ("bits", "data", "loop", "mix_rate", "stereo")

    def __init__(self, bits: int, mix_rate: int, stereo: bool, data: bytes) -> None:
        self.bits: int = bits
        """8 or 16; both signed, and the lower byte first."""
        self.mix_rate: int = mix_rate
        self.stereo: bool = stereo
        self.data: bytes = data
        self.loop: tuple[int, int, int] | None = None
        """Its kind (0: forward, 1: there and back, 2: backward), the first frame and the last."""


def read_wav(data: bytes) -> Wav:
    """Return what a WAV file has. More than 16 bits become 16, as in Godot's import."""
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise AudioError("It is no WAV file: it does not begin with RIFF and WAVE.")
    header, samples, loop = None, None, None
    for name, body in _chunks(data):
        if name == b"fmt " and header is None:
            header = _header(body)
        elif name == b"data" and samples is None:
            samples = body
        elif name == b"smpl" and loop is None:
            loop = _loop(body)
    if header is None or samples is None:
        raise AudioError(f"This WAV file has no {'header' if header is None else 'samples'}.")
    kind, channels, rate, bits = header
    size = channels * bits // 8
    found = _converted(samples[: len(samples) // size * size], kind, bits)
    wav = Wav(8 if bits == 8 else 16, rate, channels == 2, found)
    wav.loop = loop
    return wav


def flipped(data: bytes) -> bytes:
    """Return samples of 8 bits, signed, as a WAV file has them, unsigned; or the other way round."""
    return data.translate(_FLIPPED)


def written_wav(data: bytes, bits: int, channels: int, rate: int) -> bytes:
    """Return the WAV file of such samples, of which those of 8 bits are signed."""
    samples = flipped(data) if bits == 8 else bytes(data)
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", _PCM, channels, rate, rate * frame, frame, bits)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", samples)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks: a file that was cut off has the last one as far as it goes."""
    at, view = 12, memoryview(data)
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(data):
            return
        size = int.from_bytes(view[at + 4 : at + 8], "little")
        yield bytes(view[at : at + 4]), bytes(view[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    raise AudioError(f"This WAV file has more than {_MOST_CHUNKS} chunks.")


def _header(body: bytes) -> tuple[int, int, int, int]:
    """Return the kind of the samples, the channels, the samples in a second and the bits of one."""
    if len(body) < 16:
        raise AudioError("The header of this WAV file is too short.")
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
    if kind == _EXTENSIBLE and len(body) >= 26:
        kind = int.from_bytes(body[24:26], "little")
    if (kind, bits) not in ((_PCM, 8), (_PCM, 16), (_PCM, 24), (_PCM, 32), (_FLOAT, 32)):
        raise AudioError(
            f"WAV files of the kind {kind} with {bits} bits are not read: save it as PCM of 16 bits."
        )
    if channels not in (1, 2):
        raise AudioError(f"A WAV file with {channels} channels is not read: save it with one or two.")
    if not 0 < rate <= HIGHEST_RATE:
        raise AudioError(f"This WAV file says that it has {rate} samples in a second.")
    return kind, channels, rate, bits


def _loop(body: bytes) -> tuple[int, int, int] | None:
    if len(body) < 52 or not int.from_bytes(body[28:32], "little"):
        return None
    kind, begin, end = struct.unpack_from("<III", body, 40)
    return (kind, begin, end) if kind <= 2 else None


def _converted(samples: bytes, kind: int, bits: int) -> bytes:
    if bits == 16:
        return samples
    if bits == 8:
        return flipped(samples)
    if kind == _PCM:
        size = bits // 8
        out = bytearray(len(samples) // size * 2)
        out[0::2], out[1::2] = samples[size - 2 :: size], samples[size - 1 :: size]
        return bytes(out)
    numbers = (number if number == number else 0.0 for (number,) in struct.iter_unpack("<f", samples))
    whole = [int(max(-1.0, min(1.0, number)) * 32767) for number in numbers]
    return struct.pack(f"<{len(whole)}h", *whole)
