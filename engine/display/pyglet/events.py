"""What pyglet tells of a window, as the events that a tree takes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import perf_counter

from ...input import keys as k
from ...input.event import InputEvent, InputEventWithModifiers
from ...input.key_event import InputEventKey
from ...input.mouse_event import InputEventMouse, InputEventMouseButton, InputEventMouseMotion
from ...variant.vector2 import Vector2
from ..display import (
    CloseRequested,
    Composed,
    FocusChanged,
    PointerLeft,
    Resized,
    WindowEvent,
)
from .keys import (
    ALT,
    CONTROL,
    META,
    SHIFT,
    scancode,
)

_DOUBLECLICK_SECONDS = 0.4
_DOUBLECLICK_PIXELS = 5.0
_BUTTONS = {
    1: (k.BUTTON_LEFT, k.BUTTON_MASK_LEFT),
    2: (k.BUTTON_MIDDLE, k.BUTTON_MASK_MIDDLE),
    4: (k.BUTTON_RIGHT, k.BUTTON_MASK_RIGHT),
    8: (k.BUTTON_XBUTTON1, k.BUTTON_MASK_XBUTTON1),
    16: (k.BUTTON_XBUTTON2, k.BUTTON_MASK_XBUTTON2),
}
_HELD_BY = {
    k.KEY_SHIFT: SHIFT,
    k.KEY_CONTROL: CONTROL,
    k.KEY_ALT: ALT,
    k.KEY_META: META,
    k.KEY_SUPER_L: META,
    k.KEY_SUPER_R: META,
}


class Events:
    """Collects events, oldest first.

    pyglet tells of a key, then of the text that it types, if any; here both are one event. It repeats
    only the text, or the motion of a caret, of a key that is held; here that is the key, as an echo.
    Where more is known (X11), `key` takes all of it at once.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._events: list[InputEvent | WindowEvent] = []
        self._modifiers = 0
        self._typing: InputEventKey | None = None  # the key just pressed, whose text may follow
        self._held: dict[Hashable, InputEventKey] = {}  # by the text or motion that repeats it
        self._pointer: tuple[float, float] | None = None
        self._button_mask = 0
        self._clicked = (0, -1.0, 0.0, 0.0)
        self._focused = False
        self._size = (0, 0)

    def take(self) -> list[InputEvent | WindowEvent]:
        """Return what has come since the last call."""
        self._typing = None
        events, self._events = self._events, []
        return events

    def __len__(self) -> int:
        return len(self._events)

    def urgent(self) -> bool:
        """Return True if something waits that should not wait for the frame that is due: all but motion."""
        return any(not isinstance(event, InputEventMouseMotion) for event in self._events)

    # -- Keys ----------------------------------------------------------------------------------

    def key(
        self,
        symbol: int,
        modifiers: int,
        pressed: bool,
        *,
        text: str = "",
        echo: bool = False,
        place: int = 0,
    ) -> InputEventKey | None:
        """A key went down or up, or repeats; `text` is what it types."""
        code = scancode(symbol, place) if symbol else 0
        if not pressed and code in _HELD_BY:
            modifiers &= ~_HELD_BY[code]
        self._modifiers = modifiers
        if not code:  # from an input method
            self._type(text)
            return None
        event = InputEventKey(scancode=code, physical_scancode=place, pressed=pressed, echo=echo)
        self._add_with_modifiers(event)
        text = _typed(text)
        if text:
            event.unicode = ord(text[0])
            self._type(text[1:])
        return event

    def _type(self, text: str) -> None:
        """Add an event for each character that no key stands for."""
        for char in _typed(text):
            self._events.append(InputEventKey(unicode=ord(char), pressed=True))

    def key_pressed(self, symbol: int, modifiers: int) -> None:
        """A key went down; what it types may follow."""
        self._typing = self.key(symbol, modifiers, True)

    def key_released(self, symbol: int, modifiers: int) -> None:
        """A key went up."""
        code = scancode(symbol)
        self._held = {way: event for way, event in self._held.items() if event.scancode != code}
        self.key(symbol, modifiers, False)
        self._typing = None

    def text_entered(self, text: str) -> None:
        """The key just pressed types this; or a key that is held again; or an input method."""
        self._follows(text, text)

    def composed(self, text: str, start: int, length: int) -> None:
        """An input method is composing this; what counts is what it is when the events are taken."""
        if self._events and isinstance(self._events[-1], Composed):
            self._events.pop()
        self._events.append(Composed(text, start, length))

    def text_moved(self, motion: int) -> None:
        """The key just pressed moves a caret in this way, or a key that is held again."""
        self._follows(motion, "")

    def _follows(self, way: Hashable, text: str) -> None:
        if self._typing is not None:
            self._held[way] = self._typing
            text = _typed(text)
            if text:
                self._typing.unicode = ord(text[0])
                self._type(text[1:])
            self._typing = None
        elif way in self._held:
            echo = self._held[way].duplicate()
            echo.echo = True
            self._add_with_modifiers(echo)
        else:
            self._type(text)

    def _add_with_modifiers(self, event: InputEventWithModifiers) -> None:
        modifiers = self._modifiers
        if modifiers:
            event.shift = bool(modifiers & SHIFT)
            event.control = bool(modifiers & CONTROL)
            event.alt = bool(modifiers & ALT)
            event.meta = bool(modifiers & META)
        self._events.append(event)

    # -- Mouse: x and y are window pixels from the left top corner -----------------------------

    def moved(self, x: float, y: float) -> None:
        """The pointer is elsewhere."""
        before = self._pointer
        if before == (x, y):
            return
        relative = Vector2(x - before[0], y - before[1]) if before else Vector2.ZERO
        event = InputEventMouseMotion(relative=relative)
        last = self._events[-1] if self._events else None
        self._add_mouse(event, x, y)
        if isinstance(last, InputEventMouseMotion) and last.accumulate(event):
            self._events.pop()

    def _add_mouse(self, event: InputEventMouse, x: float, y: float) -> None:
        self._typing = None
        self._pointer = (x, y)
        event.position = event.global_position = Vector2(x, y)
        event.button_mask = self._button_mask
        self._add_with_modifiers(event)

    def entered(self, x: float, y: float) -> None:
        """The pointer came into the window."""
        self._pointer = None
        self.moved(x, y)

    def left(self) -> None:
        """The pointer went out of the window."""
        self._pointer = None
        self._events.append(PointerLeft())

    def button(self, x: float, y: float, button: int, modifiers: int, pressed: bool) -> None:
        """A button went down or up."""
        if button not in _BUTTONS:
            return
        index, mask = _BUTTONS[button]
        self._modifiers = modifiers
        self.moved(x, y)
        event = InputEventMouseButton(button_index=index, pressed=pressed)
        if pressed:
            self._button_mask |= mask
            event.doubleclick = self._is_second(index, x, y)
        else:
            self._button_mask &= ~mask
        self._add_mouse(event, x, y)

    def _is_second(self, index: int, x: float, y: float) -> bool:
        """Return True for the second click in one place; a third is a first again."""
        now = self._clock()
        before, when, there_x, there_y = self._clicked
        near = abs(x - there_x) <= _DOUBLECLICK_PIXELS and abs(y - there_y) <= _DOUBLECLICK_PIXELS
        if index == before and near and 0.0 <= now - when <= _DOUBLECLICK_SECONDS:
            self._clicked = (0, -1.0, 0.0, 0.0)
            return True
        self._clicked = (index, now, x, y)
        return False

    def scrolled(self, x: float, y: float, right: float, up: float) -> None:
        """The wheel turned; a touchpad turns it by parts of a notch."""
        self.moved(x, y)
        for amount, more, less in (
            (up, k.BUTTON_WHEEL_UP, k.BUTTON_WHEEL_DOWN),
            (right, k.BUTTON_WHEEL_RIGHT, k.BUTTON_WHEEL_LEFT),
        ):
            if amount:
                index = more if amount > 0 else less
                for pressed in (True, False):
                    event = InputEventMouseButton(button_index=index, pressed=pressed, factor=abs(amount))
                    self._add_mouse(event, x, y)

    # -- Window --------------------------------------------------------------------------------

    def focused(self, focused: bool) -> None:
        """The window has got or lost the keyboard."""
        if focused != self._focused:
            self._focused = focused
            if not focused:
                self._held.clear()
                self._modifiers = 0
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


def _typed(text: str) -> str:
    """Return what of a text is typed into a field: no control characters."""
    return "".join([char for char in text if char >= " " and not "\x7f" <= char <= "\x9f"])
