"""ParallaxLayer: one layer of a ParallaxBackground."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Unpack

from engine import Node, Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import vector2
from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import ParallaxLayerKeywords


def _not_below(_: object, __: str, value: Vector2) -> Vector2:
    x, y = value
    return Vector2(max(0.0, x), max(0.0, y))


class ParallaxLayer(Node2D):
    """Moves `motion_scale` times as far as the camera does; what is in it is drawn again if it is mirrored.

    Its position and scale are set by the ParallaxBackground above it. Source: Godot 3.6's `ParallaxLayer`.
    """

    _motion_scale_: Vector2
    _motion_offset_: Vector2
    _motion_mirroring_: Vector2
    _own_position_: Vector2 = Vector2.ZERO
    _own_scale_: Vector2 = Vector2.ONE
    _zoom_: float = 1.0

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ParallaxLayerKeywords]) -> None: ...

    motion_scale: Property[Vector2] = Field(
        Vector2.ONE, vector2, then="_settle_", doc="How many times as far as the camera it moves."
    )
    set_motion_scale: Setter[Vector2] = setter(motion_scale, "scale")
    get_motion_scale: Getter[Vector2] = getter(motion_scale)

    motion_offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_settle_", doc="How far it is from where it would be."
    )
    set_motion_offset: Setter[Vector2] = setter(motion_offset, "offset")
    get_motion_offset: Getter[Vector2] = getter(motion_offset)

    motion_mirroring: Property[Vector2] = Field(
        Vector2.ZERO,
        _not_below,
        then="_settle_",
        doc="After how many pixels it is drawn again, to the right and below: the picture's size. 0 is not.",
    )
    set_mirroring: Setter[Vector2] = setter(motion_mirroring, "mirror")
    get_mirroring: Getter[Vector2] = getter(motion_mirroring)

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _keep_place_(self) -> None:
        self._own_position_, self._own_scale_ = self.position, self.scale
        self._settle_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _give_place_back_(self) -> None:
        self.get_tree().canvas.mirror(self, 0.0, 0.0)
        self.position, self.scale = self._own_position_, self._own_scale_

    def _settle_(self) -> None:
        """Be where the background above has it."""
        if self._tree_ is not None:
            background: Any = self._parent_
            if hasattr(background, "_place_"):
                background._place_(self)
            self._mirror_()

    def _mirror_(self) -> None:
        x, y = self._motion_mirroring_ * self._zoom_
        assert self._tree_ is not None
        self._tree_.canvas.mirror(self, x, y)

    def _scroll_to_(
        self, offset: Vector2, zoom: float, camera: Vector2
    ) -> None:  # friend: parallax_background
        """Be where a background that is scrolled so far has it; `camera` is where in the viewport that is."""
        if self._tree_ is None:
            return
        at = camera + (offset - camera) * self._motion_scale_
        at += (self._motion_offset_ + self._own_position_) * zoom
        width, height = self._motion_mirroring_ * zoom
        x, y = at
        self.position = Vector2(
            x - width * ceil(x / width) if width else x, y - height * ceil(y / height) if height else y
        )
        self.scale = self._own_scale_ * zoom
        if zoom != self._zoom_:
            self._zoom_ = zoom
            self._mirror_()
