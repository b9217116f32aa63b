"""MenuItem: an entry of a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.input.actions import key_with_modifiers
from engine.input.event import InputEvent

if TYPE_CHECKING:
    from ..short_cut import ShortCut
    from ..theme.icon import Icon

NO_CHECK, CHECK_BOX, RADIO_BUTTON = range(3)


class MenuItem:
    """One entry of a menu."""

    icon: Icon | None = None
    check: int = NO_CHECK
    checked: bool = False
    disabled: bool = False
    separator: bool = False
    submenu: str = ""
    accelerator: int = 0
    shortcut: ShortCut | None = None
    shortcut_disabled: bool = False
    metadata: Any = None
    tooltip: str = ""
    state: int = 0
    states: int = 0

    def __init__(self, text: str, id: int) -> None:
        self.text = text
        self.id = id

    def __repr__(self) -> str:
        return f"<MenuItem {self.id} {'(separator)' if self.separator else repr(self.text)}>"

    @property
    def selectable(self) -> bool:
        """Whether the user can choose it."""
        return not (self.disabled or self.separator)

    def hint(self) -> str:
        """Return the key that stands for it, in words."""
        if self.shortcut is not None:
            return self.shortcut.get_as_text() if self.shortcut.is_valid() else ""
        return key_with_modifiers(self.accelerator).as_text() if self.accelerator else ""

    def is_shortcut(self, event: InputEvent) -> bool:
        """Return True if a key that was pressed stands for it."""
        if self.shortcut is not None:
            return not self.shortcut_disabled and self.shortcut.is_shortcut(event)
        return bool(self.accelerator) and key_with_modifiers(self.accelerator).shortcut_match(event)
