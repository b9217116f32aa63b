"""Numbers are those of the real engine (3.2.3)."""

import pytest

from engine import ScriptError, Vector2
from nodes import Control, HSplitContainer, SplitContainer, VSplitContainer, dark_theme


@pytest.fixture(params=[HSplitContainer, VSplitContainer])
def split(request, tree):
    vertical = request.param is VSplitContainer
    made = tree.add(request.param(rect_size=Vector2(50, 200) if vertical else Vector2(200, 50)))
    made.add_constant_override("separation", 12)
    for least in (20, 30):
        size = Vector2(10, least) if vertical else Vector2(least, 10)
        made.add_child(Control(rect_min_size=size, size_flags_horizontal=3, size_flags_vertical=3))
    tree.step()
    return made


def at(split, along):
    return Vector2(20, along) if split._axis_ else Vector2(along, 20)


def places(split):
    first, second = split.get_children()
    return first.rect_size[split._axis_], second.rect_position[split._axis_]


def test_the_bar_is_dragged_as_far_as_the_children_allow(tree, split):
    dragged = tree.watch(split.dragged)
    assert places(split) == (94, 106)
    tree.user.move_to(at(split, 100))
    tree.user.button_down()
    for to, offset, told, expected in (
        (120, 20, 20, (114, 126)),
        (500, 64, 400, (158, 170)),
        (110, 10, 10, (104, 116)),
        (5, -74, -95, (20, 32)),
        (110, 10, 10, (104, 116)),
    ):
        tree.user.move_to(at(split, to))
        assert split.split_offset == offset
        assert places(split) == expected
        assert dragged.emissions[-1] == (told,)
    tree.user.button_up()
    tree.user.move_to(at(split, 150))
    assert places(split) == (104, 116)


def test_beside_the_bar_nothing_is_dragged(tree, split):
    tree.user.drag(at(split, 90), at(split, 120))
    tree.user.drag(at(split, 108), at(split, 120))
    assert places(split) == (94, 106)


def test_the_pointer_shows_that_it_can_be_dragged(tree, split):
    shape = Control.CURSOR_VSPLIT if split._axis_ else Control.CURSOR_HSPLIT
    for along, expected in (
        (93, Control.CURSOR_ARROW),
        (95, shape),
        (105, shape),
        (107, Control.CURSOR_ARROW),
    ):
        assert split.get_cursor_shape(at(split, along)) == expected
    tree.user.move_to(at(split, 100))
    assert tree.display.cursor == shape
    tree.user.button_down()
    tree.user.move_to(at(split, 150))
    assert split.get_cursor_shape(at(split, 10)) == shape


def test_an_offset_from_outside_does_not_keep_the_bar_from_being_dragged(tree, split):
    split.split_offset = 1000
    tree.step()
    assert places(split) == (158, 170)
    tree.user.drag(at(split, 164), at(split, 154))
    assert places(split) == (148, 160)
    split.set_split_offset(-1000)
    split.clamp_split_offset()
    tree.step()
    assert split.get_split_offset() == -74


def test_a_collapsed_one_cannot_be_dragged(tree, split):
    split.split_offset = 10
    split.set_collapsed(True)
    tree.step()
    assert split.is_collapsed()
    assert places(split) == (94, 106)
    tree.user.drag(at(split, 100), at(split, 150))
    assert places(split) == (94, 106)
    assert split.get_cursor_shape(at(split, 100)) == Control.CURSOR_ARROW


def test_a_bar_that_is_not_there_takes_no_room(tree, split):
    split.set_dragger_visibility(SplitContainer.DRAGGER_HIDDEN_COLLAPSED)
    tree.step()
    assert places(split) == (100, 100)
    assert split.get_combined_minimum_size()[split._axis_] == 50
    split.dragger_visibility = SplitContainer.DRAGGER_HIDDEN
    tree.step()
    assert split.get_dragger_visibility() == 1
    assert places(split) == (94, 106)
    assert split._drawing_.commands == ()
    with pytest.raises(ScriptError, match="no dragger_visibility 3"):
        split.dragger_visibility = 3


def test_the_bar_is_drawn_and_marked_under_the_pointer(tree, split):
    theme = dark_theme()
    tree.user.move_to(Vector2(300, 300))
    tree.step()
    (bar,) = split._drawing_.commands
    assert bar.color == theme.get_color("grabber", "HSplitContainer")
    assert (bar.y if split._axis_ else bar.x) == 98
    tree.user.move_to(at(split, 100))
    tree.step()
    assert split._drawing_.commands[0].color == theme.get_color("grabber_hover", "HSplitContainer")
    tree.user.move_to(at(split, 50))
    tree.user.move_to(at(split, 100))
    tree.user.move_to(Vector2(300, 300))
    tree.step()
    assert split._drawing_.commands[0].color == theme.get_color("grabber", "HSplitContainer")


def test_it_may_be_seen_only_under_the_pointer(tree, split):
    split.add_constant_override("autohide", 1)
    tree.step()
    assert split._drawing_.commands == ()
    tree.user.move_to(at(split, 100))
    tree.step()
    assert len(split._drawing_.commands) == 1
    tree.user.button_down()
    tree.user.move_to(Vector2(300, 300))
    tree.step()
    assert len(split._drawing_.commands) == 1
    tree.user.button_up()
    tree.user.move_to(Vector2(301, 301))
    tree.step()
    assert split._drawing_.commands == ()


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_child_that_is_alone_gets_everything(tree, split, hidden):
    split.get_child(hidden).hide()
    tree.step()
    assert split.get_child(1 - hidden).rect_size == split.rect_size
    assert split._drawing_.commands == ()
    tree.user.drag(at(split, 100), at(split, 150))
    assert split.split_offset == 0


def test_without_children_it_needs_nothing(tree):
    split = tree.add(HSplitContainer())
    tree.step()
    assert split.get_combined_minimum_size() == Vector2.ZERO


def test_ratios_of_nothing_share_alike(tree, split):
    for child in split.get_children():
        child.size_flags_stretch_ratio = 0
    tree.step()
    assert places(split) == (94, 106)


def test_another_button_does_nothing(tree, split):
    from engine.input import BUTTON_RIGHT

    tree.user.drag(at(split, 100), at(split, 150), BUTTON_RIGHT)
    assert places(split) == (94, 106)


def test_a_copy_has_the_same_offset(split):
    split.split_offset = 5
    assert split.duplicate().split_offset == 5
