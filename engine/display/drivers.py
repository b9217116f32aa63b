"""The display drivers, a table: nothing but this and the driver itself knows what a window is made with."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .display import Display


class DisplayOptions(NamedTuple):
    """What a program, or who started it, wants of its display."""

    title: str = ""
    size: tuple[int, int] = (1024, 600)
    """In logical pixels."""
    scale: float | None = None
    """Window pixels for each logical pixel; None is what the desktop has."""
    visible: bool = True
    """Whether a window opens."""
    picture: bool = False
    """Whether there will be a screenshot."""


class Driver(NamedTuple):
    """Where a driver is, and what it needs."""

    module: str
    """Has a function `open_display(DisplayOptions) -> Display`; it is imported when that is called."""
    requires: str = ""
    """The distribution that has to be installed."""


DRIVERS: dict[str, Driver] = {
    "headless": Driver(".headless.display"),
    "pyglet": Driver(".pyglet.display", requires="pyglet"),
}
HEADLESS: str = "headless"
WINDOW: str = "pyglet"
"""Which of them opens windows of the desktop, and draws pictures."""


def open_display(driver: str, options: DisplayOptions) -> Display:
    """Open a display of a driver. DisplayError if it cannot."""
    module = import_module(DRIVERS[driver].module, __package__)
    display: Display = module.open_display(options)
    return display
