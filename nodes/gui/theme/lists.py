"""How lists, menus, bars and tabs look in the default themes."""

from __future__ import annotations

from engine import Color
from engine.canvas.commands import CLEAR, Box

from .buttons import add_checks
from .icon import DrawnIcon
from .palette import Palette
from .shapes import arrow, box, empty, ring
from .sheet import Sheet
from .style_box import StyleBoxLine


def add_lists(theme: Sheet, palette: Palette) -> None:
    """Set the items of ItemList, PopupMenu, ProgressBar, the scroll bars, sliders and tabs."""
    _add_item_list(theme, palette)
    _add_menu(theme, palette)
    _add_bars(theme, palette)
    _add_tabs(theme, palette)


def _add_item_list(theme: Sheet, p: Palette) -> None:
    kind = "ItemList"
    theme.set_stylebox("bg", kind, box(p.field, p.border, (4, 4)))
    theme.set_stylebox("bg_focus", kind, ring(p, (4, 4)))
    theme.set_stylebox("selected", kind, box(p.selection, None, (0, 0)))
    theme.set_stylebox("selected_focus", kind, box(p.selection, None, (0, 0)))
    theme.set_stylebox("cursor", kind, ring(p, (0, 0)))
    theme.set_stylebox("cursor_unfocused", kind, empty())
    theme.set_color("font_color", kind, p.text)
    theme.set_color("font_color_selected", kind, p.text_selected)
    theme.set_color("guide_color", kind, p.border)
    for name, number in (("hseparation", 4), ("vseparation", 4), ("icon_margin", 6), ("line_separation", 2)):
        theme.set_constant(name, kind, number)


def _add_menu(theme: Sheet, p: Palette) -> None:
    panel = box(p.raised, p.border_strong, (4, 4), 6)
    panel.shadow_color, panel.shadow_size = p.shadow, 8
    for kind in ("PopupMenu", "PopupPanel"):
        theme.set_stylebox("panel", kind, panel)
    kind = "PopupMenu"
    theme.set_stylebox("hover", kind, box(p.selection, None, (8, 0)))
    for name in ("separator", "labeled_separator_left", "labeled_separator_right"):
        theme.set_stylebox(name, kind, StyleBoxLine(color=p.border_strong, grow_begin=0.0, grow_end=0.0))
    theme.set_color("font_color", kind, p.text)
    theme.set_color("font_color_hover", kind, p.text_selected)
    theme.set_color("font_color_disabled", kind, p.text_disabled)
    theme.set_color("font_color_accel", kind, p.text_dim)
    theme.set_color("font_color_separator", kind, p.text_dim)
    theme.set_constant("hseparation", kind, 6)
    theme.set_constant("vseparation", kind, 6)
    theme.set_icon("submenu", kind, arrow(p.text, "right"))
    add_checks(theme, p, kind)


def _add_bars(theme: Sheet, p: Palette) -> None:
    for kind in ("HScrollBar", "VScrollBar"):
        theme.set_stylebox("scroll", kind, empty((5, 5)))
        theme.set_stylebox("scroll_focus", kind, empty((5, 5)))
        for name, color in (
            ("grabber", p.grabber),
            ("grabber_highlight", p.grabber_hover),
            ("grabber_pressed", p.accent),
        ):
            grabber = box(color, None, (4, 4), 3)
            grabber.set_expand_margin_all(-2.0)
            theme.set_stylebox(name, kind, grabber)
    for kind in ("HSlider", "VSlider"):
        theme.set_stylebox("slider", kind, box(p.border_strong, None, (2, 2), 2))
        theme.set_stylebox("grabber_area", kind, box(p.accent, None, (2, 2), 2))
        theme.set_stylebox("grabber_area_highlight", kind, box(p.accent, None, (2, 2), 2))
        theme.set_color("tick_color", kind, p.border_strong)
        theme.set_icon(
            "grabber", kind, DrawnIcon(16, 16, Box(2, 2, 12, 12, p.text_on_accent, p.accent, 2, 6))
        )
        bright = DrawnIcon(16, 16, Box(1, 1, 14, 14, p.text_on_accent, p.accent, 3, 7))
        theme.set_icon("grabber_highlight", kind, bright)
        theme.set_icon("grabber_disabled", kind, DrawnIcon(16, 16, Box(2, 2, 12, 12, p.grabber, CLEAR, 0, 6)))
    theme.set_stylebox("bg", "ProgressBar", box(p.field, p.border_strong, (4, 2)))
    filled = box(p.selection, None, (4, 2), 3)
    filled.set_expand_margin_all(-1.0)  # inside the border
    theme.set_stylebox("fg", "ProgressBar", filled)
    theme.set_color("font_color", "ProgressBar", p.text)
    theme.set_color("font_color_shadow", "ProgressBar", Color(0.0, 0.0, 0.0, 0.0))
    for kind, vertical in (("HSeparator", False), ("VSeparator", True)):
        line = StyleBoxLine(color=p.border_strong, vertical=vertical, grow_begin=0.0, grow_end=0.0)
        theme.set_stylebox("separator", kind, line)
        theme.set_constant("separation", kind, 4)


def _add_tabs(theme: Sheet, p: Palette) -> None:
    for kind in ("TabContainer", "Tabs"):
        front = box(p.raised, p.border, (12, 5))
        back = box(p.window, p.border, (12, 5))
        hover = box(p.button_hover, p.border, (12, 5))
        for tab in (front, back, hover):
            tab.corner_radius_bottom_left = tab.corner_radius_bottom_right = 0
        front.border_width_bottom = 0  # it goes over into the panel
        front.expand_margin_bottom = 1.0
        theme.set_stylebox("tab_fg", kind, front)
        theme.set_stylebox("tab_bg", kind, back)
        theme.set_stylebox("tab_hover", kind, hover)
        theme.set_stylebox("tab_disabled", kind, back)
        theme.set_stylebox("tab_focus", kind, ring(p, (12, 5)))
        theme.set_color("font_color_fg", kind, p.text_bright)
        theme.set_color("font_color_bg", kind, p.text_dim)
        theme.set_color("font_color_disabled", kind, p.text_disabled)
        theme.set_constant("hseparation", kind, 4)
        theme.set_constant("top_margin", kind, 30)
        theme.set_constant("side_margin", kind, 8)
        theme.set_icon("increment", kind, arrow(p.text, "right"))
        theme.set_icon("decrement", kind, arrow(p.text, "left"))
    theme.set_stylebox("panel", "TabContainer", box(p.raised, p.border, (8, 8)))
