"""Control: the base of everything that is a part of a graphical user interface."""

from __future__ import annotations

from math import ceil, degrees, floor, isfinite, radians, sin
from typing import TYPE_CHECKING, Any, Final, Unpack, cast

from engine import Color, Node, Rect2, ScriptError, Signal, Vector2, push_warning
from engine.base.fault import report
from engine.canvas.commands import Matrix, Rgba
from engine.canvas.geometry import matrix_of
from engine.object.lifetime import guarded, say_freed
from engine.object.property import Field, Getter, Made, Method, Property, Setter, getter, setter
from engine.object.shared_name import MethodSignal
from engine.scene.lifecycle import emit, notify
from engine.scene.notified import notified
from engine.text.font import Font
from engine.variant.value import new

from ..canvas.canvas_item import CanvasItem
from ..checked import choice, color_of, finite, vector2
from . import focus
from .parts import anchors
from .parts.anchors import Sides
from .routing import Router
from .state import ControlState
from .theme import Icon, StyleBox, StyleBoxEmpty, Theme, dark_theme
from .theme.theme import (
    COLOR,
    CONSTANT,
    DEFAULT_FONT,
    FONT,
    ICON,
    NOTIFICATION_THEME_CHANGED,
    STYLEBOX,
    ThemeItems,
    items_in,
)

if TYPE_CHECKING:
    from engine.input.event import InputEvent

    from .keywords import ControlKeywords


_NO_STYLE = StyleBoxEmpty()
_BLACK = Color()
_WIDEST_TOOLTIP = 400.0
_SIDES = ("left", "top", "right", "bottom")


def _finite_vector(control: object, name: str, size: Vector2) -> Vector2:
    width, height = size
    return Vector2(finite(control, name, width), finite(control, name, height))


def _scale(control: object, name: str, scale: Vector2) -> Vector2:
    """Return a scale; Vector2.ONE itself for what is not scaled."""
    x, y = scale
    return Vector2.ONE if x == y == 1.0 else Vector2(x, y)


def _radians(control: object, name: str, angle: float) -> float:
    return radians(angle)


def _anchor(side: int, doc: str) -> Any:
    """Return the property that is the anchor of a side; setting it leaves the margin as it is."""

    def put(control: Control, anchor: float) -> None:
        if control._freed_:
            say_freed(control, f"anchor of side {side}")
        else:
            control.set_anchor(side, anchor, True)

    return property(lambda control: control._anchors_[side], put, doc=doc)


def _margin(side: int, doc: str) -> Any:
    """Return the property that is the margin of a side."""

    def put(control: Control, margin: float) -> None:
        if control._freed_:
            say_freed(control, f"margin of side {side}")
        else:
            control.set_margin(side, margin)

    return property(lambda control: control._margins_[side], put, doc=doc)


def _remove_override(kind: str) -> Any:
    def method(self: Control, name: str) -> None:
        """Use what the theme has again."""
        self._override_(kind, name, None)

    return Made(method)


def _has_override(kind: str) -> Any:
    def method(self: Control, name: str) -> bool:
        """Return True if such an item of the theme is overridden here."""
        return self._overrides_ is not None and (kind, name) in self._overrides_

    return Made(method)


def _neighbour(margin: int) -> str:
    if margin not in (0, 1, 2, 3):
        raise ScriptError(f"There is no side {margin!r}: take MARGIN_LEFT (0), _TOP, _RIGHT or _BOTTOM (3).")
    return "focus_neighbour_" + _SIDES[margin]


class Control(CanvasItem, ControlState):
    """A rectangle that takes part in a user interface: laid out, themed, with mouse and keyboard.

    It is tied to its parent's rectangle by anchors and margins, never smaller than its minimum size, and
    drawn at whole pixels, unless it is turned.

    A script overrides `_gui_input(event)` to take what the user does on it, or connects `gui_input`, and
    calls `accept_event()` for what nobody else is to get.

    Colours, numbers, fonts, icons and style boxes are looked up by name. First comes what was overridden
    here, then the `theme` of this Control and of each above it, then the tree's `default_theme`. A change
    of any of them reaches every Control that it concerns as NOTIFICATION_THEME_CHANGED.

    Source: Godot 3.6's `Control`.

    Unlike Godot: `_gui_input` is not called any more for an event that a handler of `gui_input` has
    accepted; nor is the class's own reaction, for one that `_gui_input` has.
    """

    NOTIFICATION_RESIZED = 40
    NOTIFICATION_THEME_CHANGED = NOTIFICATION_THEME_CHANGED
    NOTIFICATION_SCROLL_BEGIN = 47
    NOTIFICATION_SCROLL_END = 48

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

    SIZE_FILL = 1
    SIZE_EXPAND = 2
    SIZE_EXPAND_FILL = 3
    SIZE_SHRINK_CENTER = 4
    SIZE_SHRINK_END = 8

    CURSOR_ARROW = 0
    CURSOR_IBEAM = 1
    CURSOR_POINTING_HAND = 2
    CURSOR_CROSS = 3
    CURSOR_WAIT = 4
    CURSOR_BUSY = 5
    CURSOR_DRAG = 6
    CURSOR_CAN_DROP = 7
    CURSOR_FORBIDDEN = 8
    CURSOR_VSIZE = 9
    CURSOR_HSIZE = 10
    CURSOR_BDIAGSIZE = 11
    CURSOR_FDIAGSIZE = 12
    CURSOR_MOVE = 13
    CURSOR_VSPLIT = 14
    CURSOR_HSPLIT = 15
    CURSOR_HELP = 16

    gui_input: Final[Signal[InputEvent]] = Signal("event")
    mouse_entered: Final = Signal()
    mouse_exited: Final = Signal()
    focus_entered: Final = Signal()
    focus_exited: Final = Signal()
    modal_closed: Final = Signal()
    resized: Final = Signal()
    size_flags_changed: Final = Signal()
    minimum_size_changed: MethodSignal = MethodSignal("_minimum_size_changed_")

    _stored_ = (
        *(f"anchor_{side}" for side in _SIDES),
        *(f"margin_{side}" for side in _SIDES),
    )

    _rises_: bool = True
    _position_: Vector2 = Vector2.ZERO
    _anchors_: Sides = anchors.NONE  # friend: container
    _margins_: Sides = anchors.NONE  # friend: container
    _grow_horizontal_: int
    _grow_vertical_: int
    _rotation_: float  # friend: container
    """In radians."""
    _scale_: Vector2  # friend: container
    """Vector2.ONE itself as long as it is not scaled."""
    _clip_content_: bool

    _custom_minimum_: Vector2
    _minimum_: Vector2 | None = None  # friend: box_container, container
    """The combined minimum size, None if it has to be found out anew."""
    _last_minimum_: Vector2 = Vector2.ZERO
    _minimum_queued_: bool = False
    _size_flags_horizontal_: int  # friend: nodes.gui
    _size_flags_vertical_: int  # friend: nodes.gui
    _stretch_ratio_: float  # friend: box_container, split_container

    _cursor_shape_: int
    _theme_: Theme | None
    _overrides_: dict[tuple[str, str], Any] | None = None  # friend: flattened
    _theme_items_: ThemeItems | None = None
    """Where to look, and what was found there, while inside a tree; None if it has to be found out."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ControlKeywords]) -> None: ...

    # -- Hooks and notifications ---------------------------------------------------------------

    def _gui_input(self, event: InputEvent, /) -> Any:
        """Override: called with what the user does on this Control; positions are its own."""

    def _gui_input_(self, event: InputEvent) -> None:
        """What a built-in class does with input, after the script's `_gui_input`."""

    def _get_minimum_size(self) -> Vector2:
        """Override: return the size that the contents need at least."""
        return Vector2.ZERO

    def _content_minimum_(self) -> Vector2:  # override point
        """Return the size that a built-in class needs for its contents."""
        return Vector2.ZERO

    def _make_custom_tooltip(self, for_text: str, /) -> Control | None:
        """Override: return a Control that is shown in place of the tooltip."""
        return None

    def _enter_canvas_(self) -> None:
        self._router_().entered(self)
        self._minimum_queued_ = False
        self._minimum_ = self._theme_items_ = None
        super()._enter_canvas_()
        self._tie_to_viewport_()
        self._size_changed_()
        if self._find_theme_items_().themes != (dark_theme(),):  # else it is as it was before it entered
            notify(self, NOTIFICATION_THEME_CHANGED)

    @notified(Node.NOTIFICATION_POST_ENTER_TREE)
    def _measure_anew_(self) -> None:
        self._minimum_ = None
        self._size_changed_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _leave_gui_(self) -> None:
        self._out_of_sight_()
        self._untie_()
        self._router_().left(self)

    @notified(Node.NOTIFICATION_PARENTED)
    def _child_changed_(self) -> None:
        """Tell the parent that what it lays out has changed: a minimum size, size flags, visibility."""
        parent = self._parent_
        if isinstance(parent, Control) and not self._toplevel_:
            parent._lay_out_()

    @notified(CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
    def _show_in_gui_(self) -> None:
        seen = self.is_visible_in_tree()
        if seen:
            self._measure_anew_()
        self._child_changed_()
        if not seen and self._tree_ is not None:
            self._router_().hid(self)
            self._out_of_sight_()

    def _out_of_sight_(self) -> None:  # override point
        """Let go of what the user was doing on it, as it was hidden or leaves the tree."""

    @notified(NOTIFICATION_THEME_CHANGED)
    def _forget_theme_items_(self) -> None:
        self._theme_items_ = None
        self._look_and_size_changed_()

    @notified(ControlState.NOTIFICATION_FOCUS_ENTER)
    def _tell_focus_entered_(self) -> None:
        emit(self, "focus_entered")
        self.update()

    @notified(ControlState.NOTIFICATION_FOCUS_EXIT)
    def _tell_focus_exited_(self) -> None:
        emit(self, "focus_exited")
        self.update()

    @notified(ControlState.NOTIFICATION_MOUSE_ENTER)
    def _tell_mouse_entered_(self) -> None:
        emit(self, "mouse_entered")

    @notified(ControlState.NOTIFICATION_MOUSE_EXIT)
    def _tell_mouse_exited_(self) -> None:
        emit(self, "mouse_exited")

    @notified(ControlState.NOTIFICATION_MODAL_CLOSE)
    def _tell_modal_closed_(self) -> None:
        emit(self, "modal_closed")

    def _router_(self) -> Router:
        """Return what gives input to the Controls of the tree; the first one that enters it makes it."""
        assert self._tree_ is not None
        input = self._tree_._services_.input
        router = input.gui
        if not isinstance(router, Router):
            router = input.gui = Router(self._tree_)
        return router

    # -- The parent ----------------------------------------------------------------------------

    def get_parent_control(self) -> Control | None:
        """Return the parent, if it is a Control."""
        parent = self._parent_
        return parent if isinstance(parent, Control) else None

    def get_parent_area_size(self) -> Vector2:
        """Return the size that the anchors are parts of: the parent's, without one the viewport's.

        Nothing has a size to tie to outside the tree, nor has a parent that is no Control.
        """
        if self._tree_ is None:
            return Vector2.ZERO
        parent = self.get_parent_item()
        if parent is None:
            return self._tree_.root.size
        return parent._size_ if isinstance(parent, Control) else Vector2.ZERO

    def _tie_to_viewport_(self) -> None:
        if self._tree_ is not None and self.get_parent_item() is None:
            self._tree_.root.size_changed.connect(self._size_changed_)

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

    # -- Anchors and margins -------------------------------------------------------------------

    anchor_left: Property[float] = _anchor(
        0, "Where the left edge is tied to, 0 (the parent's left) to 1 (its right). The margin stays."
    )
    anchor_top: Property[float] = _anchor(
        1, "Where the top edge is tied to, 0 (the parent's top) to 1 (its bottom)."
    )
    anchor_right: Property[float] = _anchor(2, "Where the right edge is tied to.")
    anchor_bottom: Property[float] = _anchor(3, "Where the bottom edge is tied to.")
    margin_left: Property[float] = _margin(0, "How many pixels right of its anchor the left edge is.")
    margin_top: Property[float] = _margin(1, "How many pixels below its anchor the top edge is.")
    margin_right: Property[float] = _margin(
        2, "How many pixels right of its anchor the right edge is; mostly negative."
    )
    margin_bottom: Property[float] = _margin(
        3, "How many pixels below its anchor the bottom edge is; mostly negative."
    )

    grow_horizontal: Property[int] = Field(
        GROW_DIRECTION_END,
        choice(3, "take Control.GROW_DIRECTION_BOTH"),
        then="_size_changed_",
        doc="Which way it grows if its minimum size is wider than its anchors allow: GROW_DIRECTION_*.",
    )
    grow_vertical: Property[int] = Field(
        GROW_DIRECTION_END,
        choice(3, "take Control.GROW_DIRECTION_BOTH"),
        then="_size_changed_",
        doc="Which way it grows when its minimum size is higher than its anchors and margins.",
    )
    set_h_grow_direction: Setter[int] = setter(grow_horizontal, "direction")
    set_v_grow_direction: Setter[int] = setter(grow_vertical, "direction")

    def set_anchor(
        self, margin: int, anchor: float, keep_margin: bool = False, push_opposite_anchor: bool = True
    ) -> None:
        """Set one of the MARGIN_* sides' anchor. The edge stays, or with `keep_margin` its margin does.

        An anchor that would pass the opposite one pushes it along, or stops there.
        """
        anchor = finite(self, "an anchor", anchor)
        area = self.get_parent_area_size()
        edges = anchors.edges_of(self._anchors_, self._margins_, area)
        self._anchors_ = anchors.with_anchor(self._anchors_, margin, anchor, push_opposite_anchor)
        if not keep_margin:
            for side in (margin, (margin + 2) % 4) if push_opposite_anchor else (margin,):
                kept = anchors.margins_for(edges, self._anchors_, area)[side]
                self._margins_ = anchors.replaced(self._margins_, side, kept)
        self._size_changed_()

    def get_anchor(self, margin: int) -> float:
        """Return the anchor of one of the MARGIN_* sides."""
        return self._anchors_[margin]

    def set_margin(self, margin: int, offset: float) -> None:
        """Set the margin of one of the MARGIN_* sides."""
        self._margins_ = anchors.replaced(self._margins_, margin, finite(self, "a margin", offset))
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
        if preset not in range(len(anchors.PRESETS)):
            raise ScriptError(f"There is no anchor preset {preset}: take one of Control.PRESET_….")
        for side in (0, 1, 2, 3):
            self.set_anchor(side, anchors.PRESETS[preset][side], keep_margins)

    def set_margins_preset(self, preset: int, resize_mode: int = 0, margin: int = 0) -> None:
        """Set all four margins so that it lies where a PRESET_* says, `margin` pixels from the edges."""
        if preset not in range(len(anchors.PRESETS)):
            raise ScriptError(f"There is no margin preset {preset}: take one of Control.PRESET_….")
        size, least = self._size_, self.get_minimum_size()
        width = size[0] if resize_mode in (1, 3) else least[0]
        height = size[1] if resize_mode in (2, 3) else least[1]
        area = self.get_parent_area_size()
        edges = anchors.preset_edges(preset, width, height, area, margin)
        self._margins_ = anchors.margins_for(edges, self._anchors_, area)
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
        self._margins_ = (*_finite_vector(self, "a margin", position), *self._margins_[2:])
        self._size_changed_()

    def set_end(self, position: Vector2) -> None:
        """Set the margins of the right and the bottom edge."""
        self._margins_ = (*self._margins_[:2], *_finite_vector(self, "a margin", position))
        self._size_changed_()

    # -- The rectangle -------------------------------------------------------------------------

    def _size_changed_(self) -> None:
        """Find out position and size from the anchors, the margins and the minimum size.

        Source: Godot 3.6's `Control::_size_changed`.
        """
        x, y, right, bottom = self._margins_
        if self._anchors_ != anchors.NONE:
            area = self.get_parent_area_size()
            x, y, right, bottom = anchors.edges_of(self._anchors_, self._margins_, area)
        width, height = right - x, bottom - y
        least = self._minimum_
        least_width, least_height = self.get_combined_minimum_size() if least is None else least
        if least_width > width:
            x += (width - least_width) * (1.0, 0.0, 0.5)[self._grow_horizontal_]
            width = least_width
        if least_height > height:
            y += (height - least_height) * (1.0, 0.0, 0.5)[self._grow_vertical_]
            height = least_height
        position, size = self._position_, self._size_
        moved = x != position[0] or y != position[1]
        resized = width != size[0] or height != size[1]
        if moved:
            self._position_ = new(Vector2, (x, y))
        if resized:
            self._size_ = new(Vector2, (width, height))
        if self._tree_ is not None and (moved or resized):
            self._tell_rect_(resized)

    def _tell_rect_(self, resized: bool) -> None:
        """Tell that it has moved, or got another size, and those below it that are tied to that."""
        self._moved_()
        if resized:
            self.update()
            notify(self, Control.NOTIFICATION_RESIZED)
        if self._signals_ is not None:
            if resized:
                emit(self, "resized")
            emit(self, "item_rect_changed")
        if resized and self._children_ is not None:
            for child in list(self._children_.listed()):
                if isinstance(child, Control) and child._parent_ is self and not child._toplevel_:
                    child._size_changed_()

    def _set_edges_(self, x: float, y: float, width: float, height: float) -> None:
        # friend: container, scrolled_pane
        """Set the margins so that the rectangle is this one."""
        if not (isfinite(x) and isfinite(y) and isfinite(width) and isfinite(height)):
            raise ScriptError(f"{self!r} cannot be placed at {x, y} with the size {width, height}.")
        edges = (float(x), float(y), float(x + width), float(y + height))
        if self._anchors_ != anchors.NONE:
            edges = anchors.margins_for(edges, self._anchors_, self.get_parent_area_size())
        self._margins_ = edges
        self._size_changed_()

    def _set_anchors_for_(self, x: float, y: float, width: float, height: float) -> None:
        """Set the anchors so that the rectangle is this one; the margins stay."""
        edges, area = (x, y, x + width, y + height), self.get_parent_area_size()
        self._anchors_ = anchors.anchors_for(edges, self._anchors_, self._margins_, area)
        self._size_changed_()

    rect_position: Property[Vector2] = Field(
        Vector2.ZERO,
        by="set_position",
        state="_position_",
        stored=False,
        doc="Where the upper left corner is in the parent's coordinates.",
    )
    rect_size: Property[Vector2] = Field(
        Vector2.ZERO,
        by="set_size",
        state="_size_",
        stored=False,
        doc="Width and height. It cannot be made smaller than the minimum size.",
    )

    @property
    def rect_global_position(self) -> Vector2:
        """Where the upper left corner is on the canvas."""
        return self.get_global_transform().origin

    @rect_global_position.setter
    @guarded
    def rect_global_position(self, position: Vector2) -> None:
        self.set_global_position(position)

    get_position: Getter[Vector2] = getter("rect_position")
    get_size: Getter[Vector2] = getter("rect_size")
    get_global_position: Getter[Vector2] = getter("rect_global_position")

    def set_position(self, position: Vector2, keep_margins: bool = False) -> None:
        """Move it; the margins change, or with `keep_margins` the anchors."""
        x, y = position
        place = self._set_anchors_for_ if keep_margins else self._set_edges_
        place(x, y, self._size_[0], self._size_[1])

    def set_size(self, size: Vector2, keep_margins: bool = False) -> None:
        """Resize it; the margins change, or with `keep_margins` the anchors."""
        width, height = size
        least = self.get_combined_minimum_size()
        width, height = max(width, least[0]), max(height, least[1])
        place = self._set_anchors_for_ if keep_margins else self._set_edges_
        place(self._position_[0], self._position_[1], width, height)

    def set_global_position(self, position: Vector2, keep_margins: bool = False) -> None:
        """Move it to a point of the canvas."""
        parent = self.get_parent_item()
        if parent is not None:
            position = parent.get_global_transform().affine_inverse().xform(Vector2(*position))
        self.set_position(position, keep_margins)

    def get_rect(self) -> Rect2:
        """Return position and size in the parent's coordinates."""
        return Rect2(self._position_, self._size_)

    def get_global_rect(self) -> Rect2:
        """Return position and size on the canvas."""
        return Rect2(self.rect_global_position, self._size_)

    # -- Turned, scaled and cut off ------------------------------------------------------------

    rect_rotation: Property[float] = Field(
        0.0,
        _radians,
        state="_rotation_",
        read=degrees,
        then="_moved_",
        doc="By how many degrees it is turned about `rect_pivot_offset`.",
    )
    rect_scale: Property[Vector2] = Field(
        Vector2.ONE,
        _scale,
        state="_scale_",
        then="_moved_",
        doc="How many times as large it is shown, from `rect_pivot_offset`. It does not change `rect_size`.",
    )
    rect_pivot_offset: Property[Vector2] = Field(
        Vector2.ZERO,
        vector2,
        then="_moved_",
        doc="The point that it is turned and scaled about, from its upper left corner.",
    )
    rect_clip_content: Property[bool] = Field(
        False,
        state="_clip_content_",
        then="_moved_",
        doc="Whether it and what is below it are cut off at its edges.",
    )
    set_clip_contents: Setter[bool] = setter(rect_clip_content, "enable")

    def _matrix_(self) -> Matrix:
        """Return where it is drawn in its parent's coordinates.

        Source: Godot 3.6's `Control::_update_canvas_item_transform`.
        """
        if self._rotation_ == 0.0 and self._scale_ is Vector2.ONE:
            x, y = self._position_
            if x.is_integer() and y.is_integer():
                return (1.0, 0.0, 0.0, 1.0, x, y)
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
        pivot_x, pivot_y = self.rect_pivot_offset
        return (
            *turned[:4],
            x + pivot_x - a * pivot_x - c * pivot_y,
            y + pivot_y - b * pivot_x - d * pivot_y,
        )

    def _clip_size_(self) -> tuple[float, float] | None:
        return (self._size_[0], self._size_[1]) if self._clip_content_ else None

    # -- The size that it has at least ---------------------------------------------------------

    rect_min_size: Property[Vector2] = Field(
        Vector2.ZERO,
        _finite_vector,
        state="_custom_minimum_",
        then="_minimum_size_changed_",
        doc="The size that it has at least, even if its contents need less.",
    )
    set_custom_minimum_size: Setter[Vector2] = setter(rect_min_size, "size")
    get_custom_minimum_size: Getter[Vector2] = getter(rect_min_size)

    def get_minimum_size(self) -> Vector2:
        """Return the size that the contents need at least."""
        if type(self)._get_minimum_size is not Control._get_minimum_size:
            try:
                return Vector2(*self._get_minimum_size())
            except Exception as error:
                report(self, error, f"{self!r}._get_minimum_size")
        return self._content_minimum_()

    def get_combined_minimum_size(self) -> Vector2:
        """Return the larger of `rect_min_size` and what the contents need."""
        least = self._minimum_
        if least is None:
            own, custom = self.get_minimum_size(), self._custom_minimum_
            if own[0] < custom[0] or own[1] < custom[1]:
                own = new(Vector2, (max(own[0], custom[0]), max(own[1], custom[1])))
            least = self._minimum_ = own
        return least

    def update_minimum_size(self) -> None:
        """Take note that `_get_minimum_size` has another answer. Godot: `minimum_size_changed()`."""
        self._minimum_size_changed_()

    def _minimum_size_changed_(self) -> None:
        """Take note that the contents may need another size: it is found out at the next flush."""
        item: Node | None = self
        while isinstance(item, Control) and item._minimum_ is not None:
            item._minimum_ = None
            item = None if item._toplevel_ else item._parent_
        if self._tree_ is None or self._minimum_queued_ or not self.is_visible_in_tree():
            return
        self._minimum_queued_ = True
        self._tree_.message_queue.push(self, self._update_minimum_size_, (), "minimum size")

    def _look_and_size_changed_(self) -> None:  # override point
        """Take note that it looks different, and may need another size."""
        self._minimum_size_changed_()
        self.update()

    def _update_minimum_size_(self) -> None:
        self._minimum_queued_ = False
        if self._tree_ is None:
            return
        least = self.get_combined_minimum_size()
        if least[0] > self._size_[0] or least[1] > self._size_[1]:
            self._size_changed_()
        last = self._last_minimum_
        if least[0] != last[0] or least[1] != last[1]:
            self._last_minimum_ = least
            if self._signals_ is not None:
                emit(self, "minimum_size_changed")
            self._child_changed_()

    def _lay_out_(self) -> None:  # override point
        """Have the children laid out anew at the next flush; a Container does."""

    # -- What containers go by -----------------------------------------------------------------

    def _size_flags_changed_(self) -> None:
        emit(self, "size_flags_changed")
        self._child_changed_()

    size_flags_horizontal: Property[int] = Field(
        SIZE_FILL, then="_size_flags_changed_", doc="How a container gives it width: a sum of SIZE_*."
    )
    set_h_size_flags: Setter[int] = setter(size_flags_horizontal, "flags")

    size_flags_vertical: Property[int] = Field(
        SIZE_FILL, then="_size_flags_changed_", doc="How a container gives it height: a sum of SIZE_*."
    )
    set_v_size_flags: Setter[int] = setter(size_flags_vertical, "flags")

    size_flags_stretch_ratio: Property[float] = Field(
        1.0,
        finite,
        state="_stretch_ratio_",
        then="_size_flags_changed_",
        doc="Its share of the space, among those that expand.",
    )
    set_stretch_ratio: Setter[float] = setter(size_flags_stretch_ratio, "ratio")

    # -- The mouse -----------------------------------------------------------------------------

    mouse_filter: Property[int] = Field(
        ControlState.MOUSE_FILTER_STOP,
        choice(3, "take MOUSE_FILTER_STOP"),
        doc="Whether it takes the mouse: MOUSE_FILTER_STOP, _PASS (the parent gets it too) or _IGNORE.",
    )
    set_mouse_filter: Setter[int] = setter(mouse_filter, "filter")
    get_mouse_filter: Getter[int] = getter(mouse_filter)

    mouse_default_cursor_shape: Property[int] = Field(
        CURSOR_ARROW, state="_cursor_shape_", doc="What the pointer looks like on it: a CURSOR_*."
    )
    set_default_cursor_shape: Setter[int] = setter(mouse_default_cursor_shape, "shape")
    get_default_cursor_shape: Getter[int] = getter(mouse_default_cursor_shape)

    hint_tooltip: str = ""
    """What is shown when the pointer rests on it."""
    set_tooltip: Setter[str] = setter("hint_tooltip", "tooltip")

    def get_tooltip(self, at_position: Vector2 = Vector2.ZERO) -> str:
        """Return what is shown when the pointer rests at a point of it."""
        return self.hint_tooltip

    def get_cursor_shape(self, position: Vector2 = Vector2.ZERO) -> int:
        """Return what the pointer looks like at a point of it; a built-in class may tell points apart."""
        return self._cursor_shape_

    def has_point(self, point: Vector2) -> bool:
        """Return True if the mouse takes a point as one of this Control's. Override it for other shapes."""
        x, y = point
        width, height = self._size_
        return 0 <= x < width and 0 <= y < height

    def _clips_input_(self) -> bool:
        """Return True if what is below it takes no mouse outside of it."""
        return self._clip_content_

    def _listens_(self) -> bool:
        """Return False if it does nothing with an event, as most containers."""
        return (
            (self._signals_ is not None and "gui_input" in self._signals_)
            or getattr(self._gui_input, "__func__", None) is not Control._gui_input
            or type(self)._gui_input_ is not Control._gui_input_
        )

    def _tooltip_(self, text: str) -> Control:
        """Return what is shown as a tooltip with this text."""
        try:
            shown = self._make_custom_tooltip(text)
            if isinstance(shown, Control):
                return shown
        except Exception as error:
            report(self, error, f"{self!r}._make_custom_tooltip")
        return TooltipPanel(text, self._theme_)

    def accept_event(self) -> None:
        """Take the event that is under way as handled: nobody else gets it."""
        if self._tree_ is not None:
            self._router_().accepted = True

    def grab_click_focus(self) -> None:
        """Get the mouse instead of the Control that was clicked, until the button is released."""
        if self._tree_ is not None:
            self._router_().grab_click(self)

    # -- The keyboard --------------------------------------------------------------------------

    focus_neighbour_left: str = ""
    """Path of the Control that gets the focus on ui_left; "" leaves it to where they are."""
    focus_neighbour_top: str = ""
    """The same on ui_up."""
    focus_neighbour_right: str = ""
    """The same on ui_right."""
    focus_neighbour_bottom: str = ""
    """The same on ui_down."""
    focus_next: str = ""
    """Path of the Control that gets the focus on Tab; "" goes in tree order."""
    focus_previous: str = ""
    """Path of the Control that gets the focus on Shift+Tab; "" goes back in tree order."""

    focus_mode: Property[int] = Field(
        ControlState.FOCUS_NONE,
        choice(3, "take Control.FOCUS_ALL"),
        then="_focus_mode_set_",
        doc="Whether it takes the focus: FOCUS_NONE, FOCUS_CLICK (by mouse and `grab_focus`) or FOCUS_ALL.",
    )
    set_focus_mode: Setter[int] = setter(focus_mode, "mode")
    get_focus_mode: Getter[int] = getter(focus_mode)

    def _focus_mode_set_(self) -> None:
        if self._focus_mode_ == Control.FOCUS_NONE:
            self.release_focus()

    def has_focus(self) -> bool:
        """Return True if the keyboard goes to this Control."""
        return self._tree_ is not None and self._router_().key_focus is self

    def grab_focus(self) -> None:
        """Take the keyboard."""
        if self._tree_ is None:
            raise ScriptError(
                f"{self!r} cannot grab the focus: it is not inside the tree. Call it from `_ready` on."
            )
        if self._focus_mode_ == Control.FOCUS_NONE:
            push_warning(
                f"{self!r} cannot grab the focus: its focus_mode is FOCUS_NONE."
                " Write `focus_mode = Control.FOCUS_ALL` first."
            )
            return
        self._router_().focus(self)

    def release_focus(self) -> None:
        """Give the keyboard away, to no Control."""
        if self.has_focus():
            self._router_().focus(None)

    def get_focus_owner(self) -> Control | None:
        """Return the Control of this tree that has the keyboard, None if none has."""
        return None if self._tree_ is None else cast("Control | None", self._router_().key_focus)

    def set_focus_neighbour(self, margin: int, neighbour: str) -> None:
        """Set the path of the Control that gets the focus in the direction of a MARGIN_* side."""
        setattr(self, _neighbour(margin), str(neighbour))

    def get_focus_neighbour(self, margin: int) -> str:
        """Return the path of the Control that gets the focus in the direction of a MARGIN_* side."""
        path: str = getattr(self, _neighbour(margin))
        return path

    set_focus_next: Setter[str] = setter("focus_next", "next")
    set_focus_previous: Setter[str] = setter("focus_previous", "previous")

    def find_next_valid_focus(self) -> Control | None:
        """Return the Control that gets the focus on Tab: this one if there is no other, or None."""
        return cast("Control | None", focus.after(self, self.focus_next, 1))

    def find_prev_valid_focus(self) -> Control | None:
        """Return the Control that gets the focus on Shift+Tab: this one if there is no other, or None."""
        return cast("Control | None", focus.after(self, self.focus_previous, -1))

    # -- Modal ---------------------------------------------------------------------------------

    def show_modal(self, exclusive: bool = False) -> None:
        """Show it in front; a click elsewhere hides it again, or with `exclusive` does nothing at all."""
        if self._tree_ is None:
            raise ScriptError(f"{self!r} cannot be shown: it is not inside the tree. Call add_child first.")
        if not self._toplevel_:
            raise ScriptError(f"{self!r} cannot be shown modally: call `set_as_toplevel(True)` first.")
        if self.is_visible_in_tree():
            self.hide()
        self.show()
        self.raise_()
        self._router_().show_modal(self, exclusive)

    def _passes_closing_click_(self) -> bool:
        """Return True if the click that closes it also goes to what it hits."""
        return True

    # -- Themes --------------------------------------------------------------------------------

    theme: Property[Theme | None] = Field(
        None, by="_use_theme_", doc="The theme of this Control and of those below it, before all others."
    )
    set_theme: Setter[Theme | None] = setter(theme)
    get_theme: Getter[Theme | None] = getter(theme)

    def _texture_changed_(self) -> None:
        super()._texture_changed_()
        self._minimum_size_changed_()

    def _use_theme_(self, theme: Theme | None) -> None:
        if theme is self._theme_:
            return
        if not (theme is None or isinstance(theme, Theme)):
            raise ScriptError(
                f"{self!r}: theme cannot be {theme!r}. Write `dark_theme()`, `light_theme()` or `Theme()`."
            )
        if self._theme_ is not None:
            self._theme_.changed.disconnect(self._theme_changed_)
        self._theme_ = theme
        if theme is not None:
            theme.changed.connect(self._theme_changed_)
        self._theme_changed_()

    def _theme_changed_(self) -> None:
        """Tell this Control and those below it."""
        self.propagate_notification(NOTIFICATION_THEME_CHANGED)

    def _tell_look_changed_(self) -> None:
        """Tell this Control."""
        notify(self, NOTIFICATION_THEME_CHANGED)

    theme_type_variation: Property[str] = Field(
        "",
        then="_tell_look_changed_",
        doc="A type in the theme that is looked at before that of the class.",
    )

    def _find_theme_items_(self) -> ThemeItems:
        """Return what finds theme items here, and has those that were looked for already."""
        themes: tuple[Theme, ...] = ()
        at: Node | None = self
        while isinstance(at, Control):
            if at._theme_items_ is not None:
                themes += at._theme_items_.themes
                break
            if at._theme_ is not None:
                themes += (at._theme_,)
            at = at._parent_
        else:
            default = self._tree_.default_theme if self._tree_ is not None else None
            last = default if isinstance(default, Theme) else dark_theme()
            themes += (*last._before_, last)
        items = items_in(themes, type(self), self.theme_type_variation, self._overrides_)
        if self._tree_ is not None:
            self._theme_items_ = items
        return items

    def _find_item_(self, kind: str, name: str, theme_type: str) -> Any:
        """Return a theme item, None if there is none."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        return items[kind, name, theme_type]

    def get_color(self, name: str, theme_type: str = "") -> Color:
        """Return a colour of the theme; black if it has none of this name."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        found = items[COLOR, name, theme_type]
        return _BLACK if found is None else found

    def get_constant(self, name: str, theme_type: str = "") -> int:
        """Return a number of the theme; 0 if it has none of this name."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        found: int | None = items[CONSTANT, name, theme_type]
        return 0 if found is None else found

    def get_stylebox(self, name: str, theme_type: str = "") -> StyleBox:
        """Return a style box of the theme; an empty one if it has none of this name."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        found: StyleBox | None = items[STYLEBOX, name, theme_type]
        return _NO_STYLE if found is None else found

    def get_font(self, name: str = "font", theme_type: str = "") -> Font:
        """Return a font of the theme; its default font if it has none of this name."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        found: Font | None = items[FONT, name, theme_type]
        return items[DEFAULT_FONT] if found is None else found

    def get_icon(self, name: str, theme_type: str = "") -> Icon | None:
        """Return an icon of the theme; None if it has none of this name. `draw_icon` draws it."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        found: Icon | None = items[ICON, name, theme_type]
        return found

    def get_theme_default_font(self) -> Font:
        """Return the font where none is set."""
        items = self._theme_items_
        if items is None:
            items = self._find_theme_items_()
        found: Font = items[DEFAULT_FONT]
        return found

    def _draw_themed_(self, name: str, theme_type: str = "") -> None:
        """Draw a style box of the theme over all of the Control, which is being drawn."""
        whole = new(Rect2, (0.0, 0.0, *self._size_))
        self.get_stylebox(name, theme_type).draw(self, whole)

    # -- Overriding ----------------------------------------------------------------------------

    def _override_(self, kind: str, name: str, value: Any) -> None:
        overrides = self._overrides_
        if overrides is None:
            overrides = self._overrides_ = {}
        if value is None:
            overrides.pop((kind, name), None)
        else:
            overrides[kind, name] = value
        notify(self, NOTIFICATION_THEME_CHANGED)

    def add_color_override(self, name: str, color: Rgba | None) -> None:
        """Use this colour here, whatever the theme has. None ends it."""
        self._override_(COLOR, name, None if color is None else color_of(self, name, color))

    def add_constant_override(self, name: str, constant: int | None) -> None:
        """Use this number here, whatever the theme has. None ends it."""
        self._override_(CONSTANT, name, constant)

    def add_stylebox_override(self, name: str, stylebox: StyleBox | None) -> None:
        """Use this style box here, whatever the theme has. None ends it."""
        if not (stylebox is None or isinstance(stylebox, StyleBox)):
            raise ScriptError(
                f"add_stylebox_override: {stylebox!r} is no style box. Write `StyleBoxFlat(bg_color=…)`."
            )
        self._override_(STYLEBOX, name, stylebox)

    def add_font_override(self, name: str, font: Font | None) -> None:
        """Use this font here, whatever the theme has. None ends it."""
        if not (font is None or isinstance(font, Font)):
            raise ScriptError(f"add_font_override: {font!r} is no font. Write `Font(size)`.")
        self._override_(FONT, name, font)

    def add_icon_override(self, name: str, texture: Icon | None) -> None:
        """Use this icon here, whatever the theme has. None ends it."""
        self._override_(ICON, name, texture)

    remove_color_override: Method[[str], None] = _remove_override(COLOR)
    remove_constant_override: Method[[str], None] = _remove_override(CONSTANT)
    remove_stylebox_override: Method[[str], None] = _remove_override(STYLEBOX)
    remove_font_override: Method[[str], None] = _remove_override(FONT)
    remove_icon_override: Method[[str], None] = _remove_override(ICON)
    has_color_override: Method[[str], bool] = _has_override(COLOR)
    has_constant_override: Method[[str], bool] = _has_override(CONSTANT)
    has_stylebox_override: Method[[str], bool] = _has_override(STYLEBOX)
    has_font_override: Method[[str], bool] = _has_override(FONT)
    has_icon_override: Method[[str], bool] = _has_override(ICON)

    def has_color(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a colour."""
        return self._find_item_(COLOR, name, theme_type) is not None

    def has_constant(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a number."""
        return self._find_item_(CONSTANT, name, theme_type) is not None

    def has_stylebox(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a style box."""
        return self._find_item_(STYLEBOX, name, theme_type) is not None

    def has_font(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such a font."""
        return self._find_item_(FONT, name, theme_type) is not None

    def has_icon(self, name: str, theme_type: str = "") -> bool:
        """Return True if there is such an icon."""
        return self._find_item_(ICON, name, theme_type) is not None


def _whole(length: float) -> float:
    """Return the nearest whole number; halves go away from zero."""
    if length == int(length):
        return length
    return float(floor(length + 0.5) if length >= 0 else ceil(length - 0.5))


class TooltipPanel(Control):
    """Shows the text of a tooltip, in lines that are not too long."""

    _toplevel_ = True
    _mouse_filter_ = ControlState.MOUSE_FILTER_IGNORE

    def __init__(self, text: str, theme: Theme | None) -> None:
        super().__init__(theme=theme)
        self._text_ = text

    def _lines_(self) -> list[str]:
        font = self.get_font("font", "TooltipLabel")
        return [self._text_[start:end] for start, end in font.wrap(self._text_, _WIDEST_TOOLTIP)]

    def _content_minimum_(self) -> Vector2:
        font = self.get_font("font", "TooltipLabel")
        lines = self._lines_()
        text = Vector2(max(map(font.width, lines)), font.height * len(lines))
        return text + self.get_stylebox("panel").get_minimum_size()

    @notified(CanvasItem.NOTIFICATION_DRAW)
    def _draw_text_(self) -> None:
        style, font = self.get_stylebox("panel"), self.get_font("font", "TooltipLabel")
        self.draw_style_box(style, Rect2(Vector2.ZERO, self._size_))
        pen = style.get_offset() + Vector2(0, font.ascent)
        for line in self._lines_():
            self.draw_string(font, pen, line, self.get_color("font_color", "TooltipLabel"))
            pen += Vector2(0, font.height)
