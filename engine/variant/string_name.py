"""StringName: a text that Godot 4 keeps once, as it does the names of nodes, methods and signals."""

from __future__ import annotations


class StringName(str):
    """A `str` in every respect, and the same key of a dictionary; Godot 4 is sent it as a StringName.

    GDScript 4: `&"name"`. Godot 3, which has no such type, is sent a String.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"StringName({str(self)!r})"
