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

    __slots__ = (
        "accelerator",
        "check",
        "checked",
        "disabled",
        "icon",
        "id",
        "metadata",
        "separator",
        "shortcut",
        "shortcut_disabled",
        "state",
        "states",
        "submenu",
        "text",
        "tooltip",
    )

    def __init__(self, text: str, id: int) -> None:
        self.text: str = text
        self.id: int = id
        self.icon: Icon | None = None
        self.check: int = NO_CHECK
        self.checked: bool = False
        self.disabled: bool = False
        self.separator: bool = False
        self.submenu: str = ""
        self.accelerator: int = 0
        self.shortcut: ShortCut | None = None
        self.shortcut_disabled: bool = False
        self.metadata: Any = None
        self.tooltip: str = ""
        self.state: int = 0
        self.states: int = 0

    def __repr__(self) -> str:
        return f"<MenuItem {self.id} {'(separator)' if self.separator else repr(self.text)}>"

    @property
    def selectable(self) -> bool:
        """Whether the user can choose it."""
        return not (self.disabled or self.separator)

    def copy_from(self, other: MenuItem) -> None:
        """Become like another entry."""
        for name in MenuItem.__slots__:
            setattr(self, name, getattr(other, name))

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
