"""CanvasItem: what is drawn in two dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self, Unpack

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
from engine.canvas.atlas_texture import AtlasTexture, pictures
from engine.canvas.commands import (
    CLEAR,
    IDENTITY,
    WHITE,
    Box,
    Command,
    Four,
    Matrix,
    Place,
    Polyline,
    Rgba,
    Text,
)
from engine.canvas.drawing import Drawing
from engine.canvas.geometry import compose, matrix_of
from engine.canvas.item import ItemState, Placing
from engine.canvas.order import in_tree
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.object.shared_name import MethodSignal
from engine.scene import notifications
from engine.scene.hooks import NOTIFICATION, call_hook
from engine.scene.lifecycle import emit, notify
from engine.scene.notified import notified

from . import painting
from .misspelt import warn_of_misspelt
from .painting import point, rgba

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.canvas.texture import Texture
    from engine.text.font import Font

    from ..physics2d.world_2d import World2D
    from .keywords import CanvasItemKeywords


def _modulating(node: object, name: str, color: Iterable[float]) -> Rgba:
    """Return a colour to multiply by as four numbers; WHITE itself for white. ScriptError if it is none."""
    try:
        r, g, b, a = color if not isinstance(color, str) else ()
    except (TypeError, ValueError):
        raise ScriptError(
            f"A modulate is a Color, not {color!r}. Write `Color(r, g, b)` or `Color.red`."
        ) from None
    return WHITE if r == g == b == a == 1.0 else (r, g, b, a)


def _color(numbers: Rgba) -> Color:
    return Color(*numbers)


class CanvasItem(Node, ItemState):
    """The base of Node2D and Control: draws itself in `_draw`, moves with its parent.

    What `_draw` draws is kept until `update()` asks for it anew. Children are drawn over their parent,
    later siblings over earlier ones. Native classes take their properties by name when they are made:
    `Label(text="Score")`.

    Source: Godot 3.6's `CanvasItem`.

    Unlike Godot: `_draw` is called at the end of the frame, however often `update()` was. What two
    items go on asking of each other in `_draw` is left for the next frame. Edges are always smooth,
    whether `antialiased` is passed or not. There are no lights: a `normal_map` does nothing. What of a
    texture is beyond its edges repeats it, and in a browser each triangle of a textured area has the mean
    of the colours of its corners.
    """

    NOTIFICATION_DRAW = 30
    NOTIFICATION_VISIBILITY_CHANGED = 31
    NOTIFICATION_ENTER_CANVAS = 32
    NOTIFICATION_EXIT_CANVAS = 33
    NOTIFICATION_LOCAL_TRANSFORM_CHANGED = 35
    NOTIFICATION_TRANSFORM_CHANGED = notifications.NOTIFICATION_TRANSFORM_CHANGED

    draw: Final = Signal()
    hide: MethodSignal = MethodSignal("_hide_")
    visibility_changed: Final = Signal()
    item_rect_changed: Final = Signal()

    _notify_local_: bool = False

    _was_drawn_: bool = False
    """Whether it was drawn, or shown, since it entered the tree."""
    _commands_: list[Command] | None = None
    """Collects what is drawn; None except while the item is being redrawn."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CanvasItemKeywords]) -> None: ...

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the item complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls)
        self._drawing_ = Drawing()
        self._make_parts_()
        return self

    def _make_parts_(self) -> None:  # override point
        """Make what a built-in class holds: before any `__init__`, which a subclass need not call."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._clips_ = cls._clip_size_ is not CanvasItem._clip_size_

    # -- Hooks ---------------------------------------------------------------------------------

    def _draw(self) -> Any:
        """Override: draw with the `draw_…` methods. Called after `update()`, before the frame is shown."""

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _enter_canvas_(self) -> None:  # override point
        assert self._tree_ is not None
        canvas = self._tree_.canvas
        canvas.entered(self)
        if not self._notify_local_:
            self._moved_items_ = canvas.moved
        if self._hooks_ & NOTIFICATION:
            notify(self, CanvasItem.NOTIFICATION_ENTER_CANVAS)

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _exit_canvas_(self) -> None:
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
            canvas = self._tree_._services_.canvas.made
            if canvas is not None:
                canvas.to_draw[self] = None

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
            if self._signals_ is not None:
                emit(self, "draw")
            if type(self)._draw is not CanvasItem._draw:
                call_hook(self, "_draw")
        finally:
            self._commands_ = None
            drawing = self._drawing_
            drawing.commands = tuple(commands)
            drawing.cache = None

    # -- Whether it is seen --------------------------------------------------------------------

    def _shown_or_hidden_(self) -> None:
        """Take note that it was shown or hidden."""
        if self._tree_ is not None:
            self._tree_.canvas.shown_or_hidden(self)
            self._visibility_changed_(self._visible_)

    visible: Property[bool] = Field(
        True, changed="_shown_or_hidden_", doc="Whether it is shown, with those below it, if its parent is."
    )
    set_visible: Setter[bool] = setter(visible)
    is_visible: Getter[bool] = getter(visible)

    def _visibility_changed_(self, visible: bool) -> None:  # friend: canvas_layer
        """Tell it and what is visible below it, parents first, that it was shown or hidden."""
        rest: list[Any] = [self]
        while rest:
            item = rest.pop()
            if item is not self and (item._above_ is None or item._toplevel_ or not item._visible_):
                continue  # a handler was quicker
            item._was_drawn_ = item._was_drawn_ or visible
            if item._signals_ is not None:
                emit(item, "visibility_changed")
            notify(item, CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
            if visible:
                item.update()
            elif item._signals_ is not None:
                emit(item, "hide")
            if item._below_:
                rest += [child for child in reversed(in_tree(item._below_)) if child._visible_]

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

    modulate: Property[Color, Iterable[float]] = Field(
        WHITE,
        _modulating,
        then="_restyled_",
        read=_color,
        doc="Multiplies the colours of the item and of those below it.",
    )
    set_modulate: Setter[Iterable[float]] = setter(modulate)
    get_modulate: Getter[Color] = getter(modulate)

    self_modulate: Property[Color, Iterable[float]] = Field(
        WHITE,
        _modulating,
        then="_restyled_",
        read=_color,
        doc="Multiplies the colours of the item alone.",
    )
    set_self_modulate: Setter[Iterable[float]] = setter(self_modulate)
    get_self_modulate: Getter[Color] = getter(self_modulate)

    def _reordered_(self) -> None:
        """Take note that it has another place among those that are drawn."""
        if self._tree_ is not None:
            self._tree_.canvas.reordered()

    show_behind_parent: Property[bool] = Field(
        False, then="_reordered_", state="_behind_", doc="Whether it is drawn before its parent."
    )
    set_draw_behind_parent: Setter[bool] = setter(show_behind_parent, "enable")
    is_draw_behind_parent_enabled: Getter[bool] = getter(show_behind_parent)

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
            self._tree_.canvas.moves_of(self)[self] = None
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
            self._moved_items_ = None if enable else self._tree_.canvas.moves_of(self)

    def is_local_transform_notification_enabled(self) -> bool:
        """Return what `set_notify_local_transform` was called with."""
        return self._notify_local_

    def force_update_transform(self) -> None:
        """Send NOTIFICATION_TRANSFORM_CHANGED now, if it is due."""
        canvas = self.get_tree().canvas
        canvas.gather()
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

    def get_viewport_rect(self) -> Rect2:
        """Return the viewport's rectangle."""
        return self.get_viewport().get_visible_rect()

    get_viewport_transform = get_canvas_transform

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

    def get_world_2d(self) -> World2D:
        """Return the world that it is in: `get_world_2d().direct_space_state` answers what is where."""
        physics = self.get_tree()._services_.physics2d
        if physics.world is None:
            from ..physics2d.world_2d import World2D

            physics.world = World2D(physics)
        world: World2D = physics.world
        return world

    # -- What `_draw` may call -----------------------------------------------------------------

    def _add_(self, *commands: Command) -> None:  # friend: rich_text_label, text_edit
        if self._commands_ is None:
            raise ScriptError(
                f"{self!r} can draw in `_draw` only, or in a handler of `draw`."
                " Call `update()` to have it called before the next frame is shown."
            )
        self._commands_ += commands

    def draw_box(
        self,
        rect: Rect2,
        color: Rgba,
        border_color: Rgba = CLEAR,
        border: float = 0.0,
        radius: float = 0.0,
    ) -> None:
        """Draw a filled rectangle with a border inside its edge and round corners. Not in Godot."""
        x, y, width, height = rect
        self._add_(Box(x, y, width, height, rgba(color), rgba(border_color), border, radius))

    def draw_rect(
        self, rect: Rect2, color: Rgba, filled: bool = True, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a rectangle, filled or as a line of `width` along its edge."""
        x, y, w, h = rect
        if w < 0.0 or h < 0.0:
            x, y, w, h = min(x, x + w), min(y, y + h), abs(w), abs(h)
        if filled:
            self._add_(Box(x, y, w, h, rgba(color)))
        else:
            half = width / 2
            self._add_(Box(x - half, y - half, w + width, h + width, CLEAR, rgba(color), width))

    def draw_circle(self, position: Vector2, radius: float, color: Rgba) -> None:
        """Draw a filled circle around `position`."""
        x, y = position
        self._add_(Box(x - radius, y - radius, 2 * radius, 2 * radius, rgba(color), radius=radius))

    def draw_line(
        self, from_: Vector2, to: Vector2, color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a straight line."""
        self._add_(Polyline((point(from_), point(to)), rgba(color), width))

    def draw_polyline(
        self, points: Iterable[Vector2], color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw connected straight lines."""
        self._add_(Polyline(tuple(map(point, points)), rgba(color), width))

    def draw_multiline(
        self, points: Iterable[Vector2], color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a line between each two points."""
        ends, color = list(map(point, points)), rgba(color)
        for i in range(0, len(ends) - 1, 2):
            self._add_(Polyline((ends[i], ends[i + 1]), color, width))

    def draw_polyline_colors(
        self, points: Iterable[Vector2], colors: Iterable[Rgba], width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw connected straight lines; the colour goes over from that of a point to that of the next."""
        self._add_(*painting.colored_polyline(points, colors, width))

    def draw_multiline_colors(
        self, points: Iterable[Vector2], colors: Iterable[Rgba], width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a line between each two points, each in a colour of its own."""
        self._add_(*painting.colored_lines(points, colors, width))

    def draw_arc(
        self,
        center: Vector2,
        radius: float,
        start_angle: float,
        end_angle: float,
        point_count: int,
        color: Rgba,
        width: float = 1.0,
        antialiased: bool = False,
    ) -> None:
        """Draw a part of a circle as `point_count` connected points; angles in radians, clockwise."""
        points = painting.arc(center, radius, start_angle, end_angle, point_count)
        self._add_(Polyline(points, rgba(color), width))

    def draw_polygon(
        self,
        points: Iterable[Vector2],
        colors: Iterable[Rgba],
        uvs: Iterable[Vector2] = (),
        texture: Texture | None = None,
        normal_map: Texture | None = None,
        antialiased: bool = False,
    ) -> None:
        """Draw a filled area; one colour for all, or one for each of the points, and a texture, if any.

        `uvs` are the places of the points in the texture, from (0, 0) to (1, 1).
        """
        self._add_(painting.polygon(points, colors, uvs, texture))
        self._shows_(texture)

    def draw_colored_polygon(
        self,
        points: Iterable[Vector2],
        color: Rgba,
        uvs: Iterable[Vector2] = (),
        texture: Texture | None = None,
        normal_map: Texture | None = None,
        antialiased: bool = False,
    ) -> None:
        """Draw a filled area in one colour, and a texture in it as `draw_polygon` does."""
        self._add_(painting.polygon(points, (color,), uvs, texture))
        self._shows_(texture)

    def draw_primitive(
        self,
        points: Iterable[Vector2],
        colors: Iterable[Rgba],
        uvs: Iterable[Vector2] = (),
        texture: Texture | None = None,
        width: float = 1.0,
        normal_map: Texture | None = None,
    ) -> None:
        """Draw a point, a line, a triangle or an area of four corners, by the number of `points`.

        Colours and `uvs` are as those of `draw_polygon`. As in Godot, a line is a pixel wide, whatever
        `width` is.
        """
        self._add_(painting.primitive(points, colors, uvs, texture))
        self._shows_(texture)

    def draw_string(
        self, font: Font, position: Vector2, text: str, modulate: Rgba = WHITE, clip_w: float = -1
    ) -> None:
        """Draw a line of text from `position`, which is on the baseline; not wider than `clip_w`."""
        text = str(text)
        if clip_w >= 0:
            text = text[: font.fit(text, clip_w)]
        if text:
            x, y = position
            self._add_(Text(x, y, text, font, rgba(modulate)))

    def draw_char(self, font: Font, position: Vector2, char: str, next: str, modulate: Rgba = WHITE) -> float:
        """Draw one character; return how far the pen moves."""
        self.draw_string(font, position, char, modulate)
        return font.advance(char)

    def draw_texture(
        self,
        texture: Texture,
        position: Vector2,
        modulate: Rgba = WHITE,
        normal_map: Texture | None = None,
    ) -> None:
        """Draw a texture in its own size."""
        x, y = position
        self._add_texture_(texture, (x, y, texture.width, texture.height), None, modulate)

    def draw_texture_rect(
        self,
        texture: Texture,
        rect: Rect2,
        tile: bool,
        modulate: Rgba = WHITE,
        transpose: bool = False,
        normal_map: Texture | None = None,
    ) -> None:
        """Draw a texture stretched to a rectangle, or as tiles that fill it; mirrored if its size is < 0."""
        _, _, width, height = rect
        if isinstance(texture, AtlasTexture):
            tile = False  # it is stretched, as in Godot
        across, down = (abs(width), abs(height)) if tile else (texture.width, texture.height)
        self.draw_texture_rect_region(texture, rect, Rect2(0.0, 0.0, across, down), modulate, transpose)

    def draw_texture_rect_region(
        self,
        texture: Texture,
        rect: Rect2,
        src_rect: Rect2,
        modulate: Rgba = WHITE,
        transpose: bool = False,
        normal_map: Texture | None = None,
        clip_uv: bool = True,
    ) -> None:
        """Draw a part of a texture stretched to a rectangle; mirrored if the size of one is negative."""
        if transpose:
            raise ScriptError("A texture cannot be drawn with `transpose`: turn it with draw_set_transform.")
        x, y, width, height = rect
        left, top, w, h = src_rect
        if width < 0.0:
            left, w, width = left + w, -w, -width
        if height < 0.0:
            top, h, height = top + h, -h, -height
        self._add_texture_(texture, (x, y, width, height), (left, top, w, h), modulate)

    def _add_texture_(self, texture: Texture, place: Four, source: Four | None, modulate: Rgba) -> None:
        self._add_(*pictures(texture, place, source, rgba(modulate)))
        self._shows_(texture)

    def _shows_(self, texture: Texture | None) -> None:
        """Be told when a texture that has been drawn changes."""
        if texture is not None and texture._shown_by_ is not None:
            texture._shown_by_.add(self)

    def _texture_changed_(self) -> None:  # override point
        """Called when a texture that it has drawn looks otherwise now. Draws it again."""
        self.update()

    def draw_style_box(self, style_box: Any, rect: Rect2) -> None:
        """Draw a StyleBox over a rectangle."""
        style_box.draw(self, rect)

    def draw_set_transform(
        self, position: Vector2, rotation: float = 0.0, scale: Vector2 = Vector2.ONE
    ) -> None:
        """Place what is drawn from here on."""
        self._add_(Place(matrix_of(position, rotation, scale)))

    def draw_set_transform_matrix(self, xform: Transform2D) -> None:
        """Place what is drawn from here on."""
        a, b, c, d, e, f = xform
        self._add_(Place((a, b, c, d, e, f)))
