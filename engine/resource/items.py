"""The items of menus and lists, which scene files have as one flat array."""

from __future__ import annotations

from typing import Any

_OF_MENUS = (
    "text",
    "icon",
    "checkable",
    "checked",
    "disabled",
    "id",
    "accelerator",
    "metadata",
    "submenu",
    "separator",
)
FIELDS: dict[str, tuple[str, ...]] = {
    "ItemList": ("text", "icon", "disabled"),
    "MenuButton": _OF_MENUS,
    "OptionButton": ("text", "icon", "disabled", "id", "metadata"),
    "PopupMenu": _OF_MENUS,
}
RADIO = 2
"""A checkable item that is one of several."""


def put_items(of: Any, flat: Any) -> bool:
    """Set the items of a menu or list; return False if it is none, or the array is none of a file's."""
    fields = next((fields for kind, fields in FIELDS.items() if of.is_class(kind)), None)
    if fields is None or not isinstance(flat, list) or len(flat) % len(fields):
        return False
    menu = of.get_popup() if of.is_class("MenuButton") else of
    menu.clear()
    for at in range(0, len(flat), len(fields)):
        _add(menu, at // len(fields), dict(zip(fields, flat[at : at + len(fields)], strict=True)))
    return True


def _add(menu: Any, at: int, item: dict[str, Any]) -> None:
    """Add an item to a menu or a list."""
    if item.get("separator"):
        menu.add_separator(item["text"], item["id"])
        return
    if item.get("submenu"):
        menu.add_submenu_item(item["text"], item["submenu"], item["id"])
    elif item.get("checkable"):
        add = menu.add_radio_check_item if item["checkable"] == RADIO else menu.add_check_item
        add(item["text"], item["id"])
        menu.set_item_checked(at, bool(item["checked"]))
    elif "id" in item:
        menu.add_item(item["text"], item["id"])
    else:
        menu.add_item(item["text"])
    if item["icon"] is not None:
        menu.set_item_icon(at, item["icon"])
    if item["disabled"]:
        menu.set_item_disabled(at, True)
    if item.get("metadata") is not None:
        menu.set_item_metadata(at, item["metadata"])
    if item.get("accelerator"):
        menu.set_item_accelerator(at, item["accelerator"])
