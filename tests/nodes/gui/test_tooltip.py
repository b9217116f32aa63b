import pytest

from engine import Vector2
from nodes import Control, Label
from nodes.gui.control import TooltipPanel
from nodes.gui.tooltip import Tooltips, tooltip_of


@pytest.fixture
def help_(tree):
    return tree.add(Control(rect_size=Vector2(50, 50), hint_tooltip="What this is for"))


def rest(tree):
    tree.step(70)


def shown(tree):
    """Return the text that is shown, and where."""
    found = [child for child in tree.root.get_children() if isinstance(child, TooltipPanel)]
    assert len(found) <= 1
    return found[0] if found and found[0].visible else None


def test_it_comes_when_the_pointer_has_rested(tree, help_):
    tree.user.move_to(help_)
    tree.step(20)
    assert shown(tree) is None
    tree.step(20)
    assert tree.screen.shows("What this is for")
    assert shown(tree).rect_position == Vector2(37, 45)


def test_it_waits_as_long_as_the_pointer_moves(tree, help_):
    for x in range(1, 40):
        tree.user.move_to(Vector2(x, 20))
        tree.step()
    assert shown(tree) is None
    rest(tree)
    assert shown(tree) is not None


def test_it_stays_while_the_pointer_moves_over_the_same(tree, help_):
    tree.user.move_to(help_)
    rest(tree)
    before = shown(tree)
    tree.user.move_to(Vector2(5, 5))
    assert shown(tree) is before


@pytest.mark.parametrize("what", ["away", "click", "key", "hide", "free", "text"])
def test_it_goes(tree, help_, what):
    tree.user.move_to(help_)
    rest(tree)
    assert shown(tree) is not None
    if what == "away":
        tree.user.move_to(Vector2(300, 300))
    elif what == "click":
        tree.user.click()
    elif what == "key":
        tree.user.press("a")
    elif what == "text":
        help_.hint_tooltip = "Something else"
        tree.user.move_to(Vector2(6, 6))
    else:
        getattr(help_, what)()
        tree.user.move_to(Vector2(6, 6))
    assert shown(tree) is None
    tree.step()
    assert not [child for child in tree.root.get_children() if isinstance(child, TooltipPanel)]


def test_it_does_not_come_after_all(tree, help_):
    tree.user.move_to(help_)
    help_.hide()
    rest(tree)
    assert shown(tree) is None
    help_.show()
    tree.user.move_to(Vector2(6, 6))
    tree.root.remove_child(help_)
    rest(tree)
    assert shown(tree) is None
    help_.free()


def test_it_is_not_waited_for_while_a_button_is_held(tree, help_):
    tree.user.move_to(Vector2(300, 300))
    tree.user.move_to(Vector2(6, 6))
    tree.user.button_down()
    tree.user.move_to(Vector2(7, 7))
    rest(tree)
    assert shown(tree) is None


def test_the_pointer_does_not_touch_it(tree, help_):
    tree.user.move_to(help_)
    rest(tree)
    panel = shown(tree)
    assert tree._services_.input.gui.control_at(panel.rect_position + Vector2(2, 2)) is not panel


def test_it_stays_in_the_window(tree, help_):
    help_.rect_position = tree.root.size - Vector2(50, 50)
    tree.user.move_to(tree.root.size - Vector2(3, 3))
    rest(tree)
    rect, window = shown(tree).get_rect(), tree.root.get_visible_rect()
    assert window.encloses(rect)
    assert rect.end.y <= window.end.y - 3


def test_a_long_text_has_lines(tree, help_):
    help_.hint_tooltip = "word " * 100
    tree.user.move_to(help_)
    rest(tree)
    panel = shown(tree)
    assert panel.rect_size.x < 450
    assert panel.rect_size.y > 4 * panel.get_font().height
    texts = [text for text in tree.display.texts() if text.startswith("word")]
    assert len(texts) > 4


def test_a_parent_speaks_for_a_child_that_lets_the_mouse_pass(help_):
    child = Control(rect_size=Vector2(20, 20), mouse_filter=Control.MOUSE_FILTER_PASS)
    help_.add_child(child)
    assert tooltip_of(child, Vector2(1, 1)) == (help_, "What this is for")
    child.mouse_filter = Control.MOUSE_FILTER_STOP
    assert tooltip_of(child, Vector2(1, 1)) == (child, "")
    child.mouse_filter = Control.MOUSE_FILTER_PASS
    child.set_as_toplevel(True)
    assert tooltip_of(child, Vector2(1, 1)) == (child, "")


def test_nobody_may_have_anything_to_say(tree):
    child = tree.add(Control(mouse_filter=Control.MOUSE_FILTER_PASS))
    assert tooltip_of(child, Vector2(1, 1)) == (child, "")


def test_a_control_may_show_something_of_its_own(tree):
    class Fancy(Control):
        def _make_custom_tooltip(self, for_text):
            return Label(text=for_text.upper())

    fancy = tree.add(Fancy(rect_size=Vector2(50, 50), hint_tooltip="mine"))
    tree.user.move_to(fancy)
    rest(tree)
    assert tree.screen.shows("MINE")
    tree.user.move_to(Vector2(300, 300))
    tree.step()
    assert not tree.screen.shows("MINE")


def test_what_fails_in_showing_something_of_its_own_is_reported(tree):
    class Broken(Control):
        def _make_custom_tooltip(self, for_text):
            raise ValueError(for_text)

    broken = tree.add(Broken(rect_size=Vector2(50, 50), hint_tooltip="mine"))
    tree.user.move_to(broken)
    with pytest.raises(ValueError, match="mine"):
        rest(tree)
    tree.step()
    assert tree.screen.shows("mine")


def test_one_that_was_freed_by_others_is_forgotten(tree, help_):
    tree.user.move_to(help_)
    rest(tree)
    shown(tree).free()
    tree.user.move_to(Vector2(300, 300))
    tree.user.move_to(help_)
    rest(tree)
    assert shown(tree) is not None


def test_it_tells_what_it_waits_with(tree):
    tooltips = Tooltips(tree)
    tooltips.pointed(None, "text", Vector2.ZERO)
    assert repr(tooltips) == "<Tooltips: 'text'>"
    tooltips.cancel()
