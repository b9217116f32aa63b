"""LineEdit: a line of text that the user writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine import Rect2, ScriptError, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.key_event import InputEventKey
from engine.input.keys import (
    BUTTON_LEFT,
    BUTTON_MASK_LEFT,
    BUTTON_RIGHT,
    KEY_A,
    KEY_C,
    KEY_MASK_CMD,
    KEY_MASK_SHIFT,
    KEY_V,
    KEY_X,
    KEY_Z,
)
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.scene.lifecycle import emit
from engine.scene.timers import SceneTreeTimer

from ..checked import checked_text
from .control import Control
from .parts.line_edit_keys import EditCommand, command_of
from .parts.line_view import (
    ALIGN_CENTER,
    ALIGN_FILL,
    ALIGN_LEFT,
    ALIGN_RIGHT,
)
from .parts.text_history import TextHistory
from .text_field import TextField

if TYPE_CHECKING:
    from typing import Unpack

    from .control import ControlKeywords
    from .popup_menu import PopupMenu
    from .theme.icon import Icon

    class LineEditKeywords(ControlKeywords, total=False):
        """What `LineEdit(…)` takes by name."""

        shortcut_keys_enabled: bool
        context_menu_enabled: bool
        deselect_on_focus_loss_enabled: bool
        history_enabled: bool
        text: str
        max_length: int
        caret_position: int
        selecting_enabled: bool
        align: int
        editable: bool
        secret: bool
        secret_character: str
        placeholder_text: str
        placeholder_alpha: float
        flat: bool
        expand_to_text_length: bool
        right_icon: Icon | None
        clear_button_enabled: bool
        caret_blink: bool
        caret_blink_speed: float


_TRIPLE_CLICK = 0.6  # seconds after a double click
_TRIPLE_CLICK_NEAR = 5.0  # pixels from it


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

    MENU_CUT = 0
    MENU_COPY = 1
    MENU_PASTE = 2
    MENU_CLEAR = 3
    MENU_SELECT_ALL = 4
    MENU_UNDO = 5
    MENU_REDO = 6
    MENU_MAX = 7

    text_changed: Final = Signal[str]("new_text")
    text_change_rejected: Final = Signal[str]("rejected_substring")
    text_entered: Final = Signal[str]("new_text")

    _stored_ = (
        *Control._stored_,
        "max_length",
        "text",
        "align",
        "editable",
        "secret",
        "secret_character",
        "placeholder_text",
        "placeholder_alpha",
        "flat",
        "expand_to_text_length",
        "right_icon",
        "clear_button_enabled",
        "caret_blink",
        "caret_blink_speed",
        "selecting_enabled",
        "shortcut_keys_enabled",
        "context_menu_enabled",
        "deselect_on_focus_loss_enabled",
        "history_enabled",
    )

    shortcut_keys_enabled: bool = True
    """Whether Ctrl+C and its kin work."""
    context_menu_enabled: bool = True
    """Whether the right mouse button shows a menu."""
    deselect_on_focus_loss_enabled: bool = True
    """Whether nothing is selected any more when the focus goes elsewhere."""
    history_enabled: bool = False
    """Whether the arrow keys up and down call up what was entered. Ours, not Godot's."""

    _selecting_enabled_: bool = True
    _selecting_: bool = False
    """The mouse selects: its button went down on the text and is held."""
    _clearing_: bool = False
    """The clear button was pressed and the mouse button is held."""
    _triple_: SceneTreeTimer | None = None
    """Runs after a double click; another click before its end, near it, is a triple one."""
    _double_x_: float = 0.0
    """Where the double click was."""
    _half_: str = ""
    """The first half of a surrogate pair, of which the other is to come."""
    _history_: TextHistory | None = None
    _menu_: PopupMenu | None = None
    _menu_opens_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[LineEditKeywords]) -> None: ...

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == Control.NOTIFICATION_FOCUS_EXIT:
            self._selecting_ = self._clearing_ = self._clear_pressed_ = False
            self._half_ = ""
            if self.deselect_on_focus_loss_enabled and not self._menu_opens_:
                self._buffer_.deselect()

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
            self._clearing_ = self._clear_pressed_ = True
            self.update()
            return
        buffer, x = self._buffer_, event.position[0]
        if not self._selecting_enabled_:
            buffer.move_to(self._index_at_(x))
        elif event.doubleclick:
            buffer.select_word_at(self._char_at_(x))
            self._triple_ = self.get_tree().create_timer(_TRIPLE_CLICK)
            self._double_x_ = x
        elif (
            self._triple_ is not None
            and self._triple_.time_left > 0
            and abs(x - self._double_x_) <= _TRIPLE_CLICK_NEAR
        ):
            buffer.select_all()
            self._triple_ = None
        else:
            buffer.move_to(self._index_at_(x), select=event.shift)
            self._selecting_ = True
        self._restart_blinking_()

    def _release_(self, event: InputEventMouseButton) -> None:
        self._selecting_ = False
        if self._clearing_:
            pressed, self._clearing_, self._clear_pressed_ = self._clear_pressed_, False, False
            self.update()
            if pressed and self._is_over_clear_button_(event.position):
                self._replace_("")

    def _drag_(self, event: InputEventMouseMotion) -> None:
        if not event.button_mask & BUTTON_MASK_LEFT:
            return
        if self._clearing_:
            inside = self._is_over_clear_button_(event.position)
            if inside != self._clear_pressed_:
                self._clear_pressed_ = inside
                self.update()
        elif self._selecting_:
            self._triple_ = None
            self._buffer_.move_to(self._index_at_(event.position[0]), select=True)
            self._restart_blinking_()

    def _key_(self, event: InputEventKey) -> None:
        self._triple_ = None
        command, select = command_of(event, self.shortcut_keys_enabled)
        if command is not None:
            if self._do_(command, select and self._selecting_enabled_):
                self.accept_event()
        elif self._editable_ and _types(event):
            self.accept_event()
            self._type_(event.unicode)

    def _type_(self, unicode: int) -> None:
        char = chr(unicode) if unicode < 0x110000 else ""
        if "\ud800" <= char < "\udc00":
            self._half_ = char
            return
        half, self._half_ = self._half_, ""
        if char:
            self._insert_(half + char, typed=True)

    def _do_(self, command: EditCommand, select: bool) -> bool:
        """Do what a key asks for; return False if it is for others, as up and down at the ends are."""
        buffer = self._buffer_
        match command:
            case EditCommand.LEFT | EditCommand.WORD_LEFT:
                buffer.move_left(select, command is EditCommand.WORD_LEFT)
            case EditCommand.RIGHT | EditCommand.WORD_RIGHT:
                buffer.move_right(select, command is EditCommand.WORD_RIGHT)
            case EditCommand.HOME:
                buffer.move_to(0, select)
            case EditCommand.END:
                buffer.move_to(len(buffer.text), select)
            case EditCommand.UP | EditCommand.DOWN:
                return self._go_(command is EditCommand.UP, select)
            case EditCommand.ENTER:
                self._enter_()
            case EditCommand.MENU:
                if self.context_menu_enabled:
                    self._show_menu_at_caret_()
            case _:
                self._edit_(command)
        self._restart_blinking_()
        return True

    def _go_(self, up: bool, select: bool) -> bool:
        """Call up an older or newer line of the history, else go to the start or the end."""
        buffer = self._buffer_
        if self.history_enabled and self._editable_ and not select:
            history = self._history_
            if history is not None:
                line = history.older(buffer.text) if up else history.newer()
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
        if self.history_enabled and not self._secret_:
            if self._history_ is None:
                self._history_ = TextHistory()
            self._history_.add(text)
        self._buffer_.move_to(self._buffer_.caret, select=True)  # what is typed next is undone by itself
        emit(self, "text_entered", text)

    def _edit_(self, command: EditCommand) -> None:
        """Do what changes the text or uses the clipboard."""
        buffer = self._buffer_
        match command:
            case EditCommand.SELECT_ALL:
                self.select_all()
            case EditCommand.COPY:
                self._copy_()
            case _ if not self._editable_:
                pass
            case EditCommand.CUT:
                if self._copy_():
                    self._change_(buffer.delete_back())
            case EditCommand.PASTE:
                self._paste_()
            case EditCommand.UNDO:
                self._change_(buffer.undo())
            case EditCommand.REDO:
                self._change_(buffer.redo())
            case EditCommand.DELETE_BACK | EditCommand.DELETE_WORD_BACK:
                self._change_(buffer.delete_back(command is EditCommand.DELETE_WORD_BACK))
            case EditCommand.DELETE_ON | EditCommand.DELETE_WORD_ON:
                self._change_(buffer.delete_on(command is EditCommand.DELETE_WORD_ON))
            case EditCommand.DELETE_TO_START:
                buffer.select(0, buffer.caret)
                self._change_(buffer.has_selection() and buffer.delete_back())
            case EditCommand.DELETE_TO_END:
                buffer.select(buffer.caret, len(buffer.text))
                self._change_(buffer.has_selection() and buffer.delete_on())

    def _insert_(self, text: str, typed: bool = False) -> None:
        before = self._buffer_.text
        rejected = self._buffer_.insert(text, typed)
        if rejected:
            emit(self, "text_change_rejected", rejected)
        self._change_(self._buffer_.text != before)

    def _replace_(self, text: str) -> None:
        """Have another text, which can be undone, with the caret behind it."""
        self._buffer_.select_all()
        self._insert_(text)

    def _change_(self, changed: bool) -> None:
        if changed:
            self._text_changed_()
            emit(self, "text_changed", self._buffer_.text)
        else:
            self._restart_blinking_()

    # -- The clipboard -------------------------------------------------------------------------

    def _copy_(self) -> bool:
        """Copy what is selected; return whether something was."""
        selected = self._buffer_.selected_text
        if self._secret_ or not selected:
            return False
        self.get_tree().display.set_clipboard(selected)
        return True

    def _paste_(self) -> None:
        self.get_tree().display.get_clipboard(self._pasted_)

    def _pasted_(self, text: str) -> None:
        """Take what the clipboard has: perhaps later than it was asked for."""
        if text and self._tree_ is not None and self._editable_:
            self._insert_(text)

    # -- The menu ------------------------------------------------------------------------------

    def get_menu(self) -> PopupMenu:
        """Return the menu of the right mouse button. It is filled when it is shown."""
        if self._menu_ is None:
            from .popup_menu import PopupMenu

            self._menu_ = PopupMenu()
            self._menu_.id_pressed.connect(self.menu_option)
            self.add_child(self._menu_)
        return self._menu_

    def _show_menu_(self, place: Vector2) -> None:
        menu, buffer, editable = self.get_menu(), self._buffer_, self._editable_
        copyable = buffer.has_selection() and not self._secret_
        menu.clear()
        for option, label, key, enabled in (
            (LineEdit.MENU_CUT, "Cut", KEY_X, editable and copyable),
            (LineEdit.MENU_COPY, "Copy", KEY_C, copyable),
            (LineEdit.MENU_PASTE, "Paste", KEY_V, editable),
            (-1, "", 0, False),
            (LineEdit.MENU_SELECT_ALL, "Select All", KEY_A, self._selecting_enabled_ and bool(buffer.text)),
            (LineEdit.MENU_CLEAR, "Clear", 0, editable and bool(buffer.text)),
            (-1, "", 0, False),
            (LineEdit.MENU_UNDO, "Undo", KEY_Z, editable and buffer.has_undo()),
            (LineEdit.MENU_REDO, "Redo", KEY_Z | KEY_MASK_SHIFT, editable and buffer.has_redo()),
        ):
            if option < 0:
                menu.add_separator()
                continue
            menu.add_item(label, option, key | KEY_MASK_CMD if key and self.shortcut_keys_enabled else 0)
            menu.set_item_disabled(menu.get_item_count() - 1, not enabled)
        self._menu_opens_ = True
        menu.popup(Rect2(self.get_global_transform().xform(place), Vector2.ONE))
        self._menu_opens_ = False

    def _show_menu_at_caret_(self) -> None:
        inner, caret = self._measure_()
        self._show_menu_(inner.position + Vector2(self._view_.x_of(caret), inner.size[1]))

    def menu_option(self, option: int) -> None:
        """Do what an entry of the menu does: a MENU_ constant."""
        commands = (
            EditCommand.CUT,
            EditCommand.COPY,
            EditCommand.PASTE,
            None,
            EditCommand.SELECT_ALL,
            EditCommand.UNDO,
            EditCommand.REDO,
        )
        if option not in range(LineEdit.MENU_MAX):
            raise ScriptError(f"{self!r}: there is no menu option {option!r}: take LineEdit.MENU_….")
        command = commands[option]
        if command is not None:
            self._edit_(command)
        elif self._editable_:
            self._replace_("")

    # -- The text ------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is written. Set by a script, it cannot be undone, and the caret goes to its start."""
        return self._buffer_.text

    @text.setter
    def text(self, text: str) -> None:
        if checked_text(self, "text", text) != self._buffer_.text:
            rejected = self._buffer_.reset(text)
            if rejected:
                emit(self, "text_change_rejected", rejected)
            self._text_changed_()

    def set_text(self, text: str) -> None:
        """Set `text`."""
        self.text = text

    def get_text(self) -> str:
        """Return `text`."""
        return self._buffer_.text

    @property
    def max_length(self) -> int:
        """How many characters the text has at most, 0 for any number."""
        return self._buffer_.max_length

    @max_length.setter
    def max_length(self, chars: int) -> None:
        if not chars >= 0:
            raise ScriptError(f"{self!r}: max_length must be 0 or more, not {chars!r}.")
        self._buffer_.max_length = int(chars)
        if chars and len(self._buffer_.text) > chars:
            rejected = self._buffer_.reset(self._buffer_.text)
            emit(self, "text_change_rejected", rejected)
            self._text_changed_()

    def set_max_length(self, chars: int) -> None:
        """Set `max_length`."""
        self.max_length = chars

    def get_max_length(self) -> int:
        """Return `max_length`."""
        return self._buffer_.max_length

    def clear(self) -> None:
        """Empty the text; emits `text_changed`."""
        self._buffer_.reset("")
        self._change_(True)

    def append_at_cursor(self, text: str) -> None:
        """Put a text in at the caret, in the place of what is selected. `text_changed` is not emitted."""
        rejected = self._buffer_.insert(checked_text(self, "text", text))
        if rejected:
            emit(self, "text_change_rejected", rejected)
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
        return list(self._history_.lines) if self._history_ is not None else []

    # -- Caret and selection -------------------------------------------------------------------

    @property
    def caret_position(self) -> int:
        """Before which character the caret is. Setting it leaves nothing selected."""
        return self._buffer_.caret

    @caret_position.setter
    def caret_position(self, position: int) -> None:
        self._buffer_.move_to(int(position))
        self._restart_blinking_()

    def set_cursor_position(self, position: int) -> None:
        """Set `caret_position`."""
        self.caret_position = position

    def get_cursor_position(self) -> int:
        """Return `caret_position`."""
        return self._buffer_.caret

    def get_scroll_offset(self) -> int:
        """Return the first character that is seen."""
        self._measure_()
        return self._view_.scroll

    @property
    def selecting_enabled(self) -> bool:
        """Whether text can be selected."""
        return self._selecting_enabled_

    @selecting_enabled.setter
    def selecting_enabled(self, enable: bool) -> None:
        self._selecting_enabled_ = bool(enable)
        if not enable:
            self.deselect()

    def set_selecting_enabled(self, enable: bool) -> None:
        """Set `selecting_enabled`."""
        self.selecting_enabled = enable

    def is_selecting_enabled(self) -> bool:
        """Return `selecting_enabled`."""
        return self._selecting_enabled_

    def select(self, from_: int = 0, to: int = -1) -> None:
        """Select the characters from one place to another, -1 for the end; 0 to 0 is none."""
        end = len(self._buffer_.text)
        to = end if to < 0 else min(to, end)
        if from_ == to == 0:
            self.deselect()
        elif self._selecting_enabled_ and from_ < to:
            self._buffer_.select(from_, to)
            self._restart_blinking_()

    def select_all(self) -> None:
        """Select the whole text."""
        self.select()

    def deselect(self) -> None:
        """Select nothing."""
        self._buffer_.deselect()
        self.update()

    def has_selection(self) -> bool:
        """Return True if something is selected."""
        return self._buffer_.has_selection()

    def get_selection_from_column(self) -> int:
        """Return where what is selected begins, -1 if nothing is."""
        return self._buffer_.selection[0] if self.has_selection() else -1

    def get_selection_to_column(self) -> int:
        """Return where what is selected ends, -1 if nothing is."""
        return self._buffer_.selection[1] if self.has_selection() else -1


def _types(event: InputEventKey) -> bool:
    """Return True for a key that types a character. Ctrl and Alt together are AltGr."""
    return event.unicode >= 32 and not event.meta and (event.alt or not event.control)
