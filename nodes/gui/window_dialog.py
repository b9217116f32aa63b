"""WindowDialog: a popup with a title, that can be moved and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Node, Rect2, Vector2
from engine.input.event import InputEvent
from engine.input.keys import BUTTON_LEFT
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from .base_button import BaseButton
from .control import Control
from .popup import Popup
from .theme.icon import draw_icon

if TYPE_CHECKING:
    from .keywords import WindowDialogKeywords


Grip = tuple[int, int]
"""What of a window is held: (0, 0) the title, else -1 or 1 for its left or right and its upper or lower
edge."""

_SHAPES = {
    (0, -1): Control.CURSOR_VSIZE,
    (0, 1): Control.CURSOR_VSIZE,
    (-1, 0): Control.CURSOR_HSIZE,
    (1, 0): Control.CURSOR_HSIZE,
    (-1, -1): Control.CURSOR_FDIAGSIZE,
    (1, 1): Control.CURSOR_FDIAGSIZE,
    (1, -1): Control.CURSOR_BDIAGSIZE,
    (-1, 1): Control.CURSOR_BDIAGSIZE,
}


class CloseButton(BaseButton):
    """The cross of a window."""

    _focus_mode_: int = Control.FOCUS_NONE

    def _content_minimum_(self) -> Vector2:
        icon = self.get_icon("close", "WindowDialog")
        width, height = icon.get_size() if icon is not None else (0, 0)
        return Vector2(width + 8.0, height + 8.0)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_cross_(self) -> None:
        mode = self.get_draw_mode()
        marked = mode != BaseButton.DRAW_NORMAL
        if marked:
            name = "close_pressed" if mode == BaseButton.DRAW_PRESSED else "close_hover"
            self._draw_themed_(name, "WindowDialog")
        icon = self.get_icon("close_highlight" if marked else "close", "WindowDialog")
        if icon is not None:
            draw_icon(self, icon, ((self._size_ - icon.get_size()) / 2).floor())


class WindowDialog(Popup):
    """A small window inside the window. Its title bar is above its rectangle; dragging that moves it.

    Source: Godot 3.6's `WindowDialog`.
    """

    _grip_: Grip | None = None
    """What the mouse holds, None if nothing."""
    _grabbed_at_: Vector2 = Vector2.ZERO
    _grabbed_: Rect2 = Rect2()
    """Where the pointer was, and the window, when it was taken hold of."""

    resizable: bool = False
    """Whether its edges can be dragged."""
    set_resizable: Setter[bool] = setter("resizable")
    get_resizable: Getter[bool] = getter("resizable")

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[WindowDialogKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        close = self._close_ = CloseButton()
        close._name_ = "_close"
        close.pressed.connect(self._closed_)
        self.add_child(close)

    window_title: Property[str] = Field(
        "", str, then="_look_and_size_changed_", doc="What is written in its title bar."
    )
    set_title: Setter[str] = setter(window_title, "title")
    get_title: Getter[str] = getter(window_title)

    def get_close_button(self) -> BaseButton:
        """Return the button with the cross."""
        return self._close_

    def _closed_(self) -> None:
        self.hide()

    # -- Size and drawing ----------------------------------------------------------------------

    def _title_height_(self) -> float:
        return float(self.get_constant("title_height"))

    def _frame_(self) -> tuple[float, float, float, float]:
        return (0.0, self._title_height_(), 0.0, 0.0)

    def _content_minimum_(self) -> Vector2:
        font = self.get_font("title_font")
        return Vector2(font.width(self.window_title) + 2 * self._title_height_(), 0.0)

    @notified(Node.NOTIFICATION_READY, Control.NOTIFICATION_RESIZED, Popup.NOTIFICATION_POST_POPUP)
    def _place_close_(self) -> None:
        close = self._close_
        size = close.get_combined_minimum_size()
        height = self._title_height_()
        gap = max(0.0, (height - size[1]) // 2)
        close.rect_size = size
        close.rect_position = Vector2(self._size_[0] - size[0] - gap, -height + gap)

    @notified(Popup.NOTIFICATION_POPUP_HIDE)
    def _let_go_(self) -> None:
        self._grip_ = None

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_window_(self) -> None:
        self._draw_themed_("panel")
        font, height = self.get_font("title_font"), self._title_height_()
        inset = self.get_stylebox("panel").get_margin(0)
        room = max(0.0, self._size_[0] - inset - self._close_.rect_size[0] - 8)
        at = Vector2(inset, round(-height + (height - font.height) / 2 + font.ascent))
        self.draw_string(font, at, self.window_title, self.get_color("title_color"), int(room))

    # -- Moving and resizing -------------------------------------------------------------------

    def has_point(self, point: Vector2) -> bool:
        """Return True if the mouse takes a point as one of the window's, with its title and its edges."""
        x, y = point
        width, height = self._size_
        border = self.get_constant("scaleborder_size") if self.resizable else 0
        top = -self._title_height_() - border
        return -border <= x < width + border and top <= y < height + border

    def _grip_at_(self, at: Vector2) -> Grip | None:
        x, y = at
        width, height = self._size_
        if self.resizable:
            border = self.get_constant("scaleborder_size")
            top = -self._title_height_()
            grip = (
                -1 if x < border else 1 if x >= width - border else 0,
                -1 if y < top + border else 1 if y >= height - border else 0,
            )
            if grip != (0, 0):
                return grip
        return (0, 0) if y < 0 else None

    def get_cursor_shape(self, position: Vector2 = Vector2.ZERO) -> int:
        """Return what the pointer looks like at a point: on the edges, how they can be moved."""
        grip = self._grip_ or self._grip_at_(position)
        return _SHAPES.get(grip or (0, 0), super().get_cursor_shape(position))

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton) and event.button_index == BUTTON_LEFT:
            self._grip_ = self._grip_at_(event.position) if event.pressed else None
            self._grabbed_at_ = event.global_position
            self._grabbed_ = self.get_global_rect()
        elif isinstance(event, InputEventMouseMotion) and self._grip_ is not None:
            self._drag_(event.global_position - self._grabbed_at_)

    def _drag_(self, by: Vector2) -> None:
        x, y, width, height = self._grabbed_
        title = self._title_height_()
        window = self.get_viewport_rect().size
        if self._grip_ == (0, 0):
            # a part of the title can always be taken hold of
            x = max(title - width, min(x + by[0], window[0] - title))
            y = max(title, min(y + by[1], window[1]))
            self.set_global_position(Vector2(x, y))
            return
        assert self._grip_ is not None
        across, down = self._grip_
        least = self.get_combined_minimum_size()
        if across:
            wider = max(least[0] - width, across * by[0])
            x, width = (x - wider if across < 0 else x), width + wider
        if down:
            higher = max(least[1] - height, down * by[1])
            if down < 0:
                higher = min(higher, y - title)
            y, height = (y - higher if down < 0 else y), height + higher
        self.set_global_position(Vector2(x, y))
        self.rect_size = Vector2(width, height)
