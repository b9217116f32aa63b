"""A tree that a test ticks, and that fails the test when a script fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..base.fault import Fault
from ..base.repair import note_repair
from ..object.signal import SignalInstance
from ..scene.node import Node
from ..scene.scene_tree import SceneTree
from .watcher import SignalWatcher

if TYPE_CHECKING:
    from ..display.headless.display import HeadlessDisplay
    from .user import User

N = TypeVar("N", bound=Node)

_SOCKET_WAIT = 0.02
"""Seconds that `wait_until` gives the sockets of a tree, if it has any, in each frame."""


class SteppedTree(SceneTree):
    """A SceneTree for tests. Time passes only in `step` and `wait_until`.

    An exception that a script raises is raised again by the `step` in which it happened, once the
    frame is over. `faults` holds those that a test wants to look at instead: see `expect_faults`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []
        self.fault_handler: Callable[[Fault], None] = self._take
        self._user: User | None = None

    @overload
    def add(self, node: str, name: str = "") -> Any: ...
    @overload
    def add(self, node: N, name: str = "") -> N: ...
    def add(self, node: Any, name: str = "") -> Any:
        """Add `node` to the root, under `name` or its class's name, and return it.

        A text is the path of a scene, `"res://Main.tscn"`, of which an instance is added.
        """
        if isinstance(node, str):
            from ..resource.loader import preload

            node = preload(node)()
        node.name = name or node.name or type(node).__name__
        self.root.add_child(node)
        self.raise_faults()
        return node

    def step(self, frames: int = 1, delta: float = 1 / 60) -> None:
        """Run frames of `delta` seconds; 60 of them are a second, with one physics step in each."""
        __tracebackhide__ = True
        for _ in range(frames):
            self.iteration(delta)
            self.raise_faults()

    def wait_until(self, condition: Callable[[], object], frames: int = 600, delta: float = 1 / 60) -> None:
        """Run frames until `condition()` is true; AssertionError after `frames`.

        A tree with sockets gives them a moment in each frame, which ends as soon as one is ready.
        """
        __tracebackhide__ = True
        for _ in range(frames):
            if condition():
                return
            if self.poller.has_sockets():
                self.poller.wait(_SOCKET_WAIT)
            self.step(delta=delta)
        if not condition():
            name = getattr(condition, "__qualname__", repr(condition))
            raise AssertionError(f"{name} was not true within {frames} frames; the tree is {self!r}")

    @property
    def screen(self) -> HeadlessDisplay:
        """What would be seen: `assert tree.screen.shows("Hello")`."""
        from ..display.headless.display import HeadlessDisplay

        assert isinstance(self.display, HeadlessDisplay), f"The tree has a {self.display!r}."
        return self.display

    @property
    def user(self) -> User:
        """Who clicks and types: `tree.user.click("Send")`."""
        if self._user is None:
            from .user import User

            self._user = User(self)
        return self._user

    def watch(self, signal: SignalInstance[*tuple[Any, ...]]) -> SignalWatcher:
        """Record the emissions of `signal` from now on."""
        return SignalWatcher(signal)

    def expect_faults(self) -> list[Fault]:
        """Return the faults since the last call or `step`, and do not raise them any more."""
        faults, self.faults = self.faults, []
        return faults

    def _take(self, fault: Fault) -> None:
        self.faults.append(fault)

    def raise_faults(self) -> None:
        """Raise the first exception that a script raised, if any."""
        __tracebackhide__ = True
        faults = self.expect_faults()
        if faults:
            note_repair(faults[0].error)
            faults[0].error.add_note(f"raised in {faults[0].doing}")
            raise faults[0].error
