import pytest

from engine import Node, ScriptError, Vector2
from engine.input import KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_TAB, KEY_UP
from nodes import Control, Node2D
from nodes.gui.focus import neighbour

LEFT, TOP, RIGHT, BOTTOM = range(4)


def control(name, x=0, y=0, w=10, h=10, focus_mode=Control.FOCUS_ALL, **properties):
    made = Control(rect_position=Vector2(x, y), rect_size=Vector2(w, h), focus_mode=focus_mode, **properties)
    made.name = name
    return made


@pytest.fixture
def form(tree):
    """Four Controls in a square: A B above C D."""
    top = control("Top", 0, 0, 100, 100, Control.FOCUS_NONE)
    for name, x, y in (("A", 10, 10), ("B", 60, 10), ("C", 10, 60), ("D", 60, 60)):
        top.add_child(control(name, x, y, 30, 20))
    return tree.add(top)


def test_one_control_has_the_focus(form):
    a, b = form / "A", form / "B"
    assert form.get_focus_owner() is None
    a.grab_focus()
    assert (a.has_focus(), b.has_focus()) == (True, False)
    b.grab_focus()
    assert (a.has_focus(), b.has_focus()) == (False, True)
    assert a.get_focus_owner() is b
    a.release_focus()  # has none
    assert b.has_focus()
    b.release_focus()
    assert form.get_focus_owner() is None


def test_who_gets_and_who_loses_it_is_told(tree, form):
    told = []
    for name in "AB":
        node = form / name
        node.focus_entered.connect(lambda name=name: told.append(f"{name} entered"))
        node.focus_exited.connect(lambda name=name: told.append(f"{name} exited"))
    (form / "A").grab_focus()
    (form / "A").grab_focus()
    (form / "B").grab_focus()
    assert told == ["A entered", "A exited", "B entered"]


def test_it_cannot_be_grabbed_outside_of_a_tree():
    with pytest.raises(ScriptError, match="not inside the tree"):
        control("A").grab_focus()


def test_who_does_not_want_it_does_not_get_it(form, caplog):
    form.grab_focus()
    assert not form.has_focus()
    assert "its focus_mode is FOCUS_NONE" in caplog.text


def test_who_does_not_want_it_any_more_loses_it(form):
    a = form / "A"
    a.grab_focus()
    a.set_focus_mode(Control.FOCUS_NONE)
    assert not a.has_focus()
    assert a.get_focus_mode() == Control.FOCUS_NONE
    with pytest.raises(ScriptError, match="no focus_mode 3"):
        a.focus_mode = 3


def test_who_is_hidden_or_leaves_loses_it(tree, form):
    a, exited = form / "A", tree.watch((form / "A").focus_exited)
    a.grab_focus()
    form.hide()
    assert not a.has_focus()
    form.show()
    a.grab_focus()
    form.remove_child(a)
    assert form.get_focus_owner() is None
    exited.assert_emitted(times=2)


def test_a_handler_may_pass_it_on(form):
    a, b = form / "A", form / "B"
    a.focus_entered.connect(b.grab_focus)
    a.grab_focus()
    assert b.has_focus()
    b.focus_exited.connect((form / "C").grab_focus)
    (form / "D").grab_focus()
    assert (form / "C").has_focus()


def test_tab_goes_round(tree, form):
    (form / "A").grab_focus()
    seen = []
    for _ in range(5):
        tree.user.press(KEY_TAB)
        seen.append(form.get_focus_owner().name)
    assert "".join(seen) == "BCDAB"
    tree.user.press("shift+tab")
    assert (form / "A").has_focus()


def test_tab_begins_at_the_first(tree, form):
    tree.user.press(KEY_TAB)
    assert (form / "A").has_focus()
    (form / "A").release_focus()
    tree.user.press("shift+tab")
    assert (form / "A").has_focus()


def test_tab_without_anybody_to_go_to_is_left_to_others(tree):
    class Watcher(Node):
        count = 0

        def _unhandled_input(self, event):
            self.count += 1

    watcher = tree.add(Watcher())
    tree.add(control("A", focus_mode=Control.FOCUS_NONE))
    hidden = tree.add(control("B"))
    hidden.hide()
    tree.user.press(KEY_TAB)
    assert watcher.count == 2


def test_held_tab_goes_on(tree, form):
    from engine.input import InputEventKey

    (form / "A").grab_focus()
    tree.input_event(InputEventKey(scancode=KEY_TAB, pressed=True))
    tree.input_event(InputEventKey(scancode=KEY_TAB, pressed=True, echo=True))
    assert (form / "C").has_focus()


def test_children_come_after_their_parent_and_hidden_ones_not_at_all(form):
    a, b = form / "A", form / "B"
    a.add_child(control("Inner"))
    b.hide()
    assert a.find_next_valid_focus().name == "Inner"
    assert (a / "Inner").find_next_valid_focus() is form / "C"
    assert a.find_prev_valid_focus() is form / "D"


def test_who_is_alone_is_its_own_next(tree):
    alone = tree.add(control("A"))
    assert alone.find_next_valid_focus() is alone
    assert alone.find_prev_valid_focus() is alone
    alone.focus_mode = Control.FOCUS_CLICK
    assert alone.find_next_valid_focus() is None
    outer = tree.add(control("Outer"))
    hidden = control("Hidden")
    outer.add_child(hidden)
    hidden.hide()
    assert hidden.find_next_valid_focus() is None


def test_a_popup_is_gone_round_by_itself(tree, form):
    popup = control("Popup", 0, 0, 50, 50, Control.FOCUS_NONE)
    popup.set_as_toplevel(True)
    popup.add_child(control("X"))
    popup.add_child(control("Y"))
    (form / "B").add_child(popup)
    assert (popup / "X").find_next_valid_focus().name == "Y"
    assert (popup / "Y").find_next_valid_focus().name == "X"
    assert (form / "B").find_next_valid_focus().name == "C"


def test_a_branch_below_a_node_2d_belongs_to_nobody_else(tree, form):
    between = Node2D()
    between.add_child(control("Inner"))
    form.add_child(between)
    assert (form / "D").find_next_valid_focus().name == "A"


def test_paths_come_first(form):
    a = form / "A"
    a.set_focus_next("../D")
    a.set_focus_previous("../C")
    assert a.find_next_valid_focus().name == "D"
    assert a.find_prev_valid_focus().name == "C"
    (form / "D").hide()
    assert a.find_next_valid_focus().name == "B"
    a.focus_next = "../Nobody"
    assert a.find_next_valid_focus() is None


def test_a_path_leads_to_a_control(tree, form):
    plain = Node()
    plain.name = "Plain"
    form.add_child(plain)
    (form / "A").focus_next = "../Plain"
    with pytest.raises(ScriptError, match="is no Control"):
        (form / "A").find_next_valid_focus()


@pytest.mark.parametrize(
    ("at", "key", "to"),
    [
        ("A", KEY_RIGHT, "B"),
        ("A", KEY_DOWN, "C"),
        ("A", KEY_LEFT, "A"),
        ("A", KEY_UP, "A"),
        ("D", KEY_LEFT, "C"),
        ("D", KEY_UP, "B"),
    ],
)
def test_arrows_go_to_the_nearest(tree, form, at, key, to):
    (form / at).grab_focus()
    tree.user.press(key)
    assert form.get_focus_owner().name == to


def test_arrows_with_modifiers_stay(tree, form):
    (form / "A").grab_focus()
    tree.user.press("ctrl+right")
    tree.user.press("shift+right")
    assert (form / "A").has_focus()


def test_neighbours_by_path_are_followed_to_one_that_can(form):
    a = form / "A"
    a.set_focus_neighbour(RIGHT, "../B")
    (form / "B").set_focus_neighbour(RIGHT, "../D")
    assert a.get_focus_neighbour(RIGHT) == "../B"
    assert neighbour(a, RIGHT).name == "B"
    (form / "B").focus_mode = Control.FOCUS_NONE
    assert neighbour(a, RIGHT).name == "D"
    a.focus_neighbour_bottom = "../Nobody"
    assert neighbour(a, BOTTOM) is None


def test_neighbours_that_lead_round_in_a_circle_lead_nowhere(form):
    a, b = form / "A", form / "B"
    a.focus_neighbour_top, b.focus_neighbour_top = "../B", "../A"
    a.focus_mode = b.focus_mode = Control.FOCUS_NONE
    assert neighbour(a, TOP) is None


def test_there_are_four_sides(form):
    with pytest.raises(ScriptError, match="no side 4"):
        form.get_focus_neighbour(4)


def test_a_copy_has_its_paths():
    a = control("A", focus_next="../B", focus_neighbour_left="../C")
    copy = a.duplicate()
    assert (copy.focus_next, copy.focus_neighbour_left, copy.focus_mode) == ("../B", "../C", 2)
