import pytest

from engine import ScriptError, Vector2
from nodes import AcceptDialog, Button, ConfirmationDialog, Label, LineEdit, VBoxContainer


@pytest.fixture
def dialog(tree):
    return tree.add(AcceptDialog(dialog_text="The server is full."))


def center(text_rect):
    return text_rect.get_center()


def test_it_tells_its_text_until_ok_is_clicked(tree, dialog):
    confirmed = tree.watch(dialog.confirmed)
    dialog.popup_centered()
    tree.step()
    assert tree.screen.shows("Alert!")
    assert tree.screen.shows("The server is full.")
    tree.user.click("OK")
    confirmed.assert_emitted(times=1)
    assert not dialog.visible


def test_enter_is_ok(tree, dialog):
    confirmed = tree.watch(dialog.confirmed)
    dialog.popup_centered()
    assert dialog.get_ok().has_focus()
    tree.user.press("enter")
    confirmed.assert_emitted(times=1)
    assert not dialog.visible


def test_escape_and_the_cross_are_not(tree, dialog):
    confirmed = tree.watch(dialog.confirmed)
    dialog.popup_centered()
    tree.user.press("escape")
    assert not dialog.visible
    dialog.popup_centered()
    tree.user.click(dialog.get_close_button())
    assert not dialog.visible
    confirmed.assert_not_emitted()


def test_it_may_stay_after_ok(tree, dialog):
    confirmed = tree.watch(dialog.confirmed)
    dialog.set_hide_on_ok(False)
    assert not dialog.get_hide_on_ok()
    dialog.popup_centered()
    tree.step()
    tree.user.click("OK")
    confirmed.assert_emitted(times=1)
    assert dialog.visible


def test_everything_has_room(tree, dialog):
    dialog.popup_centered(Vector2(10, 10))
    tree.step()
    inside = dialog.get_global_rect()
    text, ok = tree.screen.find_text("The server is full."), dialog.get_ok().get_global_rect()
    assert inside.encloses(text)
    assert inside.encloses(ok)
    assert not text.intersects(ok)
    dialog.dialog_text = "The server is full.\n" * 5
    tree.step()
    assert dialog.get_global_rect().encloses(dialog.get_ok().get_global_rect())


def test_a_long_text_may_be_broken_into_lines(tree, dialog):
    dialog.set_text("Much has to be said about this. " * 8)
    dialog.set_autowrap(True)
    assert dialog.has_autowrap()
    assert dialog.dialog_autowrap
    dialog.popup_centered(Vector2(300, 250))
    tree.step()
    assert dialog.rect_size == Vector2(300, 250)
    assert len(tree.screen.texts()) > 5


def test_what_a_script_puts_in_fills_it(tree, dialog):
    box = VBoxContainer()
    box.add_child(Label(text="Name"))
    name = LineEdit()
    box.add_child(name)
    dialog.add_child(box)
    dialog.popup_centered(Vector2(400, 300))
    tree.step()
    assert name.has_focus()
    assert box.rect_size.x == 400 - 2 * 12
    inside = dialog.get_global_rect()
    assert inside.encloses(box.get_global_rect())
    assert box.get_global_rect().position.y > tree.screen.find_text("The server is full.").end.y
    assert box.get_global_rect().end.y <= dialog.get_ok().get_global_rect().position.y
    dialog.dialog_text = ""
    tree.step()
    assert box.rect_position == Vector2(12, 12)
    assert not dialog.get_label().visible


def test_what_is_hidden_in_it_needs_no_room(tree, dialog):
    least = dialog.get_combined_minimum_size()
    dialog.add_child(Label(text="\n\n\n\n", visible=False))
    assert dialog.get_combined_minimum_size() == least
    dialog.dialog_text = ""
    assert dialog.get_combined_minimum_size().y < least.y
    assert dialog.get_text() == ""


def test_enter_in_a_field_may_be_ok(tree, dialog):
    field = LineEdit()
    dialog.add_child(field)
    dialog.register_text_enter(field)
    entered = []
    dialog.confirmed.connect(lambda: entered.append(field.text))
    dialog.popup_centered()
    dialog.get_ok().disabled = True
    tree.user.type("Ada\n")
    assert (entered, dialog.visible) == ([], True)
    dialog.get_ok().disabled = False
    tree.user.press("enter")
    assert (entered, dialog.visible) == (["Ada"], False)


def test_further_buttons_tell_their_action(tree, dialog):
    actions = []
    dialog.custom_action.connect(actions.append)
    left = dialog.add_button("Again", False, "again")
    right = dialog.add_button("Help", True, "help")
    silent = dialog.add_button("Silent")
    dialog.popup_centered()
    tree.step()
    order = [tree.screen.find_text(t).position.x for t in ("Again", "Silent", "OK", "Help")]
    assert order == sorted(order)
    for button in (left, right, silent):
        tree.user.click(button)
    assert (actions, dialog.visible) == (["again", "help"], True)
    dialog.remove_button(right)
    tree.step()
    assert not tree.screen.shows("Help")
    right.free()
    for button in (dialog.get_ok(), Button()):
        with pytest.raises(ScriptError, match="was not added"):
            dialog.remove_button(button)


def test_tab_goes_round_the_buttons(tree, dialog):
    more = dialog.add_button("More", True)
    dialog.popup_centered()
    tree.user.press("tab")
    assert more.has_focus()
    tree.user.press("tab")
    assert dialog.get_ok().has_focus()


def test_with_ok_disabled_something_else_has_the_focus(tree, dialog):
    dialog.get_ok().disabled = True
    other = dialog.add_button("Other")
    dialog.popup_centered()
    assert dialog.get_focus_owner() in (other, dialog.get_ok())


def test_cancel_closes_it(tree, dialog):
    confirmed = tree.watch(dialog.confirmed)
    cancel = dialog.add_cancel("Never mind")
    assert dialog.add_cancel().text == "Cancel"
    dialog.popup_centered()
    tree.user.click(cancel)
    assert not dialog.visible
    confirmed.assert_not_emitted()


def test_a_confirmation_has_cancel_left_of_ok(tree):
    dialog = tree.add(ConfirmationDialog(dialog_text="Really?"))
    dialog.popup_centered()
    tree.step()
    assert tree.screen.find_text("Cancel").position.x < tree.screen.find_text("OK").position.x
    tree.user.click(dialog.get_cancel())
    assert not dialog.visible
    dialog.popup_centered()
    confirmed = tree.watch(dialog.confirmed)
    tree.user.press("enter")
    confirmed.assert_emitted(times=1)


def test_it_may_be_freed_by_what_it_confirms(tree, dialog):
    dialog.confirmed.connect(dialog.free)
    dialog.popup_centered()
    tree.step()
    tree.user.click("OK")
    assert tree.root.get_child_count() == 0


def test_a_confirmation_may_open_another(tree, dialog):
    other = tree.add(AcceptDialog(dialog_text="Done."), "Other")
    dialog.confirmed.connect(other.popup_centered)
    dialog.popup_centered()
    tree.user.press("enter")
    assert (dialog.visible, other.visible, other.get_ok().has_focus()) == (False, True, True)
    tree.user.press("enter")
    assert not other.visible


@pytest.mark.parametrize("kind", [AcceptDialog, ConfirmationDialog])
def test_a_copy_is_like_the_original(tree, kind):
    dialog = kind(dialog_text="Hello", dialog_autowrap=True, dialog_hide_on_ok=False, window_title="T")
    copy = tree.add(dialog.duplicate())
    assert (copy.dialog_text, copy.dialog_autowrap, copy.dialog_hide_on_ok) == ("Hello", True, False)
    assert copy.window_title == "T"
    confirmed = tree.watch(copy.confirmed)
    copy.popup_centered(Vector2(300, 100))
    tree.step()
    assert tree.screen.texts().count("OK") == 1
    tree.user.click("OK")
    confirmed.assert_emitted(times=1)
