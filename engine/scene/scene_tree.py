"""SceneTree: the root, and one turn of the main loop."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any, Final, cast

from ..base import context
from ..base.context import ticking
from ..base.error import Error, ScriptError
from ..base.fault import FaultLog
from ..net.poller import Poller
from ..object.lifetime import guarded
from ..object.message_queue import MessageQueue
from ..object.object import Object
from ..object.signal import Signal
from ..variant.node_path import parts
from ..variant.vector2 import Vector2
from . import groups, hooks, lifecycle
from .node import Node
from .services import DefaultTheme, TreeServices
from .state import TreeState
from .timers import SceneTreeTimer
from .viewport import Viewport

if TYPE_CHECKING:
    from typing import Self

    from ..audio.buses import AudioBuses
    from ..audio.drivers import AudioDriver
    from ..base.fault import FaultHandler
    from ..canvas.canvas import Canvas
    from ..display.display import Display
    from ..input.actions import ActionMap
    from ..input.event import InputEvent
    from ..input.state import InputState
    from ..multiplayer.api import MultiplayerAPI
    from ..multiplayer.peer import NetworkedMultiplayerPeer
    from ..net.network import Network
    from ..performance.monitors import Monitors
    from ..tween.scene_tree_tween import SceneTreeTween
    from ..variant.node_path import NodePath

Scene = type[Node] | Callable[[], Node]
"""What a scene is made of: a Node class, or any callable that returns a new node."""


def tree_of(owner: object) -> SceneTree | None:
    """Return the tree that `owner` is in, else the tree being ticked in this thread, else None."""
    return cast("SceneTree | None", context.tree_of(owner))


class SceneTree(TreeState):
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
    STRETCH_MODE_DISABLED = 0
    STRETCH_MODE_2D = 1
    STRETCH_MODE_VIEWPORT = 2
    STRETCH_ASPECT_IGNORE = 0
    STRETCH_ASPECT_KEEP = 1
    STRETCH_ASPECT_KEEP_WIDTH = 2
    STRETCH_ASPECT_KEEP_HEIGHT = 3
    STRETCH_ASPECT_EXPAND = 4

    tree_changed: Final = Signal()
    node_added: Final = Signal[Node]("node")
    node_removed: Final = Signal[Node]("node")
    node_renamed: Final = Signal[Node]("node")
    idle_frame: Final = Signal()
    physics_frame: Final = Signal()
    screen_resized: Final = Signal()
    network_peer_connected: Final = Signal[int]("id")
    network_peer_disconnected: Final = Signal[int]("id")
    connected_to_server: Final = Signal()
    connection_failed: Final = Signal()
    server_disconnected: Final = Signal()

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
    poller: Poller
    exit_code: int
    """What the process should return; set by `quit`."""
    network: Network | None
    """Where connections come from; None is what the host has. A test may put a MemoryNetwork in."""
    fault_handler: FaultHandler
    """Takes every exception that a script raised inside the tree; logs it unless replaced."""

    _title_: str = ""  # friend: screen
    """Of its window, unless another is wanted; empty: the name of its scene."""
    _window_size_: tuple[int, int] | None = None  # friend: run
    """With which its window opens, unless another is wanted."""
    _services_: TreeServices

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the tree complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._signals_ = {}
        self.time_scale = 1.0
        self.process_delta = 0.0
        self.physics_delta = 0.0
        self.exit_code = 0
        self.network = None
        self.fault_handler = FaultLog()
        self.message_queue = MessageQueue()
        self.poller = Poller()
        self.node_count = 0
        self.root = Viewport()
        self.root.name = "root"
        nothing = {SceneTree._iteration, SceneTree._idle}
        self._services_ = TreeServices(self, self.poller, nothing, self.root.set_size)
        lifecycle.enter(self.root, self)
        return self

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls._is_native_:
            hooks.refuse_hidden(cls)
            hooks.check_tree_script(cls)

    @property
    def _tree_(self) -> SceneTree:
        return self

    # -- Virtual methods of a main loop script --------------------------------------------------

    def _initialize(self) -> None:
        """Override: called once before the first frame."""

    def _iteration(self, delta: float, /) -> bool | None:
        """Override: called before each physics step. Return True to quit."""

    def _idle(self, delta: float, /) -> bool | None:
        """Override: called each frame before anything else but physics. Return True to quit."""

    def _finalize(self) -> None:
        """Override: called once when the loop has ended, before the nodes leave the tree."""

    def _input_event(self, event: InputEvent, /) -> Any:
        """Override: called with each event before any node is."""

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
           `create_timer` timeouts, tweens, deferred calls, `_draw` of what asked for it, deferred calls;
        4. what has changed on the canvas goes to the display.

        Source: Godot 3.6's `Main::iteration`, `SceneTree::iteration` and `SceneTree::idle`.
        """
        services = self._services_
        clock = services.clock
        if services.running:
            raise ScriptError(
                "iteration() was called from inside a frame of the same tree. Wait for the next one with"
                " `await self.get_tree().idle_frame`."
            )
        if not 0 <= delta < inf:
            raise ScriptError(f"iteration() takes the seconds since the last frame, not {delta!r}.")
        services.running = True
        services.delta = services.seconds = delta
        token = ticking.set(self)
        try:
            for waiting, call in services.stages.begin():
                if waiting:
                    call(services.delta)
        finally:
            ticking.reset(token)
            services.running = clock.in_step = clock.in_idle = False
        return services.main_loop.quitting

    def flush_deferred(self) -> None:
        """Make the deferred calls now. `iteration` does; a test may."""
        self._services_.flush_deferred()

    # -- Quitting ------------------------------------------------------------------------------

    def quit(self, exit_code: int = -1) -> None:
        """End the loop after this frame. An exit code of 0 or more is what the process returns."""
        if exit_code >= 0:
            self.exit_code = exit_code
        self._services_.main_loop.quitting = True

    @property
    def quitting(self) -> bool:
        """True once `quit` was called."""
        return self._services_.main_loop.quitting

    def set_auto_accept_quit(self, enabled: bool) -> None:
        """Whether a request to quit (Ctrl+C, SIGTERM, a closed window) quits; True unless set."""
        self._services_.main_loop.auto_accept_quit = enabled

    def request_quit(self) -> None:
        """Ask the program to quit: all nodes get NOTIFICATION_WM_QUIT_REQUEST."""
        self.root.propagate_notification(Node.NOTIFICATION_WM_QUIT_REQUEST)
        if self._services_.main_loop.auto_accept_quit:
            self.quit()

    def finish(self) -> None:
        """End the tree: `_finalize`, then all nodes leave it and are freed. Twice is once."""
        if self.root._freed_:
            return
        token = ticking.set(self)
        try:
            self._services_.main_loop.call(self._finalize)
            lifecycle.leave(self.root)
            lifecycle.after_leaving(self.root)
            lifecycle.destroy(self.root)
        finally:
            self._services_.finish()
            self.message_queue.clear()
            ticking.reset(token)

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
        return cast("list[Node]", list(self._services_.groups.members(group)))

    def get_first_node_in_group(self, group: str) -> Node | None:
        """Return the first member of the group in tree order, or None."""
        return cast("Node | None", next(iter(self._services_.groups.members(group)), None))

    def has_group(self, name: str) -> bool:
        """Return True if any node inside the tree is a member of the group."""
        return name in self._services_.groups

    def call_group(self, group: str, method: str, *args: Any) -> None:
        """Call a method of each member that has it, at the next flush of deferred calls.

        Unlike Godot: None is an argument like any other, it does not end the arguments.
        """
        self._services_.groups.call(self.GROUP_CALL_DEFAULT, group, method, args)

    def call_group_flags(self, flags: int, group: str, method: str, *args: Any) -> None:
        """As `call_group`, with GROUP_CALL_REVERSE, _REALTIME (now) and _UNIQUE (once a step)."""
        self._services_.groups.call(flags, group, method, args)

    def notify_group(self, group: str, notification: int) -> None:
        """Notify each member, at the next flush."""
        self._services_.groups.notify(self.GROUP_CALL_DEFAULT, group, notification)

    def notify_group_flags(self, call_flags: int, group: str, notification: int) -> None:
        """As `notify_group`, with flags as in `call_group_flags`."""
        self._services_.groups.notify(call_flags, group, notification)

    def set_group(self, group: str, property: str, value: Any) -> None:
        """Set a property of each member that has it, at the next flush."""
        self._services_.groups.set(self.GROUP_CALL_DEFAULT, group, property, value)

    def set_group_flags(self, call_flags: int, group: str, property: str, value: Any) -> None:
        """As `set_group`, with flags as in `call_group_flags`."""
        self._services_.groups.set(call_flags, group, property, value)

    # -- Time ----------------------------------------------------------------------------------

    def create_timer(self, time_sec: float, pause_mode_process: bool = True) -> SceneTreeTimer:
        """Return a timer that emits `timeout` once: `await tree.create_timer(1.0).timeout`.

        It counts while the tree is paused, unless `pause_mode_process` is False.
        """
        return self._services_.timers.create(time_sec, pause_mode_process)

    def create_tween(self) -> SceneTreeTween:
        """Return a tween, which moves things after the `_process` of all from this frame on."""
        services = self._services_
        if services.tweens is None:
            from ..tween.service import Tweens

            services.tweens = Tweens(self)
            services.add(services.tweens)
            services.wake(services.tweens)
        return services.tweens.create()

    def get_frame(self) -> int:
        """Return the number of physics steps so far."""
        return self._services_.clock.steps

    def get_idle_frames(self) -> int:
        """Return the number of frames so far. `Engine.get_idle_frames` in Godot."""
        return self._services_.clock.frames

    def is_in_physics_frame(self) -> bool:
        """Return True inside a physics step. `Engine.is_in_physics_frame` in Godot."""
        return self._services_.clock.in_step

    @property
    def clock(self) -> Callable[[], float]:
        """The seconds that network deadlines count; a test puts its own in."""
        return self._services_.time.clock

    @clock.setter
    @guarded
    def clock(self, clock: Callable[[], float]) -> None:
        self._services_.time.clock = clock

    @property
    def target_fps(self) -> int:
        """Frames a second at the most, for the runners. 0, the default: as many as physics steps."""
        return self._services_.clock.target_fps

    @target_fps.setter
    @guarded
    def target_fps(self, value: int) -> None:
        self._services_.clock.target_fps = max(0, value)

    @property
    def iterations_per_second(self) -> int:
        """Physics steps a second, 60 unless set. `Engine.iterations_per_second` in Godot."""
        return self._services_.clock.physics.steps_per_second

    @iterations_per_second.setter
    @guarded
    def iterations_per_second(self, value: int) -> None:
        if value <= 0:
            raise ScriptError(f"iterations_per_second must be greater than 0, not {value}.")
        self._services_.clock.physics.steps_per_second = value

    @property
    def physics_jitter_fix(self) -> float:
        """How many physics steps may be owed or ahead in steady frames. See `Engine` in Godot."""
        return self._services_.clock.physics.jitter_fix

    @physics_jitter_fix.setter
    @guarded
    def physics_jitter_fix(self, value: float) -> None:
        self._services_.clock.physics.jitter_fix = max(0.0, value)

    @property
    def paused(self) -> bool:
        """Whether nodes are kept from processing, except those whose pause mode is PROCESS."""
        return self._services_.paused

    @paused.setter
    @guarded
    def paused(self, enable: bool) -> None:
        if enable != self._services_.paused:
            self._services_.paused = enable
            self._services_.pause_changed()
            self.root.propagate_notification(
                Node.NOTIFICATION_PAUSED if enable else Node.NOTIFICATION_UNPAUSED
            )

    def set_pause(self, enable: bool) -> None:
        """Set `paused`: nodes are processed on only as their `pause_mode` says."""
        self.paused = enable

    def is_paused(self) -> bool:
        """Return `paused`: whether the tree stands still."""
        return self._services_.paused

    # -- The current scene ---------------------------------------------------------------------

    @property
    def current_scene(self) -> Node | None:
        """The scene that `change_scene` replaces; None once it left the tree."""
        return cast("Node | None", self._services_.current_scene.node)

    @current_scene.setter
    @guarded
    def current_scene(self, scene: Node | None) -> None:
        if scene is not None and scene._parent_ is not self.root:
            raise ScriptError(
                f"{scene!r} cannot be the current scene: it is not a child of {self.root!r}. Write"
                " `get_tree().root.add_child(scene)` first."
            )
        self._services_.current_scene.set(scene)

    def get_current_scene(self) -> Node | None:
        """Return `current_scene`: what `change_scene` puts another in the place of."""
        return self.current_scene

    def set_current_scene(self, child_node: Node | None) -> None:
        """Set `current_scene`, which is a child of the root; nothing is added or removed."""
        self.current_scene = child_node

    def change_scene(self, path: str) -> Error:
        """Replace the current scene by the one in a Python file: `"level.py"`, `"level.py:Boss"`.

        Returns ERR_CANT_OPEN, with an error in the log, if it cannot be loaded.
        """
        if not isinstance(path, str):
            raise ScriptError(
                f"change_scene takes the path of a file, not {path!r}. Of a class or a PackedScene is"
                " `change_scene_to`."
            )
        if path.endswith((".tscn", ".scn")):
            from ..resource.loader import ResourceLoader

            packed = ResourceLoader.load(path)
            return self.change_scene_to(packed) if packed is not None else Error.ERR_CANT_OPEN
        return self._services_.current_scene.change_to_file(path)

    def change_scene_to(self, packed_scene: Scene | None) -> Error:
        """Replace the current scene: by a Node class, or what a function returns; None: by nothing.

        The new scene is made now and takes the place at the next flush, under the name of its class
        if it has none. Returns ERR_CANT_CREATE, with the exception in the log, if it cannot be made.
        """
        return self._services_.current_scene.change_to(packed_scene)

    def reload_current_scene(self) -> Error:
        """Replace the current scene by a new one made the same way; ERR_UNCONFIGURED without one."""
        return self._services_.current_scene.reload()

    # -- Numbers -------------------------------------------------------------------------------

    @property
    def performance(self) -> Monitors:
        """Numbers about the tree and its network: what scripts know as `Performance`."""
        from ..performance.monitors import Monitors

        return Monitors(self, self._services_.frame_times)

    @property
    def audio(self) -> AudioBuses:
        """The buses of what is heard: what scripts know as `AudioServer`."""
        return self._services_.audio.buses

    @property
    def audio_factory(self) -> Callable[[], AudioDriver]:
        """Makes what is heard when it is first needed. `run` puts in one that has the host's device."""
        from ..audio.service import silent

        return self._services_.audio_factory or silent

    @audio_factory.setter
    @guarded
    def audio_factory(self, factory: Callable[[], AudioDriver]) -> None:
        self._services_.audio_factory = factory

    # -- Input ---------------------------------------------------------------------------------

    @property
    def input(self) -> InputState:
        """What is held down just now: what scripts know as `Input`."""
        return self._services_.input.state

    @property
    def input_map(self) -> ActionMap:
        """The actions: what scripts know as `InputMap`."""
        return self._services_.input.actions

    def input_event(self, event: InputEvent) -> None:
        """Send an event through the tree. Positions are window pixels; nodes get the viewport's.

        `Input.parse_input_event` does that, and takes note of what it presses.
        """
        self._services_.input.send(event)

    def set_input_as_handled(self) -> None:
        """Keep the event that is under way from going to anybody else."""
        self._services_.input.handled = True

    def is_input_handled(self) -> bool:
        """Return whether somebody took the event that is under way, or the last one, as handled."""
        return self._services_.input.handled

    # -- The display ---------------------------------------------------------------------------

    @property
    def display(self) -> Display:
        """What shows this tree: a window, or a recording of what it would show."""
        return self._services_.display.display

    @property
    def display_factory(self) -> Callable[[], Display]:
        """Makes the display when it is first needed. `run` puts in one that opens a window."""
        from ..display.service import headless

        return self._services_.display_factory or headless

    @display_factory.setter
    @guarded
    def display_factory(self, factory: Callable[[], Display]) -> None:
        self._services_.display_factory = factory

    @property
    def canvas(self) -> Canvas:
        """The canvas items that are shown, in order. With the first the display opens."""
        made = self._services_.canvas.made
        return made if made is not None else self._services_.canvas.canvas

    @property
    def default_theme(self) -> DefaultTheme | None:
        """The theme of Controls where no other has what they look for; None is the dark one.

        `tree.default_theme = light_theme()` changes all of them at once. Not in Godot 3.
        """
        return self._services_.default_theme

    @default_theme.setter
    @guarded
    def default_theme(self, theme: DefaultTheme | None) -> None:
        before = self._services_.default_theme
        if theme is before:
            return
        if theme is not None and not isinstance(theme, DefaultTheme):
            raise ScriptError(
                f"default_theme cannot be {theme!r}. Write `dark_theme()`, `light_theme()` or `Theme()`."
            )
        self._services_.default_theme = theme
        if before is not None:
            before._serve_(self, False)
        if theme is not None:
            theme._serve_(self, True)
        known = before if theme is None else theme
        if known is not None:
            known._announce_(self)

    def set_screen_stretch(self, mode: int, aspect: int, minsize: Vector2, scale: float = 1.0) -> None:
        """Set how the viewport fills the window: STRETCH_MODE_ and STRETCH_ASPECT_, as in Godot.

        With a mode, what was made for a viewport of `minsize` fills a window of any size. `scale` makes
        everything so many times as large.

        Unlike Godot: STRETCH_MODE_VIEWPORT is drawn as sharply as STRETCH_MODE_2D.
        """
        from ..display.stretch import Stretch

        width, height = Vector2(*minsize)
        self._services_.display.stretch(Stretch(mode, aspect, width, height, scale))

    # -- The network ---------------------------------------------------------------------------

    def add_network_node(
        self, node: Node, poll: Callable[[], None], idle_time: Callable[[], float] = lambda: 0.0
    ) -> None:
        """Call `poll` at the network stage of each frame while `node` is inside the tree.

        `idle_time` says for how many seconds that would do nothing, unless a socket becomes ready.
        """
        self._services_.network.add(node, poll, idle_time)

    def remove_network_node(self, node: Node) -> None:
        """Undo `add_network_node`."""
        self._services_.network.remove(node)

    @property
    def multiplayer(self) -> MultiplayerAPI:
        """The API of nodes that have no custom one."""
        return self._services_.multiplayer.api

    @multiplayer.setter
    @guarded
    def multiplayer(self, multiplayer: MultiplayerAPI) -> None:
        self._services_.multiplayer.api = multiplayer

    def get_multiplayer(self, for_path: NodePath | str = "") -> MultiplayerAPI:
        """Return the MultiplayerAPI of all nodes that have no custom one, or of the branch at a path."""
        service = self._services_.multiplayer
        return service.at(parts(for_path)[1]) if for_path else service.api

    def set_multiplayer(self, multiplayer: MultiplayerAPI | None, root_path: NodePath | str = "") -> None:
        """Use another MultiplayerAPI, for all nodes or for the branch whose topmost node is at a path.

        Paths in its packets begin at that node, which is its `root_node`, and which may come later. None
        takes that of a branch away again. A branch of a branch that has one gets no other, with an error
        in the log. The path, as `"/root/Game"`, is Godot 4's.
        """
        if root_path:
            absolute, names, _ = parts(root_path)
            if not absolute:
                raise ScriptError(f"set_multiplayer: a branch has an absolute path, not {root_path!r}.")
            self._services_.multiplayer.set_branch(names, multiplayer)
        elif multiplayer is None:
            raise ScriptError("set_multiplayer(None) takes the API of a branch away: give its path, too.")
        else:
            self.multiplayer = multiplayer

    def has_network_peer(self) -> bool:
        """Return True if there is a network peer, whatever its state."""
        made = self._services_.multiplayer.made
        return made is not None and made.has_network_peer()

    @property
    def network_peer(self) -> NetworkedMultiplayerPeer | None:
        """What carries the packets, or None."""
        return self.get_multiplayer().get_network_peer()

    @network_peer.setter
    @guarded
    def network_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        self.get_multiplayer().set_network_peer(peer)

    def get_network_peer(self) -> NetworkedMultiplayerPeer | None:
        """Return the network peer."""
        return self.get_multiplayer().get_network_peer()

    def set_network_peer(self, peer: NetworkedMultiplayerPeer | None) -> None:
        """Use a network peer, which must be connecting, connected or listening; None for none.

        One that is disconnected is not taken, with an error in the log.
        """
        self.network_peer = peer

    def get_network_unique_id(self) -> int:
        """Return our id: 1 for a server, 0 while connecting; 0, with a line in the log, without a peer."""
        return self.get_multiplayer().get_network_unique_id()

    def is_network_server(self) -> bool:
        """Return True if we are the server; False without a peer."""
        return self.get_multiplayer().is_network_server()

    def get_network_connected_peers(self) -> list[int]:
        """Return the ids of the connected peers, ascending; on a client 1, the server, is among them.

        None, with a line in the log, without a peer.
        """
        return self.get_multiplayer().get_network_connected_peers()

    def get_rpc_sender_id(self) -> int:
        """Return who sent the call that is running, 0 outside one."""
        return self.get_multiplayer().get_rpc_sender_id()

    @property
    def refuse_new_network_connections(self) -> bool:
        """Whether the server turns new clients away."""
        return self.get_multiplayer().is_refusing_new_network_connections()

    @refuse_new_network_connections.setter
    @guarded
    def refuse_new_network_connections(self, refuse: bool) -> None:
        self.get_multiplayer().set_refuse_new_network_connections(refuse)

    def is_refusing_new_network_connections(self) -> bool:
        """Return `refuse_new_network_connections`: whether its peer lets nobody in."""
        return self.get_multiplayer().is_refusing_new_network_connections()

    def set_refuse_new_network_connections(self, refuse: bool) -> None:
        """Set `refuse_new_network_connections` of the peer; without one there is a line in the log."""
        self.refuse_new_network_connections = refuse

    @property
    def multiplayer_poll(self) -> bool:
        """Whether frames poll the multiplayer; with False call `multiplayer.poll()`."""
        return self._services_.multiplayer.polls

    @multiplayer_poll.setter
    @guarded
    def multiplayer_poll(self, enabled: bool) -> None:
        self._services_.multiplayer.polls = enabled

    def set_multiplayer_poll_enabled(self, enabled: bool) -> None:
        """Set `multiplayer_poll`: False leaves it to a script to call `multiplayer.poll()`."""
        self.multiplayer_poll = enabled

    def is_multiplayer_poll_enabled(self) -> bool:
        """Return `multiplayer_poll`: whether the tree polls its peer in each frame."""
        return self.multiplayer_poll

    def __repr__(self) -> str:
        return f"<SceneTree of {self.node_count} nodes, frame {self.get_idle_frames()}>"
