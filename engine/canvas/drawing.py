"""One canvas item as a driver sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from .commands import (
    IDENTITY,
    WHITE,
    Command,
    Matrix,
    Rgba,
)

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


class Drawing:
    """The commands of one canvas item, and where and how they are shown.

    The canvas puts new values in and tells the driver which drawings have changed; a driver may keep
    in `cache` what it made of the commands: the canvas sets it to None when they are replaced.
    """

    __slots__ = ("cache", "clip", "commands", "modulate", "transform")

    commands: tuple[Command, ...]
    transform: Matrix
    """From the item's coordinates to the viewport's."""
    clip: Bounds | None
    """What of the viewport it may draw on, in the viewport's coordinates; None is all."""
    modulate: Rgba
    """Multiplies all colours."""
    cache: Any

    def __init__(self) -> None:
        self.commands = ()
        self.transform = IDENTITY
        self.clip = None
        self.modulate = WHITE
        self.cache = None

    def __repr__(self) -> str:
        return f"<Drawing of {len(self.commands)} commands at {self.transform[4:]}>"


class Surface(Protocol):
    """What shows drawings: a display."""

    def draw(self, drawings: Sequence[Drawing], changed: Sequence[int] | None) -> None:
        """Show the drawings, the first at the back.

        `changed` are the places in `drawings` of those that are not as they were at the last call;
        None says that the sequence itself is another.
        """
