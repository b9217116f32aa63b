"""What the keys of a LineEdit do, and what they type."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from engine.input.key_event import InputEventKey
from engine.input.keys import (
    KEY_A,
    KEY_BACKSPACE,
    KEY_C,
    KEY_DELETE,
    KEY_DOWN,
    KEY_END,
    KEY_ENTER,
    KEY_HOME,
    KEY_INSERT,
    KEY_K,
    KEY_KP_1,
    KEY_KP_4,
    KEY_KP_6,
    KEY_KP_7,
    KEY_KP_ENTER,
    KEY_LEFT,
    KEY_MASK_CMD,
    KEY_MASK_META,
    KEY_MENU,
    KEY_RIGHT,
    KEY_U,
    KEY_UP,
    KEY_V,
    KEY_X,
    KEY_Y,
    KEY_Z,
)

from .text_edit_buffer import TextEditBuffer


class EditCommand(Enum):
    """Something that a key or an entry of the menu does."""

    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    HOME = auto()
    END = auto()
    UP = auto()
    DOWN = auto()
    ENTER = auto()
    DELETE_BACK = auto()
    DELETE_ON = auto()
    DELETE_WORD_BACK = auto()
    DELETE_WORD_ON = auto()
    DELETE_TO_START = auto()
    DELETE_TO_END = auto()
    SELECT_ALL = auto()
    COPY = auto()
    CUT = auto()
    PASTE = auto()
    UNDO = auto()
    REDO = auto()
    MENU = auto()


MOVES: dict[EditCommand, Callable[[TextEditBuffer, bool], None]] = {
    EditCommand.LEFT: TextEditBuffer.move_left,
    EditCommand.RIGHT: TextEditBuffer.move_right,
    EditCommand.WORD_LEFT: lambda buffer, select: buffer.move_left(select, word=True),
    EditCommand.WORD_RIGHT: lambda buffer, select: buffer.move_right(select, word=True),
    EditCommand.HOME: lambda buffer, select: buffer.move_to(0, select),
    EditCommand.END: lambda buffer, select: buffer.move_to(len(buffer.text), select),
}
"""What moves the caret and may select."""
CHANGES: dict[EditCommand, Callable[[TextEditBuffer], bool]] = {
    EditCommand.DELETE_BACK: TextEditBuffer.delete_back,
    EditCommand.DELETE_ON: TextEditBuffer.delete_on,
    EditCommand.DELETE_WORD_BACK: lambda buffer: buffer.delete_back(word=True),
    EditCommand.DELETE_WORD_ON: lambda buffer: buffer.delete_on(word=True),
    EditCommand.DELETE_TO_START: TextEditBuffer.delete_to_start,
    EditCommand.DELETE_TO_END: TextEditBuffer.delete_to_end,
    EditCommand.UNDO: TextEditBuffer.undo,
    EditCommand.REDO: TextEditBuffer.redo,
}
"""What changes the text, and returns if it did."""


_SHORTCUTS = {
    KEY_A: EditCommand.SELECT_ALL,
    KEY_C: EditCommand.COPY,
    KEY_INSERT: EditCommand.COPY,
    KEY_K: EditCommand.DELETE_TO_END,
    KEY_U: EditCommand.DELETE_TO_START,
    KEY_V: EditCommand.PASTE,
    KEY_X: EditCommand.CUT,
    KEY_Y: EditCommand.REDO,
    KEY_Z: EditCommand.UNDO,
}
_KEYPAD = {KEY_KP_1: KEY_END, KEY_KP_4: KEY_LEFT, KEY_KP_6: KEY_RIGHT, KEY_KP_7: KEY_HOME}
"""What the number keys are while Num Lock is off: they type no character then."""
_MOVES = {
    KEY_LEFT: EditCommand.LEFT,
    KEY_RIGHT: EditCommand.RIGHT,
    KEY_HOME: EditCommand.HOME,
    KEY_END: EditCommand.END,
    KEY_UP: EditCommand.UP,
    KEY_DOWN: EditCommand.DOWN,
}
_DELETIONS = {KEY_BACKSPACE: EditCommand.DELETE_BACK, KEY_DELETE: EditCommand.DELETE_ON}
_BY_WORD = {
    EditCommand.LEFT: EditCommand.WORD_LEFT,
    EditCommand.RIGHT: EditCommand.WORD_RIGHT,
    EditCommand.DELETE_BACK: EditCommand.DELETE_WORD_BACK,
    EditCommand.DELETE_ON: EditCommand.DELETE_WORD_ON,
}
_TO_THE_END = {
    EditCommand.LEFT: EditCommand.HOME,
    EditCommand.RIGHT: EditCommand.END,
    EditCommand.DELETE_BACK: EditCommand.DELETE_TO_START,
    EditCommand.DELETE_ON: EditCommand.DELETE_TO_END,
}


def command_of(
    event: InputEventKey, shortcuts: bool = True, mac: bool = KEY_MASK_CMD == KEY_MASK_META
) -> tuple[EditCommand | None, bool]:
    """Return what a pressed key does, None if it does nothing but type, and whether it selects.

    Source: Godot 3.6's `LineEdit::_gui_input`. On a Mac, words are gone by with Alt and to the ends
    with Command. Unlike Godot: Ctrl+Y is redo.
    """
    command = event.meta if mac else event.control
    key = event.scancode
    if command and shortcuts and not event.alt and key in _SHORTCUTS:
        found = _SHORTCUTS[key]
        return (EditCommand.REDO if found is EditCommand.UNDO and event.shift else found), False
    if event.meta and not mac:
        return None, False
    if shortcuts and event.shift and not command and not event.alt:
        if key == KEY_INSERT:
            return EditCommand.PASTE, False
        if key == KEY_DELETE:
            return EditCommand.CUT, False
    if key in (KEY_ENTER, KEY_KP_ENTER):
        return EditCommand.ENTER, False
    if key == KEY_MENU:
        return EditCommand.MENU, False
    if not event.unicode:
        key = _KEYPAD.get(key, key)
    move = _MOVES.get(key)
    moved_or_deleted = move or _DELETIONS.get(key)
    if moved_or_deleted is None:
        return None, False
    if mac:
        changed = _TO_THE_END if command else _BY_WORD if event.alt else {}
    elif event.alt:
        return None, False
    else:
        changed = _BY_WORD if command else {}
    return changed.get(moved_or_deleted, moved_or_deleted), move is not None and event.shift


def is_typed(event: InputEventKey) -> bool:
    """Return True for a key that types a character. Ctrl and Alt together are AltGr."""
    return event.unicode >= 32 and not event.meta and (event.alt or not event.control)


class TypedCharacters:
    """Makes characters of what keys type: on Windows some are typed in two halves, a surrogate pair."""

    __slots__ = ("_half",)

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget a half of which the other has not come."""
        self._half = ""

    def take(self, unicode: int) -> str:
        """Return the character that was typed, "" if it is none, or half of one."""
        char = chr(unicode) if unicode < 0x110000 else ""
        if "\ud800" <= char < "\udc00":
            self._half = char
            return ""
        half = self._half
        self.begin()
        return half + char if char else ""
