import pytest

from engine import Rect2, ScriptError, Vector2
from nodes import Button, Control, Label, LineEdit, Popup, PopupDialog, PopupPanel


@pytest.fixture
def popup(tree):
    popup = tree.add(Popup())
    popup.rect_size = Vector2(200, 100)
    return popup


def test_a_new_one_is_hidden():
    popup = Popup()
    assert not popup.visible
    assert popup.is_set_as_toplevel()
    assert not popup.popup_exclusive


def test_it_tells_when_it_comes_and_goes(tree, popup):
    log = []
    popup.about_to_show.connect(lambda: log.append(("about_to_show", popup.visible)))
    popup.popup_hide.connect(lambda: log.append(("popup_hide", popup.visible)))
    popup.popup()
    popup.hide()
    assert log == [("about_to_show", False), ("popup_hide", False)]


def test_a_click_elsewhere_hides_it_and_goes_on(tree, popup):
    button = tree.add(Button(text="Behind"))
    button.rect_position = Vector2(500, 500)
    pressed = tree.watch(button.pressed)
    popup.popup(Rect2(10, 10, 200, 100))
    tree.user.click((100, 50))
    assert popup.visible
    tree.user.click(button)
    assert not popup.visible
    pressed.assert_emitted(times=1)


def test_escape_hides_it(tree, popup):
    closed = tree.watch(popup.modal_closed)
    popup.popup()
    tree.user.press("escape")
    assert not popup.visible
    closed.assert_emitted(times=1)


def test_an_exclusive_one_stays_and_keeps_the_mouse_from_all_else(tree, popup):
    button = tree.add(Button(text="Behind"))
    button.rect_position = Vector2(500, 500)
    pressed = tree.watch(button.pressed)
    popup.set_exclusive(True)
    assert popup.is_exclusive()
    popup.popup()
    tree.user.click(button)
    tree.user.press("escape")
    assert popup.visible
    pressed.assert_not_emitted()


def test_it_takes_the_keyboard_and_gives_it_back(tree, popup):
    before = tree.add(LineEdit(), "Before")
    before.grab_focus()
    inside = LineEdit()
    popup.add_child(inside)
    popup.popup()
    assert inside.has_focus()
    popup.hide()
    assert before.has_focus()


def test_it_is_shown_where_and_as_large_as_told(tree, popup):
    popup.popup(Rect2(30, 40, 50, 60))
    assert popup.get_global_rect() == Rect2(30, 40, 50, 60)
    popup.popup_centered(Vector2(300, 200))
    assert popup.get_global_rect() == Rect2(362, 200, 300, 200)
    popup.popup_centered()
    assert popup.rect_size == Vector2(300, 200)
    popup.popup_centered_ratio(0.5)
    assert popup.get_global_rect() == Rect2(256, 150, 512, 300)
    popup.popup_centered_clamped(Vector2(9000, 20), 0.5)
    assert popup.rect_size == Vector2(512, 20)
    popup.set_as_minsize()
    assert popup.rect_size == Vector2(0, 0)
    popup.popup_centered_minsize(Vector2(100, 80))
    assert popup.get_global_rect() == Rect2(462, 260, 100, 80)


@pytest.mark.parametrize("place", [(5000, 5000), (-5000, -5000), (900, 590)])
def test_it_is_kept_inside_the_window(tree, popup, place):
    popup.popup(Rect2(Vector2(*place), Vector2(200, 100)))
    assert tree.root.get_visible_rect().encloses(popup.get_global_rect())


def test_one_larger_than_the_window_begins_where_the_window_does(tree, popup):
    popup.popup(Rect2(50, 50, 5000, 5000))
    assert popup.rect_global_position == Vector2(0, 0)


def test_it_is_not_where_its_parent_is(tree):
    parent = tree.add(Control())
    parent.rect_position = Vector2(100, 100)
    popup = Popup()
    parent.add_child(popup)
    popup.popup(Rect2(10, 20, 30, 40))
    assert popup.get_global_rect() == Rect2(10, 20, 30, 40)


def test_popups_close_the_last_first(tree, popup):
    other = tree.add(Popup(), "Other")
    popup.popup(Rect2(0, 0, 200, 200))
    other.popup(Rect2(50, 50, 50, 50))
    tree.user.press("escape")
    assert (popup.visible, other.visible) == (True, False)
    other.popup(Rect2(50, 50, 50, 50))
    tree.user.click((10, 10))
    assert (popup.visible, other.visible) == (True, False)
    other.popup(Rect2(50, 50, 50, 50))
    tree.user.click((500, 500))
    assert (popup.visible, other.visible) == (False, False)


def test_leaving_the_tree_is_hiding(tree, popup):
    hidden = tree.watch(popup.popup_hide)
    popup.popup()
    tree.root.remove_child(popup)
    hidden.assert_emitted(times=1)


def test_show_alone_is_no_popping_up(tree, popup):
    hidden = tree.watch(popup.popup_hide)
    popup.show()
    popup.hide()
    hidden.assert_not_emitted()


def test_outside_the_tree_it_cannot_be_shown():
    with pytest.raises(ScriptError, match="add_child"):
        Popup().popup()


def test_a_panel_is_filled_by_what_is_in_it(tree):
    panel = tree.add(PopupPanel())
    label = Label(text="Hello")
    panel.add_child(label)
    panel.popup_centered(Vector2(300, 100))
    tree.step()
    style = panel.get_stylebox("panel")
    assert label.rect_position == style.get_offset()
    assert label.rect_size == Vector2(300, 100) - style.get_minimum_size()
    assert tree.screen.shows("Hello")
    panel.set_as_minsize()
    assert panel.rect_size == label.get_minimum_size() + style.get_minimum_size()
    label.text = "Hello, everybody"
    tree.step()
    assert panel.rect_size == label.get_minimum_size() + style.get_minimum_size()


def test_what_is_hidden_in_a_panel_needs_no_room(tree):
    panel = tree.add(PopupPanel())
    panel.add_child(Label(text="Hello", visible=False))
    panel.add_child(Popup())
    assert panel.get_combined_minimum_size() == panel.get_stylebox("panel").get_minimum_size()


def test_a_dialog_has_a_background(tree):
    dialog = tree.add(PopupDialog())
    dialog.popup_centered(Vector2(100, 100))
    tree.step()
    assert tree.screen.boxes()
