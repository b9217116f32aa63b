"""StyleBoxFlat: a plain rectangle with borders, round corners and a shadow."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import ClassVar

from engine import Color, Rect2, Vector2
from engine.canvas.commands import CLEAR, Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ...canvas.canvas_item import CanvasItem
from ...checked import color_of
from .style_box import StyleBox, at_sides

_SHADOW_STEPS = 6


class StyleBoxFlat(StyleBox):
    """A rectangle in one colour.

    Source: Godot 3.6's `StyleBoxFlat`. Unlike Godot: borders do not blend and corners are always smooth;
    a box whose borders differ has round corners only behind them.
    """

    bg_color: Property[Color, Rgba] = Field(Color(0.6, 0.6, 0.6), color_of, doc="What it is filled with.")
    set_bg_color: Setter[Rgba] = setter(bg_color)
    get_bg_color: Getter[Color] = getter(bg_color)
    draw_center: bool = True
    """Whether the inside of the border is filled."""
    set_draw_center: Setter[bool] = setter("draw_center")
    border_color: Property[Color, Rgba] = Field(
        Color(0.8, 0.8, 0.8), color_of, doc="What the border is painted with."
    )
    set_border_color: Setter[Rgba] = setter(border_color)
    get_border_color: Getter[Color] = getter(border_color)
    border_width_left: int = 0
    """Pixels of border at the left; 0 has none there."""
    border_width_top: int = 0
    """Pixels of border at the top."""
    border_width_right: int = 0
    """Pixels of border at the right."""
    border_width_bottom: int = 0
    """Pixels of border at the bottom."""
    corner_radius_top_left: int = 0
    """Pixels by which the corner is round; 0 is sharp."""
    corner_radius_top_right: int = 0
    """The same for the corner at the right."""
    corner_radius_bottom_right: int = 0
    """The same for the one below it."""
    corner_radius_bottom_left: int = 0
    """The same for the last."""
    expand_margin_left: float = 0.0
    """How far it is drawn beyond the left edge. The contents stay where they are."""
    expand_margin_top: float = 0.0
    """How far it is drawn beyond the top edge."""
    expand_margin_right: float = 0.0
    """How far it is drawn beyond the right edge."""
    expand_margin_bottom: float = 0.0
    """How far it is drawn beyond the bottom edge."""
    shadow_color: Property[Color, Rgba] = Field(
        Color(0.0, 0.0, 0.0, 0.6), color_of, doc="What the shadow is painted with, where it is thickest."
    )
    set_shadow_color: Setter[Rgba] = setter(shadow_color)
    get_shadow_color: Getter[Color] = getter(shadow_color)
    shadow_size: int = 0
    """Pixels that the shadow reaches beyond the box; 0 has none."""
    set_shadow_size: Setter[int] = setter("shadow_size")
    get_shadow_size: Getter[int] = getter("shadow_size")
    shadow_offset: Vector2 = Vector2.ZERO
    """How far the shadow is moved."""
    set_shadow_offset: Setter[Vector2] = setter("shadow_offset")
    get_shadow_offset: Getter[Vector2] = getter("shadow_offset")

    _together_: ClassVar[dict[str, tuple[str, ...]]] = {
        **StyleBox._together_,
        "border_width": at_sides("border_width"),
        "corner_radius": (
            "corner_radius_top_left",
            "corner_radius_top_right",
            "corner_radius_bottom_right",
            "corner_radius_bottom_left",
        ),
        "expand_margin": at_sides("expand_margin"),
    }

    def set_border_width_all(self, width: int) -> None:
        """Set the border of all sides."""
        self._set_together_("border_width", width)

    def set_corner_radius_all(self, radius: int) -> None:
        """Set the radius of all corners."""
        self._set_together_("corner_radius", radius)

    def set_expand_margin_all(self, size: float) -> None:
        """Set how far it is drawn beyond all edges."""
        self._set_together_("expand_margin", size)

    def _borders_(self) -> tuple[float, float, float, float]:
        left, top = self.border_width_left, self.border_width_top
        return max(0, left), max(0, top), max(0, self.border_width_right), max(0, self.border_width_bottom)

    def _radii_(self) -> tuple[float, float, float, float]:
        left, right = self.corner_radius_top_left, self.corner_radius_top_right
        return (
            max(0, left),
            max(0, right),
            max(0, self.corner_radius_bottom_right),
            max(0, self.corner_radius_bottom_left),
        )

    def _style_margin_(self, margin: int) -> float:
        return self._borders_()[margin]

    def draw(self, item: CanvasItem, rect: Rect2) -> None:
        """Draw it over a rectangle of `item`, which is being drawn."""
        x, y, width, height = rect
        left, top = self.expand_margin_left, self.expand_margin_top
        x, y = x - left, y - top
        width, height = width + left + self.expand_margin_right, height + top + self.expand_margin_bottom
        if width <= 0 or height <= 0:
            return
        rect = Rect2(x, y, width, height)
        radii, borders = self._radii_(), self._borders_()
        if self.shadow_size > 0:
            self._draw_shadow_(item, rect, max(radii))
        fill = self.bg_color if self.draw_center else CLEAR
        if min(radii) != max(radii):
            self._draw_cut_(item, rect, radii, fill, borders)
        elif min(borders) == max(borders):
            radius = min(radii[0], width / 2, height / 2)
            item.draw_box(rect, fill, self.border_color if borders[0] else CLEAR, borders[0], radius)
        else:
            item.draw_box(rect, fill, radius=min(radii[0], width / 2, height / 2))
            self._draw_borders_(item, rect, borders)

    def _draw_shadow_(self, item: CanvasItem, rect: Rect2, radius: float) -> None:
        """Draw boxes over each other, each a little larger than the last, so that it fades out."""
        steps = min(_SHADOW_STEPS, self.shadow_size)
        r, g, b, a = self.shadow_color
        around = Rect2(rect.position + self.shadow_offset, rect.size)
        for step in range(1, steps + 1):
            grown = self.shadow_size * step / steps
            item.draw_box(around.grow(grown), (r, g, b, a / steps), radius=radius + grown)

    def _draw_borders_(self, item: CanvasItem, rect: Rect2, borders: Sequence[float]) -> None:
        x, y, width, height = rect
        left, top, right, bottom = borders
        middle = max(0.0, height - top - bottom)
        for bar in (
            Rect2(x, y, width, top),
            Rect2(x, y + height - bottom, width, bottom),
            Rect2(x, y + top, left, middle),
            Rect2(x + width - right, y + top, right, middle),
        ):
            if bar.size[0] > 0 and bar.size[1] > 0:
                item.draw_rect(bar, self.border_color)

    def _draw_cut_(
        self, item: CanvasItem, rect: Rect2, radii: Sequence[float], fill: Rgba, borders: Sequence[float]
    ) -> None:
        """Draw it with corners that differ: an area for the border, one for the inside."""
        left, top, right, bottom = borders
        if max(borders) > 0:
            item.draw_colored_polygon(_outline(rect, radii), self.border_color)
            rect = rect.grow_individual(-left, -top, -right, -bottom)
            radii = [max(0.0, radius - max(borders)) for radius in radii]
        if fill[3] > 0 and rect.size[0] > 0 and rect.size[1] > 0:
            item.draw_colored_polygon(_outline(rect, radii), fill)


def _outline(rect: Rect2, radii: Sequence[float]) -> list[Vector2]:
    """Return the points around a rectangle with round corners, clockwise from the upper left one."""
    x, y, width, height = rect
    most = min(width, height) / 2
    corners = (
        (x, y, 1, 1, pi),
        (x + width, y, -1, 1, 1.5 * pi),
        (x + width, y + height, -1, -1, 0.0),
        (x, y + height, 1, -1, 0.5 * pi),
    )
    points = []
    for (corner_x, corner_y, right, down, start), radius in zip(corners, radii, strict=True):
        radius = min(radius, most)
        steps = max(1, round(radius)) if radius > 0 else 0
        for step in range(steps + 1):
            angle = start + pi / 2 * step / max(1, steps)
            points.append(
                Vector2(
                    corner_x + right * radius + radius * cos(angle),
                    corner_y + down * radius + radius * sin(angle),
                )
            )
    return points
