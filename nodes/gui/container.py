"""Container: places its children itself. The base of all containers."""

from __future__ import annotations

from math import floor
from typing import Final

from engine import Rect2, ScriptError, Signal, Vector2, push_warning
from engine.scene.lifecycle import emit, notify
from engine.scene.notified import notified

from .control import Control
from .parts import anchors

MOST_SORTS = 1000
"""How often a container is laid out in one frame at the most, so that two that disagree cannot hang."""


class Container(Control):
    """Gives each child its place, at the end of the frame in which anything about them has changed.

    A script lays out by its own rules on NOTIFICATION_SORT_CHILDREN, with `fit_child_in_rect`.

    Source: Godot 3.6's `Container`.
    """

    NOTIFICATION_SORT_CHILDREN = 50

    sort_children: Final = Signal()

    _sort_queued_: bool = False
    _sort_frame_: int = -1
    _sorts_: int = 0
    """How often it was laid out in the frame that it was last laid out in."""

    def _enter_canvas_(self) -> None:
        self._sort_queued_ = False  # what another tree had queued is not for this one
        super()._enter_canvas_()
        self.queue_sort()

    def _children_changed_(self) -> None:
        self._lay_out_()

    @notified(
        Control.NOTIFICATION_RESIZED,
        Control.NOTIFICATION_THEME_CHANGED,
        Control.NOTIFICATION_VISIBILITY_CHANGED,
    )
    def queue_sort(self) -> None:
        """Have the children placed anew at the next flush of deferred calls."""
        if self._tree_ is not None and not self._sort_queued_:
            self._sort_queued_ = True
            self._tree_.message_queue.push(self, Container._sort_, (self,), _sorting)

    def _lay_out_(self) -> None:
        self._minimum_size_changed_()
        self.queue_sort()

    def _sort_(self) -> None:
        self._sort_queued_ = False
        if self._tree_ is not None and self._may_sort_(self._tree_.get_idle_frames()):
            if self.is_visible_in_tree():
                self._sort_children_()
            notify(self, Container.NOTIFICATION_SORT_CHILDREN)
            if self._signals_ is not None:
                emit(self, "sort_children")

    def _may_sort_(self, frame: int) -> bool:
        """Return False if it was sorted so often in this frame that it would go on for ever."""
        if frame != self._sort_frame_:
            self._sort_frame_, self._sorts_ = frame, 0
        self._sorts_ += 1
        if self._sorts_ == MOST_SORTS:
            push_warning(
                f"{self!r} was laid out {MOST_SORTS} times in one frame. Does a handler of `resized` or"
                " `sort_children`, or a `_get_minimum_size`, change what its layout depends on?"
            )
        return self._sorts_ <= MOST_SORTS

    def _sort_children_(self) -> None:  # override point
        """Place the children, as a built-in class does it."""

    def _laid_out_(self) -> list[Control]:  # override point
        """Return the children that take part in the layout."""
        if self._children_ is None:
            return []
        children = self._children_.listed()
        return [c for c in children if isinstance(c, Control) and c._visible_ and not c._toplevel_]

    def _largest_(self) -> tuple[float, float]:
        """Return the width of the widest child and the height of the highest, at least."""
        width = height = 0.0
        for child in self._laid_out_():
            least = child._minimum_
            if least is None:
                least = child.get_combined_minimum_size()
            width, height = max(width, least[0]), max(height, least[1])
        return width, height

    def fit_child_in_rect(self, child: Control, rect: Rect2) -> None:
        """Place a child in a rectangle, as its size flags say."""
        if child._parent_ is not self:
            raise ScriptError(
                f"fit_child_in_rect: {child!r} is not a child of {self!r}. Call add_child first."
            )
        x, y, width, height = rect
        self._fit_(child, x, y, width, height)

    def _fit_(self, child: Control, x: float, y: float, width: float, height: float) -> None:
        least = child._minimum_
        if least is None:
            least = child.get_combined_minimum_size()
        least_width, least_height = least
        flags = child._size_flags_horizontal_
        if not flags & Control.SIZE_FILL:
            x += _shift(flags, width - least_width)
            width = least_width
        flags = child._size_flags_vertical_
        if not flags & Control.SIZE_FILL:
            y += _shift(flags, height - least_height)
            height = least_height
        width, height = max(width, least_width), max(height, least_height)
        turned = child._rotation_ != 0.0 or child._scale_ is not Vector2.ONE
        if (
            child._margins_ == (x, y, x + width, y + height)
            and child._size_[0] == width
            and child._size_[1] == height
            and not turned
            and child._anchors_ == anchors.NONE
        ):
            return  # it is there already, by margins alone
        child._anchors_ = anchors.NONE
        if turned:
            child._rotation_, child._scale_ = 0.0, Vector2.ONE
        child._set_edges_(x, y, width, height)


def _sorting(container: Container) -> str:
    return f"placing the children of {container!r}"


def _shift(flags: int, room: float) -> float:
    """Return how far into spare room the size flags move what does not fill it."""
    if flags & Control.SIZE_SHRINK_END:
        return room
    return floor(room / 2) if flags & Control.SIZE_SHRINK_CENTER else 0.0
