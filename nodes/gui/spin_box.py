"""SpinBox: a number that is typed, or changed by arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Node, Rect2, Vector2
from engine.input.event import InputEvent
from engine.input.keys import BUTTON_LEFT, BUTTON_RIGHT, BUTTON_WHEEL_DOWN, BUTTON_WHEEL_UP
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from .control import Control
from .line_edit import LineEdit
from .parts.arithmetic import evaluated
from .range import Range, decimals
from .theme import StyleBoxEmpty
from .theme.icon import draw_icon

if TYPE_CHECKING:
    from .keywords import SpinBoxKeywords


_FIRST_REPEAT, _REPEAT = 0.6, 0.075
"""Seconds until a step is done again while the mouse button is held."""
_LEAST_DRAG = 2.0
_KEYS = {"ui_up": 1, "ui_down": -1, "ui_page_up": 10, "ui_page_down": -10}


class SpinBox(Range):
    """A number in a field: typed, or changed by the arrows beside it, the arrow keys, or the wheel while it
    has the focus. Moving the mouse up or down with an arrow held changes it, too.

        SpinBox(min_value=1, max_value=65535, value=8000)

    What is typed counts when Enter is pressed or the focus is lost; `2 * (3 + 4)` is 14.

    Source: Godot 3.6's `SpinBox`. Unlike Godot: a text that is no number gives way to the value that was;
    `7 / 2` is 3.5; the arrow keys and Page Up and Down work.
    """

    _held_arrow_: int = 0
    """The arrow that the mouse button is held on: 1 up, -1 down, 0 none."""
    _repeat_: float = 0.0
    """Seconds until the next step while an arrow is held."""
    _pressed_at_: Vector2 = Vector2.ZERO
    _dragged_from_: tuple[float, float] | None = None
    """Where dragging began and the value then, while dragging."""
    _hovered_arrow_: int = 0
    """The arrow that the pointer is on: 1 up, -1 down, 0 none."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[SpinBoxKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        line = self._line_ = LineEdit(flat=True, mouse_filter=Control.MOUSE_FILTER_PASS)
        line._name_ = "_line_edit"
        line.anchor_right = line.anchor_bottom = 1.0
        line.text_entered.connect(self._entered_)
        line.focus_entered.connect(self.update)
        line.focus_exited.connect(self._line_left_)
        line.gui_input.connect(self._line_input_)
        self.add_child(line)
        self._themed_()

    def get_line_edit(self) -> LineEdit:
        """Return the field that the number is typed in."""
        return self._line_

    # -- The text ------------------------------------------------------------------------------

    def _value_changed_(self, value: float) -> None:
        self._show_value_()

    def _limits_changed_(self) -> None:
        self._show_value_()

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _show_value_(self) -> None:
        parts = (self.prefix, number_text(self.value, self.step), self.suffix)
        line, text = self._line_, " ".join(part for part in parts if part)
        if text != line.text:
            line.text = text
            line.caret_position = len(text) - (len(self.suffix) + 1 if self.suffix else 0)
        self.update()

    def apply(self) -> None:
        """Take what has been typed as the value."""
        self._entered_(self._line_.text)

    def _entered_(self, text: str) -> None:
        text = text.strip()
        if self.prefix:
            text = text.removeprefix(self.prefix)
        if self.suffix:
            text = text.removesuffix(self.suffix)
        value = evaluated(text)
        if value is not None:
            self.value = value
        self._show_value_()

    def _line_left_(self) -> None:
        self.update()
        if not self._line_._menu_opens_:
            self.apply()

    def _line_input_(self, event: InputEvent) -> None:
        if self._line_.editable and event.is_pressed():
            for action, steps in _KEYS.items():
                if event.is_action(action):
                    self.accept_event()
                    self.apply()
                    self.value += steps * self._one_step_()
                    return

    def _one_step_(self) -> float:
        return self.step or 1.0

    # -- The arrows ----------------------------------------------------------------------------

    def _arrow_at_(self, at: Vector2) -> int:
        x, y = at
        width, height = self._size_
        if not (width - self._column_() <= x < width and 0 <= y < height):
            return 0
        return 1 if y < height / 2 else -1

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseMotion):
            self._moved_to_(event.position)
        elif isinstance(event, InputEventMouseButton) and self._line_.editable:
            if event.pressed:
                self._press_(event)
            elif event.button_index == BUTTON_LEFT:
                self._let_go_()

    def _press_(self, event: InputEventMouseButton) -> None:
        arrow = self._arrow_at_(event.position)
        if event.button_index in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN):
            if self._line_.has_focus():
                self.accept_event()
                turned = event.factor if event.button_index == BUTTON_WHEEL_UP else -event.factor
                self.value += turned * self._one_step_()
        elif arrow and event.button_index in (BUTTON_LEFT, BUTTON_RIGHT):
            self._line_.grab_focus()
            self.apply()
            if event.button_index == BUTTON_RIGHT:
                self.value = self.max_value if arrow > 0 else self.min_value
                return
            self.value += arrow * self._one_step_()
            self._held_arrow_, self._repeat_ = arrow, _FIRST_REPEAT
            self._pressed_at_ = event.position
            self.set_process_internal(True)
            self.update()

    def _out_of_sight_(self) -> None:
        self._let_go_()

    def _let_go_(self) -> None:
        self._held_arrow_, self._dragged_from_ = 0, None
        self.set_process_internal(False)
        self.update()

    def _moved_to_(self, at: Vector2) -> None:
        over = self._arrow_at_(at) if self._line_.editable else 0
        if over != self._hovered_arrow_:
            self._hovered_arrow_ = over
            self.update()
        if not self._held_arrow_:
            return
        if self._dragged_from_ is not None:
            y, value = self._dragged_from_
            way = abs(at[1] - y) ** 1.8 * (0.01 if at[1] < y else -0.01)
            self.value = max(self.min_value, min(self.max_value, value + way * self._one_step_()))
        elif self._pressed_at_.distance_to(at) > _LEAST_DRAG:
            self._dragged_from_ = (at[1], self.value)
            self.set_process_internal(False)

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _leave_arrows_(self) -> None:
        self._hovered_arrow_ = 0
        self.update()

    @notified(Node.NOTIFICATION_INTERNAL_PROCESS)
    def _repeat_step_(self) -> None:
        self._repeat_ -= self.get_process_delta_time()
        if self._repeat_ <= 0:
            self._repeat_ = _REPEAT
            self.value += self._held_arrow_ * self._one_step_()

    # -- Size and drawing ----------------------------------------------------------------------

    def _column_(self) -> float:
        """Return how wide the arrows are."""
        icon = self.get_icon("updown")
        return float(icon.get_width()) if icon is not None else 0.0

    @notified(Control.NOTIFICATION_THEME_CHANGED)
    def _themed_(self) -> None:
        """Take over what the theme says: the field and the arrows look like one LineEdit."""
        line = self._line_
        style = self.get_stylebox("normal", "LineEdit")
        focus = StyleBoxEmpty()
        for side in range(4):
            focus.set_default_margin(side, style.get_margin(side))
        line.add_stylebox_override("focus", focus)
        line.margin_right = -self._column_()

    def _lay_out_(self) -> None:
        self._minimum_size_changed_()

    def _content_minimum_(self) -> Vector2:
        width, height = self._line_.get_combined_minimum_size()
        return Vector2(width + self._column_(), height)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_box_(self) -> None:
        editable = self._line_.editable
        self._draw_themed_("normal" if editable else "read_only", "LineEdit")
        width, height = self._size_
        column = self._column_()
        half = height / 2
        for direction, top, limit in ((1, 0.0, self.max_value - self.page), (-1, half, self.min_value)):
            icon = self.get_icon("up" if direction > 0 else "down")
            at_limit = self.value == limit and not (
                self.allow_greater if direction > 0 else self.allow_lesser
            )
            if direction in (self._hovered_arrow_, self._held_arrow_) and editable and not at_limit:
                name = "arrow_pressed" if self._held_arrow_ == direction else "arrow_hover"
                inset = Rect2(width - column, top + (2 if direction > 0 else 0), column - 2, half - 2)
                self.draw_style_box(self.get_stylebox(name), inset)
            if icon is not None:
                nudge = 2 if direction > 0 else -2
                at = Vector2(
                    round(width - column / 2 - icon.get_width() / 2 - 1),
                    round(top + (half - icon.get_height() + nudge) / 2),
                )
                draw_icon(self, icon, at, (1.0, 1.0, 1.0, 0.4 if at_limit or not editable else 1.0))
        updown = self.get_icon("updown")
        if updown is not None:
            draw_icon(self, updown, Vector2(width - column, round((height - updown.get_height()) / 2)))
        if self._line_.has_focus():
            self._draw_themed_("focus", "LineEdit")

    # -- Properties ----------------------------------------------------------------------------

    prefix: Property[str] = Field("", str, then="_show_value_", doc="What is written before the number.")
    set_prefix: Setter[str] = setter(prefix)
    get_prefix: Getter[str] = getter(prefix)

    suffix: Property[str] = Field(
        "", str, then="_show_value_", doc="What is written after the number: a unit."
    )
    set_suffix: Setter[str] = setter(suffix)
    get_suffix: Getter[str] = getter(suffix)

    editable: Property[bool] = Field(
        True, state="_line_.editable", then="_editable_set_", doc="Whether the user can change the number."
    )
    set_editable: Setter[bool] = setter(editable)
    is_editable: Getter[bool] = getter(editable)

    align: Property[int] = Field(
        LineEdit.ALIGN_LEFT,
        state="_line_.align",
        doc="Where the number is in its field: a LineEdit.ALIGN_ number.",
    )
    set_align: Setter[int] = setter(align)
    get_align: Getter[int] = getter(align)

    def _editable_set_(self) -> None:
        if not self.editable:
            self._let_go_()
        self.update()


def number_text(value: float, step: float) -> str:
    """Return a number with as many decimals as its step has, and no more than it needs."""
    places = decimals(step)
    text = f"{value:.{places}f}" if places >= 0 else f"{value:.9g}" if abs(value) < 1e15 else repr(value)
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
