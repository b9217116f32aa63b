"""InputEventKey: what a keyboard does, and what an input method types."""

from __future__ import annotations

from .event import InputEvent, InputEventWithModifiers
from .keys import get_scancode_string


class InputEventKey(InputEventWithModifiers):
    """A key went down, repeats or went up; or a text came from an input method, as `unicode` alone."""

    scancode: int = 0
    """Which key: a KEY_ number, after the layout of the keyboard. 0 for text without a key."""
    physical_scancode: int = 0
    """The key that is in this place on an American keyboard; 0 if it is not known."""
    unicode: int = 0
    """The code point of the character that is typed by it, 0 for none."""
    pressed: bool = False
    """Whether it went down, or repeats."""
    echo: bool = False
    """Whether it repeats, as it is held."""

    def is_pressed(self) -> bool:
        """See the base."""
        return self.pressed

    def is_echo(self) -> bool:
        """See the base."""
        return self.echo

    def is_action_type(self) -> bool:
        """See the base."""
        return True

    def get_scancode_with_modifiers(self) -> int:
        """Return `scancode` with the KEY_MASK_ bits of the modifiers held."""
        return self.scancode | self.get_modifiers_mask()

    def get_physical_scancode_with_modifiers(self) -> int:
        """Return `physical_scancode` with the KEY_MASK_ bits of the modifiers held."""
        return self.physical_scancode | self.get_modifiers_mask()

    def action_match(self, event: InputEvent, exact_match: bool = False) -> bool:
        """Return True for the same key. Pressed, it has to have our modifiers; released, any."""
        if not isinstance(event, InputEventKey) or not self._same_key_(event):
            return False
        mine, theirs = self.get_modifiers_mask(), event.get_modifiers_mask()
        if exact_match:
            return mine == theirs
        return not event.pressed or mine & theirs == mine

    def shortcut_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Return True for the same key with the same modifiers, or at least ours without `exact_match`."""
        if not isinstance(event, InputEventKey) or not self._same_key_(event):
            return False
        mine, theirs = self.get_modifiers_mask(), event.get_modifiers_mask()
        return mine == theirs if exact_match else mine & theirs == mine

    def _same_key_(self, event: InputEventKey) -> bool:
        if self.scancode:
            return self.scancode == event.scancode
        return self.physical_scancode == event.physical_scancode

    def as_text(self) -> str:
        """Return the name of the key after those of the modifiers; empty without a key."""
        name = get_scancode_string(self.scancode) if self.scancode else ""
        if not name and self.physical_scancode:
            name = f"{get_scancode_string(self.physical_scancode)} (Physical)"
        if not name:
            return ""
        held = (self.control, self.shift, self.alt, self.meta)
        modifiers = ("Control+", "Shift+", "Alt+", "Meta+")
        return "".join(m for m, down in zip(modifiers, held, strict=True) if down) + name
