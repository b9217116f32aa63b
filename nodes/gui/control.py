"""Control: the base of everything that is a part of a graphical user interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engine import Node, ScriptError, Signal, Vector2
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..canvas.canvas_item import CanvasItem
from .focus import Focus

if TYPE_CHECKING:
    from typing import Unpack

    from engine.input.event import InputEvent

    from ..canvas.canvas_item import CanvasItemKeywords
    from .theme import Theme

    class ControlKeywords(CanvasItemKeywords, total=False):
        """What `Control(…)` takes by name."""

        hint_tooltip: str
        mouse_filter: int
        mouse_default_cursor_shape: int
        focus_neighbour_left: str
        focus_neighbour_top: str
        focus_neighbour_right: str
        focus_neighbour_bottom: str
        focus_next: str
        focus_previous: str
        focus_mode: int
        theme: Theme | None
        theme_type_variation: str
        rect_position: Vector2
        rect_size: Vector2
        rect_global_position: Vector2
        rect_rotation: float
        rect_scale: Vector2
        rect_pivot_offset: Vector2
        rect_clip_content: bool
        rect_min_size: Vector2
        size_flags_horizontal: int
        size_flags_vertical: int
        size_flags_stretch_ratio: float
        anchor_left: float
        anchor_top: float
        anchor_right: float
        anchor_bottom: float
        margin_left: float
        margin_top: float
        margin_right: float
        margin_bottom: float
        grow_horizontal: int
        grow_vertical: int


class Control(Focus):
    """A rectangle that takes part in a user interface: laid out, themed, with mouse and keyboard.

    A script overrides `_gui_input(event)` to take what the user does on it, or connects `gui_input`, and
    calls `accept_event()` for what nobody else is to get.

    Source: Godot 3.6's `Control`.

    Unlike Godot: `_gui_input` is not called any more for an event that a handler of `gui_input` has
    accepted; nor is the class's own reaction, for one that `_gui_input` has.
    """

    NOTIFICATION_MOUSE_ENTER = 41
    NOTIFICATION_MOUSE_EXIT = 42
    NOTIFICATION_MODAL_CLOSE = 46
    NOTIFICATION_SCROLL_BEGIN = 47
    NOTIFICATION_SCROLL_END = 48

    MOUSE_FILTER_STOP = 0
    MOUSE_FILTER_PASS = 1
    MOUSE_FILTER_IGNORE = 2

    CURSOR_ARROW = 0
    CURSOR_IBEAM = 1
    CURSOR_POINTING_HAND = 2
    CURSOR_CROSS = 3
    CURSOR_WAIT = 4
    CURSOR_BUSY = 5
    CURSOR_DRAG = 6
    CURSOR_CAN_DROP = 7
    CURSOR_FORBIDDEN = 8
    CURSOR_VSIZE = 9
    CURSOR_HSIZE = 10
    CURSOR_BDIAGSIZE = 11
    CURSOR_FDIAGSIZE = 12
    CURSOR_MOVE = 13
    CURSOR_VSPLIT = 14
    CURSOR_HSPLIT = 15
    CURSOR_HELP = 16

    gui_input: Final = Signal["InputEvent"]("event")
    mouse_entered: Final = Signal()
    mouse_exited: Final = Signal()
    modal_closed: Final = Signal()

    _stored_ = (*Focus._stored_, "mouse_filter", "mouse_default_cursor_shape", "hint_tooltip")

    _mouse_filter_: int = MOUSE_FILTER_STOP
    _cursor_shape_: int = CURSOR_ARROW

    hint_tooltip: str = ""
    """What is shown when the pointer rests on it."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ControlKeywords]) -> None: ...

    def _gui_input(self, event: InputEvent) -> Any:
        """Override: called with what the user does on this Control; positions are its own."""

    def _gui_input_(self, event: InputEvent) -> None:
        """What a built-in class does with input, after the script's `_gui_input`."""

    def _enter_canvas_(self) -> None:
        assert self._tree_ is not None
        input = self._tree_._services_.input
        if input.gui is None:
            from .routing import Router

            input.gui = Router(self._tree_)
        self._gui_of_tree_().entered(self)
        super()._enter_canvas_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _exit_gui_(self) -> None:
        self._gui_of_tree_().left(self)

    @notified(CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
    def _hide_from_gui_(self) -> None:
        if self._tree_ is not None and not self.is_visible_in_tree():
            self._gui_of_tree_().hid(self)

    @notified(NOTIFICATION_MOUSE_ENTER)
    def _enter_mouse_(self) -> None:
        emit(self, "mouse_entered")

    @notified(NOTIFICATION_MOUSE_EXIT)
    def _exit_mouse_(self) -> None:
        emit(self, "mouse_exited")

    @notified(NOTIFICATION_MODAL_CLOSE)
    def _close_modal_(self) -> None:
        emit(self, "modal_closed")

    # -- The mouse -----------------------------------------------------------------------------

    @property
    def mouse_filter(self) -> int:
        """Whether it takes the mouse: MOUSE_FILTER_STOP, _PASS (the parent gets it too) or _IGNORE."""
        return self._mouse_filter_

    @mouse_filter.setter
    def mouse_filter(self, filter: int) -> None:
        if filter not in (0, 1, 2):
            raise ScriptError(f"{self!r}: there is no mouse_filter {filter!r}: take MOUSE_FILTER_STOP.")
        self._mouse_filter_ = filter

    def set_mouse_filter(self, filter: int) -> None:
        """Set `mouse_filter`."""
        self.mouse_filter = filter

    def get_mouse_filter(self) -> int:
        """Return `mouse_filter`."""
        return self._mouse_filter_

    @property
    def mouse_default_cursor_shape(self) -> int:
        """What the pointer looks like on it: a CURSOR_*."""
        return self._cursor_shape_

    @mouse_default_cursor_shape.setter
    def mouse_default_cursor_shape(self, shape: int) -> None:
        self._cursor_shape_ = shape

    def set_default_cursor_shape(self, shape: int) -> None:
        """Set `mouse_default_cursor_shape`."""
        self._cursor_shape_ = shape

    def get_default_cursor_shape(self) -> int:
        """Return `mouse_default_cursor_shape`."""
        return self._cursor_shape_

    def get_cursor_shape(self, position: Vector2 = Vector2.ZERO) -> int:
        """Return what the pointer looks like at a point of it; a built-in class may tell points apart."""
        return self._cursor_shape_

    def has_point(self, point: Vector2) -> bool:
        """Return True if the mouse takes a point as one of this Control's. Override it for other shapes."""
        x, y = point
        width, height = self._size_
        return 0 <= x < width and 0 <= y < height

    def _clips_input_(self) -> bool:
        """Return True if what is below it takes no mouse outside of it."""
        return self._clip_content_

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return what is shown when the pointer rests at a point of it."""
        return self.hint_tooltip

    def _make_custom_tooltip(self, for_text: str) -> Control | None:
        """Override: return a Control that is shown in place of the tooltip."""
        return None

    def set_tooltip(self, tooltip: str) -> None:
        """Set `hint_tooltip`."""
        self.hint_tooltip = tooltip

    def accept_event(self) -> None:
        """Take the event that is under way as handled: nobody else gets it."""
        gui = self._gui_of_tree_()
        if gui is not None:
            gui.accepted = True

    def grab_click_focus(self) -> None:
        """Get the mouse instead of the Control that was clicked, until the button is released."""
        gui = self._gui_of_tree_()
        if gui is not None:
            gui.grab_click(self)

    # -- Modal ---------------------------------------------------------------------------------

    def show_modal(self, exclusive: bool = False) -> None:
        """Show it in front; a click elsewhere hides it again, or with `exclusive` does nothing at all."""
        if self._tree_ is None:
            raise ScriptError(f"{self!r} cannot be shown: it is not inside the tree. Call add_child first.")
        if not self._toplevel_:
            raise ScriptError(f"{self!r} cannot be shown modally: call `set_as_toplevel(True)` first.")
        if self.is_visible_in_tree():
            self.hide()
        self.show()
        self.raise_()
        self._gui_of_tree_().show_modal(self, exclusive)

    def _passes_closing_click_(self) -> bool:
        """Return True if the click that closes it also goes to what it hits."""
        return True

    # -- Others --------------------------------------------------------------------------------

    def get_parent_control(self) -> Control | None:
        """Return the parent, if it is a Control."""
        parent = self._parent_
        return parent if isinstance(parent, Control) else None
