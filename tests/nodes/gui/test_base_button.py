import gc

import pytest

from engine import Node, ScriptError, Vector2
from engine.input import KEY_S, InputEventKey
from engine.input.keys import BUTTON_MASK_RIGHT, BUTTON_RIGHT
from nodes import Button, ButtonGroup, Control, PopupPanel, ShortCut
from nodes.gui.base_button import BaseButton


@pytest.fixture
def button(tree):
    button = tree.add(Button(text="Go"))
    button.rect_position = Vector2(20, 20)
    tree.step()
    return button


def log_of(button, *signals):
    log = []
    for name in signals or ("button_down", "button_up", "pressed", "toggled"):
        getattr(button, name).connect(lambda *args, name=name: log.append((name, *args)))
    return log


def test_a_click_presses_it(tree, button):
    log = log_of(button)
    tree.user.click(button)
    assert log == [("button_down",), ("pressed",), ("button_up",)]


def test_it_is_pressed_while_it_is_held_and_not_when_let_go_elsewhere(tree, button):
    log = log_of(button, "pressed")
    tree.user.move_to(button)
    tree.user.button_down()
    assert button.pressed
    assert button.button_pressed
    assert button.is_pressing()
    tree.user.move_to((300, 300))
    assert button.get_draw_mode() == BaseButton.DRAW_NORMAL
    tree.user.button_up()
    assert log == []
    assert not button.pressed


def test_enter_and_space_press_it_and_go_no_further(tree, button):
    unhandled = []

    class Listener(Node):
        def _unhandled_input(self, event):
            unhandled.append(event.as_text())

    tree.add(Listener())
    log = log_of(button, "pressed")
    button.grab_focus()
    tree.user.press("enter")
    tree.user.press("space")
    tree.user.press("x")
    assert len(log) == 2
    assert unhandled == ["X", "X"]


def test_a_key_that_is_held_presses_it_once(tree, button):
    log = log_of(button, "pressed", "button_down")
    button.grab_focus()
    tree.user.key_down("space")
    tree.user.key_down("space", echo=True)
    tree.user.key_up("space")
    assert log == [("button_down",), ("pressed",)]


def test_pressed_is_a_signal_and_a_state(tree, button):
    button.toggle_mode = True
    assert not button.pressed
    button.pressed = True
    assert button.pressed
    assert button.button_pressed is True
    button.button_pressed = False
    assert not button.pressed


def test_a_script_hears_of_it_before_the_signals(tree):
    log = []

    class Mine(Button):
        def _pressed(self):
            log.append("_pressed")

        def _toggled(self, button_pressed):
            log.append(f"_toggled {button_pressed}")

    mine = tree.add(Mine(text="Mine", toggle_mode=True))
    mine.toggled.connect(lambda on: log.append(f"toggled {on}"))
    mine.pressed.connect(lambda: log.append("pressed"))
    tree.user.click(mine)
    assert log == ["_toggled True", "toggled True", "_pressed", "pressed"]


def test_set_pressed_no_signal_is_silent(button):
    log = log_of(button)
    button.set_pressed_no_signal(True)
    assert not button.is_pressed()
    button.toggle_mode = True
    button.set_pressed_no_signal(True)
    assert button.is_pressed()
    assert log == []


def test_a_disabled_button_is_pressed_by_nobody(tree, button):
    log = log_of(button)
    button.set_disabled(True)
    assert button.is_disabled()
    assert button.get_draw_mode() == BaseButton.DRAW_DISABLED
    tree.user.click(button)
    button.grab_focus()
    tree.user.press("enter")
    assert log == []


def test_a_script_may_free_it_while_it_is_pressed(tree, button):
    button.pressed.connect(button.free)
    tree.user.click(button)
    assert tree.root.get_child_count() == 0


def test_a_script_may_take_it_out_of_the_tree_when_the_mouse_goes_down(tree, button):
    button.button_down.connect(lambda: tree.root.remove_child(button))
    tree.user.click(button)
    assert not button.is_pressed()
    assert not button.is_hovered()


def test_hovering_ends_when_it_is_hidden(tree, button):
    tree.user.move_to(button)
    assert button.is_hovered()
    button.hide()
    tree.step()
    assert not button.is_hovered()


def test_scrolling_ends_a_press(tree, button):
    tree.user.move_to(button)
    tree.user.button_down()
    button.notification(Control.NOTIFICATION_SCROLL_BEGIN)
    assert not button.is_pressing()


def test_properties_have_methods(button):
    button.set_toggle_mode(True)
    button.set_action_mode(BaseButton.ACTION_MODE_BUTTON_PRESS)
    button.set_button_mask(BUTTON_MASK_RIGHT)
    button.set_keep_pressed_outside(True)
    assert button.is_toggle_mode()
    assert button.get_action_mode() == BaseButton.ACTION_MODE_BUTTON_PRESS
    assert button.get_button_mask() == BUTTON_MASK_RIGHT
    assert button.is_keep_pressed_outside()
    button.enabled_focus_mode = Control.FOCUS_NONE
    assert button.focus_mode == button.enabled_focus_mode == Control.FOCUS_NONE


def test_another_mouse_button_may_press_it(tree, button):
    button.button_mask = BUTTON_MASK_RIGHT
    log = log_of(button, "pressed")
    tree.user.click(button)
    tree.user.click(button, BUTTON_RIGHT)
    assert len(log) == 1


@pytest.mark.parametrize(("name", "value"), [("action_mode", 2), ("group", "g"), ("shortcut", "ctrl+s")])
def test_what_a_property_cannot_be_is_refused(button, name, value):
    with pytest.raises(ScriptError, match=name):
        setattr(button, name, value)


# -- Shortcuts -------------------------------------------------------------------------------------


def test_a_shortcut_presses_it_wherever_the_focus_is(tree, button):
    log = log_of(button, "pressed")
    button.set_shortcut(ShortCut(InputEventKey(scancode=KEY_S, control=True)))
    assert button.get_shortcut().get_as_text() == "Control+S"
    tree.user.press("s")
    assert log == []
    tree.user.press("ctrl+s")
    assert log == [("pressed",)]
    button.shortcut = None
    tree.user.press("ctrl+s")
    assert len(log) == 1
    assert not button.is_processing_unhandled_input()


def test_an_event_becomes_a_shortcut(tree, button):
    button.shortcut = InputEventKey(scancode=KEY_S)
    assert isinstance(button.shortcut, ShortCut)


def test_the_tooltip_tells_the_shortcut(button):
    assert button.get_tooltip() == ""
    button.hint_tooltip = "Save"
    assert button.get_tooltip() == "Save"
    button.shortcut = InputEventKey(scancode=KEY_S, control=True)
    assert button.get_tooltip() == "Save (Control+S)"
    button.shortcut_in_tooltip = False
    assert button.get_tooltip() == "Save"


def test_a_shortcut_of_what_is_behind_something_modal_does_nothing(tree, button):
    log = log_of(button, "pressed")
    button.shortcut = InputEventKey(scancode=KEY_S)
    panel = tree.add(PopupPanel())
    inside = Button(text="Inside", shortcut=InputEventKey(scancode=KEY_S, control=True))
    panel.add_child(inside)
    inner = log_of(inside, "pressed")
    panel.popup_centered(Vector2(100, 100))
    tree.user.press("s")
    tree.user.press("ctrl+s")
    assert (log, len(inner)) == ([], 1)
    panel.hide()
    tree.user.press("s")
    assert len(log) == 1


def test_a_script_with_unhandled_input_of_its_own_keeps_it_without_a_shortcut(tree):
    seen = []

    class Mine(Button):
        def _unhandled_input(self, event):
            seen.append(event)

    mine = tree.add(Mine())
    mine.shortcut = None
    tree.user.press("x")
    assert len(seen) == 2


# -- Groups ----------------------------------------------------------------------------------------


def test_of_a_group_one_is_pressed_and_stays_so(tree):
    group = ButtonGroup()
    a, b = (tree.add(Button(text=t, toggle_mode=True, group=group), t) for t in "AB")
    b.rect_position = Vector2(100, 0)
    chosen = tree.watch(group.pressed)
    tree.user.click(a)
    tree.user.click(b)
    assert (a.button_pressed, b.button_pressed) == (False, True)
    tree.user.click(b)
    assert b.button_pressed
    assert group.get_pressed_button() is b
    chosen.assert_emitted(times=3)
    group.allow_unpress = True
    tree.user.click(b)
    assert group.get_pressed_button() is None


def test_a_button_changes_its_group():
    one, two = ButtonGroup(), ButtonGroup()
    button = Button()
    button.set_button_group(one)
    button.group = two
    assert (one.get_buttons(), two.get_buttons()) == ([], [button])
    assert button.get_button_group() is two


def test_a_copy_is_like_the_original(tree):
    group = ButtonGroup()
    button = Button(toggle_mode=True, button_pressed=True, group=group, text="x", disabled=True)
    copy = button.duplicate()
    assert (copy.text, copy.disabled, copy.toggle_mode, copy.group) == ("x", True, True, group)
    assert copy.button_pressed


def test_a_new_group_is_empty():
    group = ButtonGroup()
    assert group.get_buttons() == []
    assert group.get_pressed_button() is None
    assert not group.allow_unpress


def test_a_group_does_not_keep_buttons_alive():
    group = ButtonGroup()
    button = Button(group=group)
    assert group.get_buttons() == [button]
    del button
    gc.collect()
    assert group.get_buttons() == []


def test_a_freed_button_is_none_of_its_group():
    group = ButtonGroup()
    button = Button(group=group, toggle_mode=True, button_pressed=True)
    button.free()
    assert group.get_buttons() == []
    assert group.get_pressed_button() is None


def test_a_group_tells_which_button_was_pressed(tree):
    group = ButtonGroup()
    one = tree.add(Button(toggle_mode=True, group=group), "One")
    seen = []
    group.pressed.connect(seen.append)
    one.button_pressed = True
    one.button_pressed = False
    assert seen == [one]


def test_a_copy_of_a_group_has_no_buttons():
    group = ButtonGroup()
    group.allow_unpress, group.resource_name = True, "Tabs"
    button = Button(group=group)
    copy = group.duplicate()
    assert (copy.get_buttons(), copy.allow_unpress, copy.resource_name) == ([], True, "Tabs")
    assert group.get_buttons() == [button]
