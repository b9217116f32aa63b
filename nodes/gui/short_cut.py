"""ShortCut: a key, or another event, that presses a button wherever the focus is."""

from __future__ import annotations

from typing import Any

from engine import Object, ScriptError
from engine.input.event import InputEvent


class ShortCut(Object):
    """An event that stands for something: `ShortCut(shortcut=InputEventKey(scancode=KEY_S, control=True))`.

    Source: Godot 3.6's `ShortCut`.
    """

    _shortcut_: InputEvent | None = None

    name: str = ""
    """What it does, in words: the text of a menu's entry. Godot: `resource_name`."""

    def __init__(self, shortcut: InputEvent | None = None, name: str = "") -> None:
        self.shortcut = shortcut
        self.name = name

    @property
    def shortcut(self) -> Any:
        """The event: an InputEventKey, an InputEventMouseButton or an InputEventAction; or None."""
        return self._shortcut_

    @shortcut.setter
    def shortcut(self, event: InputEvent | None) -> None:
        if event is not None and not isinstance(event, InputEvent):
            raise ScriptError(
                f"A ShortCut needs an InputEvent, not {event!r}: write `InputEventKey(scancode=KEY_S)`."
            )
        self._shortcut_ = event

    def set_shortcut(self, event: InputEvent | None) -> None:
        """Set `shortcut`."""
        self.shortcut = event

    def get_shortcut(self) -> Any:
        """Return `shortcut`."""
        return self._shortcut_

    def get_name(self) -> str:
        """Return `name`."""
        return self.name

    def set_name(self, name: str) -> None:
        """Set `name`."""
        self.name = name

    def is_valid(self) -> bool:
        """Return True if there is an event."""
        return self._shortcut_ is not None

    def is_shortcut(self, event: InputEvent) -> bool:
        """Return True if `event` is this shortcut: the same key or button, with the same modifiers.

        When it is released the modifiers do not matter: they may have been released before.
        """
        shortcut = self._shortcut_
        return shortcut is not None and shortcut.shortcut_match(event, event.is_pressed())

    def get_as_text(self) -> str:
        """Return it in words, as a menu shows it: `"Control+S"`."""
        return self._shortcut_.as_text() if self._shortcut_ is not None else "None"
