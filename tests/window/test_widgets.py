"""Widgets, used with mouse and keyboard: on the headless display and in a real window alike."""

import pytest

from engine import Vector2
from engine.input import BUTTON_RIGHT, KEY_ENTER
from nodes import (
    AcceptDialog,
    Button,
    ButtonGroup,
    CheckBox,
    Control,
    HSlider,
    HSplitContainer,
    LineEdit,
    OptionButton,
    Panel,
    SpinBox,
    TabContainer,
    VBoxContainer,
)


@pytest.fixture
def form(tree):
    """Shows widgets one above the other: `button, edit = form(Button(), LineEdit())`."""

    def form(*widgets):
        box = VBoxContainer(rect_position=Vector2(20, 20), rect_min_size=Vector2(240, 0))
        for widget in widgets:
            box.add_child(widget)
        tree.add(box)
        tree.step()
        return widgets

    return form


# -- Buttons ---------------------------------------------------------------------------------------


def test_a_button_is_pressed_where_the_pointer_is_let_go(tree, form):
    button, other = form(Button(text="Send"), Button(text="Clear"))
    pressed, other_pressed = tree.watch(button.pressed), tree.watch(other.pressed)
    tree.user.click("Send")
    assert len(pressed) == 1
    tree.user.drag("Send", other)
    tree.user.click("Send", BUTTON_RIGHT)
    assert (len(pressed), len(other_pressed)) == (1, 0)


def test_each_of_two_fast_clicks_presses(tree, form):
    (button,) = form(Button(text="More"))
    pressed = tree.watch(button.pressed)
    tree.user.click(button, double=True)
    assert len(pressed) == 2


def test_a_button_knows_the_pointer(tree, form):
    (button,) = form(Button(text="Here"))
    hovered, left = tree.watch(button.mouse_entered), tree.watch(button.mouse_exited)
    tree.user.move_to(button)
    assert button.is_hovered()
    tree.user.button_down()
    assert button.get_draw_mode() == Button.DRAW_PRESSED
    tree.user.move_to((600, 400))
    tree.user.button_up()
    tree.user.move_to((610, 400))
    assert not button.is_hovered()
    assert (len(hovered), len(left)) == (1, 1)


def test_a_check_box_is_switched_and_a_group_has_one(tree, form):
    group = ButtonGroup()
    box, one, two = form(
        CheckBox(text="Binary"),
        CheckBox(text="One", group=group),
        CheckBox(text="Two", group=group),
    )
    tree.user.click("Binary")
    tree.user.click("One")
    tree.user.click("Two")
    assert (box.button_pressed, one.button_pressed, two.button_pressed) == (True, False, True)
    tree.user.click(box)
    assert not box.button_pressed


# -- Text ------------------------------------------------------------------------------------------


def test_text_of_any_script_is_typed(tree, form):
    (edit,) = form(LineEdit())
    entered = tree.watch(edit.text_entered)
    tree.user.click(edit)
    tree.user.type("Grüße, Ærøskøbing! Ω Привет 日本語 😀 {[|]}\\~\n")
    assert edit.text == "Grüße, Ærøskøbing! Ω Привет 日本語 😀 {[|]}\\~"
    entered.assert_emitted(edit.text, times=1)
    assert edit.has_focus()


def test_the_caret_is_set_by_a_click_and_moved_by_keys(tree, form):
    (edit,) = form(LineEdit(text="one two three"))
    word = tree.user.place_of("two")
    tree.user.click(word)
    assert 4 < edit.caret_position < 7
    for key, place in (("home", 0), ("right", 1), ("ctrl+right", 3), ("end", 13), ("ctrl+left", 8)):
        tree.user.press(key)
        assert edit.caret_position == place, key
    tree.user.press("shift+home")
    tree.user.press("delete")
    assert edit.text == "three"
    tree.user.press("ctrl+z")
    assert edit.text == "one two three"


def test_a_double_click_marks_a_word_and_a_drag_a_part(tree, form):
    (edit,) = form(LineEdit(text="one two three"))

    def marked():
        return edit.text[edit.get_selection_from_column() : edit.get_selection_to_column()]

    tree.user.click("two", double=True)
    assert marked() == "two"
    start = tree.screen.find_text("one ")
    tree.user.drag(start.position + Vector2(1, 8), "two")
    assert "one t" in (marked(), marked()[:-1])


def test_text_is_cut_copied_and_pasted(tree, form):
    one, two = form(LineEdit(text="Größe: 3 €"), LineEdit())
    tree.user.click(one)
    tree.user.press("ctrl+a")
    tree.user.press("ctrl+c")
    tree.user.click(two)
    tree.user.press("ctrl+v")
    tree.user.press("ctrl+v")
    assert two.text == "Größe: 3 €" * 2
    tree.user.press("ctrl+a")
    tree.user.press("ctrl+x")
    assert two.text == ""
    tree.user.click(one)
    tree.user.press("end")
    tree.user.press("ctrl+v")
    assert one.text == "Größe: 3 €" * 3


def test_tab_goes_round(tree, form):
    widgets = form(LineEdit(), Button(text="A"), CheckBox(text="B"), SpinBox(), LineEdit())
    edit, button, check, spin, last = widgets
    round_ = [edit, button, check, spin.get_line_edit(), last, edit]
    for expected in round_:
        tree.user.press("tab")
        assert edit.get_focus_owner() is expected
    for expected in round_[-2::-1]:
        tree.user.press("shift+tab")
        assert edit.get_focus_owner() is expected


def test_what_has_the_focus_is_pressed_by_keys(tree, form):
    button, check = form(Button(text="A"), CheckBox(text="B"))
    pressed = tree.watch(button.pressed)
    button.grab_focus()
    tree.user.press("enter")
    tree.user.press("space")
    assert len(pressed) == 2
    tree.user.press("down")
    tree.user.press("space")
    assert check.button_pressed


# -- Numbers and choices ---------------------------------------------------------------------------


def test_a_spin_box_is_typed_at_turned_and_clicked(tree, form):
    (spin,) = form(SpinBox(max_value=1000.0, value=8000.0))
    assert spin.value == 1000
    tree.user.click(spin.get_line_edit())
    tree.user.press("ctrl+a")
    tree.user.type("81\n")
    assert spin.value == 81
    tree.user.wheel(spin.get_line_edit(), up=2)
    tree.user.wheel(spin.get_line_edit(), down=1)
    assert spin.value == 82
    arrows = spin.get_global_rect()
    tree.user.click(Vector2(arrows.end.x - 6, arrows.position.y + 6))
    assert spin.value == 83
    tree.user.click(Vector2(arrows.end.x - 6, arrows.end.y - 6))
    tree.user.press("up")
    assert spin.value == 83


def test_a_slider_is_dragged(tree, form):
    (slider,) = form(HSlider())
    at = slider.get_global_rect()
    tree.user.drag(Vector2(at.position.x + 8, at.get_center().y), at.get_center())
    assert abs(slider.value - 50) < 4
    tree.user.press("right", times=3)
    assert abs(slider.value - 53) < 4


def test_an_entry_is_chosen_with_the_mouse_or_with_keys(tree, form):
    (choice,) = form(OptionButton())
    for label in ("Text", "Binary", "Both"):
        choice.add_item(label)
    selected = tree.watch(choice.item_selected)
    tree.user.click(choice)
    assert choice.get_popup().visible
    tree.user.click("Both")
    assert (choice.selected, choice.text) == (2, "Both")
    assert not choice.get_popup().visible
    choice.grab_focus()
    tree.user.press("space")
    tree.user.press("up")
    tree.user.press("enter")
    assert choice.text == "Binary"
    assert selected.emissions == [(2,), (1,)]
    tree.user.click(choice)
    tree.user.press("escape")
    assert not choice.get_popup().visible
    tree.user.click(choice)
    tree.user.click((600, 400))
    assert (choice.get_popup().visible, choice.selected) == (False, 1)


def test_a_press_on_a_choice_drawn_to_an_entry_chooses_it(tree, form):
    (choice,) = form(OptionButton())
    for label in ("Text", "Binary"):
        choice.add_item(label)
    tree.user.move_to(choice)
    tree.user.button_down()
    tree.user.move_to("Binary")
    tree.step(30)
    tree.user.button_up()
    tree.user.click("Binary")
    assert choice.selected == 1


# -- Containers ------------------------------------------------------------------------------------


def test_the_bar_of_a_split_container_is_dragged(tree):
    left, right = Panel(), Panel()
    for panel in (left, right):
        panel.rect_min_size = Vector2(50, 50)
        panel.size_flags_horizontal = Control.SIZE_EXPAND_FILL
    split = HSplitContainer(rect_size=Vector2(400, 200))
    split.add_child(left)
    split.add_child(right)
    tree.add(split)
    tree.step()
    bar = Vector2((left.get_global_rect().end.x + right.rect_global_position.x) / 2, 100)
    before = left.rect_size.x
    tree.user.drag(bar, bar + Vector2(60, 0))
    assert left.rect_size.x == before + 60
    tree.user.drag(bar + Vector2(60, 0), Vector2(1, 100))
    assert left.rect_size.x == 50


def test_a_page_is_chosen_by_its_tab(tree):
    tabs = tree.add(TabContainer(rect_size=Vector2(300, 200)))
    pages = [Control(name="Client"), Control(name="Server")]
    for page in pages:
        tabs.add_child(page)
    tree.step()
    tree.user.click("Server")
    assert (tabs.current_tab, [page.visible for page in pages]) == (1, [False, True])


def test_a_dialog_is_answered_before_anything_else(tree, form):
    (button,) = form(Button(text="Behind", rect_min_size=Vector2(600, 400)))
    dialog = tree.add(AcceptDialog(dialog_text="The server is gone.", window_title="Alas"))
    pressed, confirmed = tree.watch(button.pressed), tree.watch(dialog.confirmed)
    dialog.popup_exclusive = True
    dialog.popup_centered()
    tree.step()
    assert tree.screen.shows("The server is gone.")
    tree.user.click((30, 30))
    assert (len(pressed), dialog.visible) == (0, True)
    tree.user.click(dialog.get_ok())
    assert (len(confirmed), dialog.visible) == (1, False)
    dialog.popup_centered()
    tree.user.press(KEY_ENTER)
    assert (len(confirmed), dialog.visible) == (2, False)
    tree.user.click((30, 30))
    assert len(pressed) == 1


def test_a_dialog_is_moved_by_its_title_and_closed_by_escape(tree):
    dialog = tree.add(AcceptDialog(dialog_text="Text", window_title="Title"))
    dialog.popup_centered(Vector2(200, 100))
    tree.step()
    before = dialog.rect_position
    tree.user.drag("Title", tree.user.place_of("Title") + Vector2(40, 30))
    assert dialog.rect_position == before + Vector2(40, 30)
    tree.user.press("escape")
    assert not dialog.visible
