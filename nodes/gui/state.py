"""What there is to know of a Control for those who give it input: the state, and what may be asked.

The router, hit tests, modals, tooltips and the search for who gets the focus next know this alone;
`Control` has the behaviour, and knows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine import Vector2
from engine.canvas.item import ItemState

if TYPE_CHECKING:
    from engine import Transform2D
    from engine.input.event import InputEvent
    from engine.object.shared_name import MethodSignal


class ControlState(ItemState):
    """The state of one Control, as `ItemState` is that of a canvas item.

    Its names are there for friends: for what finds the Control that an event is for.
    """

    NOTIFICATION_MOUSE_ENTER = 41
    NOTIFICATION_MOUSE_EXIT = 42
    NOTIFICATION_FOCUS_ENTER = 43
    NOTIFICATION_FOCUS_EXIT = 44
    NOTIFICATION_MODAL_CLOSE = 46

    MOUSE_FILTER_STOP = 0
    MOUSE_FILTER_PASS = 1
    MOUSE_FILTER_IGNORE = 2

    FOCUS_NONE = 0
    FOCUS_CLICK = 1
    FOCUS_ALL = 2

    _size_: Vector2 = Vector2.ZERO
    _mouse_filter_: int = MOUSE_FILTER_STOP
    _focus_mode_: int = FOCUS_NONE

    if TYPE_CHECKING:  # see Node, CanvasItem and Control, which have them
        hide: MethodSignal
        queue_free: Callable[[], None]
        can_process: Callable[[], bool]
        is_a_parent_of: Callable[[Any], bool]
        get_transform: Callable[[], Transform2D]

        _gui_input_: Callable[[InputEvent], None]  # override point
        _listens_: Callable[[], bool]  # override point
        _clips_input_: Callable[[], bool]  # override point
        _passes_closing_click_: Callable[[], bool]  # override point
        _tooltip_: Callable[[str], ControlState]  # override point
        has_point: Callable[[Vector2], bool]
        get_cursor_shape: Callable[[Vector2], int]
        get_tooltip: Callable[[Vector2], str]
        get_parent_control: Callable[[], ControlState | None]
        get_combined_minimum_size: Callable[[], Vector2]
        set_position: Callable[[Vector2], None]
        set_size: Callable[[Vector2], None]
        set_as_toplevel: Callable[[bool], None]
        get_focus_neighbour: Callable[[int], str]
        find_next_valid_focus: Callable[[], ControlState | None]
        find_prev_valid_focus: Callable[[], ControlState | None]
        grab_focus: Callable[[], None]
