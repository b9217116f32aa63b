"""ItemList: a list of entries, of which one or several can be selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine import Signal, Vector2
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
from engine.scene.lifecycle import emit
from engine.scene.timers import SceneTreeTimer

from ..checked import checked_choice
from .control import Control
from .item_list_view import ItemListView
from .list_items import ListItem

if TYPE_CHECKING:
    from typing import Any, Unpack

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


_SEARCH_TIME = 2.0
"""How many seconds after a letter the next one goes on with the same word."""


class ItemList(ItemListView):
    """A list to choose from, by mouse, arrow keys or the first letters of an entry.

    Source: Godot 3.6's `ItemList`. Unlike Godot: the keys go over entries that cannot be selected, and
    clicking one tells nothing; Page Up and Down go by what is seen, Home and End to the ends; an entry's
    text is its tooltip only where it is cut off.
    """

    SELECT_SINGLE = 0
    SELECT_MULTI = 1

    item_selected: Final = Signal[int]("index")
    item_rmb_selected: Final = Signal[int, Vector2]("index", "at_position")
    multi_selected: Final = Signal[int, bool]("index", "selected")
    item_activated: Final = Signal[int]("index")
    nothing_selected: Final = Signal()
    rmb_clicked: Final = Signal[Vector2]("at_position")

    _stored_ = (
        *Control._stored_,
        "select_mode",
        "allow_reselect",
        "allow_rmb_select",
        "max_text_lines",
        "auto_height",
        "max_columns",
        "same_column_width",
        "fixed_column_width",
        "icon_mode",
        "icon_scale",
        "fixed_icon_size",
        "items",
    )

    allow_reselect: bool = False
    """Whether a click on what is selected emits its signal again."""
    allow_rmb_select: bool = False
    """Whether the right mouse button selects, too."""

    _focus_mode_: int = Control.FOCUS_ALL
    _deferred_: int = -1
    """The entry that becomes the only one selected when the mouse button is released."""
    _search_: str = ""
    _search_timer_: SceneTreeTimer | None = None

    _select_mode_: int = SELECT_SINGLE

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ItemListKeywords]) -> None: ...

    # -- Selecting -----------------------------------------------------------------------------

    def select(self, idx: int, single: bool = True) -> None:
        """Select an entry, if it can be selected; unless `single`, beside those that are."""
        item = self._item_(idx)
        if item.choosable:
            if single or self._select_mode_ == ItemList.SELECT_SINGLE:
                for other in self._items_:
                    other.selected = False
                self._current_ = idx
            item.selected = True
            self._layer_.update()

    def _items_changed_(self, first: int = 0) -> None:
        super()._items_changed_(first)
        self._deferred_ = -1

    def _go_to_(self, index: int) -> None:
        """Let the keyboard be at an entry."""
        if self._select_mode_ == ItemList.SELECT_SINGLE:
            self.select(index)
            self.ensure_current_is_visible()
            emit(self, "item_selected", index)
        else:
            self._current_ = index
            self.ensure_current_is_visible()

    @property
    def select_mode(self) -> int:
        """Whether one entry (SELECT_SINGLE) or several (SELECT_MULTI) can be selected."""
        return self._select_mode_

    @select_mode.setter
    def select_mode(self, mode: int) -> None:
        self._select_mode_ = checked_choice(self, "select_mode", mode, 2)
        self._marks_current_ = mode == ItemList.SELECT_MULTI
        self._layer_.update()

    def set_select_mode(self, mode: int) -> None:
        """Set `select_mode`."""
        self.select_mode = mode

    def get_select_mode(self) -> int:
        """Return `select_mode`."""
        return self._select_mode_

    def set_allow_reselect(self, allow: bool) -> None:
        """Set `allow_reselect`."""
        self.allow_reselect = bool(allow)

    def get_allow_reselect(self) -> bool:
        """Return `allow_reselect`."""
        return self.allow_reselect

    def set_allow_rmb_select(self, allow: bool) -> None:
        """Set `allow_rmb_select`."""
        self.allow_rmb_select = bool(allow)

    def get_allow_rmb_select(self) -> bool:
        """Return `allow_rmb_select`."""
        return self.allow_rmb_select

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
            bar, step = self._bar_, -1 if event.button_index == BUTTON_WHEEL_UP else 1
            before = bar.value
            bar.value += step * bar.page / 8 * event.factor
            if bar.value != before:
                self.accept_event()

    def _press_(self, event: InputEventMouseButton) -> None:
        self._search_ = ""
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
        elif event.shift and self._current_ not in (-1, index):
            low, high = sorted((self._current_, index))
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
        columns = self._grid_.columns
        page = max(1, self._rows_in_page_() - 1) * columns
        last = len(self._items_) - 1
        for action, step in (
            ("ui_up", -columns),
            ("ui_down", columns),
            ("ui_page_up", -page),
            ("ui_page_down", page),
        ):
            if event.is_action_pressed(action, True):
                return self._step_(step, abs(step) != columns)
        key = event.scancode if isinstance(event, InputEventKey) else 0
        if key in (KEY_HOME, KEY_END):
            return self._jump_(0 if key == KEY_HOME else last, 1 if key == KEY_HOME else -1)
        current, column = self._current_, self._current_ % columns
        if event.is_action_pressed("ui_left", True):
            return columns > 1 and column > 0 and self._step_(-1, False)
        if event.is_action_pressed("ui_right", True):
            return columns > 1 and column < columns - 1 and self._step_(1, False)
        if event.is_action_pressed("ui_cancel"):
            searching, self._search_ = bool(self._search_), ""
            return searching
        if self._is_searching_() and isinstance(event, InputEventKey) and event.unicode == 32:
            return self._find_(" ")
        if event.is_action_pressed("ui_select") and self._select_mode_ == ItemList.SELECT_MULTI:
            return self._toggle_current_()
        if event.is_action_pressed("ui_accept"):
            self._search_ = ""
            if 0 <= current <= last:
                emit(self, "item_activated", current)
            return True
        if isinstance(event, InputEventKey) and event.unicode > 32 and not (event.control or event.meta):
            return self._find_(chr(event.unicode) if event.unicode < 0x110000 else "")
        return False

    def _rows_in_page_(self) -> int:
        self._update_grid_()
        grid = self._grid_
        return int(self._bar_.page // max(1.0, grid.height / max(1, len(grid.tops))))

    def _step_(self, step: int, far: bool) -> bool:
        """Go on to the next entry in a direction that can be selected."""
        self._search_ = ""
        last = len(self._items_) - 1
        if self._current_ < 0:
            return self._jump_(0 if step > 0 else last, 1 if step > 0 else -1)
        index = self._current_ + step
        if far:
            index = max(0, min(last, index))
            if not self._jump_(index, 1 if step > 0 else -1):
                self._jump_(index, -1 if step > 0 else 1)
            return True
        while 0 <= index <= last:
            if self._items_[index].choosable:
                self._go_to_(index)
                return True
            index += step
        return False

    def _jump_(self, index: int, step: int) -> bool:
        """Go to an entry, or the first one after it in a direction that can be selected."""
        self._search_ = ""
        while 0 <= index < len(self._items_):
            if self._items_[index].choosable:
                if index != self._current_:
                    self._go_to_(index)
                return True
            index += step
        return False

    def _toggle_current_(self) -> bool:
        current = self._current_
        if not 0 <= current < len(self._items_):
            return False
        item = self._items_[current]
        if item.selected or item.choosable:
            item.selected = not item.selected
            self._layer_.update()
            emit(self, "multi_selected", current, item.selected)
        return True

    def _is_searching_(self) -> bool:
        return bool(self._search_) and self._search_timer_ is not None and self._search_timer_.time_left > 0

    def _find_(self, char: str) -> bool:
        """Go to the next entry that begins with what was typed."""
        char = char.casefold()
        if not self._is_searching_():
            self._search_ = ""
        if self._search_ != char:
            self._search_ += char  # the same letter again goes on to the next entry
        self._search_timer_ = self.get_tree().create_timer(_SEARCH_TIME)
        count, start = len(self._items_), self._current_ + (len(self._search_) == 1)
        for index in range(start, start + count):
            item = self._items_[index % count]
            if item.choosable and item.text.casefold().startswith(self._search_):
                if index % count != self._current_:
                    self._go_to_(index % count)
                break
        return True
