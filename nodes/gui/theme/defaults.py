"""The themes that come with Estragon: a dark one, which is used unless told otherwise, and a light one."""

from __future__ import annotations

from functools import cache

from engine.text.font import Font

from .buttons import add_buttons
from .containers import add_containers
from .lists import add_lists
from .palette import DARK, LIGHT, Palette
from .texts import add_texts
from .theme import Theme


@cache
def dark_theme() -> Theme:
    """Return the dark theme, always the same: change a `duplicate()`."""
    return made_of(DARK)


@cache
def light_theme() -> Theme:
    """Return the light theme, always the same: change a `duplicate()`."""
    return made_of(LIGHT)


def made_of(palette: Palette) -> Theme:
    """Return a new theme in these colours: `made_of(DARK._replace(accent=Color.orange))`."""
    theme = Theme()
    theme.default_font = Font()
    for add in (add_buttons, add_texts, add_lists, add_containers):
        add(theme, palette)
    return theme
