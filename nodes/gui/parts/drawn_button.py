"""DrawnButton: a button that is drawn in a Control, and is none itself."""

from __future__ import annotations


class DrawnButton:
    """Knows whether it is pressed: from where the mouse goes down on it until it is let go."""

    __slots__ = ("held", "pressed")

    held: bool
    """It was pressed, and the mouse button is still down."""
    pressed: bool
    """It is held, and the pointer is on it: letting go is a click."""

    def __init__(self) -> None:
        self.held = self.pressed = False

    def press(self) -> None:
        """The mouse goes down on it."""
        self.held = self.pressed = True

    def point(self, inside: bool) -> bool:
        """The pointer moves, on it or beside; return if it looks different now."""
        before, self.pressed = self.pressed, self.held and inside
        return self.pressed != before

    def release(self) -> bool:
        """The mouse goes up; return if that is a click."""
        pressed = self.pressed
        self.held = self.pressed = False
        return pressed
