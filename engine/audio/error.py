"""AudioError: what cannot be read as a sound, or not be played."""

from __future__ import annotations

from ..base.error import ScriptError


class AudioError(ScriptError):
    """A sound, or what plays sounds, cannot be had; the text says why, and what to do."""
