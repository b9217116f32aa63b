"""MenuButton: a button that opens a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Unpack

from engine import Signal, Vector2
from engine.input.event import InputEvent
from engine.object.property import Field, Property
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from .base_button import BaseButton
from .button import Button
from .popup_menu import PopupMenu

if TYPE_CHECKING:
    from .keywords import MenuButtonKeywords


class MenuButton(Button):
    """A button with a menu: `button.get_popup().add_item("Open")`; the menu emits `id_pressed`.

    The keys of its entries work wherever the focus is. Source: Godot 3.6's `MenuButton`. Unlike Godot: it
    takes the focus, so that it can be opened by keyboard; there is no `switch_on_hover`.
    """

    about_to_show: Final = Signal()

    _toggle_mode_: bool = True
    _action_mode_: int = BaseButton.ACTION_MODE_BUTTON_PRESS
    _flat_: bool = True

    _keys_disabled_: bool = False

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[MenuButtonKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        menu = self._menu_ = PopupMenu()
        menu._belong_to_(self)
        menu.popup_hide.connect(self.set_pressed, [False])
        self.set_process_unhandled_input(True)

    def get_popup(self) -> PopupMenu:
        """Return the menu."""
        return self._menu_

    items: Property[list[Any]] = Field(
        [],
        state="_menu_.items",
        doc="The entries of the menu: texts, or pairs of a text and an id, may be set.",
    )

    def set_disable_shortcuts(self, disabled: bool) -> None:
        """Let the keys of its entries do nothing, or again something."""
        self._keys_disabled_ = disabled

    def _was_pressed_(self) -> None:
        if not self.is_inside_tree() or not self._down_:
            return
        emit(self, "about_to_show")
        menu, (width, height) = self._menu_, self._size_
        place = self.rect_global_position + Vector2(0.0, height)
        menu._open_at_(place, width, menu._selectable_from_(0, 1))

    def _unhandled_input_(self, event: InputEvent) -> None:
        super()._unhandled_input_(event)
        if (
            not (self._keys_disabled_ or self._disabled_)
            and self.is_visible_in_tree()
            and not self._is_behind_modal_()
            and self._menu_.activate_item_by_event(event)
        ):
            self.get_tree().set_input_as_handled()

    @notified(Button.NOTIFICATION_VISIBILITY_CHANGED)
    def _hide_menu_(self) -> None:
        if not self.is_visible_in_tree():
            self._menu_.hide()
