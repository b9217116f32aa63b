"""ItemList: a list of entries, of which one or several can be selected."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Color, Node, Rect2, ScriptError, Signal, Vector2
from engine.canvas.commands import Rgba
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_RIGHT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_UP,
    KEY_END,
    KEY_HOME,
)
from engine.input.mouse_event import InputEventMouseButton
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import at_least, choice, not_negative, vector2
from .control import Control
from .item_methods import ItemGetter, ItemSetter, item_getter, item_setter
from .parts.letter_search import LetterSearch
from .parts.list_items import ListItem, ListItems
from .parts.list_layout import ICON_MODE_LEFT, ICON_MODE_TOP, ListLayout
from .scroll_bar import VScrollBar
from .scrolled_pane import ScrolledPane
from .theme.icon import Icon

if TYPE_CHECKING:
    from .keywords import ItemListKeywords


def _one_or_more(node: object, name: str, value: int) -> int:
    return max(1, int(value))


def _scale(node: object, name: str, value: float) -> float:
    if not 0 < value < 1e6:
        raise ScriptError(f"{node!r}: {name} must be greater than 0, not {value!r}.")
    return float(value)


def _region(rect: Rect2) -> Rect2 | None:
    """Return which part of its texture an icon is, None for all of it."""
    region = Rect2(*rect)
    return None if region.has_no_area() else region


def _color(color: Rgba | None) -> Color | None:
    return None if color is None else Color(*color)


def _color_or_none(color: Rgba | None) -> Color:
    """Return a colour, a transparent one for none."""
    return Color(0.0, 0.0, 0.0, 0.0) if color is None else Color(*color)


class ItemList(Control):
    """A list to choose from, by mouse, arrow keys or the first letters of an entry.

    Source: Godot 3.6's `ItemList`. Unlike Godot: the keys go over entries that cannot be selected, and
    clicking one tells nothing; Page Up and Down go by what is seen, Home and End to the ends; an entry's
    text is its tooltip only where it is cut off; an index that is not there is a ScriptError.
    """

    SELECT_SINGLE = 0
    SELECT_MULTI = 1

    ICON_MODE_TOP = ICON_MODE_TOP
    ICON_MODE_LEFT = ICON_MODE_LEFT

    item_selected: Final = Signal[int]("index")
    item_rmb_selected: Final = Signal[int, Vector2]("index", "at_position")
    multi_selected: Final = Signal[int, bool]("index", "selected")
    item_activated: Final = Signal[int]("index")
    nothing_selected: Final = Signal()
    rmb_clicked: Final = Signal[Vector2]("at_position")

    _stored_ = ("items",)

    _focus_mode_: int = Control.FOCUS_ALL
    _clip_content_: bool = True

    _shows_current_: bool = False
    """Scroll to the current entry when it is drawn."""
    _deferred_: int = -1
    """The entry that becomes the only one selected when the mouse button is released."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ItemListKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._items_ = ListItems()
        self._layout_ = ListLayout()
        self._pane_ = ScrolledPane(self, "_entries", self._draw_items_)
        self._search_ = LetterSearch()

    # -- Properties ----------------------------------------------------------------------------

    select_mode: Property[int] = Field(
        SELECT_SINGLE,
        choice(2),
        then="_redraw_items_",
        doc="Whether one entry (SELECT_SINGLE) or several (SELECT_MULTI) can be selected.",
    )
    set_select_mode: Setter[int] = setter(select_mode, "mode")
    get_select_mode: Getter[int] = getter(select_mode)

    allow_reselect: Property[bool] = Field(
        False, doc="Whether a click on what is selected emits its signal again."
    )
    set_allow_reselect: Setter[bool] = setter(allow_reselect, "allow")
    get_allow_reselect: Getter[bool] = getter(allow_reselect)

    allow_rmb_select: Property[bool] = Field(False, doc="Whether the right mouse button selects, too.")
    set_allow_rmb_select: Setter[bool] = setter(allow_rmb_select, "allow")
    get_allow_rmb_select: Getter[bool] = getter(allow_rmb_select)

    max_columns: Property[int] = Field(
        1,
        at_least(0),
        state="_layout_.max_columns",
        then="_items_changed_",
        doc="How many columns there may be, 0 for as many as fit.",
    )
    set_max_columns: Setter[int] = setter(max_columns, "amount")
    get_max_columns: Getter[int] = getter(max_columns)

    same_column_width: Property[bool] = Field(
        False,
        state="_layout_.same_column_width",
        then="_items_changed_",
        doc="Whether all columns are as wide as the widest entry.",
    )
    set_same_column_width: Setter[bool] = setter(same_column_width, "enable")
    is_same_column_width: Getter[bool] = getter(same_column_width)

    fixed_column_width: Property[int] = Field(
        0,
        not_negative,
        state="_layout_.fixed_column_width",
        then="_items_changed_",
        doc="The width of all columns, 0 to leave it to the entries.",
    )
    set_fixed_column_width: Setter[int] = setter(fixed_column_width, "width")
    get_fixed_column_width: Getter[int] = getter(fixed_column_width)

    max_text_lines: Property[int] = Field(
        1,
        _one_or_more,
        state="_layout_.max_text_lines",
        then="_items_changed_",
        doc="In how many lines the text below an icon may be wrapped.",
    )
    set_max_text_lines: Setter[int] = setter(max_text_lines, "lines")
    get_max_text_lines: Getter[int] = getter(max_text_lines)

    icon_mode: Property[int] = Field(
        ICON_MODE_LEFT,
        choice(2),
        state="_layout_.icon_mode",
        then="_items_changed_",
        doc="Whether icons are above the texts (ICON_MODE_TOP) or left of them (ICON_MODE_LEFT).",
    )
    set_icon_mode: Setter[int] = setter(icon_mode, "mode")
    get_icon_mode: Getter[int] = getter(icon_mode)

    icon_scale: Property[float] = Field(
        1.0,
        _scale,
        state="_layout_.icon_scale",
        then="_items_changed_",
        doc="How many times as large icons are shown.",
    )
    set_icon_scale: Setter[float] = setter(icon_scale, "scale")
    get_icon_scale: Getter[float] = getter(icon_scale)

    fixed_icon_size: Property[Vector2] = Field(
        Vector2.ZERO,
        vector2,
        state="_layout_.fixed_icon_size",
        then="_items_changed_",
        doc="The size that icons are fitted into, (0, 0) for their own.",
    )
    set_fixed_icon_size: Setter[Vector2] = setter(fixed_icon_size, "size")
    get_fixed_icon_size: Getter[Vector2] = getter(fixed_icon_size)

    auto_height: Property[bool] = Field(
        False, then="_height_changed_", doc="Whether it is as high as its entries."
    )
    set_auto_height: Setter[bool] = setter(auto_height, "enable")
    has_auto_height: Getter[bool] = getter(auto_height)

    # -- Entries come and go -------------------------------------------------------------------

    @property
    def items(self) -> list[Any]:
        """The entries: texts may be set; `ListItem` objects are returned."""
        return list(self._items_)

    @items.setter
    @guarded
    def items(self, items: list[Any]) -> None:
        self.clear()
        for item in items:
            text = item if isinstance(item, str) else item.text
            self._items_.add(copy(item) if isinstance(item, ListItem) else ListItem(text))
        self._items_changed_()

    def add_item(self, text: str, icon: Icon | None = None, selectable: bool = True) -> None:
        """Add an entry at the end."""
        self._items_.add(ListItem(str(text), icon, selectable))
        self._items_changed_(len(self._items_) - 1)

    def add_icon_item(self, icon: Icon, selectable: bool = True) -> None:
        """Add an entry without a text."""
        self.add_item("", icon, selectable)

    def remove_item(self, idx: int) -> None:
        """Remove an entry."""
        self._item_(idx)
        self._items_.remove(idx)
        self._items_changed_(idx)

    def move_item(self, from_idx: int, to_idx: int) -> None:
        """Move an entry to another index."""
        self._item_(to_idx)
        self._item_(from_idx)
        self._items_.move(from_idx, to_idx)
        self._items_changed_(min(from_idx, to_idx))

    def sort_items_by_text(self) -> None:
        """Sort the entries by their texts."""
        self._items_.sort()
        self._items_changed_()

    def clear(self) -> None:
        """Remove all entries."""
        self._items_.clear()
        self._items_changed_()

    def get_item_count(self) -> int:
        """Return how many entries there are."""
        return len(self._items_)

    def _item_(self, idx: int) -> ListItem:
        if idx not in range(len(self._items_)):
            raise ScriptError(
                f"{self!r} has {len(self._items_)} items, so there is none at the index {idx!r}."
            )
        return self._items_[idx]

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_THEME_CHANGED)
    def _items_changed_(self, first: int = 0) -> None:
        """Take note that entries from `first` on came, went or changed their size."""
        self._deferred_ = -1
        self._layout_.changed(first)
        self._redraw_items_()
        if self.auto_height:
            self._minimum_size_changed_()

    @notified(Control.NOTIFICATION_FOCUS_ENTER, Control.NOTIFICATION_FOCUS_EXIT)
    def _redraw_items_(self, idx: int = 0) -> None:
        self._pane_.layer.update()

    def _height_changed_(self) -> None:
        self._redraw_items_()
        self._minimum_size_changed_()

    # -- What an entry has ---------------------------------------------------------------------

    set_item_text: ItemSetter[str] = item_setter("text", str)
    get_item_text: ItemGetter[str] = item_getter("text")
    set_item_icon: ItemSetter[Icon | None] = item_setter("icon")
    get_item_icon: ItemGetter[Icon | None] = item_getter("icon")
    set_item_icon_region: ItemSetter[Rect2] = item_setter("icon_region", _region, "rect")
    get_item_icon_region: ItemGetter[Rect2] = item_getter("icon_region", lambda region: region or Rect2())
    set_item_icon_modulate: ItemSetter[Rgba] = item_setter(
        "icon_modulate", _color, "modulate", then="_redraw_items_"
    )
    get_item_icon_modulate: ItemGetter[Color] = item_getter("icon_modulate", _color_or_none)
    set_item_selectable: ItemSetter[bool] = item_setter("selectable", bool, then="_redraw_items_")
    is_item_selectable: ItemGetter[bool] = item_getter("selectable")
    set_item_disabled: ItemSetter[bool] = item_setter("disabled", bool, then="_redraw_items_")
    is_item_disabled: ItemGetter[bool] = item_getter("disabled")
    set_item_custom_bg_color: ItemSetter[Rgba | None] = item_setter(
        "custom_bg", _color, "custom_bg_color", then="_redraw_items_"
    )
    get_item_custom_bg_color: ItemGetter[Color] = item_getter("custom_bg", _color_or_none)
    set_item_custom_fg_color: ItemSetter[Rgba | None] = item_setter(
        "custom_fg", _color, "custom_fg_color", then="_redraw_items_"
    )
    get_item_custom_fg_color: ItemGetter[Color] = item_getter("custom_fg", _color_or_none)
    set_item_tooltip: ItemSetter[str] = item_setter("tooltip", str, then="")
    get_item_tooltip: ItemGetter[str] = item_getter("tooltip")
    set_item_tooltip_enabled: ItemSetter[bool] = item_setter("tooltip_enabled", bool, "enable", then="")
    is_item_tooltip_enabled: ItemGetter[bool] = item_getter("tooltip_enabled")
    set_item_metadata: ItemSetter[Any] = item_setter("metadata", then="")
    get_item_metadata: ItemGetter[Any] = item_getter("metadata")
    is_selected: ItemGetter[bool] = item_getter("selected")

    # -- Selecting -----------------------------------------------------------------------------

    def select(self, idx: int, single: bool = True) -> None:
        """Select an entry, if it can be selected; unless `single`, beside those that are."""
        self._item_(idx)
        if self._items_.select(idx, single or self.select_mode == ItemList.SELECT_SINGLE):
            self._redraw_items_()

    def unselect(self, idx: int) -> None:
        """Have an entry not selected."""
        self._item_(idx).selected = False
        self._redraw_items_()
        if self.select_mode == ItemList.SELECT_SINGLE:
            self._items_.current = -1

    def unselect_all(self) -> None:
        """Have nothing selected."""
        self._items_.deselect()
        self._redraw_items_()

    def get_selected_items(self) -> list[int]:
        """Return the indices of what is selected."""
        return self._items_.selected

    def is_anything_selected(self) -> bool:
        """Return True if an entry is selected."""
        return bool(self._items_.selected)

    def ensure_current_is_visible(self) -> None:
        """Scroll to the entry that the keyboard is at."""
        self._shows_current_ = True
        self._redraw_items_()

    # -- Laying out ----------------------------------------------------------------------------

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_RESIZED, Control.NOTIFICATION_THEME_CHANGED)
    def _place_pane_(self) -> None:
        self._pane_.place(self.get_stylebox("bg"), self._size_)
        if self.auto_height:
            self._minimum_size_changed_()

    def _room_(self) -> float:
        """Return how wide entries may be, beside the scroll bar if it is seen."""
        pane = self._pane_
        if self._tree_ is None:
            pane.place(self.get_stylebox("bg"), self._size_)
        return pane.narrow if pane.bar.visible else pane.inner.size[0]

    def _arranged_(self) -> ListLayout:
        """Return the layout, with the entries in their places."""
        self._layout_.arrange(self._items_, self, self._room_())
        return self._layout_

    def _laid_out_(self) -> ListLayout:
        """Return the layout, scrolled to the current entry if that is asked for."""
        pane, grid = self._pane_, self._arranged_().grid
        page = pane.inner.size[1]
        needed = grid.height > page and not self.auto_height
        if pane.bar.visible != needed:
            pane.bar.visible = needed
            self._arranged_()
        value = pane.bar.value
        if self._shows_current_:
            self._shows_current_ = False
            if self._items_.current >= 0:
                _, top, _, height = grid.cell(self._items_.current, 0.0)
                value = top if top < value else max(value, top + height - page)
        pane.show(needed, grid.height, page, value)
        return self._layout_

    def _content_minimum_(self) -> Vector2:
        if not self.auto_height:
            return Vector2.ZERO
        return Vector2(0.0, self._arranged_().grid.height + self.get_stylebox("bg").get_minimum_size()[1])

    def get_v_scroll(self) -> VScrollBar:
        """Return the scroll bar."""
        return self._pane_.bar

    def get_item_at_position(self, position: Vector2, exact: bool = False) -> int:
        """Return the entry at a point of this Control; unless `exact`, the nearest. -1 if there is none."""
        grid, inner = self._laid_out_().grid, self._pane_.inner
        x, y = Vector2(*position) - inner.position
        if exact and not inner.has_point(position):
            return -1
        return grid.index_at(x, y + self._pane_.bar.value, exact)

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return what is shown when the pointer rests on an entry."""
        index = self.get_item_at_position(at_position, True)
        if index < 0:
            return self.hint_tooltip
        item, layout = self._items_[index], self._layout_
        if not item.tooltip_enabled:
            return ""
        if item.tooltip or not item.text:
            return item.tooltip or self.hint_tooltip
        width = layout.grid.cell(index, self._room_())[2]
        return item.text if layout.cuts_off(item, width, self) else self.hint_tooltip

    # -- Drawing -------------------------------------------------------------------------------

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_background_(self) -> None:
        self._draw_themed_("bg")
        if self.has_focus():
            self._draw_themed_("bg_focus")

    def _draw_items_(self) -> None:
        layout, layer, focus = self._laid_out_(), self._pane_.layer, self.has_focus()
        room, scroll = self._room_(), round(self._pane_.bar.value)
        marked = self._items_.current if self.select_mode == ItemList.SELECT_MULTI else -1
        for index in layout.grid.rows_between(scroll, scroll + self._pane_.inner.size[1]):
            x, y, width, height = layout.grid.cell(index, room)
            cell = Rect2(x, y - scroll, width, height)
            layout.draw(layer, self._items_[index], cell, self, focus, index == marked)

    # -- The mouse -----------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton):
            if event.button_index in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN):
                self._wheel_(event)
            elif event.button_index == BUTTON_LEFT or (
                event.button_index == BUTTON_RIGHT and self.allow_rmb_select
            ):
                if event.pressed:
                    self._press_(event)
                else:
                    self._release_()
        elif event.is_pressed() and self._items_ and self._key_(event):
            self.accept_event()

    def _wheel_(self, event: InputEventMouseButton) -> None:
        if event.pressed:
            bar, step = self._pane_.bar, -1 if event.button_index == BUTTON_WHEEL_UP else 1
            before = bar.value
            bar.value += step * bar.page / 8 * event.factor
            if bar.value != before:
                self.accept_event()

    def _press_(self, event: InputEventMouseButton) -> None:
        self._search_.end()
        self._deferred_ = -1
        right = event.button_index == BUTTON_RIGHT
        index = self.get_item_at_position(event.position, True)
        if index < 0:
            if right:
                emit(self, "rmb_clicked", event.position)
            else:
                emit(self, "nothing_selected")
            return
        item = self._items_[index]
        if self.select_mode == ItemList.SELECT_SINGLE:
            self._press_single_(index, item)
        else:
            self._press_multi_(index, item, event)
        if index >= len(self._items_) or self._items_[index] is not item:
            return  # a handler has removed it
        if right:
            emit(self, "item_rmb_selected", index, event.position)
        elif event.doubleclick and item.selected:
            emit(self, "item_activated", index)

    def _press_single_(self, index: int, item: ListItem) -> None:
        before = item.selected
        self.select(index)
        if item.selected and (self.allow_reselect or not before):
            emit(self, "item_selected", index)

    def _press_multi_(self, index: int, item: ListItem, event: InputEventMouseButton) -> None:
        if item.selected and event.command:
            self.unselect(index)
            emit(self, "multi_selected", index, False)
        elif event.shift and self._items_.current not in (-1, index):
            low, high = sorted((self._items_.current, index))
            for each in range(low, high + 1):
                if each <= high and not self._items_[each].selected and self._items_[each].choosable:
                    self.select(each, False)
                    emit(self, "multi_selected", each, True)
                    high = min(high, len(self._items_) - 1)  # a handler may have removed some
        elif item.selected and not event.doubleclick:
            self._deferred_ = index if event.button_index == BUTTON_LEFT else -1
        elif item.choosable:
            before = item.selected
            self.select(index, not event.command)
            if not before:
                emit(self, "multi_selected", index, True)

    def _release_(self) -> None:
        index, self._deferred_ = self._deferred_, -1
        if 0 <= index < len(self._items_) and self._items_[index].choosable:
            self.select(index)
            emit(self, "multi_selected", index, True)

    # -- The keyboard --------------------------------------------------------------------------

    def _key_(self, event: InputEvent) -> bool:
        """Do what a key does; return False if it is for others."""
        items, current = self._items_, self._items_.current
        grid, page, last = self._laid_out_().grid, self._pane_.bar.page, len(items) - 1
        columns = grid.columns
        far = columns * max(1, int(page // max(1.0, grid.height / max(1, len(grid.tops)))) - 1)
        if event.is_action_pressed("ui_up", True):
            return self._step_(-columns)
        if event.is_action_pressed("ui_down", True):
            return self._step_(columns)
        if event.is_action_pressed("ui_page_up", True):
            return self._page_(-far)
        if event.is_action_pressed("ui_page_down", True):
            return self._page_(far)
        key = event.scancode if isinstance(event, InputEventKey) else 0
        if key in (KEY_HOME, KEY_END):
            return self._jump_(0 if key == KEY_HOME else last, 1 if key == KEY_HOME else -1)
        if event.is_action_pressed("ui_left", True):
            return columns > 1 and current % columns > 0 and self._step_(-1)
        if event.is_action_pressed("ui_right", True):
            return columns > 1 and current % columns < columns - 1 and self._step_(1)
        if event.is_action_pressed("ui_cancel"):
            return self._search_.end()
        if self._search_.typed and isinstance(event, InputEventKey) and event.unicode == 32:
            return self._find_(" ")
        if event.is_action_pressed("ui_select") and self.select_mode == ItemList.SELECT_MULTI:
            return self._toggle_current_()
        if event.is_action_pressed("ui_accept"):
            self._search_.end()
            if 0 <= current <= last:
                emit(self, "item_activated", current)
            return True
        if isinstance(event, InputEventKey) and event.unicode > 32 and not (event.control or event.meta):
            return self._find_(chr(event.unicode) if event.unicode < 0x110000 else "")
        return False

    def _go_to_(self, index: int) -> None:
        """Let the keyboard be at an entry."""
        self._items_.current = index
        self.ensure_current_is_visible()
        if self.select_mode == ItemList.SELECT_SINGLE:
            self.select(index)
            emit(self, "item_selected", index)

    def _step_(self, step: int) -> bool:
        """Go on to the next entry in a direction that can be selected."""
        self._search_.end()
        if self._items_.current < 0:
            return self._jump_(0 if step > 0 else len(self._items_) - 1, 1 if step > 0 else -1)
        found = self._items_.choosable_from(self._items_.current + step, step)
        if found >= 0:
            self._go_to_(found)
        return found >= 0

    def _page_(self, step: int) -> bool:
        """Go by a page, or as far as that goes."""
        last, way = len(self._items_) - 1, 1 if step > 0 else -1
        if self._items_.current < 0:
            return self._jump_(0 if step > 0 else last, way)
        index = max(0, min(last, self._items_.current + step))
        if not self._jump_(index, way):
            self._jump_(index, -way)
        return True

    def _jump_(self, index: int, step: int) -> bool:
        """Go to an entry, or the first one after it in a direction that can be selected."""
        self._search_.end()
        found = self._items_.choosable_from(index, step)
        if found >= 0 and found != self._items_.current:
            self._go_to_(found)
        return found >= 0

    def _toggle_current_(self) -> bool:
        current = self._items_.current
        if not 0 <= current < len(self._items_):
            return False
        item = self._items_[current]
        if item.selected or item.choosable:
            item.selected = not item.selected
            self._redraw_items_()
            emit(self, "multi_selected", current, item.selected)
        return True

    def _find_(self, char: str) -> bool:
        """Go to the next entry that begins with what was typed."""
        typed = self._search_.add(self.get_tree(), char)
        found = self._items_.beginning_with(typed, self._items_.current + (len(typed) == 1))
        if found >= 0 and found != self._items_.current:
            self._go_to_(found)
        return True
