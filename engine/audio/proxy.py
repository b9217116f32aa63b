"""What scripts know as `AudioServer`: the buses of the tree that is being ticked."""

from __future__ import annotations

from typing import cast

from ..base.current import Current
from .buses import AudioBuses

AudioServer: AudioBuses = cast("AudioBuses", Current("AudioServer", "audio", AudioBuses))
"""The buses of the tree that is being ticked."""
