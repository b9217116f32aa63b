"""CanvasItem: what is drawn in two dimensions."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from engine import Color, Node, Rect2, ScriptError, Signal, Transform2D, Vector2
from engine.display.commands import (
    CLEAR,
    IDENTITY,
    WHITE,
    Box,
    Command,
    Matrix,
    Picture,
    Place,
    Polygon,
    Polyline,
    Rgba,
    Text,
)
from engine.display.drawing import Drawing
from engine.scene.canvas import Inherited, compose, matrix_of
from engine.scene.hooks import call_hook
from engine.scene.lifecycle import emit
from engine.spelling import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from engine.display.font import Font
    from engine.display.texture import Texture


class CanvasItem(Node):
    """The base of Node2D and Control: draws itself in `_draw`, moves with its parent.

    What `_draw` draws is kept until `update()` asks for it anew. Children are drawn over their parent,
    later siblings over earlier ones. Native classes take their properties by name when they are made:
    `Label(text="Score")`.

    Source: Godot 3.6's `CanvasItem`.

    Unlike Godot: there is no signal `hide`, whose name the method has: connect `visibility_changed`.
    """

    NOTIFICATION_DRAW = 30
    NOTIFICATION_VISIBILITY_CHANGED = 31
    NOTIFICATION_ENTER_CANVAS = 32
    NOTIFICATION_EXIT_CANVAS = 33
    NOTIFICATION_TRANSFORM_CHANGED = 2000

    draw = Signal[()]()
    visibility_changed = Signal[()]()
    item_rect_changed = Signal[()]()

    _stored_ = (
        *Node._stored_,
        "visible",
        "modulate",
        "self_modulate",
        "show_behind_parent",
    )

    _drawing_: Drawing
    _below_: Inherited
    _commands_: list[Command] | None = None
    """Collects what `_draw` draws; None outside of it."""
    _slot_: int = -1
    _visible_: bool = True
    _toplevel_: bool = False
    _behind_: bool = False
    _z_index_: int = 0
    _z_relative_: bool = True
    _modulate_: Rgba = WHITE
    _self_modulate_: Rgba = WHITE

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Make the item complete, so that a subclass need not call `super().__init__()`."""
        self = super().__new__(cls, *args, **kwargs)
        self._drawing_ = Drawing()
        return self

    def __init__(self, **properties: Any) -> None:
        for name, value in properties.items():
            if name.startswith("_") or not hasattr(self, name):
                known = [n for n in dir(type(self)) if not n.startswith("_")]
                raise TypeError(f"{type(self).__name__} has no property {name!r}.{did_you_mean(name, known)}")
            setattr(self, name, value)

    # -- Hooks ---------------------------------------------------------------------------------

    def _draw(self) -> Any:
        """Override: draw with the `draw_…` methods. Called after `update()`, before the frame is shown."""

    def _notified_(self, what: int) -> None:
        if what == Node.NOTIFICATION_ENTER_TREE:
            assert self._tree_ is not None
            self._tree_.canvas.entered(self)
        elif what == Node.NOTIFICATION_EXIT_TREE:
            assert self._tree_ is not None
            self._tree_.canvas.left(self)

    # -- Drawing -------------------------------------------------------------------------------

    def update(self) -> None:
        """Have the item drawn anew, once, before the frame is shown."""
        if self._tree_ is not None and self._commands_ is None:
            self._tree_.canvas.redraw(self)

    def _redraw_(self) -> None:
        """Fill the drawing: the built-in class first, then the handlers of `draw`, then the script."""
        commands: list[Command] = []
        self._commands_ = commands
        try:
            self.notification(CanvasItem.NOTIFICATION_DRAW)
            emit(self, "draw")
            if type(self)._draw is not CanvasItem._draw:
                call_hook(self, "_draw")
        finally:
            self._commands_ = None
            drawing = self._drawing_
            drawing.commands = tuple(commands)
            drawing.cache = None

    def _add_(self, command: Command) -> None:
        if self._commands_ is None:
            raise ScriptError(
                f"{self!r} can draw in `_draw` only, or in a handler of `draw`."
                " Call `update()` to have it called before the next frame is shown."
            )
        self._commands_.append(command)

    def draw_box(
        self,
        rect: Rect2,
        color: Rgba,
        border_color: Rgba = CLEAR,
        border: float = 0.0,
        radius: float = 0.0,
    ) -> None:
        """Draw a filled rectangle with a border inside its edge and round corners. Ours, not Godot's."""
        x, y, width, height = rect
        self._add_(Box(x, y, width, height, color, border_color, border, radius))

    def draw_rect(
        self, rect: Rect2, color: Rgba, filled: bool = True, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a rectangle, filled or as a line of `width` along its edge."""
        x, y, w, h = rect
        if filled:
            self._add_(Box(x, y, w, h, color))
        else:
            half = width / 2
            self._add_(Box(x - half, y - half, w + width, h + width, CLEAR, color, width))

    def draw_line(
        self, from_: Vector2, to: Vector2, color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a straight line."""
        self._add_(Polyline((_point(from_), _point(to)), color, width))

    def draw_polyline(
        self, points: Iterable[Vector2], color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw connected straight lines."""
        self._add_(Polyline(tuple(map(_point, points)), color, width))

    def draw_multiline(
        self, points: Iterable[Vector2], color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a line between each two points."""
        ends = list(map(_point, points))
        for i in range(0, len(ends) - 1, 2):
            self._add_(Polyline((ends[i], ends[i + 1]), color, width))

    def draw_polygon(self, points: Iterable[Vector2], colors: Iterable[Rgba]) -> None:
        """Draw a filled area; one colour for all, or one for each of the points."""
        corners, paints = tuple(map(_point, points)), tuple(colors)
        if len(paints) not in (1, len(corners)):
            raise ScriptError(
                f"draw_polygon takes one colour or one for each of the {len(corners)} points,"
                f" not {len(paints)}."
            )
        self._add_(Polygon(corners, paints))

    def draw_colored_polygon(self, points: Iterable[Vector2], color: Rgba) -> None:
        """Draw a filled area in one colour."""
        self._add_(Polygon(tuple(map(_point, points)), (color,)))

    def draw_circle(self, position: Vector2, radius: float, color: Rgba) -> None:
        """Draw a filled circle around `position`."""
        x, y = position
        self._add_(Box(x - radius, y - radius, 2 * radius, 2 * radius, color, radius=radius))

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
        if point_count < 2:
            raise ScriptError(f"draw_arc needs a point_count of 2 or more, not {point_count}.")
        x, y = center
        turn = max(-2 * pi, min(2 * pi, end_angle - start_angle)) / (point_count - 1)
        angles = [start_angle + i * turn for i in range(point_count)]
        points = tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)
        self._add_(Polyline(points, color, width))

    def draw_string(
        self, font: Font, position: Vector2, text: str, modulate: Rgba = WHITE, clip_w: int = -1
    ) -> None:
        """Draw a line of text from `position`, which is on the baseline; not wider than `clip_w`."""
        text = text if clip_w < 0 else text[: font.fit(text, clip_w)]
        if text:
            x, y = position
            self._add_(Text(x, y, text, font, modulate))

    def draw_char(self, font: Font, position: Vector2, char: str, next: str, modulate: Rgba = WHITE) -> float:
        """Draw one character; return how far the pen moves."""
        self.draw_string(font, position, char, modulate)
        return font.advance(char)

    def draw_texture(self, texture: Texture, position: Vector2, modulate: Rgba = WHITE) -> None:
        """Draw a texture in its own size."""
        x, y = position
        self._add_(Picture(x, y, texture.width, texture.height, texture, None, modulate))

    def draw_texture_rect(
        self,
        texture: Texture,
        rect: Rect2,
        tile: bool,
        modulate: Rgba = WHITE,
        transpose: bool = False,
    ) -> None:
        """Draw a texture stretched to a rectangle, or as tiles that fill it."""
        x, y, width, height = rect
        if not tile:
            self._add_(Picture(x, y, width, height, texture, None, modulate))
            return
        for top in range(0, int(height), texture.height):
            for left in range(0, int(width), texture.width):
                w, h = min(texture.width, width - left), min(texture.height, height - top)
                self._add_(Picture(x + left, y + top, w, h, texture, (0, 0, w, h), modulate))

    def draw_texture_rect_region(
        self,
        texture: Texture,
        rect: Rect2,
        src_rect: Rect2,
        modulate: Rgba = WHITE,
        transpose: bool = False,
        clip_uv: bool = True,
    ) -> None:
        """Draw a part of a texture stretched to a rectangle."""
        x, y, width, height = rect
        left, top, w, h = src_rect
        self._add_(Picture(x, y, width, height, texture, (left, top, w, h), modulate))

    def draw_set_transform(
        self, position: Vector2, rotation: float = 0.0, scale: Vector2 = Vector2.ONE
    ) -> None:
        """Place what is drawn from here on."""
        self._add_(Place(matrix_of(position, rotation, scale)))

    def draw_set_transform_matrix(self, xform: Transform2D) -> None:
        """Place what is drawn from here on."""
        self._add_(Place(tuple(xform)))  # type: ignore[arg-type]

    def draw_style_box(self, style_box: Any, rect: Rect2) -> None:
        """Draw a StyleBox over a rectangle."""
        style_box.draw(self, rect)

    # -- Whether it is seen --------------------------------------------------------------------

    @property
    def visible(self) -> bool:
        """Whether it is shown, with those below it, if its parent is."""
        return self._visible_

    @visible.setter
    def visible(self, visible: bool) -> None:
        if bool(visible) != self._visible_:
            self._visible_ = bool(visible)
            if self._tree_ is not None:
                self._tree_.canvas.reordered()
                parent = self.get_parent_item()
                if parent is None or parent.is_visible_in_tree():
                    self._visibility_changed_()
                    return
            self._visibility_changed_alone_()

    def _visibility_changed_(self) -> None:
        """Tell the branch, parents first, that it can be seen or not."""
        self._visibility_changed_alone_()
        for child in self.get_children():
            if isinstance(child, CanvasItem) and child._visible_ and not child._toplevel_:
                child._visibility_changed_()

    def _visibility_changed_alone_(self) -> None:
        self.notification(CanvasItem.NOTIFICATION_VISIBILITY_CHANGED)
        emit(self, "visibility_changed")

    def set_visible(self, visible: bool) -> None:
        """Set `visible`."""
        self.visible = visible

    def is_visible(self) -> bool:
        """Return `visible`."""
        return self._visible_

    def show(self) -> None:
        """Set `visible` to True."""
        self.visible = True

    def hide(self) -> None:
        """Set `visible` to False."""
        self.visible = False

    def is_visible_in_tree(self) -> bool:
        """Return True if it is inside the tree, and it and all items above it are visible."""
        item: CanvasItem | None = self
        while item is not None:
            if not item._visible_:
                return False
            item = item.get_parent_item()
        return self._tree_ is not None

    # -- Colour and order ----------------------------------------------------------------------

    @property
    def modulate(self) -> Color:
        """Multiplies the colours of the item and of those below it."""
        return Color(*self._modulate_)

    @modulate.setter
    def modulate(self, modulate: Rgba) -> None:
        self._modulate_ = _rgba(modulate)
        self._moved_()

    def set_modulate(self, modulate: Rgba) -> None:
        """Set `modulate`."""
        self.modulate = modulate

    @property
    def self_modulate(self) -> Color:
        """Multiplies the colours of the item alone."""
        return Color(*self._self_modulate_)

    @self_modulate.setter
    def self_modulate(self, self_modulate: Rgba) -> None:
        self._self_modulate_ = _rgba(self_modulate)
        self._moved_()

    def set_self_modulate(self, self_modulate: Rgba) -> None:
        """Set `self_modulate`."""
        self.self_modulate = self_modulate

    @property
    def show_behind_parent(self) -> bool:
        """Whether it is drawn before its parent."""
        return self._behind_

    @show_behind_parent.setter
    def show_behind_parent(self, enable: bool) -> None:
        self._behind_ = enable
        self._reordered_()

    def set_draw_behind_parent(self, enable: bool) -> None:
        """Set `show_behind_parent`."""
        self.show_behind_parent = enable

    def set_as_toplevel(self, enable: bool) -> None:
        """Place and show the item as if it had no parent, in front of all items that are not so set."""
        if enable != self._toplevel_:
            self._toplevel_ = enable
            if self._tree_ is not None:
                self._tree_.canvas.toplevel_changed(self)

    def is_set_as_toplevel(self) -> bool:
        """Return what `set_as_toplevel` was called with."""
        return self._toplevel_

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
        if self._tree_ is not None:
            self._tree_.canvas.moved(self)

    def _reordered_(self) -> None:
        if self._tree_ is not None:
            self._tree_.canvas.reordered()

    def get_transform(self) -> Transform2D:
        """Return where it is in its parent's coordinates."""
        return Transform2D(*self._matrix_())

    def get_global_transform(self) -> Transform2D:
        """Return where it is in the coordinates of the canvas."""
        return Transform2D(*self._global_matrix_())

    def _global_matrix_(self) -> Matrix:
        parent = self.get_parent_item()
        matrix = self._matrix_()
        return matrix if parent is None else compose(parent._global_matrix_(), matrix)

    def get_global_transform_with_canvas(self) -> Transform2D:
        """Return where it is in the coordinates of the viewport."""
        return Transform2D(*compose(self.get_tree().canvas.transform, self._global_matrix_()))

    def get_canvas_transform(self) -> Transform2D:
        """Return where the canvas is in the coordinates of the viewport."""
        return Transform2D(*self.get_tree().canvas.transform)

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


def _point(point: Iterable[float]) -> tuple[float, float]:
    x, y = point
    return (x, y)


def _rgba(color: Iterable[float]) -> Rgba:
    r, g, b, a = color
    return WHITE if r == g == b == a == 1.0 else (r, g, b, a)
