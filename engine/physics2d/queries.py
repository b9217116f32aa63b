"""What is on a line, at a point or in a shape: questions to a space about now.

Source: Godot 3.6's `Physics2DDirectSpaceStateSW`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from math import hypot
from typing import NamedTuple

from .collider import AREA, Collider, Part
from .motion import halved
from .solids import Solid
from .solver import Contact, contacts, overlap
from .space import Space
from .vectors import Bounds, Point, grown, meet, normalized, swept

ALL_LAYERS = 0x7FFFFFFF


class Wanted(NamedTuple):
    """Who is asked about: those in a layer of the mask, but for the excluded."""

    exclude: Container[Collider] = ()
    mask: int = ALL_LAYERS
    bodies: bool = True
    areas: bool = False

    def found_in(self, space: Space, bounds: Bounds) -> Iterator[tuple[Part, Solid]]:
        """Yield what meets these bounds, the latest first."""
        for part in sorted(space.near(bounds), key=_latest_first):
            collider = part.collider
            if not collider.layer & self.mask or collider in self.exclude:
                continue
            if not (self.areas if collider.kind == AREA else self.bodies):
                continue
            there = part.bounds
            if there is not None and meet(there, bounds):
                solid = part.solid
                assert solid is not None  # as it has bounds
                yield part, solid


def _latest_first(part: Part) -> int:
    return -part.order


class RayHit(NamedTuple):
    """Where a ray enters something."""

    part: Part
    point: Point
    normal: Point


def cast_ray(space: Space, begin: Point, end: Point, wanted: Wanted) -> RayHit | None:
    """Return what a ray enters first; one that begins inside has no normal there."""
    (x, y), (to_x, to_y) = begin, end
    along = normalized(to_x - x, to_y - y)
    nearest, best = 1e10, None
    bounds = (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
    for part, solid in wanted.found_in(space, bounds):
        hit = solid.entered(begin, end)
        if hit is not None:
            hit_x, hit_y, nx, ny = hit
            distance = along[0] * hit_x + along[1] * hit_y
            if distance < nearest:
                nearest, best = distance, RayHit(part, (hit_x, hit_y), (nx, ny))
    return best


def at_point(space: Space, point: Point, wanted: Wanted, most: int) -> list[Part]:
    """Return what a point lies in."""
    x, y = point
    found: list[Part] = []
    for part, solid in wanted.found_in(space, grown((x, y, x, y), 0.00001)):
        if len(found) >= most:
            break
        if solid.contains(x, y):
            found.append(part)
    return found


class ShapeQuery(NamedTuple):
    """A shape that is somewhere, moves, and is larger by a margin."""

    solid: Solid
    motion: Point
    margin: float
    wanted: Wanted

    def _near(self, space: Space) -> Iterator[tuple[Part, Solid]]:
        bounds = grown(swept(self.solid.bounds(), self.motion), self.margin)
        return self.wanted.found_in(space, bounds)

    def overlapped(self, space: Space, most: int) -> list[Part]:
        """Return what it overlaps on its way."""
        found: list[Part] = []
        for part, other in self._near(space):
            if len(found) >= most:
                break
            if overlap(self.solid, other, self.motion, margin=self.margin):
                found.append(part)
        return found

    def free_part(self, space: Space) -> tuple[float, float]:
        """Return which part of the motion is free, and the least that is not. It may begin in something."""
        safe, unsafe = 1.0, 1.0
        for _, other in self._near(space):
            if not overlap(self.solid, other, self.motion, margin=self.margin):
                continue
            if overlap(self.solid, other, margin=self.margin):
                continue
            low, high = halved(self.solid, other, self.motion, self.margin)
            if low < safe:
                safe, unsafe = low, high
        return (safe, unsafe)

    def contacts(self, space: Space, most: int) -> list[Contact]:
        """Return where it touches something on its way."""
        found: list[Contact] = []
        for _, other in self._near(space):
            found += contacts(self.solid, other, self.motion, margin=self.margin) or ()
        return found[:most]

    def rest(self, space: Space) -> tuple[Part, Point, Point] | None:
        """Return what it is the deepest in, where, and with which normal."""
        deepest, best = 0.0, None
        for part, other in self._near(space):
            for ax, ay, bx, by in contacts(self.solid, other, self.motion, margin=self.margin) or ():
                depth = hypot(bx - ax, by - ay)
                if depth > deepest:
                    deepest, best = depth, (part, (bx, by), ((bx - ax) / depth, (by - ay) / depth))
        return best
