import pytest

from engine.input import KEY_MASK_CTRL, KEY_S, InputEventKey
from nodes import ShortCut
from nodes.gui.parts.menu_item import MenuItem

CTRL_S = InputEventKey(scancode=KEY_S, control=True, pressed=True)
S = InputEventKey(scancode=KEY_S, pressed=True)


@pytest.fixture
def item():
    return MenuItem("Save", 7)


def test_its_repr_shows_id_and_text(item):
    assert repr(item) == "<MenuItem 7 'Save'>"
    item.separator = True
    assert repr(item) == "<MenuItem 7 (separator)>"


@pytest.mark.parametrize("name", ["disabled", "separator"])
def test_it_can_be_chosen_unless_it_is_disabled_or_a_line(item, name):
    assert item.selectable
    setattr(item, name, True)
    assert not item.selectable


def test_a_key_with_modifiers_may_stand_for_it(item):
    assert (item.hint(), item.is_shortcut(S)) == ("", False)
    item.accelerator = KEY_S | KEY_MASK_CTRL
    assert item.hint() == "Control+S"
    assert (item.is_shortcut(CTRL_S), item.is_shortcut(S)) == (True, False)


def test_a_shortcut_stands_for_it_before_a_key(item):
    item.accelerator = KEY_S | KEY_MASK_CTRL
    item.shortcut = ShortCut(InputEventKey(scancode=KEY_S))
    assert item.hint() == "S"
    assert (item.is_shortcut(CTRL_S), item.is_shortcut(S)) == (False, True)
    item.shortcut_disabled = True
    assert not item.is_shortcut(S)
    item.shortcut = ShortCut()
    assert item.hint() == ""
