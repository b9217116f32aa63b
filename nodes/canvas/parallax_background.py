"""ParallaxBackground: a background whose layers move as if some were farther away than others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Node, Transform2D, Vector2
from engine.canvas.commands import Matrix
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import vector2
from .canvas_layer import CanvasLayer
from .parallax_layer import ParallaxLayer

if TYPE_CHECKING:
    from .keywords import ParallaxBackgroundKeywords


class ParallaxBackground(CanvasLayer):
    """Moves the ParallaxLayers below it as the current Camera2D moves, or as `scroll_offset` says.

    Source: Godot 3.6's `ParallaxBackground`.
    """

    _number_: int = -100
    _scroll_offset_: Vector2
    _scroll_base_offset_: Vector2
    _scroll_base_scale_: Vector2
    _scroll_limit_begin_: Vector2
    _scroll_limit_end_: Vector2
    _scroll_ignore_camera_zoom_: bool
    _zoom_: float = 1.0
    _camera_at_: Vector2 = Vector2.ZERO
    """Where in the viewport the camera is."""
    _scrolled_to_: Vector2 = Vector2.ZERO
    """Where the layers were told to be, within the limits."""

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ParallaxBackgroundKeywords]) -> None: ...

    scroll_offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_scroll_", doc="How far it is scrolled. A Camera2D sets it."
    )
    set_scroll_offset: Setter[Vector2] = setter(scroll_offset, "ofs")
    get_scroll_offset: Getter[Vector2] = getter(scroll_offset)

    scroll_base_offset: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_scroll_", doc="How far all layers are scrolled besides."
    )
    set_scroll_base_offset: Setter[Vector2] = setter(scroll_base_offset, "ofs")
    get_scroll_base_offset: Getter[Vector2] = getter(scroll_base_offset)

    scroll_base_scale: Property[Vector2] = Field(
        Vector2.ONE, vector2, then="_scroll_", doc="How many times as far as the camera all layers move."
    )
    set_scroll_base_scale: Setter[Vector2] = setter(scroll_base_scale, "scale")
    get_scroll_base_scale: Getter[Vector2] = getter(scroll_base_scale)

    scroll_limit_begin: Property[Vector2] = Field(
        Vector2.ZERO, vector2, then="_scroll_", doc="The upper left corner that is not scrolled beyond."
    )
    set_limit_begin: Setter[Vector2] = setter(scroll_limit_begin, "ofs")
    get_limit_begin: Getter[Vector2] = getter(scroll_limit_begin)

    scroll_limit_end: Property[Vector2] = Field(
        Vector2.ZERO,
        vector2,
        then="_scroll_",
        doc="The lower right corner that is not scrolled beyond; no limit unless it is beyond the other.",
    )
    set_limit_end: Setter[Vector2] = setter(scroll_limit_end, "ofs")
    get_limit_end: Getter[Vector2] = getter(scroll_limit_end)

    scroll_ignore_camera_zoom: Property[bool] = Field(
        False, then="_scroll_", doc="Whether layers keep their size when the camera zooms."
    )
    set_ignore_camera_zoom: Setter[bool] = setter(scroll_ignore_camera_zoom, "ignore")
    is_ignore_camera_zoom: Getter[bool] = getter(scroll_ignore_camera_zoom)

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _begin_to_follow_(self) -> None:
        self.get_tree().canvas.backgrounds[self] = None
        self._scroll_()

    @notified(Node.NOTIFICATION_EXIT_TREE)
    def _end_to_follow_(self) -> None:
        self.get_tree().canvas.backgrounds.pop(self, None)

    def _scrolled_(self, transform: Matrix, offset: Vector2) -> None:
        x, y = Transform2D(*transform).get_scale()
        self._camera_at_, self._zoom_ = offset, (x + y) * 0.5
        self.scroll_offset = Vector2(*transform[4:])

    def _scroll_(self) -> None:
        """Put the layers where they have to be."""
        if self._tree_ is None:
            return
        view = self.get_viewport().get_visible_rect().size
        wanted = self._scroll_base_offset_ + self._scroll_offset_ * self._scroll_base_scale_
        x, y = map(_within, wanted, self._scroll_limit_begin_, self._scroll_limit_end_, view)
        self._scrolled_to_ = Vector2(x, y)
        for child in self.get_children():
            if isinstance(child, ParallaxLayer):
                self._place_(child)

    def _place_(self, layer: ParallaxLayer) -> None:  # friend: parallax_layer
        zoom = 1.0 if self._scroll_ignore_camera_zoom_ else self._zoom_
        layer._scroll_to_(self._scrolled_to_, zoom, self._camera_at_)


def _within(offset: float, begin: float, end: float, view: float) -> float:
    """Return an offset that shows nothing beyond the limits, if there are any."""
    if begin < end:
        if -offset < begin:
            return -begin
        if view - offset > end:
            return view - end
    return offset
