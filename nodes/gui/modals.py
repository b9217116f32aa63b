"""Modals: the Controls that were shown modally, one in front of the other."""

from __future__ import annotations

from typing import NamedTuple

from engine.scene.lifecycle import notify

from .state import ControlState


class Modal(NamedTuple):
    """A Control that was shown modally."""

    control: ControlState
    exclusive: bool
    """Whether it takes all clicks, wherever they are."""
    frame: int
    """When it was shown: the same click does not close it."""
    before: ControlState | None
    """Who had the focus, and gets it back."""


class Modals:
    """The stack of modal Controls of one tree.

    Source: Godot 3.6's `Viewport::_gui_show_modal` and `_gui_remove_from_modal_stack`.
    """

    def __init__(self) -> None:
        self._stack: list[Modal] = []

    def __repr__(self) -> str:
        return f"<Modals: {[modal.control for modal in self._stack]}>"

    @property
    def top(self) -> Modal | None:
        """The frontmost one, None if there is none."""
        return self._stack[-1] if self._stack else None

    def push(self, modal: Modal) -> None:
        """Put one in front of the others."""
        self._stack.append(modal)

    def remove(self, control: ControlState) -> None:
        """Take one out, if it is modal: who had the focus before gets it back."""
        place = next((i for i, modal in enumerate(self._stack) if modal.control is control), None)
        if place is None:
            return
        before = self._stack.pop(place).before
        if before is None:
            return
        if place < len(self._stack):  # the next one gives it back
            self._stack[place] = self._stack[place]._replace(before=before)
        elif before.is_visible_in_tree() and before._focus_mode_ != ControlState.FOCUS_NONE:
            before.grab_focus()

    def close(self, control: ControlState) -> None:
        """Hide one because the user wants it gone."""
        notify(control, ControlState.NOTIFICATION_MODAL_CLOSE)
        self.remove(control)
        control.hide()

    def lets_through(self, control: ControlState | None) -> bool:
        """Return True if nothing modal keeps the pointer from a Control."""
        if not self._stack:
            return True
        top = self._stack[-1].control
        return control is not None and (control is top or top.is_a_parent_of(control))
