"""PlacedPicture: what Sprite and AnimatedSprite have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Rect2, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.lifecycle import emit

from ..checked import vector2
from .node_2d import Node2D

if TYPE_CHECKING:
    from engine.canvas.texture import Texture

    from .keywords import PlacedPictureKeywords


class PlacedPicture(Node2D):
    """Shows a picture around its position, or to the right and below it; flipped, if it is to be."""

    _centered_: bool
    _offset_: Vector2
    _flip_h_: bool
    _flip_v_: bool

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[PlacedPictureKeywords]) -> None: ...

    centered: Property[bool] = Field(
        True,
        then="_rect_changed_",
        doc="Whether the picture's middle is at the position; else its upper left corner.",
    )
    set_centered: Setter[bool] = setter(centered)
    is_centered: Getter[bool] = getter(centered)

    offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_rect_changed_", doc="How far the picture is from the position."
    )
    set_offset: Setter[Vector2] = setter(offset)
    get_offset: Getter[Vector2] = getter(offset)

    flip_h: Property[bool] = Field(False, then="update", doc="Whether left and right are swapped.")
    set_flip_h: Setter[bool] = setter(flip_h)
    is_flipped_h: Getter[bool] = getter(flip_h)

    flip_v: Property[bool] = Field(False, then="update", doc="Whether top and bottom are swapped.")
    set_flip_v: Setter[bool] = setter(flip_v)
    is_flipped_v: Getter[bool] = getter(flip_v)

    def _rect_changed_(self) -> None:
        self.update()
        emit(self, "item_rect_changed")

    def _corner_(self, width: float, height: float) -> Vector2:
        """Return where the upper left corner of what has this size is."""
        return self._offset_ - Vector2(width / 2, height / 2) if self._centered_ else self._offset_

    def _draw_placed_(self, picture: Texture, left: float, top: float, width: float, height: float) -> None:
        """Draw a part of a picture, in its pixels."""
        flipped = Vector2(-width if self._flip_h_ else width, -height if self._flip_v_ else height)
        place = Rect2(self._corner_(width, height), flipped)
        self.draw_texture_rect_region(picture, place, Rect2(left, top, width, height))
