"""How buttons of all kinds look in the default themes."""

from __future__ import annotations

from .palette import Palette
from .shapes import ROW, arrow, box, check, empty, radio, ring, switch
from .sheet import Sheet


def add_buttons(theme: Sheet, palette: Palette) -> None:
    """Set the items of Button and of what is derived from it."""
    p = palette
    for kind in ("Button", "OptionButton", "MenuButton"):
        margin = (8, ROW[1]) if kind == "OptionButton" else ROW
        theme.set_stylebox("normal", kind, box(p.button, p.border_strong, margin))
        theme.set_stylebox("hover", kind, box(p.button_hover, p.border_strong, margin))
        theme.set_stylebox("pressed", kind, box(p.button_pressed, p.accent, margin))
        theme.set_stylebox("disabled", kind, box(p.button_disabled, p.border, margin))
        theme.set_stylebox("focus", kind, ring(p, margin))
        theme.set_color("font_color", kind, p.text)
        theme.set_color("font_color_focus", kind, p.text)
        theme.set_color("font_color_hover", kind, p.text_bright)
        theme.set_color("font_color_pressed", kind, p.text_bright)
        theme.set_color("font_color_disabled", kind, p.text_disabled)
        theme.set_constant("hseparation", kind, 6)
    theme.set_icon("arrow", "OptionButton", arrow(p.text, "down"))
    theme.set_constant("arrow_margin", "OptionButton", 6)
    for kind in ("CheckBox", "CheckButton"):
        for state in ("normal", "hover", "pressed", "hover_pressed", "disabled"):
            theme.set_stylebox(state, kind, empty((4, 4)))
        theme.set_stylebox("focus", kind, ring(p, (4, 4)))
        theme.set_color("font_color", kind, p.text)
        theme.set_color("font_color_focus", kind, p.text)
        theme.set_color("font_color_hover", kind, p.text_bright)
        theme.set_color("font_color_pressed", kind, p.text)
        theme.set_color("font_color_hover_pressed", kind, p.text_bright)
        theme.set_color("font_color_disabled", kind, p.text_disabled)
        theme.set_constant("hseparation", kind, 6)
        theme.set_constant("check_vadjust", kind, 0)
    add_checks(theme, palette, "CheckBox")
    theme.set_icon("on", "CheckButton", switch(p.accent_dim, p.accent, p.text_on_accent, True))
    theme.set_icon("off", "CheckButton", switch(p.field, p.border_strong, p.text_dim, False))
    theme.set_icon("on_disabled", "CheckButton", switch(p.button_disabled, p.border, p.text_disabled, True))
    theme.set_icon("off_disabled", "CheckButton", switch(p.button_disabled, p.border, p.text_disabled, False))
    theme.set_constant("underline_spacing", "LinkButton", 2)
    for kind, margin in (("LinkButton", (0, 0)), ("ToolButton", (4, 4))):
        for state in ("normal", "disabled"):
            theme.set_stylebox(state, kind, empty(margin))
        theme.set_stylebox("hover", kind, box(p.button_hover, None, margin))
        theme.set_stylebox("pressed", kind, box(p.button_pressed, None, margin))
        theme.set_stylebox("focus", kind, ring(p, margin))
        theme.set_color("font_color", kind, p.link if kind == "LinkButton" else p.text)
        theme.set_color("font_color_focus", kind, p.link if kind == "LinkButton" else p.text)
        theme.set_color("font_color_hover", kind, p.text_bright)
        theme.set_color("font_color_pressed", kind, p.text_bright)
        theme.set_color("font_color_disabled", kind, p.text_disabled)


def add_checks(theme: Sheet, palette: Palette, kind: str) -> None:
    """Set the icons of what can be checked: CheckBox, and the entries of a menu."""
    p = palette
    for prefix, shape in (("", check), ("radio_", radio)):
        theme.set_icon(f"{prefix}checked", kind, shape(p.accent_dim, p.accent, p.text_on_accent))
        theme.set_icon(f"{prefix}unchecked", kind, shape(p.field, p.border_strong, None))
        theme.set_icon(f"{prefix}checked_disabled", kind, shape(p.button_disabled, p.border, p.text_disabled))
        theme.set_icon(f"{prefix}unchecked_disabled", kind, shape(p.button_disabled, p.border, None))
