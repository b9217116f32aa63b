"""What `test_input_recorded` does not compare: where ours is other than the real engine, and the cursor."""

import pytest

from engine import Node, Vector2
from engine.display.display import FocusChanged, PointerLeft
from engine.input import (
    BUTTON_LEFT,
    BUTTON_RIGHT,
    KEY_A,
    KEY_ESCAPE,
    InputEvent,
    InputEventKey,
    InputEventMouseButton,
)
from nodes import Control, Node2D

CLICK = Vector2(15, 15)


class Spy(Control):
    def __init__(self, name, x, y, w, h, **properties):
        super().__init__(rect_position=Vector2(x, y), rect_size=Vector2(w, h), **properties)
        self.name = name
        self.told = []
        for signal in ("mouse_entered", "mouse_exited", "focus_exited", "modal_closed"):
            getattr(self, signal).connect(lambda signal=signal: self.told.append(signal))
        self.gui_input.connect(lambda event: self.told.append(type(event).__name__ + " " + way(event)))


class Watcher(Node):
    def __init__(self):
        self.told = []

    def _unhandled_input(self, event):
        self.told.append(type(event).__name__ + " " + way(event))


def way(event):
    if isinstance(event, InputEventMouseButton):
        return f"{event.button_index} {'down' if event.pressed else 'up'}"
    return "down" if event.is_pressed() else ""


def button(pressed, index=BUTTON_LEFT, at=CLICK):
    return InputEventMouseButton(button_index=index, pressed=pressed, position=at, global_position=at)


@pytest.fixture
def spy(tree):
    return tree.add(Spy("A", 10, 10, 50, 50))


def test_what_is_hidden_under_the_pointer_is_let_go(tree, spy):
    tree.user.move_to(spy)
    tree.user.button_down()
    spy.told.clear()
    spy.hide()
    assert spy.told == ["InputEventMouseButton 1 up", "mouse_exited"]
    tree.user.button_up()
    assert len(spy.told) == 2


def test_what_leaves_under_the_pointer_is_let_go(tree, spy):
    tree.user.move_to(spy)
    tree.user.button_down()
    gui = tree._services_.input.gui
    tree.root.remove_child(spy)
    assert (gui.mouse_over, gui.mouse_focus) == (None, None)
    tree.user.button_up()
    tree.user.move_to(CLICK)


def test_a_pointer_that_leaves_the_window_leaves_its_control(tree, spy):
    tree.user.move_to(spy)
    tree.display.push(PointerLeft())
    tree.step()
    assert spy.told[-1] == "mouse_exited"
    tree.user.move_to(spy)
    assert spy.told[-2] == "mouse_entered"


def test_while_a_button_is_held_it_does_not(tree, spy):
    tree.user.move_to(spy)
    tree.user.button_down()
    tree.display.push(PointerLeft())
    tree.step()
    assert "mouse_exited" not in spy.told


def test_buttons_are_let_go_when_another_window_comes(tree, spy):
    tree.user.move_to(spy)
    tree.user.button_down()
    tree.user.button_down(BUTTON_RIGHT)
    spy.told.clear()
    tree.display.push(FocusChanged(False))
    tree.step()
    assert spy.told == ["InputEventMouseButton 1 up", "InputEventMouseButton 2 up"]


@pytest.mark.parametrize("index", [0, -3, 33, 10**12])
def test_a_button_that_cannot_be_is_left_to_others(tree, spy, index):
    watcher = tree.add(Watcher())
    tree.input_event(button(True, index))
    tree.input_event(button(True))
    tree.input_event(button(False, index))
    tree.input_event(button(False))
    assert len(watcher.told) == 2
    assert spy.told == ["InputEventMouseButton 1 down", "InputEventMouseButton 1 up"]


def test_a_release_without_a_press_is_left_to_others(tree, spy):
    watcher = tree.add(Watcher())
    tree.input_event(button(False))
    assert watcher.told == ["InputEventMouseButton 1 up"]


def test_an_event_that_is_neither_mouse_nor_key_is_left_to_others(tree, spy):
    spy.focus_mode = Control.FOCUS_ALL
    spy.grab_focus()
    watcher = tree.add(Watcher())
    tree.input_event(InputEvent())
    assert (spy.told, watcher.told) == ([], ["InputEvent "])


def test_what_is_paused_gets_nothing_and_keeps_it_from_others(tree, spy):
    below = tree.add(Spy("Below", 0, 0, 100, 100))
    tree.root.move_child(below, 0)
    tree.paused = True
    tree.user.click(CLICK)
    spy.focus_mode = Control.FOCUS_ALL
    spy.grab_focus()
    tree.user.press(KEY_A)
    assert spy.told == ["mouse_entered"]
    assert below.told == []


def test_who_is_pressed_may_be_gone_when_it_is_told(tree, spy):
    other = tree.add(Spy("B", 100, 100, 10, 10, focus_mode=Control.FOCUS_ALL))
    other.grab_focus()
    spy.focus_mode = Control.FOCUS_ALL
    other.focus_exited.connect(spy.free)
    tree.user.click(CLICK)
    assert tree._services_.input.gui.mouse_focus is None


def test_the_cursor_is_that_of_the_control_under_the_pointer(tree, spy):
    inner = Spy("B", 10, 10, 10, 10, mouse_filter=Control.MOUSE_FILTER_PASS)
    spy.add_child(inner)
    spy.mouse_default_cursor_shape = Control.CURSOR_HELP
    tree.user.move_to(Vector2(200, 200))
    assert tree.display.cursor == Control.CURSOR_ARROW
    tree.user.move_to(inner)
    assert tree.display.cursor == Control.CURSOR_HELP
    inner.mouse_default_cursor_shape = Control.CURSOR_IBEAM
    tree.user.move_to(Vector2(21, 21))
    assert tree.display.cursor == Control.CURSOR_IBEAM
    inner.mouse_default_cursor_shape = Control.CURSOR_ARROW
    inner.mouse_filter = Control.MOUSE_FILTER_STOP
    tree.user.move_to(Vector2(22, 22))
    assert tree.display.cursor == Control.CURSOR_ARROW


def test_where_no_control_is_the_cursor_is_the_default_one(tree, spy):
    tree.input.set_default_cursor_shape(Control.CURSOR_CROSS)
    assert tree.display.cursor == Control.CURSOR_CROSS
    tree.user.move_to(spy)
    assert tree.display.cursor == Control.CURSOR_ARROW
    tree.input.set_default_cursor_shape(Control.CURSOR_WAIT)
    assert tree.input.get_current_cursor_shape() == tree.display.cursor == Control.CURSOR_ARROW
    tree.user.move_to(Vector2(200, 200))
    assert tree.display.cursor == Control.CURSOR_WAIT


def test_the_cursor_stays_while_a_button_is_held(tree, spy):
    spy.mouse_default_cursor_shape = Control.CURSOR_MOVE
    tree.user.move_to(spy)
    tree.user.button_down()
    tree.user.move_to(Vector2(200, 200))
    assert tree.display.cursor == Control.CURSOR_MOVE
    tree.user.button_up()
    tree.user.move_to(Vector2(201, 201))
    assert tree.display.cursor == Control.CURSOR_ARROW


def test_what_is_below_a_parent_that_cuts_it_off_is_not_hit_there(tree, spy):
    inner = Spy("B", 0, 0, 100, 100)
    spy.add_child(inner)
    outside = Vector2(90, 90)
    assert tree._services_.input.gui.control_at(outside) is inner
    spy.rect_clip_content = True
    assert tree._services_.input.gui.control_at(outside) is None
    assert tree._services_.input.gui.control_at(CLICK) is inner


def test_what_has_no_area_is_not_hit(tree, spy):
    spy.rect_scale = Vector2(0, 1)
    assert tree._services_.input.gui.control_at(CLICK) is None


def test_a_control_may_have_another_shape(tree):
    class Round(Control):
        def has_point(self, point):
            return point.distance_to(Vector2(25, 25)) < 25

    disc = tree.add(Round(rect_size=Vector2(50, 50)))
    assert tree._services_.input.gui.control_at(Vector2(25, 1)) is disc
    assert tree._services_.input.gui.control_at(Vector2(2, 2)) is None


def test_the_later_of_two_roots_is_in_front(tree, spy):
    other = tree.add(Spy("B", 10, 10, 50, 50))
    assert tree._services_.input.gui.control_at(CLICK) is other
    tree.root.move_child(other, 0)
    assert tree._services_.input.gui.control_at(CLICK) is spy


def test_a_branch_below_a_hidden_node_is_not_hit(tree, spy):
    between = Node2D()
    inner = Spy("B", 0, 0, 100, 100)
    between.add_child(inner)
    tree.add(between)
    assert tree._services_.input.gui.control_at(CLICK) is inner
    between.hide()
    assert tree._services_.input.gui.control_at(CLICK) is spy


def test_a_root_control_is_forgotten_when_it_leaves(tree, spy):
    gui = tree._services_.input.gui
    spy.free()
    assert gui.control_at(CLICK) is None
    assert not gui._tops


def test_it_says_who_has_what(tree, spy):
    spy.focus_mode = Control.FOCUS_ALL
    spy.grab_focus()
    assert repr(tree._services_.input.gui) == "<Router: focus <Spy /root/A>, under the pointer None>"
    assert repr(tree._services_.input.gui.modals) == "<Modals: []>"


# -- Modal -----------------------------------------------------------------------------------------


@pytest.fixture
def popup(tree, spy):
    made = Spy("Popup", 100, 100, 50, 50)
    made.set_as_toplevel(True)
    made.hide()
    spy.add_child(made)
    return made


def test_a_click_elsewhere_closes_it_and_goes_on(tree, spy, popup):
    popup.show_modal()
    tree.step()
    assert tree.root.get_modal_stack_top() is popup
    assert tree.root.gui_has_modal_stack()
    tree.input_event(button(True))
    assert not popup.visible
    assert popup.told == ["modal_closed"]
    assert spy.told == ["InputEventMouseButton 1 down"]
    assert not tree.root.gui_has_modal_stack()


def test_it_may_keep_the_click_that_closes_it(tree, spy, popup):
    popup._passes_closing_click_ = lambda: False
    popup.show_modal()
    tree.step()
    tree.input_event(button(True))
    assert not popup.visible
    assert spy.told == []


def test_a_click_on_it_does_not_close_it(tree, popup):
    popup.show_modal()
    tree.user.click(Vector2(120, 120))
    assert popup.visible


def test_the_wheel_does_not_close_it(tree, spy, popup):
    popup.show_modal()
    tree.user.wheel(CLICK, down=1)
    assert popup.visible
    assert spy.told == []


def test_the_click_that_opens_it_does_not_close_it(tree, spy, popup):
    popup.show_modal()
    tree.input_event(button(True))
    assert popup.visible
    assert spy.told == []


def test_an_exclusive_one_stays(tree, spy, popup):
    popup.show_modal(True)
    tree.user.click(CLICK)
    tree.user.press(KEY_ESCAPE)
    assert popup.visible
    assert spy.told == []


def test_what_is_under_the_pointer_is_left_when_it_comes(tree, spy, popup):
    tree.user.move_to(CLICK)
    popup.show_modal()
    tree.user.move_to(CLICK + Vector2(1, 1))
    assert spy.told[-1] == "mouse_exited"
    popup.hide()
    tree.user.move_to(CLICK)
    assert spy.told[-2] == "mouse_entered"


def test_several_are_closed_by_one_click(tree, popup):
    other = Spy("Other", 200, 100, 50, 50)
    other.set_as_toplevel(True)
    other.hide()
    popup.add_child(other)
    popup.show_modal()
    other.show_modal()
    tree.step()
    tree.input_event(button(True))
    assert not popup.visible
    assert not other.visible


def test_showing_it_again_is_showing_it_anew(tree, popup):
    popup.show_modal()
    popup.show_modal(True)
    assert repr(tree._services_.input.gui.modals) == f"<Modals: [{popup!r}]>"


def test_one_that_leaves_is_not_modal_any_more(tree, spy, popup):
    spy.focus_mode = Control.FOCUS_ALL
    spy.grab_focus()
    popup.focus_mode = Control.FOCUS_ALL
    popup.show_modal()
    popup.grab_focus()
    popup.free()
    assert not tree.root.gui_has_modal_stack()
    assert spy.has_focus()


def test_the_focus_does_not_go_back_to_who_is_gone_or_does_not_want_it(tree, spy, popup):
    for away in ("hide", "none", "free"):
        other = tree.add(Spy(away, 200, 200, 10, 10, focus_mode=Control.FOCUS_ALL))
        other.grab_focus()
        popup.show_modal()
        if away == "none":
            other.focus_mode = Control.FOCUS_NONE
        else:
            getattr(other, away)()
        popup.hide()
        assert spy.get_focus_owner() is None


def test_tab_finds_what_is_in_it_first(tree, spy, popup):
    spy.focus_mode = Control.FOCUS_ALL
    inner = Spy("Inner", 0, 0, 10, 10, focus_mode=Control.FOCUS_ALL)
    popup.add_child(inner)
    popup.show_modal()
    tree.user.press("tab")
    assert inner.has_focus()


def test_a_held_button_is_let_go_when_it_comes(tree, spy, popup):
    tree.user.move_to(CLICK)
    tree.user.button_down()
    spy.told.clear()
    popup.show_modal()
    assert spy.told == ["InputEventMouseButton 1 up"]
    tree.user.button_up()
    assert len(spy.told) == 1


def test_the_mouse_can_be_handed_over_while_a_button_is_held(tree, spy, popup):
    spy.gui_input.connect(lambda event: popup.show() or popup.grab_click_focus() if event.is_pressed() else 0)
    tree.user.move_to(CLICK)
    tree.user.button_down()
    assert spy.told[-1] == "InputEventMouseButton 1 up"
    assert popup.told == ["InputEventMouseButton 1 down"]
    tree.user.move_to(Vector2(300, 300))
    tree.user.button_up()
    assert popup.told[-1] == "InputEventMouseButton 1 up"


def test_a_key_that_goes_up_reaches_the_focus(tree, spy):
    spy.focus_mode = Control.FOCUS_ALL
    spy.grab_focus()
    tree.input_event(InputEventKey(scancode=KEY_A, pressed=False))
    assert spy.told == ["InputEventKey "]


def test_the_mouse_is_handed_to_the_last_that_asks_and_only_if_it_is_there(tree, spy, popup):
    other = tree.add(Spy("Other", 200, 100, 50, 50))
    tree.user.move_to(CLICK)
    tree.user.button_down()
    other.grab_click_focus()
    spy.grab_click_focus()
    tree.step()
    assert tree._services_.input.gui.mouse_focus is spy  # which has it already
    other.grab_click_focus()
    other.free()
    tree.step()
    assert tree._services_.input.gui.mouse_focus is spy


def test_who_is_about_to_get_the_mouse_gets_it_though_it_is_modal(tree, spy, popup):
    tree.user.move_to(CLICK)
    tree.user.button_down()
    popup.show_modal()
    assert tree._services_.input.gui.mouse_focus is None
    tree.user.button_up()
    popup.hide()
    tree.user.button_down()
    popup.grab_click_focus()
    popup.show_modal()
    tree.step()
    assert tree._services_.input.gui.mouse_focus is popup


def test_the_wheel_goes_up_through_all_that_is_not_top_level(tree, spy):
    between, inner = Node2D(), Spy("B", 0, 0, 20, 20)
    between.add_child(inner)
    spy.add_child(between)
    tree.user.wheel(CLICK, down=1)
    assert inner.told[-2:] == spy.told[-2:] == ["InputEventMouseButton 5 down", "InputEventMouseButton 5 up"]
    inner.set_as_toplevel(True)
    spy.told.clear()
    tree.user.wheel(Vector2(5, 5), down=1)
    assert spy.told == []


def test_a_click_gives_the_focus_to_the_first_above_that_wants_it(tree, spy):
    between = Node2D()
    inner = Spy("B", 0, 0, 20, 20, mouse_filter=Control.MOUSE_FILTER_PASS)
    between.add_child(inner)
    spy.add_child(between)
    spy.focus_mode = Control.FOCUS_CLICK
    tree.user.click(CLICK)
    assert spy.has_focus()
    assert "mouse_entered" in spy.told
    top = tree.add(Node2D())
    top.add_child(Spy("C", 200, 200, 20, 20, mouse_filter=Control.MOUSE_FILTER_PASS))
    tree.user.click(Vector2(205, 205))
    assert spy.has_focus()


def test_the_focus_of_what_cannot_be_seen_any_more_ends_with_the_next_key(tree, spy):
    spy.focus_mode = Control.FOCUS_ALL
    spy.grab_focus()
    spy._visible_ = False  # without a word
    tree.user.press("a")
    assert spy.get_focus_owner() is None


def test_what_loses_its_area_while_a_button_is_held_hears_of_the_release(tree, spy):
    tree.user.move_to(CLICK)
    tree.user.button_down()
    spy.rect_scale = Vector2(0, 1)
    tree.user.move_to(Vector2(20, 20))
    tree.user.button_up()
    assert spy.told[-1] == "InputEventMouseButton 1 up"
    tree.user.move_to(CLICK)
    spy.rect_scale = Vector2(1, 1)
    tree.user.button_down()
    spy.rect_scale = Vector2(0, 1)
    spy.hide()
    assert "InputEventMouseButton 1 up" in spy.told[-2:]


def nested(tree, count):
    """Controls within each other, each moved by 3, 2 and turned a little, that let the mouse pass."""
    controls = []
    for index in range(count):
        control = Control(rect_position=Vector2(3, 2), rect_size=Vector2(90 - index, 90 - index))
        control.rect_rotation = 5.0
        control.mouse_filter = Control.MOUSE_FILTER_PASS
        controls.append(control)
        if index:
            controls[index - 1].add_child(control)
    tree.add(controls[0], "Outermost")
    return controls


def test_each_that_listens_gets_an_event_of_its_own_in_its_own_coordinates(tree):
    controls = nested(tree, 5)
    got = {}
    for index in (4, 2, 0):
        controls[index].gui_input.connect(lambda event, index=index: got.setdefault(index, event))
    at = controls[4].get_global_transform().xform(Vector2(10, 20))
    tree.input_event(button(True, at=at))
    assert list(got) == [4, 2, 0]
    assert len(set(map(id, got.values()))) == 3
    for index, event in got.items():
        local = controls[index].get_global_transform().affine_inverse().xform(at)
        assert event.position.is_equal_approx(local)
        assert event.global_position == at


def test_an_event_is_copied_for_those_alone_that_listen(tree, monkeypatch):
    controls = nested(tree, 9)
    copies = []
    duplicate = InputEventMouseButton.duplicate
    monkeypatch.setattr(
        InputEventMouseButton, "duplicate", lambda event: copies.append(1) or duplicate(event)
    )
    at = controls[8].get_global_transform().xform(Vector2(10, 20))
    tree.input_event(button(True, at=at))
    alone = len(copies)
    copies.clear()
    controls[0].gui_input.connect(lambda event: None)
    tree.input_event(button(False, at=at))
    assert len(copies) == alone + 1


def test_a_hook_given_to_an_object_listens_too(tree, spy):
    seen = []
    spy._gui_input = seen.append
    tree.user.click(spy)
    assert [way(event) for event in seen] == ["", "1 down", "1 up"]
