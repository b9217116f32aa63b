"""The services of a SceneTree, by name and in the order in which they are called in one stage."""

from __future__ import annotations

from collections.abc import Callable, Collection
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ..base.time_source import TimeSource
from ..net.poller import Poller
from ..net.service import NetworkService
from ..object.message_queue import orphans
from ..performance.frame_times import FrameTimes
from ..variant.vector2 import Vector2
from .clock import Clock
from .current_scene import CurrentScene
from .deferred import Deferred
from .frame import Frame
from .groups import Groups
from .main_loop import MainLoop
from .processes import Processes
from .state import LISTENING, TreeState
from .timers import Timers

if TYPE_CHECKING:
    from ..audio.drivers import AudioDriver
    from ..audio.service import AudioService
    from ..canvas.service import CanvasService
    from ..display.display import Display
    from ..display.service import DisplayService
    from ..input.service import InputService
    from ..multiplayer.service import MultiplayerService
    from ..physics2d.service import PhysicsService
    from ..tween.service import Tweens


@runtime_checkable
class DefaultTheme(Protocol):
    """What a tree asks of its default theme; a Theme is one."""

    def _serve_(self, tree: TreeState, serves: bool) -> None:
        """Take note that this is the default theme of `tree`, or that it is so no more."""

    def _announce_(self, tree: TreeState) -> None:
        """Tell the nodes of `tree` that their default theme is another, or has changed."""


class _Made:
    """Stands for a service until that is asked for. What is made is an attribute in its place.

    A `__getattr__` of the class would do as well, but slow down all the other attributes.
    """

    def __init__(self, make: str) -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, services: TreeServices, owner: type) -> Any:
        getattr(services, self._make)()
        return vars(services)[self._name]


class TreeServices(Frame):
    """What a tree does in its frames, each in a part of its own. A SceneTree keeps nothing else hidden.

    `nothing` are the methods of a main loop script that it has not overridden, `resize` makes the root
    another size.

    What programs without a picture, or without a network, do without is made when it is first asked for.
    A node that wants the user's input asks for it.
    """

    __slots__ = (
        "__dict__",
        "audio_factory",
        "clock",
        "current_scene",
        "default_theme",
        "deferred",
        "display_factory",
        "frame_times",
        "groups",
        "main_loop",
        "network",
        "orphans",
        "paused",
        "poller",
        "processes",
        "resize",
        "running",
        "shown",
        "time",
        "timers",
        "tree",
        "tweens",
    )

    if TYPE_CHECKING:
        audio: AudioService
        canvas: CanvasService
        display: DisplayService
        input: InputService
        multiplayer: MultiplayerService
        physics2d: PhysicsService
    else:
        audio = _Made("_make_audio")
        canvas = _Made("_make_display")
        display = _Made("_make_display")
        input = _Made("_make_display")
        multiplayer = _Made("_make_multiplayer")
        physics2d = _Made("_make_physics")

    def __init__(
        self,
        tree: TreeState,
        poller: Poller,
        nothing: Collection[object],
        resize: Callable[[Vector2], None],
    ) -> None:
        super().__init__()
        self.tree: TreeState = tree
        self.poller: Poller = poller
        self.resize: Callable[[Vector2], None] = resize
        self.time: TimeSource = TimeSource(monotonic)
        """What `SceneTree.clock` is just now."""
        self.paused: bool = False
        self.running: bool = False
        """True while a frame is made."""
        self.shown: Display | None = None
        """The display, while there is one."""
        self.default_theme: DefaultTheme | None = None
        self.clock: Clock = Clock(tree, self)
        self.frame_times: FrameTimes = FrameTimes(self.clock.take_worst_step)
        """How long frames take: who runs them says so."""
        self.main_loop: MainLoop = MainLoop(tree, nothing)
        self.deferred: Deferred = Deferred(tree.message_queue)
        self.orphans: Deferred = Deferred(orphans)
        """What was deferred outside any tree, which goes along with what this one has."""
        self.processes: Processes = Processes()
        self.groups: Groups = Groups(tree.message_queue, self)
        self.timers: Timers = Timers(tree, self)
        self.tweens: Tweens | None = None
        """Made by the first `create_tween`."""
        self.current_scene: CurrentScene = CurrentScene(tree)
        self.network: NetworkService = NetworkService(tree, poller, self)
        self.display_factory: Callable[[], Display] | None = None
        """Makes the display when it is first needed; None for one that records what it is given to show."""
        self.audio_factory: Callable[[], AudioDriver] | None = None
        """Makes what is heard when it is first needed; None for what nobody hears."""
        for service in (
            self.processes,  # first, as it most often says that there is no idle time
            self.clock,
            self.main_loop,
            self.deferred,
            self.orphans,
            self.network,
            self.groups,
            self.timers,
            self.current_scene,
        ):
            self.add(service)
        for service in (self.clock, self.main_loop, self.deferred, self.orphans):
            self.wake(service)
        self.expect(sum(self.processes.takes()), lambda: self.wake(self.processes))
        self.expect(LISTENING, self._make_display)

    def flush_deferred(self) -> None:
        """Make the deferred calls now: those of the tree, then the orphans."""
        self.tree.message_queue.flush()
        orphans.flush()

    def _make_display(self) -> None:
        from ..display.service import DisplayService
        from ..input.service import InputService

        self.input = InputService(self.tree, self.clock)
        self.display = DisplayService(
            self.tree,
            self.input,
            self,
            self._open_display,
            self.resize,
            self.flush_deferred,
        )
        self.canvas = self.display.canvas
        for service in (self.input, self.display, self.canvas):
            self.add(service)

    def _open_display(self) -> Display:
        from ..display.service import headless

        self.shown = (self.display_factory or headless)()
        return self.shown

    def _make_audio(self) -> None:
        from ..audio.service import AudioService, silent

        self.audio = AudioService(self, lambda: (self.audio_factory or silent)())
        self.add(self.audio)

    def _make_multiplayer(self) -> None:
        from ..multiplayer.service import MultiplayerService

        self.multiplayer = MultiplayerService(self.tree, self.poller, self)
        self.add(self.multiplayer)

    def _make_physics(self) -> None:
        from ..physics2d.service import PhysicsService

        self.physics2d = PhysicsService(self.tree, self, self.clock, self.canvas)
        self.input.picker = self.physics2d
        self.add(self.physics2d)
