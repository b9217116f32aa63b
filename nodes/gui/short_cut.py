"""ShortCut: a key, or another event, that presses a button wherever the focus is."""

from __future__ import annotations

from engine import Resource, ScriptError
from engine.input.event import InputEvent
from engine.object.property import Field, Getter, Property, Setter, getter, setter


def _event_of(_: object, name: str, event: InputEvent | None) -> InputEvent | None:
    if event is not None and not isinstance(event, InputEvent):
        raise ScriptError(
            f"A ShortCut needs an InputEvent, not {event!r}: write `InputEventKey(scancode=KEY_S)`."
        )
    return event


class ShortCut(Resource):
    """An event that stands for something: `ShortCut(shortcut=InputEventKey(scancode=KEY_S, control=True))`.

    Source: Godot 3.6's `ShortCut`.
    """

    _shortcut_: InputEvent | None

    name: Property[str] = Field(
        "",
        state="_resource_name_",
        stored=False,
        doc="What it does, in words: the text of a menu's entry. It is Godot's `resource_name`.",
    )

    shortcut: Property[InputEvent | None] = Field(
        None,
        _event_of,
        doc="The event: an InputEventKey, an InputEventMouseButton or an InputEventAction; or None.",
    )
    set_shortcut: Setter[InputEvent | None] = setter(shortcut, "event")
    get_shortcut: Getter[InputEvent | None] = getter(shortcut)

    def __init__(self, shortcut: InputEvent | None = None, name: str = "") -> None:
        self.shortcut = shortcut
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
