"""The user's input in a tree: who wants it, and how an event goes through the nodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from ..base.context import ticking
from ..base.fault import report
from ..scene.clock import Clock
from ..scene.frame import Service, Taker
from ..scene.hooks import INPUT, UNHANDLED_INPUT, UNHANDLED_KEY_INPUT
from ..scene.state import TreeState
from ..variant.vector2 import Vector2
from .listeners import Listeners

if TYPE_CHECKING:
    from .actions import ActionMap
    from .cursor_image import CursorImage
    from .event import InputEvent
    from .state import InputState
    from .view import View


class Gui(Protocol):
    """What gives input to the Controls; the first one that enters the tree puts it here."""

    @property
    def modal(self) -> Any:
        """The frontmost Control that is shown modally, or None."""

    @property
    def mouse_over(self) -> Any:
        """The Control under the pointer, or None."""

    def handle(self, event: InputEvent) -> bool:
        """Give an event to the Controls; return whether one took it."""

    def window_left(self) -> None:
        """Take note that the window has lost the keyboard."""

    def pointer_left(self) -> None:
        """Take note that the pointer has left the window."""


class Picker(Protocol):
    """What tells those who are in the world below the Controls what the pointer does over them."""

    def take(self, event: Any) -> None:
        """Take an event of the pointer that nobody else has taken."""

    def pointer_left(self) -> None:
        """Take note that the pointer has left the window."""


class InputService(Service):
    """What a tree has of the user's input: nothing, until a node wants some or some comes.

    An event goes to `_input` of the nodes that have it, the last in tree order first; then to the
    Controls; then to `_unhandled_input` and, if it is a key, to `_unhandled_key_input`, in the same
    order; then, if it is the pointer's, to the `picker`; until somebody takes it as handled. Nodes that
    the pause keeps from processing are left out.

    It has no stage of its own: events come from the display, or from whoever calls `send`.
    """

    def __init__(self, tree: TreeState, clock: Clock) -> None:
        self.clock = clock
        self.gui: Gui | None = None
        self.picker: Picker | None = None
        self.view: View | None = None
        """From window pixels, in which events come, to the viewport; None while they are the same."""
        self.mouse_position: Vector2 = Vector2.ZERO
        """Where the pointer was last seen, in the coordinates of the viewport."""
        self.mouse_mode: int = 0
        """How the pointer is shown."""
        self.show_pointer: Callable[[int], None] | None = None
        """Shows it in a mode; None while there is no display."""
        self.default_cursor: int = 0
        """What the pointer looks like over no Control."""
        self.cursor: int = 0
        """What it looks like just now."""
        self.draw_cursor: Callable[[int], None] | None = None
        """Lets it look so; None while there is no display."""
        self.cursor_images: dict[int, CursorImage] = {}
        """What it looks like in place of the system's shapes."""
        self.draw_cursor_image: Callable[[int, CursorImage | None], None] | None = None
        """Takes one of them; None while there is no display."""
        self.handled: bool = False
        """Whether somebody took the event that is under way, or the last one, as handled."""
        self._tree = tree
        self._listeners = {
            INPUT: Listeners("_input"),
            UNHANDLED_INPUT: Listeners("_unhandled_input"),
            UNHANDLED_KEY_INPUT: Listeners("_unhandled_key_input"),
        }
        self._depth = 0
        self._state: InputState | None = None
        self._actions: ActionMap | None = None

    def takes(self) -> dict[int, Taker]:
        """Return the lists of those who have a kind of input switched on."""
        return {**self._listeners}

    def order_changed(self) -> None:
        """Take note that the tree order has changed."""
        for listeners in self._listeners.values():
            listeners.changed()

    # -- What is held down ---------------------------------------------------------------------

    @property
    def state(self) -> InputState:
        """What is held down just now: what scripts know as `Input`."""
        if self._state is None:
            from .state import InputState

            self._state = InputState(self)
        return self._state

    @property
    def actions(self) -> ActionMap:
        """The actions: what scripts know as `InputMap`."""
        if self._actions is None:
            from .actions import ActionMap

            self._actions = ActionMap()
        return self._actions

    def set_mouse_mode(self, mode: int) -> None:
        """Show the pointer another way, now or once there is a display."""
        self.mouse_mode = mode
        if self.show_pointer is not None:
            self.show_pointer(mode)

    def show_cursor(self, shape: int) -> None:
        """Let the pointer look another way, now or once there is a display."""
        if shape != self.cursor:
            self.cursor = shape
            if self.draw_cursor is not None:
                self.draw_cursor(shape)

    def set_default_cursor(self, shape: int) -> None:
        """Say what the pointer looks like over no Control, as it does at once if it is over none."""
        self.default_cursor = shape
        if self.gui is None or self.gui.mouse_over is None:
            self.show_cursor(shape)

    def set_cursor_image(self, shape: int, image: CursorImage | None) -> None:
        """Show an image for a shape of the pointer, or that of the system; once there is a display."""
        if image is not None:
            self.cursor_images[shape] = image
        else:
            self.cursor_images.pop(shape, None)
        if self.draw_cursor_image is not None:
            self.draw_cursor_image(shape, image)

    def release_all(self) -> None:
        """Release all keys and actions, because the window has lost the keyboard."""
        if self._state is not None:
            self._state.release_pressed_events()
        if self.gui is not None:
            self.gui.window_left()

    # -- Events --------------------------------------------------------------------------------

    def send(self, event: InputEvent) -> None:
        """Send an event through the tree. Positions are window pixels; nodes get the viewport's."""
        before = self.handled
        self.handled = False
        self._depth += 1
        token = ticking.set(self._tree)
        try:
            try:
                self._tree._input_event(event)
            except Exception as error:
                report(self._tree, error, f"{self._tree!r}._input_event")
            event = event._seen_through_(self.view)
            position = getattr(event, "global_position", None)
            if position is not None:
                self.mouse_position = position
            self.deliver(event)
            self.deliver_unhandled(event)
        finally:
            ticking.reset(token)
            self._depth -= 1
            if self._depth:  # sent from within another, whose turn it is again
                self.handled = before

    def deliver(self, event: InputEvent) -> None:
        """Give an event, in the viewport's coordinates, to `_input` of the nodes and to the Controls."""
        if not self._depth:  # else `send` has begun the event
            self.handled = False
        self._listeners[INPUT].call(self, event)
        if self.gui is not None and not self.handled:
            try:
                if self.gui.handle(event):
                    self.handled = True
            except Exception as error:
                report(self._tree, error, f"{self.gui!r}.handle")

    def deliver_unhandled(self, event: InputEvent) -> None:
        """Give an event to `_unhandled_input` of the nodes and, if it is a key, `_unhandled_key_input`."""
        self._listeners[UNHANDLED_INPUT].call(self, event)
        if event.is_class("InputEventKey"):
            self._listeners[UNHANDLED_KEY_INPUT].call(self, event)
        if self.picker is not None and not self.handled and event.is_class("InputEventMouse"):
            self.picker.take(event)

    def pointer_left(self) -> None:
        """Take note that the pointer has left the window."""
        for told in (self.gui, self.picker):
            if told is not None:
                told.pointer_left()
