"""StyleBox: how a rectangle looks, and how much room it leaves for what is inside."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from engine import Color, Rect2, Resource, ScriptError, Vector2
from engine.base.spelling import did_you_mean
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter, stored_names
from engine.variant.value import new

from ...canvas.canvas_item import CanvasItem
from ...checked import color_of


def at_sides(name: str) -> tuple[str, ...]:
    """Return the names of a property of the four sides, in the order of MARGIN_LEFT to MARGIN_BOTTOM."""
    return tuple(f"{name}_{side}" for side in ("left", "top", "right", "bottom"))


class StyleBox(Resource):
    """The base: four margins between the edge and the contents.

    Properties may be given when one is made: `StyleBoxFlat(bg_color=Color.red, corner_radius=4)`; a name
    without `_left`, `_top`, … stands for all sides, as `content_margin`, `border_width` and
    `corner_radius` do.

    Source: Godot 3.6's `StyleBox`. Unlike Godot: who uses a style box sees a change of it when it is
    drawn the next time, and must be told to measure anew: set it again, or call `update()`.
    """

    content_margin_left: float = -1.0
    """How far the contents are from the left edge; below 0 the style decides."""
    content_margin_top: float = -1.0
    """How far the contents are from the top edge."""
    content_margin_right: float = -1.0
    """How far the contents are from the right edge."""
    content_margin_bottom: float = -1.0
    """How far the contents are from the bottom edge."""

    _together_: ClassVar[dict[str, tuple[str, ...]]] = {"content_margin": at_sides("content_margin")}

    def __init__(self, **properties: Any) -> None:
        for name, value in properties.items():
            if name in self._together_:
                self._set_together_(name, value)
            elif name.startswith("_") or not hasattr(type(self), name):
                known = [n for n in dir(type(self)) if not n.startswith("_")]
                raise TypeError(f"{type(self).__name__} has no property {name!r}.{did_you_mean(name, known)}")
            else:
                setattr(self, name, value)

    def _set_together_(self, name: str, value: Any) -> None:
        for each in self._together_[name]:
            setattr(self, each, value)

    def draw(self, item: CanvasItem, rect: Rect2) -> None:
        """Draw it over a rectangle of `item`, which is being drawn."""

    def _style_margin_(self, margin: int) -> float:  # override point
        """Return the margin that the style has if none is set."""
        return 0.0

    def get_default_margin(self, margin: int) -> float:
        """Return the content margin that was set for one of the MARGIN_* sides."""
        return float(getattr(self, _MARGINS[margin]))

    def set_default_margin(self, margin: int, offset: float) -> None:
        """Set the content margin of one of the MARGIN_* sides."""
        setattr(self, _MARGINS[margin], float(offset))

    def get_margin(self, margin: int) -> float:
        """Return how far the contents are from one of the MARGIN_* sides."""
        offset = float(getattr(self, _MARGINS[margin]))
        return self._style_margin_(margin) if offset < 0 else offset

    def get_minimum_size(self) -> Vector2:
        """Return the size of the margins alone."""
        left, top = self.content_margin_left, self.content_margin_top
        right, bottom = self.content_margin_right, self.content_margin_bottom
        width = (left if left >= 0 else self._style_margin_(0)) + (
            right if right >= 0 else self._style_margin_(2)
        )
        height = (top if top >= 0 else self._style_margin_(1)) + (
            bottom if bottom >= 0 else self._style_margin_(3)
        )
        return new(Vector2, (float(width), float(height)))

    def get_center_size(self) -> Vector2:
        """Return the size of what is stretched in the middle: none."""
        return Vector2.ZERO

    def get_offset(self) -> Vector2:
        """Return where the contents start."""
        left, top = self.content_margin_left, self.content_margin_top
        x = left if left >= 0 else self._style_margin_(0)
        y = top if top >= 0 else self._style_margin_(1)
        return new(Vector2, (float(x), float(y)))

    def test_mask(self, point: Vector2, rect: Rect2) -> bool:
        """Return True if the point of the rectangle is on the style box."""
        return True

    def duplicate(self, subresources: bool = False) -> Self:
        """Return a copy."""
        copy = type(self)()
        own = (name for name in vars(self) if not name.startswith("_"))
        for name in (*stored_names(type(self)), *own):
            setattr(copy, name, getattr(self, name))
        copy.resource_path = ""
        return copy


class _Sides(dict[int, str]):
    """The names of the content margins by their MARGIN_* sides."""

    def __missing__(self, margin: object) -> str:
        raise ScriptError(f"There is no side {margin!r}: take MARGIN_LEFT (0), _TOP, _RIGHT or _BOTTOM (3).")


_MARGINS = _Sides(enumerate(StyleBox._together_["content_margin"]))


class StyleBoxEmpty(StyleBox):
    """Draws nothing; has margins."""


class StyleBoxLine(StyleBox):
    """A line through the middle, as separators show."""

    color: Property[Color, Rgba] = Field(Color(0.0, 0.0, 0.0), color_of, doc="What the line is painted with.")
    set_color: Setter[Rgba] = setter(color)
    get_color: Getter[Color] = getter(color)
    thickness: int = 1
    """Pixels from one side of the line to the other."""
    set_thickness: Setter[int] = setter("thickness")
    get_thickness: Getter[int] = getter("thickness")
    vertical: bool = False
    """Whether it goes from top to bottom."""
    set_vertical: Setter[bool] = setter("vertical")
    is_vertical: Getter[bool] = getter("vertical")
    grow_begin: float = 1.0
    """How far it goes beyond the start of the rectangle."""
    set_grow_begin: Setter[float] = setter("grow_begin")
    get_grow_begin: Getter[float] = getter("grow_begin")
    grow_end: float = 1.0
    """How far it goes beyond the end of the rectangle."""
    set_grow_end: Setter[float] = setter("grow_end")
    get_grow_end: Getter[float] = getter("grow_end")

    def draw(self, item: CanvasItem, rect: Rect2) -> None:
        """Draw it over a rectangle of `item`, which is being drawn."""
        x, y, width, height = rect
        begin, end, thickness = self.grow_begin, self.grow_end, self.thickness
        if self.vertical:
            line = Rect2(x + (width - thickness) // 2, y - begin, thickness, height + begin + end)
        else:
            line = Rect2(x - begin, y + (height - thickness) // 2, width + begin + end, thickness)
        item.draw_rect(line, self.color)

    def _style_margin_(self, margin: int) -> float:
        across = margin in (0, 2) if self.vertical else margin in (1, 3)
        return self.thickness / 2 if across else 0.0
