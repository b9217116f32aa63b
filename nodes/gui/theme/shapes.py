"""Shapes that the default themes use again and again."""

from __future__ import annotations

from typing import TypeVar

from engine import Color
from engine.canvas.commands import (
    CLEAR,
    Box,
    Polyline,
    Rgba,
)

from .icon import DrawnIcon
from .palette import Palette
from .style_box import StyleBox, StyleBoxEmpty
from .style_box_flat import StyleBoxFlat

S = TypeVar("S", bound=StyleBox)

RADIUS = 4
ROW = (10, 4)
"""What a button leaves beside and above its text: with the default font, a row of 28 pixels."""


def box(
    color: Rgba, border: Rgba | None = None, margin: tuple[float, float] = ROW, radius: int = RADIUS
) -> StyleBoxFlat:
    """Return a filled box with round corners, and a border of one pixel if it has a colour."""
    style = StyleBoxFlat(bg_color=Color(*color), corner_radius=radius)
    if border is not None:
        style.border_color = Color(*border)
        style.set_border_width_all(1)
    return _with_margins(style, margin)


def ring(palette: Palette, margin: tuple[float, float] = ROW, radius: int = RADIUS) -> StyleBoxFlat:
    """Return what is drawn over a Control that has the focus."""
    style = StyleBoxFlat(draw_center=False, border_color=palette.accent, corner_radius=radius)
    style.set_border_width_all(2)
    return _with_margins(style, margin)


def empty(margin: tuple[float, float] = (0, 0)) -> StyleBoxEmpty:
    """Return a style box that only has margins."""
    return _with_margins(StyleBoxEmpty(), margin)


def _with_margins(style: S, margin: tuple[float, float]) -> S:
    style.content_margin_left = style.content_margin_right = margin[0]
    style.content_margin_top = style.content_margin_bottom = margin[1]
    return style


def lines(
    width: int, height: int, color: Rgba, *strokes: tuple[tuple[float, float], ...], thick: float = 1.5
) -> DrawnIcon:
    """Return an icon of lines."""
    return DrawnIcon(width, height, *(Polyline(stroke, color, thick) for stroke in strokes))


def arrow(color: Rgba, direction: str) -> DrawnIcon:
    """Return a small arrow head that points "down", "up", "left" or "right"."""
    strokes = {
        "down": ((3.0, 4.5), (6.0, 7.5), (9.0, 4.5)),
        "up": ((3.0, 7.5), (6.0, 4.5), (9.0, 7.5)),
        "left": ((7.5, 3.0), (4.5, 6.0), (7.5, 9.0)),
        "right": ((4.5, 3.0), (7.5, 6.0), (4.5, 9.0)),
    }
    return lines(12, 12, color, strokes[direction])


def cross(color: Rgba) -> DrawnIcon:
    """Return the cross that closes and clears."""
    return lines(16, 16, color, ((4.5, 4.5), (11.5, 11.5)), ((11.5, 4.5), (4.5, 11.5)))


def check(fill: Rgba, border: Rgba, mark: Rgba | None) -> DrawnIcon:
    """Return a check box, with its mark if that has a colour."""
    frame = Box(1, 1, 14, 14, fill, border, 1, 3)
    if mark is None:
        return DrawnIcon(16, 16, frame)
    return DrawnIcon(16, 16, frame, Polyline(((4.5, 8.2), (7.0, 10.8), (11.7, 5.4)), mark, 2.0))


def radio(fill: Rgba, border: Rgba, mark: Rgba | None) -> DrawnIcon:
    """Return a radio button, with its dot if that has a colour."""
    frame = Box(1, 1, 14, 14, fill, border, 1, 7)
    if mark is None:
        return DrawnIcon(16, 16, frame)
    return DrawnIcon(16, 16, frame, Box(5, 5, 6, 6, mark, CLEAR, 0, 3))


def switch(fill: Rgba, border: Rgba, knob: Rgba, on: bool) -> DrawnIcon:
    """Return a switch, with its knob at the right if it is on."""
    frame = Box(1, 1, 32, 16, fill, border, 1, 8)
    return DrawnIcon(34, 18, frame, Box(20 if on else 4, 4, 10, 10, knob, CLEAR, 0, 5))
