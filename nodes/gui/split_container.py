"""SplitContainer: two children with a bar between them that the user drags."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Unpack

from engine import Rect2, Signal, Vector2
from engine.input.event import InputEvent
from engine.input.keys import BUTTON_LEFT
from engine.input.mouse_event import InputEventMouseButton, InputEventMouseMotion
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import choice
from .container import Container
from .control import Control

if TYPE_CHECKING:
    from .keywords import SplitContainerKeywords


_GRABBER = (4.0, 32.0)


class SplitContainer(Container):
    """The base of HSplitContainer and VSplitContainer.

    The theme has the constants `separation`, how thick the bar is, and `autohide`, whether it is seen
    only when the pointer is over it; the colours `grabber` and `grabber_hover`.

    Source: Godot 3.6's `SplitContainer`. Unlike Godot: the bar is drawn in a colour, not as an icon.
    """

    DRAGGER_VISIBLE = 0
    DRAGGER_HIDDEN = 1
    DRAGGER_HIDDEN_COLLAPSED = 2

    dragged: Final = Signal[int]("offset")

    _axis_: ClassVar[int] = 0
    """0 side by side, 1 one above the other."""
    _cursor_: ClassVar[int] = Control.CURSOR_HSPLIT
    _split_offset_: int
    _middle_: int = 0
    """Where the bar begins."""
    _clamp_: bool = False
    """Whether `split_offset` is to be kept within what is possible."""
    _inside_: bool = False
    """Whether the pointer is over the bar."""
    _drag_: float | None = None
    """What has to be added to the pointer's place to get `split_offset`, while the bar is dragged."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[SplitContainerKeywords]) -> None: ...

    split_offset: Property[int] = Field(
        0, int, then="queue_sort", doc="How far the bar is from where it would be by itself."
    )
    set_split_offset: Setter[int] = setter(split_offset, "offset")
    get_split_offset: Getter[int] = getter(split_offset)

    collapsed: Property[bool] = Field(
        False,
        then="queue_sort",
        doc="Whether `split_offset` counts for nothing and the bar cannot be dragged.",
    )
    set_collapsed: Setter[bool] = setter(collapsed)
    is_collapsed: Getter[bool] = getter(collapsed)

    dragger_visibility: Property[int] = Field(
        DRAGGER_VISIBLE,
        choice(3, "take DRAGGER_HIDDEN"),
        then="_lay_out_",
        doc="Whether the bar is seen and can be dragged, or else whether it takes room: a DRAGGER_*.",
    )
    set_dragger_visibility: Setter[int] = setter(dragger_visibility, "mode")
    get_dragger_visibility: Getter[int] = getter(dragger_visibility)

    def clamp_split_offset(self) -> None:
        """Bring `split_offset` within what the children's minimum sizes allow."""
        self._clamp_ = True
        self.queue_sort()

    # -- Layout --------------------------------------------------------------------------------

    def _separation_(self) -> int:
        if self.dragger_visibility == SplitContainer.DRAGGER_HIDDEN_COLLAPSED:
            return 0
        return max(0, self.get_constant("separation"))

    def _pair_(self) -> list[Control]:
        """Return the first two children that are laid out."""
        return self._laid_out_()[:2]

    def _content_minimum_(self) -> Vector2:
        along = across = 0.0
        axis = self._axis_
        pair = self._pair_()
        for child in pair:
            least = child.get_combined_minimum_size()
            along += least[axis]
            across = max(across, least[1 - axis])
        if len(pair) == 2:
            along += self._separation_()
        return Vector2(across, along) if axis else Vector2(along, across)

    def _sort_children_(self) -> None:
        pair = self._pair_()
        width, height = self._size_
        self.update()
        if len(pair) < 2:
            for child in pair:
                self._fit_(child, 0, 0, width, height)
            return
        self._place_bar_(*pair)
        first, second = pair
        end = self._middle_ + self._separation_()
        if self._axis_:
            self._fit_(first, 0, 0, width, self._middle_)
            self._fit_(second, 0, end, width, height - end)
        else:
            self._fit_(first, 0, 0, self._middle_, height)
            self._fit_(second, end, 0, width - end, height)

    def _place_bar_(self, first: Control, second: Control) -> None:
        """Find out where the bar begins."""
        axis, separation = self._axis_, self._separation_()
        length = int(self._size_[axis])
        least_first = int(first.get_combined_minimum_size()[axis])
        least_second = int(second.get_combined_minimum_size()[axis])
        flags = [c._size_flags_vertical_ if axis else c._size_flags_horizontal_ for c in (first, second)]
        expands, other_expands = (flag & Control.SIZE_EXPAND for flag in flags)
        if expands and other_expands:
            ratios = first._stretch_ratio_ + second._stretch_ratio_
            ratio = first._stretch_ratio_ / ratios if ratios else 0.5
            middle = int(length * ratio - separation // 2)
        elif expands:
            middle = length - least_second - separation
        else:
            middle = least_first
        if not self.collapsed:
            most = length - least_second - separation - middle
            offset = self._split_offset_
            offset = least_first - middle if offset < least_first - middle else min(offset, most)
            if self._clamp_:
                self._split_offset_, self._clamp_ = offset, False
            middle += offset
        self._middle_ = middle

    # -- The bar -------------------------------------------------------------------------------

    def _can_be_dragged_(self) -> bool:
        visible = self.dragger_visibility == SplitContainer.DRAGGER_VISIBLE
        return visible and not self.collapsed and len(self._pair_()) == 2

    def _on_bar_(self, point: Vector2) -> bool:
        return self._middle_ <= point[self._axis_] < self._middle_ + self._separation_()

    @notified(Control.NOTIFICATION_MOUSE_EXIT)
    def _leave_bar_(self) -> None:
        if self._drag_ is None:
            self._point_(False)

    @notified(Control.NOTIFICATION_DRAW)
    def _draw_bar_(self) -> None:
        seen = self._inside_ or self._drag_ is not None
        if not self._can_be_dragged_() or (not seen and self.get_constant("autohide")):
            return
        thick, long = _GRABBER
        separation = self._separation_()
        along = self._middle_ + (separation - thick) / 2
        across = (self._size_[1 - self._axis_] - long) / 2
        bar = Rect2(across, along, long, thick) if self._axis_ else Rect2(along, across, thick, long)
        self.draw_box(bar, self.get_color("grabber_hover" if seen else "grabber"), radius=thick / 2)

    def _point_(self, inside: bool) -> None:
        if inside != self._inside_:
            self._inside_ = inside
            self.update()

    def _gui_input_(self, event: InputEvent) -> None:
        if isinstance(event, InputEventMouseButton) and event.button_index == BUTTON_LEFT:
            if not event.pressed:
                self._drag_ = None
                self._point_(self._on_bar_(event.position))
            elif self._can_be_dragged_() and self._on_bar_(event.position):
                self.clamp_split_offset()
                self._sort_()
                self._drag_ = self._split_offset_ - event.position[self._axis_]
                self.accept_event()
        elif isinstance(event, InputEventMouseMotion) and self._can_be_dragged_():
            if self._drag_ is None:
                self._point_(self._on_bar_(event.position))
                return
            self._split_offset_ = int(event.position[self._axis_] + self._drag_)
            self.clamp_split_offset()
            self.accept_event()
            emit(self, "dragged", self._split_offset_)

    def get_cursor_shape(self, position: Vector2 = Vector2.ZERO) -> int:
        """Return what the pointer looks like at a point of it."""
        if self._drag_ is not None or (self._can_be_dragged_() and self._on_bar_(position)):
            return self._cursor_
        return super().get_cursor_shape(position)


class HSplitContainer(SplitContainer):
    """Two children side by side, and a bar between them."""


class VSplitContainer(SplitContainer):
    """Two children, one above the other, and a bar between them."""

    _axis_ = 1
    _cursor_ = Control.CURSOR_VSPLIT
