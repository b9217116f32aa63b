"""InputEventMouse and its kinds: what a mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..variant.vector2 import Vector2
from . import keys
from .event import InputEvent, InputEventWithModifiers

if TYPE_CHECKING:
    from typing import Self

    from ..variant.transform2d import Transform2D
    from .view import View

_BUTTONS = {v: k for k, v in vars(keys).items() if k.startswith("BUTTON_") and "MASK" not in k}
_MASKS = {v: k for k, v in vars(keys).items() if k.startswith("BUTTON_MASK_")}


class InputEventMouse(InputEventWithModifiers):
    """The base of what a mouse does."""

    button_mask: int = 0
    """The buttons that are held, as BUTTON_MASK_ bits."""
    position: Vector2 = Vector2.ZERO
    """Of the pointer: in the viewport, or in a Control's own coordinates in its `_gui_input`."""
    global_position: Vector2 = Vector2.ZERO
    """Of the pointer in the viewport."""

    def xformed_by(self, xform: Transform2D, local_ofs: Vector2 = Vector2.ZERO) -> Self:
        """Return a copy with `position` (plus `local_ofs`) transformed."""
        event = self.duplicate()
        event.position = xform.xform(self.position + local_ofs)
        return event

    def _seen_through_(self, view: View | None) -> Self:
        """See the base."""
        event = self.duplicate()
        if view is not None:
            x, y = self.position
            event.position = Vector2((x - view.offset_x) / view.scale_x, (y - view.offset_y) / view.scale_y)
        event.global_position = event.position
        return event


class InputEventMouseButton(InputEventMouse):
    """A mouse button went down or up; each notch of a wheel is both, of its BUTTON_WHEEL_ button."""

    button_index: int = 0
    """Which: a BUTTON_ number."""
    pressed: bool = False
    """Whether it went down."""
    doubleclick: bool = False
    """Whether it went down for the second time in a short while."""
    factor: float = 1.0
    """How far the wheel turned, in notches, if the mouse knows."""

    def is_pressed(self) -> bool:
        """See the base."""
        return self.pressed

    def is_doubleclick(self) -> bool:
        """Return `doubleclick`: whether it went down for the second time in a short while."""
        return self.doubleclick

    def is_action_type(self) -> bool:
        """See the base."""
        return True

    def action_match(self, event: InputEvent, exact_match: bool = False) -> bool:
        """Return True for the same button; the modifiers count only with `exact_match`."""
        return (
            isinstance(event, InputEventMouseButton)
            and event.button_index == self.button_index
            and not (exact_match and event.get_modifiers_mask() != self.get_modifiers_mask())
        )

    def shortcut_match(self, event: InputEvent, exact_match: bool = True) -> bool:
        """Return True for the same button, with the same modifiers unless `exact_match` is False."""
        return self.action_match(event, exact_match)

    def as_text(self) -> str:
        """Return all of it in words."""
        i = self.button_index
        return (
            f"InputEventMouseButton : button_index={_BUTTONS.get(i, i)}, pressed={_word(self.pressed)},"
            f" position={self.position}, button_mask={self.button_mask},"
            f" doubleclick={_word(self.doubleclick)}"
        )


class InputEventMouseMotion(InputEventMouse):
    """The pointer has moved."""

    relative: Vector2 = Vector2.ZERO
    """How far, since the last event."""
    speed: Vector2 = Vector2.ZERO
    """How fast, in pixels a second."""
    pressure: float = 0.0
    """Of a pen: 0 to 1."""
    tilt: Vector2 = Vector2.ZERO
    """Of a pen: -1 to 1 each."""

    def xformed_by(self, xform: Transform2D, local_ofs: Vector2 = Vector2.ZERO) -> Self:
        """Return a copy with `position` (plus `local_ofs`), `relative` and `speed` transformed."""
        event = super().xformed_by(xform, local_ofs)
        event.relative = xform.basis_xform(self.relative)
        event.speed = xform.basis_xform(self.speed)
        return event

    def _seen_through_(self, view: View | None) -> Self:
        """See the base."""
        event = super()._seen_through_(view)
        if view is not None:
            scale = Vector2(view.scale_x, view.scale_y)
            event.relative /= scale
            event.speed /= scale
        return event

    def accumulate(self, with_event: InputEvent) -> bool:
        """Go on to where a later motion ended, if buttons and modifiers are the same; return whether."""
        if (
            not isinstance(with_event, InputEventMouseMotion)
            or self.button_mask != with_event.button_mask
            or self.get_modifiers_mask() != with_event.get_modifiers_mask()
        ):
            return False
        self.position: Vector2 = with_event.position
        self.global_position: Vector2 = with_event.global_position
        self.speed = with_event.speed
        self.relative += with_event.relative
        return True

    def as_text(self) -> str:
        """Return all of it in words."""
        from ..variant.scalar import float_text

        return (
            f"InputEventMouseMotion : button_mask={_MASKS.get(self.button_mask, self.button_mask)},"
            f" position={self.position}, relative={self.relative}, speed={self.speed},"
            f" pressure=({float_text(self.pressure)}), tilt={self.tilt}"
        )


def _word(value: bool) -> str:
    return "true" if value else "false"
