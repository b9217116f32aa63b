"""The driver of the desktop: opens pyglet's audio, if there is a device for it."""

from __future__ import annotations

from ...display.pyglet.setup import load_pyglet
from ..drivers import AudioDriver
from ..error import AudioError


def open_audio() -> AudioDriver:
    """Return what plays on the device of this machine. AudioError if there is none, whatever goes wrong."""
    try:
        load_pyglet(offscreen=False)
        from .sound import PygletAudio

        return PygletAudio()
    except AudioError:
        raise
    except Exception as error:
        raise AudioError(f"Sounds cannot be played: {type(error).__name__}: {error}.") from error
