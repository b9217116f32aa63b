"""LineEdit: a line of text that the user writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Unpack

from engine import Node, Rect2, ScriptError, Signal, Vector2
from engine.canvas.commands import Box, Rgba
from engine.canvas.geometry import compose
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_MASK_LEFT,
    BUTTON_RIGHT,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import at_least, checked_text, choice
from .control import Control
from .parts.drawn_button import DrawnButton
from .parts.edited_line import EditedLine
from .parts.line_edit_keys import MOVES, EditCommand, command_of, is_typed
from .parts.line_view import ALIGN_CENTER, ALIGN_FILL, ALIGN_LEFT, ALIGN_RIGHT
from .parts.text_edit_buffer import TextEditBuffer, one_line
from .parts.text_history import TextHistory
from .parts.triple_click import TripleClick
from .text_field import TextField
from .theme import Icon, StyleBox, draw_icon
from .theme.icon import icon_of

if TYPE_CHECKING:
    from .keywords import LineEditKeywords


_TRIPLE_CLICK_NEAR = 5.0  # pixels from the double click
_PLACEHOLDER_ALPHA = 0.6


def _one_character(node: object, name: str, character: str) -> str:
    if len(checked_text(node, name, character)) != 1:
        raise ScriptError(f"{node!r}: {name} is one character, not {character!r}.")
    return character


def _checked_line(node: object, name: str, text: str) -> str:
    return one_line(checked_text(node, name, text))


class _Places(NamedTuple):
    """Where in a LineEdit everything is."""

    style: StyleBox
    inner: Rect2
    """Where the text may be."""
    icon: Icon | None
    """What is shown at the right: the clear button, or `right_icon`."""
    icon_at: Vector2
    clears: bool
    """Whether it is the clear button."""


class LineEdit(TextField):
    """Takes a line of text: caret, selection, clipboard, undo, input methods. Enter emits `text_entered`.

    `text_changed` is emitted once for each thing that the user does to the text, and at once; not when
    a script sets `text`.

    Source: Godot 3.6's `LineEdit`. Unlike Godot: selecting moves the caret to the end of what is
    selected; undo goes by words and brings selections back; Ctrl+Y is redo and not paste; line breaks
    that are pasted become spaces; `text` set to what it is leaves the caret alone; with
    `history_enabled` the arrow keys up and down call up what was entered.
    """

    ALIGN_LEFT = ALIGN_LEFT
    ALIGN_CENTER = ALIGN_CENTER
    ALIGN_RIGHT = ALIGN_RIGHT
    ALIGN_FILL = ALIGN_FILL

    text_changed: Final = Signal[str]("new_text")
    text_change_rejected: Final = Signal[str]("rejected_substring")
    text_entered: Final = Signal[str]("new_text")

    _editable_: bool
    _right_icon_: Icon | None

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[LineEditKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._buffer_ = TextEditBuffer()
        self._line_ = EditedLine(self._buffer_)
        self._triple_ = TripleClick(_TRIPLE_CLICK_NEAR)
        self._history_ = TextHistory()
        self._clear_button_ = DrawnButton()

    # -- Properties ----------------------------------------------------------------------------

    history_enabled: bool = False
    """Whether the arrow keys up and down call up what was entered. Ours, not Godot's."""

    max_length: Property[int] = Field(
        0,
        at_least(0),
        state="_buffer_.max_length",
        then="_shorten_",
        doc="How many characters the text has at most, 0 for any number.",
    )
    set_max_length: Setter[int] = setter(max_length, "chars")
    get_max_length: Getter[int] = getter(max_length)

    @property
    def caret_position(self) -> int:
        """Before which character the caret is. Setting it leaves nothing selected."""
        return self._buffer_.caret

    @caret_position.setter
    @guarded
    def caret_position(self, position: int) -> None:
        self._buffer_.move_to(int(position))
        self._restart_blinking_()

    set_cursor_position: Setter[int] = setter("caret_position", "position")
    get_cursor_position: Getter[int] = getter("caret_position")

    align: Property[int] = Field(
        ALIGN_LEFT,
        choice(4),
        state="_line_.align",
        then="update",
        doc="Where a short text is: ALIGN_LEFT, ALIGN_CENTER or ALIGN_RIGHT; ALIGN_FILL is ALIGN_LEFT.",
    )
    set_align: Setter[int] = setter(align)
    get_align: Getter[int] = getter(align)

    editable: Property[bool] = Field(
        True, changed="_editable_changed_", doc="Whether the user can change the text."
    )
    set_editable: Setter[bool] = setter(editable, "enabled")
    is_editable: Getter[bool] = getter(editable)

    secret: Property[bool] = Field(
        False,
        state="_line_.secret",
        then="_look_and_size_changed_",
        doc="Whether only `secret_character` is shown, for passwords. The text cannot be copied then.",
    )
    set_secret: Setter[bool] = setter(secret, "enabled")
    is_secret: Getter[bool] = getter(secret)

    secret_character: Property[str] = Field(
        "*",
        _one_character,
        state="_line_.mask",
        then="_look_and_size_changed_",
        doc="What is shown for each character of a `secret` text.",
    )
    set_secret_character: Setter[str] = setter(secret_character, "character")
    get_secret_character: Getter[str] = getter(secret_character)

    placeholder_text: Property[str] = Field(
        "",
        _checked_line,
        state="_line_.placeholder",
        then="update",
        doc="What is shown while there is no text.",
    )
    set_placeholder: Setter[str] = setter(placeholder_text, "text")
    get_placeholder: Getter[str] = getter(placeholder_text)

    placeholder_alpha: Property[float] = Field(
        _PLACEHOLDER_ALPHA,
        float,
        then="update",
        doc="""How opaque the placeholder is, in the colour of the text.

        Unlike Godot: unless it is set, the placeholder has a colour of its own in the theme.
        """,
    )
    set_placeholder_alpha: Setter[float] = setter(placeholder_alpha, "alpha")
    get_placeholder_alpha: Getter[float] = getter(placeholder_alpha)

    flat: Property[bool] = Field(False, then="update", doc="Whether it has no background.")

    expand_to_text_length: Property[bool] = Field(
        False, then="_minimum_size_changed_", doc="Whether it becomes as wide as its text."
    )
    set_expand_to_text_length: Setter[bool] = setter(expand_to_text_length, "enabled")
    get_expand_to_text_length: Getter[bool] = getter(expand_to_text_length)

    right_icon: Property[Icon | None] = Field(
        None, icon_of, then="_look_and_size_changed_", doc="A picture at the right edge."
    )
    set_right_icon: Setter[Icon | None] = setter(right_icon, "icon")
    get_right_icon: Getter[Icon | None] = getter(right_icon)

    clear_button_enabled: Property[bool] = Field(
        False, then="_look_and_size_changed_", doc="Whether a button at the right edge empties the text."
    )
    set_clear_button_enabled: Setter[bool] = setter(clear_button_enabled, "enable")
    is_clear_button_enabled: Getter[bool] = getter(clear_button_enabled)

    cursor_set_blink_enabled: Setter[bool] = setter("caret_blink", "enabled")

    # -- The text ------------------------------------------------------------------------------

    def clear(self) -> None:
        """Empty the text; emits `text_changed`."""
        self._buffer_.reset("")
        self._change_(True)

    def append_at_cursor(self, text: str) -> None:
        """Put a text in at the caret, in the place of what is selected. `text_changed` is not emitted."""
        self._reject_(self._buffer_.insert(checked_text(self, "text", text)))
        self._text_changed_()

    def delete_text(self, from_column: int, to_column: int) -> None:
        """Delete the characters from one place to another; emits `text_changed`."""
        if not 0 <= from_column <= to_column <= len(self._buffer_.text):
            raise ScriptError(
                f"{self!r}: cannot delete from {from_column} to {to_column}: the text has"
                f" {len(self._buffer_.text)} characters."
            )
        self._change_(self._buffer_.delete(from_column, to_column))

    def delete_char_at_cursor(self) -> None:
        """Delete what is selected, else the character before the caret; emits `text_changed`."""
        self._change_(self._buffer_.delete_back())

    @property
    def history(self) -> list[str]:
        """What was entered, oldest first, while `history_enabled`. Ours, not Godot's."""
        return list(self._history_.lines)

    def _set_text_(self, text: str) -> None:
        if text != self._buffer_.text:
            self._reset_(text)

    def _reset_(self, text: str) -> None:
        """Begin anew with a text, as far as it fits."""
        self._reject_(self._buffer_.reset(text))
        self._text_changed_()

    def _shorten_(self) -> None:
        text, most = self._buffer_.text, self._buffer_.max_length
        if 0 < most < len(text):
            self._reset_(text)

    def _reject_(self, text: str) -> None:
        """Tell what did not fit, if there is something."""
        if text:
            emit(self, "text_change_rejected", text)

    def _insert_(self, text: str, typed: bool = False) -> None:
        before = self._buffer_.text
        self._reject_(self._buffer_.insert(text, typed))
        self._change_(self._buffer_.text != before)

    def _replace_(self, text: str) -> None:
        """Have another text, which can be undone, with the caret behind it."""
        self._buffer_.select_all()
        self._insert_(text)

    def _change_(self, changed: bool) -> None:
        """Tell what the user has changed."""
        if changed:
            self._text_changed_()
            emit(self, "text_changed", self._buffer_.text)
        else:
            self._restart_blinking_()

    def _text_changed_(self) -> None:
        """Take note that the text is another."""
        self._line_.compose()
        if self.expand_to_text_length:
            self._minimum_size_changed_()
        self._restart_blinking_()

    def _editable_changed_(self) -> None:
        self._minimum_size_changed_()
        self._line_.compose()
        if not self._editable_:
            self._typing_place_.end(self._tree_)
        self._restart_blinking_()

    def _is_writable_(self) -> bool:
        return self._editable_

    # -- Selecting -----------------------------------------------------------------------------

    def select(self, from_: int = 0, to: int = -1) -> None:
        """Select the characters from one place to another, -1 for the end; 0 to 0 is none."""
        end = len(self._buffer_.text)
        to = end if to < 0 else min(to, end)
        if from_ == to == 0:
            self.deselect()
        elif self.selecting_enabled and from_ < to:
            self._buffer_.select(from_, to)
            self._restart_blinking_()

    def has_selection(self) -> bool:
        """Return True if something is selected."""
        return self._buffer_.has_selection()

    def get_selection_from_column(self) -> int:
        """Return where what is selected begins, -1 if nothing is."""
        return self._buffer_.selection[0] if self.has_selection() else -1

    def get_selection_to_column(self) -> int:
        """Return where what is selected ends, -1 if nothing is."""
        return self._buffer_.selection[1] if self.has_selection() else -1

    def _copyable_(self) -> str:
        return "" if self._line_.secret else super()._copyable_()

    # -- What the user does --------------------------------------------------------------------

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton):
            if event.button_index == BUTTON_LEFT:
                if event.pressed:
                    self.accept_event()
                    self._press_(event)
                else:
                    self._release_(event)
            elif event.button_index == BUTTON_RIGHT and event.pressed and self.context_menu_enabled:
                self.accept_event()
                self._show_menu_(event.position)
        elif isinstance(event, InputEventMouseMotion):
            self._drag_(event)
        elif isinstance(event, InputEventKey) and event.pressed:
            self._key_(event)

    def _press_(self, event: InputEventMouseButton) -> None:
        if self._is_over_clear_button_(event.position):
            self._clear_button_.press()
            self.update()
            return
        buffer, x = self._buffer_, event.position[0] - self._places_().inner.position[0]
        if not self.selecting_enabled:
            buffer.move_to(self._line_.index_at(x))
        elif event.doubleclick:
            buffer.select_word_at(self._line_.char_at(x))
            self._triple_.expect(self.get_tree(), x)
        elif self._triple_.comes(x):
            buffer.select_all()
        else:
            buffer.move_to(self._line_.index_at(x), select=event.shift)
            self._selecting_ = True
        self._restart_blinking_()

    def _release_(self, event: InputEventMouseButton) -> None:
        self._selecting_ = False
        if self._clear_button_.held:
            clicked = self._clear_button_.release()
            self.update()
            if clicked and self._is_over_clear_button_(event.position):
                self._replace_("")

    def _drag_(self, event: InputEventMouseMotion) -> None:
        if not event.button_mask & BUTTON_MASK_LEFT:
            return
        if self._clear_button_.held:
            if self._clear_button_.point(self._is_over_clear_button_(event.position)):
                self.update()
        elif self._selecting_:
            self._triple_.forget()
            x = event.position[0] - self._places_().inner.position[0]
            self._buffer_.move_to(self._line_.index_at(x), select=True)
            self._restart_blinking_()

    def _key_(self, event: InputEventKey) -> None:
        self._triple_.forget()
        command, select = command_of(event, self.shortcut_keys_enabled)
        if command is not None:
            if self._do_(command, select and self.selecting_enabled):
                self.accept_event()
        elif self._editable_ and is_typed(event):
            self.accept_event()
            typed = self._typed_.take(event.unicode)
            if typed:
                self._insert_(typed, typed=True)

    def _do_(self, command: EditCommand, select: bool) -> bool:
        """Do what a key asks for; return False if it is for others, as up and down at the ends are."""
        if command in (EditCommand.UP, EditCommand.DOWN):
            return self._go_(command is EditCommand.UP, select)
        if command in MOVES:
            MOVES[command](self._buffer_, select)
        elif command is EditCommand.ENTER:
            self._enter_()
        elif command is not EditCommand.MENU:
            self._edit_(command)
        elif self.context_menu_enabled:
            self._show_menu_at_caret_()
        self._restart_blinking_()
        return True

    def _go_(self, up: bool, select: bool) -> bool:
        """Call up an older or newer line of the history, else go to the start or the end."""
        buffer = self._buffer_
        if self.history_enabled and self._editable_ and not select:
            line = self._history_.older(buffer.text) if up else self._history_.newer()
            if line is not None:
                self._replace_(line)
            return True
        place = 0 if up else len(buffer.text)
        there = buffer.caret == place
        buffer.move_to(place, select)
        self._restart_blinking_()
        return not there

    def _enter_(self) -> None:
        text = self._buffer_.text
        if self.history_enabled and not self._line_.secret:
            self._history_.add(text)
        self._buffer_.move_to(self._buffer_.caret, select=True)  # what is typed next is undone by itself
        emit(self, "text_entered", text)

    def _show_menu_at_caret_(self) -> None:
        inner = self._places_().inner
        self._show_menu_(inner.position + Vector2(self._line_.caret_x, inner.size[1]))

    @notified(Control.NOTIFICATION_FOCUS_EXIT)
    def _leave_line_(self) -> None:
        self._line_.compose()
        self._clear_button_.release()

    @notified(Node.NOTIFICATION_OS_IME_UPDATE)
    def _show_composed_(self) -> None:
        if self.has_focus() and self._editable_:
            composed = self.get_tree().display.composed
            if composed != self._line_.composed:
                self._line_.compose(composed)
                self._restart_blinking_()

    # -- Where everything is -------------------------------------------------------------------

    def _content_minimum_(self) -> Vector2:
        font, style = self.get_font(), self.get_stylebox("normal" if self._editable_ else "read_only")
        icon = self.get_icon("clear") if self.clear_button_enabled else self._right_icon_
        space = font.advance(" ")
        width: float = self.get_constant("minimum_spaces") * space
        if self.expand_to_text_length:
            width = max(width, font.width(self._line_.shown(self._buffer_.text)) + space)
        height: float = font.height
        if icon is not None:
            width, height = max(width, float(icon.get_width())), max(height, float(icon.get_height()))
        return Vector2(width, height) + style.get_minimum_size()

    def _places_(self) -> _Places:
        """Return where everything is. The line is fitted into its place."""
        style = self.get_stylebox("normal" if self._editable_ else "read_only")
        clears = self.clear_button_enabled and self._editable_ and bool(self._buffer_.text)
        icon, icon_at = self.get_icon("clear") if clears else self._right_icon_, Vector2.ZERO
        left, top = style.get_offset()
        width, height = self._size_ - style.get_minimum_size()
        if icon is not None:
            x = self._size_[0] - style.get_margin(2) - icon.get_width()
            icon_at = Vector2(x, float(int((self._size_[1] - icon.get_height()) / 2)))
            width -= icon.get_width() + 4
        width = max(0.0, width)
        self._line_.fit(width, self.get_font())
        return _Places(style, Rect2(left, top, width, height), icon, icon_at, clears)

    def _is_over_clear_button_(self, point: Vector2) -> bool:
        places = self._places_()
        over = places.clears and places.icon is not None and point[0] >= places.icon_at[0]
        return over and self.has_point(point)

    def get_scroll_offset(self) -> int:
        """Return the first character that is seen."""
        self._places_()
        return self._line_.view.scroll

    # -- Drawing -------------------------------------------------------------------------------

    def _placeholder_color_(self) -> Rgba:
        if self.placeholder_alpha == _PLACEHOLDER_ALPHA and self.has_color("font_color_placeholder"):
            return self.get_color("font_color_placeholder")
        r, g, b, a = self.get_color("font_color")
        return (r, g, b, a * self.placeholder_alpha)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_field_(self) -> None:
        places, focused = self._places_(), self.has_focus()
        if not self.flat:
            self.draw_style_box(places.style, Rect2(Vector2.ZERO, self._size_))
        if focused:
            self._draw_themed_("focus")
        if places.icon is not None:
            faint = 1.0, 1.0, 1.0, 0.9 if self._editable_ else 0.45
            pressed = "_pressed" if self._clear_button_.pressed else ""
            color = self.get_color(f"clear_button_color{pressed}") if places.clears else faint
            draw_icon(self, places.icon, places.icon_at, color)
        line, height = self._line_, self.get_font().height
        left, above, width, room = places.inner
        top = float(int(above + (room - height) / 2))
        if line.view.text:
            color = self.get_color("font_color" if self._editable_ else "font_color_uneditable")
            commands = line.drawn(left, top, color, self)
        else:
            commands = line.drawn_placeholder(left, top, self._placeholder_color_(), self)
        for command in commands:
            self._add_(command)
        if focused and self._editable_:
            x = left + max(0.0, min(line.caret_x, width - 1))
            if self._caret_.shown and self._window_focused_:
                self._add_(Box(x, top, 1, height, self.get_color("cursor_color")))
            matrix = compose(self._canvas_matrix_(), self._global_matrix_())
            self._typing_place_.show(self.get_tree(), Rect2(x, top, 1, height), matrix)
