"""Colliders: what a space knows of the nodes that can be touched, and of each of their shapes."""

from __future__ import annotations

from itertools import count
from typing import Any, Protocol

from .rigid import Influence, Rigid
from .solids import Solid
from .vectors import IDENTITY, NOWHERE, Bounds, Matrix, Point, transformed

AREA, STATIC, KINEMATIC, RIGID = range(4)

_orders = count()


class Shape(Protocol):
    """What is asked of a Shape2D."""

    def _solid_(self, matrix: Matrix) -> Solid | None:
        """Return the shape where it is; None if it is empty."""


class Part:
    """One shape of a collider."""

    __slots__ = (
        "__weakref__",
        "_at",
        "_bounds",
        "_bounds_at",
        "_solid",
        "cells",
        "collider",
        "disabled",
        "index",
        "local",
        "margin",
        "one_way",
        "order",
        "reserved",
        "shape",
    )

    def __init__(self, collider: Collider, shape: Shape | None, local: Matrix = IDENTITY) -> None:
        self.collider: Collider = collider
        self.shape: Shape | None = shape
        self.local: Matrix = local
        """Where it is in the coordinates of the collider."""
        self.index: int = 0
        """Its place among those of its collider."""
        self.order: int = next(_orders)
        self.disabled: bool = False
        self.one_way: bool = False
        """Whether only what comes against its y axis is stopped."""
        self.margin: float = 1.0
        """How deep that may be in it when it is."""
        self.reserved: Bounds | None = None
        """What it is registered to be within; None if it is not in a space, or disabled."""
        self.cells: tuple[int, int, int, int] | None = None
        """Where it is in the grid; None if it is too large for one."""
        self._at: Matrix | None = None
        self._solid: Solid | None = None
        self._bounds_at: Matrix | None = None
        self._bounds: Bounds | None = None

    def __repr__(self) -> str:
        return f"<shape {self.index} of {self.collider.owner!r}>"

    @property
    def solid(self) -> Solid | None:
        """The shape where it is; None if there is none, or it is disabled."""
        matrix = self.collider.matrix
        if self._at is not matrix:
            self._at = matrix
            self._solid = self.solid_at(matrix)
        return self._solid

    @property
    def bounds(self) -> Bounds | None:
        """The upright rectangle around it, but for rounding; None without a `solid`."""
        matrix = self.collider.matrix
        if self._bounds_at is not matrix:
            before, self._bounds_at = self._bounds_at, matrix
            bounds = self._bounds
            if before is None or bounds is None or before[:4] != matrix[:4]:
                solid = self.solid
                self._bounds = None if solid is None else solid.bounds()
            else:  # moved only, as most are
                x, y = matrix[4] - before[4], matrix[5] - before[5]
                left, top, right, bottom = bounds
                self._bounds = (left + x, top + y, right + x, bottom + y)
        return self._bounds

    def solid_at(self, matrix: Matrix) -> Solid | None:
        """Return the shape as it would be if the collider were there."""
        if self.shape is None or self.disabled:
            return None
        return self.shape._solid_(_composed(matrix, self.local))

    def direction(self) -> Point:
        """Return its own y axis, which is the way that passes through a one-way shape backwards."""
        _, _, c, d, _, _ = _composed(self.collider.matrix, self.local)
        length = (c * c + d * d) ** 0.5
        return (c / length, d / length) if length else NOWHERE

    def changed(self) -> None:
        """Take note that its shape, or where it is in the collider, is another."""
        self._at = self._bounds_at = None


class Collider:
    """An area or a body, as a space knows it."""

    __slots__ = (
        "bottom",
        "exceptions",
        "influence",
        "kind",
        "layer",
        "left",
        "mask",
        "matrix",
        "monitorable",
        "monitoring",
        "order",
        "owner",
        "pairs",
        "parts",
        "pickable",
        "right",
        "rigid",
        "spin",
        "top",
        "velocity",
        "waiting",
    )

    def __init__(self, owner: Any, kind: int) -> None:
        self.owner: Any = owner
        """The node."""
        self.kind: int = kind
        self.layer: int = 1
        self.mask: int = 1
        self.matrix: Matrix = IDENTITY
        """Where it is, as far as the space has been told."""
        self.parts: list[Part] = []
        self.exceptions: dict[Collider, None] = {}
        self.rigid: Rigid | None = None
        """What makes it fly, if it is a body that may."""
        self.influence: Influence | None = None
        """What it does to what flies in it, if it is an area that does something."""
        self.velocity: Point = NOWHERE
        """Its motion in a second: of the last step, as it flies, or the constant one of a static body."""
        self.spin: float = 0.0
        self.pickable: bool = False
        self.monitoring: bool = True
        self.monitorable: bool = True
        self.order: int = next(_orders)
        self.waiting: Matrix | None = None
        """Where a kinematic body will be after the next step."""
        self.pairs: dict[tuple[Part, Part], Pair] = {}
        """What is so near that it has to be looked at when one of both moves."""
        self.left: float = 0.0
        """Where its origin may go, from here to `right` and `bottom`, without leaving what is reserved."""
        self.top: float = 0.0
        self.right: float = 0.0
        self.bottom: float = 0.0

    def __repr__(self) -> str:
        return f"<collider of {self.owner!r}>"

    @property
    def flying(self) -> Rigid | None:
        """What makes it fly; None if nothing does."""
        return self.rigid if self.kind == RIGID else None

    def sees(self, other: Collider) -> bool:
        """Return True if the layer of one is in the mask of the other, either way round."""
        return bool(self.layer & other.mask or other.layer & self.mask)

    def watches(self, other: Collider) -> bool:
        """Return True if it is an area that wants to know of the other, or a body that does."""
        if self.kind == AREA:
            return self.monitoring and (other.kind != AREA or other.monitorable)
        return self.rigid is not None and self.rigid.monitors and other.kind != AREA and self.stops(other)

    def stops(self, other: Collider) -> bool:
        """Return True if they are bodies that are in each other's way."""
        return (
            self.kind != AREA
            and other.kind != AREA
            and self.sees(other)
            and other not in self.exceptions
            and self not in other.exceptions
        )

    def velocity_at(self, x: float, y: float) -> Point:
        """Return the velocity of what is fixed to it at a point of the plane."""
        vx, vy = self.velocity
        return (vx - self.spin * (y - self.matrix[5]), vy + self.spin * (x - self.matrix[4]))

    def renumber(self) -> None:
        """Give the parts the numbers of their places."""
        for index, part in enumerate(self.parts):
            part.index = index


class Pair:
    """Two parts that are near each other, one of them an area's or of what flies, and who has been told."""

    __slots__ = ("first", "is_gone", "second", "step", "told_first", "told_second", "touches")

    def __init__(self, first: Part, second: Part) -> None:
        self.first: Part = first
        self.second: Part = second
        self.touches: bool = False
        """Whether they did when they were looked at."""
        self.told_first: bool = False
        """Whether the collider of the first has the second in it."""
        self.told_second: bool = False
        self.step: int = -1
        """The last step in which it was looked at."""
        self.is_gone: bool = False
        """Whether one of both has left the space."""


def _composed(outer: Matrix, inner: Matrix) -> Matrix:
    if inner is IDENTITY:
        return outer
    a, b, c, d, _, _ = outer
    g, h, i, j, k, m = inner
    x, y = transformed(outer, k, m)
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, x, y)
