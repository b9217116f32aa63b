"""CenterContainer: keeps its children in its middle, as small as they can be."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Unpack

from engine import Vector2
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from .container import Container

if TYPE_CHECKING:
    from .keywords import CenterContainerKeywords


class CenterContainer(Container):
    """Keeps its children in its middle, at their minimum size.

    Source: Godot 3.6's `CenterContainer`.
    """

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[CenterContainerKeywords]) -> None: ...

    use_top_left: Property[bool] = Field(
        False, then="_lay_out_", doc="Whether the children's middles are at the upper left corner instead."
    )
    set_use_top_left: Setter[bool] = setter(use_top_left, "enable")
    is_using_top_left: Getter[bool] = getter(use_top_left)

    def _content_minimum_(self) -> Vector2:
        return Vector2.ZERO if self.use_top_left else Vector2(*self._largest_())

    def _sort_children_(self) -> None:
        width, height = (0.0, 0.0) if self.use_top_left else self._size_
        for child in self._laid_out_():
            w, h = child.get_combined_minimum_size()
            self._fit_(child, floor((width - w) / 2), floor((height - h) / 2), w, h)
