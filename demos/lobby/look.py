"""How the lobby looks: the theme that Controls have anyway, and a few types of our own in it.

A Control takes such a type by `theme_type_variation`; a class of ours is a type by its name.
"""

from engine import Color, Font
from nodes import StyleBoxFlat, dark_theme

GOOD, BUSY, BAD = Color("5ec27c"), Color("e0a84a"), Color("f0716b")
MINE, GOLD, FAINT = Color("6ea5ff"), Color("f2c14e"), Color("a3abb9")


def box(color, border=None, margin=12):
    style = StyleBoxFlat(bg_color=Color(color), corner_radius=6, content_margin=margin)
    if border is not None:
        style.border_color = Color(border)
        style.set_border_width_all(1)
    return style


def lobby_theme():
    theme = dark_theme().duplicate()
    theme.set_font("font", "Turn", Font(22, bold=True))
    theme.set_font("font", "Number", Font(44, bold=True))
    theme.set_font("font", "Heading", Font(14, bold=True))
    theme.set_color("font_color", "Faint", FAINT)
    theme.set_font("font", "Primary", Font(16, bold=True))
    theme.set_stylebox("normal", "Primary", box("2f66c8", "6ea5ff", 10))
    theme.set_stylebox("hover", "Primary", box("3a70d2", "6ea5ff", 10))
    theme.set_stylebox("pressed", "Primary", box("254f9c", "6ea5ff", 10))
    theme.set_stylebox("disabled", "Primary", box("2a2d35", "3a3f4a", 10))
    theme.set_color("font_color", "Primary", Color.white)
    theme.set_stylebox("bg", "ScrollContainer", box("17191e", "3a3f4a", 6))
    theme.set_constant("separation", "HBoxContainer", 8)
    theme.set_constant("separation", "VBoxContainer", 10)
    return theme
