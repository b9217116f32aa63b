"""Anchors: the arithmetic of how the edges of a Control are tied to its parent's.

The edges are left, top, right and bottom, numbered as MARGIN_LEFT to MARGIN_BOTTOM are. Each has an
anchor, which says at which part of the parent's width or height it is, 0 to 1, and a margin: how many
pixels further right or down. Source: Godot 3.6's `Control`.
"""

from __future__ import annotations

from typing import TypeAlias

from engine import Vector2

Sides: TypeAlias = tuple[float, float, float, float]
"""Something of the left, the top, the right and the bottom edge."""

NONE: Sides = (0.0, 0.0, 0.0, 0.0)

PRESETS: tuple[Sides, ...] = (
    (0.0, 0.0, 0.0, 0.0),  # PRESET_TOP_LEFT
    (1.0, 0.0, 1.0, 0.0),  # PRESET_TOP_RIGHT
    (0.0, 1.0, 0.0, 1.0),  # PRESET_BOTTOM_LEFT
    (1.0, 1.0, 1.0, 1.0),  # PRESET_BOTTOM_RIGHT
    (0.0, 0.5, 0.0, 0.5),  # PRESET_CENTER_LEFT
    (0.5, 0.0, 0.5, 0.0),  # PRESET_CENTER_TOP
    (1.0, 0.5, 1.0, 0.5),  # PRESET_CENTER_RIGHT
    (0.5, 1.0, 0.5, 1.0),  # PRESET_CENTER_BOTTOM
    (0.5, 0.5, 0.5, 0.5),  # PRESET_CENTER
    (0.0, 0.0, 0.0, 1.0),  # PRESET_LEFT_WIDE
    (0.0, 0.0, 1.0, 0.0),  # PRESET_TOP_WIDE
    (1.0, 0.0, 1.0, 1.0),  # PRESET_RIGHT_WIDE
    (0.0, 1.0, 1.0, 1.0),  # PRESET_BOTTOM_WIDE
    (0.5, 0.0, 0.5, 1.0),  # PRESET_VCENTER_WIDE
    (0.0, 0.5, 1.0, 0.5),  # PRESET_HCENTER_WIDE
    (0.0, 0.0, 1.0, 1.0),  # PRESET_WIDE
)
"""The anchors that each PRESET_* stands for."""


def replaced(sides: Sides, side: int, value: float) -> Sides:
    """Return `sides` with another value for one of them."""
    changed = list(sides)
    changed[side] = value
    left, top, right, bottom = changed
    return (left, top, right, bottom)


def edges_of(anchors: Sides, margins: Sides, area: Vector2) -> Sides:
    """Return where anchors and margins put the edges in a parent of the size `area`."""
    (a, b, c, d), (e, f, g, h), (width, height) = margins, anchors, area
    return (a + e * width, b + f * height, c + g * width, d + h * height)


def margins_for(edges: Sides, anchors: Sides, area: Vector2) -> Sides:
    """Return the margins with which the edges are there."""
    (a, b, c, d), (e, f, g, h), (width, height) = edges, anchors, area
    return (a - e * width, b - f * height, c - g * width, d - h * height)


def anchors_for(edges: Sides, anchors: Sides, margins: Sides, area: Vector2) -> Sides:
    """Return the anchors with which the edges are there; they stay where the parent has no extent."""
    (a, b, c, d), (e, f, g, h), (width, height) = edges, margins, area
    left, top, right, bottom = anchors
    if width:
        left, right = (a - e) / width, (c - g) / width
    if height:
        top, bottom = (b - f) / height, (d - h) / height
    return (left, top, right, bottom)


def with_anchor(anchors: Sides, side: int, anchor: float, push: bool) -> Sides:
    """Return the anchors with another one for a side.

    One that would pass the opposite one pushes it along, or without `push` stops there.
    """
    opposite = (side + 2) % 4
    other = anchors[opposite]
    if (anchor > other) if side < 2 else (anchor < other):
        if not push:
            return replaced(anchors, side, other)
        anchors = replaced(anchors, opposite, anchor)
    return replaced(anchors, side, anchor)


def preset_edges(preset: int, width: float, height: float, area: Vector2, margin: float) -> Sides:
    """Return the edges of what has this size and lies where a PRESET_* says, `margin` from the parent's."""
    low_x, low_y, high_x, high_y = PRESETS[preset]
    left, right = _span(low_x, high_x, width, area[0], margin)
    top, bottom = _span(low_y, high_y, height, area[1], margin)
    return (left, top, right, bottom)


def _span(low: float, high: float, length: float, room: float, margin: float) -> tuple[float, float]:
    if low != high:
        return margin, room - margin
    if low == 0.0:
        return margin, margin + length
    if low == 1.0:
        return room - length - margin, room - margin
    return (room - length) / 2, (room + length) / 2
