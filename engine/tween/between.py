"""What is between two values of one kind: numbers, colours, vectors and the other values made of numbers."""

from __future__ import annotations

from operator import sub
from typing import Any

from ..base.error import ScriptError
from ..variant.value import Value, new


def kind_of(value: Any) -> str:
    """Return what the kind of a value is called in messages."""
    return "None" if value is None else type(value).__name__


def change(initial: Any, final: Any) -> Any:
    """Return what is to be added to come from one value to another; a text or the like changes at the end.

    Raises ScriptError if the two are not of one kind.
    """
    if type(initial) is not type(final):
        raise ScriptError(
            f"{kind_of(initial)} and {kind_of(final)} are two kinds of value. Write both as one,"
            " such as 1.0 and 2.0."
        )
    if isinstance(initial, (int, float)):
        return final - initial
    if isinstance(initial, Value):
        return tuple(map(sub, final, initial))
    return None


def between(initial: Any, change: Any, part: float) -> Any:
    """Return the initial value with so much of the change: 0 is none, 1 all; a curve may overshoot."""
    if isinstance(initial, float):
        return initial + change * part
    if isinstance(initial, Value):
        return new(type(initial), [type(i)(i + c * part) for i, c in zip(initial, change, strict=True)])
    if isinstance(initial, bool):
        return initial + change * part >= 0.5
    if isinstance(initial, int):
        return int(initial + change * part)
    return initial
