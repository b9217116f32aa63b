"""AcceptDialog: tells something, until OK is pressed. ConfirmationDialog: asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from engine import Node, ScriptError, Signal, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .box_container import HBoxContainer
from .button import Button
from .control import Control
from .label import Label
from .line_edit import LineEdit
from .popup import Popup
from .window_dialog import WindowDialog

if TYPE_CHECKING:
    from .keywords import AcceptDialogKeywords


class AcceptDialog(WindowDialog):
    """A dialog with a text, or with a Control of your own as a child, and a button OK.

        dialog = AcceptDialog(window_title="Connection", dialog_text="The server is full.")
        self.add_child(dialog)
        dialog.popup_centered()

    OK emits `confirmed`, and has the focus when the dialog is shown.

    Source: Godot 3.6's `AcceptDialog`. Unlike Godot: what a script has put in has the focus before OK.
    """

    confirmed: Final = Signal()
    custom_action: Final = Signal[str]("action")

    _window_title_: str = "Alert!"

    dialog_hide_on_ok: bool = True
    """Whether OK hides it."""
    set_hide_on_ok: Setter[bool] = setter("dialog_hide_on_ok", "enabled")
    get_hide_on_ok: Getter[bool] = getter("dialog_hide_on_ok")

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[AcceptDialogKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        label = self._label_ = Label()
        label._name_ = "_label"
        self.add_child(label)
        buttons = self._buttons_ = HBoxContainer()
        buttons._name_ = "_buttons"
        buttons.add_constant_override("separation", 8)
        self.add_child(buttons)
        buttons.add_spacer(False)
        self._ok_ = Button(text="OK")
        self._ok_._name_ = "_ok"
        self._ok_.pressed.connect(self._accepted_)
        buttons.add_child(self._ok_)

    # -- What is in it -------------------------------------------------------------------------

    dialog_text: Property[str] = Field("", str, state="_label_.text", then="_lay_out_", doc="What it tells.")
    set_text: Setter[str] = setter(dialog_text, "text")
    get_text: Getter[str] = getter(dialog_text)

    dialog_autowrap: Property[bool] = Field(
        False,
        state="_label_.autowrap",
        then="_lay_out_",
        doc="Whether the text is broken into lines that fit, so that the dialog may be narrower than it.",
    )
    set_autowrap: Setter[bool] = setter(dialog_autowrap, "autowrap")
    has_autowrap: Getter[bool] = getter(dialog_autowrap)

    def get_label(self) -> Label:
        """Return the label that shows the text."""
        return self._label_

    def get_ok(self) -> Button:
        """Return the button OK: `dialog.get_ok().text = "Leave"`."""
        return self._ok_

    def add_button(self, text: str, right: bool = False, action: str = "") -> Button:
        """Add a button left of OK, or right of it, and return it; it emits `custom_action` with `action`."""
        button = Button(text=text)
        self._buttons_.add_child(button)
        if not right:
            self._buttons_.move_child(button, self._ok_.get_index())
        if action:
            button.pressed.connect(self._custom_, [action])
        self._lay_out_()
        return button

    def add_cancel(self, name: str = "") -> Button:
        """Add a button that closes the dialog, and return it."""
        button = self.add_button(name or "Cancel")
        button.pressed.connect(self._closed_)
        return button

    def remove_button(self, button: Control) -> None:
        """Remove a button that `add_button` or `add_cancel` added. It is not freed."""
        if button._parent_ is not self._buttons_ or button is self._ok_:
            raise ScriptError(
                f"remove_button: {button!r} was not added to {self!r}. Give what `add_button` returned."
            )
        self._buttons_.remove_child(button)
        self._lay_out_()

    def register_text_enter(self, line_edit: LineEdit) -> None:
        """Let Enter in a LineEdit of the dialog press OK."""
        line_edit.text_entered.connect(self._text_entered_)

    # -- What the user does --------------------------------------------------------------------

    def _accepted_(self) -> None:
        if self.dialog_hide_on_ok:
            self.hide()
        emit(self, "confirmed")

    def _text_entered_(self, text: str) -> None:
        if not self._ok_.disabled:
            self._accepted_()

    def _custom_(self, action: str) -> None:
        emit(self, "custom_action", action)

    def _focus_first_(self) -> None:
        for child in self._contents_():
            first = child if child.focus_mode == Control.FOCUS_ALL else child.find_next_valid_focus()
            if first is not None and (first is child or child.is_a_parent_of(first)):
                first.grab_focus()
                return
        if not self._ok_.disabled:
            self._ok_.grab_focus()
        else:
            super()._focus_first_()

    # -- Layout --------------------------------------------------------------------------------

    def _contents_(self) -> list[Control]:
        """Return the Controls that fill it: those that a script has added."""
        own = (self._label_, self._buttons_, self._close_)
        return [
            child
            for child in self.get_children()
            if isinstance(child, Control) and child not in own and not child._toplevel_
        ]

    def _content_minimum_(self) -> Vector2:
        margin = self.get_constant("margin", "Dialogs")
        width, height = 0.0, 0.0
        label = self._label_.get_combined_minimum_size() if self._label_.text else Vector2.ZERO
        for child in self._contents_():
            if child._visible_:
                w, h = child.get_combined_minimum_size()
                width, height = max(width, w), max(height, h)
        if label[1]:
            width, height = max(width, label[0]), height + label[1] + (margin if height else 0)
        buttons = self._buttons_.get_combined_minimum_size()
        title = super()._content_minimum_()
        return Vector2(
            max(width + 2 * margin, buttons[0] + 2 * margin, title[0]),
            height + buttons[1] + margin * (3 if height else 2),
        )

    def _lay_out_(self) -> None:
        if hasattr(self, "_ok_"):  # else it is being made
            self._minimum_size_changed_()
            self._place_contents_()

    @notified(Node.NOTIFICATION_READY, Control.NOTIFICATION_RESIZED, Popup.NOTIFICATION_POST_POPUP)
    def _place_contents_(self) -> None:
        margin = self.get_constant("margin", "Dialogs")
        width, height = self._size_
        inner = max(0.0, width - 2 * margin)
        buttons, label = self._buttons_, self._label_
        row = buttons.get_combined_minimum_size()[1]
        buttons.rect_position = Vector2(margin, height - margin - row)
        buttons.rect_size = Vector2(inner, row)
        top, contents = float(margin), self._contents_()
        room = max(0.0, height - row - 3 * margin)
        label.visible = bool(label.text)
        label.rect_position = Vector2(margin, top)
        if contents:
            label.rect_size = Vector2(inner, 0.0)
            if label.text:
                taken = label.rect_size[1] + margin
                top, room = top + taken, max(0.0, room - taken)
        else:
            label.rect_size = Vector2(inner, room)
        for child in contents:
            child.rect_position = Vector2(margin, top)
            child.rect_size = Vector2(inner, room)


class ConfirmationDialog(AcceptDialog):
    """An AcceptDialog with a button Cancel.

    Source: Godot 3.6's `ConfirmationDialog`.
    """

    _window_title_: str = "Please Confirm..."

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._cancel_ = self.add_cancel()
        self._custom_minimum_ = Vector2(200.0, 70.0)

    def get_cancel(self) -> Button:
        """Return the button Cancel."""
        return self._cancel_
