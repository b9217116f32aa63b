"""MenuItems: the entries of a menu. The base of PopupMenu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import ScriptError
from engine.input.actions import key_with_modifiers
from engine.input.event import InputEvent

from .popup import Popup
from .short_cut import ShortCut
from .theme.icon import Icon

if TYPE_CHECKING:
    from typing import Self

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


class MenuItems(Popup):
    """Entries, by index. Each has an id: the one it was given, or the index that it was added at.

    Source: Godot 3.6's `PopupMenu`. Unlike Godot: an index that is not there is a ScriptError.
    """

    _stored_ = (*Popup._stored_, "items")

    _items_: list[MenuItem]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._items_ = []
        return self

    def _items_changed_(self) -> None:
        """Take note that entries came, went, or look different."""

    def _item_(self, idx: int) -> MenuItem:
        if not 0 <= idx < len(self._items_):
            raise ScriptError(
                f"{self!r} has {len(self._items_)} items, so there is none at the index {idx}."
                " `get_item_index(id)` returns the index of an id."
            )
        return self._items_[idx]

    @property
    def items(self) -> list[Any]:
        """The entries: texts, or pairs of a text and an id, may be set; `MenuItem` objects are returned."""
        return list(self._items_)

    @items.setter
    def items(self, items: list[Any]) -> None:
        self.clear()
        for item in items:
            self._take_in_(item)

    def _take_in_(self, item: Any) -> MenuItem:
        """Add a copy of an entry, a text, or a text with an id."""
        if isinstance(item, MenuItem):
            added = self._add_item_(item.text)
            for name in MenuItem.__slots__:
                setattr(added, name, getattr(item, name))
            self._items_changed_()
            return added
        return self._add_item_(item) if isinstance(item, str) else self._add_item_(*item)

    # -- Adding --------------------------------------------------------------------------------

    def _add_item_(self, label: str, id: int = -1, accel: int = 0, **more: Any) -> MenuItem:
        item = MenuItem(str(label), len(self._items_) if id == -1 else id)
        item.accelerator = accel
        for name, value in more.items():
            setattr(item, name, value)
        self._items_.append(item)
        self._items_changed_()
        return item

    def add_item(self, label: str, id: int = -1, accel: int = 0) -> None:
        """Add an entry. `accel` is a KEY_ number with KEY_MASK_ bits that stands for it."""
        self._add_item_(label, id, accel)

    def add_icon_item(self, texture: Icon, label: str, id: int = -1, accel: int = 0) -> None:
        """Add an entry with an icon."""
        self._add_item_(label, id, accel, icon=texture)

    def add_check_item(self, label: str, id: int = -1, accel: int = 0) -> None:
        """Add an entry with a check box, which only `set_item_checked` checks."""
        self._add_item_(label, id, accel, check=CHECK_BOX)

    def add_icon_check_item(self, texture: Icon, label: str, id: int = -1, accel: int = 0) -> None:
        """Add an entry with a check box and an icon."""
        self._add_item_(label, id, accel, check=CHECK_BOX, icon=texture)

    def add_radio_check_item(self, label: str, id: int = -1, accel: int = 0) -> None:
        """Add an entry with a radio button, which only `set_item_checked` checks."""
        self._add_item_(label, id, accel, check=RADIO_BUTTON)

    def add_icon_radio_check_item(self, texture: Icon, label: str, id: int = -1, accel: int = 0) -> None:
        """Add an entry with a radio button and an icon."""
        self._add_item_(label, id, accel, check=RADIO_BUTTON, icon=texture)

    def add_multistate_item(
        self, label: str, max_states: int, default_state: int = 0, id: int = -1, accel: int = 0
    ) -> None:
        """Add an entry with a number of states, which `toggle_item_multistate` goes round."""
        self._add_item_(label, id, accel, states=max_states, state=default_state)

    def add_submenu_item(self, label: str, submenu: str, id: int = -1) -> None:
        """Add an entry that opens another menu: the child whose name is `submenu`."""
        self._add_item_(label, id, submenu=str(submenu))

    def add_shortcut(self, shortcut: ShortCut, id: int = -1, global_: bool = False) -> None:
        """Add an entry that a ShortCut stands for; its text is that of the ShortCut."""
        self._add_item_(shortcut.get_name(), id, shortcut=shortcut)

    def add_icon_shortcut(
        self, texture: Icon, shortcut: ShortCut, id: int = -1, global_: bool = False
    ) -> None:
        """Add an entry with an icon that a ShortCut stands for."""
        self._add_item_(shortcut.get_name(), id, shortcut=shortcut, icon=texture)

    def add_check_shortcut(self, shortcut: ShortCut, id: int = -1, global_: bool = False) -> None:
        """Add an entry with a check box that a ShortCut stands for."""
        self._add_item_(shortcut.get_name(), id, shortcut=shortcut, check=CHECK_BOX)

    def add_radio_check_shortcut(self, shortcut: ShortCut, id: int = -1, global_: bool = False) -> None:
        """Add an entry with a radio button that a ShortCut stands for."""
        self._add_item_(shortcut.get_name(), id, shortcut=shortcut, check=RADIO_BUTTON)

    def add_separator(self, label: str = "", id: int = -1) -> None:
        """Add a line between entries, with a text in it if it has a label."""
        self._add_item_(label, id, separator=True).id = id

    def remove_item(self, idx: int) -> None:
        """Remove an entry; those after it move up, with their ids."""
        self._items_.remove(self._item_(idx))
        self._items_changed_()

    def clear(self) -> None:
        """Remove all entries."""
        self._items_.clear()
        self._items_changed_()

    def get_item_count(self) -> int:
        """Return the number of entries, separators too."""
        return len(self._items_)

    # -- Setting -------------------------------------------------------------------------------

    def _set_(self, idx: int, name: str, value: Any) -> None:
        setattr(self._item_(idx), name, value)
        self._items_changed_()

    def set_item_text(self, idx: int, text: str) -> None:
        """Set the text of an entry."""
        self._set_(idx, "text", str(text))

    def set_item_icon(self, idx: int, icon: Icon | None) -> None:
        """Set the icon of an entry."""
        self._set_(idx, "icon", icon)

    def set_item_checked(self, idx: int, checked: bool) -> None:
        """Check an entry, or not. It shows if it is checkable."""
        self._set_(idx, "checked", bool(checked))

    def toggle_item_checked(self, idx: int) -> None:
        """Check an entry if it is not, else uncheck it."""
        self._set_(idx, "checked", not self._item_(idx).checked)

    def set_item_id(self, idx: int, id: int) -> None:
        """Set the id of an entry."""
        self._set_(idx, "id", id)

    def set_item_accelerator(self, idx: int, accel: int) -> None:
        """Set the key that stands for an entry: a KEY_ number with KEY_MASK_ bits."""
        self._set_(idx, "accelerator", accel)

    def set_item_metadata(self, idx: int, metadata: Any) -> None:
        """Attach any value to an entry."""
        self._item_(idx).metadata = metadata

    def set_item_disabled(self, idx: int, disabled: bool) -> None:
        """Disable an entry, so that it cannot be chosen."""
        self._set_(idx, "disabled", bool(disabled))

    def set_item_submenu(self, idx: int, submenu: str) -> None:
        """Set the name of the child that an entry opens."""
        self._set_(idx, "submenu", str(submenu))

    def set_item_as_separator(self, idx: int, enable: bool) -> None:
        """Make an entry a separator, or no longer."""
        self._set_(idx, "separator", bool(enable))

    def set_item_as_checkable(self, idx: int, enable: bool) -> None:
        """Give an entry a check box, or none."""
        self._set_(idx, "check", CHECK_BOX if enable else NO_CHECK)

    def set_item_as_radio_checkable(self, idx: int, enable: bool) -> None:
        """Give an entry a radio button, or none."""
        self._set_(idx, "check", RADIO_BUTTON if enable else NO_CHECK)

    def set_item_tooltip(self, idx: int, tooltip: str) -> None:
        """Set what is shown when the pointer rests on an entry."""
        self._item_(idx).tooltip = str(tooltip)

    def set_item_shortcut(self, idx: int, shortcut: ShortCut | None, global_: bool = False) -> None:
        """Set the ShortCut that stands for an entry."""
        self._set_(idx, "shortcut", shortcut)

    def set_item_shortcut_disabled(self, idx: int, disabled: bool) -> None:
        """Let the ShortCut of an entry not choose it."""
        self._set_(idx, "shortcut_disabled", bool(disabled))

    def set_item_multistate(self, idx: int, state: int) -> None:
        """Set the state of an entry."""
        self._set_(idx, "state", state)

    def toggle_item_multistate(self, idx: int) -> None:
        """Set the next state of an entry, the first after the last."""
        item = self._item_(idx)
        if item.states > 0:
            self._set_(idx, "state", (item.state + 1) % item.states)

    # -- Asking --------------------------------------------------------------------------------

    def get_item_text(self, idx: int) -> str:
        """Return the text of an entry."""
        return self._item_(idx).text

    def get_item_icon(self, idx: int) -> Icon | None:
        """Return the icon of an entry."""
        return self._item_(idx).icon

    def is_item_checked(self, idx: int) -> bool:
        """Return True if an entry is checked."""
        return self._item_(idx).checked

    def get_item_id(self, idx: int) -> int:
        """Return the id of an entry."""
        return self._item_(idx).id

    def get_item_index(self, id: int) -> int:
        """Return the index of the entry with an id, -1 if there is none."""
        return next((index for index, item in enumerate(self._items_) if item.id == id), -1)

    def get_item_accelerator(self, idx: int) -> int:
        """Return the key that stands for an entry, 0 for none."""
        return self._item_(idx).accelerator

    def get_item_metadata(self, idx: int) -> Any:
        """Return the value that is attached to an entry, or None."""
        return self._item_(idx).metadata

    def is_item_disabled(self, idx: int) -> bool:
        """Return True if an entry cannot be chosen."""
        return self._item_(idx).disabled

    def get_item_submenu(self, idx: int) -> str:
        """Return the name of the child that an entry opens, "" for none."""
        return self._item_(idx).submenu

    def is_item_separator(self, idx: int) -> bool:
        """Return True if an entry is a separator."""
        return self._item_(idx).separator

    def is_item_checkable(self, idx: int) -> bool:
        """Return True if an entry has a check box or a radio button."""
        return self._item_(idx).check != NO_CHECK

    def is_item_radio_checkable(self, idx: int) -> bool:
        """Return True if an entry has a radio button."""
        return self._item_(idx).check == RADIO_BUTTON

    def is_item_shortcut_disabled(self, idx: int) -> bool:
        """Return True if the ShortCut of an entry does not choose it."""
        return self._item_(idx).shortcut_disabled

    def get_item_tooltip(self, idx: int) -> str:
        """Return what is shown when the pointer rests on an entry."""
        return self._item_(idx).tooltip

    def get_item_shortcut(self, idx: int) -> ShortCut | None:
        """Return the ShortCut that stands for an entry."""
        return self._item_(idx).shortcut

    def get_item_state(self, idx: int) -> int:
        """Return the state of an entry with several."""
        return self._item_(idx).state
