"""Godot's `str()`."""

from __future__ import annotations


def godot_str(value: object) -> str:
    """Return the text that Godot's `str()` and `print()` give for `value`."""
    return repr(value)
