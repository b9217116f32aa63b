"""Numbers of single precision, in which Godot counts times."""

from __future__ import annotations

from array import array

_single = array("f", (0.0,))


def single(value: float) -> float:
    """Return the nearest number of single precision."""
    _single[0] = value
    return _single[0]
