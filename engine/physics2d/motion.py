"""How far a body comes on its way, and what it meets there.

First the body is pushed out of what it is in, or nearer to than its margin. Then the part of the motion
that is free is found by trials, and last, just behind that, what it touches the deepest.

Source: Godot 3.6's `Space2DSW::test_body_motion` and `test_body_ray_separation`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import hypot
from typing import NamedTuple

from .collider import KINEMATIC, RIGID, Collider, Part
from .solids import RAY, Solid
from .solver import Contact, contacts, overlap
from .space import Space
from .vectors import EPSILON, NOWHERE, Bounds, Matrix, Point, grown, meet, moved, normalized, swept

_ATTEMPTS = 4
"""How often a body is pushed out at the most; each time by two fifths of what is left."""
_PUSH = 0.4
_MOST_CONTACTS = 32
_SHALLOW = 0.05
"""The part of the margin that a body may be in something without being pushed out."""
_TRIALS = 8
_ALIKE = 4e-6
"""Depths are the same if they are not further apart: single precision, as the engine has it, has no numbers
between at 50 pixels. Of those the first counts."""
_INTO_ONE_WAY = 0.3
"""How much further than it can go a body is tried against what stops from one side only."""
_MOST_ONE_WAY_ANGLE = 0.7071
_UNBOUNDED = 10e20


class Touch(NamedTuple):
    """What a body met."""

    part: Part
    """The shape of the other."""
    own: Part
    point: Point
    """Where the other is touched, in the plane."""
    normal: Point
    """Out of the other."""
    velocity: Point
    """How fast the other moves there."""
    depth: float


class Motion(NamedTuple):
    """How a motion came out."""

    travel: Point
    """How far it came, with what it was pushed out at first."""
    remainder: Point
    touch: Touch | None
    free: float = 1.0
    """Which part of the motion was free."""
    blocked: float = 1.0
    """The least part that was tried and was not; how much more than `free` says how exact that is."""


class Trial:
    """One motion of one body. `delta` is the time of a step, for what moves against it.

    `pushes` lets it pass through what flies, which in Godot it would push away.
    """

    def __init__(
        self,
        space: Space,
        body: Collider,
        margin: float,
        with_rays: bool = False,
        exclude: Collection[Collider] = (),
        delta: float = 0.0,
        pushes: bool = True,
    ) -> None:
        self._space = space
        self._body = body
        self._margin = margin
        self._exclude = exclude
        self._delta = delta
        self._pushes = pushes
        self._parts = [
            (part, solid.kind)
            for part in body.parts
            if (solid := part.solid) is not None and (with_rays or solid.kind != RAY)
        ]
        self._passed: set[tuple[Part, Part]] = set()
        """What stops from one side only, and was entered from another."""
        self._was_near = False
        """Whether something was nearer than the margin at the beginning."""

    def run(self, start: Matrix, motion: Point) -> Motion:
        """Return how the motion from `start` comes out."""
        if not self._parts:
            return Motion(motion, NOWHERE, None)
        at = self._pushed_out(start)
        pushed = (at[4] - start[4], at[5] - start[5])
        free, blocked, stopper = self._free_part(at, motion)
        touch = None
        if pushed != NOWHERE or self._was_near or free < 1.0:
            touch = self._deepest(moved(at, _times(motion, blocked)), stopper, motion)
        if touch is None:
            return Motion(_plus(motion, pushed), NOWHERE, None)
        gone = _times(motion, free)
        left = (motion[0] - gone[0], motion[1] - gone[1])
        return Motion(_plus(gone, pushed), left, touch, free, blocked)

    def lift(self, start: Matrix) -> tuple[Point, Touch | None]:
        """Return how far its rays lift it from `start`, and what the one that was the deepest stands on."""
        if not any(kind == RAY for _, kind in self._parts):
            return NOWHERE, None
        at, deepest, best = start, 0.0, None
        for _ in range(_ATTEMPTS):
            x = y = 0.0
            for own, solid in self._solids_at(at):
                if solid.kind != RAY:
                    continue
                for part, other in self._near(grown(solid.bounds(), self._margin)):
                    for ax, ay, bx, by in contacts(solid, other, margin=self._margin) or ():
                        x, y = x + bx - ax, y + by - ay
                        depth = hypot(bx - ax, by - ay)
                        if depth > deepest:
                            deepest = depth
                            velocity = part.collider.velocity_at(bx, by)
                            best = Touch(part, own, (bx, by), normalized(bx - ax, by - ay), velocity, depth)
            if not x and not y:
                break
            at = moved(at, (x, y))
        return (at[4] - start[4], at[5] - start[5]), best

    # -- Out of what it is in ------------------------------------------------------------------

    def _pushed_out(self, at: Matrix) -> Matrix:
        for _ in range(_ATTEMPTS):
            self._passed.clear()
            found = self._contacts_at(at)
            if not found:
                break
            self._was_near = True
            x, y = self._push(found)
            if not x and not y:
                break
            at = moved(at, (x, y))
        return at

    def _contacts_at(self, at: Matrix) -> list[Contact]:
        found: list[Contact] = []
        for own, solid in self._solids_at(at):
            for part, other in self._near(grown(solid.bounds(), self._margin)):
                touching = contacts(solid, other, margin=self._margin) or ()
                if part.one_way and touching:
                    depth = max(part.margin, self._margin) + self._approach(part)
                    held = [contact for contact in touching if _is_held(contact, part, depth)]
                    if not held:
                        self._passed.add((own, part))
                    touching = held
                for contact in touching:
                    _keep_deepest(found, contact)
        return found

    def _approach(self, part: Part) -> float:
        """Return how far a platform that moves came towards what stands on it in this step."""
        if part.collider.kind != KINEMATIC:
            return 0.0
        x, y = part.direction()
        vx, vy = part.collider.velocity
        return max(0.0, -(x * vx + y * vy)) * self._delta

    def _push(self, found: list[Contact]) -> Point:
        x = y = 0.0
        allowed = self._margin * _SHALLOW
        for ax, ay, bx, by in found:
            nx, ny = normalized(ax - bx, ay - by)
            depth = nx * (ax + x - bx) + ny * (ay + y - by)
            if depth > allowed + EPSILON:
                push = (depth - allowed) * _PUSH
                x, y = x - nx * push, y - ny * push
        return (x, y)

    # -- How far it can go ---------------------------------------------------------------------

    def _free_part(self, at: Matrix, motion: Point) -> tuple[float, float, Part | None]:
        """Return which part of the motion is free, the least that is not, and the shape that is stopped."""
        free, blocked = 1.0, 1.0
        stopper: Part | None = None
        if motion == NOWHERE:
            return free, blocked, stopper
        for own, solid in self._solids_at(at):
            safe, unsafe = 1.0, 1.0
            around = swept(grown(solid.bounds(), self._margin), motion)
            for part, other in self._near(around):
                if (own, part) in self._passed or not overlap(solid, other, motion):
                    continue
                if overlap(solid, other):
                    if part.one_way and _dot(part.direction(), motion) < 0:
                        continue
                    return 0.0, 0.0, own  # stuck
                low, high = halved(solid, other, motion)
                if part.one_way and not _stops(solid, other, motion, high, part):
                    continue
                if low < safe:
                    safe, unsafe = low, high
            if safe < free:
                free, blocked, stopper = safe, unsafe, own
        return free, blocked, stopper

    # -- What it touches -----------------------------------------------------------------------

    def _deepest(self, at: Matrix, stopper: Part | None, motion: Point) -> Touch | None:
        least = min(hypot(*motion), self._margin * _SHALLOW)
        best: tuple[Part, Part, Contact] | None = None
        deepest = -_ALIKE
        for own, solid in self._solids_at(at):
            if stopper is not None and own is not stopper:
                continue
            for part, other in self._near(grown(solid.bounds(), self._margin)):
                if (own, part) in self._passed:
                    continue
                for contact in contacts(solid, other, margin=self._margin) or ():
                    if part.one_way and not _is_held(contact, part, _UNBOUNDED):
                        continue
                    ax, ay, bx, by = contact
                    depth = hypot(bx - ax, by - ay)
                    if depth > deepest + _ALIKE and depth >= least:
                        deepest, best = depth, (part, own, contact)
        if best is None:
            return None
        part, own, (ax, ay, bx, by) = best
        normal = ((bx - ax) / deepest, (by - ay) / deepest)
        return Touch(part, own, (bx, by), normal, part.collider.velocity_at(bx, by), deepest)

    # -- What is there -------------------------------------------------------------------------

    def _solids_at(self, at: Matrix) -> Iterator[tuple[Part, Solid]]:
        for part, _ in self._parts:
            solid = part.solid_at(at)
            if solid is not None:
                yield part, solid

    def _near(self, bounds: Bounds) -> Iterator[tuple[Part, Solid]]:
        """Yield what may stop the body within these bounds."""
        body, near = self._body, self._space.near(bounds)
        found = [part for part in near if (other := part.collider) is not body and other.stops(body)]
        if len(found) > 1:
            found = self._space.turns.in_turn(near, found)
        for part in found:
            other = part.collider
            if other in self._exclude or (self._pushes and other.kind == RIGID):
                continue
            there = part.bounds
            if there is not None and meet(there, bounds):
                solid = part.solid
                assert solid is not None  # as it has bounds
                yield part, solid


def halved(solid: Solid, other: Solid, motion: Point, margin: float = 0.0) -> tuple[float, float]:
    """Return the greatest part of the motion that is free, and the least that is not, in eight trials.

    Where trials come out alike the next one is nearer to the end that they point to, so that a long motion
    is measured well near its beginning and its end.
    """
    low, high, at = 0.0, 1.0, 0.5
    for trial in range(_TRIALS):
        part = low + (high - low) * at
        if overlap(solid, other, _times(motion, part), margin=margin):
            high = part
            at = 0.5 if trial == 0 or low > 0.0 else 0.25
        else:
            low = part
            at = 0.5 if trial == 0 or high < 1.0 else 0.75
    return low, high


def _stops(solid: Solid, other: Solid, motion: Point, part: float, one_way: Part) -> bool:
    """Return True if what stops from one side only is met from that."""
    found = contacts(solid, other, _times(motion, part + _INTO_ONE_WAY))
    return any(_is_held(contact, one_way, _UNBOUNDED) for contact in found or ())


def _is_held(contact: Contact, part: Part, depth: float) -> bool:
    ax, ay, bx, by = contact
    x, y = ax - bx, ay - by
    if x * x + y * y > depth * depth:
        return False
    return _dot(part.direction(), normalized(x, y)) >= _MOST_ONE_WAY_ANGLE


def _keep_deepest(found: list[Contact], contact: Contact) -> None:
    """Add a contact; if there are too many, in place of the least deep one."""
    if len(found) < _MOST_CONTACTS:
        found.append(contact)
        return
    least = min(range(len(found)), key=lambda i: _depth(found[i]))
    if _depth(contact) > _depth(found[least]):
        found[least] = contact


def _depth(contact: Contact) -> float:
    ax, ay, bx, by = contact
    return hypot(bx - ax, by - ay)


def _times(motion: Point, part: float) -> Point:
    return (motion[0] * part, motion[1] * part)


def _plus(one: Point, other: Point) -> Point:
    return (one[0] + other[0], one[1] + other[1])


def _dot(one: Point, other: Point) -> float:
    return one[0] * other[0] + one[1] * other[1]
