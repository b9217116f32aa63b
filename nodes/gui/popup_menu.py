"""PopupMenu: a list of entries to choose from, which comes up over everything else."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Node, ScriptError, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import BUTTON_WHEEL_DOWN, BUTTON_WHEEL_UP
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.lifetime import guarded
from engine.object.property import Getter, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .control import Control
from .item_methods import ItemGetter, ItemSetter, item_getter, item_setter
from .parts.menu_item import CHECK_BOX, NO_CHECK, RADIO_BUTTON, MenuItem
from .parts.menu_layout import MenuLayout
from .popup import Popup
from .short_cut import ShortCut
from .theme.icon import Icon

if TYPE_CHECKING:
    from .keywords import PopupMenuKeywords


_MOVED = 4.0
"""How far the pointer has to move before letting go of the button that opened the menu chooses."""
_WHEELS = (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN)


def _check_box(enable: bool) -> int:
    return CHECK_BOX if enable else NO_CHECK


def _radio_button(enable: bool) -> int:
    return RADIO_BUTTON if enable else NO_CHECK


class PopupMenu(Popup):
    """A menu. It emits `id_pressed` and `index_pressed` for the entry that was chosen.

    By mouse: click an entry, or let go of the button that opened the menu over one. By keyboard: the
    arrow keys, Home, End, the first letters of an entry; Enter or Space chooses, Escape closes. Each
    entry has an index and an id: the one that it was given, or the index that it was added at.

    Source: Godot 3.6's `PopupMenu`. Unlike Godot: it is as large as its entries need each time that it
    is shown; an index that is not there is a ScriptError.
    """

    id_pressed: Final = Signal[int]("id")
    index_pressed: Final = Signal[int]("index")
    id_focused: Final = Signal[int]("id")

    _stored_ = ("items",)

    _focus_mode_: int = Control.FOCUS_ALL

    _items_: list[MenuItem]  # friend: option_button
    _layout_: MenuLayout | None = None
    """Where each entry is, None if it has to be found out."""
    _current_: int = -1
    """The entry under the pointer, or that the arrow keys have gone to."""
    _typed_: str = ""
    _opened_at_: Vector2 | None = None
    """Where the pointer was when a held button opened the menu over it; None once it has moved."""
    _button_held_: bool = False
    """The button that opened the menu is still held down."""
    _submenu_: PopupMenu | None = None
    """The submenu that is open."""
    _waiting_: float = 0.0
    """Seconds until the submenu of the current entry opens."""
    _least_width_: float = 0.0
    _passes_click_: bool = True
    """Whether the click that closes it also goes to what it hits."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[PopupMenuKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._items_ = []

    # -- Properties ----------------------------------------------------------------------------

    hide_on_item_selection: bool = True
    """Whether it closes when an entry is chosen."""
    set_hide_on_item_selection: Setter[bool] = setter("hide_on_item_selection", "enable")
    is_hide_on_item_selection: Getter[bool] = getter("hide_on_item_selection")

    hide_on_checkable_item_selection: bool = True
    """Whether it closes when an entry is checked."""
    set_hide_on_checkable_item_selection: Setter[bool] = setter("hide_on_checkable_item_selection", "enable")
    is_hide_on_checkable_item_selection: Getter[bool] = getter("hide_on_checkable_item_selection")

    hide_on_state_item_selection: bool = False
    """Whether it closes when an entry goes to its next state."""
    set_hide_on_state_item_selection: Setter[bool] = setter("hide_on_state_item_selection", "enable")
    is_hide_on_state_item_selection: Getter[bool] = getter("hide_on_state_item_selection")

    submenu_popup_delay: float = 0.3
    """How many seconds the pointer rests on an entry before its submenu opens."""
    set_submenu_popup_delay: Setter[float] = setter("submenu_popup_delay", "seconds")
    get_submenu_popup_delay: Getter[float] = getter("submenu_popup_delay")

    allow_search: bool = False
    """Whether typing the first letters of an entry goes to it."""
    set_allow_search: Setter[bool] = setter("allow_search", "allow")
    get_allow_search: Getter[bool] = getter("allow_search")

    @property
    def items(self) -> list[Any]:
        """The entries: texts, or pairs of a text and an id, may be set; `MenuItem` objects are returned."""
        return list(self._items_)

    @items.setter
    @guarded
    def items(self, items: list[Any]) -> None:
        self.clear()
        for item in items:
            self._take_in_(item)

    def _take_in_(self, item: Any) -> MenuItem:  # friend: option_button
        """Add a copy of an entry, a text, or a text with an id."""
        if not isinstance(item, MenuItem):
            return self._add_item_(item) if isinstance(item, str) else self._add_item_(*item)
        self._items_.append(copy(item))
        self._items_changed_()
        return self._items_[-1]

    def _item_(self, idx: int) -> MenuItem:
        if idx not in range(len(self._items_)):
            raise ScriptError(
                f"{self!r} has {len(self._items_)} items, so there is none at the index {idx!r}."
                " `get_item_index(id)` returns the index of an id."
            )
        return self._items_[idx]

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_THEME_CHANGED)
    def _items_changed_(self, idx: int = 0) -> None:
        """Take note that entries came, went, or look different."""
        self._layout_ = None
        self._current_ = min(self._current_, len(self._items_) - 1)
        self._minimum_size_changed_()
        self.update()

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

    # -- What an entry has ---------------------------------------------------------------------

    set_item_text: ItemSetter[str] = item_setter("text", str)
    get_item_text: ItemGetter[str] = item_getter("text")
    set_item_icon: ItemSetter[Icon | None] = item_setter("icon")
    get_item_icon: ItemGetter[Icon | None] = item_getter("icon")
    set_item_id: ItemSetter[int] = item_setter("id")
    get_item_id: ItemGetter[int] = item_getter("id")
    set_item_disabled: ItemSetter[bool] = item_setter("disabled", bool)
    is_item_disabled: ItemGetter[bool] = item_getter("disabled")
    set_item_as_separator: ItemSetter[bool] = item_setter("separator", bool, "enable")
    is_item_separator: ItemGetter[bool] = item_getter("separator")
    set_item_submenu: ItemSetter[str] = item_setter("submenu", str)
    get_item_submenu: ItemGetter[str] = item_getter("submenu")
    set_item_accelerator: ItemSetter[int] = item_setter("accelerator", None, "accel")
    get_item_accelerator: ItemGetter[int] = item_getter("accelerator")
    set_item_shortcut_disabled: ItemSetter[bool] = item_setter("shortcut_disabled", bool, "disabled")
    is_item_shortcut_disabled: ItemGetter[bool] = item_getter("shortcut_disabled")
    get_item_shortcut: ItemGetter[ShortCut | None] = item_getter("shortcut")
    set_item_tooltip: ItemSetter[str] = item_setter("tooltip", str, then="")
    get_item_tooltip: ItemGetter[str] = item_getter("tooltip")
    set_item_metadata: ItemSetter[Any] = item_setter("metadata", then="")
    get_item_metadata: ItemGetter[Any] = item_getter("metadata")
    set_item_checked: ItemSetter[bool] = item_setter("checked", bool)
    is_item_checked: ItemGetter[bool] = item_getter("checked")
    set_item_as_checkable: ItemSetter[bool] = item_setter("check", _check_box, "enable")
    is_item_checkable: ItemGetter[bool] = item_getter("check", bool)
    set_item_as_radio_checkable: ItemSetter[bool] = item_setter("check", _radio_button, "enable")
    set_item_multistate: ItemSetter[int] = item_setter("state")
    get_item_state: ItemGetter[int] = item_getter("state")

    def set_item_shortcut(self, idx: int, shortcut: ShortCut | None, global_: bool = False) -> None:
        """Set the ShortCut that stands for an entry."""
        self._item_(idx).shortcut = shortcut
        self._items_changed_()

    def is_item_radio_checkable(self, idx: int) -> bool:
        """Return True if an entry has a radio button."""
        return self._item_(idx).check == RADIO_BUTTON

    def toggle_item_checked(self, idx: int) -> None:
        """Check an entry if it is not, else uncheck it."""
        self.set_item_checked(idx, not self._item_(idx).checked)

    def toggle_item_multistate(self, idx: int) -> None:
        """Set the next state of an entry, the first after the last."""
        item = self._item_(idx)
        if item.states > 0:
            self.set_item_multistate(idx, (item.state + 1) % item.states)

    def get_item_index(self, id: int) -> int:
        """Return the index of the entry with an id, -1 if there is none."""
        return next((index for index, item in enumerate(self._items_) if item.id == id), -1)

    # -- Choosing ------------------------------------------------------------------------------

    def get_current_index(self) -> int:
        """Return the index of the entry that is marked, -1 if none is."""
        return self._current_

    def set_current_index(self, index: int) -> None:
        """Mark an entry, or none with -1."""
        self._mark_(index if index < 0 else self._items_.index(self._item_(index)))

    def _mark_(self, index: int) -> None:
        index = max(-1, index)
        if index != self._current_:
            self._current_ = index
            self._waiting_ = 0.0
            self.set_process_internal(False)
            self.update()

    def _go_to_(self, index: int) -> None:
        """Mark an entry by keyboard, and scroll to it."""
        self._mark_(index)
        self._bring_into_view_(*self._laid_out_().rows[index])
        emit(self, "id_focused", index)

    def activate_item(self, index: int) -> None:
        """Choose an entry, as if it had been clicked."""
        item = self._item_(index)
        parent = self._parent_
        while isinstance(parent, PopupMenu) and parent._hides_after_(item):
            parent.hide()
            parent = parent._parent_
        emit(self, "id_pressed", item.id if item.id >= 0 else index)
        emit(self, "index_pressed", index)
        if self._hides_after_(item):
            self.hide()

    def _hides_after_(self, item: MenuItem) -> bool:
        if item.check:
            return self.hide_on_checkable_item_selection
        return self.hide_on_state_item_selection if item.states else self.hide_on_item_selection

    def activate_item_by_event(self, event: InputEvent, for_global_only: bool = False) -> bool:
        """Choose the entry whose key was pressed, here or in a submenu; return whether there is one."""
        if not event.is_pressed() or event.is_echo():
            return False
        for index, item in enumerate(self._items_):
            if item.selectable and item.is_shortcut(event):
                self.activate_item(index)
                return True
            if item.submenu and self._named_submenu_(item).activate_item_by_event(event):
                return True
        return False

    # -- Input ---------------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseMotion):
            self._pointed_(event)
        elif isinstance(event, InputEventMouseButton):
            self._clicked_(event)
        elif event.is_pressed():
            self._key_(event)

    def _key_(self, event: InputEvent) -> None:
        count = len(self._items_)
        moves = {
            "ui_down": (self._current_ + 1, 1),
            "ui_up": (self._current_ - 1 if self._current_ > 0 else count - 1, -1),
            "ui_home": (0, 1),
            "ui_end": (count - 1, -1),
        }
        for action, (start, step) in moves.items():
            if event.is_action(action):
                self.accept_event()
                found = self._selectable_from_(start, step)
                if found >= 0:
                    self._go_to_(found)
                self._typed_ = ""
                return
        if event.is_action("ui_left"):
            if isinstance(self._parent_, PopupMenu):
                self.accept_event()
                self.hide()
        elif event.is_action("ui_right"):
            if self._current_ >= 0 and self._items_[self._current_].submenu:
                self.accept_event()
                self._open_submenu_(self._current_, True)
        elif event.is_action("ui_accept") and not (self._typed_ and _char(event) == " "):
            self.accept_event()
            if self._current_ >= 0 and not event.is_echo():
                self._choose_(self._current_, True)
        elif self.allow_search and _char(event):
            self._search_(_char(event))

    def _selectable_from_(self, start: int, step: int) -> int:  # friend: menu_button
        """Return the first entry that can be chosen, going round from `start`; -1 if there is none."""
        count = len(self._items_)
        for i in range(count):
            index = (start + i * step) % count
            if self._items_[index].selectable:
                return index
        return -1

    def _search_(self, char: str) -> None:
        """Go to the entry that begins with what has been typed, or else with this letter."""
        count = len(self._items_)
        further = ((self._typed_ + char, max(0, self._current_)),) if self._typed_ else ()
        for typed, start in (*further, (char, self._current_ + 1)):
            for i in range(count):
                index = (start + i) % count
                item = self._items_[index]
                if item.selectable and item.text.casefold().startswith(typed.casefold()):
                    self._typed_ = typed
                    self._go_to_(index)
                    self.accept_event()
                    return
        self._typed_ = ""

    def _choose_(self, index: int, by_key: bool) -> None:
        item = self._items_[index]
        if item.submenu:
            self._open_submenu_(index, by_key)
        elif item.selectable:
            self.activate_item(index)

    def _clicked_(self, event: InputEventMouseButton) -> None:
        if event.button_index in _WHEELS:
            if event.pressed:
                self._scroll_(3 if event.button_index == BUTTON_WHEEL_UP else -3)
            return
        if event.pressed:
            return  # choosing is when it goes up
        if self._is_over_parent_(event.position):
            return
        opened, self._opened_at_ = self._opened_at_, None
        held, self._button_held_ = self._button_held_, False
        if opened is not None:
            return
        over = self._index_at_(event.position)
        if over >= 0:
            self._choose_(over, False)
        elif not held:
            self.hide()

    def _pointed_(self, event: InputEventMouseMotion) -> None:
        at = event.position
        if self._opened_at_ is not None and at.distance_to(self._opened_at_) > _MOVED:
            self._opened_at_ = None
        parent = self._parent_
        if isinstance(parent, PopupMenu) and self._is_over_parent_(at):
            over = parent._index_at_(self._in_parent_(at))
            if over >= 0 and over != parent._current_:
                parent._point_to_(over)
                self.hide()
            return
        over = self._index_at_(at)
        if self._opened_at_ is None:
            self._point_to_(over if over >= 0 and self._items_[over].selectable else -1)

    def _point_to_(self, index: int) -> None:
        """The pointer is on an entry: mark it, and open its submenu in a while."""
        if index != self._current_:
            self._mark_(index)
            self._typed_ = ""
            if index >= 0 and self._items_[index].submenu:
                self._waiting_ = self.submenu_popup_delay
                self.set_process_internal(True)

    def _index_at_(self, at: Vector2) -> int:
        """Return the entry at a point of the menu, -1 if there is none."""
        return self._laid_out_().index_at(at[1]) if 0 <= at[0] < self._size_[0] else -1

    # -- Submenus ------------------------------------------------------------------------------

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _wait_for_submenu_(self) -> None:
        self._waiting_ -= self.get_process_delta_time()
        if self._waiting_ <= 0:
            self.set_process_internal(False)
            self._open_submenu_(self._current_, False)

    def _named_submenu_(self, item: MenuItem) -> PopupMenu:
        found = self.get_node_or_null(item.submenu)
        if not isinstance(found, PopupMenu):
            raise ScriptError(
                f"{self!r}: the entry {item.text!r} opens the submenu {item.submenu!r}, but"
                f" {'there is no such child' if found is None else f'that is {found!r}'}. Add a PopupMenu"
                " of this name as a child of the menu."
            )
        return found

    def _open_submenu_(self, index: int, by_key: bool) -> None:
        menu = self._named_submenu_(self._items_[index])
        if menu.is_visible_in_tree():
            return
        margin = self.get_stylebox("panel").get_margin(1)
        x, y = self.rect_global_position
        width = self._size_[0]
        if x + width + menu.get_combined_minimum_size()[0] > self.get_viewport_rect().size[0]:
            width = -menu.get_combined_minimum_size()[0]
        menu.rect_position = Vector2(x + width, y + self._laid_out_().rows[index][0] - margin)
        self._submenu_ = menu
        menu.popup()
        if by_key:
            first = menu._selectable_from_(0, 1)
            if first >= 0:
                menu._go_to_(first)

    def _in_parent_(self, at: Vector2) -> Vector2:
        assert isinstance(self._parent_, PopupMenu)
        return at + self.rect_global_position - self._parent_.rect_global_position

    def _is_over_parent_(self, at: Vector2) -> bool:
        return (
            isinstance(self._parent_, PopupMenu)
            and not super().has_point(at)
            and self._parent_.has_point(self._in_parent_(at))
        )

    def has_point(self, point: Vector2) -> bool:
        """Return True if the mouse takes a point as one of the menu's or, in a submenu, of those it is of."""
        return super().has_point(point) or self._is_over_parent_(point)

    # -- Showing it ----------------------------------------------------------------------------

    def _belong_to_(self, button: Control) -> None:  # friend: menu_button, option_button
        """Be the menu of a button: the click on that, which closes it, does not open it again."""
        self._name_ = "_popup"
        self._passes_click_ = False
        button.add_child(self)

    def _open_at_(self, place: Vector2, width: float, current: int) -> None:
        # friend: menu_button, option_button
        """Show it for a button: not narrower than that, and with an entry marked unless it is held."""
        self._least_width_ = width
        self.rect_position = place
        self.popup()
        if not self._button_held_:
            self.set_current_index(current)

    def _before_popup_(self) -> None:
        self.rect_size = Vector2(self._least_width_, 0.0)  # as large as the entries need
        self._button_held_ = self._tree_ is not None and self._router_().mouse_focus is not None
        if self._button_held_:
            self.grab_click_focus()

    def _passes_closing_click_(self) -> bool:
        return self._passes_click_

    @notified(Popup.NOTIFICATION_POST_POPUP)
    def _see_who_opened_(self) -> None:
        at = self.get_local_mouse_position()
        self._opened_at_ = at if self._button_held_ and super().has_point(at) else None

    @notified(Popup.NOTIFICATION_POPUP_HIDE)
    def _end_choosing_(self) -> None:
        self._mark_(-1)
        self._typed_ = ""
        self._opened_at_ = None
        if self._submenu_ is not None:
            self._submenu_.hide()
            self._submenu_ = None

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _point_to_none_(self) -> None:
        if self._submenu_ is None:
            self._point_to_(-1)

    def _bring_into_view_(self, top: float, height: float) -> None:
        """Move a menu that is higher than the window, so that an entry is seen."""
        y = self.rect_global_position[1]
        screen = self.get_viewport_rect().size[1]
        self._move_by_(max(0.0, -(y + top)) - max(0.0, y + top + height - screen))

    def _scroll_(self, rows: int) -> None:
        self._move_by_(rows * (self.get_font("font").height + self.get_constant("vseparation")))

    def _move_by_(self, distance: float) -> None:
        x, y = self.rect_global_position
        free = self.get_viewport_rect().size[1] - self._size_[1]
        if free < 0 and distance:
            self.set_global_position(Vector2(x, max(free, min(0.0, y + distance))))

    # -- Size and drawing ----------------------------------------------------------------------

    def _laid_out_(self) -> MenuLayout:
        if self._layout_ is None:
            self._layout_ = MenuLayout(self._items_, self)
        return self._layout_

    def _content_minimum_(self) -> Vector2:
        return self._laid_out_().size

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_menu_(self) -> None:
        self._laid_out_().draw(self, self._size_, self._current_)

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return what is shown when the pointer rests at a point of it: the tooltip of the entry there."""
        over = self._index_at_(at_position)
        return self._items_[over].tooltip if over >= 0 else super().get_tooltip(at_position)


def _char(event: InputEvent) -> str:
    """Return the character that a key types, "" for none."""
    typed = event.unicode if isinstance(event, InputEventKey) else 0
    return chr(typed) if typed >= 32 and not event.command else ""  # type: ignore[attr-defined]
