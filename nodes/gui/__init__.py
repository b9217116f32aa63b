"""Controls: the nodes of a graphical user interface. Each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .control import Control
    from .theme import (
        DrawnIcon,
        StyleBox,
        StyleBoxEmpty,
        StyleBoxFlat,
        StyleBoxLine,
        Theme,
        dark_theme,
        light_theme,
    )

_LATER = {
    "Control": "control",
    "DrawnIcon": "theme",
    "StyleBox": "theme",
    "StyleBoxEmpty": "theme",
    "StyleBoxFlat": "theme",
    "StyleBoxLine": "theme",
    "Theme": "theme",
    "dark_theme": "theme",
    "light_theme": "theme",
}
"""The module of each name. Add new ones here, in the imports above and in `__all__`."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found


__all__ = [
    "Control",
    "DrawnIcon",
    "StyleBox",
    "StyleBoxEmpty",
    "StyleBoxFlat",
    "StyleBoxLine",
    "Theme",
    "dark_theme",
    "light_theme",
]
