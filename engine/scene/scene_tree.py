"""SceneTree: the root, and one turn of the main loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any, Final, cast

from ..base import context
from ..base.context import ticking
from ..base.error import Error, ScriptError
from ..base.fault import FaultLog, push_error, report
from ..display.tree_display import TreeDisplay
from ..input.tree_input import TreeInput
from ..multiplayer.tree_api import TreeMultiplayer
from ..net.poller import Poller
from ..object.message_queue import MessageQueue, orphans
from ..object.object import Object
from ..object.signal import Signal
from . import groups, hooks, lifecycle, state
from .node import Node
from .physics_clock import PhysicsClock
from .process_list import ProcessList
from .state import NodeState, TreeState
from .timers import SceneTreeTimer, TimerQueue, fire
from .viewport import Viewport

if TYPE_CHECKING:
    from typing import Self

    from ..base.fault import FaultHandler
    from ..net.network import Network

Scene = type[Node] | Callable[[], Node]
"""What a scene is made of: a Node class, or any callable that returns a new node."""

_DRAWING_ROUNDS = 4
"""How often in a frame what was caused by drawing, as a new layout, is drawn as well."""


def tree_of(owner: object) -> SceneTree | None:
    """Return the tree that `owner` is in, else the tree being ticked in this thread, else None."""
    return cast("SceneTree | None", context.tree_of(owner))


class SceneTree(TreeMultiplayer, TreeInput, TreeDisplay, TreeState):
    """The tree of nodes, and `iteration()`, which runs one frame of it.

    A tree does not run by itself: `engine.run` and the runners call `iteration` with the time that
    has passed, and so may a test or a program of your own. Several trees may live in one process.

    A subclass is a main loop script: see `_initialize`, `_iteration`, `_idle` and `_finalize`. The
    root is there before its `__init__`, which need not call `super().__init__()`.
    """

    GROUP_CALL_DEFAULT = groups.GROUP_CALL_DEFAULT
    GROUP_CALL_REVERSE = groups.GROUP_CALL_REVERSE
    GROUP_CALL_REALTIME = groups.GROUP_CALL_REALTIME
    GROUP_CALL_UNIQUE = groups.GROUP_CALL_UNIQUE

    tree_changed: Final = Signal()
    node_added: Final = Signal[Node]("node")
    node_removed: Final = Signal[Node]("node")
    node_renamed: Final = Signal[Node]("node")
    idle_frame: Final = Signal()
    physics_frame: Final = Signal()
    screen_resized: Final = Signal()

    root: Viewport
    """The node above all others, named "root"."""
    time_scale: float
    """How fast time runs for scripts: multiplies every delta. `Engine.time_scale` in Godot."""
    process_delta: float
    """The delta of the last `_process`, in seconds."""
    physics_delta: float
    """The delta of the last `_physics_process`, in seconds."""
    node_count: int
    """How many nodes are inside the tree, the root included; not to be set."""
    exit_code: int
    """What the process should return; set by `quit`."""
    clock: Callable[[], float]
    """The seconds that network deadlines count; a test puts its own in."""
    network: Network | None
    """Where connections come from; None is the operating system. A test may put a MemoryNetwork in."""
    fault_handler: FaultHandler
    """Takes every exception that a script raised inside the tree; logs it unless replaced."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the tree complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._set_up()
        return self

    def _set_up(self) -> None:
        self.time_scale = 1.0
        self.process_delta = 0.0
        self.physics_delta = 0.0
        self.exit_code = 0
        self.clock = time.monotonic
        self.network = None
        self.fault_handler = FaultLog()
        self.message_queue = MessageQueue()
        self.poller = Poller()
        self.groups = groups.Groups(self.message_queue)
        self._physics = PhysicsClock()
        self._timers = TimerQueue()
        self._pausable_timers = TimerQueue()
        self._process_lists = {
            hooks.PROCESS: ProcessList(hooks.PROCESS, "_process", Node.NOTIFICATION_PROCESS),
            hooks.PHYSICS_PROCESS: ProcessList(
                hooks.PHYSICS_PROCESS, "_physics_process", Node.NOTIFICATION_PHYSICS_PROCESS
            ),
            state.INTERNAL_PROCESS: ProcessList(0, "internal process", Node.NOTIFICATION_INTERNAL_PROCESS),
            state.INTERNAL_PHYSICS_PROCESS: ProcessList(
                0, "internal physics process", Node.NOTIFICATION_INTERNAL_PHYSICS_PROCESS
            ),
        }
        self._network_nodes: dict[Node, tuple[Callable[[], None], Callable[[], float]]] = {}
        self.node_count = 0
        self._services_ = self
        self._target_fps = 0
        self._idle_frames = 0
        self._physics_frames = 0
        self._in_frame = False
        self._in_physics = False
        self._paused = False
        self._quitting = False
        self._auto_accept_quit = True
        self._current_scene: Node | None = None
        self._current_scene_source: Scene | None = None
        self.root = Viewport()
        self.root.name = "root"
        lifecycle.enter(self.root, self)

    @property
    def _tree_(self) -> SceneTree:
        return self

    # -- Virtual methods of a main loop script --------------------------------------------------

    def _initialize(self) -> None:
        """Override: called once before the first frame."""

    def _iteration(self, delta: float) -> bool | None:
        """Override: called before each physics step. Return True to quit."""

    def _idle(self, delta: float) -> bool | None:
        """Override: called each frame before anything else but physics. Return True to quit."""

    def _finalize(self) -> None:
        """Override: called once when the loop has ended, before the nodes leave the tree."""

    # -- One turn ------------------------------------------------------------------------------

    def iteration(self, delta: float) -> bool:
        """Run one frame, `delta` seconds after the last; return True once `quit` was called.

        It never sleeps and looks at no clock. In order:

        0. what the user did is taken from the display, if there is one: `_input` and its kin are called;
        1. for each physics step that is due (0 to 8): the signal `physics_frame`, physics timers,
           `_physics_process`, deferred calls, deletions, deferred calls;
        2. the network is polled: `poll()` of the nodes inside the tree emits its signals, and what the
           `network_peer` brought is called;
        3. the signal `idle_frame`, deferred calls, timers, `_process`, deferred calls, deletions,
           `create_timer` timeouts, deferred calls, `_draw` of what asked for it, deferred calls;
        4. what has changed on the canvas goes to the display.

        Source: Godot 3.6's `Main::iteration`, `SceneTree::iteration` and `SceneTree::idle`.
        """
        if self._in_frame:
            raise ScriptError("iteration() was called from inside a frame of the same tree.")
        if not 0 <= delta < inf:
            raise ScriptError(f"iteration() takes the seconds since the last frame, not {delta!r}.")
        self._in_frame = True
        token = ticking.set(self)
        try:
            if self._display_ is not None:
                self._take_events_()
            steps, idle_delta = self._physics.advance(delta)
            for _ in range(steps):
                self._physics_step(self.time_scale / self._physics.steps_per_second)
                if self._quitting:
                    break
            self._idle_step(idle_delta * self.time_scale)
        finally:
            ticking.reset(token)
            self._in_frame = self._in_physics = False
        return self._quitting

    def _physics_step(self, delta: float) -> None:
        self._in_physics = True
        self._physics_frames += 1
        self.physics_delta = delta
        lists = self._process_lists
        if self._call_virtual(self._iteration, delta):
            self.quit()
        lifecycle.emit(self, "physics_frame")
        lists[state.INTERNAL_PHYSICS_PROCESS].run(delta)
        lists[hooks.PHYSICS_PROCESS].run(delta)
        self._end_step()
        self.flush_deferred()
        self._in_physics = False

    def _idle_step(self, delta: float) -> None:
        self.process_delta = delta
        self._idle_frames += 1
        lists = self._process_lists
        if self._call_virtual(self._idle, delta):
            self.quit()
        self._poll_network()
        lifecycle.emit(self, "idle_frame")
        self.flush_deferred()
        lists[state.INTERNAL_PROCESS].run(delta)
        lists[hooks.PROCESS].run(delta)
        self._end_step()
        due = self._timers.advance(delta)
        if not self._paused:
            due += self._pausable_timers.advance(delta)
        fire(due)
        self.flush_deferred()
        canvas = self._canvas_
        if canvas is not None:
            canvas.tell_moved()
            canvas.follow_camera(delta)
            for _ in range(_DRAWING_ROUNDS):
                if not canvas.draw_items():
                    break
                self.flush_deferred()
            canvas.present(self.display)

    def _call_virtual(self, method: Callable[..., Any], *args: Any) -> Any:
        try:
            return method(*args)
        except Exception as error:
            report(self, error, f"{self!r}.{method.__name__}")

    def _end_step(self) -> None:
        self.groups.call_unique()
        self.flush_deferred()
        if self._canvas_ is not None:
            self._canvas_.tell_moved()
        self.message_queue.flush_deletions()
        orphans.flush_deletions()

    def flush_deferred(self) -> None:
        """Make the deferred calls now. `iteration` does; a test may."""
        self.message_queue.flush()
        orphans.flush()

    def _poll_network(self) -> None:
        if self._network_nodes:
            self.poller.collect()
        for node, (poll, _) in list(self._network_nodes.items()):
            if node._tree_ is self:
                try:
                    poll()
                except Exception as error:
                    report(node, error, f"{node!r}.poll")
        if self._multiplayer_ is not None:
            self._poll_multiplayer_()

    # -- Quitting ------------------------------------------------------------------------------

    def quit(self, exit_code: int = -1) -> None:
        """End the loop after this frame. An exit code of 0 or more is what the process returns."""
        if exit_code >= 0:
            self.exit_code = exit_code
        self._quitting = True

    @property
    def quitting(self) -> bool:
        """True once `quit` was called."""
        return self._quitting

    def set_auto_accept_quit(self, enabled: bool) -> None:
        """Whether a request to quit (Ctrl+C, SIGTERM, a closed window) quits; True unless set."""
        self._auto_accept_quit = enabled

    def request_quit(self) -> None:
        """Ask the program to quit: all nodes get NOTIFICATION_WM_QUIT_REQUEST."""
        self.root.propagate_notification(Node.NOTIFICATION_WM_QUIT_REQUEST)
        if self._auto_accept_quit:
            self.quit()

    def finish(self) -> None:
        """End the tree: `_finalize`, then all nodes leave it and are freed. Twice is once."""
        if self.root._freed_:
            return
        token = ticking.set(self)
        try:
            self._call_virtual(self._finalize)
            lifecycle.leave(self.root)
            lifecycle.after_leaving(self.root)
            lifecycle.destroy(self.root)
            self._end_multiplayer_()
        finally:
            ticking.reset(token)
            self.message_queue.clear()
            self.poller.close()
            self._close_display_()

    # -- Nodes ---------------------------------------------------------------------------------

    def get_root(self) -> Viewport:
        """Return the node above all others."""
        return self.root

    def get_node_count(self) -> int:
        """Return how many nodes are inside the tree, the root included."""
        return self.node_count

    def queue_delete(self, object: Object) -> None:
        """Free an object at the end of this step, as `queue_free` does a node."""
        self.message_queue.push_deletion(object)

    def get_nodes_in_group(self, group: str) -> list[Node]:
        """Return the members of the group that are inside the tree, in tree order."""
        return cast("list[Node]", list(self.groups.members(group)))

    def get_first_node_in_group(self, group: str) -> Node | None:
        """Return the first member of the group in tree order, or None."""
        return cast("Node | None", next(iter(self.groups.members(group)), None))

    def has_group(self, name: str) -> bool:
        """Return True if any node inside the tree is a member of the group."""
        return name in self.groups

    def call_group(self, group: str, method: str, *args: Any) -> None:
        """Call a method of each member that has it, at the next flush of deferred calls.

        Unlike Godot: None is an argument like any other, it does not end the arguments.
        """
        self.groups.call(self.GROUP_CALL_DEFAULT, group, method, args)

    def call_group_flags(self, flags: int, group: str, method: str, *args: Any) -> None:
        """As `call_group`, with GROUP_CALL_REVERSE, _REALTIME (now) and _UNIQUE (once a step)."""
        self.groups.call(flags, group, method, args)

    def notify_group(self, group: str, notification: int) -> None:
        """Notify each member, at the next flush."""
        self.groups.notify(self.GROUP_CALL_DEFAULT, group, notification)

    def notify_group_flags(self, call_flags: int, group: str, notification: int) -> None:
        """As `notify_group`, with flags as in `call_group_flags`."""
        self.groups.notify(call_flags, group, notification)

    def set_group(self, group: str, property: str, value: Any) -> None:
        """Set a property of each member that has it, at the next flush."""
        self.groups.set(self.GROUP_CALL_DEFAULT, group, property, value)

    def set_group_flags(self, call_flags: int, group: str, property: str, value: Any) -> None:
        """As `set_group`, with flags as in `call_group_flags`."""
        self.groups.set(call_flags, group, property, value)

    # -- Time ----------------------------------------------------------------------------------

    def create_timer(self, time_sec: float, pause_mode_process: bool = True) -> SceneTreeTimer:
        """Return a timer that emits `timeout` once: `await tree.create_timer(1.0).timeout`.

        It counts while the tree is paused, unless `pause_mode_process` is False.
        """
        return (self._timers if pause_mode_process else self._pausable_timers).create(time_sec)

    def get_frame(self) -> int:
        """Return the number of physics steps so far."""
        return self._physics_frames

    def get_idle_frames(self) -> int:
        """Return the number of frames so far. `Engine.get_idle_frames` in Godot."""
        return self._idle_frames

    def is_in_physics_frame(self) -> bool:
        """Return True inside a physics step. `Engine.is_in_physics_frame` in Godot."""
        return self._in_physics

    @property
    def target_fps(self) -> int:
        """Frames a second at the most, for the runners. 0, the default: as many as physics steps."""
        return self._target_fps

    @target_fps.setter
    def target_fps(self, value: int) -> None:
        self._target_fps = max(0, value)

    @property
    def iterations_per_second(self) -> int:
        """Physics steps a second, 60 unless set. `Engine.iterations_per_second` in Godot."""
        return self._physics.steps_per_second

    @iterations_per_second.setter
    def iterations_per_second(self, value: int) -> None:
        if value <= 0:
            raise ScriptError(f"iterations_per_second must be greater than 0, not {value}.")
        self._physics.steps_per_second = value

    @property
    def physics_jitter_fix(self) -> float:
        """How many physics steps may be owed or ahead in steady frames. See `Engine` in Godot."""
        return self._physics.jitter_fix

    @physics_jitter_fix.setter
    def physics_jitter_fix(self, value: float) -> None:
        self._physics.jitter_fix = max(0.0, value)

    @property
    def paused(self) -> bool:
        """Whether nodes are kept from processing, except those whose pause mode is PROCESS."""
        return self._paused

    @paused.setter
    def paused(self, enable: bool) -> None:
        if enable != self._paused:
            self._paused = enable
            self.pause_changed()
            self.root.propagate_notification(
                Node.NOTIFICATION_PAUSED if enable else Node.NOTIFICATION_UNPAUSED
            )

    def set_pause(self, enable: bool) -> None:
        """Set `paused`."""
        self.paused = enable

    def is_paused(self) -> bool:
        """Return `paused`."""
        return self._paused

    # -- The current scene ---------------------------------------------------------------------

    @property
    def current_scene(self) -> Node | None:
        """The scene that `change_scene` replaces; None once it left the tree."""
        return self._current_scene

    @current_scene.setter
    def current_scene(self, scene: Node | None) -> None:
        if scene is not None and scene._parent_ is not self.root:
            raise ScriptError(f"{scene!r} cannot be the current scene: it is not a child of {self.root!r}.")
        self._current_scene = scene
        self._current_scene_source = type(scene) if scene is not None else None

    def get_current_scene(self) -> Node | None:
        """Return `current_scene`."""
        return self._current_scene

    def set_current_scene(self, child_node: Node | None) -> None:
        """Set `current_scene`."""
        self.current_scene = child_node

    def change_scene(self, path: str) -> Error:
        """Replace the current scene by the one in a Python file: `"level.py"`, `"level.py:Boss"`.

        Returns ERR_CANT_OPEN, with an error in the log, if it cannot be loaded.
        """
        from .loader import load_scene

        try:
            scene = load_scene(path)
        except ScriptError as error:
            push_error(f"change_scene: {error}")
            return Error.ERR_CANT_OPEN
        return self.change_scene_to(scene)

    def change_scene_to(self, packed_scene: Scene | None) -> Error:
        """Replace the current scene: by a Node class, or what a function returns; None: by nothing.

        The new scene is made now and takes the place at the next flush, under the name of its class
        if it has none. Returns ERR_CANT_CREATE, with the exception in the log, if it cannot be made.
        """
        from .loader import new_scene

        new = None
        if packed_scene is not None:
            try:
                new = new_scene(packed_scene)
            except Exception as error:
                report(self, error, f"making the scene {packed_scene!r}")
                return Error.ERR_CANT_CREATE
        self.message_queue.push(self, self._change_scene, (new, packed_scene), "change_scene_to")
        return Error.OK

    def reload_current_scene(self) -> Error:
        """Replace the current scene by a new one made the same way; ERR_UNCONFIGURED without one."""
        if self._current_scene is None:
            push_error("reload_current_scene: there is no current scene.")
            return Error.ERR_UNCONFIGURED
        return self.change_scene_to(self._current_scene_source)

    def _change_scene(self, new: Node | None, source: Scene | None) -> None:
        if self._current_scene is not None:
            self._current_scene.free()
        if new is not None and not self._quitting:
            self._current_scene, self._current_scene_source = new, source
            self.root.add_child(new)

    # -- What nodes tell their tree ------------------------------------------------------------

    def entered(self, node: NodeState) -> None:
        """Take in `node`, which has just got this tree. See also `scene.quiet`."""
        if node._groups_ is not None:
            for group in node._groups_:
                self.groups.add(group, node)
        if node._flags_ & state.PROCESSING:
            for switch, processes in self._process_lists.items():
                if node._flags_ & switch:
                    processes.add(node)
            if node._flags_ & state.LISTENING:
                self._listener_entered_(cast(Node, node))

    def left(self, node: NodeState) -> None:
        """Let go of `node`, which is about to lose this tree. See also `scene.quiet`."""
        if node._groups_ is not None:
            for group in node._groups_:
                self.groups.remove(group, node)
        if node._flags_ & state.PROCESSING:
            for switch, processes in self._process_lists.items():
                if node._flags_ & switch:
                    processes.remove(node)
            if node._flags_ & state.LISTENING:
                self._listener_left_(cast(Node, node))
        if node is self._current_scene:
            self._current_scene = None

    def switched(self, node: NodeState, switch: int, enable: bool) -> None:
        """Take note that `node` switched a kind of processing."""
        processes = self._process_lists.get(switch)
        if processes is None:
            self._listening_switched_(cast(Node, node), switch, enable)
        elif enable:
            processes.add(node)
        else:
            processes.remove(node)

    def order_changed(self) -> None:
        """Take note that the tree order or a priority has changed."""
        self.groups.order_changed()
        if self._canvas_ is not None:
            self._canvas_.reordered()
        if self._listeners_ is not None:
            self._listeners_reordered_()
        for processes in self._process_lists.values():
            processes.changed()

    def pause_changed(self) -> None:
        """Take note that `can_process` of some nodes has changed."""
        for processes in self._process_lists.values():
            processes.paused()

    def add_network_node(
        self, node: Node, poll: Callable[[], None], idle_time: Callable[[], float] = lambda: 0.0
    ) -> None:
        """Call `poll` at the network stage of each frame while `node` is inside the tree.

        `idle_time` says for how many seconds that would do nothing, unless a socket becomes ready.
        """
        self._network_nodes[node] = poll, idle_time

    def remove_network_node(self, node: Node) -> None:
        """Undo `add_network_node`."""
        self._network_nodes.pop(node, None)

    def __repr__(self) -> str:
        return f"<SceneTree of {self.node_count} nodes, frame {self._idle_frames}>"
