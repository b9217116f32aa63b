"""Themed: who knows what the theme says of it. A Control does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from engine import Color
    from engine.text.font import Font

    from .icon import Icon
    from .style_box import StyleBox


class Themed(Protocol):
    """What the parts of a Control ask it for when they measure and draw. See `Control`."""

    def get_color(self, name: str, /) -> Color:
        """Return a colour."""

    def get_constant(self, name: str, /) -> int:
        """Return a number."""

    def get_font(self, name: str, /) -> Font:
        """Return a font."""

    def get_icon(self, name: str, /) -> Icon | None:
        """Return an icon, None if there is none."""

    def get_stylebox(self, name: str, /) -> StyleBox:
        """Return a style box."""
