"""Controls: the nodes of a graphical user interface. Each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .accept_dialog import AcceptDialog, ConfirmationDialog
    from .base_button import BaseButton, ButtonGroup
    from .box_container import BoxContainer, HBoxContainer, VBoxContainer
    from .button import Button, ToolButton
    from .center_container import CenterContainer
    from .check_box import CheckBox, CheckButton
    from .color_rect import ColorRect
    from .container import Container
    from .control import Control
    from .grid_container import GridContainer
    from .item_list import ItemList
    from .label import Label
    from .line_edit import LineEdit
    from .link_button import LinkButton
    from .margin_container import MarginContainer
    from .menu_button import MenuButton
    from .option_button import OptionButton
    from .panel import Panel
    from .panel_container import PanelContainer
    from .popup import Popup, PopupDialog, PopupPanel
    from .popup_menu import PopupMenu
    from .progress_bar import ProgressBar
    from .range import Range
    from .rich_text_label import RichTextLabel
    from .scroll_bar import HScrollBar, ScrollBar, VScrollBar
    from .scroll_container import ScrollContainer
    from .separator import HSeparator, Separator, VSeparator
    from .short_cut import ShortCut
    from .slider import HSlider, Slider, VSlider
    from .spin_box import SpinBox
    from .split_container import HSplitContainer, SplitContainer, VSplitContainer
    from .tab_container import TabContainer
    from .texture_button import TextureButton
    from .texture_rect import TextureRect
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
    from .window_dialog import WindowDialog

_LATER = {
    "AcceptDialog": "accept_dialog",
    "BaseButton": "base_button",
    "BoxContainer": "box_container",
    "Button": "button",
    "ButtonGroup": "base_button",
    "CenterContainer": "center_container",
    "CheckBox": "check_box",
    "CheckButton": "check_box",
    "ColorRect": "color_rect",
    "ConfirmationDialog": "accept_dialog",
    "Container": "container",
    "Control": "control",
    "DrawnIcon": "theme",
    "GridContainer": "grid_container",
    "HBoxContainer": "box_container",
    "HScrollBar": "scroll_bar",
    "HSeparator": "separator",
    "HSlider": "slider",
    "HSplitContainer": "split_container",
    "ItemList": "item_list",
    "Label": "label",
    "LineEdit": "line_edit",
    "LinkButton": "link_button",
    "MarginContainer": "margin_container",
    "MenuButton": "menu_button",
    "OptionButton": "option_button",
    "Panel": "panel",
    "PanelContainer": "panel_container",
    "Popup": "popup",
    "PopupDialog": "popup",
    "PopupMenu": "popup_menu",
    "PopupPanel": "popup",
    "ProgressBar": "progress_bar",
    "Range": "range",
    "RichTextLabel": "rich_text_label",
    "ScrollBar": "scroll_bar",
    "ScrollContainer": "scroll_container",
    "Separator": "separator",
    "ShortCut": "short_cut",
    "Slider": "slider",
    "SpinBox": "spin_box",
    "SplitContainer": "split_container",
    "StyleBox": "theme",
    "StyleBoxEmpty": "theme",
    "StyleBoxFlat": "theme",
    "StyleBoxLine": "theme",
    "TabContainer": "tab_container",
    "TextureButton": "texture_button",
    "TextureRect": "texture_rect",
    "Theme": "theme",
    "ToolButton": "button",
    "VBoxContainer": "box_container",
    "VScrollBar": "scroll_bar",
    "VSeparator": "separator",
    "VSlider": "slider",
    "VSplitContainer": "split_container",
    "WindowDialog": "window_dialog",
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


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "AcceptDialog",
    "BaseButton",
    "BoxContainer",
    "Button",
    "ButtonGroup",
    "CenterContainer",
    "CheckBox",
    "CheckButton",
    "ColorRect",
    "ConfirmationDialog",
    "Container",
    "Control",
    "DrawnIcon",
    "GridContainer",
    "HBoxContainer",
    "HScrollBar",
    "HSeparator",
    "HSlider",
    "HSplitContainer",
    "ItemList",
    "Label",
    "LineEdit",
    "LinkButton",
    "MarginContainer",
    "MenuButton",
    "OptionButton",
    "Panel",
    "PanelContainer",
    "Popup",
    "PopupDialog",
    "PopupMenu",
    "PopupPanel",
    "ProgressBar",
    "Range",
    "RichTextLabel",
    "ScrollBar",
    "ScrollContainer",
    "Separator",
    "ShortCut",
    "Slider",
    "SpinBox",
    "SplitContainer",
    "StyleBox",
    "StyleBoxEmpty",
    "StyleBoxFlat",
    "StyleBoxLine",
    "TabContainer",
    "TextureButton",
    "TextureRect",
    "Theme",
    "ToolButton",
    "VBoxContainer",
    "VScrollBar",
    "VSeparator",
    "VSlider",
    "VSplitContainer",
    "WindowDialog",
    "dark_theme",
    "light_theme",
]
