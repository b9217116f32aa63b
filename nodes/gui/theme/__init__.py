"""Themes: what Controls look like, and the dark and the light one that come with Estragon."""

from .icon import DrawnIcon, Icon, draw_icon
from .palette import DARK, LIGHT, Palette
from .style_box import StyleBox, StyleBoxEmpty, StyleBoxLine
from .style_box_flat import StyleBoxFlat
from .theme import Theme, dark_theme, light_theme, made_of

__all__ = [
    "DARK",
    "LIGHT",
    "DrawnIcon",
    "Icon",
    "Palette",
    "StyleBox",
    "StyleBoxEmpty",
    "StyleBoxFlat",
    "StyleBoxLine",
    "Theme",
    "dark_theme",
    "draw_icon",
    "light_theme",
    "made_of",
]
