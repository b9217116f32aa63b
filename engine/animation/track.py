"""A track of an animation: keys in the order of their times, and what is found between them.

Times are of single precision, and two that are nearly equal are one, so that the same keys are passed in
the same frames as in Godot. Source: Godot 3.6's `Animation`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, NamedTuple

from ..curves.bezier import bezier
from ..gdscript.numbers import ease
from ..variant.node_path import NodePath
from ..variant.scalar import is_equal_approx, posmod
from ..variant.single import single
from ..variant.vector2 import Vector2
from .mixing import mixed, mixed_cubic

VALUE, TRANSFORM, METHOD, BEZIER, AUDIO, ANIMATION = range(6)
NEAREST, LINEAR, CUBIC = range(3)
_SEARCHES = 10
_BEYOND = 1.001
"""So much of its length is looked at when an animation has come to its end, not to miss the last key."""


class Key:
    """A key: what is at a time, and how it goes on from there."""

    __slots__ = ("time", "transition", "value")

    def __init__(self, time: float, value: Any, transition: float = 1.0) -> None:
        self.time: float = single(time)
        self.value: Any = value
        """What it is: of a method track `(name, arguments)`, of a Bézier track a BezierValue."""
        self.transition: float = transition


class BezierValue(NamedTuple):
    """A value, and its two handles as seen from the key: seconds and values."""

    value: float
    in_handle: Vector2
    out_handle: Vector2


def bezier_value(value: float, in_handle: Vector2, out_handle: Vector2) -> BezierValue:
    """Return a value with its handles, none of which goes back in time."""
    (in_x, in_y), (out_x, out_y) = in_handle, out_handle
    return BezierValue(float(value), Vector2(min(0.0, in_x), in_y), Vector2(max(0.0, out_x), out_y))


class Track:
    """What happens to one property or one node."""

    __slots__ = (
        "enabled",
        "imported",
        "interpolation",
        "keys",
        "loop_wrap",
        "path",
        "type",
        "update_mode",
    )

    def __init__(self, type: int) -> None:
        self.type: int = type
        self.path: NodePath = NodePath("")
        self.keys: list[Key] = []
        self.interpolation: int = LINEAR
        self.loop_wrap: bool = True
        self.update_mode: int = 0
        self.enabled: bool = True
        self.imported: bool = False

    def copy(self) -> Track:
        """Return one with the same keys, of its own."""
        twin = Track(self.type)
        for name in self.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.keys = [Key(key.time, key.value, key.transition) for key in self.keys]
        return twin

    # -- Keys ----------------------------------------------------------------------------------

    def insert(self, key: Key) -> int:
        """Put a key in its place and return its index; one that is there already has another value then."""
        at = len(self.keys)
        while at:
            before = self.keys[at - 1]
            if is_equal_approx(before.time, key.time):
                key.transition = before.transition
                self.keys[at - 1] = key
                return at - 1
            if before.time < key.time:
                break
            at -= 1
        self.keys.insert(at, key)
        return at

    def find(self, time: float) -> int:
        """Return the index of the key at a time, or else of the last one before it: -1 if there is none."""
        keys = self.keys
        at = bisect_right(keys, time, key=_time)
        if at < len(keys) and is_equal_approx(time, keys[at].time):
            return at
        return at - 1

    def passed(self, time: float, delta: float, length: float, loop: bool) -> list[int]:
        """Return which keys are passed on the way to `time` that is `delta` long; backwards below 0.

        What is reached just now will be passed in the next frame, but for the end. Those of a value track
        are also passed where one stands.
        """
        time = single(time)
        since = single(time - single(delta))
        begin, end = min(since, time), max(since, time)
        stands = self.type == VALUE
        if not loop:
            return self._within(_clamped(begin, length), _clamped(end, length), length, stands)
        if stands or not 0 <= begin <= length:
            begin = single(posmod(begin, length))
        if stands or not 0 <= end <= length:
            end = single(posmod(end, length))
        if begin > end:
            return self._within(begin, length, length, stands) + self._within(0.0, end, length, stands)
        return self._within(begin, end, length, stands)

    def _within(self, begin: float, end: float, length: float, stands: bool) -> list[int]:
        if begin == end:
            return [at for at, key in enumerate(self.keys) if stands and key.time == begin]
        if end == length:
            end = length * _BEYOND
        return [at for at, key in enumerate(self.keys) if begin <= key.time < end]

    # -- Values --------------------------------------------------------------------------------

    def value(self, time: float, length: float, loop: bool) -> Any:
        """Return the value at a time; None before the first key, unless the animation loops."""
        keys = self.keys
        count = self.find(length) + 1
        if count < 2:
            return keys[0].value if count else None
        at = self.find(time)
        after, part = at, 0.0
        if at >= 0 and at + 1 < count:
            after = at + 1
            part = _part(time - keys[at].time, keys[after].time - keys[at].time)
        elif loop and self.loop_wrap:
            after = 0
            if at >= 0:
                part = _part(time - keys[at].time, length - keys[at].time + keys[0].time)
            else:
                at = count - 1
                rest = max(0.0, length - keys[at].time)
                part = _part(rest + time, rest + keys[0].time)
        elif at < 0:
            if not loop:
                return None
            at = after = 0
        key = keys[at]
        if not key.transition or at == after or self.interpolation == NEAREST:
            return key.value
        if key.transition != 1.0:
            part = ease(part, key.transition)
        if self.interpolation == LINEAR:
            return mixed(key.value, keys[after].value, part)
        pre, post = keys[max(0, at - 1)], keys[after + 1 if after + 1 < count else after]
        return mixed_cubic(pre.value, key.value, keys[after].value, post.value, part)

    def bezier(self, time: float, length: float) -> float:
        """Return the value of a Bézier track at a time."""
        keys = self.keys
        count = self.find(length) + 1
        at = self.find(time)
        if count < 2 or at < 0:
            return float(keys[0].value.value) if count else 0.0
        if at >= len(keys) - 1:
            return float(keys[-1].value.value)
        a, b = keys[at].value, keys[at + 1].value
        width, seconds = keys[at + 1].time - keys[at].time, time - keys[at].time
        xs = (0.0, a.out_handle[0], width + b.in_handle[0], width)
        ys = (a.value, a.value + a.out_handle[1], b.value + b.in_handle[1], b.value)
        low, high = 0.0, 1.0
        for _ in range(_SEARCHES):
            middle = (low + high) / 2.0
            if bezier(middle, *xs) < seconds:
                low = middle
            else:
                high = middle
        begin, end = bezier(low, *xs), bezier(high, *xs)
        y = bezier(low, *ys)
        return y + (bezier(high, *ys) - y) * _part(seconds - begin, end - begin)


def _time(key: Key) -> float:
    return key.time


def _clamped(time: float, length: float) -> float:
    return max(0.0, min(time, length))


def _part(passed: float, whole: float) -> float:
    return passed / whole if not is_equal_approx(whole, 0.0) else 0.0
