"""The nodes of a tree that process, as a service of its frames."""

from __future__ import annotations

from math import inf

from . import hooks
from .frame import Service, Stage, Taker
from .notifications import Notifications
from .process_list import ProcessList
from .schedule import StageCall
from .state import INTERNAL_PHYSICS_PROCESS, INTERNAL_PROCESS


class Processes(Service):
    """Calls `_process` and `_physics_process`, and what built-in classes do in frames and in steps."""

    def __init__(self) -> None:
        self.lists: dict[int, ProcessList] = {
            hooks.PROCESS: ProcessList(hooks.PROCESS, "_process", Notifications.NOTIFICATION_PROCESS),
            hooks.PHYSICS_PROCESS: ProcessList(
                hooks.PHYSICS_PROCESS, "_physics_process", Notifications.NOTIFICATION_PHYSICS_PROCESS
            ),
            INTERNAL_PROCESS: ProcessList(0, "internal process", Notifications.NOTIFICATION_INTERNAL_PROCESS),
            INTERNAL_PHYSICS_PROCESS: ProcessList(
                0, "internal physics process", Notifications.NOTIFICATION_INTERNAL_PHYSICS_PROCESS
            ),
        }
        """By the bit that switches the processing on."""

    def takes(self) -> dict[int, Taker]:
        """Return the lists, by the bits of the nodes that they take in."""
        return {**self.lists}

    def stages(self) -> dict[str, StageCall]:
        """Return what it does in which stages."""
        return {
            Stage.PROCESS: self.lists[hooks.PROCESS].run,
            Stage.PHYSICS_PROCESS: self.lists[hooks.PHYSICS_PROCESS].run,
            Stage.INTERNAL_PROCESS: self.lists[INTERNAL_PROCESS].run,
            Stage.INTERNAL_PHYSICS_PROCESS: self.lists[INTERNAL_PHYSICS_PROCESS].run,
        }

    def order_changed(self) -> None:
        """Take note that the tree order or a priority has changed."""
        for processes in self.lists.values():
            processes.changed()

    def pause_changed(self) -> None:
        """Take note that `can_process` of some nodes has changed."""
        for processes in self.lists.values():
            processes.paused()

    def idle_time(self) -> float:
        """Return 0 while any node processes."""
        return 0.0 if any(self.lists.values()) else inf
