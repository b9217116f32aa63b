"""ListItems: the entries of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine import Rect2
from engine.canvas.commands import WHITE, Rgba

from ..theme.icon import Icon


class ListItem:
    """One entry of a list."""

    icon_modulate: Rgba = WHITE
    icon_region: Rect2 | None = None
    selected: bool = False
    disabled: bool = False
    metadata: Any = None
    tooltip: str = ""
    tooltip_enabled: bool = True
    custom_bg: Rgba | None = None
    custom_fg: Rgba | None = None

    def __init__(self, text: str, icon: Icon | None = None, selectable: bool = True) -> None:
        self.text = text
        self.icon = icon
        self.selectable = selectable

    def __repr__(self) -> str:
        return f"<ListItem {self.text!r}>"

    @property
    def choosable(self) -> bool:
        """Whether the user can select it."""
        return self.selectable and not self.disabled


class ListItems:
    """Entries in order, of which some are selected, and one is where the keyboard is."""

    __slots__ = ("_items", "current")

    current: int
    """The entry that the keyboard is at, -1 for none. It stays at its entry when others come and go."""

    def __init__(self) -> None:
        self._items: list[ListItem] = []
        self.current = -1

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> ListItem:
        return self._items[index]

    def __iter__(self) -> Iterator[ListItem]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"<ListItems {self._items}>"

    # -- Entries come and go -------------------------------------------------------------------

    def add(self, item: ListItem) -> None:
        """Add an entry at the end."""
        self._items.append(item)

    def remove(self, index: int) -> None:
        """Remove an entry."""
        del self._items[index]
        if self.current == index:
            self.current = -1
        elif self.current > index:
            self.current -= 1

    def clear(self) -> None:
        """Remove all entries."""
        self._items.clear()
        self.current = -1

    def move(self, index: int, to: int) -> None:
        """Move an entry to another index."""
        self._reorder(lambda items: items.insert(to, items.pop(index)))

    def sort(self) -> None:
        """Sort the entries by their texts."""
        self._reorder(lambda items: items.sort(key=lambda item: item.text))

    def _reorder(self, reorder: Callable[[list[ListItem]], None]) -> None:
        current = self._items[self.current] if self.current >= 0 else None
        reorder(self._items)
        if current is not None:
            self.current = self._items.index(current)

    # -- Selecting -----------------------------------------------------------------------------

    @property
    def selected(self) -> list[int]:
        """The indices of what is selected."""
        return [index for index, item in enumerate(self._items) if item.selected]

    def select(self, index: int, alone: bool) -> bool:
        """Select an entry, perhaps alone: the keyboard is at it then. Return False if it cannot be."""
        item = self._items[index]
        if not item.choosable:
            return False
        if alone:
            for other in self._items:
                other.selected = False
            self.current = index
        item.selected = True
        return True

    def deselect(self) -> None:
        """Have nothing selected, and the keyboard nowhere."""
        for item in self._items:
            item.selected = False
        self.current = -1

    # -- Finding -------------------------------------------------------------------------------

    def choosable_from(self, index: int, step: int) -> int:
        """Return the first entry that can be selected, going on by steps; -1 if there is none."""
        while 0 <= index < len(self._items):
            if self._items[index].choosable:
                return index
            index += step
        return -1

    def beginning_with(self, text: str, start: int) -> int:
        """Return the first entry that can be selected and begins so, going round; -1 if there is none."""
        count, text = len(self._items), text.casefold()
        for index in range(start, start + count):
            item = self._items[index % count]
            if item.choosable and item.text.casefold().startswith(text):
                return index % count
        return -1
