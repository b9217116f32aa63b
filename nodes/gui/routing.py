"""Router: gives mouse and keyboard to the Controls of a tree. The Viewport's `_gui_`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import Transform2D, Vector2
from engine.display.geometry import compose
from engine.fault import report
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_LEFT,
    BUTTON_WHEEL_RIGHT,
    BUTTON_WHEEL_UP,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.scene.hooks import call_hook
from engine.scene.lifecycle import emit, notify
from engine.scene.order import in_tree_order

from .control import Control

if TYPE_CHECKING:
    from engine.scene_tree import SceneTree

_WHEEL = (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN, BUTTON_WHEEL_LEFT, BUTTON_WHEEL_RIGHT)
_IGNORE, _STOP = Control.MOUSE_FILTER_IGNORE, Control.MOUSE_FILTER_STOP


class _Modal:
    """A Control that was shown modally."""

    __slots__ = ("before", "control", "exclusive", "frame")

    def __init__(self, control: Control, exclusive: bool, frame: int, before: Any) -> None:
        self.control = control
        self.exclusive = exclusive
        self.frame = frame
        self.before = before
        """Who had the focus, and gets it back."""


class Router:
    """Which Control is under the pointer, has the mouse, has the keyboard; and who gets an event.

    Source: Godot 3.6's `Viewport::_gui_input_event`, `_gui_call_input` and what they call.

    Unlike Godot: Tab goes to the first Control that takes it while none has the focus.
    """

    def __init__(self, tree: SceneTree) -> None:
        self._tree = tree
        self._tops: dict[Any, None] = {}
        """The Controls that no other is above; hit tests and Tab start at them."""
        self.key_focus: Any = None
        """The Control that the keyboard goes to."""
        self.mouse_focus: Any = None
        """The Control that a button was pressed on and is held."""
        self._held = 0
        """The buttons that are held, as BUTTON_MASK_ bits."""
        self.mouse_over: Any = None
        """The Control under the pointer."""
        self._modals: list[_Modal] = []
        self.accepted = False
        """Whether `accept_event` was called for the event that is under way."""
        self._cursor = 0
        self._click_grabber: Any = None
        """The Control that is about to get the mouse by `grab_click_focus`."""

    def __repr__(self) -> str:
        return f"<Router: focus {self.key_focus!r}, under the pointer {self.mouse_over!r}>"

    # -- What Controls tell --------------------------------------------------------------------

    def entered(self, control: Control) -> None:
        """Take in a Control that has entered the tree."""
        parent = control._parent_
        while parent is not None and not isinstance(parent, Control) and hasattr(parent, "_drawing_"):
            parent = parent._parent_
        if not isinstance(parent, Control):
            self._tops[control] = None

    def left(self, control: Control) -> None:
        """Let go of a Control that leaves the tree."""
        self._tops.pop(control, None)
        if self.mouse_over is control:
            self.mouse_over = None
        if self.mouse_focus is control:
            self.mouse_focus, self._held = None, 0
        if self.key_focus is control:
            self.focus(None)
        self.modal_gone(control)

    def hid(self, control: Control) -> None:
        """Let go of a Control that is not seen any more."""
        if self.mouse_focus is control:
            self._drop_mouse_focus()
        if self.key_focus is control:
            self.focus(None)
        if self.mouse_over is control:
            self.mouse_over = None
            notify(control, Control.NOTIFICATION_MOUSE_EXIT)
        self.modal_gone(control)

    def focus(self, control: Any) -> None:
        """Give the keyboard to a Control, or to none."""
        before = self.key_focus
        if before is control:
            return
        self.key_focus = None
        if before is not None:
            notify(before, Control.NOTIFICATION_FOCUS_EXIT)
        if control is not None and self.key_focus is None and control._tree_ is self._tree:
            self.key_focus = control
            notify(control, Control.NOTIFICATION_FOCUS_ENTER)

    def grab_click(self, control: Control) -> None:
        """Give the mouse to another Control than was clicked, once what is under way is done."""
        if self._click_grabber is None:
            self._tree.message_queue.push(self, self._grab_click, (), "grab_click_focus")
        self._click_grabber = control

    def _grab_click(self) -> None:
        control, self._click_grabber = self._click_grabber, None
        if control._tree_ is not self._tree or not control.is_visible_in_tree():
            return
        if self.mouse_focus is not None and self.mouse_focus is not control:
            held = self._held
            self._drop_mouse_focus()
            self.mouse_focus, self._held = control, held
            self._send_buttons(control, held, True)

    def show_modal(self, control: Control, exclusive: bool) -> None:
        """Let a Control be in front of all others."""
        self._modals.append(_Modal(control, exclusive, self._tree.get_idle_frames(), self.key_focus))
        focus = self.mouse_focus
        if self._click_grabber is not None:
            return  # it is about to get the mouse
        if focus is not None and focus is not control and not control.is_a_parent_of(focus):
            self._drop_mouse_focus()

    def modal_gone(self, control: Control) -> None:
        """Take note that a Control is not modal any more: who had the focus before gets it back."""
        place = next((i for i, modal in enumerate(self._modals) if modal.control is control), None)
        if place is None:
            return
        before = self._modals.pop(place).before
        if before is None:
            return
        if place < len(self._modals):
            self._modals[place].before = before
        elif before._tree_ is self._tree and before.is_visible_in_tree() and before.focus_mode:
            before.grab_focus()

    @property
    def modal(self) -> Any:
        """The frontmost Control that was shown modally, None if there is none."""
        return self._modals[-1].control if self._modals else None

    # -- Events --------------------------------------------------------------------------------

    def handle(self, event: InputEvent) -> bool:
        """Give an event, in the viewport's coordinates, to Controls; return True if one took it."""
        self.accepted = False
        if isinstance(event, InputEventMouseButton):
            return self._pressed(event) if event.pressed else self._released(event)
        if isinstance(event, InputEventMouseMotion):
            return self._moved(event)
        return event.is_action_type() and self._key(event)

    def pointer_left(self) -> None:
        """Take note that the pointer has left the window."""
        if self.mouse_focus is None:
            self._point_at(None)

    def _pressed(self, event: InputEventMouseButton) -> bool:
        bit = 1 << (event.button_index - 1)
        if self._held:
            self._held |= bit  # what was clicked first keeps the mouse
        else:
            if self._close_modals(event):
                return True
            self.mouse_focus = self.control_at(event.position)
            if self.mouse_focus is None:
                return False
            self._held = bit
        control = self.mouse_focus
        if event.button_index == BUTTON_LEFT:
            self._focus_by_click(control)
        if control is self.mouse_focus and control.can_process():
            self._send(control, self._local(control, event))
        return True

    def _released(self, event: InputEventMouseButton) -> bool:
        control = self.mouse_focus
        self._held &= ~(1 << (event.button_index - 1))
        if control is None:
            return False
        if not self._held:
            self.mouse_focus = None
        if control.can_process():
            self._send(control, self._local(control, event))
        return True

    def _moved(self, event: InputEventMouseMotion) -> bool:
        over = self.mouse_focus or self.control_at(event.position)
        modal = self.modal
        if modal is not None and over is not modal and not (over and modal.is_a_parent_of(over)):
            over = None
        self._point_at(over)
        if self.mouse_over is not over or over is None:
            self._show_cursor(0)
            return False
        local = self._local(over, event)
        self._show_cursor(self._cursor_shape(over, local.position))
        if over.can_process():
            self._send(over, local)
        return True

    def _key(self, event: InputEvent) -> bool:
        control = self.key_focus
        if control is not None and not control.is_visible_in_tree():
            control = None
            self.focus(None)
        if control is not None and control.can_process():
            self._react(control, event)
            if self.accepted:
                return True
        if self._modals and not self._modals[-1].exclusive and event.is_action_pressed("ui_cancel"):
            self.close_modal(self._modals[-1].control)
            return True
        return event.is_pressed() and self._move_focus(event)

    def _move_focus(self, event: InputEvent) -> bool:
        """Move the focus by Tab and the arrow keys."""
        at = self.key_focus
        found = None
        if event.is_action_pressed("ui_focus_next", True, True):
            found = at.find_next_valid_focus() if at is not None else self._first_focus()
        elif event.is_action_pressed("ui_focus_prev", True, True):
            found = at.find_prev_valid_focus() if at is not None else self._first_focus()
        elif at is not None and not (isinstance(event, InputEventKey) and event.get_modifiers_mask()):
            for side, action in enumerate(("ui_left", "ui_up", "ui_right", "ui_down")):
                if event.is_action_pressed(action, True, True):
                    found = at._neighbour_(side)
        if found is None:
            return False
        found.grab_focus()
        return True

    def _first_focus(self) -> Any:
        modal = self.modal
        tops: list[Any] = [*in_tree_order(self._tops)] if modal is None else [modal]
        for top in tops:
            if top.is_visible_in_tree():
                for control in top._focusable_():
                    if control._focus_mode_ == Control.FOCUS_ALL:
                        return control
        return None

    # -- Giving an event to Controls -----------------------------------------------------------

    def _send(self, control: Any, event: InputEvent) -> None:
        """Give an event to a Control and, as far as they let it pass, to those above it."""
        wheel = isinstance(event, InputEventMouseButton) and event.button_index in _WHEEL
        item: Any = control
        while item is not None:
            if isinstance(item, Control):
                filter = item._mouse_filter_
                if filter != _IGNORE:
                    self._react(item, event)
                if self.accepted or item._tree_ is not self._tree or (filter == _STOP and not wheel):
                    return
            if item._toplevel_:
                return
            event = event.xformed_by(item.get_transform())
            item = item.get_parent_item()

    def _react(self, control: Any, event: InputEvent) -> None:
        """Give an event to one Control: the signal, its script, its built-in class."""
        emit(control, "gui_input", event)
        if self.accepted or control._tree_ is not self._tree:
            return
        call_hook(control, "_gui_input", event)
        if self.accepted or control._tree_ is not self._tree:
            return
        try:
            control._gui_input_(event)
        except Exception as error:
            report(control, error, f"{control!r}: its reaction to {event!r}")

    def _local(self, control: Any, event: Any) -> Any:
        """Return the event with its position in a Control's coordinates."""
        local = event.xformed_by(control.get_global_transform_with_canvas().affine_inverse())
        local.global_position = event.position
        return local

    def _focus_by_click(self, control: Any) -> None:
        item = control
        while item is not None:
            if isinstance(item, Control):
                if item._focus_mode_ != Control.FOCUS_NONE:
                    item.grab_focus()
                    return
                if item._mouse_filter_ == _STOP:
                    return
            item = item.get_parent_item()

    def _close_modals(self, event: InputEventMouseButton) -> bool:
        """Hide what is modal and not under the pointer; return True if the click does no more."""
        closed = False
        while self._modals:
            modal = self._modals[-1]
            control = modal.control
            if control.has_point(self._local(control, event).position):
                break
            if modal.exclusive or modal.frame == self._tree.get_idle_frames() or event.button_index in _WHEEL:
                return True
            closed = closed or not control._passes_closing_click_()
            self.close_modal(control)
        return closed

    def close_modal(self, control: Control) -> None:
        """Hide a Control that was shown modally, because the user wants it gone."""
        notify(control, Control.NOTIFICATION_MODAL_CLOSE)
        self.modal_gone(control)
        control.hide()

    def _drop_mouse_focus(self) -> None:
        """Take the mouse from the Control that has it, as if the buttons had been released."""
        control, held = self.mouse_focus, self._held
        self.mouse_focus, self._held = None, 0
        if control is not None and control._tree_ is self._tree:
            self._send_buttons(control, held, False)

    def _send_buttons(self, control: Control, held: int, pressed: bool) -> None:
        position = control.get_local_mouse_position()
        for index in (1, 2, 3):
            if held & 1 << (index - 1):
                event = InputEventMouseButton(button_index=index, pressed=pressed, position=position)
                event.global_position = self._tree.root.get_mouse_position()
                accepted, self.accepted = self.accepted, False
                self._react(control, event)
                self.accepted = accepted

    # -- What is under the pointer -------------------------------------------------------------

    def control_at(self, position: Vector2) -> Any:
        """Return the frontmost Control that takes the mouse at a point of the viewport, or None."""
        canvas = self._tree.canvas.transform
        tops: list[Any] = in_tree_order({**self._tops, **self._toplevels()})
        for toplevel in (True, False):
            for top in reversed(tops):
                if top._toplevel_ is toplevel and top.is_visible_in_tree():
                    parent = top.get_parent_item()
                    above = canvas if parent is None else compose(canvas, parent._global_matrix_())
                    found = _find_at(top, above, position)
                    if found is not None:
                        return found
        return None

    def _toplevels(self) -> dict[Any, None]:
        return {top: None for top in self._tree.canvas.toplevels() if isinstance(top, Control)}

    def _point_at(self, control: Any) -> None:
        before = self.mouse_over
        if control is before:
            return
        self.mouse_over = control
        if before is not None:
            self._tell_mouse(before, Control.NOTIFICATION_MOUSE_EXIT)
        if control is not None and self.mouse_over is control and control._tree_ is self._tree:
            self._tell_mouse(control, Control.NOTIFICATION_MOUSE_ENTER)

    def _tell_mouse(self, control: Any, what: int) -> None:
        """Tell a Control and, as far as they let the mouse pass, those above it."""
        item: Any = control
        while item is not None and item._tree_ is self._tree:
            if isinstance(item, Control):
                filter = item._mouse_filter_
                if filter != _IGNORE:
                    notify(item, what)
                if filter == _STOP:
                    return
            item = item.get_parent_item()

    def _cursor_shape(self, control: Any, position: Vector2) -> int:
        item = control
        while item is not None:
            shape = 0
            if self._held or item.has_point(position):
                shape = item.get_cursor_shape(position)
            if shape or item._mouse_filter_ == _STOP or item._toplevel_:
                return int(shape)
            position = item.get_transform().xform(position)
            item = item.get_parent_control()
        return 0

    def _show_cursor(self, shape: int) -> None:
        if shape != self._cursor:
            self._cursor = shape
            self._tree.display.set_cursor(shape)


def _find_at(item: Any, above: Any, position: Vector2) -> Any:
    """Return the frontmost Control of a branch that takes the mouse at a point, or None."""
    if not item._visible_:
        return None
    matrix = compose(above, item._matrix_())
    control = isinstance(item, Control)
    if matrix[0] * matrix[3] == matrix[1] * matrix[2]:
        return None  # without area
    inside = control and item.has_point(_inverse(matrix, position))
    if not control or inside or not item._clips_input_():
        children = item._children_
        if children is not None:
            for child in reversed(children.listed()):
                if hasattr(child, "_drawing_") and not child._toplevel_:
                    found = _find_at(child, matrix, position)
                    if found is not None:
                        return found
    return item if inside and item._mouse_filter_ != _IGNORE else None


def _inverse(matrix: Any, position: Vector2) -> Vector2:
    a, b, c, d, e, f = matrix
    if a == d == 1.0 and b == c == 0.0:
        return Vector2(position[0] - e, position[1] - f)
    return Transform2D(*matrix).affine_inverse().xform(position)
