"""How everything looks in the default themes."""

from __future__ import annotations

from engine.text.font import Font

from .buttons import add_buttons
from .containers import add_containers
from .lists import add_lists
from .palette import Palette
from .sheet import Sheet
from .texts import add_texts


def add_defaults(theme: Sheet, palette: Palette) -> None:
    """Set all items of a default theme in these colours."""
    theme.default_font = Font()
    for add in (add_buttons, add_texts, add_lists, add_containers):
        add(theme, palette)
