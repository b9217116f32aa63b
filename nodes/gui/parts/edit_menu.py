"""The menu of the right mouse button, of what text is written in."""

from __future__ import annotations

from typing import Protocol

from engine.input.keys import KEY_A, KEY_C, KEY_MASK_CMD, KEY_MASK_SHIFT, KEY_V, KEY_X, KEY_Z

from .line_edit_keys import EditCommand
from .text_edit_buffer import TextEditBuffer

CUT, COPY, PASTE, CLEAR, SELECT_ALL, UNDO, REDO, MAX = range(8)

COMMANDS = {
    CUT: EditCommand.CUT,
    COPY: EditCommand.COPY,
    PASTE: EditCommand.PASTE,
    SELECT_ALL: EditCommand.SELECT_ALL,
    UNDO: EditCommand.UNDO,
    REDO: EditCommand.REDO,
}
"""What the entries do, but for CLEAR."""


class Menu(Protocol):
    """What is filled; a PopupMenu is one."""

    def clear(self) -> None:
        """Remove all entries."""

    def add_item(self, label: str, id: int, accel: int) -> None:
        """Add an entry."""

    def add_separator(self) -> None:
        """Add a line between two entries."""

    def get_item_count(self) -> int:
        """Return the number of entries."""

    def set_item_disabled(self, idx: int, disabled: bool) -> None:
        """Set whether an entry cannot be chosen."""


def fill(
    menu: Menu, buffer: TextEditBuffer, editable: bool, copyable: bool, selectable: bool, shortcuts: bool
) -> None:
    """Fill a menu with what can be done to a text, and what cannot just now."""
    menu.clear()
    for option, label, key, enabled in (
        (CUT, "Cut", KEY_X, editable and copyable),
        (COPY, "Copy", KEY_C, copyable),
        (PASTE, "Paste", KEY_V, editable),
        (-1, "", 0, False),
        (SELECT_ALL, "Select All", KEY_A, selectable and bool(buffer.text)),
        (CLEAR, "Clear", 0, editable and bool(buffer.text)),
        (-1, "", 0, False),
        (UNDO, "Undo", KEY_Z, editable and buffer.has_undo()),
        (REDO, "Redo", KEY_Z | KEY_MASK_SHIFT, editable and buffer.has_redo()),
    ):
        if option < 0:
            menu.add_separator()
            continue
        menu.add_item(label, option, key | KEY_MASK_CMD if key and shortcuts else 0)
        menu.set_item_disabled(menu.get_item_count() - 1, not enabled)
