"""The audio drivers, a table: nothing but this and the driver itself knows what makes things heard.

A driver knows no time: when a sound ends says the service, by the time of the tree. So what scripts are told
is the same with every driver, and with none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from ..base.log import logger
from .error import AudioError

if TYPE_CHECKING:
    from .stream import AudioStream


class Sound(Protocol):
    """Something that is heard."""

    def tune(self, left: float, right: float, pitch: float) -> None:
        """Let it be heard so loud on either side (1: as it is), and so much faster and higher."""

    def pause(self, paused: bool) -> None:
        """Stand still, or go on."""

    def stop(self) -> None:
        """Fall silent for good."""

    def release(self) -> None:
        """Let go of one that has come to its end, but for what the device has still to play."""


class AudioDriver(Protocol):
    """What makes things heard."""

    def play(self, stream: AudioStream, position: float) -> Sound:
        """Begin to play a stream at a second of it, round and round if it loops. It is tuned at once.

        One that it cannot play is a silent one, and said once.
        """

    def close(self) -> None:
        """Fall silent, and let go of the device."""


class Refusals:
    """Says of each thing that cannot be heard once why."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def say(self, error: AudioError) -> None:
        """Say it, if it has not been said."""
        if str(error) not in self._said:
            self._said.add(str(error))
            logger("estragon.audio").warning("%s", error)


DRIVERS: dict[str, str] = {"silent": ".silent", "pyglet": ".pyglet.driver"}
"""The modules of the drivers: each has a function `open_audio() -> AudioDriver`, which raises AudioError."""
SILENT: str = "silent"
DEVICE: str = "pyglet"
"""Which of them plays on the desktop's device."""


def open_audio(driver: str) -> AudioDriver:
    """Open a driver. One that cannot be had is said, and the silent one takes its place."""
    try:
        opened: AudioDriver = import_module(DRIVERS[driver], __package__).open_audio()
    except AudioError as error:
        logger("estragon.audio").warning("%s Nothing is heard.", error)
        return open_audio(SILENT)
    return opened
