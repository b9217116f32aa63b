"""How what shows and takes text looks in the default themes."""

from __future__ import annotations

from engine import Color
from engine.text.font import Font

from .icon import DrawnIcon
from .palette import Palette
from .shapes import arrow, box, cross, empty, ring
from .sheet import Sheet


def add_texts(theme: Sheet, palette: Palette) -> None:
    """Set the items of Label, LineEdit, SpinBox and RichTextLabel."""
    _add_label(theme, palette)
    _add_line_edit(theme, palette)
    _add_rich_text_label(theme, palette)


def _add_label(theme: Sheet, p: Palette) -> None:
    theme.set_stylebox("normal", "Label", empty())
    theme.set_color("font_color", "Label", p.text)
    theme.set_color("font_color_shadow", "Label", Color(0.0, 0.0, 0.0, 0.0))
    theme.set_constant("shadow_offset_x", "Label", 1)
    theme.set_constant("shadow_offset_y", "Label", 1)
    theme.set_constant("shadow_as_outline", "Label", 0)
    theme.set_constant("line_spacing", "Label", 3)


def _add_line_edit(theme: Sheet, p: Palette) -> None:
    for kind in ("LineEdit", "TextEdit"):
        theme.set_stylebox("normal", kind, box(p.field, p.border_strong, (8, 4)))
        theme.set_stylebox("focus", kind, ring(p, (8, 4)))
        theme.set_stylebox("read_only", kind, box(p.button_disabled, p.border, (8, 4)))
        theme.set_color("font_color", kind, p.text)
        theme.set_color("font_color_selected", kind, p.text_selected)
        theme.set_color("font_color_uneditable", kind, p.text_disabled)
        theme.set_color("font_color_placeholder", kind, p.text_dim)
        theme.set_color("cursor_color", kind, p.text_bright)
        theme.set_color("selection_color", kind, p.selection)
    theme.set_color("clear_button_color", "LineEdit", p.text_dim)
    theme.set_color("clear_button_color_pressed", "LineEdit", p.text_bright)
    theme.set_icon("clear", "LineEdit", cross(Color.white))
    theme.set_constant("minimum_spaces", "LineEdit", 12)
    up, down = arrow(p.text, "up"), arrow(p.text, "down")
    theme.set_icon("up", "SpinBox", up)
    theme.set_icon("down", "SpinBox", down)
    theme.set_icon("updown", "SpinBox", DrawnIcon(20, 24))
    theme.set_stylebox("arrow_hover", "SpinBox", box(p.button_hover, None, (0, 0), 2))
    theme.set_stylebox("arrow_pressed", "SpinBox", box(p.button_pressed, None, (0, 0), 2))


def _add_rich_text_label(theme: Sheet, p: Palette) -> None:
    kind = "RichTextLabel"
    theme.set_stylebox("normal", kind, box(p.field, p.border, (8, 6)))
    theme.set_stylebox("focus", kind, ring(p, (8, 6)))
    theme.set_color("default_color", kind, p.text)
    theme.set_color("font_color_selected", kind, p.text_selected)
    theme.set_color("selection_color", kind, p.selection)
    theme.set_color("font_color_shadow", kind, Color(0.0, 0.0, 0.0, 0.0))
    theme.set_color("url_color", kind, p.link)
    theme.set_color("dim_color", kind, p.text_dim)
    theme.set_font("normal_font", kind, Font())
    theme.set_font("bold_font", kind, Font(bold=True))
    theme.set_font("italics_font", kind, Font(italic=True))
    theme.set_font("bold_italics_font", kind, Font(bold=True, italic=True))
    theme.set_font("mono_font", kind, Font())
    theme.set_constant("line_separation", kind, 1)
