"""Sprite: a node that shows a texture."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

from engine import (
    Rect2,
    ScriptError,
    Signal,
    Vector2,
)
from engine.scene.lifecycle import emit

from .canvas_item import CanvasItem
from .node_2d import Node2D

if TYPE_CHECKING:
    from typing import Unpack

    from engine.canvas.texture import Texture

    from .node_2d import Node2DKeywords

    class SpriteKeywords(Node2DKeywords, total=False):
        """What `Sprite(…)` takes by name."""

        texture: Texture | None
        centered: bool
        offset: Vector2
        flip_h: bool
        flip_v: bool
        hframes: int
        vframes: int
        frame: int
        frame_coords: Vector2
        region_enabled: bool
        region_rect: Rect2


class Sprite(Node2D):
    """Shows a texture, a region of it, or one of the frames that it is cut into.

        player = Sprite(texture=Texture.load("player.png"), hframes=4)
        player.frame = 2

    Source: Godot 3.6's `Sprite`. Unlike Godot: a region beyond the edge of any texture shows it again.
    """

    frame_changed: Final = Signal()
    texture_changed: Final = Signal()

    _stored_ = (
        *Node2D._stored_,
        "texture",
        "centered",
        "offset",
        "flip_h",
        "flip_v",
        "hframes",
        "vframes",
        "frame",
        "region_enabled",
        "region_rect",
    )

    _texture_: Texture | None = None
    _centered_: bool = True
    _offset_: Vector2 = Vector2.ZERO
    _flip_h_: bool = False
    _flip_v_: bool = False
    _hframes_: int = 1
    _vframes_: int = 1
    _frame_: int = 0
    _region_enabled_: bool = False
    _region_rect_: Rect2 = Rect2(0.0, 0.0, 0.0, 0.0)

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[SpriteKeywords]) -> None: ...

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and self._texture_ is not None:
            left, top, width, height = self._source_()
            if width and height:
                corner = self._corner_(width, height)
                flipped = Vector2(-width if self._flip_h_ else width, -height if self._flip_v_ else height)
                source = Rect2(left, top, width, height)
                self.draw_texture_rect_region(self._texture_, Rect2(corner, flipped), source)

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

    def _corner_(self, width: float, height: float) -> Vector2:
        """Return where the upper left corner of what has this size is."""
        return self._offset_ - Vector2(width / 2, height / 2) if self._centered_ else self._offset_

    def _rect_changed_(self) -> None:
        self.update()
        emit(self, "item_rect_changed")

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

    @property
    def texture(self) -> Texture | None:
        """What it shows."""
        return self._texture_

    @texture.setter
    def texture(self, texture: Texture | None) -> None:
        if texture is not self._texture_:
            if texture is not None and not hasattr(texture, "is_pixel_opaque"):
                raise ScriptError(
                    f"{self!r}: texture cannot be {texture!r}. Write `Texture.load(…)` to load a picture."
                )
            self._texture_ = texture
            emit(self, "texture_changed")
            self._rect_changed_()

    @property
    def centered(self) -> bool:
        """Whether the texture's middle is at the position; else its upper left corner."""
        return self._centered_

    @centered.setter
    def centered(self, enable: bool) -> None:
        self._centered_ = bool(enable)
        self._rect_changed_()

    @property
    def offset(self) -> Vector2:
        """How far the texture is from the position."""
        return self._offset_

    @offset.setter
    def offset(self, offset: Vector2) -> None:
        self._offset_ = Vector2(*offset)
        self._rect_changed_()

    @property
    def flip_h(self) -> bool:
        """Whether left and right are swapped."""
        return self._flip_h_

    @flip_h.setter
    def flip_h(self, enable: bool) -> None:
        self._flip_h_ = bool(enable)
        self.update()

    @property
    def flip_v(self) -> bool:
        """Whether top and bottom are swapped."""
        return self._flip_v_

    @flip_v.setter
    def flip_v(self, enable: bool) -> None:
        self._flip_v_ = bool(enable)
        self.update()

    @property
    def hframes(self) -> int:
        """How many frames are side by side."""
        return self._hframes_

    @hframes.setter
    def hframes(self, count: int) -> None:
        self._hframes_ = self._checked_("hframes", count)
        self._rect_changed_()

    @property
    def vframes(self) -> int:
        """How many frames are one below the other."""
        return self._vframes_

    @vframes.setter
    def vframes(self, count: int) -> None:
        self._vframes_ = self._checked_("vframes", count)
        self._rect_changed_()

    def _checked_(self, name: str, count: int) -> int:
        if count < 1:
            raise ScriptError(f"{self!r}: {name} must be 1 or more, not {count!r}.")
        return int(count)

    @property
    def frame(self) -> int:
        """Which of the frames is shown, counted in rows from the upper left one, which is 0."""
        return self._frame_

    @frame.setter
    def frame(self, frame: int) -> None:
        count = self._hframes_ * self._vframes_
        if not 0 <= frame < count:
            raise ScriptError(
                f"{self!r}: frame must be 0 to {count - 1}, not {frame!r}. hframes and vframes come first."
            )
        changed = frame != self._frame_
        self._frame_ = int(frame)
        if changed:
            self._rect_changed_()
        emit(self, "frame_changed")

    @property
    def frame_coords(self) -> Vector2:
        """The column and the row of `frame`."""
        row, column = divmod(self._frame_, self._hframes_)
        return Vector2(column, row)

    @frame_coords.setter
    def frame_coords(self, coords: Vector2) -> None:
        column, row = coords
        if not (0 <= column < self._hframes_ and 0 <= row < self._vframes_):
            raise ScriptError(
                f"{self!r}: frame_coords must be within {self._hframes_} x {self._vframes_} frames,"
                f" not {coords!r}."
            )
        self.frame = int(row) * self._hframes_ + int(column)

    @property
    def region_enabled(self) -> bool:
        """Whether `region_rect` alone is shown."""
        return self._region_enabled_

    @region_enabled.setter
    def region_enabled(self, enable: bool) -> None:
        self._region_enabled_ = bool(enable)
        self.update()

    @property
    def region_rect(self) -> Rect2:
        """A part of the texture, in its pixels."""
        return self._region_rect_

    @region_rect.setter
    def region_rect(self, rect: Rect2) -> None:
        rect = Rect2(*rect)
        if not all(map(isfinite, rect)):
            raise ScriptError(f"{self!r}: region_rect cannot be {rect!r}.")
        if rect != self._region_rect_:
            self._region_rect_ = rect
            if self._region_enabled_:
                self._rect_changed_()

    def set_texture(self, texture: Texture | None) -> None:
        """Set `texture`."""
        self.texture = texture

    def get_texture(self) -> Texture | None:
        """Return `texture`."""
        return self._texture_

    def set_flip_h(self, flip_h: bool) -> None:
        """Set `flip_h`."""
        self.flip_h = flip_h

    def set_flip_v(self, flip_v: bool) -> None:
        """Set `flip_v`."""
        self.flip_v = flip_v

    def set_region(self, enabled: bool) -> None:
        """Set `region_enabled`."""
        self.region_enabled = enabled

    def set_region_rect(self, rect: Rect2) -> None:
        """Set `region_rect`."""
        self.region_rect = rect

    def set_frame(self, frame: int) -> None:
        """Set `frame`."""
        self.frame = frame

    def get_frame(self) -> int:
        """Return `frame`."""
        return self._frame_
