"""ButtonGroup: buttons of which one is pressed at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from engine import Object, Signal

if TYPE_CHECKING:
    from typing import Self

    from .base_button import BaseButton


class ButtonGroup(Object):
    """Buttons in toggle mode, of which pressing one releases the others: `button.group = group`.

    A user cannot release the pressed one, unless `allow_unpress`. `pressed` is emitted with the button
    that was pressed.

    Source: Godot 3.6's `ButtonGroup`, and `allow_unpress` of 4. Unlike Godot: a duplicate of a button is in
    the same group.
    """

    pressed = Signal["BaseButton"]("button")

    allow_unpress: bool = False
    """Whether the pressed button may be released by the user, so that none is pressed."""

    _buttons_: WeakKeyDictionary[BaseButton, None]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make it complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._buttons_ = WeakKeyDictionary()
        return self

    def get_buttons(self) -> list[BaseButton]:
        """Return the buttons of the group."""
        return [button for button in self._buttons_ if not button._freed_]

    def get_pressed_button(self) -> BaseButton | None:
        """Return the button that is pressed, None if none is."""
        return next((button for button in self.get_buttons() if button.is_pressed()), None)
