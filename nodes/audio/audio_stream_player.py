"""AudioStreamPlayer: plays a sound that is everywhere as loud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ..checked import choice
from .stream_player import StreamPlayer

if TYPE_CHECKING:
    from .keywords import AudioStreamPlayerKeywords


class AudioStreamPlayer(StreamPlayer):
    """Plays music, and what comes from nowhere in particular.

        jump = AudioStreamPlayer(stream=load("res://jump.wav"))
        self.add_child(jump)
        jump.play()

    When it has ended is known by the time of the tree, so `finished` comes in a test, too, and where there
    is no device. Source: Godot 3.6's `AudioStreamPlayer`.
    """

    MIX_TARGET_STEREO = 0
    MIX_TARGET_SURROUND = 1
    MIX_TARGET_CENTER = 2

    _mix_target_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[AudioStreamPlayerKeywords]) -> None: ...

    mix_target: Property[int] = Field(
        MIX_TARGET_STEREO, choice(3), doc="To which speakers it goes; here there are two."
    )
    set_mix_target: Setter[int] = setter(mix_target)
    get_mix_target: Getter[int] = getter(mix_target)
