"""Path2D: a way that PathFollow2Ds below it go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from engine import Curve2D
from engine.canvas.commands import Rgba
from engine.object.property import Field, Getter, Property, Setter, getter, setter

from ..checked import instance_of
from .node_2d import Node2D

if TYPE_CHECKING:
    from .keywords import Path2DKeywords


_curve_of = instance_of(Curve2D, "Write `Curve2D()`, and `add_point(…)`.")


class Path2D(Node2D):
    """Has a Curve2D, in its coordinates, along which each PathFollow2D that is its child goes.

    Source: Godot 3.6's `Path2D`.
    """

    _self_modulate_: Rgba = (0.5, 0.6, 1.0, 0.7)
    _curve_: Curve2D | None  # friend: path_follow_2d

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[Path2DKeywords]) -> None: ...

    def _make_parts_(self) -> None:
        super()._make_parts_()
        self._curve_ = Curve2D()

    curve: Property[Curve2D | None] = Field(
        None, _curve_of, doc="The way, in the coordinates of the node; None for none."
    )
    set_curve: Setter[Curve2D | None] = setter(curve)
    get_curve: Getter[Curve2D | None] = getter(curve)
