"""TextField: what LineEdit and TextEdit have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Node, Rect2, ScriptError, Vector2
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import above, checked_text
from .control import Control
from .parts import edit_menu
from .parts.blinking_caret import BlinkingCaret
from .parts.line_edit_keys import CHANGES, EditCommand, TypedCharacters
from .parts.text_edit_buffer import TextEditBuffer
from .parts.triple_click import TripleClick
from .parts.typing_place import TypingPlace

if TYPE_CHECKING:
    from .keywords import TextFieldKeywords
    from .popup_menu import PopupMenu


class TextField(Control):
    """Takes a text that the user writes: caret, selection, clipboard, undo, and the menu for these.

    A subclass makes the `_buffer_` and says what follows from a change.
    """

    MENU_CUT = edit_menu.CUT
    MENU_COPY = edit_menu.COPY
    MENU_PASTE = edit_menu.PASTE
    MENU_CLEAR = edit_menu.CLEAR
    MENU_SELECT_ALL = edit_menu.SELECT_ALL
    MENU_UNDO = edit_menu.UNDO
    MENU_REDO = edit_menu.REDO
    MENU_MAX = edit_menu.MAX

    _focus_mode_: int = Control.FOCUS_ALL
    _cursor_shape_: int = Control.CURSOR_IBEAM

    _buffer_: TextEditBuffer
    _triple_: TripleClick
    _selecting_: bool = False
    """The mouse selects: its button went down on the text and is held."""
    _window_focused_: bool = True
    _menu_: PopupMenu | None = None
    _menu_opens_: bool = False  # friend: spin_box

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextFieldKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._caret_ = BlinkingCaret(self.can_process, self._redraw_text_)
        self._typed_ = TypedCharacters()
        self._typing_place_ = TypingPlace()

    # -- Properties ----------------------------------------------------------------------------

    _stored_ = ("text",)

    @property
    def text(self) -> str:
        """What is written. Set by a script, it cannot be undone, and the caret goes to its start."""
        return self._buffer_.text

    @text.setter
    @guarded
    def text(self, text: str) -> None:
        self._set_text_(checked_text(self, "text", text))

    set_text: Setter[str] = setter("text")
    get_text: Getter[str] = getter("text")

    shortcut_keys_enabled: bool = True
    """Whether Ctrl+C and its kin work."""
    set_shortcut_keys_enabled: Setter[bool] = setter("shortcut_keys_enabled")
    is_shortcut_keys_enabled: Getter[bool] = getter("shortcut_keys_enabled")
    context_menu_enabled: bool = True
    """Whether the right mouse button shows a menu."""
    set_context_menu_enabled: Setter[bool] = setter("context_menu_enabled")
    is_context_menu_enabled: Getter[bool] = getter("context_menu_enabled")
    deselect_on_focus_loss_enabled: bool = True
    """Whether nothing is selected any more when the focus goes elsewhere."""
    set_deselect_on_focus_loss_enabled: Setter[bool] = setter("deselect_on_focus_loss_enabled")
    is_deselect_on_focus_loss_enabled: Getter[bool] = getter("deselect_on_focus_loss_enabled")

    caret_blink: Property[bool] = Field(
        False, state="_caret_.blinks", then="_restart_blinking_", doc="Whether the caret blinks."
    )
    cursor_set_blink_enabled: Setter[bool] = setter(caret_blink, "enable")
    cursor_get_blink_enabled: Getter[bool] = getter(caret_blink)

    caret_blink_speed: Property[float] = Field(
        0.65,
        above(0),
        state="_caret_.speed",
        then="_restart_blinking_",
        doc="For how many seconds a blinking caret is seen, and not seen.",
    )
    cursor_set_blink_speed: Setter[float] = setter(caret_blink_speed, "blink_speed")
    cursor_get_blink_speed: Getter[float] = getter(caret_blink_speed)

    selecting_enabled: Property[bool] = Field(
        True, then="_selecting_switched_", doc="Whether text can be selected."
    )
    set_selecting_enabled: Setter[bool] = setter(selecting_enabled, "enable")
    is_selecting_enabled: Getter[bool] = getter(selecting_enabled)

    # -- What a subclass says --------------------------------------------------------------------

    def _is_writable_(self) -> bool:  # override point
        """Return whether the user may change the text."""
        raise NotImplementedError

    def _set_text_(self, text: str) -> None:  # override point
        """Begin anew with a text that a script has set."""
        raise NotImplementedError

    def _insert_(self, text: str, typed: bool = False) -> None:  # override point
        """Put in at the caret what the user has given."""
        raise NotImplementedError

    def _change_(self, changed: bool) -> None:  # override point
        """Take note that the text is another, or that nothing came of what was tried."""
        raise NotImplementedError

    def _changed_by_(self, command: EditCommand) -> bool:  # override point
        """Change the text as a key asks for; return whether something came of it."""
        return CHANGES[command](self._buffer_)

    def _copyable_(self) -> str:  # override point
        """Return what is selected, as far as it may be copied."""
        return self._buffer_.selected_text

    def _redraw_text_(self) -> None:  # override point
        """Have the text and its caret drawn again."""
        self.update()

    # -- Selecting -------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Select the whole text."""
        if self.selecting_enabled:
            self._buffer_.select_all()
            self._restart_blinking_()

    def deselect(self) -> None:
        """Select nothing."""
        self._buffer_.deselect()
        self._redraw_text_()

    def _selecting_switched_(self) -> None:
        if not self.selecting_enabled:
            self.deselect()

    # -- The clipboard, and undo -----------------------------------------------------------------

    def _edit_(self, command: EditCommand) -> None:
        """Do what changes the text or uses the clipboard."""
        if command is EditCommand.SELECT_ALL:
            self.select_all()
        elif command is EditCommand.COPY:
            self._copy_()
        elif not self._is_writable_():
            pass
        elif command is EditCommand.CUT:
            if self._copy_():
                self._change_(self._buffer_.delete_back())
        elif command is EditCommand.PASTE:
            self.get_tree().display.get_clipboard(self._pasted_)
        else:
            self._change_(self._changed_by_(command))

    def _copy_(self) -> bool:
        """Copy what is selected; return whether something was."""
        text = self._copyable_()
        if text:
            self.get_tree().display.set_clipboard(text)
        return bool(text)

    def _pasted_(self, text: str) -> None:
        """Take what the clipboard has: perhaps later than it was asked for."""
        if text and self._tree_ is not None and self._is_writable_():
            self._insert_(text)

    # -- The menu --------------------------------------------------------------------------------

    def get_menu(self) -> PopupMenu:
        """Return the menu of the right mouse button. It is filled when it is shown."""
        if self._menu_ is None:
            from .popup_menu import PopupMenu

            self._menu_ = PopupMenu()
            self._menu_.id_pressed.connect(self.menu_option)
            self.add_child(self._menu_)
        return self._menu_

    def _show_menu_(self, place: Vector2) -> None:
        menu = self.get_menu()
        copyable, shortcuts = bool(self._copyable_()), self.shortcut_keys_enabled
        edit_menu.fill(menu, self._buffer_, self._is_writable_(), copyable, self.selecting_enabled, shortcuts)
        self._menu_opens_ = True
        menu.popup(Rect2(self.get_global_transform().xform(place), Vector2.ONE))
        self._menu_opens_ = False

    def menu_option(self, option: int) -> None:
        """Do what an entry of the menu does: a MENU_ constant."""
        if option not in range(self.MENU_MAX):
            raise ScriptError(
                f"{self!r}: there is no menu option {option!r}: take {type(self).__name__}.MENU_…."
            )
        command = edit_menu.COMMANDS.get(option)
        if command is not None:
            self._edit_(command)
        elif self._is_writable_():
            self._buffer_.select_all()
            self._insert_("")

    # -- The focus -------------------------------------------------------------------------------

    @notified(Control.NOTIFICATION_FOCUS_ENTER)
    def _restart_blinking_(self) -> None:
        """Show the caret, and begin to wait until it is hidden."""
        writes = self._is_writable_() and self._window_focused_ and self.has_focus()
        self._caret_.restart(self._tree_ if writes else None)

    @notified(Control.NOTIFICATION_FOCUS_EXIT)
    def _end_writing_(self) -> None:
        self._caret_.stop()
        self._typing_place_.end(self._tree_)
        self._selecting_ = False
        self._typed_.begin()
        if self.deselect_on_focus_loss_enabled and not self._menu_opens_:
            self._buffer_.deselect()
        self._redraw_text_()

    @notified(Node.NOTIFICATION_WM_FOCUS_IN)
    def _enter_window_(self) -> None:
        self._window_focused_ = True
        if self.has_focus():
            self._restart_blinking_()

    @notified(Node.NOTIFICATION_WM_FOCUS_OUT)
    def _leave_window_(self) -> None:
        self._window_focused_ = False
        if self.has_focus():
            self._restart_blinking_()
