"""Controls: the nodes of a graphical user interface. Each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .box_container import BoxContainer, HBoxContainer, VBoxContainer
    from .center_container import CenterContainer
    from .container import Container
    from .control import Control
    from .grid_container import GridContainer
    from .label import Label
    from .line_edit import LineEdit
    from .margin_container import MarginContainer
    from .panel import Panel
    from .panel_container import PanelContainer
    from .split_container import HSplitContainer, SplitContainer, VSplitContainer
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
    "BoxContainer": "box_container",
    "CenterContainer": "center_container",
    "Container": "container",
    "Control": "control",
    "DrawnIcon": "theme",
    "GridContainer": "grid_container",
    "HBoxContainer": "box_container",
    "HSplitContainer": "split_container",
    "Label": "label",
    "LineEdit": "line_edit",
    "MarginContainer": "margin_container",
    "Panel": "panel",
    "PanelContainer": "panel_container",
    "SplitContainer": "split_container",
    "StyleBox": "theme",
    "StyleBoxEmpty": "theme",
    "StyleBoxFlat": "theme",
    "StyleBoxLine": "theme",
    "Theme": "theme",
    "VBoxContainer": "box_container",
    "VSplitContainer": "split_container",
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
    "BoxContainer",
    "CenterContainer",
    "Container",
    "Control",
    "DrawnIcon",
    "GridContainer",
    "HBoxContainer",
    "HSplitContainer",
    "Label",
    "LineEdit",
    "MarginContainer",
    "Panel",
    "PanelContainer",
    "SplitContainer",
    "StyleBox",
    "StyleBoxEmpty",
    "StyleBoxFlat",
    "StyleBoxLine",
    "Theme",
    "VBoxContainer",
    "VSplitContainer",
    "dark_theme",
    "light_theme",
]
