"""What is between two keys of an animation, whatever they are.

Source: Godot 3.6's `Variant::interpolate` and `Animation::_cubic_interpolate`.
"""

from __future__ import annotations

from typing import Any

from ..curves.bezier import cubic
from ..variant.aabb import AABB
from ..variant.rect2 import Rect2
from ..variant.space import Quat
from ..variant.transform import Transform
from ..variant.transform2d import Transform2D
from ..variant.value import Value, new
from ..variant.vector import Vector


def mixed(a: Any, b: Any, part: float) -> Any:
    """Return what is at `part` between two values; the first of two that have nothing in between."""
    kind = type(a)
    if kind is float and type(b) is float:
        return a + (b - a) * part
    if _is_number(a) and _is_number(b):
        between = a + (b - a) * part
        return int(between) if kind is int and type(b) is int else between
    if kind is not type(b):
        return a
    if kind is str:
        return _mixed_texts(a, b, part)
    if isinstance(a, Quat):
        return a.slerp(b, part)
    if isinstance(a, Transform2D | Transform):
        return a.interpolate_with(b, part)
    if isinstance(a, Value):
        return new(kind, [type(x)(x + (y - x) * part) for x, y in zip(a, b, strict=True)])
    return a


def mixed_cubic(pre: Any, a: Any, b: Any, post: Any, part: float) -> Any:
    """Return what is at `part` between `a` and `b` on a curve that comes from `pre` and goes to `post`."""
    values = (pre, a, b, post)
    if all(map(_is_number, values)):
        if any(isinstance(value, float) for value in values):
            return cubic(a, b, pre, post, part)
        return mixed(a, b, part)
    if len({type(value) for value in values}) > 1:
        return a
    if isinstance(a, Quat):
        return a.cubic_slerp(b, pre, post, part)
    if isinstance(a, Vector | Rect2 | AABB):
        return new(type(a), [cubic(*numbers, part) for numbers in zip(a, b, pre, post, strict=True)])
    return mixed(a, b, part)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _mixed_texts(a: str, b: str, part: float) -> str:
    """Return a text of a length between: it begins as `a` and ends as `b`, as if it were typed."""
    size = int(len(a) + (len(b) - len(a)) * part)
    split = size // 2
    first = a[:split] + b[len(a) : split]
    return first + b[split:size] + a[max(split, len(b)) : size]
