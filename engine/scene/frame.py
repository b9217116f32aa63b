"""One frame of a tree: its stages in order, and the services that have work to do in them.

A service is one thing that a tree does: it counts the physics steps, polls the network, gives input to
the nodes, draws. It sleeps until there is something to do for it; what it calls in which stage is put
into the lists of the frame when it wakes, so that a frame is a loop over what there is to call, and a
tree without a network or a window does nothing for them.

Sources: Godot 3.6's `Main::iteration`, `SceneTree::iteration` and `SceneTree::idle`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Protocol

from .schedule import IfAny, Schedule, StageCall
from .state import NodeState


class Stage:
    """The moments of a frame, and of a physics step. Plain texts: an Enum takes long to make."""

    EVENTS = "events"
    """What the user did is told: `_input` and its kin."""
    PHYSICS = "physics"
    """The physics steps that are due are made, 0 to 8, each with the stages of `STEP`."""
    TOUCHES = "touches"
    """What came to touch in the step before is told."""
    PHYSICS_FRAME = "physics_frame"
    INTERNAL_PHYSICS_PROCESS = "internal_physics_process"
    PHYSICS_PROCESS = "physics_process"
    IDLE = "idle"
    """The main loop script's `_idle`."""
    NETWORK = "network"
    """Sockets are polled, and what has come is told."""
    IDLE_FRAME = "idle_frame"
    INTERNAL_PROCESS = "internal_process"
    PROCESS = "process"
    GROUP_CALLS = "group_calls"
    """Calls of groups that were held back to be made once."""
    DEFERRED = "deferred"
    MOVES = "moves"
    """Nodes that asked for it are told that they have moved."""
    DELETIONS = "deletions"
    """What is queued to be freed is freed."""
    SPACE = "space"
    """What moved is looked at: what touches what now."""
    TIMERS = "timers"
    TWEENS = "tweens"
    """What `create_tween` made moves."""
    PHYSICS_TWEENS = "physics_tweens"
    DRAW = "draw"


FRAME = (
    Stage.EVENTS,
    Stage.PHYSICS,
    Stage.IDLE,
    Stage.NETWORK,
    Stage.IDLE_FRAME,
    Stage.DEFERRED,
    Stage.INTERNAL_PROCESS,
    Stage.PROCESS,
    Stage.GROUP_CALLS,
    Stage.DEFERRED,
    Stage.MOVES,
    Stage.DELETIONS,
    Stage.TIMERS,
    Stage.TWEENS,
    Stage.DEFERRED,
    Stage.DRAW,
)
STEP = (
    Stage.TOUCHES,
    Stage.PHYSICS_FRAME,
    Stage.INTERNAL_PHYSICS_PROCESS,
    Stage.PHYSICS_PROCESS,
    Stage.GROUP_CALLS,
    Stage.DEFERRED,
    Stage.PHYSICS_TWEENS,
    Stage.MOVES,
    Stage.DELETIONS,
    Stage.DEFERRED,
    Stage.SPACE,
)


class Taker(Protocol):
    """Something that keeps those nodes inside the tree that have one of `_flags_` set."""

    def add(self, node: NodeState) -> None:
        """Take in a node."""

    def remove(self, node: NodeState) -> None:
        """Let go of a node."""


class Service:
    """One thing that a tree does in its frames. What a service does not define does nothing."""

    def takes(self) -> dict[int, Taker]:
        """Return which nodes it takes in: those with this bit in `_flags_`, and what keeps them."""
        return {}

    def stages(self) -> Mapping[str, StageCall | IfAny]:
        """Return what it does in which stages, once it is awake."""
        return {}

    def order_changed(self) -> None:
        """Take note that the tree order or a priority has changed."""

    def pause_changed(self) -> None:
        """Take note that `can_process` of some nodes has changed."""

    def idle_time(self) -> float:
        """Return for how many seconds from now its stages would do nothing.

        Unless, that is, a socket becomes ready, another thread defers a call or the user does something,
        which all end a sleep. 0 while something is called each frame or waits for the next one.
        """
        return inf

    def pass_over(self, delta: float) -> None:
        """Make up for a frame that was not made because nothing would have happened in it."""

    def finish(self) -> None:
        """End, because the tree does."""


class Frame:
    """The services of one tree, and what they call in each stage of a frame."""

    __slots__ = (
        "_awake",
        "_expectations",
        "_expected",
        "_idle_times",
        "_passing_over",
        "_services",
        "_taken",
        "_takers",
        "delta",
        "seconds",
        "stages",
        "step_stages",
    )

    def __init__(self) -> None:
        self.delta: float = 0.0
        """The seconds that the next stage is told: real ones up to the physics, then scaled."""
        self.seconds: float = 0.0
        """The seconds since the last frame, whatever the time scale."""
        self.stages: Schedule = Schedule(FRAME)
        self.step_stages: Schedule = Schedule(STEP)
        self._services: list[Service] = []
        self._idle_times: list[Callable[[], float]] = []
        self._passing_over: list[StageCall] = []
        self._awake: set[Service] = set()
        self._taken = 0
        self._takers: dict[int, Taker] = {}
        self._expected = 0
        self._expectations: list[tuple[int, Callable[[], object]]] = []

    def add(self, service: Service) -> None:
        """Take in a service, still asleep. In one stage those that were added first are called first."""
        self._services.append(service)
        if type(service).idle_time is not Service.idle_time:
            self._idle_times.append(service.idle_time)
        if type(service).pass_over is not Service.pass_over:
            self._passing_over.append(service.pass_over)
        for switch, taker in service.takes().items():
            self._taken |= switch
            self._expected &= ~switch
            self._takers[switch] = taker

    def expect(self, switches: int, begin: Callable[[], object]) -> None:
        """Have `begin` add or wake what takes in such nodes, when the first of them is there."""
        self._taken |= switches
        self._expected |= switches
        self._expectations.append((switches, begin))

    def expects(self, switches: int) -> bool:
        """Return True until the first of such nodes is there, or what takes them in was added anyway."""
        return bool(self._expected & switches)

    def _begin(self, flags: int) -> None:
        for switches, begin in self._expectations:
            if flags & self._expected & switches:
                begin()
                self._expected &= ~switches

    def wake(self, service: Service) -> None:
        """Call the stages of a service from now on, those that are still to come in this frame, too."""
        if service not in self._awake:
            self._awake.add(service)
            calls = service.stages()
            self.stages.add(calls)
            self.step_stages.add(calls)

    # -- What it is told of nodes --------------------------------------------------------------

    def entered(self, node: NodeState) -> None:
        """Take in a node that has just got the tree."""
        flags = node._flags_
        if flags & self._taken:
            if flags & self._expected:
                self._begin(flags)
            for switch, taker in self._takers.items():
                if flags & switch:
                    taker.add(node)

    def left(self, node: NodeState) -> None:
        """Let go of a node that is about to lose the tree."""
        flags = node._flags_
        if flags & self._taken:
            for switch, taker in self._takers.items():
                if flags & switch:
                    taker.remove(node)

    def switched(self, node: NodeState, switch: int, enable: bool) -> None:
        """Take note that a node inside the tree switched one of its `_flags_`."""
        if switch & self._expected:
            self._begin(switch)
        taker = self._takers[switch]
        if enable:
            taker.add(node)
        else:
            taker.remove(node)

    def order_changed(self) -> None:
        """Take note that the tree order or a priority has changed."""
        for service in self._services:
            service.order_changed()

    def pause_changed(self) -> None:
        """Take note that `can_process` of some nodes has changed."""
        for service in self._services:
            service.pause_changed()

    # -- Frames in which nothing happens -------------------------------------------------------

    def idle_time(self) -> float:
        """Return for how many seconds from now frames would do nothing: see `Service.idle_time`."""
        least = inf
        for idle_time in self._idle_times:
            left = idle_time()
            if not left:
                return 0.0
            if left < least:
                least = left
        return least

    def pass_over(self, frames: int, seconds: float) -> None:
        """Let so many frames, which took `seconds` together, have been, without making them.

        What scripts can see of frames in which nothing happens are their numbers and the time.
        """
        each, passing_over = seconds / frames, self._passing_over
        for _ in range(frames):
            self.delta = self.seconds = each
            for pass_over in passing_over:
                pass_over(self.delta)

    def finish(self) -> None:
        """End all services, the last first."""
        for service in reversed(self._services):
            service.finish()
