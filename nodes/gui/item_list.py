"""ItemList: a list of entries, of which one or several can be selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..canvas.canvas_item import CanvasItem
from ..checked import at_least, choice, not_negative, vector2
from .control import Control
from .parts.letter_search import LetterSearch
from .parts.list_items import ListItem, ListItems
from .parts.list_layout import ICON_MODE_LEFT, ICON_MODE_TOP, ListLayout, ListLook
from .scroll_bar import VScrollBar
from .scrolled_pane import ScrolledPane
from .theme.icon import Icon

if TYPE_CHECKING:
    from typing import Self, Unpack

    from .control import ControlKeywords

    class ItemListKeywords(ControlKeywords, total=False):
        """What `ItemList(…)` takes by name."""

        allow_reselect: bool
        allow_rmb_select: bool
        select_mode: int
        max_columns: int
        same_column_width: bool
        fixed_column_width: int
        max_text_lines: int
        auto_height: bool
        icon_mode: int
        icon_scale: float
        fixed_icon_size: Vector2
        items: list[Any]


def _one_or_more(node: object, name: str, value: int) -> int:
    return max(1, int(value))


def _scale(node: object, name: str, value: float) -> float:
    if not 0 < value < 1e6:
        raise ScriptError(f"{node!r}: {name} must be greater than 0, not {value!r}.")
    return float(value)


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

    _items_: ListItems
    _layout_: ListLayout
    _pane_: ScrolledPane
    _search_: LetterSearch
    _look_: ListLook | None = None
    """What the theme says; None if it has to be asked."""
    _shows_current_: bool = False
    """Scroll to the current entry when it is drawn."""
    _deferred_: int = -1
    """The entry that becomes the only one selected when the mouse button is released."""

    _select_mode_: int
    _auto_height_: bool
    _allow_reselect_: bool
    _allow_rmb_select_: bool

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ItemListKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._items_ = ListItems()
        self._layout_ = ListLayout()
        self._pane_ = ScrolledPane(self, "_entries", self._draw_items_)
        self._search_ = LetterSearch()
        return self

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
        False, bool, doc="Whether a click on what is selected emits its signal again."
    )
    set_allow_reselect: Setter[bool] = setter(allow_reselect, "allow")
    get_allow_reselect: Getter[bool] = getter(allow_reselect)

    allow_rmb_select: Property[bool] = Field(False, bool, doc="Whether the right mouse button selects, too.")
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
        bool,
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
        False, bool, then="_height_changed_", doc="Whether it is as high as its entries."
    )
    set_auto_height: Setter[bool] = setter(auto_height, "enable")
    has_auto_height: Getter[bool] = getter(auto_height)

    # -- Entries come and go -------------------------------------------------------------------

    @property
    def items(self) -> list[Any]:
        """The entries: texts may be set; `ListItem` objects are returned."""
        return list(self._items_)

    @items.setter
    def items(self, items: list[Any]) -> None:
        self.clear()
        for item in items:
            self._items_.add(ListItem(item) if isinstance(item, str) else item.copy())
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
        if not 0 <= idx < len(self._items_):
            raise ScriptError(f"{self!r} has {len(self._items_)} items, so there is none at the index {idx}.")
        return self._items_[idx]

    def _items_changed_(self, first: int = 0) -> None:
        """Take note that entries from `first` on came, went or changed their size."""
        self._deferred_ = -1
        self._layout_.changed(first)
        self._redraw_items_()
        if self._auto_height_:
            self._minimum_size_changed_()

    @notified(Control.NOTIFICATION_FOCUS_ENTER, Control.NOTIFICATION_FOCUS_EXIT)
    def _redraw_items_(self) -> None:
        self._pane_.layer.update()

    def _height_changed_(self) -> None:
        self._redraw_items_()
        self._minimum_size_changed_()

    # -- Entries -------------------------------------------------------------------------------

    def _set_(self, idx: int, name: str, value: Any, resized: bool = False) -> None:
        setattr(self._item_(idx), name, value)
        if resized:
            self._items_changed_(idx)
        else:
            self._redraw_items_()

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

    def select(self, idx: int, single: bool = True) -> None:
        """Select an entry, if it can be selected; unless `single`, beside those that are."""
        self._item_(idx)
        if self._items_.select(idx, single or self._select_mode_ == ItemList.SELECT_SINGLE):
            self._redraw_items_()

    def unselect(self, idx: int) -> None:
        """Have an entry not selected."""
        self._set_(idx, "selected", False)
        if self._select_mode_ == ItemList.SELECT_SINGLE:
            self._items_.current = -1

    def unselect_all(self) -> None:
        """Have nothing selected."""
        self._items_.deselect()
        self._redraw_items_()

    def is_selected(self, idx: int) -> bool:
        """Return True if an entry is selected."""
        return self._item_(idx).selected

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

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_THEME_CHANGED)
    def _forget_look_(self) -> None:
        self._look_ = None
        self._items_changed_()

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_RESIZED, Control.NOTIFICATION_THEME_CHANGED)
    def _place_pane_(self) -> None:
        self._pane_.place(self.get_stylebox("bg"), self._size_)
        if self._auto_height_:
            self._minimum_size_changed_()

    def _theme_look_(self) -> ListLook:
        if self._look_ is None or self._tree_ is None:
            self._look_ = ListLook(
                self.get_font(),
                self.get_color("font_color"),
                self.get_color("font_color_selected"),
                self.get_stylebox("selected"),
                self.get_stylebox("selected_focus"),
                self.get_stylebox("cursor"),
                self.get_stylebox("cursor_unfocused"),
                self.get_constant("hseparation"),
                self.get_constant("vseparation"),
                self.get_constant("icon_margin"),
                self.get_constant("line_separation"),
            )
        return self._look_

    def _room_(self) -> float:
        """Return how wide entries may be, beside the scroll bar if it is seen."""
        pane = self._pane_
        if self._tree_ is None:
            pane.place(self.get_stylebox("bg"), self._size_)
        return pane.narrow if pane.bar.visible else pane.inner.size[0]

    def _arranged_(self) -> ListLayout:
        """Return the layout, with the entries in their places."""
        self._layout_.arrange(self._items_, self._theme_look_(), self._room_())
        return self._layout_

    def _laid_out_(self) -> ListLayout:
        """Return the layout, scrolled to the current entry if that is asked for."""
        pane, grid = self._pane_, self._arranged_().grid
        page = pane.inner.size[1]
        needed = grid.height > page and not self._auto_height_
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
        if not self._auto_height_:
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
        return item.text if layout.cuts_off(item, width, self._theme_look_()) else self.hint_tooltip

    # -- Drawing -------------------------------------------------------------------------------

    @notified(CanvasItem.NOTIFICATION_DRAW)
    def _draw_background_(self) -> None:
        whole = Rect2(Vector2.ZERO, self._size_)
        self.draw_style_box(self.get_stylebox("bg"), whole)
        if self.has_focus():
            self.draw_style_box(self.get_stylebox("bg_focus"), whole)

    def _draw_items_(self) -> None:
        layout, look, layer, focus = (
            self._laid_out_(),
            self._theme_look_(),
            self._pane_.layer,
            self.has_focus(),
        )
        room, scroll = self._room_(), round(self._pane_.bar.value)
        marked = self._items_.current if self._select_mode_ == ItemList.SELECT_MULTI else -1
        for index in layout.grid.rows_between(scroll, scroll + self._pane_.inner.size[1]):
            x, y, width, height = layout.grid.cell(index, room)
            cell = Rect2(x, y - scroll, width, height)
            layout.draw(layer, self._items_[index], cell, look, focus, index == marked)

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
        if self._select_mode_ == ItemList.SELECT_SINGLE:
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
        if event.is_action_pressed("ui_select") and self._select_mode_ == ItemList.SELECT_MULTI:
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
        if self._select_mode_ == ItemList.SELECT_SINGLE:
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
