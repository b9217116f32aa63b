"""RichTextMouse: selecting in a long text, its links, and how it is scrolled. A base of RichTextLabel."""

from __future__ import annotations

from typing import Any, Final

from engine import Node, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_MASK_LEFT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_UP,
    KEY_A,
    KEY_C,
    KEY_DOWN,
    KEY_END,
    KEY_HOME,
    KEY_INSERT,
    KEY_PAGEDOWN,
    KEY_PAGEUP,
    KEY_UP,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.scene.lifecycle import emit
from engine.scene.timers import SceneTreeTimer

from .control import Control
from .parts.rich_text import Link
from .parts.words import word_at
from .rich_text_view import Place, RichTextView

_WHEEL_ROWS = 3
_TRIPLE_CLICK = 0.6  # seconds after a double click
_DRAG_SPEED = 12.0
"""How many times its distance from the edge a dragging pointer scrolls in a second."""


class RichTextMouse(RichTextView):
    """What the user does with a long text."""

    meta_clicked: Final = Signal[Any]("meta")
    meta_hover_started: Final = Signal[Any]("meta")
    meta_hover_ended: Final = Signal[Any]("meta")

    deselect_on_focus_loss_enabled: bool = True
    """Whether nothing is selected any more when the focus goes elsewhere."""

    _selection_enabled_: bool = False
    _anchor_: Place | None = None
    """Where selecting began, while the mouse button is held."""
    _pressed_link_: Link | None = None
    _hovered_: Link | None = None
    _triple_: SceneTreeTimer | None = None
    _drag_: Vector2 | None = None
    """Where the pointer is that selects beyond the edge."""

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == Control.NOTIFICATION_MOUSE_EXIT:
            self._hover_(None)
        elif what == Control.NOTIFICATION_FOCUS_EXIT:
            if self.deselect_on_focus_loss_enabled:
                self.deselect()
        elif what == Node.NOTIFICATION_EXIT_TREE:
            self._stop_selecting_()
        elif what == Node.NOTIFICATION_INTERNAL_PROCESS and self._drag_ is not None:
            self._scroll_while_dragging_(self._drag_, self.get_process_delta_time())

    def get_cursor_shape(self, position: Vector2 = Vector2.ZERO) -> int:
        """Return a hand on links, a text beam where text can be selected."""
        if self._anchor_ is None and self._link_at_(position) is not None:
            return Control.CURSOR_POINTING_HAND
        if self._selection_enabled_ and not self._cursor_shape_:
            return Control.CURSOR_IBEAM
        return self._cursor_shape_

    # -- Input ---------------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton):
            if event.button_index == BUTTON_LEFT:
                if event.pressed:
                    self._press_(event)
                else:
                    self._release_(event)
            elif event.pressed and event.button_index in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN):
                rows = _WHEEL_ROWS * event.factor * (-1 if event.button_index == BUTTON_WHEEL_UP else 1)
                if self._scroll_by_(rows * self._row_height_()):
                    self.accept_event()
        elif isinstance(event, InputEventMouseMotion):
            self._move_(event)
        elif isinstance(event, InputEventKey) and event.pressed and not event.alt and self._key_(event):
            self.accept_event()

    def _press_(self, event: InputEventMouseButton) -> None:
        self._pressed_link_ = self._link_at_(event.position)
        place = self._place_at_(event.position) if self._selection_enabled_ else None
        if place is None:
            return
        if event.doubleclick:
            self._select_word_(event.position)
            self._triple_ = self.get_tree().create_timer(_TRIPLE_CLICK)
        elif self._triple_ is not None and self._triple_.time_left > 0:
            self._triple_ = None
            number = place[0]
            self._select_((number, 0), (number, len(self._text_[number - self._text_.dropped])))
        elif event.shift and self._selected_ is not None:
            start, end = self._selected_
            self._anchor_ = end if place < start else start
            self._select_(self._anchor_, place)
        else:
            self._anchor_ = place
            self.deselect()

    def _release_(self, event: InputEventMouseButton) -> None:
        self._stop_selecting_()
        link, self._pressed_link_ = self._pressed_link_, None
        if link is not None and self._selected_ is None and self._link_at_(event.position) is link:
            emit(self, "meta_clicked", link.meta)

    def _move_(self, event: InputEventMouseMotion) -> None:
        if self._anchor_ is not None and event.button_mask & BUTTON_MASK_LEFT:
            self._triple_ = None
            self._select_to_(event.position)
            if 0 <= event.position[1] < self._size_[1]:
                self._stop_dragging_()
            else:
                self._drag_ = event.position
                self.set_process_internal(True)
        else:
            self._hover_(self._link_at_(event.position))

    def _key_(self, event: InputEventKey) -> bool:
        key = event.scancode
        if event.command:
            if key in (KEY_C, KEY_INSERT):
                self.selection_copy()
            elif key == KEY_A and self._selection_enabled_:
                self.select_all()
            else:
                return False
            return True
        if event.shift:
            return False
        page, row = self._view_.height, self._row_height_()
        steps = {KEY_UP: -row, KEY_DOWN: row, KEY_PAGEUP: row - page, KEY_PAGEDOWN: page - row}
        if key in steps:
            return self._scroll_by_(steps[key])
        if key == KEY_HOME:
            return self._scroll_by_(-self._text_.heights.total)
        if key == KEY_END and self._scroll_by_(0.0):
            self._view_.go_to_end()
            self._scrolled_()
            return True
        return False

    # -- Links ---------------------------------------------------------------------------------

    def _link_at_(self, point: Vector2) -> Link | None:
        if not self._inner_().has_point(point):
            return None
        found = self._line_at_(point)
        return None if found is None else found[1].link_at(*found[2:])

    def _hover_(self, link: Link | None) -> None:
        before = self._hovered_
        if link is not before:
            self._hovered_ = link
            if before is not None:
                emit(self, "meta_hover_ended", before.meta)
            if link is not None and self._hovered_ is link:
                emit(self, "meta_hover_started", link.meta)

    # -- Selecting -----------------------------------------------------------------------------

    def _select_(self, one: Place, other: Place) -> None:
        """Select from one place to another."""
        selected = (one, other) if one <= other else (other, one)
        before = self._selected_
        self._selected_ = selected if one != other else None
        if before != self._selected_:
            self._lines_.update()

    def _select_to_(self, point: Vector2) -> None:
        place = self._place_at_(point)
        if place is not None and self._anchor_ is not None:
            self._select_(max(self._anchor_, (self._text_.dropped, 0)), place)

    def _select_word_(self, point: Vector2) -> None:
        found = self._line_at_(point)
        if found is None:
            return
        index, layout, x, y = found
        under = layout.char_at(x, y)
        start, end = word_at(layout.text, layout.index_at(x, y) if under is None else under)
        number = index + self._text_.dropped
        self._select_((number, start), (number, end))

    def _scroll_while_dragging_(self, pointer: Vector2, delta: float) -> None:
        """Scroll while the pointer selects beyond the upper or lower edge."""
        beyond = pointer[1] if pointer[1] < 0 else pointer[1] - self._size_[1]
        if self._scroll_by_(beyond * _DRAG_SPEED * delta):
            self._select_to_(pointer)

    def _stop_selecting_(self) -> None:
        """Take the mouse button as released."""
        self._anchor_ = None
        self._stop_dragging_()

    def _stop_dragging_(self) -> None:
        if self._drag_ is not None:
            self._drag_ = None
            self.set_process_internal(False)

    @property
    def selection_enabled(self) -> bool:
        """Whether text can be selected and copied."""
        return self._selection_enabled_

    @selection_enabled.setter
    def selection_enabled(self, enabled: bool) -> None:
        self._selection_enabled_ = bool(enabled)
        if not enabled:
            self._stop_selecting_()
            self.deselect()
        self.focus_mode = Control.FOCUS_ALL if enabled else Control.FOCUS_NONE

    def set_selection_enabled(self, enabled: bool) -> None:
        """Set `selection_enabled`."""
        self.selection_enabled = enabled

    def is_selection_enabled(self) -> bool:
        """Return `selection_enabled`."""
        return self._selection_enabled_

    def get_selected_text(self) -> str:
        """Return what is selected, without pictures."""
        if self._selected_ is None:
            return ""
        dropped = self._text_.dropped
        (first, a), (last, b) = self._selected_
        if first < dropped:
            first, a = dropped, 0
        return self._text_.text_between((first - dropped, a), (last - dropped, b))

    def select_all(self) -> None:
        """Select the whole text. Ours, not Godot's."""
        if self._selection_enabled_:
            text = self._text_
            last = len(text) - 1
            self._select_((text.dropped, 0), (text.dropped + last, len(text[last])))

    def deselect(self) -> None:
        """Select nothing."""
        if self._selected_ is not None:
            self._selected_ = None
            self._lines_.update()

    def selection_copy(self) -> None:
        """Put what is selected into the clipboard."""
        selected = self.get_selected_text()
        if selected:
            self.get_tree().display.set_clipboard(selected)
