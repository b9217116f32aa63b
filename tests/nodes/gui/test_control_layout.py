from math import pi

import pytest

from engine import Rect2, Vector2
from nodes import Control, Node2D


@pytest.fixture
def parent(tree):
    made = tree.add(Control(rect_position=Vector2(10, 20), rect_size=Vector2(200, 100)))
    made.add_child(Control(rect_position=Vector2(5, 5), rect_size=Vector2(50, 50)))
    return made


def test_positions_are_those_in_the_parent_or_on_the_canvas(parent):
    child = parent.get_child(0)
    assert child.get_position() == Vector2(5, 5)
    assert child.get_size() == Vector2(50, 50)
    assert child.get_rect() == Rect2(5, 5, 50, 50)
    assert child.get_global_position() == child.rect_global_position == Vector2(15, 25)
    assert child.get_global_rect() == Rect2(15, 25, 50, 50)
    child.rect_global_position = Vector2(30, 40)
    assert child.rect_position == Vector2(20, 20)
    parent.set_global_position(Vector2(0, 0))
    assert child.rect_global_position == Vector2(20, 20)


def test_what_changes_is_told(tree, parent):
    resized, rect = tree.watch(parent.resized), tree.watch(parent.item_rect_changed)
    parent.rect_position = Vector2(1, 1)
    resized.assert_not_emitted()
    rect.assert_emitted(times=1)
    parent.rect_size = Vector2(3, 3)
    resized.assert_emitted(times=1)
    rect.assert_emitted(times=2)
    parent.rect_size = Vector2(3, 3)
    rect.assert_emitted(times=2)


def test_outside_of_a_tree_nothing_is_told():
    control, told = Control(), []
    control.resized.connect(lambda: told.append(1))
    control.rect_size = Vector2(3, 3)
    assert control.rect_size == Vector2(3, 3)
    assert told == []


def test_it_is_drawn_at_whole_pixels_but_where_it_is(tree, parent):
    child = parent.get_child(0)
    child.rect_position = Vector2(5.5, -2.5)
    tree.step()
    assert child.get_global_transform().origin == Vector2(15.5, 17.5)
    assert child._drawing_.transform[4:] == (16, 17)
    child.rect_rotation = 90
    assert child._matrix_()[4:] == (6, -3)
    child.rect_rotation = 30
    assert child._matrix_()[4:] == (5.5, -2.5)


def test_it_is_turned_and_scaled_about_its_pivot(parent):
    child = parent.get_child(0)
    child.rect_pivot_offset = Vector2(25, 25)
    child.rect_rotation = 180
    child.rect_scale = Vector2(2, 1)
    assert child.rect_rotation == pytest.approx(180)
    assert child._rotation_ == pytest.approx(pi)
    assert child.rect_scale == Vector2(2, 1)
    assert child.get_transform().xform(Vector2(25, 25)).is_equal_approx(Vector2(30, 30))
    assert child.get_transform().xform(Vector2(0, 0)).is_equal_approx(Vector2(80, 55))
    child.rect_scale = Vector2(1, 1)
    assert child._scale_ is Vector2.ONE


def test_what_is_below_is_cut_off_if_that_is_wanted(tree, parent):
    tree.step()
    child = parent.get_child(0)
    assert child._drawing_.clip is None
    parent.set_clip_contents(True)
    tree.step()
    assert parent.rect_clip_content
    assert child._drawing_.clip == (10, 20, 210, 120)


def test_it_follows_the_viewport_it_is_tied_to(tree):
    control = tree.add(Control())
    control.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    tree.root.size = Vector2(300, 200)
    assert control.rect_size == Vector2(300, 200)
    tree.root.remove_child(control)
    tree.root.size = Vector2(400, 200)
    assert control.rect_size == Vector2(300, 200)
    tree.add(control)
    assert control.rect_size == Vector2(400, 200)


def test_what_is_set_as_top_level_is_tied_to_the_viewport(tree, parent):
    child = parent.get_child(0)
    child.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    assert child.rect_size == Vector2(200, 100)
    child.set_as_toplevel(True)
    child.set_as_toplevel(True)
    assert child.rect_size == tree.root.size
    tree.root.size = Vector2(300, 200)
    assert child.rect_size == Vector2(300, 200)
    child.set_as_toplevel(False)
    assert child.rect_size == Vector2(200, 100)


def test_a_handler_may_take_children_away(tree, parent):
    parent.add_child(Control(anchor_right=1.0))
    first = parent.get_child(0)
    first.anchor_right = 1.0
    first.resized.connect(lambda: parent.get_child(1).free())
    parent.rect_size = Vector2(100, 100)
    assert parent.get_child_count() == 1


def test_the_size_is_known_in_ready(tree):
    class Asked(Control):
        def _ready(self):
            self.seen = self.rect_size

    top, asked = Control(), Asked()
    top.set_anchors_preset(Control.PRESET_WIDE)
    asked.set_anchors_preset(Control.PRESET_WIDE)
    top.add_child(asked)
    tree.add(top)
    assert asked.seen == tree.root.size


def test_a_control_below_a_node_2d_moves_with_it(tree):
    between = tree.add(Node2D(position=Vector2(7, 8)))
    between.add_child(Control(rect_position=Vector2(1, 1)))
    assert between.get_child(0).rect_global_position == Vector2(8, 9)
