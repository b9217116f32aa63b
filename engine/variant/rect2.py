"""Rect2: a rectangle."""

from __future__ import annotations

from typing import Any

from ..base.error import ScriptError
from .scalar import all_equal_approx
from .value import Value, new, numbers
from .vector2 import Vector2

MARGIN_LEFT, MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM = range(4)


class Rect2(Value):
    """A rectangle: its `position`, which is a corner, and its `size`. Source: Godot 3's `Rect2`."""

    __slots__ = ()

    def __new__(cls, *given: Any) -> Rect2:
        """Make a rectangle from `(position, size)`, from `(x, y, width, height)` or empty."""
        if len(given) == 2:
            position, size = given
            if type(position) is Vector2 and type(size) is Vector2:
                return new(cls, (*position, *size))
            given = (*Vector2(*position), *Vector2(*size))
        if len(given) not in (0, 4):
            raise TypeError("A Rect2 is made from a position and a size, or from four numbers.")
        return new(cls, numbers(*given) or (0.0, 0.0, 0.0, 0.0))

    @property
    def position(self) -> Vector2:
        """The corner that the size is measured from: the upper left one."""
        return new(Vector2, (self[0], self[1]))

    @property
    def size(self) -> Vector2:
        """Its width and height."""
        return new(Vector2, (self[2], self[3]))

    @property
    def end(self) -> Vector2:
        """The corner opposite `position`."""
        x, y, width, height = self
        return new(Vector2, (x + width, y + height))

    def get_center(self) -> Vector2:
        """Return the point in the middle."""
        x, y, width, height = self
        return new(Vector2, (x + width * 0.5, y + height * 0.5))

    def get_area(self) -> float:
        """Return its area."""
        return self[2] * self[3]

    def has_no_area(self) -> bool:
        """Return True if its width or its height is zero or negative."""
        return self[2] <= 0.0 or self[3] <= 0.0

    def has_point(self, point: Vector2) -> bool:
        """Return True if `point` is inside; the right and the lower edge are not."""
        x, y, width, height = self
        px, py = point
        return x <= px < x + width and y <= py < y + height

    def intersects(self, b: Rect2, include_borders: bool = False) -> bool:
        """Return True if it overlaps `b`; with `include_borders` also if they only touch."""
        x, y, width, height = self
        bx, by, bwidth, bheight = b
        if include_borders:
            return x <= bx + bwidth and bx <= x + width and y <= by + bheight and by <= y + height
        return x < bx + bwidth and bx < x + width and y < by + bheight and by < y + height

    def encloses(self, b: Rect2) -> bool:
        """Return True if `b` lies inside."""
        x, y, width, height = self
        bx, by, bwidth, bheight = b
        return bx >= x and by >= y and bx + bwidth <= x + width and by + bheight <= y + height

    def clip(self, b: Rect2) -> Rect2:
        """Return what it has in common with `b`, an empty rectangle if that is nothing."""
        if not self.intersects(b):
            return Rect2()
        (left, top), (right, bottom) = self.position, self.end
        (bleft, btop), (bright, bbottom) = b.position, b.end
        return _spanning(max(left, bleft), max(top, btop), min(right, bright), min(bottom, bbottom))

    def merge(self, b: Rect2) -> Rect2:
        """Return the smallest rectangle around this and `b`."""
        (left, top), (right, bottom) = self.position, self.end
        (bleft, btop), (bright, bbottom) = b.position, b.end
        return _spanning(min(left, bleft), min(top, btop), max(right, bright), max(bottom, bbottom))

    def expand(self, to: Vector2) -> Rect2:
        """Return the smallest rectangle around this and the point `to`."""
        return self.merge(new(Rect2, (*to, 0.0, 0.0)))

    def grow(self, by: float) -> Rect2:
        """Return it larger by `by` on each side."""
        return self.grow_individual(by, by, by, by)

    def grow_individual(self, left: float, top: float, right: float, bottom: float) -> Rect2:
        """Return it larger by so much on each side."""
        x, y, width, height = self
        return new(Rect2, (x - left, y - top, width + left + right, height + top + bottom))

    def grow_margin(self, margin: int, by: float) -> Rect2:
        """Return it larger by `by` on one side: 0 left, 1 top, 2 right, 3 bottom."""
        if margin not in range(4):
            raise ScriptError(f"A rectangle has no margin {margin!r}: 0 left, 1 top, 2 right, 3 bottom.")
        sides = [0.0] * 4
        sides[margin] = by
        return self.grow_individual(*sides)

    def abs(self) -> Rect2:
        """Return the same area with a positive width and height."""
        x, y, width, height = self
        return new(Rect2, (x + min(width, 0.0), y + min(height, 0.0), abs(width), abs(height)))

    def is_equal_approx(self, rect: Rect2) -> bool:
        """Return True if it is `rect`, but for rounding."""
        return all_equal_approx(self, rect)

    def __repr__(self) -> str:
        return f"Rect2({', '.join(map(repr, self))})"


def _spanning(left: float, top: float, right: float, bottom: float) -> Rect2:
    """Return the rectangle between these sides."""
    return new(Rect2, (left, top, right - left, bottom - top))
