"""EventQueue: what happens to a window, gathered for the tree: what of it is no driver's own."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from ..input import keys as k
from ..input.event import InputEvent, InputEventWithModifiers
from ..input.key_event import InputEventKey
from ..input.mouse_event import InputEventMouse, InputEventMouseButton, InputEventMouseMotion
from ..variant.vector2 import Vector2
from .display import (
    CloseRequested,
    Composed,
    FocusChanged,
    Pending,
    PointerLeft,
    Resized,
    WindowEvent,
)

_HELD_BY = {
    k.KEY_SHIFT: k.KEY_MASK_SHIFT,
    k.KEY_CONTROL: k.KEY_MASK_CTRL,
    k.KEY_ALT: k.KEY_MASK_ALT,
    k.KEY_META: k.KEY_MASK_META,
    k.KEY_SUPER_L: k.KEY_MASK_META,
    k.KEY_SUPER_R: k.KEY_MASK_META,
}
_DOUBLECLICK_SECONDS = 0.4
_DOUBLECLICK_PIXELS = 5.0


class EventQueue:
    """Collects events, oldest first. A driver calls a method for each thing that it hears of.

    x and y are window pixels from the left top corner; buttons are numbered as Godot does, BUTTON_….
    """

    modifiers: int
    """The modifier keys that are held, as KEY_MASK_ bits: keys and the mouse are told with them."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self.modifiers = 0
        self._clock = clock
        self._events: list[InputEvent | WindowEvent] = []
        self._pointer: tuple[float, float] | None = None
        self._button_mask = 0
        self._clicked = (0, -1.0, 0.0, 0.0)
        self._focused = False
        self._size = (0, 0)

    def take(self) -> list[InputEvent | WindowEvent]:
        """Return what has come since the last call."""
        events, self._events = self._events, []
        return events

    def pending(self) -> Pending:
        """Return whether something waits to be taken: all but motion is urgent."""
        if not self._events:
            return "nothing"
        motion = all(isinstance(event, InputEventMouseMotion) for event in self._events)
        return "motion" if motion else "urgent"

    # -- Keys ----------------------------------------------------------------------------------

    def add(self, event: InputEventWithModifiers) -> None:
        """A key or the mouse did this, with the modifiers that are held."""
        modifiers = self.modifiers
        if modifiers:
            event.shift = bool(modifiers & k.KEY_MASK_SHIFT)
            event.control = bool(modifiers & k.KEY_MASK_CTRL)
            event.alt = bool(modifiers & k.KEY_MASK_ALT)
            event.meta = bool(modifiers & k.KEY_MASK_META)
        self._events.append(event)

    def add_key(self, event: InputEventKey, text: str = "") -> None:
        """A key did this, and `text` is what it types. A modifier key is not held with itself."""
        self.modifiers &= ~_HELD_BY.get(event.scancode, 0)
        self.add(event)
        self.add_text(text, event)

    def add_text(self, text: str, key: InputEventKey | None = None) -> None:
        """This was typed: its first character by `key`, if there is one; none stands for the others.

        Control characters are not typed.
        """
        for char in text:
            if char < " " or "\x7f" <= char <= "\x9f":
                continue
            if key is not None:
                key.unicode, key = ord(char), None
            else:
                self._events.append(InputEventKey(unicode=ord(char), pressed=True))

    def composed(self, text: str, start: int, length: int) -> None:
        """An input method is composing this; what counts is what it is when the events are taken."""
        if self._events and isinstance(self._events[-1], Composed):
            self._events.pop()
        self._events.append(Composed(text, start, length))

    # -- Mouse ---------------------------------------------------------------------------------

    def moved(self, x: float, y: float) -> None:
        """The pointer is elsewhere. Motions without anything between them are one."""
        before = self._pointer
        if before == (x, y):
            return
        self._add_motion(x, y, Vector2(x - before[0], y - before[1]) if before else Vector2.ZERO)

    def moved_by(self, x: float, y: float, relative: Vector2) -> None:
        """The pointer, which is captured and so stays at x and y, would have moved by so much."""
        self._add_motion(x, y, relative)

    def _add_motion(self, x: float, y: float, relative: Vector2) -> None:
        event = InputEventMouseMotion(relative=relative)
        last = self._events[-1] if self._events else None
        self._add_mouse(event, x, y)
        if isinstance(last, InputEventMouseMotion) and last.accumulate(event):
            self._events.pop()

    def _add_mouse(self, event: InputEventMouse, x: float, y: float) -> None:
        self._pointer = (x, y)
        event.position = event.global_position = Vector2(x, y)
        event.button_mask = self._button_mask
        self.add(event)

    def entered(self, x: float, y: float) -> None:
        """The pointer came into the window."""
        self._pointer = None
        self.moved(x, y)

    def left(self) -> None:
        """The pointer went out of the window."""
        self._pointer = None
        self._events.append(PointerLeft())

    def clicked(self, x: float, y: float, button: int, pressed: bool) -> None:
        """A button went down or up; the second click within 0.4 s in one place is a double click."""
        self.moved(x, y)
        event = InputEventMouseButton(button_index=button, pressed=pressed)
        mask = 1 << (button - 1)
        if pressed:
            self._button_mask |= mask
            event.doubleclick = self._is_second(button, x, y)
        else:
            self._button_mask &= ~mask
        self._add_mouse(event, x, y)

    def _is_second(self, button: int, x: float, y: float) -> bool:
        """Return True for the second click in one place; a third is a first again."""
        now = self._clock()
        before, when, there_x, there_y = self._clicked
        near = abs(x - there_x) <= _DOUBLECLICK_PIXELS and abs(y - there_y) <= _DOUBLECLICK_PIXELS
        if button == before and near and 0.0 <= now - when <= _DOUBLECLICK_SECONDS:
            self._clicked = (0, -1.0, 0.0, 0.0)
            return True
        self._clicked = (button, now, x, y)
        return False

    def scrolled(self, x: float, y: float, right: float, up: float) -> None:
        """The wheel turned so many notches; a touchpad turns it by parts of one."""
        self.moved(x, y)
        for amount, more, less in (
            (up, k.BUTTON_WHEEL_UP, k.BUTTON_WHEEL_DOWN),
            (right, k.BUTTON_WHEEL_RIGHT, k.BUTTON_WHEEL_LEFT),
        ):
            if amount:
                button = more if amount > 0 else less
                for pressed in (True, False):
                    event = InputEventMouseButton(button_index=button, pressed=pressed, factor=abs(amount))
                    self._add_mouse(event, x, y)

    # -- Window --------------------------------------------------------------------------------

    def focused(self, focused: bool) -> None:
        """The window has got or lost the keyboard."""
        if focused != self._focused:
            self._focused = focused
            if not focused:
                self.modifiers = 0
            self._events.append(FocusChanged(focused))

    def resized(self, width: int, height: int) -> None:
        """The window has this size."""
        if (width, height) != self._size:
            self._size = (width, height)
            if self._events and isinstance(self._events[-1], Resized):
                self._events.pop()
            self._events.append(Resized(width, height))

    def close_requested(self) -> None:
        """The user wants the window closed."""
        self._events.append(CloseRequested())
