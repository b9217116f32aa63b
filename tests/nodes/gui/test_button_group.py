import gc

from nodes import Button, ButtonGroup


def test_a_new_group_is_empty():
    group = ButtonGroup()
    assert group.get_buttons() == []
    assert group.get_pressed_button() is None
    assert not group.allow_unpress


def test_it_does_not_keep_buttons_alive():
    group = ButtonGroup()
    button = Button(group=group)
    assert group.get_buttons() == [button]
    del button
    gc.collect()
    assert group.get_buttons() == []


def test_a_freed_button_is_none_of_it():
    group = ButtonGroup()
    button = Button(group=group, toggle_mode=True, button_pressed=True)
    button.free()
    assert group.get_buttons() == []
    assert group.get_pressed_button() is None


def test_it_tells_which_button_was_pressed(tree):
    group = ButtonGroup()
    one = tree.add(Button(toggle_mode=True, group=group), "One")
    seen = []
    group.pressed.connect(seen.append)
    one.button_pressed = True
    one.button_pressed = False
    assert seen == [one]
