"""RichTextView: the part of a long text in styles that is seen. The base of RichTextLabel."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from engine import Node, Rect2, Vector2
from engine.canvas.commands import (
    CLEAR,
    Box,
    Command,
    Picture,
    Text,
)

from ..canvas.canvas_item import CanvasItem
from .clipped_layer import ClippedLayer
from .control import Control
from .parts.line_window import LineWindow
from .parts.paragraph_layout import Look, ParagraphLayout, Row
from .parts.rich_text import Paragraph, RichText
from .scroll_bar import VScrollBar

if TYPE_CHECKING:
    from typing import Self

_MOST_KEPT = 1000
"""Paragraphs whose layout is kept: several screens full."""
_EXACT = 200
"""Of texts with no more lines, all are measured, so that the scroll bar is exact."""
_ENDLESS = 1e9
"""The width before it has one: no line is wrapped."""

Place = tuple[int, int]
"""The number of a line, which stays when lines before it go, and a character in it."""


class RichTextView(Control):
    """Shows a RichText: what is seen of it is laid out when it is drawn, and nothing else.

    A line that is appended costs as much in a text of a hundred thousand lines as in an empty one. How
    high lines are that were never seen is guessed.
    """

    _text_: RichText
    _view_: LineWindow
    _lines_: ClippedLayer
    _bar_: VScrollBar
    _look_: Look | None = None
    """What the theme says; None if it has to be asked."""
    _width_: float = -1.0
    """That lines are wrapped at."""
    _generation_: int = 0
    """Another number when all layouts are worth nothing any more."""
    _laid_out_: deque[Paragraph]
    """The paragraphs with a layout, those laid out last at the end."""
    _seen_: list[tuple[int, float]]
    """The lines that are seen, and where they begin."""
    _state_: Any = None
    """What the layout was made for."""
    _dropped_: int = 0
    """How many lines had gone at the start when it was made."""
    _setting_bar_: bool = False

    _scroll_active_: bool = True
    _scroll_following_: bool = False
    _at_end_: bool = True
    """The user has not scrolled away from the end."""
    _fit_content_height_: bool = False
    _visible_characters_: int = -1
    _meta_underlined_: bool = True
    _tab_size_: int = 4
    _override_selected_: bool = False
    _selected_: tuple[Place, Place] | None = None
    """From where to where it is selected, in order."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._text_ = text = RichText()
        self._view_ = LineWindow(text.heights, self._measure_)
        self._laid_out_ = deque()
        self._seen_ = []
        lines = self._lines_ = ClippedLayer()
        lines._name_ = "_lines"
        lines._paint_ = self._draw_lines_
        bar = self._bar_ = VScrollBar()
        bar._name_ = "_v_scroll"
        bar.visible = False
        bar.value_changed.connect(self._bar_moved_)
        self.add_child(lines)
        self.add_child(bar)
        return self

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW:
            whole = Rect2(Vector2.ZERO, self._size_)
            self.draw_style_box(self.get_stylebox("normal"), whole)
            if self.has_focus():
                self.draw_style_box(self.get_stylebox("focus"), whole)
        elif what == Control.NOTIFICATION_RESIZED or what == Node.NOTIFICATION_ENTER_TREE:
            self._place_children_()
            if self._fit_content_height_:
                self._minimum_size_changed_()
        elif what == Control.NOTIFICATION_THEME_CHANGED:
            self._look_ = None
            self._state_ = None
            self._place_children_()

    # -- Laying out ----------------------------------------------------------------------------

    def _inner_(self) -> Rect2:
        """Return where lines may be, beside a scroll bar too."""
        style = self.get_stylebox("normal")
        size = self._size_ - style.get_minimum_size()
        return Rect2(style.get_offset(), Vector2(max(0.0, size[0]), max(0.0, size[1])))

    def _place_children_(self) -> None:
        self._lines_.place(self._inner_())
        bar, (width, height) = self._bar_, self._size_
        thickness = bar.get_combined_minimum_size()[0]
        bar._set_edges_(width - thickness - 1, 1, thickness, max(0.0, height - 2))
        self._lines_.update()

    def _text_changed_(self) -> None:
        """Take note that the text is another: it is laid out when it is drawn."""
        self._lines_.update()
        if self._fit_content_height_:
            self._minimum_size_changed_()

    def _find_look_(self) -> Look:
        if self._look_ is None:
            font = self.get_font("normal_font")
            color = self.get_color("default_color")
            self._look_ = Look(
                font,
                self.get_font("bold_font"),
                self.get_font("italics_font"),
                self.get_font("bold_italics_font"),
                self.get_font("mono_font"),
                color,
                self.get_color("url_color") if self.has_color("url_color") else color,
                self._meta_underlined_,
                float(self.get_constant("line_separation")),
                self._tab_size_ * font.advance(" "),
                self.get_color("font_color_shadow") if self.has_color("font_color_shadow") else CLEAR,
                float(self.get_constant("shadow_offset_x")),
                float(self.get_constant("shadow_offset_y")),
            )
            self._width_ = -1.0
            self._generation_ += 1
        return self._look_

    def _set_width_(self, width: float) -> None:
        """Wrap lines at another width: nothing that was measured counts any more."""
        if width == self._width_:
            return
        font = self._find_look_().normal
        self._width_ = width
        self._generation_ += 1
        height = font.height + self._find_look_().separation
        self._text_.heights.forget(max(1.0, height), font.advance("n") / max(width, font.size))

    def _measure_(self, index: int) -> float:
        return self._layout_(index).height

    def _layout_(self, index: int) -> ParagraphLayout:
        """Return a line laid out, and let it be known how high it is."""
        paragraph = self._text_[index]
        made = paragraph.layout
        if made is None or made[0] != self._generation_:
            layout = ParagraphLayout(paragraph, self._find_look_(), self._width_)
            paragraph.layout = (self._generation_, layout)
            self._text_.heights.set_height(index, layout.height)
            kept = self._laid_out_
            kept.append(paragraph)
            if len(kept) > _MOST_KEPT:
                for _ in range(_MOST_KEPT // 2):
                    kept.popleft().layout = None
            return layout
        return made[1]  # type: ignore[no-any-return]

    def _update_layout_(self) -> None:
        """Lay out what is seen, if anything has changed since that was done."""
        text, window, inner = self._text_, self._view_, self._inner_()
        self._find_look_()
        if self._state_ == self._what_counts_(inner):
            return
        window.height = inner.size[1]
        window.lines_dropped(text.dropped - self._dropped_)
        self._dropped_ = text.dropped
        self._find_width_(inner)
        if len(text) <= _EXACT:
            for index in range(len(text)):
                self._measure_(index)
        if self._scroll_following_ and self._at_end_:
            window.go_to_end()
        self._seen_ = window.fill()
        self._show_bar_(window.height)
        self._state_ = self._what_counts_(inner)

    def _what_counts_(self, inner: Rect2) -> tuple[Any, ...]:
        """Return all that the layout depends on."""
        window, following = self._view_, self._scroll_following_ and self._at_end_
        return (self._text_.version, self._generation_, inner, window.line, window.offset, following)

    def _find_width_(self, inner: Rect2) -> None:
        """Wrap at the whole width if everything fits then, else leave room for the scroll bar."""
        whole, bar = inner.size[0] or _ENDLESS, self._bar_
        if not self._scroll_active_ or whole == _ENDLESS:
            self._set_width_(whole)
            bar.visible = False
            return
        narrow = min(whole, bar.rect_position[0] - inner.position[0] - 2)
        if bar.visible and self._text_.heights.total > 2 * inner.size[1]:
            self._set_width_(narrow)  # it would not fit without the bar either
            return
        self._set_width_(whole)
        bar.visible = not self._view_.fits()
        if bar.visible:
            self._set_width_(narrow)

    def _show_bar_(self, page: float) -> None:
        bar = self._bar_
        self._setting_bar_ = True
        bar.max_value = max(page, self._text_.heights.total)
        bar.page = page
        bar.value = self._view_.value
        self._setting_bar_ = False

    # -- Scrolling -----------------------------------------------------------------------------

    def _bar_moved_(self, value: float) -> None:
        if not self._setting_bar_:
            self._update_layout_()
            self._view_.scroll_to(value)
            self._scrolled_()

    def _scroll_by_(self, distance: float) -> bool:
        """Scroll by a distance; return if there is something to scroll."""
        self._update_layout_()
        if not self._scroll_active_ or not self._bar_.visible:
            return False
        self._view_.scroll_by(distance)
        self._scrolled_()
        return True

    def _scrolled_(self) -> None:
        """Show what was scrolled to. Whoever is at the end goes on following it."""
        self._view_.fill()
        self._at_end_ = self._view_.is_at_end()
        self._lines_.update()

    def _row_height_(self) -> float:
        look = self._find_look_()
        return look.normal.height + look.separation

    def _content_height_(self) -> float:
        """Return the height of all lines, exactly: all of them are measured."""
        self._update_layout_()
        for index in range(len(self._text_)):
            if not self._text_.heights.is_known(index):
                self._measure_(index)
        return self._text_.heights.total

    def _content_minimum_(self) -> Vector2:
        style = self.get_stylebox("normal").get_minimum_size()
        height = self._content_height_() if self._fit_content_height_ else 0.0
        return Vector2(style[0], style[1] + height)

    # -- What is where -------------------------------------------------------------------------

    def _line_at_(self, point: Vector2) -> tuple[int, ParagraphLayout, float, float] | None:
        """Return the line at a point of this Control, and where in it that is; the nearest if outside."""
        self._update_layout_()
        if not self._seen_:
            return None
        left, top = self._inner_().position
        x, y = point[0] - left, point[1] - top
        index, line_top = self._seen_[0]
        for at, at_top in self._seen_:
            if at_top > y:
                break
            index, line_top = at, at_top
        return index, self._layout_(index), x, y - line_top

    def _place_at_(self, point: Vector2) -> Place | None:
        """Return the place in the text that is nearest to a point of this Control."""
        found = self._line_at_(point)
        if found is None:
            return None
        index, layout, x, y = found
        return (index + self._text_.dropped, layout.index_at(x, y))

    # -- Drawing -------------------------------------------------------------------------------

    def _draw_lines_(self) -> None:
        self._update_layout_()
        layer, height = self._lines_, self._view_.height
        limit = self._visible_characters_
        if limit >= 0 and self._seen_:
            limit = max(0, limit - self._text_.characters_before(self._seen_[0][0]))
        for index, top in self._seen_:
            layout = self._layout_(index)
            top = round(top)
            for row in layout.rows:
                y = top + row.y
                if y >= height:
                    break
                if y + row.height > 0:
                    self._draw_row_(layer, index, layout, row, top, limit)
            if limit >= 0:
                limit = max(0, limit - len(layout.text))

    def _draw_row_(
        self, layer: ClippedLayer, index: int, layout: ParagraphLayout, row: Row, top: float, limit: int
    ) -> None:
        end = row.end if limit < 0 else min(row.end, limit)
        start, stop = self._selected_in_(index, row)
        if start <= stop:
            x = layout.x_of(row, start)
            width = layout.x_of(row, stop) - x if stop > start else 4.0
            color = self.get_color("selection_color")
            layer._add_(Box(x, top + row.y, width, row.height, color))
        if end == row.end and not (self._override_selected_ and start < stop):
            commands = layout.commands(row)
        else:
            commands = (*layout.drawn(row, row.start, min(end, max(start, row.start))),)
            if start <= stop:
                paint = self.get_color("font_color_selected") if self._override_selected_ else None
                commands += (*layout.drawn(row, start, min(end, stop), paint),)
                commands += (*layout.drawn(row, stop, end),)
        for command in commands:
            layer._add_(_lowered(command, top))

    def _selected_in_(self, index: int, row: Row) -> tuple[int, int]:
        """Return from where to where a row is selected; an end before the start if it is not."""
        if self._selected_ is None:
            return row.end, -1
        number = index + self._text_.dropped
        (first, a), (last, b) = self._selected_
        if not first <= number <= last:
            return row.end, -1
        start = a if number == first else 0
        end = b if number == last else row.end + 1
        start, stop = max(start, row.start), min(end, row.end)
        if start == stop and not (row.start == row.end and number < last):
            return row.end, -1
        return start, stop


def _lowered(command: Command, by: float) -> Command:
    """Return a command that draws lower."""
    if type(command) is Text:
        x, y, text, font, color = command
        return Text(x, y + by, text, font, color)
    if type(command) is Box:
        x, y, width, height, color, *_ = command
        return Box(x, y + by, width, height, color)
    assert type(command) is Picture
    return command._replace(y=command.y + by)
