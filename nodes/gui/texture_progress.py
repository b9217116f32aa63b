"""TextureProgress: how much of something is done, as so much of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Unpack

from engine import Color, Rect2, Vector2
from engine.canvas.texture import Texture
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import choice, color_of, finite, not_negative, texture_of, vector2
from .control import Control
from .parts.nine_patch import Box, Piece, nine_patch, seen
from .parts.pie import rows, slice_of
from .range import Range

if TYPE_CHECKING:
    from engine.canvas.commands import Rgba

    from .keywords import TextureProgressKeywords

_WHITE = Color(1.0, 1.0, 1.0)
_MARGINS = ("left", "top", "right", "bottom")


def _degrees(node: object, name: str, degrees: float) -> float:
    return max(0.0, min(finite(node, name, degrees), 360.0))


def _turn(node: object, name: str, degrees: float) -> float:
    degrees = finite(node, name, degrees)
    return degrees if 0.0 <= degrees <= 360.0 else degrees % 360.0


class TextureProgress(Range):
    """A bar, or a pie, of pictures: one below, one of which so much is shown as the `value` says, one above.

    Source: Godot 3.6's `TextureProgress`.
    """

    FILL_LEFT_TO_RIGHT = 0
    FILL_RIGHT_TO_LEFT = 1
    FILL_TOP_TO_BOTTOM = 2
    FILL_BOTTOM_TO_TOP = 3
    FILL_CLOCKWISE = 4
    FILL_COUNTER_CLOCKWISE = 5
    FILL_BILINEAR_LEFT_AND_RIGHT = 6
    FILL_BILINEAR_TOP_AND_BOTTOM = 7
    FILL_CLOCKWISE_AND_COUNTER_CLOCKWISE = 8

    _mouse_filter_: int = Control.MOUSE_FILTER_PASS
    _texture_under_: Texture | None
    _texture_over_: Texture | None
    _texture_progress_: Texture | None
    _texture_progress_offset_: Vector2
    _tint_under_: Color
    _tint_over_: Color
    _tint_progress_: Color
    _fill_mode_: int
    _radial_initial_angle_: float
    _radial_fill_degrees_: float
    _radial_center_offset_: Vector2
    _nine_patch_stretch_: bool
    _stretch_margin_left_: int
    _stretch_margin_top_: int
    _stretch_margin_right_: int
    _stretch_margin_bottom_: int

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[TextureProgressKeywords]) -> None: ...

    texture_under: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="The picture below."
    )
    set_under_texture: Setter[Texture | None] = setter(texture_under, "tex")
    get_under_texture: Getter[Texture | None] = getter(texture_under)

    texture_over: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="The picture above."
    )
    set_over_texture: Setter[Texture | None] = setter(texture_over, "tex")
    get_over_texture: Getter[Texture | None] = getter(texture_over)

    texture_progress: Property[Texture | None] = Field(
        None, texture_of, then="_look_and_size_changed_", doc="The picture of which a part is shown."
    )
    set_progress_texture: Setter[Texture | None] = setter(texture_progress, "tex")
    get_progress_texture: Getter[Texture | None] = getter(texture_progress)

    texture_progress_offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="update", doc="Where that picture is."
    )
    set_texture_progress_offset: Setter[Vector2] = setter(texture_progress_offset, "offset")
    get_texture_progress_offset: Getter[Vector2] = getter(texture_progress_offset)

    tint_under: Property[Color, Rgba] = Field(
        _WHITE, color_of, then="update", doc="Multiplies the colours of the picture below."
    )
    set_tint_under: Setter[Rgba] = setter(tint_under, "tint")
    get_tint_under: Getter[Color] = getter(tint_under)

    tint_over: Property[Color, Rgba] = Field(
        _WHITE, color_of, then="update", doc="Multiplies the colours of the picture above."
    )
    set_tint_over: Setter[Rgba] = setter(tint_over, "tint")
    get_tint_over: Getter[Color] = getter(tint_over)

    tint_progress: Property[Color, Rgba] = Field(
        _WHITE, color_of, then="update", doc="Multiplies the colours of the picture between."
    )
    set_tint_progress: Setter[Rgba] = setter(tint_progress, "tint")
    get_tint_progress: Getter[Color] = getter(tint_progress)

    fill_mode: Property[int] = Field(
        FILL_LEFT_TO_RIGHT,
        choice(9, "use TextureProgress.FILL_LEFT_TO_RIGHT"),
        then="update",
        doc="From where to where it fills: a FILL_*.",
    )
    set_fill_mode: Setter[int] = setter(fill_mode, "mode")
    get_fill_mode: Getter[int] = getter(fill_mode)

    radial_initial_angle: Property[float] = Field(
        0.0, _turn, then="update", doc="Where a pie begins, in degrees from the top, clockwise."
    )
    set_radial_initial_angle: Setter[float] = setter(radial_initial_angle, "mode")
    get_radial_initial_angle: Getter[float] = getter(radial_initial_angle)

    radial_fill_degrees: Property[float] = Field(
        360.0, _degrees, then="update", doc="How many degrees of a pie a full one has."
    )
    set_fill_degrees: Setter[float] = setter(radial_fill_degrees, "mode")
    get_fill_degrees: Getter[float] = getter(radial_fill_degrees)

    radial_center_offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="update", doc="How far the middle of a pie is from the picture's."
    )
    set_radial_center_offset: Setter[Vector2] = setter(radial_center_offset, "mode")
    get_radial_center_offset: Getter[Vector2] = getter(radial_center_offset)

    nine_patch_stretch: Property[bool] = Field(
        False,
        then="_look_and_size_changed_",
        doc="Whether the pictures are as large as it is, with margins that are not stretched.",
    )
    set_nine_patch_stretch: Setter[bool] = setter(nine_patch_stretch, "stretch")
    get_nine_patch_stretch: Getter[bool] = getter(nine_patch_stretch)

    stretch_margin_left: Property[int] = Field(
        0, not_negative, then="_look_and_size_changed_", doc="The width of the left margin."
    )
    stretch_margin_top: Property[int] = Field(
        0, not_negative, then="_look_and_size_changed_", doc="The height of the upper margin."
    )
    stretch_margin_right: Property[int] = Field(
        0, not_negative, then="_look_and_size_changed_", doc="The width of the right margin."
    )
    stretch_margin_bottom: Property[int] = Field(
        0, not_negative, then="_look_and_size_changed_", doc="The height of the lower margin."
    )

    def set_stretch_margin(self, margin: int, value: int) -> None:
        """Set a margin: MARGIN_LEFT, _TOP, _RIGHT or _BOTTOM."""
        setattr(self, f"stretch_margin_{_side(self, margin)}", value)

    def get_stretch_margin(self, margin: int) -> int:
        """Return a margin: MARGIN_LEFT, _TOP, _RIGHT or _BOTTOM."""
        found: int = getattr(self, f"stretch_margin_{_side(self, margin)}")
        return found

    # -- What is seen --------------------------------------------------------------------------

    def _borders_(self) -> Box:
        return (
            self._stretch_margin_left_,
            self._stretch_margin_top_,
            self._stretch_margin_right_,
            self._stretch_margin_bottom_,
        )

    def _content_minimum_(self) -> Vector2:
        if self._nine_patch_stretch_:
            left, top, right, bottom = self._borders_()
            return Vector2(left + right, top + bottom)
        for texture in (self._texture_under_, self._texture_over_, self._texture_progress_):
            if texture is not None:
                return Vector2(texture.width, texture.height)
        return Vector2.ONE

    @notified(Range.NOTIFICATION_DRAW)
    def _draw_pictures_(self) -> None:
        self._draw_(self._texture_under_, self._tint_under_)
        if self._texture_progress_ is not None and self.ratio > 0:
            self._draw_progress_(self._texture_progress_)
        self._draw_(self._texture_over_, self._tint_over_)

    def _draw_(self, texture: Texture | None, tint: Color) -> None:
        if texture is not None:
            for piece in self._pieces_(texture):
                self._draw_piece_(texture, piece, tint)

    def _pieces_(self, texture: Texture) -> list[Piece]:
        """Return a picture as it is when all of it is seen."""
        width, height = float(texture.width), float(texture.height)
        whole = (0.0, 0.0, width, height)
        if not self._nine_patch_stretch_:
            return [Piece(whole, whole)]
        room_width, room_height = self._size_
        if self._is_pie_():
            return [Piece((0.0, 0.0, room_width, room_height), whole)]
        return nine_patch(width, height, (room_width, room_height), self._borders_())

    def _is_pie_(self) -> bool:
        return self._fill_mode_ in (
            self.FILL_CLOCKWISE,
            self.FILL_COUNTER_CLOCKWISE,
            self.FILL_CLOCKWISE_AND_COUNTER_CLOCKWISE,
        )

    def _draw_progress_(self, texture: Texture) -> None:
        width, height = float(texture.width), float(texture.height)
        if self._nine_patch_stretch_:
            width, height = self._size_
        windows = self._slices_(width, height) if self._is_pie_() else [self._filled_(width, height)]
        pieces = self._pieces_(texture)
        for window in windows:
            for piece in pieces:
                part = seen(piece, window)
                if part is not None:
                    self._draw_piece_(texture, part, self._tint_progress_, self._texture_progress_offset_)

    def _filled_(self, width: float, height: float) -> Box:
        """Return which part of a bar of this size is full."""
        ratio, mode = self.ratio, self._fill_mode_
        full, high = width * ratio, height * ratio
        if mode == self.FILL_RIGHT_TO_LEFT:
            return (width - full, 0.0, full, height)
        if mode == self.FILL_BILINEAR_LEFT_AND_RIGHT:
            return ((width - full) / 2, 0.0, full, height)
        if mode == self.FILL_TOP_TO_BOTTOM:
            return (0.0, 0.0, width, high)
        if mode == self.FILL_BOTTOM_TO_TOP:
            return (0.0, height - high, width, high)
        if mode == self.FILL_BILINEAR_TOP_AND_BOTTOM:
            return (0.0, (height - high) / 2, width, high)
        return (0.0, 0.0, full, height)

    def _slices_(self, width: float, height: float) -> Iterator[Box]:
        """Yield which part of each row of a pie of this size is full."""
        full = self.ratio * self._radial_fill_degrees_ / 360.0
        if full >= 1.0:
            yield (0.0, 0.0, width, height)
            return
        begin = self._radial_initial_angle_ / 360.0
        if self._fill_mode_ == self.FILL_COUNTER_CLOCKWISE:
            begin -= full
        elif self._fill_mode_ == self.FILL_CLOCKWISE_AND_COUNTER_CLOCKWISE:
            begin -= full / 2
        assert self._texture_progress_ is not None
        own = Vector2(self._texture_progress_.width, self._texture_progress_.height)
        x, y = Vector2(0.5, 0.5) + self._radial_center_offset_ / own
        center = (max(0.0, min(x, 1.0)), max(0.0, min(y, 1.0)))
        yield from rows(slice_of(center, begin, begin + full), width, height)

    def _draw_piece_(
        self, texture: Texture, piece: Piece, tint: Color, offset: Vector2 = Vector2.ZERO
    ) -> None:
        x, y, width, height = piece.place
        place = Rect2(x + offset[0], y + offset[1], width, height)
        self.draw_texture_rect_region(texture, place, Rect2(*piece.part), tint)


def _side(node: object, margin: int) -> str:
    return _MARGINS[choice(4, "take MARGIN_LEFT (0), _TOP, _RIGHT or _BOTTOM (3)")(node, "margin", margin)]
