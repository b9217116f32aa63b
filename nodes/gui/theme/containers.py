"""How panels, containers, dialogs and tooltips look in the default themes."""

from __future__ import annotations

from engine.text.font import Font

from .palette import Palette
from .shapes import box, cross, empty
from .sheet import Sheet
from .style_box_flat import StyleBoxFlat


def add_containers(theme: Sheet, palette: Palette) -> None:
    """Set the items of Panel, the containers, WindowDialog and the tooltip."""
    p = palette
    theme.set_stylebox("panel", "Panel", StyleBoxFlat(bg_color=p.window))
    theme.set_stylebox("panel", "PanelContainer", box(p.raised, p.border, (8, 8), 6))
    theme.set_stylebox("bg", "ScrollContainer", empty())
    for kind in ("BoxContainer", "HBoxContainer", "VBoxContainer"):
        theme.set_constant("separation", kind, 4)
    theme.set_constant("hseparation", "GridContainer", 4)
    theme.set_constant("vseparation", "GridContainer", 4)
    for side in ("left", "top", "right", "bottom"):
        theme.set_constant(f"margin_{side}", "MarginContainer", 0)
    for kind in ("HSplitContainer", "VSplitContainer"):
        theme.set_constant("separation", kind, 12)
        theme.set_constant("autohide", kind, 0)
        theme.set_color("grabber", kind, p.grabber)
        theme.set_color("grabber_hover", kind, p.accent)
        theme.set_stylebox("bg", kind, empty())
    _add_dialogs(theme, palette)


def _add_dialogs(theme: Sheet, p: Palette) -> None:
    window = box(p.raised, p.border_strong, (10, 10), 6)
    window.expand_margin_top = 34.0
    window.shadow_color, window.shadow_size = p.shadow, 12
    for kind in ("WindowDialog", "PopupDialog"):
        theme.set_stylebox("panel", kind, window)
    theme.set_color("title_color", "WindowDialog", p.text_bright)
    theme.set_constant("title_height", "WindowDialog", 34)
    theme.set_constant("scaleborder_size", "WindowDialog", 4)
    theme.set_icon("close", "WindowDialog", cross(p.text_dim))
    theme.set_icon("close_highlight", "WindowDialog", cross(p.text_bright))
    theme.set_stylebox("close_hover", "WindowDialog", box(p.button_hover, None, (0, 0)))
    theme.set_stylebox("close_pressed", "WindowDialog", box(p.button_pressed, None, (0, 0)))
    theme.set_font("title_font", "WindowDialog", Font(bold=True))
    theme.set_constant("margin", "Dialogs", 12)
    theme.set_constant("button_margin", "Dialogs", 44)
    tooltip = box(p.raised, p.border_strong, (8, 4))
    tooltip.shadow_color, tooltip.shadow_size = p.shadow, 4
    theme.set_stylebox("panel", "TooltipPanel", tooltip)
    theme.set_color("font_color", "TooltipLabel", p.text)
