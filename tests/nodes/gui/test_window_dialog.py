import pytest

from engine import Rect2, Vector2
from nodes import Button, Control, Theme, WindowDialog


@pytest.fixture
def dialog(tree):
    dialog = tree.add(WindowDialog(window_title="Tools"))
    dialog.popup(Rect2(100, 100, 300, 200))
    tree.step()
    return dialog


TITLE = Vector2(150, 85)


def test_its_title_is_above_its_rectangle(tree, dialog):
    title = tree.screen.find_text("Tools")
    assert title.end.y < 100
    assert title.position.y > 100 - 34
    dialog.set_title("Other tools")
    tree.step()
    assert tree.screen.shows(dialog.get_title())


def test_the_cross_closes_it(tree, dialog):
    hidden = tree.watch(dialog.popup_hide)
    cross = dialog.get_close_button()
    assert cross.get_global_rect().end.y <= 100
    assert cross.get_global_rect().end.x <= 400
    before = tree.screen.describe()
    tree.user.move_to(cross)
    assert tree.screen.describe() != before
    tree.user.button_down()
    tree.user.button_up()
    hidden.assert_emitted(times=1)


def test_the_title_moves_it(tree, dialog):
    tree.user.drag(TITLE, TITLE + Vector2(50, 30))
    assert dialog.get_global_rect() == Rect2(150, 130, 300, 200)
    tree.user.drag((300, 250), (310, 260))
    assert dialog.get_global_rect() == Rect2(150, 130, 300, 200)


@pytest.mark.parametrize("to", [(0, 0), (1023, 599), (0, 599)])
def test_its_title_can_always_be_reached(tree, dialog, to):
    tree.user.drag(TITLE, to)
    window = tree.root.get_visible_rect()
    x, y, width, _ = dialog.get_global_rect()
    assert y - 34 >= 0
    assert y <= window.size.y
    assert x + width >= 34
    assert x <= window.size.x - 34


@pytest.mark.parametrize(
    ("grip", "to", "rect"),
    [
        ((400, 200), (450, 200), Rect2(100, 100, 350, 200)),
        ((99, 200), (49, 200), Rect2(50, 100, 350, 200)),
        ((250, 301), (250, 351), Rect2(100, 100, 300, 250)),
        ((250, 65), (250, 50), Rect2(100, 85, 300, 215)),
        ((401, 301), (451, 351), Rect2(100, 100, 350, 250)),
        ((99, 65), (89, 55), Rect2(90, 90, 310, 210)),
        ((250, 65), (250, 0), Rect2(100, 35, 300, 265)),
    ],
)
def test_its_edges_can_be_moved(tree, dialog, grip, to, rect):
    tree.user.drag(grip, to)
    assert dialog.get_global_rect() == Rect2(100, 100, 300, 200)
    dialog.popup(Rect2(100, 100, 300, 200))
    dialog.set_resizable(True)
    assert dialog.get_resizable()
    tree.step()
    tree.user.drag(grip, to)
    assert dialog.get_global_rect() == rect


def test_it_keeps_its_least_size(tree, dialog):
    dialog.resizable = True
    dialog.rect_min_size = Vector2(200, 150)
    tree.user.drag((401, 301), (0, 0))
    assert dialog.rect_size == Vector2(200, 150)
    tree.user.drag((99, 65), (900, 500))
    assert dialog.rect_size == Vector2(200, 150)
    assert dialog.get_global_rect().end == Vector2(300, 250)


def test_the_pointer_tells_how_an_edge_can_be_moved(tree, dialog):
    dialog.resizable = True
    for place, shape in (
        ((401, 200), Control.CURSOR_HSIZE),
        ((250, 301), Control.CURSOR_VSIZE),
        ((401, 301), Control.CURSOR_FDIAGSIZE),
        ((99, 301), Control.CURSOR_BDIAGSIZE),
        ((250, 200), Control.CURSOR_ARROW),
    ):
        tree.user.move_to(place)
        assert tree.screen.cursor == shape


def test_it_is_let_go_when_it_hides(tree, dialog):
    tree.user.move_to(TITLE)
    tree.user.button_down()
    dialog.hide()
    dialog.show()
    tree.user.move_to(TITLE + Vector2(50, 50))
    assert dialog.rect_position == Vector2(100, 100)


def test_it_is_wide_enough_for_its_title(tree, dialog):
    dialog.window_title = "A title that is a good deal longer than the dialog was wide, until now"
    tree.step()
    assert dialog.rect_size.x > 300


def test_what_is_in_it_is_used_as_anywhere(tree, dialog):
    button = Button(text="Do")
    dialog.add_child(button)
    pressed = tree.watch(button.pressed)
    tree.step()
    tree.user.click("Do")
    pressed.assert_emitted(times=1)
    assert dialog.visible


def test_a_theme_without_icons_is_no_fault(tree, dialog):
    tree.default_theme = Theme()
    tree.step()
    assert dialog.get_close_button().get_minimum_size() == Vector2(8, 8)


def test_a_copy_has_one_cross(tree, dialog):
    copy = tree.add(dialog.duplicate(), "Copy")
    assert (copy.window_title, copy.get_child_count()) == ("Tools", 1)
    copy.popup_centered(Vector2(200, 100))
    tree.user.click(copy.get_close_button())
    assert (copy.visible, dialog.visible) == (False, True)
