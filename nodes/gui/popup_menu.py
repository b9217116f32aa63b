"""PopupMenu: a list of entries to choose from, which comes up over everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine import Node, Rect2, ScriptError, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import BUTTON_WHEEL_DOWN, BUTTON_WHEEL_UP
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.scene.lifecycle import emit

from ..canvas.canvas_item import CanvasItem
from .control import Control
from .menu_items import RADIO_BUTTON, MenuItem, MenuItems
from .popup import Popup
from .theme.icon import draw_icon

if TYPE_CHECKING:
    from typing import Any, Unpack

    from .popup import PopupKeywords

    class PopupMenuKeywords(PopupKeywords, total=False):
        """What `PopupMenu(…)` takes by name."""

        hide_on_item_selection: bool
        hide_on_checkable_item_selection: bool
        hide_on_state_item_selection: bool
        submenu_popup_delay: float
        allow_search: bool
        items: list[Any]


_MOVED = 4.0
"""How far the pointer has to move before letting go of the button that opened the menu chooses."""
_WHEELS = (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN)


class PopupMenu(MenuItems):
    """A menu. It emits `id_pressed` and `index_pressed` for the entry that was chosen.

    By mouse: click an entry, or let go of the button that opened the menu over one. By keyboard: the
    arrow keys, Home, End, the first letters of an entry; Enter or Space chooses, Escape closes.

    Source: Godot 3.6's `PopupMenu`. Unlike Godot: it is as large as its entries need each time that it
    is shown.
    """

    id_pressed: Final = Signal[int]("id")
    index_pressed: Final = Signal[int]("index")
    id_focused: Final = Signal[int]("id")

    _stored_ = (
        *MenuItems._stored_,
        "hide_on_item_selection",
        "hide_on_checkable_item_selection",
        "hide_on_state_item_selection",
        "submenu_popup_delay",
        "allow_search",
    )

    hide_on_item_selection: bool = True
    hide_on_checkable_item_selection: bool = True
    hide_on_state_item_selection: bool = False
    submenu_popup_delay: float = 0.3
    """How many seconds the pointer rests on an entry before its submenu opens."""
    allow_search: bool = True
    """Whether typing the first letters of an entry goes to it."""

    _focus_mode_: int = Control.FOCUS_ALL
    _rows_: list[tuple[float, float]] | None = None
    """Top and height of each entry, None if they have to be found out."""
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

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[PopupMenuKeywords]) -> None: ...

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
        top, height = self._find_rows_()[index]
        self._bring_into_view_(top, height)
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

    def _selectable_from_(self, start: int, step: int) -> int:
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
        if not 0 <= at[0] < self._size_[0]:
            return -1
        for index, (top, height) in enumerate(self._find_rows_()):
            if top <= at[1] < top + height:
                return index
        return -1

    # -- Submenus ------------------------------------------------------------------------------

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
        menu.rect_position = Vector2(x + width, y + self._find_rows_()[index][0] - margin)
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

    def _fit_(self) -> None:
        """Be as large as the entries need, and not narrower than told."""
        self.rect_size = Vector2(self._least_width_, 0.0)

    def _before_popup_(self) -> None:
        self._fit_()
        self._button_held_ = self._tree_ is not None and self._router_().mouse_focus is not None
        if self._button_held_:
            self.grab_click_focus()

    def _passes_closing_click_(self) -> bool:
        return self._passes_click_

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            self._draw_menu_()
        elif what == Popup.NOTIFICATION_POST_POPUP:
            at = self.get_local_mouse_position()
            self._opened_at_ = at if self._button_held_ and super().has_point(at) else None
        elif what == Popup.NOTIFICATION_POPUP_HIDE:
            self._mark_(-1)
            self._typed_ = ""
            self._opened_at_ = None
            if self._submenu_ is not None:
                self._submenu_.hide()
                self._submenu_ = None
        elif what == Node.NOTIFICATION_INTERNAL_PROCESS:
            self._waiting_ -= self.get_process_delta_time()
            if self._waiting_ <= 0:
                self.set_process_internal(False)
                self._open_submenu_(self._current_, False)
        elif what == Control.NOTIFICATION_THEME_CHANGED:
            self._items_changed_()
        elif what == Control.NOTIFICATION_MOUSE_EXIT and self._submenu_ is None:
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

    def _items_changed_(self) -> None:
        self._rows_ = None
        self._current_ = min(self._current_, len(self._items_) - 1)
        self._minimum_size_changed_()
        self.update()

    def _find_rows_(self) -> list[tuple[float, float]]:
        if self._rows_ is None:
            self._rows_ = []
            top = self.get_stylebox("panel").get_margin(1)
            gap, line = self.get_constant("vseparation"), self.get_font("font").height
            for item in self._items_:
                height = float(gap if item.separator and not item.text else line + gap)
                if item.icon is not None:
                    height = max(height, item.icon.get_height() + gap)
                self._rows_.append((top, height))
                top += height
        return self._rows_

    def _columns_(self) -> tuple[float, float, float, float]:
        """Return how wide the columns of the checks, icons, texts and keys are, with what follows each."""
        font, gap = self.get_font("font"), self.get_constant("hseparation")
        checks = icons = texts = hints = 0.0
        for item in self._items_:
            if item.check:
                icon = self.get_icon("checked")
                checks = max(checks, (icon.get_width() if icon is not None else 0) + gap)
            if item.icon is not None:
                icons = max(icons, item.icon.get_width() + gap)
            texts = max(texts, font.width(item.text))
            hint = item.hint()
            if hint:
                hints = max(hints, 3 * gap + font.width(hint))
            if item.submenu:
                arrow = self.get_icon("submenu")
                hints = max(hints, 2 * gap + (arrow.get_width() if arrow is not None else 0))
        return checks, icons, texts, hints

    def _content_minimum_(self) -> Vector2:
        margins = self.get_stylebox("panel").get_minimum_size()
        inside = self.get_stylebox("hover").get_minimum_size()[0]
        rows = self._find_rows_()
        return Vector2(sum(self._columns_()) + margins[0] + inside, sum(h for _, h in rows) + margins[1])

    def _draw_menu_(self) -> None:
        panel, hover = self.get_stylebox("panel"), self.get_stylebox("hover")
        self.draw_style_box(panel, Rect2(Vector2.ZERO, self._size_))
        left, width = panel.get_margin(0), self._size_[0] - panel.get_minimum_size()[0]
        checks, icons, _, _ = self._columns_()
        for index, (item, (top, height)) in enumerate(zip(self._items_, self._find_rows_(), strict=True)):
            row = Rect2(left, top, width, height)
            if item.separator:
                self._draw_separator_(item, row)
                continue
            if index == self._current_:
                self.draw_style_box(hover, row)
            inner = row.grow_individual(-hover.get_margin(0), 0, -hover.get_margin(2), 0)
            self._draw_item_(item, inner, checks, icons, index == self._current_)

    def _draw_item_(self, item: MenuItem, row: Rect2, checks: float, icons: float, marked: bool) -> None:
        x, y, width, height = row
        middle = y + height / 2
        if item.check:
            name = f"{'radio_' if item.check == RADIO_BUTTON else ''}{'' if item.checked else 'un'}checked"
            if item.disabled and self.has_icon(f"{name}_disabled"):
                name += "_disabled"
            icon = self.get_icon(name)
            if icon is not None:
                draw_icon(self, icon, Vector2(x, round(middle - icon.get_height() / 2)))
        if item.icon is not None:
            draw_icon(self, item.icon, Vector2(x + checks, round(middle - item.icon.get_height() / 2)))
        state = "_disabled" if item.disabled else "_hover" if marked else ""
        font = self.get_font("font")
        baseline = float(round(middle - font.height / 2 + font.ascent))
        color = self.get_color(f"font_color{state}")
        self.draw_string(font, Vector2(x + checks + icons, baseline), item.text, color)
        hint = item.hint()
        if item.submenu:
            arrow = self.get_icon("submenu")
            if arrow is not None:
                at = Vector2(x + width - arrow.get_width(), round(middle - arrow.get_height() / 2))
                draw_icon(self, arrow, at)
        elif hint:
            color = color if state else self.get_color("font_color_accel")
            self.draw_string(font, Vector2(x + width - font.width(hint), baseline), hint, color)

    def _draw_separator_(self, item: MenuItem, row: Rect2) -> None:
        if not item.text:
            self.draw_style_box(self.get_stylebox("separator"), row)
            return
        x, y, width, height = row
        font, gap = self.get_font("font_separator"), self.get_constant("hseparation")
        taken = font.width(item.text)
        side = max(0.0, (width - taken) / 2 - gap)
        if side:
            self.draw_style_box(self.get_stylebox("labeled_separator_left"), Rect2(x, y, side, height))
            right = Rect2(x + width - side, y, side, height)
            self.draw_style_box(self.get_stylebox("labeled_separator_right"), right)
        at = Vector2(round(x + (width - taken) / 2), round(y + (height - font.height) / 2 + font.ascent))
        self.draw_string(font, at, item.text, self.get_color("font_color_separator"))

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return what is shown when the pointer rests at a point of it: the tooltip of the entry there."""
        over = self._index_at_(at_position)
        return self._items_[over].tooltip if over >= 0 else super().get_tooltip(at_position)

    # -- Properties as methods -----------------------------------------------------------------

    def set_hide_on_item_selection(self, enable: bool) -> None:
        """Set `hide_on_item_selection`."""
        self.hide_on_item_selection = enable

    def is_hide_on_item_selection(self) -> bool:
        """Return `hide_on_item_selection`."""
        return self.hide_on_item_selection

    def set_hide_on_checkable_item_selection(self, enable: bool) -> None:
        """Set `hide_on_checkable_item_selection`."""
        self.hide_on_checkable_item_selection = enable

    def is_hide_on_checkable_item_selection(self) -> bool:
        """Return `hide_on_checkable_item_selection`."""
        return self.hide_on_checkable_item_selection

    def set_hide_on_state_item_selection(self, enable: bool) -> None:
        """Set `hide_on_state_item_selection`."""
        self.hide_on_state_item_selection = enable

    def is_hide_on_state_item_selection(self) -> bool:
        """Return `hide_on_state_item_selection`."""
        return self.hide_on_state_item_selection

    def set_submenu_popup_delay(self, seconds: float) -> None:
        """Set `submenu_popup_delay`."""
        self.submenu_popup_delay = seconds

    def get_submenu_popup_delay(self) -> float:
        """Return `submenu_popup_delay`."""
        return self.submenu_popup_delay

    def set_allow_search(self, allow: bool) -> None:
        """Set `allow_search`."""
        self.allow_search = allow

    def get_allow_search(self) -> bool:
        """Return `allow_search`."""
        return self.allow_search


def _char(event: InputEvent) -> str:
    """Return the character that a key types, "" for none."""
    typed = event.unicode if isinstance(event, InputEventKey) else 0
    return chr(typed) if typed >= 32 and not event.command else ""  # type: ignore[attr-defined]
