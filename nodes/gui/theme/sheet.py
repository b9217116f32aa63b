"""Sheet: what the looks of the default themes are written on."""

from __future__ import annotations

from typing import Protocol

from engine.canvas.commands import Rgba
from engine.text.font import Font

from .icon import Icon
from .style_box import StyleBox


class Sheet(Protocol):
    """Takes theme items, as Theme does: the looks need not know what else a theme is."""

    def set_color(self, name: str, theme_type: str, color: Rgba) -> None:
        """Set a colour."""

    def set_constant(self, name: str, theme_type: str, constant: int) -> None:
        """Set a number."""

    def set_stylebox(self, name: str, theme_type: str, texture: StyleBox) -> None:
        """Set a style box."""

    def set_font(self, name: str, theme_type: str, font: Font) -> None:
        """Set a font."""

    def set_icon(self, name: str, theme_type: str, texture: Icon) -> None:
        """Set an icon."""
