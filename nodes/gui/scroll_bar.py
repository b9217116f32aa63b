"""ScrollBar: which part of something long is seen. HScrollBar and VScrollBar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from engine import Rect2, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_LEFT,
    BUTTON_WHEEL_RIGHT,
    BUTTON_WHEEL_UP,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.property import Getter, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .control import Control
from .range import Range

if TYPE_CHECKING:
    from .keywords import ScrollBarKeywords


_WHEEL = {BUTTON_WHEEL_UP: -1, BUTTON_WHEEL_LEFT: -1, BUTTON_WHEEL_DOWN: 1, BUTTON_WHEEL_RIGHT: 1}
_SHORTEST = 20.0
"""The least length of a grabber, so that it can be grabbed in the longest list."""


class ScrollBar(Range):
    """The base of HScrollBar and VScrollBar: `value` is where the part that is seen starts, `page` how
    long it is.

    Source: Godot 3.6's `ScrollBar`. Unlike Godot: there are no arrows at the ends; a click beside the
    grabber moves it by a page at once; and a grabber is never shorter than 20 pixels.
    """

    scrolling: Final = Signal()

    custom_step: float = -1.0
    """How far the arrow keys and the wheel move it; below 0 it is `step` and a part of the page."""
    set_custom_step: Setter[float] = setter("custom_step", "step")
    get_custom_step: Getter[float] = getter("custom_step")

    _axis_: int = 0
    """0 for a horizontal bar, 1 for a vertical one."""
    _grabbed_: float | None = None
    """How far from its start the grabber was taken hold of, while it is."""
    _highlighted_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ScrollBarKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._numbers_.step = 0.0

    def _content_minimum_(self) -> Vector2:
        least = self.get_stylebox("scroll").get_minimum_size()
        grabber = self.get_stylebox("grabber").get_minimum_size()
        across = 1 - self._axis_
        thickness = max(least[across], grabber[across])
        length = least[self._axis_] + _SHORTEST
        return Vector2(length, thickness) if self._axis_ == 0 else Vector2(thickness, length)

    # -- The grabber ---------------------------------------------------------------------------

    def _grabber_(self) -> tuple[float, float]:
        """Return where the grabber is: start and length."""
        length = self._size_[self._axis_]
        numbers = self._numbers_
        whole = numbers.max - numbers.min
        rest = whole - numbers.page
        if rest <= 0:
            return 0.0, length
        size = max(min(_SHORTEST, length), length * numbers.page / whole)
        part = (numbers.value - numbers.min) / rest
        return (length - size) * max(0.0, min(1.0, part)), size

    def _rect_(self, start: float, length: float) -> Rect2:
        thickness = self._size_[1 - self._axis_]
        if self._axis_ == 0:
            return Rect2(start, 0.0, length, thickness)
        return Rect2(0.0, start, thickness, length)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_bar_(self) -> None:
        self._draw_themed_("scroll_focus" if self.has_focus() else "scroll")
        name = "grabber_highlight" if self._highlighted_ else "grabber"
        if self._grabbed_ is not None:
            name = "grabber_pressed"
        self.draw_style_box(self.get_stylebox(name), self._rect_(*self._grabber_()))

    def _out_of_sight_(self) -> None:
        self._grabbed_ = None
        self._highlighted_ = False

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _stop_highlighting_(self) -> None:
        self._highlight_(False)

    def _highlight_(self, highlighted: bool) -> None:
        if highlighted != self._highlighted_:
            self._highlighted_ = highlighted
            self.update()

    # -- Input ---------------------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseMotion):
            self._moved_to_(event.position[self._axis_])
            return
        emit(self, "scrolling")
        if isinstance(event, InputEventMouseButton):
            self._button_(event)
        else:
            self._key_(event)

    def _button_(self, event: InputEventMouseButton) -> None:
        if event.button_index in _WHEEL:
            if event.pressed:
                self.accept_event()
                self._scroll_(_WHEEL[event.button_index] * event.factor)
        elif event.button_index == BUTTON_LEFT:
            at = event.position[self._axis_]
            if not event.pressed:
                self._grabbed_ = None
                self.update()
                return
            start, size = self._grabber_()
            if start <= at < start + size:
                self._grabbed_ = at - start
                self.update()
            else:
                page = self.page or (self.max_value - self.min_value) / 16
                self.value += -page if at < start else page

    def _moved_to_(self, at: float) -> None:
        """The pointer has moved: with the grabber, if it was taken hold of."""
        start, size = self._grabber_()
        if self._grabbed_ is None:
            self._highlight_(start <= at < start + size)
            return
        emit(self, "scrolling")
        room = self._size_[self._axis_] - size
        if room > 0:
            part = max(0.0, min(1.0, (at - self._grabbed_) / room))
            self.value = self.min_value + part * (self.max_value - self.page - self.min_value)

    def _scroll_(self, notches: float) -> None:
        """Scroll by notches of the wheel."""
        if self.custom_step >= 0:
            step = self.custom_step
        else:
            step = self.page / 4 if self.page else (self.max_value - self.min_value) / 16
        self.value += max(step, self.step) * notches

    def _key_(self, event: InputEvent) -> None:
        if not event.is_pressed():
            return
        back, on = ("ui_left", "ui_right") if self._axis_ == 0 else ("ui_up", "ui_down")
        step = self.custom_step if self.custom_step >= 0 else self.step
        moves = {
            back: self.value - step,
            on: self.value + step,
            "ui_home": self.min_value,
            "ui_end": self.max_value,
            "ui_page_up": self.value - self.page,
            "ui_page_down": self.value + self.page,
        }
        for action, value in moves.items():
            if event.is_action(action):
                self.accept_event()
                self.value = value
                return


class HScrollBar(ScrollBar):
    """A horizontal ScrollBar."""

    _axis_ = 0
    _size_flags_vertical_ = 0


class VScrollBar(ScrollBar):
    """A vertical ScrollBar."""

    _axis_ = 1
    _size_flags_horizontal_ = 0
