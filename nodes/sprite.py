"""Sprite: a Node2D that shows a texture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Rect2, ScriptError, Signal, Vector2
from engine.scene.lifecycle import emit

from .canvas_item import CanvasItem
from .node_2d import Node2D

if TYPE_CHECKING:
    from engine.display.texture import Texture


class Sprite(Node2D):
    """Shows a texture, a part of it, or one of the frames that it is divided into.

        player = Sprite(texture=Texture.load("player.png"), hframes=4)
        player.frame = 2

    Source: Godot 3.6's `Sprite`. Unlike Godot: a `frame` that is not there any more, because there are
    fewer of them, becomes the last one.
    """

    frame_changed = Signal[()]()
    texture_changed = Signal[()]()

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
    _region_rect_: Rect2 = Rect2()

    def _notified_(self, what: int) -> None:
        super()._notified_(what)
        if what == CanvasItem.NOTIFICATION_DRAW and self._texture_ is not None:
            self._draw_texture_(self._texture_)

    def _draw_texture_(self, texture: Texture) -> None:
        width, height = self._frame_size_()
        if width > 0 and height > 0:
            mirrored = Vector2(-width if self._flip_h_ else width, -height if self._flip_v_ else height)
            self.draw_texture_rect_region(texture, Rect2(self._corner_(), mirrored), self._part_())

    def _region_(self) -> Rect2:
        """Return what of the texture the frames are parts of."""
        if self._region_enabled_ or self._texture_ is None:
            return self._region_rect_
        return Rect2(0, 0, self._texture_.width, self._texture_.height)

    def _frame_size_(self) -> Vector2:
        size = self._region_().size
        if self._hframes_ == self._vframes_ == 1:
            return size
        return (size / Vector2(self._hframes_, self._vframes_)).floor()

    def _part_(self) -> Rect2:
        """Return what of the texture is shown."""
        size = self._frame_size_()
        row, column = divmod(self._frame_, self._hframes_)
        return Rect2(self._region_().position + size * Vector2(column, row), size)

    def _corner_(self) -> Vector2:
        return self._offset_ - self._frame_size_() / 2 if self._centered_ else self._offset_

    def get_rect(self) -> Rect2:
        """Return the rectangle that it covers, in its own coordinates."""
        if self._texture_ is None:
            return Rect2(0, 0, 1, 1)
        size = self._frame_size_()
        return Rect2(self._corner_(), Vector2.ONE if size == Vector2.ZERO else size)

    def is_pixel_opaque(self, pos: Vector2) -> bool:
        """Return True if the texture is not transparent at a point, given in the sprite's coordinates."""
        texture, place, part = self._texture_, Rect2(self._corner_(), self._frame_size_()), self._part_()
        if texture is None or not place.has_point(Vector2(*pos)):
            return False
        x, y = Vector2(*pos) - place.position
        if self._flip_h_:
            x = part.size[0] - x
        if self._flip_v_:
            y = part.size[1] - y
        across, down = int(part.position[0] + x), int(part.position[1] + y)
        if not (0 <= across < texture.width and 0 <= down < texture.height):
            return False
        return texture.rgba()[4 * (down * texture.width + across) + 3] > 0

    # -- Properties ----------------------------------------------------------------------------

    @property
    def texture(self) -> Texture | None:
        """What is shown."""
        return self._texture_

    @texture.setter
    def texture(self, texture: Texture | None) -> None:
        if texture is not self._texture_:
            self._texture_ = texture
            self._changed_()
            emit(self, "texture_changed")

    @property
    def centered(self) -> bool:
        """Whether its middle is at its `position`; else its upper left corner is."""
        return self._centered_

    @centered.setter
    def centered(self, centered: bool) -> None:
        self._centered_ = centered
        self._changed_()

    @property
    def offset(self) -> Vector2:
        """How far from there the texture is."""
        return self._offset_

    @offset.setter
    def offset(self, offset: Vector2) -> None:
        self._offset_ = Vector2(*offset)
        self._changed_()

    @property
    def flip_h(self) -> bool:
        """Whether left and right are swapped."""
        return self._flip_h_

    @flip_h.setter
    def flip_h(self, flip_h: bool) -> None:
        self._flip_h_ = flip_h
        self.update()

    @property
    def flip_v(self) -> bool:
        """Whether top and bottom are swapped."""
        return self._flip_v_

    @flip_v.setter
    def flip_v(self, flip_v: bool) -> None:
        self._flip_v_ = flip_v
        self.update()

    @property
    def hframes(self) -> int:
        """How many frames the texture has side by side."""
        return self._hframes_

    @hframes.setter
    def hframes(self, hframes: int) -> None:
        self._set_frames_(hframes, self._vframes_)

    @property
    def vframes(self) -> int:
        """How many rows of frames the texture has."""
        return self._vframes_

    @vframes.setter
    def vframes(self, vframes: int) -> None:
        self._set_frames_(self._hframes_, vframes)

    def _set_frames_(self, hframes: int, vframes: int) -> None:
        if hframes < 1 or vframes < 1:
            raise ScriptError(f"{self!r}: a texture has at least one frame, not {hframes} x {vframes}.")
        self._hframes_, self._vframes_ = hframes, vframes
        self._frame_ = min(self._frame_, hframes * vframes - 1)
        self._changed_()

    @property
    def frame(self) -> int:
        """Which frame is shown, 0 being the first; they go on from row to row."""
        return self._frame_

    @frame.setter
    def frame(self, frame: int) -> None:
        count = self._hframes_ * self._vframes_
        if not 0 <= frame < count:
            raise ScriptError(
                f"{self!r} has no frame {frame!r}: there are {count}, the first is 0. Set hframes, vframes."
            )
        if frame != self._frame_:
            self._frame_ = frame
            self.update()
        emit(self, "frame_changed")

    @property
    def frame_coords(self) -> Vector2:
        """Column and row of the frame that is shown."""
        row, column = divmod(self._frame_, self._hframes_)
        return Vector2(column, row)

    @frame_coords.setter
    def frame_coords(self, coords: Vector2) -> None:
        column, row = map(int, coords)
        if not (0 <= column < self._hframes_ and 0 <= row < self._vframes_):
            raise ScriptError(
                f"{self!r} has no frame at {column, row}: it has {self._hframes_} columns and"
                f" {self._vframes_} rows of them."
            )
        self.frame = row * self._hframes_ + column

    @property
    def region_enabled(self) -> bool:
        """Whether only `region_rect` of the texture is shown."""
        return self._region_enabled_

    @region_enabled.setter
    def region_enabled(self, enabled: bool) -> None:
        self._region_enabled_ = enabled
        self._changed_()

    @property
    def region_rect(self) -> Rect2:
        """The part of the texture that is shown, if `region_enabled`; in its pixels."""
        return self._region_rect_

    @region_rect.setter
    def region_rect(self, rect: Rect2) -> None:
        self._region_rect_ = Rect2(*rect)
        if self._region_enabled_:
            self._changed_()

    def _changed_(self) -> None:
        self.update()
        emit(self, "item_rect_changed")

    def set_texture(self, texture: Texture | None) -> None:
        """Set `texture`."""
        self.texture = texture

    def get_texture(self) -> Texture | None:
        """Return `texture`."""
        return self._texture_

    def set_frame(self, frame: int) -> None:
        """Set `frame`."""
        self.frame = frame

    def get_frame(self) -> int:
        """Return `frame`."""
        return self._frame_

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
