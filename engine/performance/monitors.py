"""Performance: monitors by number, as Godot has them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Protocol

from ..base.error import ScriptError
from ..net.poller import Poller
from ..net.traffic import Traffic
from ..object.object import Object
from ..scene.state import NodeState
from ..scene.walk import descend
from .frame_times import FrameTimes


class MonitoredTree(Protocol):
    """What is asked of the tree whose monitors these are."""

    node_count: int
    poller: Poller

    @property
    def root(self) -> NodeState:
        """The node above all others."""


class Monitors:
    """Numbers about a tree: `Performance.get_monitor(Performance.OBJECT_NODE_COUNT)`.

    Nothing is counted for them alone: they are read where they are. Those about frames are 0 until
    `run` has made frames for a second.

    Unlike Godot: OBJECT_COUNT and OBJECT_ORPHAN_NODE_COUNT are found out when they are asked for, by a
    look at all objects of the process, which takes some milliseconds; what was made before `run` is
    missing, unless it is in the tree. TIME_PROCESS has the physics steps in it. What there is nothing of
    here is 0: resources, pictures, physics, sound.

    Source: Godot 3.2.3's `Performance`; what begins with NETWORK, and TIME_WORST_FRAME, is not in Godot.
    """

    TIME_FPS = 0
    TIME_PROCESS = 1
    TIME_PHYSICS_PROCESS = 2
    MEMORY_STATIC = 3
    MEMORY_DYNAMIC = 4
    MEMORY_STATIC_MAX = 5
    MEMORY_DYNAMIC_MAX = 6
    MEMORY_MESSAGE_BUFFER_MAX = 7
    OBJECT_COUNT = 8
    OBJECT_RESOURCE_COUNT = 9
    OBJECT_NODE_COUNT = 10
    OBJECT_ORPHAN_NODE_COUNT = 11
    RENDER_OBJECTS_IN_FRAME = 12
    RENDER_VERTICES_IN_FRAME = 13
    RENDER_MATERIAL_CHANGES_IN_FRAME = 14
    RENDER_SHADER_CHANGES_IN_FRAME = 15
    RENDER_SURFACE_CHANGES_IN_FRAME = 16
    RENDER_DRAW_CALLS_IN_FRAME = 17
    RENDER_2D_ITEMS_IN_FRAME = 18
    RENDER_2D_DRAW_CALLS_IN_FRAME = 19
    RENDER_VIDEO_MEM_USED = 20
    RENDER_TEXTURE_MEM_USED = 21
    RENDER_VERTEX_MEM_USED = 22
    RENDER_USAGE_VIDEO_MEM_TOTAL = 23
    PHYSICS_2D_ACTIVE_OBJECTS = 24
    PHYSICS_2D_COLLISION_PAIRS = 25
    PHYSICS_2D_ISLAND_COUNT = 26
    PHYSICS_3D_ACTIVE_OBJECTS = 27
    PHYSICS_3D_COLLISION_PAIRS = 28
    PHYSICS_3D_ISLAND_COUNT = 29
    AUDIO_OUTPUT_LATENCY = 30
    MONITOR_MAX = 31

    TIME_WORST_FRAME = 1000
    """The longest frame of the last minute, in seconds."""
    NETWORK_PEERS = 1001
    """Connections that there are, of all clients and servers of the tree, as all that follows."""
    NETWORK_BYTES_IN = 1002
    NETWORK_BYTES_OUT = 1003
    NETWORK_PACKETS_IN = 1004
    NETWORK_PACKETS_OUT = 1005
    NETWORK_PACKETS_REFUSED = 1006
    """Packets that `put_packet` refused, as too much waited already."""
    NETWORK_QUEUED_BYTES = 1007
    """Bytes that wait to be sent."""
    NETWORK_REFUSED = 1008
    """Connections that were tried, here or there, and not made; without probes."""
    NETWORK_LOST = 1009
    """Connections that ended without close frames."""

    def __init__(self, tree: MonitoredTree, times: FrameTimes) -> None:
        self._tree = tree
        self._times = times

    def get_monitor(self, monitor: int) -> float:
        """Return the number of a monitor: seconds, bytes or a count."""
        found = _FOUND_BY.get(monitor)
        if found is not None:
            return float(found(self._tree, self._times))
        if monitor in _TRAFFIC:
            return float(getattr(self.traffic(), _TRAFFIC[monitor]))
        if monitor in range(self.MONITOR_MAX):
            return 0.0
        raise ScriptError(
            f"get_monitor: {monitor!r} is no monitor: write Performance.TIME_FPS or another name of it."
        )

    def traffic(self) -> Traffic:
        """Return what went over all connections of the tree's clients and servers. Not in Godot."""
        found = Traffic()
        for user in list(self._tree.poller.users):
            found.add(user._traffic_())
        return found


def memory() -> int:
    """Return the bytes of memory that the process has; 0 where that cannot be known."""
    try:
        with open("/proc/self/statm") as file:
            pages = int(file.read().split()[1])
    except OSError:
        return 0
    import resource

    return pages * resource.getpagesize()


def memory_at_most() -> int:
    """Return the most bytes of memory that the process has had; 0 where that cannot be known."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most *= 1 if sys.platform == "darwin" else 1024
    return max(most, memory())  # the system brings the former up to date only now and then


def _objects(tree: MonitoredTree) -> list[Object]:
    """Return the Objects that there are: those of the tree, and what the collector of Python knows."""
    found: dict[int, Object] = {id(node): node for node in descend(tree.root)}
    for one in gc.get_objects():
        if issubclass(type(one), Object) and not one._freed_:  # isinstance asks proxies, which may be dead
            found[id(one)] = one
    return list(found.values())


def _is_orphan(one: Object) -> bool:
    return isinstance(one, NodeState) and one._tree_ is None


_FOUND_BY: dict[int, Callable[[MonitoredTree, FrameTimes], float]] = {
    Monitors.TIME_FPS: lambda tree, times: round(times.fps),
    Monitors.TIME_PROCESS: lambda tree, times: times.last_worst(),
    Monitors.TIME_PHYSICS_PROCESS: lambda tree, times: times.last_worst_step,
    Monitors.MEMORY_STATIC: lambda tree, times: memory(),
    Monitors.MEMORY_STATIC_MAX: lambda tree, times: memory_at_most(),
    Monitors.OBJECT_COUNT: lambda tree, times: len(_objects(tree)),
    Monitors.OBJECT_NODE_COUNT: lambda tree, times: tree.node_count,
    Monitors.OBJECT_ORPHAN_NODE_COUNT: lambda tree, times: sum(map(_is_orphan, _objects(tree))),
    Monitors.TIME_WORST_FRAME: lambda tree, times: times.worst_of_minute(),
}
_TRAFFIC = {
    Monitors.NETWORK_PEERS: "peers",
    Monitors.NETWORK_BYTES_IN: "bytes_in",
    Monitors.NETWORK_BYTES_OUT: "bytes_out",
    Monitors.NETWORK_PACKETS_IN: "packets_in",
    Monitors.NETWORK_PACKETS_OUT: "packets_out",
    Monitors.NETWORK_PACKETS_REFUSED: "packets_refused",
    Monitors.NETWORK_QUEUED_BYTES: "queued",
    Monitors.NETWORK_REFUSED: "refused",
    Monitors.NETWORK_LOST: "lost",
}
"""Where Traffic has those of the network."""
