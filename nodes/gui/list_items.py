"""ListItems: the entries of a list. The base of ItemList."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import Color, Rect2, ScriptError
from engine.canvas.commands import WHITE, Rgba

from .control import Control
from .theme.icon import Icon

if TYPE_CHECKING:
    from typing import Self


class ListItem:
    """One entry of a list."""

    __slots__ = (
        "custom_bg",
        "custom_fg",
        "disabled",
        "icon",
        "icon_modulate",
        "icon_region",
        "metadata",
        "selectable",
        "selected",
        "text",
        "tooltip",
        "tooltip_enabled",
    )

    def __init__(self, text: str, icon: Icon | None = None, selectable: bool = True) -> None:
        self.text = text
        self.icon = icon
        self.icon_modulate: Rgba = WHITE
        self.icon_region: Rect2 | None = None
        self.selectable = selectable
        self.selected = False
        self.disabled = False
        self.metadata: Any = None
        self.tooltip = ""
        self.tooltip_enabled = True
        self.custom_bg: Rgba | None = None
        self.custom_fg: Rgba | None = None

    def __repr__(self) -> str:
        return f"<ListItem {self.text!r}>"

    @property
    def choosable(self) -> bool:
        """Whether the user can select it."""
        return self.selectable and not self.disabled


class ListItems(Control):
    """Entries, by index.

    Source: Godot 3.6's `ItemList`. Unlike Godot: an index that is not there is a ScriptError.
    """

    _items_: list[ListItem]
    _current_: int = -1
    """The entry that the keyboard is at."""
    _marks_current_: bool = False
    """Whether that is another thing than being selected: several can be."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._items_ = []
        return self

    def _items_changed_(self, first: int = 0) -> None:
        """Take note that entries from `first` on came, went or changed their size."""

    def _item_(self, idx: int) -> ListItem:
        if not 0 <= idx < len(self._items_):
            raise ScriptError(f"{self!r} has {len(self._items_)} items, so there is none at the index {idx}.")
        return self._items_[idx]

    # -- Adding and removing -------------------------------------------------------------------

    def add_item(self, text: str, icon: Icon | None = None, selectable: bool = True) -> None:
        """Add an entry at the end."""
        self._items_.append(ListItem(str(text), icon, selectable))
        self._items_changed_(len(self._items_) - 1)

    def add_icon_item(self, icon: Icon, selectable: bool = True) -> None:
        """Add an entry without a text."""
        self.add_item("", icon, selectable)

    def remove_item(self, idx: int) -> None:
        """Remove an entry."""
        self._item_(idx)
        del self._items_[idx]
        if self._current_ == idx:
            self._current_ = -1
        elif self._current_ > idx:
            self._current_ -= 1
        self._items_changed_(idx)

    def move_item(self, from_idx: int, to_idx: int) -> None:
        """Move an entry to another index."""
        self._item_(to_idx)
        current = self._items_[self._current_] if self._current_ >= 0 else None
        self._items_.insert(to_idx, self._items_.pop(self._items_.index(self._item_(from_idx))))
        if current is not None:
            self._current_ = self._items_.index(current)
        self._items_changed_(min(from_idx, to_idx))

    def sort_items_by_text(self) -> None:
        """Sort the entries by their texts."""
        current = self._items_[self._current_] if self._current_ >= 0 else None
        self._items_.sort(key=lambda item: item.text)
        if current is not None:
            self._current_ = self._items_.index(current)
        self._items_changed_()

    def clear(self) -> None:
        """Remove all entries."""
        self._items_.clear()
        self._current_ = -1
        self._items_changed_()

    def get_item_count(self) -> int:
        """Return how many entries there are."""
        return len(self._items_)

    @property
    def items(self) -> list[Any]:
        """The entries: texts may be set; `ListItem` objects are returned."""
        return list(self._items_)

    @items.setter
    def items(self, items: list[Any]) -> None:
        self.clear()
        for item in items:
            added = ListItem(item if isinstance(item, str) else item.text)
            if isinstance(item, ListItem):
                for name in ListItem.__slots__:
                    setattr(added, name, getattr(item, name))
            self._items_.append(added)
        self._items_changed_()

    # -- Entries -------------------------------------------------------------------------------

    def _set_(self, idx: int, name: str, value: Any, resized: bool = False) -> None:
        setattr(self._item_(idx), name, value)
        if resized:
            self._items_changed_(idx)
        else:
            self._look_changed_()

    def _look_changed_(self) -> None:
        """Take note that an entry looks different."""

    def set_item_text(self, idx: int, text: str) -> None:
        """Set the text of an entry."""
        self._set_(idx, "text", str(text), True)

    def get_item_text(self, idx: int) -> str:
        """Return the text of an entry."""
        return self._item_(idx).text

    def set_item_icon(self, idx: int, icon: Icon | None) -> None:
        """Set the icon of an entry."""
        self._set_(idx, "icon", icon, True)

    def get_item_icon(self, idx: int) -> Icon | None:
        """Return the icon of an entry."""
        return self._item_(idx).icon

    def set_item_icon_region(self, idx: int, rect: Rect2) -> None:
        """Set which part of its texture the icon of an entry is; without area, all of it."""
        region = Rect2(*rect)
        self._set_(idx, "icon_region", region if region.has_no_area() is False else None, True)

    def get_item_icon_region(self, idx: int) -> Rect2:
        """Return which part of its texture the icon of an entry is."""
        return self._item_(idx).icon_region or Rect2(0, 0, 0, 0)

    def set_item_icon_modulate(self, idx: int, modulate: Rgba) -> None:
        """Set what the colours of an entry's icon are multiplied by."""
        self._set_(idx, "icon_modulate", Color(*modulate))

    def get_item_icon_modulate(self, idx: int) -> Color:
        """Return what the colours of an entry's icon are multiplied by."""
        return Color(*self._item_(idx).icon_modulate)

    def set_item_selectable(self, idx: int, selectable: bool) -> None:
        """Set whether an entry can be selected."""
        self._set_(idx, "selectable", bool(selectable))

    def is_item_selectable(self, idx: int) -> bool:
        """Return whether an entry can be selected."""
        return self._item_(idx).selectable

    def set_item_disabled(self, idx: int, disabled: bool) -> None:
        """Set whether an entry is shown as something that cannot be had now."""
        self._set_(idx, "disabled", bool(disabled))

    def is_item_disabled(self, idx: int) -> bool:
        """Return whether an entry is shown as something that cannot be had now."""
        return self._item_(idx).disabled

    def set_item_metadata(self, idx: int, metadata: Any) -> None:
        """Keep anything with an entry."""
        self._item_(idx).metadata = metadata

    def get_item_metadata(self, idx: int) -> Any:
        """Return what is kept with an entry."""
        return self._item_(idx).metadata

    def set_item_custom_bg_color(self, idx: int, custom_bg_color: Rgba | None) -> None:
        """Set the colour behind an entry, None for none."""
        self._set_(idx, "custom_bg", None if custom_bg_color is None else Color(*custom_bg_color))

    def get_item_custom_bg_color(self, idx: int) -> Color:
        """Return the colour behind an entry, transparent if there is none."""
        color = self._item_(idx).custom_bg
        return Color(0.0, 0.0, 0.0, 0.0) if color is None else Color(*color)

    def set_item_custom_fg_color(self, idx: int, custom_fg_color: Rgba | None) -> None:
        """Set the colour of an entry's text, None for that of the theme."""
        self._set_(idx, "custom_fg", None if custom_fg_color is None else Color(*custom_fg_color))

    def get_item_custom_fg_color(self, idx: int) -> Color:
        """Return the colour of an entry's text, transparent if it is that of the theme."""
        color = self._item_(idx).custom_fg
        return Color(0.0, 0.0, 0.0, 0.0) if color is None else Color(*color)

    def set_item_tooltip(self, idx: int, tooltip: str) -> None:
        """Set what is shown when the pointer rests on an entry."""
        self._item_(idx).tooltip = str(tooltip)

    def get_item_tooltip(self, idx: int) -> str:
        """Return what is shown when the pointer rests on an entry."""
        return self._item_(idx).tooltip

    def set_item_tooltip_enabled(self, idx: int, enable: bool) -> None:
        """Set whether an entry has a tooltip."""
        self._item_(idx).tooltip_enabled = bool(enable)

    def is_item_tooltip_enabled(self, idx: int) -> bool:
        """Return whether an entry has a tooltip."""
        return self._item_(idx).tooltip_enabled

    # -- Selecting -----------------------------------------------------------------------------

    def is_selected(self, idx: int) -> bool:
        """Return True if an entry is selected."""
        return self._item_(idx).selected

    def get_selected_items(self) -> list[int]:
        """Return the indices of what is selected."""
        return [index for index, item in enumerate(self._items_) if item.selected]

    def is_anything_selected(self) -> bool:
        """Return True if an entry is selected."""
        return any(item.selected for item in self._items_)

    def unselect(self, idx: int) -> None:
        """Have an entry not selected."""
        self._set_(idx, "selected", False)
        if not self._marks_current_:
            self._current_ = -1

    def unselect_all(self) -> None:
        """Have nothing selected."""
        for item in self._items_:
            item.selected = False
        self._current_ = -1
        self._look_changed_()
