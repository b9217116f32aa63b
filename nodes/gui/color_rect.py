"""ColorRect: a rectangle in one colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Color, Rect2, Vector2
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified

from ..checked import color_of
from .control import Control

if TYPE_CHECKING:
    from .keywords import ColorRectKeywords


class ColorRect(Control):
    """A rectangle in one colour.

    Source: Godot 3.6's `ColorRect`.
    """

    _color_: Color

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[ColorRectKeywords]) -> None: ...

    color: Property[Color, Rgba] = Field(
        Color(1.0, 1.0, 1.0, 1.0), color_of, then="update", doc="What it is filled with."
    )
    set_frame_color: Setter[Rgba] = setter(color)
    get_frame_color: Getter[Color] = getter(color)

    @notified(Control.NOTIFICATION_DRAW)
    def _fill_(self) -> None:
        self.draw_rect(Rect2(Vector2.ZERO, self._size_), self._color_)
