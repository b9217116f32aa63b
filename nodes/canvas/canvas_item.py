"""CanvasItem: what is drawn in two dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engine import (
    Color,
    Node,
    Rect2,
    ScriptError,
    ScriptWarning,
    Signal,
    Transform2D,
    Vector2,
)
from engine.base.fault import report
from engine.canvas.commands import (
    IDENTITY,
    WHITE,
    Command,
    Matrix,
    Rgba,
)
from engine.canvas.drawing import Drawing
from engine.canvas.geometry import compose
from engine.canvas.item import ItemState, Placing
from engine.canvas.order import in_tree
from engine.object.shared_name import MethodSignal
from engine.scene.hooks import NOTIFICATION, call_hook
from engine.scene.lifecycle import emit, notify

from .misspelt import warn_of_misspelt
from .painting import Painting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self, Unpack

    from engine.scene.node import NodeKeywords
    from engine.scene.viewport import Viewport

    class CanvasItemKeywords(NodeKeywords, total=False):
        """What `CanvasItem(…)` takes by name."""

        visible: bool
        modulate: Rgba
        self_modulate: Rgba
        show_behind_parent: bool


class CanvasItem(Painting, ItemState):
    """The base of Node2D and Control: draws itself in `_draw`, moves with its parent.

    What `_draw` draws is kept until `update()` asks for it anew. Children are drawn over their parent,
    later siblings over earlier ones. Native classes take their properties by name when they are made:
    `Label(text="Score")`.

    Source: Godot 3.6's `CanvasItem`.

    Unlike Godot: `_draw` is called at the end of the frame, however often `update()` was. What two
    items go on asking of each other in `_draw` is left for the next frame.
    """

    NOTIFICATION_DRAW = 30
    NOTIFICATION_VISIBILITY_CHANGED = 31
    NOTIFICATION_ENTER_CANVAS = 32
    NOTIFICATION_EXIT_CANVAS = 33
    NOTIFICATION_LOCAL_TRANSFORM_CHANGED = 35
    NOTIFICATION_TRANSFORM_CHANGED = 2000

    draw: Final = Signal()
    hide: MethodSignal = MethodSignal("_hide_")
    visibility_changed: Final = Signal()
    item_rect_changed: Final = Signal()

    _stored_ = (
        *Node._stored_,
        "visible",
        "modulate",
        "self_modulate",
        "show_behind_parent",
    )

    _moved_items_: dict[ItemState, None] | None = None
    """Where it puts itself when it has moved: None outside the tree, and if more is to be done."""
    _notify_local_: bool = False

    _was_drawn_: bool = False
    """Whether it was drawn, or shown, since it entered the tree."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CanvasItemKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the item complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._drawing_ = Drawing()
        return self

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._clips_ = cls._clip_size_ is not CanvasItem._clip_size_

    # -- Hooks ---------------------------------------------------------------------------------

    def _draw(self) -> Any:
        """Override: draw with the `draw_…` methods. Called after `update()`, before the frame is shown."""

    def _notified_(self, what: int) -> None:
        if what == Node.NOTIFICATION_ENTER_TREE:
            assert self._tree_ is not None
            canvas = self._tree_.canvas
            canvas.entered(self)
            if not self._notify_local_:
                self._moved_items_ = canvas.moved
            if self._hooks_ & NOTIFICATION:
                notify(self, CanvasItem.NOTIFICATION_ENTER_CANVAS)
        elif what == Node.NOTIFICATION_EXIT_TREE:
            assert self._tree_ is not None
            if self._hooks_ & NOTIFICATION:
                notify(self, CanvasItem.NOTIFICATION_EXIT_CANVAS)
            self._moved_items_ = None
            self._was_drawn_ = False
            self._tree_.canvas.left(self)

    # -- Drawing -------------------------------------------------------------------------------

    def update(self) -> None:
        """Have the item drawn anew, once, before the frame is shown. In its own `_draw` it does nothing."""
        if self._tree_ is not None and self._commands_ is None:
            self._tree_.canvas.redraw(self)

    def _redraw_(self) -> None:
        """Fill the drawing: the built-in class first, then the handlers of `draw`, then the script."""
        if not self._was_drawn_:
            self._was_drawn_ = True
            if self._is_native_:
                try:
                    warn_of_misspelt(self)
                except ScriptWarning as warning:  # where warnings are errors
                    report(self, warning, f"{self!r}")
            emit(self, "visibility_changed")
            if self._hooks_ & NOTIFICATION:
                call_hook(self, "_notification", CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
        commands: list[Command] = []
        self._commands_ = commands
        try:
            notify(self, CanvasItem.NOTIFICATION_DRAW)
            emit(self, "draw")
            if type(self)._draw is not CanvasItem._draw:
                call_hook(self, "_draw")
        finally:
            self._commands_ = None
            drawing = self._drawing_
            drawing.commands = tuple(commands)
            drawing.cache = None

    # -- Whether it is seen --------------------------------------------------------------------

    @property
    def visible(self) -> bool:
        """Whether it is shown, with those below it, if its parent is."""
        return self._visible_

    @visible.setter
    def visible(self, visible: bool) -> None:
        visible = bool(visible)
        if visible != self._visible_:
            self._visible_ = visible
            if self._tree_ is not None:
                self._tree_.canvas.shown_or_hidden(self)
                self._visibility_changed_(visible)

    def _visibility_changed_(self, visible: bool) -> None:
        """Tell it and what is visible below it, parents first, that it was shown or hidden."""
        rest: list[Any] = [self]
        while rest:
            item = rest.pop()
            if item is not self and (item._above_ is None or item._toplevel_ or not item._visible_):
                continue  # a handler was quicker
            item._was_drawn_ = item._was_drawn_ or visible
            emit(item, "visibility_changed")
            notify(item, CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
            if visible:
                item.update()
            else:
                emit(item, "hide")
            if item._below_:
                rest += [child for child in reversed(in_tree(item._below_)) if child._visible_]

    def set_visible(self, visible: bool) -> None:
        """Set `visible`."""
        self.visible = visible

    def is_visible(self) -> bool:
        """Return `visible`."""
        return self._visible_

    def show(self) -> None:
        """Set `visible` to True."""
        self.visible = True

    def _hide_(self) -> None:
        self.visible = False

    def is_visible_in_tree(self) -> bool:
        """Return True if it is inside the tree, and it and all items above it are visible."""
        if self._tree_ is None:
            return False
        item: Placing | None = self
        while item is not None:
            if not item._visible_:
                return False
            item = item._above_
        return True

    # -- Colour and order ----------------------------------------------------------------------

    @property
    def modulate(self) -> Color:
        """Multiplies the colours of the item and of those below it."""
        return Color(*self._modulate_)

    @modulate.setter
    def modulate(self, modulate: Rgba) -> None:
        self._modulate_ = _rgba(modulate)
        self._restyled_()

    def set_modulate(self, modulate: Rgba) -> None:
        """Set `modulate`."""
        self.modulate = modulate

    def get_modulate(self) -> Color:
        """Return `modulate`."""
        return self.modulate

    @property
    def self_modulate(self) -> Color:
        """Multiplies the colours of the item alone."""
        return Color(*self._self_modulate_)

    @self_modulate.setter
    def self_modulate(self, self_modulate: Rgba) -> None:
        self._self_modulate_ = _rgba(self_modulate)
        self._restyled_()

    def set_self_modulate(self, self_modulate: Rgba) -> None:
        """Set `self_modulate`."""
        self.self_modulate = self_modulate

    def get_self_modulate(self) -> Color:
        """Return `self_modulate`."""
        return self.self_modulate

    @property
    def show_behind_parent(self) -> bool:
        """Whether it is drawn before its parent."""
        return self._behind_

    @show_behind_parent.setter
    def show_behind_parent(self, enable: bool) -> None:
        self._behind_ = bool(enable)
        self._reordered_()

    def set_draw_behind_parent(self, enable: bool) -> None:
        """Set `show_behind_parent`."""
        self.show_behind_parent = enable

    def is_draw_behind_parent_enabled(self) -> bool:
        """Return `show_behind_parent`."""
        return self._behind_

    def set_as_toplevel(self, enable: bool) -> None:
        """Place and show the item as if it had no parent. Controls come in front of all that is not so."""
        enable = bool(enable)
        if enable != self._toplevel_:
            if self._tree_ is None:
                self._toplevel_ = enable
                return
            canvas = self._tree_.canvas
            notify(self, CanvasItem.NOTIFICATION_EXIT_CANVAS)
            canvas.detach(self)
            self._toplevel_ = enable
            canvas.attach(self)
            self._moved_()
            self.update()
            notify(self, CanvasItem.NOTIFICATION_ENTER_CANVAS)

    def is_set_as_toplevel(self) -> bool:
        """Return what `set_as_toplevel` was called with."""
        return self._toplevel_

    def _restyled_(self) -> None:
        """Take note that its colour has changed."""
        if self._tree_ is not None:
            self._tree_.canvas.restyled(self)

    def _reordered_(self) -> None:
        if self._tree_ is not None:
            self._tree_.canvas.reordered()

    # -- Where it is ---------------------------------------------------------------------------

    def get_parent_item(self) -> CanvasItem | None:
        """Return the parent, if it is a CanvasItem and this is not set as top level."""
        parent = self._parent_
        return parent if isinstance(parent, CanvasItem) and not self._toplevel_ else None

    def _matrix_(self) -> Matrix:
        """Return where it is in its parent's coordinates."""
        return IDENTITY

    def _clip_size_(self) -> tuple[float, float] | None:
        """Return the size that it and those below it are cut off at, None if they are not."""
        return None

    def _moved_(self) -> None:
        """Take note that `_matrix_` or `_clip_size_` has another answer."""
        moved = self._moved_items_
        if moved is not None:
            moved[self] = None
        elif self._tree_ is not None:
            self._tree_.canvas.moved[self] = None
            notify(self, CanvasItem.NOTIFICATION_LOCAL_TRANSFORM_CHANGED)

    def set_notify_transform(self, enable: bool) -> None:
        """Whether it gets NOTIFICATION_TRANSFORM_CHANGED, once a step, when it has moved on the canvas."""
        self._notify_transform_ = bool(enable)
        if self._tree_ is not None:
            self._tree_.canvas.watchers.asked(self, enable)

    def is_transform_notification_enabled(self) -> bool:
        """Return what `set_notify_transform` was called with."""
        return self._notify_transform_

    def set_notify_local_transform(self, enable: bool) -> None:
        """Whether it gets NOTIFICATION_LOCAL_TRANSFORM_CHANGED, at once, when its own transform changes."""
        self._notify_local_ = bool(enable)
        if self._tree_ is not None:
            self._moved_items_ = None if enable else self._tree_.canvas.moved

    def is_local_transform_notification_enabled(self) -> bool:
        """Return what `set_notify_local_transform` was called with."""
        return self._notify_local_

    def force_update_transform(self) -> None:
        """Send NOTIFICATION_TRANSFORM_CHANGED now, if it is due."""
        canvas = self.get_tree().canvas
        canvas.watchers.tell_now(self, canvas.moved)

    def _exact_matrix_(self) -> Matrix:
        """Return where it is in its parent's coordinates; it may be drawn at the nearest whole pixels."""
        return self._matrix_()

    def get_transform(self) -> Transform2D:
        """Return where it is in its parent's coordinates."""
        return Transform2D(*self._exact_matrix_())

    def get_global_transform(self) -> Transform2D:
        """Return where it is in the coordinates of the canvas."""
        return Transform2D(*self._global_matrix_())

    def _global_matrix_(self) -> Matrix:
        matrix = self._exact_matrix_()
        parent = self.get_parent_item()
        while parent is not None:
            matrix = compose(parent._exact_matrix_(), matrix)
            parent = parent.get_parent_item()
        return matrix

    def _canvas_matrix_(self) -> Matrix:
        """Return where the canvas, or its layer, is in the coordinates of the viewport."""
        self.get_tree()  # raises outside one
        at: Any = self
        while at._above_ is not None:
            at = at._above_
        matrix: Matrix = at.transform
        return matrix

    def get_global_transform_with_canvas(self) -> Transform2D:
        """Return where it is in the coordinates of the viewport."""
        return Transform2D(*compose(self._canvas_matrix_(), self._global_matrix_()))

    def get_canvas_transform(self) -> Transform2D:
        """Return where the canvas is in the coordinates of the viewport."""
        return Transform2D(*self._canvas_matrix_())

    def get_viewport(self) -> Viewport:
        """Return the root of the tree."""
        return self.get_tree().root

    def get_viewport_rect(self) -> Rect2:
        """Return the viewport's rectangle."""
        return self.get_viewport().get_visible_rect()

    def get_viewport_transform(self) -> Transform2D:
        """Return where the canvas is in the coordinates of the viewport."""
        return self.get_canvas_transform()

    def get_local_mouse_position(self) -> Vector2:
        """Return where the pointer is in the coordinates of this item."""
        return self.get_global_transform().affine_inverse().xform(self.get_global_mouse_position())

    def get_global_mouse_position(self) -> Vector2:
        """Return where the pointer is in the coordinates of the canvas."""
        return self.get_canvas_transform().affine_inverse().xform(self.get_viewport().get_mouse_position())

    def make_canvas_position_local(self, screen_point: Vector2) -> Vector2:
        """Return where a point of the viewport is in the coordinates of this item."""
        return self.get_global_transform_with_canvas().affine_inverse().xform(screen_point)

    def make_input_local(self, event: Any) -> Any:
        """Return the event with its position in the coordinates of this item."""
        return event.xformed_by(self.get_global_transform_with_canvas().affine_inverse())


def _rgba(color: Iterable[float]) -> Rgba:
    try:
        r, g, b, a = color if not isinstance(color, str) else ()
    except (TypeError, ValueError):
        raise ScriptError(
            f"A modulate is a Color, not {color!r}. Write `Color(r, g, b)` or `Color.red`."
        ) from None
    return WHITE if r == g == b == a == 1.0 else (r, g, b, a)
