"""The input of a SceneTree: who hears of it, in which order. A base of SceneTree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.context import ticking
from ..base.fault import report
from ..object.object import Object
from ..scene.hooks import INPUT, UNHANDLED_INPUT, UNHANDLED_KEY_INPUT

if TYPE_CHECKING:
    from ..scene.node import Node
    from ..scene.scene_tree import SceneTree
    from ..scene.viewport import Viewport
    from .actions import ActionMap
    from .event import InputEvent
    from .listeners import Listeners
    from .state import InputState

_METHODS = {
    INPUT: "_input",
    UNHANDLED_INPUT: "_unhandled_input",
    UNHANDLED_KEY_INPUT: "_unhandled_key_input",
}


class TreeInput(Object):
    """What a tree has of the user's input: nothing, until a node wants some or some comes.

    An event goes to `_input` of the nodes that have it, the last in tree order first; then to the
    Controls; then to `_unhandled_input` and, if it is a key, to `_unhandled_key_input`, in the same
    order; until somebody calls `set_input_as_handled()`. Nodes that the pause keeps from processing are
    left out.
    """

    root: Viewport

    if TYPE_CHECKING:

        @property
        def _tree_(self) -> SceneTree: ...

    _input_: InputState | None = None
    _input_map_: ActionMap | None = None
    _listeners_: dict[int, Listeners] | None = None
    _input_handled_: bool = False
    _input_depth_: int = 0

    def _input_event(self, event: InputEvent) -> Any:
        """Override: called with each event before any node is."""

    @property
    def input(self) -> InputState:
        """What is held down just now: what scripts know as `Input`."""
        if self._input_ is None:
            from .state import InputState

            self._input_ = InputState(self._tree_)
        return self._input_

    @property
    def input_map(self) -> ActionMap:
        """The actions: what scripts know as `InputMap`."""
        if self._input_map_ is None:
            from .actions import ActionMap

            self._input_map_ = ActionMap()
        return self._input_map_

    def input_event(self, event: InputEvent) -> None:
        """Send an event through the tree. Positions are window pixels; nodes get the viewport's.

        `Input.parse_input_event` does that, and takes note of what it presses.
        """
        before = self._input_handled_
        self._input_handled_ = False
        self._input_depth_ += 1
        token = ticking.set(self._tree_)
        try:
            try:
                self._input_event(event)
            except Exception as error:
                report(self, error, f"{self!r}._input_event")
            event = self.root._localized_(event)
            self.root.input(event)
            self.root.unhandled_input(event)
        finally:
            ticking.reset(token)
            self._input_depth_ -= 1
            if self._input_depth_:  # sent from within another, whose turn it is again
                self._input_handled_ = before

    def set_input_as_handled(self) -> None:
        """Keep the event that is under way from going to anybody else."""
        self._input_handled_ = True

    def is_input_handled(self) -> bool:
        """Return whether somebody took the event that is under way, or the last one, as handled."""
        return self._input_handled_

    # -- What the tree tells of its nodes ------------------------------------------------------

    def _listener_entered_(self, node: Node) -> None:
        """Take in a node that has entered with some input switched on."""
        for switch in _METHODS:
            if node._flags_ & switch:
                self._listening_switched_(node, switch, True)

    def _listener_left_(self, node: Node) -> None:
        """Let go of a node that leaves with some input switched on."""
        for switch in _METHODS:
            if node._flags_ & switch:
                self._listening_switched_(node, switch, False)

    def _listening_switched_(self, node: Node, switch: int, enable: bool) -> None:
        """Take note that a node inside the tree switched a kind of input."""
        if self._listeners_ is None:
            from .listeners import Listeners

            self._listeners_ = {switch: Listeners(method) for switch, method in _METHODS.items()}
        if enable:
            self._listeners_[switch].add(node)
        else:
            self._listeners_[switch].remove(node)

    def _listeners_reordered_(self) -> None:
        """Take note that the tree order has changed."""
        for listeners in (self._listeners_ or {}).values():
            listeners.changed()

    def _call_listeners_(self, switch: int, event: InputEvent) -> None:
        """Call who has a kind of input switched on, until one takes the event as handled."""
        if self._listeners_ is not None:
            self._listeners_[switch].call(self._tree_, event)
