import pytest

from engine import Vector2
from engine.canvas.commands import Polyline
from nodes import Button, ButtonGroup, CheckBox, CheckButton, DrawnIcon, Theme


def add(tree, button):
    button.rect_position = Vector2(10, 10)
    tree.add(button)
    tree.step()
    return button


def marks(tree):
    return [seen for seen in tree.screen.seen() if isinstance(seen.command, Polyline)]


def test_a_click_checks_it_and_another_unchecks_it(tree):
    box = add(tree, CheckBox(text="Loud"))
    toggled = []
    box.toggled.connect(toggled.append)
    assert marks(tree) == []
    tree.user.click("Loud")
    assert len(marks(tree)) == 1
    tree.user.press("space")
    assert toggled == [True, False]
    assert marks(tree) == []


def test_a_row_of_it_is_as_high_as_other_rows():
    assert CheckBox(text="x").get_minimum_size().y == Button(text="x").get_minimum_size().y


def test_the_text_is_beside_the_box(tree):
    box = add(tree, CheckBox(text="x"))
    icon = box.get_icon("checked")
    left = 10 + 4 + icon.get_width() + box.get_constant("hseparation")
    assert tree.screen.find_text("x").position.x == left


def test_without_a_text_there_is_the_box_alone(tree):
    box = add(tree, CheckBox())
    assert box.get_minimum_size().x == 8 + box.get_icon("checked").get_width()


def test_a_box_higher_than_its_text_has_room():
    box = CheckBox(text="x")
    box.add_icon_override("unchecked", DrawnIcon(50, 60))
    assert box.get_minimum_size().y == 68


def test_in_a_group_it_is_a_radio_button(tree):
    group = ButtonGroup()
    one = add(tree, CheckBox(text="One", group=group))
    two = tree.add(CheckBox(text="Two", group=group), "Two")
    two.rect_position = Vector2(10, 60)
    tree.step()
    tree.user.click("One")
    tree.user.click("Two")
    tree.user.click("Two")
    assert (one.button_pressed, two.button_pressed) == (False, True)
    assert marks(tree) == []  # a dot it is


@pytest.mark.parametrize("kind", [CheckBox, CheckButton])
def test_each_state_looks_different(tree, kind):
    looks = set()
    box = add(tree, kind(text="x"))
    for disabled in (False, True):
        for pressed in (False, True):
            box.disabled, box.button_pressed = disabled, pressed
            tree.step()
            looks.add(tree.screen.describe())
    assert len(looks) == 4


def test_a_switch_is_right_of_its_text(tree):
    switch = add(tree, CheckButton(text="Sound"))
    switch.rect_size = Vector2(200, 28)
    tree.step()
    assert tree.screen.find_text("Sound").position.x == 14
    assert tree.screen.boxes()[-1].end.x > 170
    tree.user.click(switch)
    assert switch.button_pressed


@pytest.mark.parametrize("kind", [CheckBox, CheckButton])
def test_a_theme_without_icons_is_no_fault(tree, kind):
    tree.default_theme = Theme()
    add(tree, kind(text="x"))
    assert tree.screen.texts() == ["x"]
