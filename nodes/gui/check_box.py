"""CheckBox and CheckButton: something that is on or off."""

from __future__ import annotations

from typing import Any

from engine import Vector2
from engine.scene.notified import notified

from .button import Button
from .theme.icon import draw_icon


class CheckBox(Button):
    """A box with a check mark, left of its text. In a ButtonGroup it is a radio button.

    Source: Godot 3.6's `CheckBox`.
    """

    _toggle_mode_: bool = True
    _align_: int = Button.ALIGN_LEFT

    def _check_icon_(self) -> Any:  # override point
        """Return the icon that shows the state."""
        kind = "radio_" if self._group_ is not None else ""
        return self._icon_of_(f"{kind}{'' if self._down_ else 'un'}checked")

    def _icon_of_(self, name: str) -> Any:
        disabled = f"{name}_disabled"
        return self.get_icon(disabled if self._disabled_ and self.has_icon(disabled) else name)

    def _check_size_(self) -> tuple[float, float]:
        icon = self._check_icon_()
        return (icon.get_width(), icon.get_height()) if icon is not None else (0.0, 0.0)

    def _insets_(self) -> tuple[float, float]:
        width = self._check_size_()[0]
        gap = self.get_constant("hseparation") if self._text_ or self._icon_ is not None else 0
        return (width + gap if width else 0.0, 0.0)

    def _content_minimum_(self) -> Vector2:
        width, height = super()._content_minimum_()
        least = self._check_size_()[1] + self.get_stylebox("normal").get_minimum_size()[1]
        return Vector2(width, max(height, least))

    @notified(Button.NOTIFICATION_DRAW)
    def _draw_check_(self) -> None:
        icon = self._check_icon_()
        if icon is not None:
            y = (self._size_[1] - icon.get_height()) / 2 + self.get_constant("check_vadjust")
            draw_icon(self, icon, Vector2(self._check_x_(icon.get_width()), float(round(y))))

    def _check_x_(self, width: float) -> float:  # override point
        """Return where the icon that shows the state begins."""
        return self.get_stylebox("normal").get_margin(0)


class CheckButton(CheckBox):
    """A switch, right of its text.

    Source: Godot 3.6's `CheckButton`.
    """

    def _check_icon_(self) -> Any:
        return self._icon_of_("on" if self._down_ else "off")

    def _insets_(self) -> tuple[float, float]:
        return super()._insets_()[::-1]

    def _check_x_(self, width: float) -> float:
        return self._size_[0] - width - self.get_stylebox("normal").get_margin(2)
