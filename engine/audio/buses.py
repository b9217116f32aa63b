"""The buses of a tree, as volumes: what scripts know as AudioServer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..base.error import ScriptError
from ..base.spelling import did_you_mean
from ..object.object import Object
from ..object.property import Getter, Setter, getter, setter
from ..object.signal import Signal
from ..variant.single import single
from .bus_layout import MASTER, AudioBusLayout, Bus


def gain_of(decibels: float) -> float:
    """Return by what samples are multiplied that are to be so much louder; what is no number is silence."""
    return float(10.0 ** (min(max(-10000.0, decibels), 200.0) / 20.0))


class AudioBuses(Object):
    """The buses, which are volumes that many players share: each goes to one before it, the first is Master.

    Source: Godot 3.6's `AudioServer`. *Unlike Godot:* each tree has its own, and buses have no effects.
    """

    SPEAKER_MODE_STEREO = 0
    SPEAKER_SURROUND_31 = 1
    SPEAKER_SURROUND_51 = 2
    SPEAKER_SURROUND_71 = 3

    bus_layout_changed: Final = Signal()

    def __init__(self, changed: Callable[[], object] = int) -> None:
        self._buses = [Bus(MASTER)]
        self._changed = changed
        """Called when something is to be heard at another volume."""

    def _of(self, bus_idx: int) -> Bus:
        if bus_idx not in range(len(self._buses)):
            raise ScriptError(
                f"AudioServer: there is no bus {bus_idx!r}, there are {len(self._buses)} from 0 on."
                " `get_bus_index(name)` says which has a name, -1 if none has; `add_bus()` adds one."
            )
        return self._buses[bus_idx]

    # -- Which there are -----------------------------------------------------------------------

    @property
    def bus_count(self) -> int:
        """How many buses there are, 1 or more. Those that are added come last."""
        return len(self._buses)

    @bus_count.setter
    def bus_count(self, amount: int) -> None:
        if amount < 1:
            raise ScriptError(f"AudioServer: the bus Master stays, so there are 1 or more, not {amount!r}.")
        del self._buses[amount:]
        while len(self._buses) < amount:
            self._buses.append(Bus(self._free_name("New Bus")))
        self._rearranged()

    set_bus_count: Setter[int] = setter("bus_count", "amount")
    get_bus_count: Getter[int] = getter("bus_count")

    def add_bus(self, at_position: int = -1) -> None:
        """Add a bus, before the one that is at `at_position` now; without that as the last."""
        at = at_position if 0 < at_position < len(self._buses) else len(self._buses)
        self._buses.insert(at, Bus(self._free_name("New Bus")))
        self._rearranged()

    def remove_bus(self, index: int) -> None:
        """Remove a bus. What played on it plays on Master."""
        self._of(index)
        if index == 0:
            raise ScriptError("AudioServer: the bus Master stays. Write `set_bus_mute(0, True)`.")
        del self._buses[index]
        self._rearranged()

    def move_bus(self, index: int, to_index: int) -> None:
        """Move a bus before the one that is at `to_index` now; -1: to the end."""
        bus = self._of(index)
        if index == 0 or to_index == 0:
            raise ScriptError("AudioServer: the bus Master stays the first. Move another, to 1 or behind.")
        before = self._of(to_index) if to_index != -1 and to_index != len(self._buses) else None
        if before is not bus:
            self._buses.remove(bus)
            self._buses.insert(len(self._buses) if before is None else self._buses.index(before), bus)
            self._rearranged()

    def set_bus_layout(self, bus_layout: AudioBusLayout) -> None:
        """Have the buses of a layout in the place of those that there are."""
        if not isinstance(bus_layout, AudioBusLayout):
            raise ScriptError(
                f"AudioServer: {bus_layout!r} is no AudioBusLayout. Write"
                ' `load("res://default_bus_layout.tres")`.'
            )
        self._buses = [bus.copied() for bus in bus_layout._buses_]
        self._rearranged()

    def generate_bus_layout(self) -> AudioBusLayout:
        """Return a layout of the buses that there are."""
        layout = AudioBusLayout()
        layout._buses_ = tuple([bus.copied() for bus in self._buses])
        return layout

    def set_bus_name(self, bus_idx: int, name: str) -> None:
        """Give a bus a name, with a number behind it if another has it. Master keeps its own."""
        bus = self._of(bus_idx)
        if bus_idx == 0 and name != MASTER:
            raise ScriptError(
                f"AudioServer: the first bus is called Master, and not {name!r}. Add one with `add_bus()`."
            )
        if bus.name != name:
            bus.name = self._free_name(name)
            self._rearranged()

    def get_bus_name(self, bus_idx: int) -> str:
        """Return the name of a bus."""
        return self._of(bus_idx).name

    def get_bus_index(self, bus_name: str) -> int:
        """Return which bus has a name, -1 if none has."""
        return next((at for at, bus in enumerate(self._buses) if bus.name == bus_name), -1)

    def _free_name(self, name: str) -> str:
        names = {bus.name for bus in self._buses}
        found, number = name, 2
        while found in names:
            found, number = f"{name} {number}", number + 1
        return found

    def _rearranged(self) -> None:
        self._changed()
        self.bus_layout_changed.emit()

    # -- How loud they are ---------------------------------------------------------------------

    def set_bus_volume_db(self, bus_idx: int, volume_db: float) -> None:
        """Set how loud a bus is, in decibels: 0 leaves things as they are, -80 is silence."""
        self._of(bus_idx).volume_db = single(volume_db)
        self._changed()

    def get_bus_volume_db(self, bus_idx: int) -> float:
        """Return how loud a bus is, in decibels."""
        return self._of(bus_idx).volume_db

    def set_bus_mute(self, bus_idx: int, enable: bool) -> None:
        """Set whether nothing is heard of a bus."""
        self._of(bus_idx).mute = bool(enable)
        self._changed()

    def is_bus_mute(self, bus_idx: int) -> bool:
        """Return whether nothing is heard of a bus."""
        return self._of(bus_idx).mute

    def set_bus_solo(self, bus_idx: int, enable: bool) -> None:
        """Set whether only this bus is heard, and others that are solo."""
        self._of(bus_idx).solo = bool(enable)
        self._changed()

    def is_bus_solo(self, bus_idx: int) -> bool:
        """Return whether only this bus is heard, and others that are solo."""
        return self._of(bus_idx).solo

    def set_bus_send(self, bus_idx: int, send: str) -> None:
        """Set to which bus one goes: by its name, and Master if there is none of it before this one."""
        bus = self._of(bus_idx)
        if self.get_bus_index(send) < 0:
            near = did_you_mean(send, [bus.name for bus in self._buses])
            raise ScriptError(f"AudioServer: there is no bus {send!r} to send to.{near}")
        bus.send = send
        self._changed()

    def get_bus_send(self, bus_idx: int) -> str:
        """Return the name of the bus to which one goes."""
        return self._of(bus_idx).send

    def _gain(self, name: str) -> float:  # friend: service
        """Return by what the samples of a player are multiplied that plays on the bus of a name."""
        at = max(0, self.get_bus_index(name))
        heard = not any(bus.solo for bus in self._buses)
        gain = 1.0
        while True:
            bus = self._buses[at]
            gain *= 0.0 if bus.mute else gain_of(bus.volume_db)
            heard = heard or bus.solo
            if at == 0:
                return gain if heard else 0.0
            send = self.get_bus_index(bus.send)
            at = send if 0 <= send < at else 0

    # -- What plays them -----------------------------------------------------------------------

    def get_mix_rate(self) -> float:
        """Return the frames in a second: 44100."""
        return 44100.0

    def get_speaker_mode(self) -> int:
        """Return SPEAKER_MODE_STEREO."""
        return AudioBuses.SPEAKER_MODE_STEREO

    def get_output_latency(self) -> float:
        """Return 0.0: for how many seconds the device has samples is not known."""
        return 0.0
