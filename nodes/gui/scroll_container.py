"""ScrollContainer: shows a part of what is larger than itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Node, ScriptError, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.keys import BUTTON_WHEEL_DOWN, BUTTON_WHEEL_LEFT, BUTTON_WHEEL_RIGHT, BUTTON_WHEEL_UP
from engine.input.mouse_event import InputEventMouseButton
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import finite
from .container import Container
from .control import Control
from .scroll_bar import HScrollBar, ScrollBar, VScrollBar

if TYPE_CHECKING:
    from .keywords import ScrollContainerKeywords


_WHEELS = {
    BUTTON_WHEEL_UP: (1, -1),
    BUTTON_WHEEL_DOWN: (1, 1),
    BUTTON_WHEEL_LEFT: (0, -1),
    BUTTON_WHEEL_RIGHT: (0, 1),
}


class ScrollContainer(Container):
    """Gives its child all the room it needs, and scrolls it: by its bars, by the wheel, to the focus.

    A child that is to fill the container needs the size flag SIZE_EXPAND. While scrolling is off in a
    direction, the container is as large there as its child.

    Source: Godot 3.6's `ScrollContainer`. Unlike Godot: a bar that appears is taken into account when
    it is decided whether the other one is needed. There is no dragging by touch.
    """

    scroll_started: Final = Signal()
    scroll_ended: Final = Signal()

    scroll_deadzone: int = 0
    """How far a finger moves before it scrolls: for touch screens, of which there are none here."""

    _clip_content_: bool = True
    _bars_: tuple[HScrollBar, VScrollBar]
    """Both of them."""
    _setting_bars_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ScrollContainerKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._h_bar_, self._v_bar_ = self._bars_ = (HScrollBar(), VScrollBar())
        for bar, name in zip(self._bars_, ("_h_scroll", "_v_scroll"), strict=True):
            bar._name_ = name
            bar.visible = False
            bar.value_changed.connect(self._scrolled_)
            self.add_child(bar)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_background_(self) -> None:
        self._draw_themed_("bg")

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _watch_focus_(self) -> None:
        self.get_tree().root.gui_focus_changed.connect(self._focus_changed_)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _stop_watching_focus_(self) -> None:
        self.get_tree().root.gui_focus_changed.disconnect(self._focus_changed_)

    # -- Laying out ----------------------------------------------------------------------------

    def _laid_out_(self) -> list[Control]:
        return [child for child in super()._laid_out_() if child not in self._bars_]

    def _content_minimum_(self) -> Vector2:
        style = self.get_stylebox("bg").get_minimum_size()
        largest = self._largest_()
        least = [0.0, 0.0]
        for axis, bar in enumerate(self._bars_):
            if not self._scrolls_(axis):
                least[axis] += largest[axis]
            if bar.visible:
                least[1 - axis] += bar.get_combined_minimum_size()[1 - axis]
        return Vector2(least[0] + style[0], least[1] + style[1])

    def _sort_children_(self) -> None:
        style = self.get_stylebox("bg")
        left, top = style.get_offset()
        width, height = self._size_ - style.get_minimum_size()
        least = self._largest_()
        room, needed = self._find_room_([width, height], least)
        h_bar, v_bar = self._h_bar_, self._v_bar_
        self._set_bar_(h_bar, needed[0], least[0], room[0])
        self._set_bar_(v_bar, needed[1], least[1], room[1])
        h_least, v_least = h_bar.get_combined_minimum_size(), v_bar.get_combined_minimum_size()
        self._fit_(h_bar, left, top + height - h_least[1], room[0], h_least[1])
        self._fit_(v_bar, left + width - v_least[0], top, v_least[0], room[1])
        for child in self._laid_out_():
            size = child.get_combined_minimum_size()
            flags = (child._size_flags_horizontal_, child._size_flags_vertical_)
            given = [
                max(room[axis], size[axis]) if flags[axis] & Control.SIZE_EXPAND else size[axis]
                for axis in (0, 1)
            ]
            x = left - (round(h_bar.value) if needed[0] else 0)
            y = top - (round(v_bar.value) if needed[1] else 0)
            self._fit_(child, x, y, given[0], given[1])
        self._raise_bars_()

    def _raise_bars_(self) -> None:
        """Have the bars in front of the contents, also of those that were added last."""
        bars = [bar for bar in self._bars_ if bar._parent_ is self]
        if bars and not all(child in bars for child in self.get_children()[-len(bars) :]):
            for bar in bars:
                bar.raise_()

    def _scrolls_(self, axis: int) -> bool:
        return self.scroll_vertical_enabled if axis else self.scroll_horizontal_enabled

    def _find_room_(self, whole: list[float], least: tuple[float, float]) -> tuple[list[float], list[bool]]:
        """Return the room for the contents, and which bars are needed."""
        room, needed = list(whole), [False, False]
        for _ in range(2):  # the bar that appears first may make the other one necessary
            for axis, bar in enumerate(self._bars_):
                if not needed[axis] and self._scrolls_(axis) and least[axis] > room[axis]:
                    needed[axis] = True
                    room[1 - axis] = max(0.0, room[1 - axis] - bar.get_combined_minimum_size()[1 - axis])
        return room, needed

    def _set_bar_(self, bar: ScrollBar, needed: bool, length: float, page: float) -> None:
        self._setting_bars_ = True
        bar.max_value = max(length, page)
        bar.page = page
        self._setting_bars_ = False
        if bar.visible != needed:
            bar.visible = needed
            self._minimum_size_changed_()

    def _scrolled_(self, value: float) -> None:
        if not self._setting_bars_:
            self.queue_sort()

    # -- Scrolling -----------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton) and event.pressed and event.button_index in _WHEELS:
            axis, step = _WHEELS[event.button_index]
            if axis == 1 and (event.shift or not self._v_bar_.visible):
                axis = 0
            bar = self._bars_[axis]
            before = bar.value
            bar.value += step * bar.page / 8 * event.factor
            if bar.value != before:
                self.accept_event()

    def _focus_changed_(self, control: Any) -> None:
        if self.follow_focus and self.is_a_parent_of(control) and control not in self._bars_:
            self.ensure_control_visible(control)

    def ensure_control_visible(self, control: Control) -> None:
        """Scroll so that a Control inside is seen, as far as it fits."""
        if not self.is_a_parent_of(control):
            raise ScriptError(f"ensure_control_visible: {control!r} is not inside of {self!r}.")
        self.get_tree().flush_deferred()  # it may not have been placed yet
        style = self.get_stylebox("bg")
        origin = self.get_global_transform().affine_inverse().xform(control.rect_global_position)
        for axis, bar in enumerate(self._bars_):
            if not bar.visible:
                continue
            start = origin[axis] - style.get_offset()[axis]
            beyond = start + control.rect_size[axis] - bar.page
            if beyond > 0:
                bar.value += min(beyond, start)
            elif start < 0:
                bar.value += start
        self.queue_sort()

    def get_h_scrollbar(self) -> HScrollBar:
        """Return the horizontal scroll bar."""
        return self._h_bar_

    def get_v_scrollbar(self) -> VScrollBar:
        """Return the vertical scroll bar."""
        return self._v_bar_

    scroll_horizontal: Property[int, float] = Field(
        0,
        finite,
        state="_h_bar_.value",
        then="queue_sort",
        read=int,
        doc="How far it is scrolled to the right.",
    )
    set_h_scroll: Setter[int] = setter(scroll_horizontal, "value")
    get_h_scroll: Getter[int] = getter(scroll_horizontal)

    scroll_vertical: Property[int, float] = Field(
        0, finite, state="_v_bar_.value", then="queue_sort", read=int, doc="How far it is scrolled down."
    )
    set_v_scroll: Setter[int] = setter(scroll_vertical, "value")
    get_v_scroll: Getter[int] = getter(scroll_vertical)

    scroll_horizontal_enabled: Property[bool] = Field(
        True, then="_lay_out_", doc="Whether it may be narrower than its child."
    )
    set_enable_h_scroll: Setter[bool] = setter(scroll_horizontal_enabled, "enable")
    is_h_scroll_enabled: Getter[bool] = getter(scroll_horizontal_enabled)

    scroll_vertical_enabled: Property[bool] = Field(
        True, then="_lay_out_", doc="Whether it may be lower than its child."
    )
    set_enable_v_scroll: Setter[bool] = setter(scroll_vertical_enabled, "enable")
    is_v_scroll_enabled: Getter[bool] = getter(scroll_vertical_enabled)

    follow_focus: Property[bool] = Field(
        False, doc="Whether it scrolls to the Control inside that gets the focus."
    )
    set_follow_focus: Setter[bool] = setter(follow_focus, "enabled")
    is_following_focus: Getter[bool] = getter(follow_focus)
