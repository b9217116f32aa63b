"""TextEdit: a text of many lines that the user writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Node, PoolIntArray, PoolStringArray, Rect2, ScriptError, Signal, Vector2
from engine.canvas.commands import CLEAR, Box, Text
from engine.canvas.geometry import compose
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_MASK_LEFT,
    BUTTON_RIGHT,
    BUTTON_WHEEL_DOWN,
    BUTTON_WHEEL_UP,
    KEY_PAGEDOWN,
    KEY_PAGEUP,
    KEY_TAB,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import checked_text
from .control import Control
from .parts.line_edit_keys import MOVES, EditCommand, command_of, is_typed
from .parts.text_edit_buffer import TextEditBuffer, many_lines
from .parts.text_rows import TextRows
from .parts.text_search import BACKWARDS, MATCH_CASE, WHOLE_WORDS, find, word_around
from .parts.triple_click import TripleClick
from .scrolled_pane import ScrolledPane
from .text_field import TextField

if TYPE_CHECKING:
    from .keywords import TextEditKeywords

_WHEEL_ROWS = 3
_GUTTER_SPACE = 8.0


class TextEdit(TextField):
    """Takes a text of many lines: caret, selection, clipboard, undo. It scrolls by itself.

    `text_changed` and `cursor_changed` are emitted once a frame, at its end, also for what a script does.

    Source: Godot 3.6's `TextEdit`. *Unlike Godot:* selecting moves the caret to the end of what is selected;
    undo goes by words and brings selections back; Ctrl+Y is redo; there is no bar for scrolling sideways,
    which the caret and Shift with the wheel do; what an input method composes is seen in its own window;
    the rows in which a line with spaces before it goes on begin at the left;
    there are no folding, breakpoints, bookmarks, minimap, colours of syntax and completion.
    """

    SEARCH_MATCH_CASE = MATCH_CASE
    SEARCH_WHOLE_WORDS = WHOLE_WORDS
    SEARCH_BACKWARDS = BACKWARDS
    SEARCH_RESULT_COLUMN = 0
    SEARCH_RESULT_LINE = 1

    text_changed: Final = Signal()
    cursor_changed: Final = Signal()

    _caret_was_: int = 0
    """Where the caret was when that was told last."""
    _tells_text_: bool = False
    _tells_caret_: bool = False
    _wanted_x_: float | None = None
    """Where in its row the caret would be if the rows that it went through were long enough."""
    _scroll_x_: float = 0.0
    _shows_caret_: bool = False
    """The caret is to be in sight when it is drawn next."""

    _readonly_: bool
    _wrap_enabled_: bool
    _show_line_numbers_: bool
    _highlight_current_line_: bool

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextEditKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._buffer_ = TextEditBuffer(clean=many_lines)
        self._rows_ = TextRows()
        self._pane_ = ScrolledPane(self, "_lines", self._draw_lines_)
        self._triple_ = TripleClick()

    # -- Properties ----------------------------------------------------------------------------

    readonly: Property[bool] = Field(False, changed="_readonly_set_", doc="Whether only a script changes it.")
    set_readonly: Setter[bool] = setter(readonly, "enable")
    is_readonly: Getter[bool] = getter(readonly)

    wrap_enabled: Property[bool] = Field(
        False, then="_show_caret_", doc="Whether lines that are too long go on in the next row."
    )
    set_wrap_enabled: Setter[bool] = setter(wrap_enabled, "enable")
    is_wrap_enabled: Getter[bool] = getter(wrap_enabled)

    show_line_numbers: Property[bool] = Field(
        False, then="_show_caret_", doc="Whether the number of each line is before it."
    )
    set_show_line_numbers: Setter[bool] = setter(show_line_numbers, "enable")
    is_show_line_numbers_enabled: Getter[bool] = getter(show_line_numbers)

    highlight_current_line: Property[bool] = Field(
        False, then="_redraw_text_", doc="Whether the line of the caret has another background."
    )
    set_highlight_current_line: Setter[bool] = setter(highlight_current_line, "enabled")
    is_highlight_current_line_enabled: Getter[bool] = getter(highlight_current_line)

    @property
    def scroll_vertical(self) -> float:
        """How many rows are above those that are seen."""
        return self._laid_out_().bar.value / self.get_line_height()

    @scroll_vertical.setter
    @guarded
    def scroll_vertical(self, value: float) -> None:
        self._laid_out_().bar.value = float(value) * self.get_line_height()

    @property
    def scroll_horizontal(self) -> int:
        """How many pixels are to the left of those that are seen."""
        return int(self._scroll_x_)

    @scroll_horizontal.setter
    @guarded
    def scroll_horizontal(self, value: int) -> None:
        self._scroll_x_ = max(0.0, float(value))
        self._redraw_text_()

    set_v_scroll: Setter[float] = setter("scroll_vertical", "value")
    get_v_scroll: Getter[float] = getter("scroll_vertical")
    set_h_scroll: Setter[int] = setter("scroll_horizontal", "value")
    get_h_scroll: Getter[int] = getter("scroll_horizontal")

    def _readonly_set_(self) -> None:
        if self._readonly_:
            self._typing_place_.end(self._tree_)
        self.update()
        self._restart_blinking_()

    # -- Lines ---------------------------------------------------------------------------------

    def _lines_(self) -> TextRows:
        """Return where the lines are; its rows are those of the last frame."""
        rows, text = self._rows_, self._buffer_.text
        rows.fit(text, self.get_font("font"), self._row_width_())
        return rows

    def get_line_count(self) -> int:
        """Return the number of lines."""
        return len(self._lines_().lines)

    def get_line(self, line: int) -> str:
        """Return the text of a line."""
        return self._lines_().line(self._checked_line_(line))

    def set_line(self, line: int, new_text: str) -> None:
        """Put another text in the place of a line."""
        rows = self._lines_()
        start, end = rows.lines[self._checked_line_(line)], rows.end_of_line(line)
        caret_line, column = rows.place_of(self._buffer_.caret)
        self._buffer_.select(start, end)
        self._buffer_.insert(checked_text(self, "new_text", new_text))
        self._buffer_.move_to(self._lines_().index_of(caret_line, column))
        self._change_(True)

    def _checked_line_(self, line: int) -> int:
        count = self.get_line_count()
        if not 0 <= line < count:
            raise ScriptError(f"{self!r} has {count} lines, so there is no line {line}.")
        return line

    def get_line_height(self) -> int:
        """Return how high a row is."""
        return int(self.get_font("font").height)

    def get_line_wrap_count(self, line: int) -> int:
        """Return in how many rows more than one a line is."""
        return len(self.get_line_wrapped_text(line)) - 1

    def get_line_wrapped_text(self, line: int) -> PoolStringArray:
        """Return the texts of the rows of a line."""
        rows = self._lines_()
        first = rows.row_of(rows.lines[self._checked_line_(line)])
        last = rows.row_of(rows.end_of_line(line))
        text = self._buffer_.text
        return PoolStringArray([text[rows.starts[row] : rows.ends[row]] for row in range(first, last + 1)])

    def is_line_wrapped(self, line: int) -> bool:
        """Return True if a line is in several rows."""
        return self.get_line_wrap_count(line) > 0

    def get_visible_rows(self) -> int:
        """Return how many rows are seen."""
        return int(self._laid_out_().inner.size[1] // self.get_line_height())

    # -- The caret -----------------------------------------------------------------------------

    def cursor_get_line(self) -> int:
        """Return in which line the caret is."""
        return self._lines_().place_of(self._buffer_.caret)[0]

    def cursor_get_column(self) -> int:
        """Return before which character of its line the caret is."""
        return self._lines_().place_of(self._buffer_.caret)[1]

    def cursor_set_line(
        self, line: int, adjust_viewport: bool = True, can_be_hidden: bool = True, wrap_index: int = 0
    ) -> None:
        """Put the caret into another line, as far to the right; with `adjust_viewport`, scroll there.

        `wrap_index` tells the row of a line that is in several. No line is hidden here.
        """
        rows = self._lines_()
        x = self._caret_x_(rows)
        start = rows.index_of(line, 0)
        first, last = rows.row_of(start), rows.row_of(rows.end_of_line(rows.place_of(start)[0]))
        index = rows.index_at(max(first, min(first + wrap_index, last)), x)
        self._go_to_(index, False, adjust_viewport)
        self._wanted_x_ = x

    def cursor_set_column(self, column: int, adjust_viewport: bool = True) -> None:
        """Put the caret to another column of its line; with `adjust_viewport`, scroll there."""
        self._go_to_(self._lines_().index_of(self.cursor_get_line(), column), False, adjust_viewport)

    def center_viewport_to_cursor(self) -> None:
        """Scroll so that the row of the caret is in the middle."""
        pane, row = self._laid_out_(), self._rows_.row_of(self._buffer_.caret)
        pane.bar.value = (row + 0.5) * self.get_line_height() - pane.inner.size[1] / 2

    def get_word_under_cursor(self) -> str:
        """Return the word that the caret is inside of, `""` if it is not inside of one."""
        return word_around(self._buffer_.text, self._buffer_.caret)

    def _go_to_(self, index: int, select: bool = False, show: bool = True) -> None:
        self._buffer_.move_to(index, select and self.selecting_enabled)
        self._moved_caret_(show)

    def _moved_caret_(self, show: bool = True) -> None:
        """Take note that the caret may be elsewhere, or something else selected."""
        self._wanted_x_ = None
        if show:
            self._show_caret_()
        if self._buffer_.caret != self._caret_was_ and self._tree_ is not None and not self._tells_caret_:
            self._tells_caret_ = True
            self._tree_.message_queue.push(self, self._tell_caret_, (), "cursor_changed")
        self._restart_blinking_()

    def _tell_caret_(self) -> None:
        self._tells_caret_ = False
        self._caret_was_ = self._buffer_.caret
        emit(self, "cursor_changed")

    # -- The text ------------------------------------------------------------------------------

    def _set_text_(self, text: str) -> None:
        self._buffer_.reset(text)
        self._caret_was_ = -1
        self._change_(True)

    def insert_text_at_cursor(self, text: str) -> None:
        """Put a text in at the caret, in the place of what is selected."""
        self._insert_(checked_text(self, "text", text))

    def _insert_(self, text: str, typed: bool = False) -> None:
        before = self._buffer_.text
        self._buffer_.insert(text, typed)
        self._change_(self._buffer_.text is not before)

    def _change_(self, changed: bool) -> None:
        """Take note that the text is another, or that nothing came of what was tried."""
        self._moved_caret_()
        if changed and self._tree_ is not None and not self._tells_text_:
            self._tells_text_ = True
            self._tree_.message_queue.push(self, self._tell_text_, (), "text_changed")

    def _is_writable_(self) -> bool:
        return not self._readonly_

    def _tell_text_(self) -> None:
        self._tells_text_ = False
        emit(self, "text_changed")

    def cut(self) -> None:
        """Copy what is selected, and delete it."""
        self._edit_(EditCommand.CUT)

    def copy(self) -> None:
        """Copy what is selected."""
        self._edit_(EditCommand.COPY)

    def paste(self) -> None:
        """Put in what was copied."""
        self._edit_(EditCommand.PASTE)

    def undo(self) -> None:
        """Take back the last change."""
        self._change_(self._buffer_.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._change_(self._buffer_.redo())

    def has_undo(self) -> bool:
        """Return True if there is something to take back."""
        return self._buffer_.has_undo()

    def has_redo(self) -> bool:
        """Return True if something was taken back."""
        return self._buffer_.has_redo()

    def clear_undo_history(self) -> None:
        """Have nothing to take back."""
        self._buffer_.forget_edits()

    def search(self, key: str, flags: int, from_line: int, from_column: int) -> PoolIntArray:
        """Return the column and the line where a text is, from a place on and then from the start.

        `flags` are SEARCH_MATCH_CASE, SEARCH_WHOLE_WORDS, SEARCH_BACKWARDS. Nothing for nowhere.
        """
        rows = self._lines_()
        found = find(self._buffer_.text, key, flags, rows.index_of(from_line, from_column))
        if found < 0:
            return PoolIntArray()
        line, column = rows.place_of(found)
        return PoolIntArray([column, line])

    # -- Selecting -----------------------------------------------------------------------------

    def select(self, from_line: int, from_column: int, to_line: int, to_column: int) -> None:
        """Select from one place to another."""
        if self.selecting_enabled:
            rows = self._lines_()
            start, end = rows.index_of(from_line, from_column), rows.index_of(to_line, to_column)
            self._buffer_.select(start, end)
            self._moved_caret_()

    def select_all(self) -> None:
        """Select the whole text."""
        if self.selecting_enabled:
            self._buffer_.select_all()
            self._moved_caret_()

    def is_selection_active(self) -> bool:
        """Return True if something is selected."""
        return self._buffer_.has_selection()

    def get_selection_text(self) -> str:
        """Return what is selected."""
        return self._buffer_.selected_text

    def _selected_(self, end: int) -> tuple[int, int]:
        """Return where what is selected begins or ends, -1 if nothing is."""
        if not self.is_selection_active():
            return (-1, -1)
        return self._lines_().place_of(self._buffer_.selection[end])

    def get_selection_from_line(self) -> int:
        """Return the line where what is selected begins, -1 if nothing is."""
        return self._selected_(0)[0]

    def get_selection_from_column(self) -> int:
        """Return the column where what is selected begins, -1 if nothing is."""
        return self._selected_(0)[1]

    def get_selection_to_line(self) -> int:
        """Return the line where what is selected ends, -1 if nothing is."""
        return self._selected_(1)[0]

    def get_selection_to_column(self) -> int:
        """Return the column where what is selected ends, -1 if nothing is."""
        return self._selected_(1)[1]

    # -- What the user does --------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton):
            button = event.button_index
            if button == BUTTON_LEFT and not event.pressed:
                self._selecting_ = False
            elif button == BUTTON_LEFT:
                self.accept_event()
                self._press_(event)
            elif button == BUTTON_RIGHT and event.pressed and self.context_menu_enabled:
                self.accept_event()
                self._show_menu_(event.position)
            elif event.pressed and button in (BUTTON_WHEEL_UP, BUTTON_WHEEL_DOWN):
                self._wheel_(event)
        elif isinstance(event, InputEventMouseMotion):
            if self._selecting_ and event.button_mask & BUTTON_MASK_LEFT:
                self._triple_.forget()
                self._go_to_(self._index_at_(event.position), True)
        elif isinstance(event, InputEventKey) and event.pressed and self._key_(event):
            self.accept_event()

    def _press_(self, event: InputEventMouseButton) -> None:
        index, buffer = self._index_at_(event.position), self._buffer_
        if self.selecting_enabled and event.doubleclick:
            buffer.select_word_at(index)
            self._triple_.expect(self.get_tree(), event.position[0])
        elif self.selecting_enabled and self._triple_.comes(event.position[0]):
            rows = self._lines_()
            line = rows.place_of(index)[0]
            buffer.select(rows.lines[line], rows.end_of_line(line))
        else:
            buffer.move_to(index, event.shift and self.selecting_enabled)
            self._selecting_ = self.selecting_enabled
        self._moved_caret_()

    def _wheel_(self, event: InputEventMouseButton) -> None:
        pane = self._laid_out_()
        rows = _WHEEL_ROWS * event.factor * (-1 if event.button_index == BUTTON_WHEEL_UP else 1)
        if event.shift:
            self.scroll_horizontal = int(self._scroll_x_ + rows * self.get_line_height())
            self.accept_event()
        elif pane.bar.visible:
            pane.bar.value += rows * self.get_line_height()
            self.accept_event()

    def _key_(self, event: InputEventKey) -> bool:
        """Do what a key asks for; return False if it is for others."""
        self._triple_.forget()
        plain = not (event.control or event.alt or event.meta)
        if event.scancode in (KEY_PAGEUP, KEY_PAGEDOWN):
            page = max(1, self.get_visible_rows())
            return self._go_by_rows_(-page if event.scancode == KEY_PAGEUP else page, event.shift)
        if event.scancode == KEY_TAB and plain and not event.shift and not self._readonly_:
            self._insert_("\t", typed=True)
            return True
        command, select = command_of(event, self.shortcut_keys_enabled)
        if command is not None:
            return self._do_(command, select, event.control or event.meta)
        if self._readonly_ or not is_typed(event):
            return False
        typed = self._typed_.take(event.unicode)
        if typed:
            self._insert_(typed, typed=True)
        return True

    def _do_(self, command: EditCommand, select: bool, far: bool) -> bool:
        buffer, rows = self._buffer_, self._lines_()
        select = select and self.selecting_enabled
        if command in (EditCommand.UP, EditCommand.DOWN):
            return self._go_by_rows_(-1 if command is EditCommand.UP else 1, select)
        if command is EditCommand.HOME:
            self._go_to_(0 if far else self._start_of_row_(), select)
        elif command is EditCommand.END:
            end = rows.last_place(rows.row_of(buffer.caret))
            self._go_to_(len(buffer.text) if far else end, select)
        elif command in MOVES:
            MOVES[command](buffer, select)
            self._moved_caret_()
        elif command is EditCommand.ENTER:
            if self._readonly_:
                return False
            self._insert_("\n", typed=True)
        elif command is EditCommand.MENU:
            if self.context_menu_enabled:
                self._show_menu_(self._caret_place_().position)
        else:
            self._edit_(command)
        return True

    def _start_of_row_(self) -> int:
        """Return where the row of the caret begins: after spaces, unless the caret is there."""
        rows, caret = self._lines_(), self._buffer_.caret
        row = rows.row_of(caret)
        start, end = rows.starts[row], rows.ends[row]
        text = self._buffer_.text[start:end]
        indented = start + len(text) - len(text.lstrip())
        return start if start < caret <= indented else indented

    def _caret_x_(self, rows: TextRows) -> float:
        """Return how far to the right the caret is to go in another row."""
        return rows.x_of(self._buffer_.caret) if self._wanted_x_ is None else self._wanted_x_

    def _go_by_rows_(self, count: int, select: bool) -> bool:
        rows, caret = self._lines_(), self._buffer_.caret
        row = rows.row_of(caret)
        x = self._caret_x_(rows)
        there = max(0, min(row + count, len(rows.starts) - 1))
        beyond = 0 if count < 0 else len(self._buffer_.text)
        self._go_to_(beyond if there == row else rows.index_at(there, x), select)
        self._wanted_x_ = x if there != row else None
        return True

    def _changed_by_(self, command: EditCommand) -> bool:
        if command not in (EditCommand.DELETE_TO_START, EditCommand.DELETE_TO_END):
            return super()._changed_by_(command)
        buffer, rows = self._buffer_, self._lines_()
        line = rows.place_of(buffer.caret)[0]
        back = command is EditCommand.DELETE_TO_START
        buffer.select(buffer.caret, rows.lines[line] if back else rows.end_of_line(line))
        return buffer.has_selection() and buffer.delete_back()

    # -- Where everything is -------------------------------------------------------------------

    @notified(Node.NOTIFICATION_ENTER_TREE, Control.NOTIFICATION_RESIZED, Control.NOTIFICATION_THEME_CHANGED)
    def _place_pane_(self) -> None:
        self._pane_.place(self._style_(), self._size_)
        self._show_caret_()

    def _style_(self) -> Any:
        return self.get_stylebox("read_only" if self._readonly_ else "normal")

    def _content_minimum_(self) -> Vector2:
        width, height = self._style_().get_minimum_size()
        return Vector2(width, height + self.get_line_height())

    def _gutter_(self) -> float:
        """Return how much room the numbers of lines take."""
        if not self._show_line_numbers_:
            return 0.0
        digits = len(str(self._buffer_.text.count("\n") + 1))
        return self.get_font("font").width("0" * digits) + _GUTTER_SPACE

    def _row_width_(self) -> float | None:
        return max(0.0, self._pane_.narrow - self._gutter_()) if self._wrap_enabled_ else None

    def _laid_out_(self) -> ScrolledPane:
        """Return the pane, whose bar knows how many rows there are."""
        rows, pane, height = self._lines_(), self._pane_, self.get_line_height()
        whole, room = float(len(rows.starts) * height), pane.inner.size[1]
        pane.show(whole > room, whole, room, pane.bar.value)
        return pane

    def _show_caret_(self) -> None:
        """Scroll so that the caret is in sight when it is drawn."""
        self._shows_caret_ = True
        self._redraw_text_()

    def _scroll_to_caret_(self) -> None:
        pane, rows, caret = self._laid_out_(), self._rows_, self._buffer_.caret
        height, room = self.get_line_height(), pane.inner.size[1]
        top = float(rows.row_of(caret) * height)
        if top < pane.bar.value:
            pane.show(pane.bar.visible, pane.bar.max_value, room, top)
        elif top + height > pane.bar.value + room:
            pane.show(pane.bar.visible, pane.bar.max_value, room, top + height - room)
        width = max(1.0, pane.narrow - self._gutter_() - 1.0)
        x = rows.x_of(caret)
        self._scroll_x_ = 0.0 if self._wrap_enabled_ else max(x - width, min(self._scroll_x_, x))

    def _caret_place_(self) -> Rect2:
        """Return where the caret is, in the coordinates of the Control."""
        pane, rows, caret = self._laid_out_(), self._rows_, self._buffer_.caret
        height = self.get_line_height()
        x = self._gutter_() + rows.x_of(caret) - self._scroll_x_
        y = rows.row_of(caret) * height - pane.bar.value
        return Rect2(pane.inner.position + Vector2(x, y), Vector2(1.0, height))

    def _index_at_(self, point: Vector2) -> int:
        """Return the place between two characters that is nearest to a point."""
        pane = self._laid_out_()
        x, y = point - pane.inner.position
        row = int((y + pane.bar.value) // self.get_line_height())
        return self._rows_.index_at(row, x - self._gutter_() + self._scroll_x_)

    # -- Drawing -------------------------------------------------------------------------------

    def _redraw_text_(self) -> None:
        self._pane_.layer.update()

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_field_(self) -> None:
        self.draw_style_box(self._style_(), Rect2(Vector2.ZERO, self._size_))
        if self.has_focus():
            self._draw_themed_("focus")

    def _draw_lines_(self) -> None:
        if self._shows_caret_:
            self._shows_caret_ = False
            self._scroll_to_caret_()
        pane, rows, buffer = self._laid_out_(), self._rows_, self._buffer_
        font, height, scroll = self.get_font("font"), self.get_line_height(), pane.bar.value
        gutter = self._gutter_()
        left = gutter - self._scroll_x_
        first = int(scroll // height)
        caret_line = rows.place_of(buffer.caret)[0]
        color = self.get_color("font_color_uneditable" if self._readonly_ else "font_color")
        number_color = self.get_color("font_color_uneditable")
        draw = pane.layer._add_
        for row in range(first, min(len(rows.starts), int((scroll + pane.inner.size[1]) // height) + 1)):
            top, start, end = row * height - scroll, rows.starts[row], rows.ends[row]
            line = rows.place_of(start)[0]
            if self._highlight_current_line_ and line == caret_line:
                r, g, b, a = self.get_color("selection_color")
                draw(Box(0.0, top, pane.inner.size[0], height, (r, g, b, a * 0.3)))
            self._draw_row_(start, end, left, top, color)
            if gutter and rows.lines[line] == start:
                number = str(line + 1)
                x = gutter - _GUTTER_SPACE - font.width(number)
                draw(Text(x, top + font.ascent, number, font, number_color))
        self._draw_caret_(pane)

    def _draw_row_(self, start: int, end: int, left: float, top: float, color: Any) -> None:
        """Draw a row: before, in and after what is selected."""
        rows, font, draw = self._rows_, self._rows_.font, self._pane_.layer._add_
        begin, stop = self._buffer_.selection
        a, b = max(start, min(begin, end)), max(start, min(stop, end))
        if begin == stop:
            a = b = end  # all in one
        after = end + (self._buffer_.text[end : end + 1] == "\n")
        if max(begin, start) < min(stop, after):
            x, beyond = left + rows.x_of(a), font.advance(" ") if end < min(stop, after) else 0.0
            width = font.width(rows.shown(a, b)) + beyond
            draw(Box(x, top, width, font.height, self.get_color("selection_color"), CLEAR, 0.0, 2.0))
        x = left
        for piece, piece_end, ink in (
            (start, a, color),
            (a, b, self.get_color("font_color_selected")),
            (b, end, color),
        ):
            if piece < piece_end:
                text = rows.shown(piece, piece_end)
                draw(Text(x, top + font.ascent, text, font, ink))
                x += font.width(text)

    def _draw_caret_(self, pane: ScrolledPane) -> None:
        if not self.has_focus() or self._readonly_:
            return
        place = self._caret_place_()
        x, y, width, height = place
        if self._caret_.shown and self._window_focused_:
            left, top = pane.inner.position
            pane.layer._add_(Box(x - left, y - top, width, height, self.get_color("cursor_color")))
        matrix = compose(self._canvas_matrix_(), self._global_matrix_())
        self._typing_place_.show(self.get_tree(), place, matrix)
