"""What the keys of a LineEdit do."""

from __future__ import annotations

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


class Deed(Enum):
    """Something that a key does."""

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


_SHORTCUTS = {
    KEY_A: Deed.SELECT_ALL,
    KEY_C: Deed.COPY,
    KEY_INSERT: Deed.COPY,
    KEY_K: Deed.DELETE_TO_END,
    KEY_U: Deed.DELETE_TO_START,
    KEY_V: Deed.PASTE,
    KEY_X: Deed.CUT,
    KEY_Y: Deed.REDO,
    KEY_Z: Deed.UNDO,
}
_KEYPAD = {KEY_KP_1: KEY_END, KEY_KP_4: KEY_LEFT, KEY_KP_6: KEY_RIGHT, KEY_KP_7: KEY_HOME}
"""What the number keys are while Num Lock is off: they type no character then."""
_MOVES = {
    KEY_LEFT: Deed.LEFT,
    KEY_RIGHT: Deed.RIGHT,
    KEY_HOME: Deed.HOME,
    KEY_END: Deed.END,
    KEY_UP: Deed.UP,
    KEY_DOWN: Deed.DOWN,
}
_DELETIONS = {KEY_BACKSPACE: Deed.DELETE_BACK, KEY_DELETE: Deed.DELETE_ON}
_BY_WORD = {
    Deed.LEFT: Deed.WORD_LEFT,
    Deed.RIGHT: Deed.WORD_RIGHT,
    Deed.DELETE_BACK: Deed.DELETE_WORD_BACK,
    Deed.DELETE_ON: Deed.DELETE_WORD_ON,
}
_TO_THE_END = {
    Deed.LEFT: Deed.HOME,
    Deed.RIGHT: Deed.END,
    Deed.DELETE_BACK: Deed.DELETE_TO_START,
    Deed.DELETE_ON: Deed.DELETE_TO_END,
}


def deed_of(
    event: InputEventKey, shortcuts: bool = True, mac: bool = KEY_MASK_CMD == KEY_MASK_META
) -> tuple[Deed | None, bool]:
    """Return what a pressed key does, None if it does nothing but type, and whether it selects.

    Source: Godot 3.6's `LineEdit::_gui_input`. On a Mac, words are gone by with Alt and to the ends
    with Command. Unlike Godot: Ctrl+Y is redo.
    """
    command = event.meta if mac else event.control
    key = event.scancode
    if command and shortcuts and not event.alt and key in _SHORTCUTS:
        deed = _SHORTCUTS[key]
        return (Deed.REDO if deed is Deed.UNDO and event.shift else deed), False
    if event.meta and not mac:
        return None, False
    if shortcuts and event.shift and not command and not event.alt:
        if key == KEY_INSERT:
            return Deed.PASTE, False
        if key == KEY_DELETE:
            return Deed.CUT, False
    if key in (KEY_ENTER, KEY_KP_ENTER):
        return Deed.ENTER, False
    if key == KEY_MENU:
        return Deed.MENU, False
    if not event.unicode:
        key = _KEYPAD.get(key, key)
    move = _MOVES.get(key)
    deed_or_none = move or _DELETIONS.get(key)
    if deed_or_none is None:
        return None, False
    if mac:
        changed = _TO_THE_END if command else _BY_WORD if event.alt else {}
    elif event.alt:
        return None, False
    else:
        changed = _BY_WORD if command else {}
    return changed.get(deed_or_none, deed_or_none), move is not None and event.shift
