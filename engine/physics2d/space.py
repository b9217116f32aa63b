"""A space: the colliders of a tree, and what they come into and leave that watches them.

Work is done for what moves alone. A collider reserves some room around it; as long as it stays in that,
nobody but those whose room meets its own can touch it, so where there is nobody a move costs a
comparison. What stands still costs nothing.

A step looks at the areas that moved, and at the bodies that the step before has moved: so a body is
seen one step later than an area, as in Godot. What has come and gone is told when the next step begins.

What flies passes through others, as there is no solver of contacts. It is paired with the bodies that
it would stop at until that has been said of it.

Sources: Godot 3.6's `Space2DSW`, `Step2DSW`, `AreaPair2DSW` and `Body2DSW` in their effects; how what is
near is found is our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import atan2, pi
from typing import Protocol

from ..base.fault import push_warning
from .collider import AREA, KINEMATIC, RIGID, STATIC, Collider, Pair, Part
from .flight import flown, integrate_forces, is_tired
from .grid import Grid
from .rigid import Influence, upright
from .solver import overlap
from .turns import Turns
from .vectors import NOWHERE, Bounds, Matrix, Point, grown, meet

_ROOM, _ROOM_MORE, _MOST_ROOM = 4.0, 4.0, 128.0
"""Pixels that are reserved around what may move, and at the most in the direction in which it does."""
_STEPS_AHEAD, _STEPS_MORE = 5.0, 5.0
"""For how many steps there is room, if it goes on as fast. So much more for some, by a number of theirs, so
that those that move alike, and turn, do not all come to the end of it in the same step."""
_GOLDEN = 0.618
_MOST_WARNINGS = 8
_ROUNDING = 1e-6
"""Bounds that move are as exact as this."""


class Field(Protocol):
    """Many parts that stand in a pattern, as those of a TileMap do, which finds them itself."""

    def parts_near(self, bounds: Bounds) -> Iterable[Part]:
        """Return the parts that meet these bounds."""


class Event:
    """Something has come into what watches it, an area or a body, or has left it."""

    __slots__ = ("enters", "other", "own", "pair")

    def __init__(self, pair: Pair, own: Part, other: Part, enters: bool) -> None:
        self.pair: Pair = pair
        self.own: Part = own
        self.other: Part = other
        self.enters: bool = enters


class Space:
    """Colliders, and what they touch. `now` says how many steps there have been, those at rest, too."""

    def __init__(self, now: Callable[[], int] | None = None) -> None:
        self._grid = Grid()
        self._fields: dict[Collider, Field] = {}
        self._here: dict[Collider, None] = {}
        self._look: dict[Collider, None] = {}
        """Whose pairs the next step looks at."""
        self._active: dict[Collider, None] = {}
        """The kinematic bodies that move, or did in the last step, and what flies and is awake."""
        self._arrived: dict[Collider, None] = {}
        """Those that the last step has moved by itself, whose nodes have to be told."""
        self.everywhere: Influence = Influence(98.0, (0.0, 1.0), 0.1, 1.0)
        """What flies is pulled and damped by where no area says otherwise."""
        self._events: list[Event] = []
        self._warnings = 0
        self._step = 0
        self.turns: Turns = Turns(now or (lambda: self._step))

    def __repr__(self) -> str:
        return f"<Space of {len(self._here)} colliders>"

    def __contains__(self, collider: Collider) -> bool:
        return collider in self._here

    # -- Who is there --------------------------------------------------------------------------

    def add(self, collider: Collider, matrix: Matrix) -> None:
        """Take in a collider, which is there at once."""
        self._here[collider] = None
        collider.matrix = matrix
        if (rigid := collider.flying) is not None:
            rigid.told = matrix
            collider.matrix = upright(matrix)
            if not rigid.is_asleep:
                self._active[collider] = None
        collider.waiting = None
        self._reserve(collider)
        self.turns.entered(collider)
        self._look[collider] = None

    def remove(self, collider: Collider) -> list[Collider]:
        """Let go of a collider; return those that have been told of it, in the order of their making."""
        del self._here[collider]
        self._look.pop(collider, None)
        self._active.pop(collider, None)
        self._arrived.pop(collider, None)
        if collider.kind == KINEMATIC:
            collider.velocity, collider.spin = NOWHERE, 0.0
        self.turns.left(collider)
        for part in collider.parts:
            self._grid.take(part)
        watchers: dict[Collider, None] = {}
        for pair in list(collider.pairs.values()):
            other, told = (
                (pair.second.collider, pair.told_second)
                if pair.first.collider is collider
                else (pair.first.collider, pair.told_first)
            )
            if told:
                watchers[other] = None
            self._forget(pair)
        return sorted(watchers, key=lambda watcher: watcher.order)

    def add_field(self, field: Field, collider: Collider) -> None:
        """Take in many parts of a collider; `disturb` says where there are some now."""
        self._fields[collider] = field

    def remove_field(self, collider: Collider) -> None:
        """Let go of them."""
        del self._fields[collider]

    def near(self, bounds: Bounds) -> list[Part]:
        """Return the parts that may touch something within these bounds."""
        found = self._grid.near(bounds)
        for field in self._fields.values():
            found += field.parts_near(bounds)
        return found

    # -- What has changed ----------------------------------------------------------------------

    def move(self, collider: Collider, matrix: Matrix) -> None:
        """Take note of where a collider is: a kinematic body will be there after the next step."""
        if collider.kind == KINEMATIC:
            collider.waiting = matrix
            self._active[collider] = None
        elif (rigid := collider.rigid) is None or collider.kind != RIGID:
            self._put(collider, matrix)
        elif matrix != rigid.told and not _alike(matrix, rigid.told):
            rigid.told = matrix
            self.put(collider, upright(matrix))

    def put(self, collider: Collider, matrix: Matrix) -> None:
        """Put what flies somewhere else, whatever its node says, and wake it."""
        self._put(collider, matrix)
        self.wake(collider)

    def wake(self, collider: Collider) -> None:
        """Let what flies go on, if it is asleep."""
        if collider in self._here and (rigid := collider.flying) is not None:
            rigid.is_asleep = False
            self._active[collider] = None

    def halt(self, collider: Collider) -> None:
        """Let nothing move a collider any more until it is woken, or moved."""
        collider.velocity, collider.spin = NOWHERE, 0.0
        collider.waiting = None
        self._active.pop(collider, None)

    def _put(self, collider: Collider, matrix: Matrix) -> None:
        before, (a, b, c, d, x, y) = collider.matrix, matrix
        collider.matrix = matrix
        if not (
            collider.left <= x <= collider.right
            and collider.top <= y <= collider.bottom
            and a == before[0]
            and b == before[1]
            and c == before[2]
            and d == before[3]
        ):  # most that move have room for some steps more
            self._reserve(collider, (x - before[4], y - before[5]))
            if collider.kind == STATIC:
                self.turns.moved(collider)
            if collider in self._fields:
                self.disturb(None)
        if collider.pairs:
            self._look[collider] = None

    def reshaped(self, collider: Collider) -> None:
        """Take note that a collider has other parts, or a part another shape."""
        if collider in self._here:
            self._reserve(collider)
            self.turns.reshaped(collider)
            self._look[collider] = None

    def refiltered(self, collider: Collider) -> None:
        """Take note that a collider has other layers, or wants to know more or less."""
        if collider in self._here:
            self._look[collider] = None
            if collider.kind != AREA:
                self._reserve(collider)

    def disturb(self, bounds: Bounds | None) -> None:
        """Take note that the parts of a field are others there, or everywhere."""
        if bounds is None:
            near = list(self._here)
        else:
            near = list(dict.fromkeys(part.collider for part in self._grid.near(bounds)))
        for collider in near:
            if collider.kind == AREA:
                self._reserve(collider)
                self._look[collider] = None

    def _reserve(self, collider: Collider, motion: Point = NOWHERE) -> None:
        """Reserve room for a collider that moves so, and pair it with those whose room meets its own."""
        left = top = right = bottom = 0.0
        if collider.kind != STATIC:
            more = collider.order * _GOLDEN % 1.0
            steps = _STEPS_AHEAD + _STEPS_MORE * more
            left = top = right = bottom = _ROOM + _ROOM_MORE * more
            x, y = motion
            if x > 0.0:
                right += min(_MOST_ROOM, x * steps)
            elif x < 0.0:
                left += min(_MOST_ROOM, -x * steps)
            if y > 0.0:
                bottom += min(_MOST_ROOM, y * steps)
            elif y < 0.0:
                top += min(_MOST_ROOM, -y * steps)
        _, _, _, _, x, y = collider.matrix
        collider.left, collider.right = x - left, x + right
        collider.top, collider.bottom = y - top, y + bottom
        for part in collider.parts:
            there = part.bounds
            if there is None:
                self._grid.take(part)
                continue
            begin_x, begin_y, end_x, end_y = there
            bounds = (begin_x - left, begin_y - top, end_x + right, end_y + bottom)
            self._grid.put(part, bounds)
            for other in self._others_near(part, bounds):
                self._pair(part, other)

    def _others_near(self, part: Part, bounds: Bounds) -> list[Part]:
        """Return what a part may touch within these bounds that it has to be told of, or be told to."""
        collider = part.collider
        is_area = collider.kind == AREA
        found = [
            other
            for other in self._grid.around(part)
            if (near := other.collider) is not collider
            and (is_area or near.kind == AREA or _may_clash(collider, near))
        ]
        if self._fields and (is_area or collider.rigid is not None):
            for owner, field in self._fields.items():
                if is_area or _may_clash(collider, owner):
                    found += field.parts_near(bounds)
        return found

    def _pair(self, part: Part, other: Part) -> None:
        key = (part, other) if part.order < other.order else (other, part)
        if key not in part.collider.pairs:
            part.collider.pairs[key] = other.collider.pairs[key] = Pair(*key)

    def _forget(self, pair: Pair) -> None:
        pair.is_gone = True
        key = (pair.first, pair.second)
        pair.first.collider.pairs.pop(key, None)
        pair.second.collider.pairs.pop(key, None)

    # -- Steps ---------------------------------------------------------------------------------

    def is_at_rest(self) -> bool:
        """Return True if a step would do nothing, and there is nothing to tell."""
        return not (self._look or self._active or self._events or self._arrived)

    def step(self, delta: float) -> None:
        """Find out what touches, then put the bodies where they are to be."""
        self._step += 1
        for collider in self._active:
            if (rigid := collider.flying) is not None:
                integrate_forces(rigid, collider, self.everywhere, delta)
        look, self._look = self._look, {}
        for collider in sorted(look, key=_order) if len(look) > 1 else look:
            if collider.pairs:
                for pair in list(collider.pairs.values()):
                    if pair.step != self._step:
                        pair.step = self._step
                        self._judge(pair)
        for collider in list(self._active):
            self._integrate(collider, delta)

    def _judge(self, pair: Pair) -> None:
        """Find out whether two parts touch, and note what has to be told."""
        one, other = pair.first, pair.second
        first, second = one.collider, other.collider
        touches = False
        if first.sees(second):
            here, there = one.bounds, other.bounds
            if here is not None and there is not None and meet(grown(here, _ROUNDING), there):
                a, b = one.solid, other.solid
                touches = a is not None and b is not None and overlap(a, b)
        pair.touches = touches
        if touches and (first.rigid is not None or second.rigid is not None) and first.stops(second):
            self._warn(first, second)
            self._warn(second, first)
        told_first, told_second = touches and first.watches(second), touches and second.watches(first)
        if told_first != pair.told_first:
            pair.told_first = told_first
            self._events.append(Event(pair, one, other, told_first))
        if told_second != pair.told_second:
            pair.told_second = told_second
            self._events.append(Event(pair, other, one, told_second))
        if not touches and not _have_room_in_common(one, other):
            self._forget(pair)

    def _warn(self, body: Collider, other: Collider) -> None:
        """Say that what flies passes through another, unless it is told of it itself."""
        rigid = body.flying
        if rigid is None or rigid.has_warned:
            return
        rigid.has_warned = True
        if rigid.monitors or self._warnings == _MOST_WARNINGS:
            return
        self._warnings += 1
        push_warning(
            f"{body.owner!r} passes through {other.owner!r}: a RigidBody2D flies and touches areas, but"
            " nothing stops it here. What has to stop or to bounce is a KinematicBody2D that calls"
            " `move_and_collide`; for what is to fly on write `collision_mask = 0`, and a collision_layer"
            " that no mask has." + (" No more is said of others." if self._warnings == _MOST_WARNINGS else "")
        )

    def _integrate(self, collider: Collider, delta: float) -> None:
        if collider.rigid is not None:
            self._arrived[collider] = None
        if (rigid := collider.flying) is not None:
            self._put(collider, flown(rigid, collider, delta))
            if is_tired(rigid, collider, delta):
                rigid.is_asleep = True
                del self._active[collider]
            return
        before, after = collider.matrix, collider.waiting
        collider.waiting = None
        stands = after is None or after == before
        if collider.rigid is not None:
            collider.rigid.is_asleep = stands
        if after is None or stands:
            collider.velocity, collider.spin = NOWHERE, 0.0
            del self._active[collider]
            return
        turn = atan2(after[1], after[0]) - atan2(before[1], before[0])
        collider.velocity = ((after[4] - before[4]) / delta, (after[5] - before[5]) / delta)
        collider.spin = ((turn + pi) % (2 * pi) - pi) / delta if turn else 0.0
        self._put(collider, after)

    def take_events(self) -> list[Event]:
        """Return what has to be told, and forget it."""
        events, self._events = self._events, []
        return events

    def take_arrived(self) -> list[Collider]:
        """Return whose nodes have to be told where the last step has put them, and forget it."""
        arrived, self._arrived = self._arrived, {}
        return list(arrived)

    def cancel(self, watcher: Collider) -> None:
        """Take note that one that watches has been told that all in it have left."""
        for pair in watcher.pairs.values():
            if pair.first.collider is watcher:
                pair.told_first = False
            else:
                pair.told_second = False


def _order(collider: Collider) -> int:
    return collider.order


def _alike(one: Matrix, other: Matrix) -> bool:
    return all(-_ROUNDING < a - b < _ROUNDING for a, b in zip(one, other, strict=True))


def _may_clash(one: Collider, other: Collider) -> bool:
    """Return True if one of two bodies flies, would stop at the other, and that has to be told."""
    return one.stops(other) and any(
        (rigid := collider.rigid) is not None
        and (rigid.monitors or (collider.kind == RIGID and not rigid.has_warned))
        for collider in (one, other)
    )


def _have_room_in_common(one: Part, other: Part) -> bool:
    return one.reserved is not None and other.reserved is not None and meet(one.reserved, other.reserved)
