"""Router: gives mouse and keyboard to the Controls of a tree. The Viewport's `_gui_`."""

from __future__ import annotations

from typing import TypeVar

from engine import Transform2D, Vector2
from engine.base.fault import report
from engine.canvas.commands import Matrix
from engine.canvas.geometry import compose
from engine.canvas.item import ItemState
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_LEFT,
    BUTTON_WHEEL_RIGHT,
    BUTTON_WHEEL_UP,
)
from engine.input.mouse_event import InputEventMouse, InputEventMouseButton, InputEventMouseMotion
from engine.scene.hooks import call_hook
from engine.scene.lifecycle import emit, notify
from engine.scene.order import in_tree_order
from engine.scene.scene_tree import SceneTree

from .focus import focusable, neighbour
from .hit_test import control_at, point_in
from .modals import Modal, Modals
from .state import ControlState
from .tooltip import Tooltips, tooltip_of

M = TypeVar("M", bound=InputEventMouse)

_WHEEL = (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN, BUTTON_WHEEL_LEFT, BUTTON_WHEEL_RIGHT)
_MOST_BUTTONS = 32
_IGNORE, _STOP = ControlState.MOUSE_FILTER_IGNORE, ControlState.MOUSE_FILTER_STOP


class Router:
    """Which Control is under the pointer, has the mouse, has the keyboard; and who gets an event.

    Source: Godot 3.6's `Viewport::_gui_input_event`, `_gui_call_input` and what they call.

    Unlike Godot: Tab goes to the first Control that takes it while none has the focus.
    """

    def __init__(self, tree: SceneTree) -> None:
        self._tree = tree
        self._tops: dict[ControlState, None] = {}
        """The Controls that no other is above; hit tests and Tab start at them."""
        self.key_focus: ControlState | None = None
        """The Control that the keyboard goes to."""
        self.mouse_focus: ControlState | None = None
        """The Control that a button was pressed on and is held."""
        self._held = 0
        """The buttons that are held, as BUTTON_MASK_ bits."""
        self.mouse_over: ControlState | None = None
        """The Control under the pointer."""
        self.modals: Modals = Modals()
        self.accepted: bool = False
        """Whether `accept_event` was called for the event that is under way."""
        self._click_grabber: ControlState | None = None
        """The Control that is about to get the mouse by `grab_click_focus`."""
        self._tooltips = Tooltips(tree)
        self._input = tree._services_.input

    def __repr__(self) -> str:
        return f"<Router: focus {self.key_focus!r}, under the pointer {self.mouse_over!r}>"

    # -- What Controls tell --------------------------------------------------------------------

    def entered(self, control: ControlState) -> None:
        """Take in a Control that has entered the tree."""
        parent = control._parent_
        while isinstance(parent, ItemState) and not isinstance(parent, ControlState):
            parent = parent._parent_
        if not isinstance(parent, ControlState):
            self._tops[control] = None

    def left(self, control: ControlState) -> None:
        """Let go of a Control that leaves the tree."""
        self._tops.pop(control, None)
        if self.mouse_over is control:
            self.mouse_over = None
            self._tooltips.cancel()
        if self.mouse_focus is control:
            self.mouse_focus, self._held = None, 0
        if self.key_focus is control:
            self.focus(None)
        self.modals.remove(control)

    def hid(self, control: ControlState) -> None:
        """Let go of a Control that is not seen any more."""
        if self.mouse_focus is control:
            self._drop_mouse_focus()
        if self.key_focus is control:
            self.focus(None)
        if self.mouse_over is control:
            self.mouse_over = None
            self._tooltips.cancel()
            notify(control, ControlState.NOTIFICATION_MOUSE_EXIT)
        self.modals.remove(control)

    def focus(self, control: ControlState | None) -> None:
        """Give the keyboard to a Control, or to none."""
        before = self.key_focus
        if before is control:
            return
        self.key_focus = None
        if before is not None:
            notify(before, ControlState.NOTIFICATION_FOCUS_EXIT)
        if control is not None and self.key_focus is None and control._tree_ is self._tree:
            self.key_focus = control
            notify(control, ControlState.NOTIFICATION_FOCUS_ENTER)
            emit(self._tree.root, "gui_focus_changed", control)

    def grab_click(self, control: ControlState) -> None:
        """Give the mouse to another Control than was clicked, once what is under way is done."""
        if self._click_grabber is None:
            self._tree.message_queue.push(self, self._grab_click, (), "grab_click_focus")
        self._click_grabber = control

    def _grab_click(self) -> None:
        control, self._click_grabber = self._click_grabber, None
        if control is None or control._tree_ is not self._tree or not control.is_visible_in_tree():
            return
        if self.mouse_focus is not None and self.mouse_focus is not control:
            held = self._held
            self._drop_mouse_focus()
            self.mouse_focus, self._held = control, held
            self._send_buttons(control, held, True)

    def show_modal(self, control: ControlState, exclusive: bool) -> None:
        """Let a Control be in front of all others."""
        self.modals.push(Modal(control, exclusive, self._tree.get_idle_frames(), self.key_focus))
        self._tooltips.cancel()
        focus = self.mouse_focus
        if self._click_grabber is not None:
            return  # it is about to get the mouse
        if focus is not None and focus is not control and not control.is_a_parent_of(focus):
            self._drop_mouse_focus()

    @property
    def modal(self) -> ControlState | None:
        """The frontmost Control that was shown modally, None if there is none."""
        modal = self.modals.top
        return modal.control if modal is not None else None

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
        self._tooltips.cancel()
        if self.mouse_focus is None:
            self._point_at(None)

    def window_left(self) -> None:
        """Take note that the keyboard goes to another window, and with it, that buttons are let go."""
        self._tooltips.cancel()
        self._drop_mouse_focus()

    def _pressed(self, event: InputEventMouseButton) -> bool:
        if not 1 <= event.button_index <= _MOST_BUTTONS:
            return False
        self._tooltips.cancel()
        bit = 1 << (event.button_index - 1)
        if self._held:
            self._held |= bit  # what was clicked first keeps the mouse
        else:
            if self._close_modals(event):
                return True
            self.mouse_focus = self.control_at(event.position)
            if self.mouse_focus is not None:
                self._held = bit
        control = self.mouse_focus
        if control is None:
            return False
        if event.button_index == BUTTON_LEFT:
            self._focus_by_click(control)
        if control is self.mouse_focus and control.can_process():
            self._send(control, self._local(control, event))
        return True

    def _released(self, event: InputEventMouseButton) -> bool:
        control = self.mouse_focus
        if control is None or not 1 <= event.button_index <= _MOST_BUTTONS:
            return False
        self._held &= ~(1 << (event.button_index - 1))
        if not self._held:
            self.mouse_focus = None
        if control.can_process():
            self._send(control, self._local(control, event))
        return True

    def _moved(self, event: InputEventMouseMotion) -> bool:
        over = self.mouse_focus or self.control_at(event.position)
        if not self.modals.lets_through(over):
            over = None
        self._point_at(over)
        if self.mouse_over is not over or over is None:
            self._input.show_cursor(self._input.default_cursor)
            return False
        local = self._local(over, event)
        self._input.show_cursor(self._cursor_shape(over, local.position))
        if not self._held:
            control, text = tooltip_of(over, local.position)
            if text:
                self._tooltips.pointed(control, text, event.position)
            else:
                self._tooltips.cancel()
        if over.can_process():
            self._send(over, local)
        return True

    def _key(self, event: InputEvent) -> bool:
        if event.is_pressed():
            self._tooltips.cancel()
        control = self.key_focus
        if control is not None and not control.is_visible_in_tree():
            control = None
            self.focus(None)
        if control is not None and control.can_process():
            self._react(control, event)
            if self.accepted:
                return True
        modal = self.modals.top
        if modal is not None and not modal.exclusive and event.is_action_pressed("ui_cancel"):
            self.modals.close(modal.control)
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
                    found = neighbour(at, side)
        if found is None:
            return False
        found.grab_focus()
        return True

    def _first_focus(self) -> ControlState | None:
        modal = self.modals.top
        tops = in_tree_order(self._tops) if modal is None else (modal.control,)
        for top in tops:
            if top.is_visible_in_tree():
                for control in focusable(top):
                    if control._focus_mode_ == ControlState.FOCUS_ALL:
                        return control
        return None

    # -- Giving an event to Controls -----------------------------------------------------------

    def _send(self, control: ControlState, event: InputEvent) -> None:
        """Give an event to a Control and, as far as they let it pass, to those above it.

        Each that does something with it gets a copy in its own coordinates.
        """
        wheel = isinstance(event, InputEventMouseButton) and event.button_index in _WHEEL
        item: ItemState | None = control
        way: Matrix | None = None
        """From the coordinates of `event` to those of `item`."""
        while item is not None:
            if isinstance(item, ControlState):
                filter = item._mouse_filter_
                if filter != _IGNORE and item._listens_():
                    if way is not None:
                        event, way = event.xformed_by(Transform2D(*way)), None
                    self._react(item, event)
                if self.accepted or item._tree_ is not self._tree or (filter == _STOP and not wheel):
                    return
            if item._toplevel_:
                return
            matrix = item._exact_matrix_()
            way = matrix if way is None else compose(matrix, way)
            item = item.get_parent_item()

    def _react(self, control: ControlState, event: InputEvent) -> None:
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

    def _local(self, control: ControlState, event: M) -> M:
        """Return the event with its position in a Control's coordinates."""
        matrix = _viewport_matrix(control)
        if point_in(matrix, 0.0, 0.0) is None:  # it has no area any more
            return event.duplicate()
        local = event.xformed_by(Transform2D(*matrix).affine_inverse())
        local.global_position = event.position
        return local

    def _focus_by_click(self, control: ControlState) -> None:
        item: ItemState | None = control
        while item is not None:
            if isinstance(item, ControlState):
                if item._focus_mode_ != ControlState.FOCUS_NONE:
                    item.grab_focus()
                    return
                if item._mouse_filter_ == _STOP:
                    return
            item = item.get_parent_item()

    def _close_modals(self, event: InputEventMouseButton) -> bool:
        """Hide what is modal and not under the pointer; return True if the click does no more."""
        swallowed = False
        while (modal := self.modals.top) is not None:
            control = modal.control
            point = point_in(_viewport_matrix(control), *event.position)
            if control.has_point(event.position if point is None else Vector2(*point)):
                break
            if modal.exclusive or modal.frame == self._tree.get_idle_frames() or event.button_index in _WHEEL:
                return True
            swallowed = swallowed or not control._passes_closing_click_()
            self.modals.close(control)
        return swallowed

    def _drop_mouse_focus(self) -> None:
        """Take the mouse from the Control that has it, as if the buttons had been released."""
        control, held = self.mouse_focus, self._held
        self.mouse_focus, self._held = None, 0
        if control is not None and control._tree_ is self._tree:
            self._send_buttons(control, held, False)

    def _send_buttons(self, control: ControlState, held: int, pressed: bool) -> None:
        position = self._tree.root.get_mouse_position()
        for index in (1, 2, 3):
            if held & 1 << (index - 1):
                event = InputEventMouseButton(button_index=index, pressed=pressed, position=position)
                event.global_position = position
                accepted, self.accepted = self.accepted, False
                self._react(control, self._local(control, event))
                self.accepted = accepted

    # -- What is under the pointer -------------------------------------------------------------

    def control_at(self, position: Vector2) -> ControlState | None:
        """Return the frontmost Control that takes the mouse at a point of the viewport, or None."""
        return control_at(self._tree.canvas, self._tops, position)

    def _point_at(self, control: ControlState | None) -> None:
        before = self.mouse_over
        if control is before:
            return
        self.mouse_over = control
        self._tooltips.cancel()
        if before is not None:
            self._tell_mouse(before, ControlState.NOTIFICATION_MOUSE_EXIT)
        if control is not None and self.mouse_over is control and control._tree_ is self._tree:
            self._tell_mouse(control, ControlState.NOTIFICATION_MOUSE_ENTER)

    def _tell_mouse(self, control: ControlState, what: int) -> None:
        """Tell a Control and, as far as they let the mouse pass, those above it."""
        item: ItemState | None = control
        while item is not None and item._tree_ is self._tree:
            if isinstance(item, ControlState):
                filter = item._mouse_filter_
                if filter != _IGNORE:
                    notify(item, what)
                if filter == _STOP:
                    return
            item = item.get_parent_item()

    def _cursor_shape(self, control: ControlState, position: Vector2) -> int:
        item: ControlState | None = control
        while item is not None:
            shape = 0
            if self._held or item.has_point(position):
                shape = item.get_cursor_shape(position)
            if shape or item._mouse_filter_ == _STOP or item._toplevel_:
                return int(shape)
            position = item.get_transform().xform(position)
            item = item.get_parent_control()
        return 0


def _viewport_matrix(control: ControlState) -> Matrix:
    """Return the transform from a Control's coordinates to the viewport's."""
    return compose(control._canvas_matrix_(), control._global_matrix_())
