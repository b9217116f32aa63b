"""Playback: a stream that plays, where it is and how long it still takes."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .drivers import AudioDriver, Sound
    from .stream import AudioStream


class Playback:
    """A stream that a player plays. It moves on as it is told, and goes round where the stream does.

    It has a sound as long as its player is inside the tree.
    """

    __slots__ = ("_length", "_loop", "_sound", "_stream", "_tuned", "paused", "pitch", "position")

    def __init__(self, stream: AudioStream, position: float, pitch: float) -> None:
        self.position: float = max(0.0, position)
        """Seconds from the beginning of the stream."""
        self.pitch: float = pitch
        """How many of them pass in a second."""
        self.paused: bool = False
        self._stream = stream
        self._length = stream.get_length()
        self._loop = stream._loop_span_()
        self._sound: Sound | None = None
        self._tuned = (1.0, 1.0, 1.0)

    def move_on(self, seconds: float) -> bool:
        """Let so much time pass; return False if it has come to its end."""
        if self.paused:
            return True
        self.position += seconds * self.pitch
        if self._loop is not None:
            begin, end = self._loop
            if self.position >= end:
                self.position = begin + (self.position - begin) % (end - begin)
            return True
        return self.position < self._length

    def seconds_left(self) -> float:
        """Return in how many seconds it comes to its end; inf if it does not."""
        if self.paused or self._loop is not None:
            return inf
        return max(0.0, (self._length - self.position) / self.pitch)

    # -- What is heard -------------------------------------------------------------------------

    def begin(self, driver: AudioDriver, left: float, right: float) -> None:
        """Be heard, from where it is."""
        self.silence()
        self._sound = driver.play(self._stream, self.position)
        self._tuned = (left, right, self.pitch)
        self._sound.tune(*self._tuned)
        if self.paused:
            self._sound.pause(True)

    def tune(self, left: float, right: float) -> None:
        """Be heard so loud on either side."""
        tuned = (left, right, self.pitch)
        if self._sound is not None and tuned != self._tuned:
            self._tuned = tuned
            self._sound.tune(*tuned)

    def pause(self, paused: bool) -> None:
        """Stand still, or go on."""
        if paused != self.paused:
            self.paused = paused
            if self._sound is not None:
                self._sound.pause(paused)

    def silence(self) -> None:
        """Be heard no more."""
        if self._sound is not None:
            self._sound.stop()
            self._sound = None

    def release(self) -> None:
        """Be heard no more than what is left of it in the device."""
        if self._sound is not None:
            self._sound.release()
            self._sound = None
