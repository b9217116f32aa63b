import pytest

from engine import ScriptError
from engine.input import KEY_MASK_CTRL, KEY_S, InputEventKey
from nodes import DrawnIcon, PopupMenu, ShortCut

ICON = DrawnIcon(16, 16)
SAVE = ShortCut(InputEventKey(scancode=KEY_S, control=True), "Save")


def test_entries_may_be_given_at_once():
    menu = PopupMenu(items=["One", ("Two", 7), "Three"])
    assert [menu.get_item_text(i) for i in range(3)] == ["One", "Two", "Three"]
    assert [menu.get_item_id(i) for i in range(3)] == [0, 7, 2]
    assert repr(menu.items) == "[<MenuItem 0 'One'>, <MenuItem 7 'Two'>, <MenuItem 2 'Three'>]"
    menu.add_separator()
    assert repr(menu.items[3]) == "<MenuItem -1 (separator)>"


def test_every_kind_of_entry_can_be_added():
    menu = PopupMenu()
    menu.add_icon_item(ICON, "icon", 1, KEY_S)
    menu.add_icon_check_item(ICON, "check", 2)
    menu.add_icon_radio_check_item(ICON, "radio", 3)
    menu.add_shortcut(SAVE, 4)
    menu.add_icon_shortcut(ICON, SAVE, 5)
    menu.add_check_shortcut(SAVE, 6)
    menu.add_radio_check_shortcut(SAVE, 7)
    assert [menu.get_item_icon(i) for i in range(7)] == [ICON, ICON, ICON, None, ICON, None, None]
    assert [menu.is_item_checkable(i) for i in range(7)] == [False, True, True, False, False, True, True]
    assert [menu.get_item_text(i) for i in range(3, 7)] == ["Save"] * 4
    assert menu.get_item_shortcut(3) is SAVE
    assert menu.get_item_accelerator(0) == KEY_S


def test_what_is_set_is_there():
    menu = PopupMenu(items=["a", "b"])
    menu.set_item_text(0, "x")
    menu.set_item_icon(0, ICON)
    menu.set_item_accelerator(0, KEY_S | KEY_MASK_CTRL)
    menu.set_item_metadata(0, {"any": "thing"})
    menu.set_item_submenu(0, "sub")
    menu.set_item_tooltip(0, "what it does")
    menu.set_item_shortcut_disabled(0, True)
    menu.set_item_as_separator(1, True)
    assert (menu.get_item_text(0), menu.get_item_icon(0)) == ("x", ICON)
    assert menu.get_item_accelerator(0) == KEY_S | KEY_MASK_CTRL
    assert (menu.get_item_metadata(0), menu.get_item_submenu(0)) == ({"any": "thing"}, "sub")
    assert (menu.get_item_tooltip(0), menu.is_item_shortcut_disabled(0)) == ("what it does", True)
    assert menu.is_item_separator(1)
    menu.set_item_shortcut(0, SAVE)
    assert menu.get_item_shortcut(0) is SAVE


def test_states_go_round():
    menu = PopupMenu()
    menu.add_multistate_item("many", 3, 1)
    menu.add_item("one")
    states = []
    for _ in range(3):
        menu.toggle_item_multistate(0)
        states.append(menu.get_item_state(0))
    assert states == [2, 0, 1]
    menu.set_item_multistate(0, 2)
    menu.toggle_item_multistate(1)
    assert (menu.get_item_state(0), menu.get_item_state(1)) == (2, 0)


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_an_index_that_is_not_there_is_refused(index):
    menu = PopupMenu(items=["a", "b"])
    with pytest.raises(ScriptError, match="2 items"):
        menu.get_item_text(index)


def test_a_copy_has_entries_of_its_own():
    menu = PopupMenu(items=["a", "b"])
    menu.set_item_checked(1, True)
    copy = menu.duplicate()
    copy.set_item_text(0, "x")
    assert (menu.get_item_text(0), copy.is_item_checked(1)) == ("a", True)
    assert copy.get_item_count() == 2
