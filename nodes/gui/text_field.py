"""TextField: what is seen of a line that is edited. The base of LineEdit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import Node, Rect2, Vector2
from engine.canvas.commands import CLEAR, Box, Rgba
from engine.canvas.geometry import compose
from engine.display.display import Composed
from engine.text.clusters import boundary_at
from engine.text.font import Font

from ..canvas.canvas_item import CanvasItem
from .control import Control
from .parts.line_view import LineView
from .parts.text_edit_buffer import TextEditBuffer, one_line
from .text_field_looks import PLACEHOLDER_ALPHA, TextFieldLooks
from .theme import Icon, draw_icon

if TYPE_CHECKING:
    from typing import Self

    from engine import SceneTreeTimer

_NOTHING = Composed("")


class TextField(TextFieldLooks):
    """A line of text with a caret, a selection and what an input method is composing, drawn.

    The caret blinks by the time of frames, and only while it has the focus and may process.
    """

    _focus_mode_: int = Control.FOCUS_ALL
    _cursor_shape_: int = Control.CURSOR_IBEAM

    _buffer_: TextEditBuffer
    _view_: LineView
    _clear_pressed_: bool = False
    """The pointer is on the clear button, which it was pressed on."""

    _composed_: Composed = _NOTHING
    _window_focused_: bool = True
    _caret_shown_: bool = True
    _blink_timer_: SceneTreeTimer | None = None
    """Runs while the caret blinks. Not a process, as between two blinks there is nothing to do."""
    _told_caret_: tuple[float, float, float, float] | None = None
    """What the display was told of the caret."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._buffer_ = TextEditBuffer()
        self._view_ = LineView()
        return self

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            self._draw_field_()
        elif what == Control.NOTIFICATION_FOCUS_ENTER:
            self._restart_blinking_()
        elif what == Control.NOTIFICATION_FOCUS_EXIT:
            self._composed_ = _NOTHING
            self._stop_blinking_()
            self._tell_caret_(None)
        elif what in (Node.NOTIFICATION_WM_FOCUS_IN, Node.NOTIFICATION_WM_FOCUS_OUT):
            self._window_focused_ = what == Node.NOTIFICATION_WM_FOCUS_IN
            if self.has_focus():
                self._restart_blinking_()
        elif what == Node.NOTIFICATION_OS_IME_UPDATE and self.has_focus() and self._editable_:
            composed = self.get_tree().display.composed
            if composed != self._composed_:
                self._composed_ = composed._replace(text=one_line(composed.text))
                self._restart_blinking_()

    # -- The caret blinks ----------------------------------------------------------------------

    def _restart_blinking_(self) -> None:
        """Show the caret, and begin to wait until it is hidden."""
        self._caret_shown_ = True
        self._stop_blinking_()
        if self._caret_blink_ and self._editable_ and self._window_focused_ and self.has_focus():
            self._wait_to_blink_()
        self.update()

    def _stop_blinking_(self) -> None:
        if self._blink_timer_ is not None:
            self._blink_timer_.free()
            self._blink_timer_ = None

    def _wait_to_blink_(self) -> None:
        self._blink_timer_ = self.get_tree().create_timer(self._caret_blink_speed_)
        self._blink_timer_.timeout.connect(self._blink_)

    def _blink_(self) -> None:
        self._wait_to_blink_()
        if self.can_process():
            self._caret_shown_ = not self._caret_shown_
            self.update()

    def _text_changed_(self) -> None:
        """Take note that the text is another."""
        self._composed_ = _NOTHING
        if self._expand_:
            self._minimum_size_changed_()
        self._restart_blinking_()

    def _editable_changed_(self) -> None:
        self._composed_ = _NOTHING
        if not self._editable_:
            self._tell_caret_(None)
        self._restart_blinking_()

    # -- Where everything is -------------------------------------------------------------------

    def _content_minimum_(self) -> Vector2:
        font, icon = self.get_font(), self._icon_(always=True)
        space = font.advance(" ")
        width: float = self.get_constant("minimum_spaces") * space
        if self._expand_:
            width = max(width, font.width(self._masked_(self._buffer_.text)) + space)
        height: float = font.height
        if icon is not None:
            width = max(width, float(icon.get_width()))
            height = max(height, float(icon.get_height()))
        margins = self._style_().get_minimum_size()
        return Vector2(width + margins[0], height + margins[1])

    def _style_(self) -> Any:
        return self.get_stylebox("normal" if self._editable_ else "read_only")

    def _inner_(self) -> Rect2:
        """Return where the text may be."""
        style, icon = self._style_(), self._icon_()
        left, top = style.get_offset()
        width, height = self._size_ - style.get_minimum_size()
        if icon is not None:
            width -= icon.get_width() + 4
        return Rect2(left, top, max(0.0, width), height)

    def _text_top_(self, inner: Rect2, font: Font) -> float:
        return float(int(inner.position[1] + (inner.size[1] - font.height) / 2))

    def _icon_(self, always: bool = False) -> Icon | None:
        """Return what is shown at the right: the clear button, or `right_icon`."""
        if self._clear_button_ and (always or (self._editable_ and self._buffer_.text)):
            return self.get_icon("clear")
        return self._right_icon_

    def _icon_rect_(self, icon: Icon) -> Rect2:
        style = self._style_()
        right = self._size_[0] - style.get_margin(2)
        size = Vector2(icon.get_width(), icon.get_height())
        return Rect2(right - size.x, float(int((self._size_[1] - size.y) / 2)), *size)

    def _is_over_clear_button_(self, place: Vector2) -> bool:
        icon = self._icon_() if self._clear_button_ and self._editable_ and self._buffer_.text else None
        return icon is not None and self.has_point(place) and place[0] >= self._icon_rect_(icon).position[0]

    def _masked_(self, text: str) -> str:
        return self._secret_character_ * len(text) if self._secret_ else text

    def _measure_(self) -> tuple[Rect2, int]:
        """Bring the view up to date; return where the text may be and before which character the caret is."""
        buffer, view, composed = self._buffer_, self._view_, self._composed_
        text, caret = buffer.text, buffer.caret
        if composed.text:
            text = text[:caret] + composed.text + text[caret:]
            caret += min(composed.start + composed.length, len(composed.text))
        inner = self._inner_()
        view.width, view.align = inner.size[0], self._align_
        view.show(self._masked_(text), self.get_font())
        if not self._secret_:
            caret = boundary_at(text, caret)
        view.reveal(caret)
        return inner, caret

    def _index_at_(self, x: float) -> int:
        """Return the place of a caret that is nearest to `x`, of this Control."""
        inner, _ = self._measure_()
        index = self._view_.index_at(x - inner.position[0])
        composed = len(self._composed_.text)
        if composed and index > self._buffer_.caret:
            index = max(self._buffer_.caret, index - composed)
        return index

    def _char_at_(self, x: float) -> int:
        """Return the character at `x`, of this Control; the last one if it is beyond."""
        inner, _ = self._measure_()
        index = self._index_at_(x)
        if index > 0 and self._view_.x_of(index) > x - inner.position[0]:
            index -= 1
        return index

    # -- Drawing -------------------------------------------------------------------------------

    def _draw_field_(self) -> None:
        whole = Rect2(Vector2.ZERO, self._size_)
        if not self._flat_:
            self.draw_style_box(self._style_(), whole)
        focused = self.has_focus()
        if focused:
            self.draw_style_box(self.get_stylebox("focus"), whole)
        icon = self._icon_()
        if icon is not None:
            self._draw_icon_(icon)
        inner, caret = self._measure_()
        font = self.get_font()
        left, top = inner.position[0], self._text_top_(inner, font)
        if not self._view_.text:
            self._draw_placeholder_(inner, Vector2(left, top + font.ascent), font)
        else:
            self._draw_pieces_(left, top, font)
        if focused and self._editable_:
            x = left + max(0.0, min(self._view_.x_of(caret), inner.size[0] - 1))
            if self._caret_shown_ and self._window_focused_:
                self._add_(Box(x, top, 1, font.height, self.get_color("cursor_color")))
            self._tell_caret_((x, top, 1.0, float(font.height)))

    def _draw_icon_(self, icon: Icon) -> None:
        position = self._icon_rect_(icon).position
        if icon is self._right_icon_:
            draw_icon(self, icon, position, (1.0, 1.0, 1.0, 0.9 if self._editable_ else 0.45))
        else:
            name = "clear_button_color_pressed" if self._clear_pressed_ else "clear_button_color"
            draw_icon(self, icon, position, self.get_color(name))

    def _draw_placeholder_(self, inner: Rect2, baseline: Vector2, font: Font) -> None:
        view = LineView()
        view.width, view.align = inner.size[0], self._align_
        view.show(self._placeholder_, font)
        color: Rgba = self.get_color("font_color_placeholder")
        if self._placeholder_alpha_ != PLACEHOLDER_ALPHA or not self.has_color("font_color_placeholder"):
            r, g, b, a = self.get_color("font_color")
            color = (r, g, b, a * self._placeholder_alpha_)
        self.draw_string(font, baseline + Vector2(view.origin, 0), view.text[: view.end], color)

    def _draw_pieces_(self, left: float, top: float, font: Font) -> None:
        """Draw the text: before, in and after what is selected, or what is being composed."""
        view, composed = self._view_, self._composed_.text
        first, end = view.scroll, view.end
        color = self.get_color("font_color" if self._editable_ else "font_color_uneditable")
        marked = color
        if composed:
            start = self._buffer_.caret
            places = (start, start + len(composed))
        else:
            places = self._buffer_.selection
        a, b = (min(max(place, first), end) for place in places)
        if a < b:
            x, width = left + view.x_of(a), view.offsets[b] - view.offsets[a]
            if composed:
                self._underline_(left, top + font.ascent, places[0], first, end, color)
            else:
                paint = self.get_color("selection_color")
                self._add_(Box(x, top, width, font.height, paint, CLEAR, 0.0, 2.0))
                marked = self.get_color("font_color_selected")
        else:
            a = b = end  # all in one
        for start, stop, paint in ((first, a, color), (a, b, marked), (b, end, color)):
            place = Vector2(left + view.x_of(start), top + font.ascent)
            self.draw_string(font, place, view.text[start:stop], paint)

    def _underline_(
        self, left: float, baseline: float, start: int, first: int, end: int, color: Rgba
    ) -> None:
        """Underline what is being composed, and the part that is being chosen with a thicker line."""
        view, composed = self._view_, self._composed_
        chosen = start + composed.start
        parts = ((start, start + len(composed.text), 1.0), (chosen, chosen + composed.length, 2.0))
        for part_start, part_end, thick in parts:
            a, b = (min(max(place, first), end) for place in (part_start, part_end))
            if a < b:
                self._add_(
                    Box(left + view.x_of(a), baseline + 2, view.offsets[b] - view.offsets[a], thick, color)
                )

    def _tell_caret_(self, caret: tuple[float, float, float, float] | None) -> None:
        """Tell the display where text is typed, so that an input method can show its list there."""
        tree = self._tree_
        if tree is None or (caret is None and self._told_caret_ is None):
            return
        display = tree.display
        if caret is not None:
            x, y, width, height = caret
            a, b, c, d, e, f = compose(self._canvas_matrix_(), self._global_matrix_())
            x, y = a * x + c * y + e, b * x + d * y + f
            view = display.view
            caret = (
                x * view.scale_x + view.offset_x,
                y * view.scale_y + view.offset_y,
                width * abs(a) * view.scale_x,
                height * abs(d) * view.scale_y,
            )
        if caret != self._told_caret_:
            self._told_caret_ = caret
            display.set_text_input(caret)
