"""MinimumSize: how small a Control can be, and what a container gives it. A base of Control."""

from __future__ import annotations

from typing import Any, Final

from engine import Signal, Vector2
from engine.base.fault import report
from engine.object.shared_name import MethodSignal
from engine.scene.lifecycle import emit

from .anchors import Anchors


class MinimumSize(Anchors):
    """The size that a Control has at least: what its contents need, or more.

    Source: Godot 3.6's `Control`.
    """

    SIZE_FILL = 1
    SIZE_EXPAND = 2
    SIZE_EXPAND_FILL = 3
    SIZE_SHRINK_CENTER = 4
    SIZE_SHRINK_END = 8

    minimum_size_changed: MethodSignal = MethodSignal("_minimum_size_changed_")
    size_flags_changed: Final = Signal()

    _stored_ = (
        *Anchors._stored_,
        "rect_min_size",
        "size_flags_horizontal",
        "size_flags_vertical",
        "size_flags_stretch_ratio",
    )

    _custom_minimum_: Vector2 = Vector2.ZERO
    _minimum_: Vector2 | None = None
    """The combined minimum size, None if it has to be found out anew."""
    _last_minimum_: Vector2 = Vector2.ZERO
    _minimum_queued_: bool = False
    _size_flags_horizontal_: int = SIZE_FILL
    _size_flags_vertical_: int = SIZE_FILL
    _stretch_ratio_: float = 1.0

    def _get_minimum_size(self) -> Vector2:
        """Override: return the size that the contents need at least."""
        return Vector2.ZERO

    def _content_minimum_(self) -> Vector2:
        """Return the size that a built-in class needs for its contents."""
        return Vector2.ZERO

    @property
    def rect_min_size(self) -> Vector2:
        """The size that it has at least, even if its contents need less."""
        return self._custom_minimum_

    @rect_min_size.setter
    def rect_min_size(self, size: Vector2) -> None:
        width, height = size
        self._custom_minimum_ = Vector2(
            self._finite_("rect_min_size", width), self._finite_("rect_min_size", height)
        )
        self._minimum_size_changed_()

    def set_custom_minimum_size(self, size: Vector2) -> None:
        """Set `rect_min_size`."""
        self.rect_min_size = size

    def get_custom_minimum_size(self) -> Vector2:
        """Return `rect_min_size`."""
        return self._custom_minimum_

    def get_minimum_size(self) -> Vector2:
        """Return the size that the contents need at least."""
        if type(self)._get_minimum_size is not MinimumSize._get_minimum_size:
            try:
                return Vector2(*self._get_minimum_size())
            except Exception as error:
                report(self, error, f"{self!r}._get_minimum_size")
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
        while isinstance(item, MinimumSize) and item._minimum_ is not None:
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
        if least[0] > self._size_[0] or least[1] > self._size_[1]:
            self._size_changed_()
        if least != self._last_minimum_:
            self._last_minimum_ = least
            emit(self, "minimum_size_changed")
            self._child_changed_()

    def _child_changed_(self) -> None:
        """Tell the parent that what it lays out has changed: a minimum size, size flags, visibility."""
        parent = self._parent_
        if isinstance(parent, MinimumSize) and not self._toplevel_:
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
        self._stretch_ratio_ = self._finite_("size_flags_stretch_ratio", ratio)
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
