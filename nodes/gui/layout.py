"""Layout: where a Control is, and how large. The base of Control."""

from __future__ import annotations

from math import degrees, isfinite, radians
from typing import TYPE_CHECKING, Any

from engine import Node, Rect2, ScriptError, Signal, Vector2
from engine.display.commands import Matrix
from engine.scene.canvas import matrix_of
from engine.scene.lifecycle import emit

from ..canvas_item import CanvasItem

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


class Layout(CanvasItem):
    """A rectangle, tied to its parent's by anchors and margins, never smaller than its minimum size.

    An anchor says which part of the parent's width or height an edge is at, 0 to 1; a margin how many
    pixels further right or down. Source: Godot 3.6's `Control::_size_changed` and its kin.
    """

    NOTIFICATION_RESIZED = 40

    ANCHOR_BEGIN = 0
    ANCHOR_END = 1

    GROW_DIRECTION_BEGIN = 0
    GROW_DIRECTION_END = 1
    GROW_DIRECTION_BOTH = 2

    SIZE_FILL = 1
    SIZE_EXPAND = 2
    SIZE_EXPAND_FILL = 3
    SIZE_SHRINK_CENTER = 4
    SIZE_SHRINK_END = 8

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

    resized = Signal[()]()
    minimum_size_changed = Signal[()]()
    size_flags_changed = Signal[()]()

    _anchors_: list[float]
    _margins_: list[float]
    _position_: Vector2 = Vector2.ZERO
    _size_: Vector2 = Vector2.ZERO
    _scale_: Vector2 = Vector2.ONE
    _rotation_: float = 0.0
    _pivot_: Vector2 = Vector2.ZERO
    _custom_minimum_: Vector2 = Vector2.ZERO
    _minimum_: Vector2 | None = None
    """The combined minimum size, None if it has to be found out anew."""
    _last_minimum_: Vector2 = Vector2.ZERO
    _minimum_queued_: bool = False
    _grow_horizontal_: int = GROW_DIRECTION_END
    _grow_vertical_: int = GROW_DIRECTION_END
    _size_flags_horizontal_: int = SIZE_FILL
    _size_flags_vertical_: int = SIZE_FILL
    _stretch_ratio_: float = 1.0
    _clip_content_: bool = False

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
        "rect_min_size",
        "rect_rotation",
        "rect_scale",
        "rect_pivot_offset",
        "rect_clip_content",
        "size_flags_horizontal",
        "size_flags_vertical",
        "size_flags_stretch_ratio",
    )

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the item complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._anchors_ = [0.0, 0.0, 0.0, 0.0]
        self._margins_ = [0.0, 0.0, 0.0, 0.0]
        return self

    def _get_minimum_size(self) -> Vector2:
        """Override: return the size that the contents need at least."""
        return Vector2.ZERO

    def _content_minimum_(self) -> Vector2:
        """Return the size that a built-in class needs for its contents."""
        return Vector2.ZERO

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == Node.NOTIFICATION_ENTER_TREE:
            assert self._tree_ is not None
            if self.get_parent_item() is None:
                self._tree_.root.size_changed.connect(self._size_changed_)
            self._minimum_ = None
            self._size_changed_()
        elif what == Node.NOTIFICATION_EXIT_TREE:
            assert self._tree_ is not None
            if self._tree_.root.size_changed.is_connected(self._size_changed_):
                self._tree_.root.size_changed.disconnect(self._size_changed_)
        elif what == Node.NOTIFICATION_POST_ENTER_TREE:
            self._minimum_ = None
            self._size_changed_()
        elif what == CanvasItem.NOTIFICATION_VISIBILITY_CHANGED and self.is_visible_in_tree():
            self._minimum_ = None
            self._minimum_size_changed_()
            self._size_changed_()

    # -- The rectangle -------------------------------------------------------------------------

    def _parent_size_(self) -> Vector2:
        """Return the size that the anchors are parts of: the parent's, without one the viewport's."""
        parent = self.get_parent_item()
        if isinstance(parent, Layout):
            return parent._size_
        if parent is not None or self._tree_ is None:
            return Vector2.ZERO
        return self._tree_.root.size

    def _size_changed_(self) -> None:
        """Find out position and size from the anchors, the margins and the minimum size."""
        left, top, right, bottom = self._edges_()
        x, y, width, height = left, top, right - left, bottom - top
        minimum_width, minimum_height = self.get_combined_minimum_size()
        if minimum_width > width:
            x += (width - minimum_width) * (1.0, 0.0, 0.5)[self._grow_horizontal_]
            width = minimum_width
        if minimum_height > height:
            y += (height - minimum_height) * (1.0, 0.0, 0.5)[self._grow_vertical_]
            height = minimum_height
        position, size = Vector2(x, y), Vector2(width, height)
        moved, resized = position != self._position_, size != self._size_
        self._position_, self._size_ = position, size
        if self._tree_ is None or not (moved or resized):
            return
        self._moved_()
        if resized:
            self.update()
            self.notification(Layout.NOTIFICATION_RESIZED)
            emit(self, "resized")
        emit(self, "item_rect_changed")
        if resized:
            for child in self.get_children():
                if isinstance(child, Layout):
                    child._size_changed_()

    def _edges_(self) -> list[float]:
        """Return where anchors and margins put the left, top, right and bottom edge."""
        size = self._parent_size_()
        return [
            margin + anchor * size[side & 1]
            for side, (margin, anchor) in enumerate(zip(self._margins_, self._anchors_, strict=True))
        ]

    def _set_edges_(self, x: float, y: float, width: float, height: float) -> None:
        """Set the margins so that the rectangle is this one."""
        if not (isfinite(x) and isfinite(y) and isfinite(width) and isfinite(height)):
            raise ScriptError(f"{self!r} cannot be placed at {x, y} with the size {width, height}.")
        size = self._parent_size_()
        for side, edge in enumerate((x, y, x + width, y + height)):
            self._margins_[side] = edge - self._anchors_[side] * size[side & 1]
        self._size_changed_()

    @property
    def rect_position(self) -> Vector2:
        """Where the upper left corner is in the parent's coordinates."""
        return self._position_

    @rect_position.setter
    def rect_position(self, position: Vector2) -> None:
        self.set_position(position)

    @property
    def rect_size(self) -> Vector2:
        """Width and height. It cannot be made smaller than the minimum size."""
        return self._size_

    @rect_size.setter
    def rect_size(self, size: Vector2) -> None:
        self.set_size(size)

    @property
    def rect_global_position(self) -> Vector2:
        """Where the upper left corner is on the canvas."""
        return self.get_global_transform().origin

    @rect_global_position.setter
    def rect_global_position(self, position: Vector2) -> None:
        self.set_global_position(position)

    def set_position(self, position: Vector2, keep_margins: bool = False) -> None:
        """Move it; the margins change, or with `keep_margins` the anchors."""
        x, y = position
        if keep_margins:
            self._set_anchors_for_(x, y, self._size_[0], self._size_[1])
        else:
            self._set_edges_(x, y, self._size_[0], self._size_[1])

    def get_position(self) -> Vector2:
        """Return `rect_position`."""
        return self._position_

    def set_size(self, size: Vector2, keep_margins: bool = False) -> None:
        """Resize it; the margins change, or with `keep_margins` the anchors."""
        (x, y), (width, height) = self._position_, size
        least = self.get_combined_minimum_size()
        width, height = max(width, least[0]), max(height, least[1])
        if keep_margins:
            self._set_anchors_for_(x, y, width, height)
        else:
            self._set_edges_(x, y, width, height)

    def get_size(self) -> Vector2:
        """Return `rect_size`."""
        return self._size_

    def set_global_position(self, position: Vector2, keep_margins: bool = False) -> None:
        """Move it to a point of the canvas."""
        parent = self.get_parent_item()
        if parent is not None:
            position = parent.get_global_transform().affine_inverse().xform(Vector2(*position))
        self.set_position(position, keep_margins)

    def get_global_position(self) -> Vector2:
        """Return `rect_global_position`."""
        return self.rect_global_position

    def get_rect(self) -> Rect2:
        """Return position and size in the parent's coordinates."""
        return Rect2(self._position_, self._size_)

    def get_global_rect(self) -> Rect2:
        """Return position and size on the canvas."""
        return Rect2(self.rect_global_position, self._size_)

    def get_begin(self) -> Vector2:
        """Return the margins of the left and the top edge."""
        return Vector2(self._margins_[0], self._margins_[1])

    def get_end(self) -> Vector2:
        """Return the margins of the right and the bottom edge."""
        return Vector2(self._margins_[2], self._margins_[3])

    def set_begin(self, position: Vector2) -> None:
        """Set the margins of the left and the top edge."""
        self._margins_[:2] = map(float, position)
        self._size_changed_()

    def set_end(self, position: Vector2) -> None:
        """Set the margins of the right and the bottom edge."""
        self._margins_[2:] = map(float, position)
        self._size_changed_()

    def get_parent_area_size(self) -> Vector2:
        """Return the size that the anchors are parts of."""
        return self._parent_size_()

    def _set_anchors_for_(self, x: float, y: float, width: float, height: float) -> None:
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
        anchors[margin] = float(anchor)
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
        self._margins_[margin] = float(offset)
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
        size, least = self._size_, self.get_combined_minimum_size()
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

    @property
    def anchor_left(self) -> float:
        """Where the left edge is tied to, 0 (the parent's left) to 1 (its right)."""
        return self._anchors_[0]

    @anchor_left.setter
    def anchor_left(self, anchor: float) -> None:
        self.set_anchor(0, anchor)

    @property
    def anchor_top(self) -> float:
        """Where the top edge is tied to, 0 (the parent's top) to 1 (its bottom)."""
        return self._anchors_[1]

    @anchor_top.setter
    def anchor_top(self, anchor: float) -> None:
        self.set_anchor(1, anchor)

    @property
    def anchor_right(self) -> float:
        """Where the right edge is tied to."""
        return self._anchors_[2]

    @anchor_right.setter
    def anchor_right(self, anchor: float) -> None:
        self.set_anchor(2, anchor)

    @property
    def anchor_bottom(self) -> float:
        """Where the bottom edge is tied to."""
        return self._anchors_[3]

    @anchor_bottom.setter
    def anchor_bottom(self, anchor: float) -> None:
        self.set_anchor(3, anchor)

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

    # -- Minimum size --------------------------------------------------------------------------

    @property
    def rect_min_size(self) -> Vector2:
        """The size that it has at least, even if its contents need less."""
        return self._custom_minimum_

    @rect_min_size.setter
    def rect_min_size(self, size: Vector2) -> None:
        self._custom_minimum_ = Vector2(*size)
        self._minimum_size_changed_()

    def set_custom_minimum_size(self, size: Vector2) -> None:
        """Set `rect_min_size`."""
        self.rect_min_size = size

    def get_custom_minimum_size(self) -> Vector2:
        """Return `rect_min_size`."""
        return self._custom_minimum_

    def get_minimum_size(self) -> Vector2:
        """Return the size that the contents need at least."""
        if type(self)._get_minimum_size is not Layout._get_minimum_size:
            return Vector2(*self._get_minimum_size())
        return self._content_minimum_()

    def get_combined_minimum_size(self) -> Vector2:
        """Return the larger of `rect_min_size` and what the contents need."""
        if self._minimum_ is None:
            own, custom = self.get_minimum_size(), self._custom_minimum_
            self._minimum_ = Vector2(max(own[0], custom[0]), max(own[1], custom[1]))
        return self._minimum_

    def update_minimum_size(self) -> None:
        """Take note that `_get_minimum_size` has another answer. Godot: `minimum_size_changed()`."""
        self._minimum_size_changed_()

    def _minimum_size_changed_(self) -> None:
        """Take note that the contents may need another size: it is found out at the next flush."""
        item: Any = self
        while isinstance(item, Layout) and item._minimum_ is not None:
            item._minimum_ = None
            item = None if item._toplevel_ else item._parent_
        if self._tree_ is None or self._minimum_queued_ or not self.is_visible_in_tree():
            return
        self._minimum_queued_ = True
        self._tree_.message_queue.push(self, self._update_minimum_size_, (), "minimum size")

    def _update_minimum_size_(self) -> None:
        self._minimum_queued_ = False
        if self._tree_ is None:
            return
        least = self.get_combined_minimum_size()
        changed = least != self._last_minimum_
        if changed or least[0] > self._size_[0] or least[1] > self._size_[1]:
            self._size_changed_()
        if changed:
            self._last_minimum_ = least
            emit(self, "minimum_size_changed")
            self._child_changed_()

    def _child_changed_(self) -> None:
        """Tell the parent that what it lays out has changed: a minimum size, size flags, visibility."""
        parent = self._parent_
        if isinstance(parent, Layout) and not self._toplevel_:
            parent._lay_out_()

    def _lay_out_(self) -> None:
        """Have the children laid out anew at the next flush; a Container does."""

    # -- What containers go by -----------------------------------------------------------------

    @property
    def size_flags_horizontal(self) -> int:
        """How a container gives it width: a sum of SIZE_*."""
        return self._size_flags_horizontal_

    @size_flags_horizontal.setter
    def size_flags_horizontal(self, flags: int) -> None:
        self._size_flags_horizontal_ = flags
        self._size_flags_changed_()

    @property
    def size_flags_vertical(self) -> int:
        """How a container gives it height: a sum of SIZE_*."""
        return self._size_flags_vertical_

    @size_flags_vertical.setter
    def size_flags_vertical(self, flags: int) -> None:
        self._size_flags_vertical_ = flags
        self._size_flags_changed_()

    @property
    def size_flags_stretch_ratio(self) -> float:
        """Its share of the space, among those that expand."""
        return self._stretch_ratio_

    @size_flags_stretch_ratio.setter
    def size_flags_stretch_ratio(self, ratio: float) -> None:
        self._stretch_ratio_ = float(ratio)
        self._size_flags_changed_()

    def set_h_size_flags(self, flags: int) -> None:
        """Set `size_flags_horizontal`."""
        self.size_flags_horizontal = flags

    def set_v_size_flags(self, flags: int) -> None:
        """Set `size_flags_vertical`."""
        self.size_flags_vertical = flags

    def set_stretch_ratio(self, ratio: float) -> None:
        """Set `size_flags_stretch_ratio`."""
        self.size_flags_stretch_ratio = ratio

    def _size_flags_changed_(self) -> None:
        emit(self, "size_flags_changed")
        self._child_changed_()

    # -- Turned, scaled and cut off ------------------------------------------------------------

    def _matrix_(self) -> Matrix:
        x, y = self._position_
        if self._rotation_ == 0.0 and self._scale_ is Vector2.ONE:
            return (1.0, 0.0, 0.0, 1.0, x, y)
        turned = matrix_of((0.0, 0.0), self._rotation_, self._scale_)
        a, b, c, d, _, _ = turned
        pivot_x, pivot_y = self._pivot_
        return (
            *turned[:4],
            x + pivot_x - a * pivot_x - c * pivot_y,
            y + pivot_y - b * pivot_x - d * pivot_y,
        )

    def _clip_size_(self) -> tuple[float, float] | None:
        return (self._size_[0], self._size_[1]) if self._clip_content_ else None

    @property
    def rect_rotation(self) -> float:
        """By how many degrees it is turned about `rect_pivot_offset`."""
        return degrees(self._rotation_)

    @rect_rotation.setter
    def rect_rotation(self, degrees: float) -> None:
        self._rotation_ = radians(degrees)
        self._moved_()

    @property
    def rect_scale(self) -> Vector2:
        """How many times as large it is shown, from `rect_pivot_offset`. It does not change `rect_size`."""
        return self._scale_

    @rect_scale.setter
    def rect_scale(self, scale: Vector2) -> None:
        x, y = scale
        self._scale_ = Vector2.ONE if x == y == 1.0 else Vector2(x, y)
        self._moved_()

    @property
    def rect_pivot_offset(self) -> Vector2:
        """The point that it is turned and scaled about, from its upper left corner."""
        return self._pivot_

    @rect_pivot_offset.setter
    def rect_pivot_offset(self, offset: Vector2) -> None:
        self._pivot_ = Vector2(*offset)
        self._moved_()

    @property
    def rect_clip_content(self) -> bool:
        """Whether it and what is below it are cut off at its edges."""
        return self._clip_content_

    @rect_clip_content.setter
    def rect_clip_content(self, enable: bool) -> None:
        self._clip_content_ = enable
        self._moved_()

    def set_clip_contents(self, enable: bool) -> None:
        """Set `rect_clip_content`."""
        self.rect_clip_content = enable
