"""Anchors: how the edges of a Control are tied to its parent's. A base of Control."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from engine import ScriptError, Vector2

from ..canvas.canvas_item import CanvasItem

if TYPE_CHECKING:
    from typing import Self

MARGIN_LEFT, MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM = range(4)

_PRESET_ANCHORS = {
    0: (0.0, 0.0, 0.0, 0.0),  # PRESET_TOP_LEFT
    1: (1.0, 0.0, 1.0, 0.0),  # PRESET_TOP_RIGHT
    2: (0.0, 1.0, 0.0, 1.0),  # PRESET_BOTTOM_LEFT
    3: (1.0, 1.0, 1.0, 1.0),  # PRESET_BOTTOM_RIGHT
    4: (0.0, 0.5, 0.0, 0.5),  # PRESET_CENTER_LEFT
    5: (0.5, 0.0, 0.5, 0.0),  # PRESET_CENTER_TOP
    6: (1.0, 0.5, 1.0, 0.5),  # PRESET_CENTER_RIGHT
    7: (0.5, 1.0, 0.5, 1.0),  # PRESET_CENTER_BOTTOM
    8: (0.5, 0.5, 0.5, 0.5),  # PRESET_CENTER
    9: (0.0, 0.0, 0.0, 1.0),  # PRESET_LEFT_WIDE
    10: (0.0, 0.0, 1.0, 0.0),  # PRESET_TOP_WIDE
    11: (1.0, 0.0, 1.0, 1.0),  # PRESET_RIGHT_WIDE
    12: (0.0, 1.0, 1.0, 1.0),  # PRESET_BOTTOM_WIDE
    13: (0.5, 0.0, 0.5, 1.0),  # PRESET_VCENTER_WIDE
    14: (0.0, 0.5, 1.0, 0.5),  # PRESET_HCENTER_WIDE
    15: (0.0, 0.0, 1.0, 1.0),  # PRESET_WIDE
}


class Anchors(CanvasItem):
    """What ties the edges: anchors, margins and, if they leave less than the minimum size, where to grow.

    An anchor says which part of the parent's width or height an edge is at, 0 to 1; a margin how many
    pixels further right or down. Source: Godot 3.6's `Control`.
    """

    ANCHOR_BEGIN = 0
    ANCHOR_END = 1

    GROW_DIRECTION_BEGIN = 0
    GROW_DIRECTION_END = 1
    GROW_DIRECTION_BOTH = 2

    PRESET_TOP_LEFT = 0
    PRESET_TOP_RIGHT = 1
    PRESET_BOTTOM_LEFT = 2
    PRESET_BOTTOM_RIGHT = 3
    PRESET_CENTER_LEFT = 4
    PRESET_CENTER_TOP = 5
    PRESET_CENTER_RIGHT = 6
    PRESET_CENTER_BOTTOM = 7
    PRESET_CENTER = 8
    PRESET_LEFT_WIDE = 9
    PRESET_TOP_WIDE = 10
    PRESET_RIGHT_WIDE = 11
    PRESET_BOTTOM_WIDE = 12
    PRESET_VCENTER_WIDE = 13
    PRESET_HCENTER_WIDE = 14
    PRESET_WIDE = 15

    PRESET_MODE_MINSIZE = 0
    PRESET_MODE_KEEP_WIDTH = 1
    PRESET_MODE_KEEP_HEIGHT = 2
    PRESET_MODE_KEEP_SIZE = 3

    _stored_ = (
        *CanvasItem._stored_,
        "anchor_left",
        "anchor_top",
        "anchor_right",
        "anchor_bottom",
        "margin_left",
        "margin_top",
        "margin_right",
        "margin_bottom",
        "grow_horizontal",
        "grow_vertical",
    )

    _anchors_: list[float]
    _margins_: list[float]
    _position_: Vector2 = Vector2.ZERO
    _size_: Vector2 = Vector2.ZERO
    _grow_horizontal_: int = GROW_DIRECTION_END
    _grow_vertical_: int = GROW_DIRECTION_END

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the item complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._anchors_ = [0.0, 0.0, 0.0, 0.0]
        self._margins_ = [0.0, 0.0, 0.0, 0.0]
        return self

    if TYPE_CHECKING:  # Layout and MinimumSize have them

        def _size_changed_(self) -> None: ...

        def get_minimum_size(self) -> Vector2:
            """Return the size that the contents need at least."""

    def _parent_size_(self) -> Vector2:
        """Return the size that the anchors are parts of: the parent's, without one the viewport's.

        Nothing has a size to tie to outside the tree, nor has a parent that is no Control.
        """
        if self._tree_ is None:
            return Vector2.ZERO
        parent = self.get_parent_item()
        if parent is None:
            return self._tree_.root.size
        return parent._size_ if isinstance(parent, Anchors) else Vector2.ZERO

    def get_parent_area_size(self) -> Vector2:
        """Return the size that the anchors are parts of."""
        return self._parent_size_()

    def _edges_(self) -> list[float]:
        """Return where anchors and margins put the left, top, right and bottom edge."""
        (a, b, c, d), (e, f, g, h) = self._margins_, self._anchors_
        if not (e or f or g or h):
            return [a, b, c, d]
        width, height = self._parent_size_()
        return [a + e * width, b + f * height, c + g * width, d + h * height]

    def _set_edges_(self, x: float, y: float, width: float, height: float) -> None:
        """Set the margins so that the rectangle is this one."""
        if not (isfinite(x) and isfinite(y) and isfinite(width) and isfinite(height)):
            raise ScriptError(f"{self!r} cannot be placed at {x, y} with the size {width, height}.")
        if any(self._anchors_):
            size = self._parent_size_()
            for side, edge in enumerate((x, y, x + width, y + height)):
                self._margins_[side] = edge - self._anchors_[side] * size[side & 1]
        else:
            self._margins_[:] = (float(x), float(y), float(x + width), float(y + height))
        self._size_changed_()

    def _set_anchors_for_(self, x: float, y: float, width: float, height: float) -> None:
        """Set the anchors so that the rectangle is this one; the margins stay."""
        size = self._parent_size_()
        for side, edge in enumerate((x, y, x + width, y + height)):
            if size[side & 1]:
                self._anchors_[side] = (edge - self._margins_[side]) / size[side & 1]
        self._size_changed_()

    # -- Anchors and margins -------------------------------------------------------------------

    def set_anchor(
        self, margin: int, anchor: float, keep_margin: bool = False, push_opposite_anchor: bool = True
    ) -> None:
        """Set one of the MARGIN_* sides' anchor. The edge stays, or with `keep_margin` its margin does.

        An anchor that would pass the opposite one pushes it along, or stops there.
        """
        opposite = (margin + 2) % 4
        edges = self._edges_()
        anchors, margins = self._anchors_, self._margins_
        anchors[margin] = self._finite_("an anchor", anchor)
        if (anchors[margin] > anchors[opposite]) if margin < 2 else (anchors[margin] < anchors[opposite]):
            if push_opposite_anchor:
                anchors[opposite] = anchors[margin]
            else:
                anchors[margin] = anchors[opposite]
        if not keep_margin:
            size = self._parent_size_()[margin & 1]
            margins[margin] = edges[margin] - anchors[margin] * size
            if push_opposite_anchor:
                margins[opposite] = edges[opposite] - anchors[opposite] * size
        self._size_changed_()

    def get_anchor(self, margin: int) -> float:
        """Return the anchor of one of the MARGIN_* sides."""
        return self._anchors_[margin]

    def set_margin(self, margin: int, offset: float) -> None:
        """Set the margin of one of the MARGIN_* sides."""
        self._margins_[margin] = self._finite_("a margin", offset)
        self._size_changed_()

    def get_margin(self, margin: int) -> float:
        """Return the margin of one of the MARGIN_* sides."""
        return self._margins_[margin]

    def set_anchor_and_margin(
        self, margin: int, anchor: float, offset: float, push_opposite_anchor: bool = False
    ) -> None:
        """Set anchor and margin of a side."""
        self.set_anchor(margin, anchor, False, push_opposite_anchor)
        self.set_margin(margin, offset)

    def set_anchors_preset(self, preset: int, keep_margins: bool = False) -> None:
        """Set all four anchors to a PRESET_*."""
        if preset not in _PRESET_ANCHORS:
            raise ScriptError(f"There is no anchor preset {preset}: take one of Control.PRESET_….")
        for side in (0, 1, 2, 3):
            self.set_anchor(side, _PRESET_ANCHORS[preset][side], keep_margins)

    def set_margins_preset(self, preset: int, resize_mode: int = 0, margin: int = 0) -> None:
        """Set all four margins so that it lies where a PRESET_* says, `margin` pixels from the edges."""
        if preset not in _PRESET_ANCHORS:
            raise ScriptError(f"There is no margin preset {preset}: take one of Control.PRESET_….")
        size, least = self._size_, self.get_minimum_size()
        width = size[0] if resize_mode in (1, 3) else least[0]
        height = size[1] if resize_mode in (2, 3) else least[1]
        area = self._parent_size_()
        anchors = _PRESET_ANCHORS[preset]
        begin = (anchors[0], anchors[1])
        end = (anchors[2], anchors[3])
        for axis, length in ((0, width), (1, height)):
            low, high = begin[axis], end[axis]
            edges: tuple[float, float]
            if low == high == 0.0:
                edges = (margin, margin + length)
            elif low == high == 1.0:
                edges = (area[axis] - length - margin, area[axis] - margin)
            elif low == high:
                edges = ((area[axis] - length) / 2, (area[axis] + length) / 2)
            else:
                edges = (margin, area[axis] - margin)
            self._margins_[axis] = edges[0] - self._anchors_[axis] * area[axis]
            self._margins_[axis + 2] = edges[1] - self._anchors_[axis + 2] * area[axis]
        self._size_changed_()

    def set_anchors_and_margins_preset(self, preset: int, resize_mode: int = 0, margin: int = 0) -> None:
        """Set anchors and margins to a PRESET_*: `PRESET_WIDE` fills the parent."""
        self.set_anchors_preset(preset)
        self.set_margins_preset(preset, resize_mode, margin)

    def get_begin(self) -> Vector2:
        """Return the margins of the left and the top edge."""
        return Vector2(self._margins_[0], self._margins_[1])

    def get_end(self) -> Vector2:
        """Return the margins of the right and the bottom edge."""
        return Vector2(self._margins_[2], self._margins_[3])

    def set_begin(self, position: Vector2) -> None:
        """Set the margins of the left and the top edge."""
        self._margins_[:2] = [self._finite_("a margin", each) for each in position]
        self._size_changed_()

    def set_end(self, position: Vector2) -> None:
        """Set the margins of the right and the bottom edge."""
        self._margins_[2:] = [self._finite_("a margin", each) for each in position]
        self._size_changed_()

    @property
    def anchor_left(self) -> float:
        """Where the left edge is tied to, 0 (the parent's left) to 1 (its right). The margin stays."""
        return self._anchors_[0]

    @anchor_left.setter
    def anchor_left(self, anchor: float) -> None:
        self.set_anchor(0, anchor, True)

    @property
    def anchor_top(self) -> float:
        """Where the top edge is tied to, 0 (the parent's top) to 1 (its bottom)."""
        return self._anchors_[1]

    @anchor_top.setter
    def anchor_top(self, anchor: float) -> None:
        self.set_anchor(1, anchor, True)

    @property
    def anchor_right(self) -> float:
        """Where the right edge is tied to."""
        return self._anchors_[2]

    @anchor_right.setter
    def anchor_right(self, anchor: float) -> None:
        self.set_anchor(2, anchor, True)

    @property
    def anchor_bottom(self) -> float:
        """Where the bottom edge is tied to."""
        return self._anchors_[3]

    @anchor_bottom.setter
    def anchor_bottom(self, anchor: float) -> None:
        self.set_anchor(3, anchor, True)

    @property
    def margin_left(self) -> float:
        """How many pixels right of its anchor the left edge is."""
        return self._margins_[0]

    @margin_left.setter
    def margin_left(self, margin: float) -> None:
        self.set_margin(0, margin)

    @property
    def margin_top(self) -> float:
        """How many pixels below its anchor the top edge is."""
        return self._margins_[1]

    @margin_top.setter
    def margin_top(self, margin: float) -> None:
        self.set_margin(1, margin)

    @property
    def margin_right(self) -> float:
        """How many pixels right of its anchor the right edge is; mostly negative."""
        return self._margins_[2]

    @margin_right.setter
    def margin_right(self, margin: float) -> None:
        self.set_margin(2, margin)

    @property
    def margin_bottom(self) -> float:
        """How many pixels below its anchor the bottom edge is; mostly negative."""
        return self._margins_[3]

    @margin_bottom.setter
    def margin_bottom(self, margin: float) -> None:
        self.set_margin(3, margin)

    @property
    def grow_horizontal(self) -> int:
        """Which way it grows if its minimum size is wider than its anchors allow: GROW_DIRECTION_*."""
        return self._grow_horizontal_

    @grow_horizontal.setter
    def grow_horizontal(self, direction: int) -> None:
        self._grow_horizontal_ = direction
        self._size_changed_()

    @property
    def grow_vertical(self) -> int:
        """Which way it grows when its minimum size is higher than its anchors and margins."""
        return self._grow_vertical_

    @grow_vertical.setter
    def grow_vertical(self, direction: int) -> None:
        self._grow_vertical_ = direction
        self._size_changed_()

    def set_h_grow_direction(self, direction: int) -> None:
        """Set `grow_horizontal`."""
        self.grow_horizontal = direction

    def set_v_grow_direction(self, direction: int) -> None:
        """Set `grow_vertical`."""
        self.grow_vertical = direction

    def _finite_(self, name: str, number: float) -> float:
        if not isfinite(number):
            raise ScriptError(f"{self!r}: {name} cannot be {number!r}.")
        return float(number)
