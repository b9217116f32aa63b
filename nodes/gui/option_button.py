"""OptionButton: a button that shows which of a menu's entries is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Signal, Vector2
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, getter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .base_button import BaseButton
from .button import Button
from .item_methods import ItemGetter, ItemSetter, item_getter, item_setter
from .parts.menu_item import RADIO_BUTTON, MenuItem
from .popup_menu import PopupMenu
from .theme.icon import Icon, draw_icon

if TYPE_CHECKING:
    from .keywords import OptionButtonKeywords


class OptionButton(Button):
    """A choice of one of several entries; `item_selected` is emitted when the user has chosen.

        OptionButton(items=["BINARY", "TEXT"], selected=1)

    The first entry that is added is chosen at once. Source: Godot 3.6's `OptionButton`.

    Unlike Godot: it is as wide as its widest entry, whichever is chosen; when entries are removed the
    choice stays with the entry that had it; an index that is not there is a ScriptError.
    """

    item_selected: Final = Signal[int]("index")
    item_focused: Final = Signal[int]("index")

    _stored_ = ("items",)

    _toggle_mode_: bool = True
    _action_mode_: int = BaseButton.ACTION_MODE_BUTTON_PRESS
    _align_: int = Button.ALIGN_LEFT
    _selected_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[OptionButtonKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        menu = self._menu_ = PopupMenu(allow_search=True)
        menu._belong_to_(self)
        menu.popup_hide.connect(self.set_pressed, [False])
        menu.index_pressed.connect(self._choose_)
        menu.id_focused.connect(self._tell_focused_)

    # -- The menu ------------------------------------------------------------------------------

    def get_popup(self) -> PopupMenu:
        """Return the menu."""
        return self._menu_

    def _was_pressed_(self) -> None:
        menu = self._menu_
        if not self.is_inside_tree() or not menu._items_:
            self.set_pressed(False)
            return
        x, y = self.rect_global_position
        width, below = self._size_[0], y + self._size_[1]
        height = menu.get_combined_minimum_size()[1]
        if below + height > self.get_viewport_rect().size[1] and y - height >= 0:
            below = y - height
        menu._open_at_(Vector2(x, below), width, self._selected_)

    @notified(Button.NOTIFICATION_VISIBILITY_CHANGED)
    def _hide_menu_(self) -> None:
        if not self.is_visible_in_tree():
            self._menu_.hide()

    def _tell_focused_(self, index: int) -> None:
        emit(self, "item_focused", index)

    def _choose_(self, index: int) -> None:
        if index != self._selected_:
            self._select_(index)
            emit(self, "item_selected", index)

    # -- The choice ----------------------------------------------------------------------------

    selected: Property[int] = Field(
        -1, by="select", doc="The index of the entry that is chosen, -1 if none is. Setting it emits nothing."
    )
    get_selected: Getter[int] = getter(selected)

    def select(self, idx: int) -> None:
        """Choose an entry; -1 for none. It emits nothing."""
        if idx != -1:
            self._menu_._item_(idx)
        self._select_(idx)

    def _select_(self, index: int) -> None:
        self._selected_ = index
        for at, item in enumerate(self._menu_._items_):
            item.checked = at == index
        self._menu_.update()
        chosen = self._menu_._items_[index] if index >= 0 else None
        self.icon = chosen.icon if chosen is not None else None
        self.text = chosen.text if chosen is not None else ""

    def get_selected_id(self) -> int:
        """Return the id of the entry that is chosen, 0 if none is."""
        return self.get_item_id(self._selected_) if self._selected_ >= 0 else 0

    def get_selected_metadata(self) -> Any:
        """Return the value that is attached to the entry that is chosen, None if none is."""
        return self.get_item_metadata(self._selected_) if self._selected_ >= 0 else None

    # -- Entries -------------------------------------------------------------------------------

    @property
    def items(self) -> list[Any]:
        """The entries: texts, or pairs of a text and an id, may be set; `MenuItem` objects are returned.

        When others are set, the entry that was chosen stays so, wherever it is now; if it has gone, none is.
        """
        return self._menu_.items

    @items.setter
    @guarded
    def items(self, items: list[Any]) -> None:
        before, chosen = [_known_by(item, at) for at, item in enumerate(self._menu_._items_)], self._selected_
        self.clear()
        for item in items:
            added = self._menu_._take_in_(item)
            added.check = 0 if added.separator else RADIO_BUTTON
            self._added_()
        if before:
            now = [_known_by(item, at) for at, item in enumerate(self._menu_._items_)]
            same = [at for at, known in enumerate(now) if chosen >= 0 and known == before[chosen]]
            self._select_(chosen if chosen in same else same[0] if same else -1)

    def add_item(self, label: str, id: int = -1) -> None:
        """Add an entry."""
        self._menu_.add_radio_check_item(label, id)
        self._added_()

    def add_icon_item(self, texture: Icon, label: str, id: int = -1) -> None:
        """Add an entry with an icon."""
        self._menu_.add_icon_radio_check_item(texture, label, id)
        self._added_()

    def add_separator(self) -> None:
        """Add a line between entries."""
        self._menu_.add_separator()

    def _added_(self) -> None:
        items = self._menu_._items_
        if self._selected_ < 0 and len(items) == 1:
            self._select_(0)
        self._look_and_size_changed_()

    def remove_item(self, idx: int) -> None:
        """Remove an entry; if it was chosen, none is."""
        self._menu_.remove_item(idx)
        if idx == self._selected_:
            self._select_(-1)
        elif idx < self._selected_:
            self._selected_ -= 1
        self._look_and_size_changed_()

    def clear(self) -> None:
        """Remove all entries."""
        self._menu_.clear()
        self._select_(-1)
        self._look_and_size_changed_()

    def get_item_count(self) -> int:
        """Return the number of entries, separators too."""
        return self._menu_.get_item_count()

    def get_item_index(self, id: int) -> int:
        """Return the index of the entry with an id, -1 if there is none."""
        return self._menu_.get_item_index(id)

    set_item_text: ItemSetter[str] = item_setter("text", str)
    get_item_text: ItemGetter[str] = item_getter("text")
    set_item_icon: ItemSetter[Icon | None] = item_setter("icon", None, "texture")
    get_item_icon: ItemGetter[Icon | None] = item_getter("icon")
    set_item_id: ItemSetter[int] = item_setter("id")
    get_item_id: ItemGetter[int] = item_getter("id")
    set_item_disabled: ItemSetter[bool] = item_setter("disabled", bool)
    is_item_disabled: ItemGetter[bool] = item_getter("disabled")
    set_item_tooltip: ItemSetter[str] = item_setter("tooltip", str, then="")
    get_item_tooltip: ItemGetter[str] = item_getter("tooltip")
    set_item_metadata: ItemSetter[Any] = item_setter("metadata", then="")
    get_item_metadata: ItemGetter[Any] = item_getter("metadata")

    def _item_(self, idx: int) -> MenuItem:
        return self._menu_._item_(idx)

    def _items_changed_(self, idx: int) -> None:
        """Take note that an entry looks different."""
        self._menu_._items_changed_()
        if idx == self._selected_:
            self._select_(idx)
        self._look_and_size_changed_()

    # -- Size and drawing ----------------------------------------------------------------------

    def _insets_(self) -> tuple[float, float]:
        arrow = self.get_icon("arrow")
        if arrow is None:
            return (0.0, 0.0)
        return (0.0, arrow.get_width() + self.get_constant("hseparation"))

    def _content_minimum_(self) -> Vector2:
        width, height = super()._content_minimum_()
        if not self.clip_text and self._menu_._items_:
            font = self.get_font("font")
            widest = max(font.width(item.text) for item in self._menu_._items_)
            width += max(0.0, widest - font.width(self._text_))
        return Vector2(width, height)

    @notified(Button.NOTIFICATION_DRAW)
    def _draw_arrow_(self) -> None:
        arrow = self.get_icon("arrow")
        if arrow is not None:
            width, height = self._size_
            x = round(width - arrow.get_width() - self.get_constant("arrow_margin"))
            faded = 1.0, 1.0, 1.0, 0.5 if self._disabled_ else 1.0
            draw_icon(self, arrow, Vector2(x, round((height - arrow.get_height()) / 2)), faded)


def _known_by(item: MenuItem, at: int) -> tuple[object, ...]:
    """Return what an entry at an index is known by; an id that is its index says nothing about it."""
    return item.text, item.metadata, item.id if item.id != at else None
