"""PathFollow2D: what is below it goes along the curve of a Path2D."""

from __future__ import annotations

from math import fmod
from typing import TYPE_CHECKING, Unpack

from engine import Node, Vector2
from engine.object.lifetime import guarded
from engine.object.property import Field, Getter, Property, Setter, getter, setter
from engine.scene.notified import notified
from engine.variant.scalar import is_equal_approx, posmod

from ..checked import above, finite
from .node_2d import Node2D
from .path_2d import Path2D

if TYPE_CHECKING:
    from engine.curves.curve_2d import Curve2D

    from .keywords import PathFollow2DKeywords


class PathFollow2D(Node2D):
    """Is where its parent's curve is after `offset` pixels, turned as the curve goes there.

    Source: Godot 3.6's `PathFollow2D`. *Unlike Godot:* `rotate` is the property alone, in place of Node2D's
    method; write `rotation += radians` for that.
    """

    _set_last_ = ("offset", "unit_offset")

    _offset_: float
    _h_offset_: float
    _v_offset_: float
    _loop_: bool
    _rotate_: bool
    _cubic_interp_: bool
    _lookahead_: float

    if TYPE_CHECKING:

        def __init__(self, **properties: Unpack[PathFollow2DKeywords]) -> None: ...

    loop: Property[bool] = Field(True, doc="Whether it begins anew after the end; else it stays there.")
    set_loop: Setter[bool] = setter(loop)
    has_loop: Getter[bool] = getter(loop)

    offset: Property[float] = Field(
        0.0, finite, then="_offset_set_", doc="How far along the curve it is, in pixels."
    )
    set_offset: Setter[float] = setter(offset)
    get_offset: Getter[float] = getter(offset)

    h_offset: Property[float] = Field(
        0.0, finite, then="_follow_", doc="How far ahead of the curve's point it is."
    )
    set_h_offset: Setter[float] = setter(h_offset)
    get_h_offset: Getter[float] = getter(h_offset)

    v_offset: Property[float] = Field(0.0, finite, then="_follow_", doc="How far beside the curve it is.")
    set_v_offset: Setter[float] = setter(v_offset)
    get_v_offset: Getter[float] = getter(v_offset)

    rotate: Property[bool] = Field(  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
        True, then="_follow_", doc="Whether it turns as the curve does."
    )
    set_rotate: Setter[bool] = setter(rotate, "enable")
    is_rotating: Getter[bool] = getter(rotate)

    cubic_interp: Property[bool] = Field(
        True, then="_follow_", doc="Whether it goes in a curve between the baked points; else straight."
    )
    set_cubic_interpolation: Setter[bool] = setter(cubic_interp, "enable")
    get_cubic_interpolation: Getter[bool] = getter(cubic_interp)

    lookahead: Property[float] = Field(
        4.0, above(0), then="_follow_", doc="How far ahead it looks to see how it is to be turned."
    )
    set_lookahead: Setter[float] = setter(lookahead)
    get_lookahead: Getter[float] = getter(lookahead)

    @property
    def unit_offset(self) -> float:
        """`offset` as a part of the length: 0 to 1. 0 without a curve."""
        curve = self._curve_()
        return self._offset_ / curve.get_baked_length() if curve is not None else 0.0

    @unit_offset.setter
    @guarded
    def unit_offset(self, unit_offset: float) -> None:
        curve = self._curve_()
        if curve is not None:
            self.offset = unit_offset * curve.get_baked_length()

    set_unit_offset: Setter[float] = setter("unit_offset")
    get_unit_offset: Getter[float] = getter("unit_offset")

    def _curve_(self) -> Curve2D | None:
        """Return the curve that it follows, if there is one of any length."""
        path = self._parent_ if self._tree_ is not None else None
        curve = path._curve_ if isinstance(path, Path2D) else None
        return curve if curve is not None and curve.get_baked_length() > 0 else None

    def _offset_set_(self) -> None:
        curve = self._curve_()
        if curve is None:
            return
        length = curve.get_baked_length()
        if self._loop_:
            wanted = self._offset_
            self._offset_ = posmod(wanted, length)
            if not is_equal_approx(wanted, 0.0) and is_equal_approx(self._offset_, 0.0):
                self._offset_ = length
        else:
            self._offset_ = max(0.0, min(self._offset_, length))
        self._follow_()

    @notified(Node.NOTIFICATION_ENTER_TREE)
    def _follow_(self) -> None:
        """Be where it has to be."""
        curve = self._curve_()
        if curve is None:
            return
        at = curve.interpolate_baked(self._offset_, self._cubic_interp_)
        if self._rotate_:
            along = self._direction_(curve, at)
            self.position = at + along * self._h_offset_ - along.tangent() * self._v_offset_
            self.rotation = along.angle()
        else:
            self.position = at + Vector2(self._h_offset_, self._v_offset_)

    def _direction_(self, curve: Curve2D, at: Vector2) -> Vector2:
        """Return in which direction the curve goes on."""
        ahead, length = self._offset_ + self._lookahead_, curve.get_baked_length()
        last = curve.get_point_count() - 1
        closed = curve.get_point_position(0) == curve.get_point_position(last)
        if self._loop_ and ahead >= length and closed:
            ahead = fmod(ahead, length)
        there = curve.interpolate_baked(ahead, self._cubic_interp_)
        if there == at:  # the end: what was before it tells
            behind = curve.interpolate_baked(self._offset_ - self._lookahead_, self._cubic_interp_)
            return (at - behind).normalized()
        return (there - at).normalized()
