"""What pyglet tells of a window, as the events that a tree takes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import perf_counter

from ...input import keys as k
from ...input.key_event import InputEventKey
from ..event_queue import EventQueue
from .keys import modifiers_held, scancode

_BUTTONS = {
    1: k.BUTTON_LEFT,
    2: k.BUTTON_MIDDLE,
    4: k.BUTTON_RIGHT,
    8: k.BUTTON_XBUTTON1,
    16: k.BUTTON_XBUTTON2,
}


class Events(EventQueue):
    """Collects events, oldest first.

    pyglet tells of a key, then of the text that it types, if any; here both are one event. It repeats
    only the text, or the motion of a caret, of a key that is held; here that is the key, as an echo.
    Where more is known (X11), `key` takes all of it at once.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(clock)
        self._typing: InputEventKey | None = None  # the key just pressed, whose text may follow
        self._held: dict[Hashable, InputEventKey] = {}  # by the text or motion that repeats it

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
        self.modifiers: int = modifiers_held(modifiers)
        if not code:  # from an input method
            self.add_text(text)
            return None
        event = InputEventKey(scancode=code, physical_scancode=place, pressed=pressed, echo=echo)
        self.add_key(event, text)
        return event

    def key_pressed(self, symbol: int, modifiers: int) -> None:
        """A key went down; what it types may follow."""
        self._typing = self.key(symbol, modifiers, True)

    def key_released(self, symbol: int, modifiers: int) -> None:
        """A key went up."""
        code = scancode(symbol)
        self._held = {way: event for way, event in self._held.items() if event.scancode != code}
        self.key(symbol, modifiers, False)

    def text_entered(self, text: str) -> None:
        """The key just pressed types this; or a key that is held again; or an input method."""
        self._follows(text, text)

    def text_moved(self, motion: int) -> None:
        """The key just pressed moves a caret in this way, or a key that is held again."""
        self._follows(motion, "")

    def _follows(self, way: Hashable, text: str) -> None:
        typing, self._typing = self._typing, None
        if typing is not None and self._events and self._events[-1] is typing:
            self._held[way] = typing
            self.add_text(text, typing)
        elif way in self._held:
            echo = self._held[way].duplicate()
            echo.echo = True
            self.add(echo)
        else:
            self.add_text(text)

    def button(self, x: float, y: float, button: int, modifiers: int, pressed: bool) -> None:
        """A button, as pyglet numbers it, went down or up."""
        if button in _BUTTONS:
            self.modifiers = modifiers_held(modifiers)
            self.clicked(x, y, _BUTTONS[button], pressed)

    def focused(self, focused: bool) -> None:
        """See the base."""
        if not focused:
            self._held.clear()
        super().focused(focused)
