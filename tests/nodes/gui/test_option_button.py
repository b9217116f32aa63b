import pytest

from engine import ScriptError, Vector2
from nodes import Button, DrawnIcon, OptionButton, dark_theme

ICON = DrawnIcon(16, 16)


@pytest.fixture
def option(tree):
    option = tree.add(OptionButton(items=["Red", ("Green", 7), "Blue"]))
    option.rect_position = Vector2(20, 20)
    tree.step()
    return option


def test_it_may_be_made_with_its_entries():
    option = OptionButton(items=["BINARY", ("TEXT", 5)], selected=1)
    assert (option.text, option.selected, option.get_selected_id()) == ("TEXT", 1, 5)
    assert option.get_popup().is_item_radio_checkable(0)
    option.items = [*option.items, "MORE"]
    assert (option.get_item_count(), option.selected) == (3, 1)
    option.items = []
    assert (option.selected, option.text) == (-1, "")


def test_the_choice_stays_with_its_entry_when_the_entries_are_set_and_goes_with_it():
    """Nobody is spoken to who was not chosen."""
    option = OptionButton(items=["Everyone", "Ann", "Bob"], selected=2)
    option.items = ["Everyone", "Bob"]
    assert (option.selected, option.text) == (1, "Bob")
    option.items = ["Everyone", "Carol"]
    assert (option.selected, option.text) == (-1, "")
    option.items = ["Everyone"]
    assert (option.selected, option.text) == (-1, "")


def test_an_entry_of_another_id_is_another_one():
    option = OptionButton(items=["Everyone", ("Ann", 17), "Bob", "Bob"], selected=3)
    option.items = ["Everyone", ("Ann", 17), "Bob", "Bob"]
    assert option.selected == 3
    option.select(1)
    option.items = ["Everyone", ("Ann", 23)]
    assert option.selected == -1


def test_the_user_chooses_by_two_clicks(tree, option):
    chosen = []
    option.item_selected.connect(chosen.append)
    tree.user.click(option)
    assert option.get_popup().visible
    assert option.button_pressed
    tree.user.click("Green")
    assert (chosen, option.selected, option.text) == ([1], 1, "Green")
    assert not option.button_pressed
    assert option.has_focus()


def test_the_user_chooses_by_one_drag(tree, option):
    tree.user.move_to(option)
    tree.user.button_down()
    tree.step()
    tree.user.move_to("Blue")
    tree.user.button_up()
    assert (option.selected, option.get_popup().visible) == (2, False)


def test_the_user_chooses_by_keyboard(tree, option):
    focused = []
    option.item_focused.connect(focused.append)
    option.selected = 1
    option.grab_focus()
    tree.user.press("space")
    assert option.get_popup().get_current_index() == 1
    tree.user.press("down")
    assert focused == [2]
    tree.user.press("enter")
    assert option.text == "Blue"
    tree.user.press("enter")
    tree.user.press("escape")
    assert (option.text, option.button_pressed, option.has_focus()) == ("Blue", False, True)


def test_choosing_what_is_chosen_tells_nobody(tree, option):
    chosen = tree.watch(option.item_selected)
    tree.user.click(option)
    tree.user.click(option.get_popup().rect_global_position + Vector2(30, 15))
    chosen.assert_not_emitted()
    assert not option.get_popup().visible


def test_a_script_that_chooses_tells_nobody(tree, option):
    chosen = tree.watch(option.item_selected)
    option.select(2)
    option.selected = 1
    chosen.assert_not_emitted()


def test_a_second_click_on_it_closes_the_menu(tree, option):
    tree.user.click(option)
    tree.user.click(option)
    assert (option.get_popup().visible, option.button_pressed) == (False, False)
    tree.user.click(option)
    assert option.get_popup().visible


def test_the_click_that_closes_the_menu_does_no_more(tree, option):
    button = tree.add(Button(text="Other"))
    button.rect_position = Vector2(500, 500)
    pressed = tree.watch(button.pressed)
    tree.user.click(option)
    tree.user.click(button)
    pressed.assert_not_emitted()
    assert not option.get_popup().visible


def test_the_menu_is_below_it_or_above_it(tree, option):
    option.get_popup()
    tree.user.click(option)
    menu = option.get_popup()
    assert menu.rect_global_position == Vector2(20, 48)
    assert menu.rect_size.x >= option.rect_size.x
    menu.hide()
    option.rect_position = Vector2(20, 560)
    tree.user.click(option)
    assert menu.get_global_rect().end.y == 560


def test_a_wide_button_has_a_wide_menu(tree, option):
    option.rect_size = Vector2(400, 28)
    tree.user.click(option)
    assert option.get_popup().rect_size.x == 400


def test_without_entries_there_is_no_menu(tree):
    option = tree.add(OptionButton())
    tree.user.click(option)
    assert (option.get_popup().visible, option.button_pressed) == (False, False)
    assert option.get_selected_id() == 0
    assert option.get_selected_metadata() is None


def test_it_is_as_wide_as_its_widest_entry(tree, option):
    width = option.rect_size.x
    option.select(1)
    tree.step()
    assert option.rect_size.x == width
    option.add_item("a longer colour")
    tree.step()
    wider = option.rect_size.x
    assert wider > width
    option.clip_text = True
    assert option.get_minimum_size().x < width


def test_removing_keeps_the_choice(option):
    option.select(1)
    option.remove_item(2)
    assert (option.selected, option.text) == (1, "Green")
    option.remove_item(0)
    assert (option.selected, option.text) == (0, "Green")
    option.remove_item(0)
    assert (option.selected, option.text) == (-1, "")
    option.add_item("New")
    assert (option.selected, option.text) == (0, "New")


def test_none_may_be_chosen(option):
    option.select(-1)
    assert (option.selected, option.text) == (-1, "")
    for wrong in (3, -2, None, "Red"):
        with pytest.raises(ScriptError, match=f"3 items, so there is none at the index {wrong!r}"):
            option.select(wrong)


def test_icons_are_shown_on_it(option):
    option.add_icon_item(ICON, "Icon", 9)
    option.select(3)
    assert (option.icon, option.get_item_icon(3)) == (ICON, ICON)
    option.set_item_icon(3, None)
    assert option.icon is None
    option.set_item_icon(0, ICON)
    assert option.icon is None


def test_entries_have_properties(option):
    option.set_item_disabled(1, True)
    option.set_item_tooltip(1, "leaves")
    option.set_item_metadata(1, {"a": 1})
    option.set_item_id(1, 70)
    assert option.is_item_disabled(1)
    assert (option.get_item_tooltip(1), option.get_item_metadata(1)) == ("leaves", {"a": 1})
    assert option.get_item_index(70) == 1
    assert option.get_item_text(1) == "Green"


def test_a_disabled_entry_cannot_be_chosen(tree, option):
    option.set_item_disabled(1, True)
    tree.user.click(option)
    tree.user.click("Green")
    assert (option.selected, option.get_popup().visible) == (0, True)


def test_a_disabled_one_opens_nothing(tree, option):
    option.disabled = True
    tree.user.click(option)
    assert not option.get_popup().visible


def test_hiding_it_closes_the_menu(tree, option):
    tree.user.click(option)
    option.hide()
    assert not option.get_popup().visible


def test_a_copy_has_entries_of_its_own(tree, option):
    option.select(2)
    copy = option.duplicate()
    assert copy.get_child_count() == option.get_child_count() == 1
    copy.set_item_text(2, "Pink")
    assert (copy.text, option.text) == ("Pink", "Blue")
    tree.add(copy, "Copy").rect_position = Vector2(300, 20)
    tree.step()
    tree.user.click(copy)
    tree.user.click("Green")
    assert (copy.selected, option.selected) == (1, 2)


def test_a_theme_without_an_arrow_is_no_fault(tree, option):
    width = option.get_minimum_size().x
    theme = dark_theme().duplicate()
    theme.clear_icon("arrow", "OptionButton")
    tree.default_theme = theme
    tree.step()
    assert option.get_minimum_size().x < width
