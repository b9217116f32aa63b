import pytest

from engine import Vector2
from engine.input import KEY_MASK_CTRL, KEY_S
from nodes import MenuButton, PopupPanel


@pytest.fixture
def button(tree):
    button = tree.add(MenuButton(text="File", items=["Open", ("Save", 7)]))
    button.rect_position = Vector2(20, 20)
    button.get_popup().set_item_accelerator(1, KEY_S | KEY_MASK_CTRL)
    tree.step()
    return button


def chosen(button):
    ids = []
    button.get_popup().id_pressed.connect(ids.append)
    return ids


def test_a_click_opens_the_menu_below_it(tree, button):
    about = tree.watch(button.about_to_show)
    ids = chosen(button)
    tree.user.click(button)
    about.assert_emitted(times=1)
    assert button.get_popup().rect_global_position == Vector2(20, 48)
    assert button.button_pressed
    tree.user.click("Save")
    assert (ids, button.button_pressed) == ([7], False)


def test_another_click_closes_it(tree, button):
    tree.user.click(button)
    tree.user.click(button)
    assert not button.get_popup().visible
    assert not button.button_pressed


def test_by_keyboard_the_first_entry_is_marked(tree, button):
    button.grab_focus()
    ids = chosen(button)
    tree.user.press("enter")
    assert button.get_popup().get_current_index() == 0
    tree.user.press("enter")
    assert ids == [0]


def test_the_keys_of_its_entries_work_while_it_is_closed(tree, button):
    ids = chosen(button)
    tree.user.press("ctrl+s")
    assert ids == [7]
    tree.user.press("ctrl+x")
    button.set_disable_shortcuts(True)
    tree.user.press("ctrl+s")
    button.set_disable_shortcuts(False)
    button.disabled = True
    tree.user.press("ctrl+s")
    button.disabled = False
    button.hide()
    tree.user.press("ctrl+s")
    button.show()
    panel = tree.add(PopupPanel())
    panel.popup()
    tree.user.press("ctrl+s")
    assert ids == [7]


def test_hiding_it_closes_the_menu(tree, button):
    tree.user.click(button)
    button.hide()
    assert not button.get_popup().visible


def test_a_copy_has_entries_of_its_own(button):
    copy = button.duplicate()
    assert [item.text for item in copy.items] == ["Open", "Save"]
    copy.items = ["x"]
    assert len(button.items) == 2


def test_outside_the_tree_nothing_opens():
    button = MenuButton(items=["x"])
    button.set_pressed(True)
    button._was_pressed_()
    assert not button.get_popup().visible
