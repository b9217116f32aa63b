"""OGG Vorbis files as samples, a piece at a time, by PyAV, of which this is the only user.

Of those that have wheels for each desktop it is the one that also takes what is damaged: libsndfile ends the
process when it is to seek in some such files, and stb_vorbis writes behind its memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from av import AudioFrame, AudioResampler, FFmpegError, InvalidDataError, __version__
from av import open as open_container
from av.container import InputContainer

from .error import AudioError
from .wav import HIGHEST_RATE

_ANY_TITLE: dict[str, Any] = (
    {} if int(__version__.partition(".")[0]) >= 19 else {"metadata_errors": "replace"}
)
"""What lets titles be in any encoding, which PyAV does by itself from 19 on."""
_LONGEST_PAGE = 255 * 1024
"""Frames in a page of the most packets, as encoders make them.

The last page does not say where it begins, so that what is in it is looked for from the one before.
"""


class Vorbis:
    """What is in an OGG file, decoded as far as it is read. AudioError if that cannot be begun.

    `frames` is how many it says that it has: what is behind them only fills the last packet.
    """

    def __init__(self, data: bytes, frames: int) -> None:
        try:
            self._container: InputContainer = open_container(BytesIO(data), "r", format="ogg", **_ANY_TITLE)
            self._stream = self._container.streams.audio[0]
            first = next(self._decoded())
        except (FFmpegError, IndexError, StopIteration, ValueError):
            raise AudioError("This OGG file is damaged: nothing of it can be decoded.") from None
        self.channels: int = self._stream.channels
        self.mix_rate: int = self._stream.sample_rate
        if self.channels > 2 or self.mix_rate > HIGHEST_RATE:
            raise AudioError(
                f"An OGG file of {self.channels} channels with {self.mix_rate} samples in a second is not"
                f" heard: save it with one or two channels, and {HIGHEST_RATE} samples at most."
            )
        self._frames = frames
        self._begin = first.pts or 0
        """What the first frame counts as, which is not 0 in a file of a single page."""
        self.seek(0)

    def read(self, frames: int) -> bytes:
        """Return so many frames, or what is left of them: samples of 16 bits, the lower byte first."""
        size = frames * self.channels * 2
        while len(self._ready) < size and (part := next(self._parts, None)):
            self._ready += part
        found = bytes(self._ready[:size])
        del self._ready[:size]
        return found

    def seek(self, frame: int) -> None:
        """Go on from a frame; from the end if there are not so many."""
        self._ready = bytearray()
        self._parts = self._samples(min(frame, self._frames))

    def _samples(self, start: int) -> Iterator[bytes]:
        """Yield samples from a frame on, to the end or to what can be decoded no more."""
        resampler = AudioResampler("s16", self._stream.layout, self.mix_rate)
        size = self.channels * 2
        try:
            self._container.seek(max(0, start - _LONGEST_PAGE), stream=self._stream)
            at = None
            for frame in self._decoded():
                if at is None:
                    at = (frame.pts or 0) - self._begin
                for part in resampler.resample(frame):
                    found = bytes(part.planes[0])
                    left, right = max(0, start - at), min(part.samples, self._frames - at)
                    at += part.samples
                    if left < right:
                        yield found[left * size : right * size]
        except (FFmpegError, ValueError):  # ValueError: from here on it has other channels, or another rate
            return

    def _decoded(self) -> Iterator[AudioFrame]:
        """Yield what is decoded from here on, without packets that are damaged."""
        for packet in self._container.demux(self._stream):
            try:
                yield from packet.decode()
            except InvalidDataError:
                continue
