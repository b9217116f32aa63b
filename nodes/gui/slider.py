"""Slider: a number that is set by moving a grabber. HSlider and VSlider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Rect2, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.keys import BUTTON_LEFT, BUTTON_WHEEL_DOWN, BUTTON_WHEEL_UP
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .control import Control
from .range import Range
from .theme.icon import draw_icon

if TYPE_CHECKING:
    from .keywords import SliderKeywords


class Slider(Range):
    """The base of HSlider and VSlider.

    Emits `drag_started` and `drag_ended(value_changed)` around each move by mouse.

    Source: Godot 3.6's `Slider`.
    """

    drag_started: Final = Signal()
    drag_ended: Final = Signal[bool]("value_changed")

    _axis_: int = 0
    """0 for a horizontal slider, 1 for a vertical one, whose greatest value is at the top."""
    _focus_mode_: int = Control.FOCUS_ALL
    _grabbed_: float | None = None
    """The value when the grabber was taken hold of, while it is."""
    _hovering_: bool = False

    scrollable: bool = True
    """Whether the mouse wheel moves it."""
    custom_step: float = -1.0
    """How far the arrow keys and the wheel move it; below 0 it is `step`."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[SliderKeywords]) -> None: ...

    # -- Size and drawing ----------------------------------------------------------------------

    def _grabber_icon_(self) -> Any:
        if not self.editable:
            return self.get_icon("grabber_disabled")
        marked = self._hovering_ or self._grabbed_ is not None or self.has_focus()
        return self.get_icon("grabber_highlight" if marked else "grabber")

    def _grabber_length_(self) -> float:
        icon = self.get_icon("grabber")
        return float(icon.get_size()[self._axis_]) if icon is not None else 0.0

    def _content_minimum_(self) -> Vector2:
        icon = self.get_icon("grabber")
        style = self.get_stylebox("slider").get_minimum_size()
        grabber = icon.get_size() if icon is not None else Vector2.ZERO
        return Vector2(max(style[0], grabber[0]), max(style[1], grabber[1]))

    @notified(Control.NOTIFICATION_MOUSE_ENTER)
    def _hover_(self) -> None:
        self._hovering_ = True
        self.update()

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _stop_hovering_(self) -> None:
        self._hovering_ = False
        self.update()

    def _out_of_sight_(self) -> None:
        self._hovering_ = False
        self._grabbed_ = None

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_slider_(self) -> None:
        axis, size = self._axis_, self._size_
        slider = self.get_stylebox("slider")
        thick = max(1.0, slider.get_minimum_size()[1 - axis])
        across = float((size[1 - axis] - thick) // 2)
        along = size[axis]
        length = self._grabber_length_()
        at = self.ratio * max(0.0, along - length)  # where the grabber begins, from the least value
        marked = self._hovering_ or self._grabbed_ is not None
        area = self.get_stylebox("grabber_area_highlight" if marked else "grabber_area")
        middle = at + length / 2
        if axis == 0:
            self.draw_style_box(slider, Rect2(0.0, across, along, thick))
            if self.editable:
                self.draw_style_box(area, Rect2(0.0, across, middle, thick))
        else:
            self.draw_style_box(slider, Rect2(across, 0.0, thick, along))
            if self.editable:
                self.draw_style_box(area, Rect2(across, along - middle, thick, middle))
        self._draw_ticks_(along, length)
        icon = self._grabber_icon_()
        if icon is not None:
            if axis == 0:
                draw_icon(self, icon, Vector2(round(at), round((size[1] - icon.get_height()) / 2)))
            else:
                top = round(along - length - at)
                draw_icon(self, icon, Vector2(round((size[0] - icon.get_width()) / 2), top))

    def _draw_ticks_(self, along: float, length: float) -> None:
        last = self.tick_count - 1
        if last < 1:
            return
        color = self.get_color("tick_color")
        for tick in range(self.tick_count):
            if tick in (0, last) and not self.ticks_on_borders:
                continue
            at = float(round(length / 2 + tick / last * (along - length)))
            across = self._size_[1 - self._axis_]
            bar = Rect2(at, across - 3.0, 1.0, 3.0) if self._axis_ == 0 else Rect2(across - 3.0, at, 3.0, 1.0)
            self.draw_rect(bar, color)

    # -- Input ---------------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if not self.editable:
            return
        if isinstance(event, InputEventMouseMotion):
            if self._grabbed_ is not None:
                self._move_to_(event.position)
        elif isinstance(event, InputEventMouseButton):
            self._button_(event)
        elif event.is_pressed():
            self._key_(event)

    def _button_(self, event: InputEventMouseButton) -> None:
        if event.button_index == BUTTON_LEFT:
            if event.pressed:
                self._grabbed_ = self.value
                emit(self, "drag_started")
                self._move_to_(event.position)
            elif self._grabbed_ is not None:
                changed = self._grabbed_ != self.value
                self._grabbed_ = None
                self.update()
                emit(self, "drag_ended", changed)
        elif event.button_index in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN) and self.scrollable:
            self.accept_event()
            if event.pressed:
                self.grab_focus()
                up = event.button_index == BUTTON_WHEEL_UP
                self.value += self._step_() if up else -self._step_()

    def _move_to_(self, at: Vector2) -> None:
        """Move the middle of the grabber to the pointer."""
        length = self._grabber_length_()
        room = self._size_[self._axis_] - length
        if room > 0:
            part = (at[self._axis_] - length / 2) / room
            self.ratio = max(0.0, min(1.0, part if self._axis_ == 0 else 1 - part))
        self.update()

    def _step_(self) -> float:
        return self.custom_step if self.custom_step >= 0 else self.step

    def _key_(self, event: InputEvent) -> None:
        less, more = ("ui_left", "ui_right") if self._axis_ == 0 else ("ui_down", "ui_up")
        moves = {
            less: self.value - self._step_(),
            more: self.value + self._step_(),
            "ui_home": self.min_value,
            "ui_end": self.max_value,
        }
        for action, value in moves.items():
            if event.is_action(action):
                self.accept_event()
                self.value = value
                return

    # -- Properties ----------------------------------------------------------------------------

    editable: Property[bool] = Field(True, then="_editable_set_", doc="Whether the user can move it.")
    set_editable: Setter[bool] = setter(editable)
    is_editable: Getter[bool] = getter(editable)

    set_scrollable: Setter[bool] = setter("scrollable")
    is_scrollable: Getter[bool] = getter("scrollable")

    tick_count: Property[int] = Field(
        0, int, then="update", doc="How many marks are drawn along it, those at both ends counted."
    )
    set_ticks: Setter[int] = setter(tick_count, "count")
    get_ticks: Getter[int] = getter(tick_count)

    ticks_on_borders: Property[bool] = Field(
        False, then="update", doc="Whether the marks at both ends are drawn, too."
    )
    set_ticks_on_borders: Setter[bool] = setter(ticks_on_borders, "ticks_on_border")
    get_ticks_on_borders: Getter[bool] = getter(ticks_on_borders)

    def _editable_set_(self) -> None:
        if not self.editable:
            self._grabbed_ = None
        self.update()


class HSlider(Slider):
    """A slider from left to right."""

    _axis_ = 0
    _size_flags_vertical_ = 0


class VSlider(Slider):
    """A slider from bottom to top."""

    _axis_ = 1
    _size_flags_horizontal_ = 0
