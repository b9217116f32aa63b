import pytest

from engine import ScriptError
from engine.input import KEY_A, KEY_S, InputEventKey, InputEventMouseButton
from nodes import ShortCut


def test_a_new_one_is_not_valid():
    shortcut = ShortCut()
    assert not shortcut.is_valid()
    assert shortcut.get_shortcut() is None
    assert shortcut.get_as_text() == "None"
    assert not shortcut.is_shortcut(InputEventKey(scancode=KEY_A))


def test_it_is_its_key_with_its_modifiers():
    shortcut = ShortCut(InputEventKey(scancode=KEY_S, control=True), "Save")
    assert shortcut.is_valid()
    assert (shortcut.get_as_text(), shortcut.get_name()) == ("Control+S", "Save")
    assert shortcut.is_shortcut(InputEventKey(scancode=KEY_S, control=True, pressed=True))
    assert not shortcut.is_shortcut(InputEventKey(scancode=KEY_S, pressed=True))
    assert not shortcut.is_shortcut(InputEventKey(scancode=KEY_A, control=True, pressed=True))
    assert not shortcut.is_shortcut(InputEventMouseButton())


def test_the_modifiers_may_be_released_first():
    shortcut = ShortCut(InputEventKey(scancode=KEY_S))
    assert shortcut.is_shortcut(InputEventKey(scancode=KEY_S, shift=True))


def test_it_can_be_changed():
    shortcut = ShortCut()
    shortcut.set_shortcut(InputEventKey(scancode=KEY_A))
    shortcut.set_name("All")
    assert shortcut.shortcut.scancode == KEY_A
    assert shortcut.name == "All"


def test_what_is_no_event_is_refused():
    with pytest.raises(ScriptError, match="InputEventKey"):
        ShortCut("ctrl+s")


def test_its_name_is_that_of_the_resource():
    shortcut = ShortCut(name="Save")
    assert shortcut.resource_name == shortcut.get_name() == "Save"
    shortcut.resource_name = "Store"
    assert shortcut.name == "Store"
