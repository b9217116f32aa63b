"""Sprite: a node that shows a texture."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final, Unpack

from engine import Rect2, ScriptError, Signal, Vector2
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit
from engine.scene.notified import notified

from ..checked import at_least, texture_of
from .node_2d import Node2D
from .placed_picture import PlacedPicture

if TYPE_CHECKING:
    from engine.canvas.texture import Texture

    from .keywords import SpriteKeywords


def _frame_of(sprite: Sprite, _: str, frame: int) -> int:
    count = sprite._hframes_ * sprite._vframes_
    if not 0 <= frame < count:
        raise ScriptError(
            f"{sprite!r}: frame must be 0 to {count - 1}, not {frame!r}. hframes and vframes come first."
        )
    return int(frame)


def _region_of(sprite: object, name: str, rect: Rect2) -> Rect2:
    region = Rect2(*rect)
    if not all(map(isfinite, region)):
        raise ScriptError(f"{sprite!r}: {name} cannot be {region!r}. Was something divided by zero?")
    return region


class Sprite(PlacedPicture):
    """Shows a texture, a region of it, or one of the frames that it is cut into.

        player = Sprite(texture=Texture.load("player.png"), hframes=4)
        player.frame = 2

    Source: Godot 3.6's `Sprite`. Unlike Godot: a region beyond the edge of any texture shows it again.
    """

    frame_changed: Final = Signal()
    texture_changed: Final = Signal()

    _set_last_ = ("frame", "frame_coords")

    _texture_: Texture | None
    _hframes_: int
    _vframes_: int
    _frame_: int
    _region_enabled_: bool
    _region_rect_: Rect2

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[SpriteKeywords]) -> None: ...

    # -- Properties ----------------------------------------------------------------------------

    texture: Property[Texture | None] = Field(None, texture_of, changed="_texture_set_", doc="What it shows.")
    set_texture: Setter[Texture | None] = setter(texture)
    get_texture: Getter[Texture | None] = getter(texture)

    hframes: Property[int] = Field(
        1, at_least(1), then="_rect_changed_", doc="How many frames are side by side."
    )
    set_hframes: Setter[int] = setter("hframes")
    get_hframes: Getter[int] = getter("hframes")
    vframes: Property[int] = Field(
        1, at_least(1), then="_rect_changed_", doc="How many frames are one below the other."
    )
    set_vframes: Setter[int] = setter("vframes")
    get_vframes: Getter[int] = getter("vframes")

    frame: Property[int] = Field(
        0,
        _frame_of,
        changed="_rect_changed_",
        then="_frame_set_",
        doc="Which of the frames is shown, counted in rows from the upper left one, which is 0.",
    )
    set_frame: Setter[int] = setter(frame)
    get_frame: Getter[int] = getter(frame)

    @property
    def frame_coords(self) -> Vector2:
        """The column and the row of `frame`."""
        row, column = divmod(self._frame_, self._hframes_)
        return Vector2(column, row)

    @frame_coords.setter
    @guarded
    def frame_coords(self, coords: Vector2) -> None:
        column, row = coords
        if not (0 <= column < self._hframes_ and 0 <= row < self._vframes_):
            raise ScriptError(
                f"{self!r}: frame_coords must be within {self._hframes_} x {self._vframes_} frames,"
                f" not {coords!r}."
            )
        self.frame = int(row) * self._hframes_ + int(column)

    set_frame_coords: Setter[Vector2] = setter("frame_coords")
    get_frame_coords: Getter[Vector2] = getter("frame_coords")

    region_enabled: Property[bool] = Field(False, then="update", doc="Whether `region_rect` alone is shown.")
    set_region: Setter[bool] = setter(region_enabled, "enabled")
    is_region: Getter[bool] = getter(region_enabled)

    region_rect: Property[Rect2] = Field(
        Rect2(0.0, 0.0, 0.0, 0.0),
        _region_of,
        changed="_region_set_",
        doc="A part of the texture, in its pixels.",
    )
    get_region_rect: Getter[Rect2] = getter("region_rect")
    set_region_rect: Setter[Rect2] = setter(region_rect, "rect")

    def _texture_set_(self) -> None:
        emit(self, "texture_changed")
        self._rect_changed_()

    def _frame_set_(self) -> None:
        emit(self, "frame_changed")

    def _region_set_(self) -> None:
        if self._region_enabled_:
            self._rect_changed_()

    # -- What is shown -------------------------------------------------------------------------

    @notified(Node2D.NOTIFICATION_DRAW)
    def _draw_texture_(self) -> None:
        if self._texture_ is None:
            return
        left, top, width, height = self._source_()
        if width and height:
            self._draw_placed_(self._texture_, left, top, width, height)

    def _source_(self) -> tuple[float, float, float, float]:
        """Return which part of the texture is shown."""
        left, top, width, height = self._whole_()
        width, height = width / self._hframes_, height / self._vframes_
        row, column = divmod(self._frame_, self._hframes_)
        return (left + column * width, top + row * height, width, height)

    def _whole_(self) -> tuple[float, float, float, float]:
        """Return which part of the texture is cut into frames."""
        if self._region_enabled_:
            x, y, width, height = self._region_rect_
            return (x, y, width, height)
        assert self._texture_ is not None
        return (0.0, 0.0, self._texture_.width, self._texture_.height)

    def get_rect(self) -> Rect2:
        """Return the rectangle that it covers, in its own coordinates and whole pixels."""
        if self._texture_ is None:
            return Rect2(0.0, 0.0, 1.0, 1.0)
        _, _, width, height = self._whole_()
        width, height = int(int(width) / self._hframes_), int(int(height) / self._vframes_)
        size = Vector2(width, height) if width or height else Vector2.ONE
        return Rect2(self._corner_(width, height), size)

    def is_pixel_opaque(self, position: Vector2) -> bool:
        """Return True if the texture is not transparent at a point, which is in its own coordinates."""
        texture = self._texture_
        if texture is None:
            return False
        left, top, width, height = self._source_()
        x, y = Vector2(*position) - self._corner_(width, height)
        if not (0.0 <= x < width and 0.0 <= y < height):
            return False
        if self._flip_h_:
            x = width - x
        if self._flip_v_:
            y = height - y
        return texture.is_pixel_opaque(int((left + x) % texture.width), int((top + y) % texture.height))
