"""AudioBusLayout: the buses that a project begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..object.resource import Resource
from ..variant.single import single

MASTER = "Master"
_KINDS: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "volume_db": (float, int),
    "mute": (bool,),
    "solo": (bool,),
    "send": (str,),
}
_MOST = 256
"""How many buses a layout may have; Godot's editor shows far fewer."""


class Bus:
    """A volume that has a name."""

    __slots__ = ("mute", "name", "send", "solo", "volume_db")

    def __init__(self, name: str) -> None:
        self.name: str = name
        self.volume_db: float = 0.0
        self.mute: bool = False
        self.solo: bool = False
        self.send: str = MASTER

    def copied(self) -> Bus:
        """Return another one like it."""
        copy = Bus(self.name)
        for name in Bus.__slots__:
            setattr(copy, name, getattr(self, name))
        return copy


class AudioBusLayout(Resource):
    """What `res://default_bus_layout.tres` is loaded as. Source: Godot 3.6's `AudioBusLayout`."""

    _buses_: tuple[Bus, ...] = (Bus(MASTER),)  # friend: buses, flattened


def layout_of(values: Mapping[str, Any]) -> AudioBusLayout:
    """Return the layout that a file has as `bus/1/volume_db` and the like. Effects are passed over."""
    told: dict[int, dict[str, Any]] = {}
    for key, value in values.items():
        of, _, rest = key.partition("/")
        number, _, name = rest.partition("/")
        if of == "bus" and name in _KINDS and number.isdecimal() and len(number) < 4:
            told.setdefault(int(number), {})[name] = value
    buses = []
    for at in range(min(max(told, default=0) + 1, _MOST)):
        bus = Bus(f"Bus {at}")
        for name, value in told.get(at, {}).items():
            if type(value) in _KINDS[name]:
                setattr(bus, name, single(value) if name == "volume_db" else value)
        buses.append(bus)
    buses[0].name = MASTER
    layout = AudioBusLayout()
    layout._buses_ = tuple(buses)
    return layout
