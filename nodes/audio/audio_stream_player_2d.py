"""AudioStreamPlayer2D: plays a sound that comes from where it is."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Unpack

from engine.canvas.geometry import compose
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ..canvas.node_2d import Node2D
from ..checked import above, finite, from_zero
from .stream_player import StreamPlayer

if TYPE_CHECKING:
    from .keywords import AudioStreamPlayer2DKeywords


class AudioStreamPlayer2D(StreamPlayer, Node2D):
    """Plays what is heard from its place: softer far from the middle of the view, left of it from the left.

    Source: Godot 3.6's `AudioStreamPlayer2D`. *Unlike Godot:* no Area2D reroutes its bus, so `area_mask`
    does nothing.
    """

    _has_place_ = True
    _max_distance_: float
    _attenuation_: float
    _panning_strength_: float
    _area_mask_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[AudioStreamPlayer2DKeywords]) -> None: ...

    max_distance: Property[float] = Field(
        2000.0, above(0), then="_retune_", doc="How far from the middle of the view it is still heard."
    )
    set_max_distance: Setter[float] = setter(max_distance, "pixels")
    get_max_distance: Getter[float] = getter(max_distance)

    attenuation: Property[float] = Field(
        1.0, finite, then="_retune_", doc="How it gets softer on the way there: the power of what is left."
    )
    set_attenuation: Setter[float] = setter(attenuation, "curve")
    get_attenuation: Getter[float] = getter(attenuation)

    panning_strength: Property[float] = Field(
        1.0, from_zero, then="_retune_", doc="How much it is heard from one side; 0: from both as loud."
    )
    set_panning_strength: Setter[float] = setter(panning_strength)
    get_panning_strength: Getter[float] = getter(panning_strength)

    area_mask: Property[int] = Field(1, doc="Which areas reroute it, as bits.")
    set_area_mask: Setter[int] = setter(area_mask, "mask")
    get_area_mask: Getter[int] = getter(area_mask)

    def _gains_(self) -> tuple[float, float]:
        gain = super()._gains_()[0]
        a, b, c, d, e, f = self._canvas_matrix_()
        _, _, _, _, x, y = compose((a, b, c, d, e, f), self._global_matrix_())
        width, height = self.get_viewport().size
        right, down = x - width / 2, y - height / 2
        area = a * d - b * c
        if not area:
            return 0.0, 0.0
        distance = hypot((d * right - c * down) / area, (a * down - b * right) / area)
        if distance > self._max_distance_:
            return 0.0, 0.0
        gain *= (1.0 - distance / self._max_distance_) ** self._attenuation_
        pan = min(1.0, max(0.0, 0.5 + right / width * self._panning_strength_))
        return gain * (1.0 - pan), gain * pan
