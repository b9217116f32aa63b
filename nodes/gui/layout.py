"""Layout: where a Control is, and how large. A base of Control."""

from __future__ import annotations

from math import ceil, degrees, floor, radians, sin
from typing import Final

from engine import Node, Rect2, Signal, Vector2
from engine.canvas.commands import Matrix
from engine.canvas.geometry import matrix_of
from engine.scene.lifecycle import emit, notify
from engine.scene.notified import notified

from ..canvas.canvas_item import CanvasItem
from .minimum_size import MinimumSize


class Layout(MinimumSize):
    """A rectangle, tied to its parent's by anchors and margins, never smaller than its minimum size.

    It is drawn at whole pixels, unless it is turned. Source: Godot 3.6's `Control::_size_changed`,
    `_update_canvas_item_transform` and their kin.
    """

    NOTIFICATION_RESIZED = 40

    resized: Final = Signal()

    _stored_ = (
        *MinimumSize._stored_,
        "rect_rotation",
        "rect_scale",
        "rect_pivot_offset",
        "rect_clip_content",
    )

    _scale_: Vector2 = Vector2.ONE
    _rotation_: float = 0.0
    _pivot_: Vector2 = Vector2.ZERO
    _clip_content_: bool = False
    _rises_: bool = True

    @notified(Node.NOTIFICATION_PARENTED)
    def _enter_parent_(self) -> None:
        self._child_changed_()

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _enter_layout_(self) -> None:
        self._tie_to_viewport_()
        self._minimum_queued_ = False
        self._measure_anew_()

    @notified(Node.NOTIFICATION_POST_ENTER_TREE)
    def _measure_anew_(self) -> None:
        self._minimum_ = None
        self._size_changed_()

    @notified(CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
    def _show_in_layout_(self) -> None:
        if self.is_visible_in_tree():
            self._measure_anew_()
        self._child_changed_()

    def _tie_to_viewport_(self) -> None:
        if self._tree_ is not None and self.get_parent_item() is None:
            self._tree_.root.size_changed.connect(self._size_changed_)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _untie_(self) -> None:
        if self._tree_ is not None and self._tree_.root.size_changed.is_connected(self._size_changed_):
            self._tree_.root.size_changed.disconnect(self._size_changed_)

    def set_as_toplevel(self, enable: bool) -> None:
        """Place and show it as if it had no parent, in front of all that are not so set."""
        if enable != self._toplevel_:
            self._child_changed_()  # while the parent still counts it
            self._untie_()
            super().set_as_toplevel(enable)
            self._tie_to_viewport_()
            self._child_changed_()
            self._size_changed_()

    # -- The rectangle -------------------------------------------------------------------------

    def _size_changed_(self) -> None:
        """Find out position and size from the anchors, the margins and the minimum size."""
        left, top, right, bottom = self._edges_()
        x, y, width, height = left, top, right - left, bottom - top
        least_width, least_height = self.get_combined_minimum_size()
        if least_width > width:
            x += (width - least_width) * (1.0, 0.0, 0.5)[self._grow_horizontal_]
            width = least_width
        if least_height > height:
            y += (height - least_height) * (1.0, 0.0, 0.5)[self._grow_vertical_]
            height = least_height
        old_x, old_y = self._position_
        old_width, old_height = self._size_
        moved = x != old_x or y != old_y
        resized = width != old_width or height != old_height
        if moved:
            self._position_ = Vector2(x, y)
        if resized:
            self._size_ = Vector2(width, height)
        if self._tree_ is None or not (moved or resized):
            return
        self._moved_()
        if resized:
            self.update()
            notify(self, Layout.NOTIFICATION_RESIZED)
            emit(self, "resized")
        emit(self, "item_rect_changed")
        if resized and self._children_ is not None:
            for child in list(self._children_.listed()):
                if isinstance(child, Layout) and child._parent_ is self and not child._toplevel_:
                    child._size_changed_()

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

    # -- Turned, scaled and cut off ------------------------------------------------------------

    def _matrix_(self) -> Matrix:
        if self._rotation_ == 0.0 and self._scale_ is Vector2.ONE:
            x, y = self._position_
            return (1.0, 0.0, 0.0, 1.0, _whole(x), _whole(y))
        a, b, c, d, x, y = exact = self._exact_matrix_()
        turned = b != 0.0 and abs(sin(4.0 * self._rotation_)) > 0.00001
        return exact if turned else (a, b, c, d, _whole(x), _whole(y))

    def _exact_matrix_(self) -> Matrix:
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


def _whole(length: float) -> float:
    """Return the nearest whole number; halves go away from zero."""
    if length == int(length):
        return length
    return float(floor(length + 0.5) if length >= 0 else ceil(length - 0.5))
