import pytest

from engine import ScriptError, ScriptWarning, Vector2
from engine.input import InputEventAction
from nodes import Button, Control, Label

# A test may take the place of a built-in class.
pytestmark = pytest.mark.filterwarnings("ignore:.*_gui_input_ is never called by the tree")


def test_a_new_control_has_godots_defaults():
    control = Control()
    assert control.mouse_filter == control.get_mouse_filter() == Control.MOUSE_FILTER_STOP
    assert control.mouse_default_cursor_shape == control.get_default_cursor_shape() == Control.CURSOR_ARROW
    assert control.hint_tooltip == control.get_tooltip() == ""
    assert control.focus_mode == Control.FOCUS_NONE
    assert control.get_parent_control() is None


def test_what_a_script_may_define_of_it_is_recognised_when_misspelt():
    with pytest.warns(ScriptWarning, match=r"did you mean `def _get_minimum_size\(self\):`"):
        type("Script", (Control,), {"_get_minimun_size": lambda self: Vector2()})
    with pytest.warns(ScriptWarning, match=r"did you mean `def _make_custom_tooltip\(self, for_text\):`"):
        type("Script", (Control,), {"_make_costum_tooltip": lambda self, for_text: None})


def test_its_mouse_filter_is_one_of_three():
    control = Control()
    control.set_mouse_filter(Control.MOUSE_FILTER_PASS)
    assert control.mouse_filter == Control.MOUSE_FILTER_PASS
    with pytest.raises(ScriptError, match="no mouse_filter 3"):
        control.mouse_filter = 3


def test_a_point_is_inside_up_to_its_size():
    control = Control(rect_size=Vector2(10, 20))
    assert control.has_point(Vector2(0, 0))
    assert control.has_point(Vector2(9.5, 19.5))
    assert not control.has_point(Vector2(10, 5))
    assert not control.has_point(Vector2(5, 20))
    assert not control.has_point(Vector2(-0.5, 5))


def test_outside_a_tree_there_is_nothing_to_accept_or_grab():
    control = Control()
    control.accept_event()
    control.grab_click_focus()
    assert not control.has_focus()
    assert control.get_focus_owner() is None
    with pytest.raises(ScriptError, match="not inside the tree"):
        control.show_modal()


def test_only_what_is_top_level_can_be_modal(tree):
    control = tree.add(Control())
    with pytest.raises(ScriptError, match="set_as_toplevel"):
        control.show_modal()


def test_a_parent_that_is_no_control_is_none(tree):
    parent, child = Control(), Control()
    parent.add_child(child)
    tree.add(parent)
    assert child.get_parent_control() is parent
    assert parent.get_parent_control() is None


def test_it_takes_its_properties_by_name():
    control = Control(hint_tooltip="Help", mouse_default_cursor_shape=Control.CURSOR_HELP)
    control.set_tooltip("More")
    assert control.get_tooltip(Vector2(3, 3)) == "More"
    assert control.get_cursor_shape() == Control.CURSOR_HELP
    control.set_default_cursor_shape(Control.CURSOR_WAIT)
    assert control.get_cursor_shape(Vector2(1, 1)) == Control.CURSOR_WAIT
    with pytest.raises(TypeError, match="Did you mean 'hint_tooltip'"):
        Control(hint_tooltips="Help")


def test_a_copy_has_what_was_set():
    control = Control(mouse_filter=Control.MOUSE_FILTER_IGNORE, hint_tooltip="Help", focus_mode=2)
    control.rect_min_size = Vector2(3, 4)
    control.anchor_right = 1.0
    copy = control.duplicate()
    assert (copy.mouse_filter, copy.hint_tooltip, copy.focus_mode) == (2, "Help", 2)
    assert (copy.rect_min_size, copy.anchor_right) == (Vector2(3, 4), 1.0)


def test_a_script_need_not_call_its_bases_init(tree):
    class Bare(Button):
        def __init__(self):
            self.mine = 1

    bare = tree.add(Bare())
    tree.step()
    assert bare.mine == 1
    assert bare.get_class() == "Button"


def test_reactions_are_asked_for_in_order_until_one_accepts(tree):
    told = []

    class Picky(Label):
        def _gui_input(self, event):
            told.append("script")
            if len(told) > 3:
                self.accept_event()

        def _gui_input_(self, event):
            told.append("class")

    picky = tree.add(Picky(text="Press here", mouse_filter=Control.MOUSE_FILTER_STOP))
    picky.gui_input.connect(lambda event: told.append("signal"))
    tree.step()
    tree.user.move_to(picky)
    assert told == ["signal", "script", "class"]
    tree.user.button_down()
    assert told[3:] == ["signal", "script"]
    picky.gui_input.connect(lambda event: picky.accept_event())
    told.clear()
    tree.user.button_up()
    assert told == ["signal"]


def test_a_reaction_that_fails_is_reported_and_others_go_on(tree):
    class Broken(Control):
        def _gui_input(self, event):
            raise ValueError("script")

        def _gui_input_(self, event):
            raise ValueError("class")

    broken = tree.add(Broken(rect_size=Vector2(10, 10), focus_mode=Control.FOCUS_ALL))
    broken.grab_focus()
    tree.input_event(InputEventAction(action="ui_accept", pressed=True))
    assert [str(fault.error) for fault in tree.expect_faults()] == ["script", "class"]


def test_a_control_may_free_itself_in_its_reaction(tree):
    class Gone(Control):
        def _gui_input_(self, event):
            self.free()

    parent = tree.add(Control(rect_size=Vector2(50, 50)))
    for where in ("signal", "script", "class"):
        gone = Gone(rect_size=Vector2(10, 10), mouse_filter=Control.MOUSE_FILTER_PASS)
        if where == "signal":
            gone.gui_input.connect(lambda event, gone=gone: gone.free())
        elif where == "script":
            gone.focus_mode = Control.FOCUS_ALL
            gone.focus_entered.connect(gone.free)
        parent.add_child(gone)
        tree.user.click(Vector2(5, 5))
        assert gone._freed_
    assert tree._services_.input.gui.mouse_focus is None
