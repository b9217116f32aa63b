"""The silent driver: what plays where there is nobody to hear it, and in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .stream import AudioStream


def open_audio() -> SilentAudio:
    """Return a driver that nobody hears."""
    return SilentAudio()


class SilentSound:
    """A sound that nobody hears: see `Sound`."""

    def tune(self, left: float, right: float, pitch: float) -> None:
        """See `Sound`."""

    def pause(self, paused: bool) -> None:
        """See `Sound`."""

    def stop(self) -> None:
        """See `Sound`."""

    def release(self) -> None:
        """See `Sound`."""


class SilentAudio:
    """A driver that nobody hears: see `AudioDriver`."""

    def play(self, stream: AudioStream, position: float) -> SilentSound:
        """See `AudioDriver`."""
        return SilentSound()

    def close(self) -> None:
        """See `AudioDriver`."""
