"""Which of several shapes a body comes to first, where it touches them equally deep: a tile, or the next.

Godot 3.6 keeps the shapes of static bodies in a tree of bounds, up to 128 in one leaf, and comes to them in
the order of that leaf. In each step it takes out one shape of those that the space has, by turns, and puts it
in again, to keep the tree in order; also one that leaves the bounds of the leaf. It is the last then, and the
one that was the last is where it was. So the order changes from step to step, and is always the same.

Here nothing is done in a step: it is made up for when somebody asks, or a collider comes, goes or changes.

Unlike Godot: a tree of several leaves, and the one of what may move, whose order hangs on how far each area
went in each step, are not kept. There the first made are the first. That nobody can rely on the order shows
Godot 3.2: in the scenes that are recorded, its grid tells other floors than 3.6 in 17 of 151 steps on some.

Sources: Godot 3.6's `BVH_Tree`, `CollisionObject2DSW` and `Space2DSW::_cull_aabb_for_body` in their effects.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from .collider import STATIC, Collider, Part
from .vectors import Bounds, grown, joined

MOST = 128
"""Shapes in a leaf. The engine divides it if there are more, and here the first made are the first."""
_EDGE = 0.5
"""Pixels that the bounds of a leaf are larger than what is in it."""
_ROOM = 1.0
"""Pixels that are added to what moves: `physics/2d/bvh_collision_margin`."""
_GROWTH = 0.025
"""The part of width and height that is added each time the engine looks at the shapes of a body."""


class Row:
    """Parts in a row, in which the last takes the place of one that is taken out."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self.places: dict[Part, int] = {}

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, place: int) -> Part:
        return self._parts[place]

    def add(self, part: Part) -> None:
        """Put a part at the end."""
        self.places[part] = len(self._parts)
        self._parts.append(part)

    def take(self, part: Part) -> None:
        """Take a part out."""
        place, last = self.places.pop(part), self._parts.pop()
        if last is not part:
            self._parts[place] = last
            self.places[last] = place


class Turns:
    """The order of the parts in a space. `now` says how many steps this has had."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._made_up = 0
        """The steps that have been made up for."""
        self._all = Row()
        self._next = 0
        """Whose turn it is in `_all`."""
        self._leaf = Row()
        self._held: dict[Part, Bounds] = {}
        """The bounds of what is in the leaf, as they were when they were looked at, and perhaps grown."""
        self._sizes: dict[Part, float] = {}
        """Width and height together of what was looked at last."""
        self._bounds: Bounds | None = None
        """Of the leaf; None if they have to be found out."""
        self._moved: dict[Collider, None] = {}
        self._reshaped: dict[Collider, None] = {}

    # -- What the space tells ------------------------------------------------------------------

    def entered(self, collider: Collider) -> None:
        """Take in a collider."""
        self._catch_up()
        self._look_at(collider)
        self._moved[collider] = self._reshaped[collider] = None

    def left(self, collider: Collider) -> None:
        """Let go of a collider."""
        self._catch_up()
        self._moved.pop(collider, None)
        self._reshaped.pop(collider, None)
        for part in collider.parts:
            self._drop(part)

    def moved(self, collider: Collider) -> None:
        """Take note that a static body is somewhere else."""
        self._catch_up()
        self._moved.setdefault(collider)

    def reshaped(self, collider: Collider) -> None:
        """Take note that a collider has other parts, or some that have become others."""
        self._catch_up()
        self._reshaped.setdefault(collider)
        for part in collider.parts:
            if part.bounds is None:
                self._drop(part)

    # -- What it tells -------------------------------------------------------------------------

    def in_turn(self, parts: list[Part], wanted: list[Part]) -> list[Part]:
        """Return those of the parts that are wanted, in the order in which the engine would come to them."""
        self._catch_up()
        self._settle()
        found, at = sorted(parts, key=self._place), 0
        while at < len(found):
            if found[at] in wanted:
                at += 1
            else:  # there, too, the last takes its place
                last = found.pop()
                if at < len(found):
                    found[at] = last
        return found

    def _place(self, part: Part) -> tuple[int, int]:
        """Return what sorts the parts: the leaf, what else is still, and what moves, the first made first."""
        place = self._leaf.places.get(part)
        if place is not None and len(self._leaf) <= MOST:
            return (0, place)
        return (1 if part.collider.kind == STATIC else 2, part.order)

    # -- Steps ---------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        now = self._now()
        steps, self._made_up = now - self._made_up, now
        if not steps or not self._all or len(self._leaf) > MOST:
            return
        self._settle()
        around = len(self._all)
        if steps > 2 * around:  # after one time around the order comes back again and again
            steps = around + (steps - around) % (around * max(1, len(self._leaf) - 1))
        for _ in range(steps):
            self._step()

    def _step(self) -> None:
        if self._next >= len(self._all):
            self._next = 0
        part = self._all[self._next]
        self._next += 1
        self._bounds = None
        if part in self._held:
            self._leaf.take(part)
            self._leaf.add(part)

    def _settle(self) -> None:
        """Look at the colliders that are new or others, the latest first, as the engine does."""
        for waiting in (self._moved, self._reshaped):
            while waiting:
                self._look_at(waiting.popitem()[0])

    def _look_at(self, collider: Collider) -> None:
        for part in collider.parts:
            bounds = part.bounds
            if bounds is None:
                continue
            if part not in self._all.places:
                self._all.add(part)
            if collider.kind == STATIC and len(self._leaf) <= MOST:
                bounds = grown(bounds, _GROWTH * self._sizes.get(part, 0.0))
                self._sizes[part] = bounds[2] - bounds[0] + bounds[3] - bounds[1]
                if part not in self._held:
                    self._put(part, bounds)
                self._move(part, bounds)

    # -- The leaf ------------------------------------------------------------------------------

    def _put(self, part: Part, bounds: Bounds) -> None:
        self._leaf.add(part)
        self._held[part] = bounds
        if self._bounds is not None:
            self._bounds = joined(self._bounds, grown(bounds, _EDGE))

    def _move(self, part: Part, bounds: Bounds) -> None:
        """Hold other bounds; if they are out of those of the leaf, put the part in again."""
        if self._bounds is None:
            self._bounds = grown(reduce(joined, self._held.values()), _EDGE)
        roomy = grown(bounds, _ROOM)
        if not _holds(self._bounds, roomy):
            self._leaf.take(part)
            self._put(part, roomy)
        elif not _holds(self._held[part], bounds):
            self._held[part] = roomy

    def _drop(self, part: Part) -> None:
        if part not in self._all.places:
            return
        self._all.take(part)
        if part in self._held:
            self._leaf.take(part)
            del self._held[part], self._sizes[part]


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
