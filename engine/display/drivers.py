"""The display drivers, a table: nothing but this and the driver itself knows what a window is made with."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .display import Display


class DisplayOptions:
    """What a program, or who started it, wants of its display."""

    # No NamedTuple: reading the types of its fields costs a twentieth of a program's start.
    __slots__ = ("picture", "scale", "size", "title", "visible")

    def __init__(
        self,
        title: str = "",
        size: tuple[int, int] = (1024, 600),
        scale: float | None = None,
        visible: bool = True,
        picture: bool = False,
    ) -> None:
        self.title: str = title
        self.size: tuple[int, int] = size
        """In logical pixels."""
        self.scale: float | None = scale
        """Window pixels for each logical pixel; None is what the desktop has."""
        self.visible: bool = visible
        """Whether a window opens."""
        self.picture: bool = picture
        """Whether there will be a screenshot."""

    def replaced(self, **changes: Any) -> DisplayOptions:
        """Return the same options but for some."""
        return DisplayOptions(**{name: getattr(self, name) for name in self.__slots__} | changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DisplayOptions) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"DisplayOptions({told})"


class Driver:
    """Where a driver is, and what it needs."""

    __slots__ = ("module", "requires")

    def __init__(self, module: str, requires: str = "") -> None:
        self.module: str = module
        """Has a function `open_display(DisplayOptions) -> Display`; it is imported when that is called."""
        self.requires: str = requires
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
