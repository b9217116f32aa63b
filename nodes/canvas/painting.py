"""Painting: what a canvas item may call in `_draw`. The base of CanvasItem."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from engine import (
    Color,
    Node,
    Rect2,
    ScriptError,
    Transform2D,
    Vector2,
)
from engine.canvas.commands import (
    CLEAR,
    WHITE,
    Box,
    Command,
    Picture,
    Place,
    Polygon,
    Polyline,
    Rgba,
    Text,
)
from engine.canvas.geometry import matrix_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.canvas.texture import Texture
    from engine.text.font import Font

_MOST_ARC_POINTS = 10_000


class Painting(Node):
    """Draws, with colours, lines, texts and textures, in its own coordinates.

    Source: Godot 3.6's `CanvasItem`. Unlike Godot: edges are always smooth, whether `antialiased` is
    passed or not; textures cannot be laid over polygons and lines.
    """

    _commands_: list[Command] | None = None
    """Collects what is drawn; None except while the item is being redrawn."""

    def _add_(self, command: Command) -> None:
        if self._commands_ is None:
            raise ScriptError(
                f"{self!r} can draw in `_draw` only, or in a handler of `draw`."
                " Call `update()` to have it called before the next frame is shown."
            )
        self._commands_.append(command)

    # -- Rectangles and circles ----------------------------------------------------------------

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
        self._add_(Box(x, y, width, height, _color(color), _color(border_color), border, radius))

    def draw_rect(
        self, rect: Rect2, color: Rgba, filled: bool = True, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a rectangle, filled or as a line of `width` along its edge."""
        x, y, w, h = rect
        if w < 0.0 or h < 0.0:
            x, y, w, h = min(x, x + w), min(y, y + h), abs(w), abs(h)
        if filled:
            self._add_(Box(x, y, w, h, _color(color)))
        else:
            half = width / 2
            self._add_(Box(x - half, y - half, w + width, h + width, CLEAR, _color(color), width))

    def draw_circle(self, position: Vector2, radius: float, color: Rgba) -> None:
        """Draw a filled circle around `position`."""
        x, y = position
        self._add_(Box(x - radius, y - radius, 2 * radius, 2 * radius, _color(color), radius=radius))

    # -- Lines and areas -----------------------------------------------------------------------

    def draw_line(
        self, from_: Vector2, to: Vector2, color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a straight line."""
        self._add_(Polyline((_point(from_), _point(to)), _color(color), width))

    def draw_polyline(
        self, points: Iterable[Vector2], color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw connected straight lines."""
        self._add_(Polyline(tuple(map(_point, points)), _color(color), width))

    def draw_multiline(
        self, points: Iterable[Vector2], color: Rgba, width: float = 1.0, antialiased: bool = False
    ) -> None:
        """Draw a line between each two points."""
        ends, color = list(map(_point, points)), _color(color)
        for i in range(0, len(ends) - 1, 2):
            self._add_(Polyline((ends[i], ends[i + 1]), color, width))

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
        if not 2 <= point_count <= _MOST_ARC_POINTS:
            raise ScriptError(
                f"draw_arc needs a point_count of 2 to {_MOST_ARC_POINTS}, not {point_count}: 32 is smooth."
            )
        x, y = center
        turn = max(-2 * pi, min(2 * pi, end_angle - start_angle)) / (point_count - 1)
        angles = [start_angle + i * turn for i in range(point_count)]
        points = tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)
        self._add_(Polyline(points, _color(color), width))

    def draw_polygon(self, points: Iterable[Vector2], colors: Iterable[Rgba]) -> None:
        """Draw a filled area; one colour for all, or one for each of the points."""
        corners, paints = tuple(map(_point, points)), tuple(map(_color, colors))
        if len(paints) not in (1, len(corners)):
            raise ScriptError(
                f"draw_polygon takes one colour or one for each of the {len(corners)} points,"
                f" not {len(paints)}."
            )
        self._add_(Polygon(corners, paints))

    def draw_colored_polygon(self, points: Iterable[Vector2], color: Rgba) -> None:
        """Draw a filled area in one colour."""
        self._add_(Polygon(tuple(map(_point, points)), (_color(color),)))

    # -- Text ----------------------------------------------------------------------------------

    def draw_string(
        self, font: Font, position: Vector2, text: str, modulate: Rgba = WHITE, clip_w: int = -1
    ) -> None:
        """Draw a line of text from `position`, which is on the baseline; not wider than `clip_w`."""
        text = str(text)
        if clip_w >= 0:
            text = text[: font.fit(text, clip_w)]
        if text:
            x, y = position
            self._add_(Text(x, y, text, font, _color(modulate)))

    def draw_char(self, font: Font, position: Vector2, char: str, next: str, modulate: Rgba = WHITE) -> float:
        """Draw one character; return how far the pen moves."""
        self.draw_string(font, position, char, modulate)
        return font.advance(char)

    # -- Textures ------------------------------------------------------------------------------

    def draw_texture(self, texture: Texture, position: Vector2, modulate: Rgba = WHITE) -> None:
        """Draw a texture in its own size."""
        x, y = position
        self._add_(Picture(x, y, texture.width, texture.height, texture, None, _color(modulate)))

    def draw_texture_rect(
        self, texture: Texture, rect: Rect2, tile: bool, modulate: Rgba = WHITE, transpose: bool = False
    ) -> None:
        """Draw a texture stretched to a rectangle, or as tiles that fill it; mirrored if its size is < 0."""
        _, _, width, height = rect
        across, down = (abs(width), abs(height)) if tile else (texture.width, texture.height)
        self.draw_texture_rect_region(texture, rect, Rect2(0.0, 0.0, across, down), modulate, transpose)

    def draw_texture_rect_region(
        self,
        texture: Texture,
        rect: Rect2,
        src_rect: Rect2,
        modulate: Rgba = WHITE,
        transpose: bool = False,
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
        self._add_(Picture(x, y, width, height, texture, (left, top, w, h), _color(modulate)))

    def draw_style_box(self, style_box: Any, rect: Rect2) -> None:
        """Draw a StyleBox over a rectangle."""
        style_box.draw(self, rect)

    # -- Where it goes -------------------------------------------------------------------------

    def draw_set_transform(
        self, position: Vector2, rotation: float = 0.0, scale: Vector2 = Vector2.ONE
    ) -> None:
        """Place what is drawn from here on."""
        self._add_(Place(matrix_of(position, rotation, scale)))

    def draw_set_transform_matrix(self, xform: Transform2D) -> None:
        """Place what is drawn from here on."""
        a, b, c, d, e, f = xform
        self._add_(Place((a, b, c, d, e, f)))


def _point(point: Iterable[float]) -> tuple[float, float]:
    x, y = point
    return (x, y)


def _color(color: Rgba) -> Rgba:
    """Return what was passed as a colour, as four numbers, so that a driver need not look at it."""
    return color if type(color) is Color or (type(color) is tuple and len(color) == 4) else Color(*color)
