"""BoxContainer, GridContainer, MarginContainer, CenterContainer, Panel and PanelContainer.

Rectangles are compared with the real engine's in `test_layout_recorded`.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Color, Rect2, ScriptError, Vector2
from engine.canvas.commands import Box
from engine.testing import SteppedTree
from nodes import (
    BoxContainer,
    CenterContainer,
    Control,
    GridContainer,
    HBoxContainer,
    MarginContainer,
    Panel,
    PanelContainer,
    StyleBoxFlat,
    VBoxContainer,
)


def test_a_box_aligns_what_does_not_fill_it():
    box = HBoxContainer()
    assert box.alignment == BoxContainer.ALIGN_BEGIN
    box.set_alignment(BoxContainer.ALIGN_END)
    assert box.get_alignment() == 2
    with pytest.raises(ScriptError, match="no alignment 3"):
        box.alignment = 3
    assert VBoxContainer(alignment=1).duplicate().alignment == 1


@pytest.mark.parametrize("kind", [HBoxContainer, VBoxContainer])
def test_a_spacer_takes_what_is_left(tree, kind):
    box = tree.add(kind(rect_size=Vector2(100, 100)))
    box.add_child(Control(rect_min_size=Vector2(10, 10)))
    box.add_spacer(True)
    tree.step()
    first, last = box.get_children()
    assert first.mouse_filter == Control.MOUSE_FILTER_PASS
    assert last.get_rect().end == Vector2(100, 100)
    box.add_spacer(False)
    tree.step()
    axis = 0 if kind is HBoxContainer else 1
    assert [child.rect_size[axis] for child in box.get_children()] == [41, 10, 41]


@given(
    st.sampled_from([HBoxContainer, VBoxContainer]),
    st.integers(0, 500),
    st.lists(
        st.tuples(st.integers(0, 60), st.booleans(), st.sampled_from([0, 0.3, 1, 2, 7, 1e30, -1])),
        max_size=8,
    ),
)
def test_a_box_places_its_children_without_gaps_whatever_they_are(kind, length, children):
    axis = 0 if kind is HBoxContainer else 1
    tree = SteppedTree()
    box = tree.add(kind(rect_size=Vector2(length, length)))
    for least, expands, ratio in children:
        child = Control(rect_min_size=Vector2(least, least), size_flags_stretch_ratio=ratio)
        child.size_flags_horizontal = child.size_flags_vertical = 3 if expands else 1
        box.add_child(child)
    tree.step()
    at = 0
    for child, (least, _, _) in zip(box.get_children(), children, strict=True):
        assert child.rect_position[axis] == at
        assert child.rect_size[axis] >= least
        at += child.rect_size[axis] + box.get_constant("separation")
    assert at - box.get_constant("separation") <= box.rect_size[axis]
    tree.finish()


def test_a_grid_has_at_least_one_column():
    grid = GridContainer()
    assert grid.columns == grid.get_columns() == 1
    grid.set_columns(3)
    assert grid.duplicate().columns == 3
    with pytest.raises(ScriptError, match="columns must be 1 or more, not 0"):
        grid.columns = 0


def test_hidden_children_leave_no_gap_in_a_grid(tree):
    grid = tree.add(GridContainer(columns=2))
    for number in range(4):
        grid.add_child(Control(rect_min_size=Vector2(10, 10), visible=number != 1))
    tree.step()
    places = [child.rect_position for child in grid.get_children() if child.visible]
    assert places == [Vector2(0, 0), Vector2(14, 0), Vector2(0, 14)]


def test_an_empty_grid_needs_nothing(tree):
    grid = tree.add(GridContainer())
    tree.step()
    assert grid.get_combined_minimum_size() == Vector2.ZERO


def test_columns_that_need_more_than_their_share_get_it(tree):
    grid = tree.add(GridContainer(columns=3, rect_size=Vector2(108, 10)))
    for width in (70, 5, 5):
        grid.add_child(Control(rect_min_size=Vector2(width, 5), size_flags_horizontal=3))
    tree.step()
    assert [child.rect_size.x for child in grid.get_children()] == [70, 15, 15]


def test_margins_are_left_around_children(tree):
    container = tree.add(MarginContainer(rect_size=Vector2(50, 50)))
    for number, side in enumerate(("left", "top", "right", "bottom")):
        container.add_constant_override(f"margin_{side}", number + 1)
    container.add_child(Control(rect_min_size=Vector2(10, 10)))
    tree.step()
    assert container.get_combined_minimum_size() == Vector2(14, 16)
    assert container.get_child(0).get_rect() == Rect2(1, 2, 46, 44)


def test_a_center_may_be_the_upper_left_corner(tree):
    container = tree.add(CenterContainer(rect_size=Vector2(50, 50)))
    container.add_child(Control(rect_min_size=Vector2(10, 10)))
    tree.step()
    assert container.get_child(0).rect_position == Vector2(20, 20)
    assert container.get_combined_minimum_size() == Vector2(10, 10)
    container.set_use_top_left(True)
    tree.step()
    assert container.is_using_top_left()
    assert container.duplicate().use_top_left
    assert container.get_child(0).rect_position == Vector2(-5, -5)
    assert container.get_combined_minimum_size() == Vector2.ZERO


@pytest.mark.parametrize("kind", [Panel, PanelContainer])
def test_a_panel_shows_its_style_box(tree, kind):
    panel = tree.add(kind(rect_size=Vector2(50, 40)))
    panel.add_stylebox_override("panel", StyleBoxFlat(bg_color=Color.red))
    tree.step()
    assert panel._drawing_.commands == (Box(0, 0, 50, 40, Color.red),)
    assert panel.mouse_filter == Control.MOUSE_FILTER_STOP


def test_a_panel_container_leaves_the_margins_of_its_style_box(tree):
    panel = tree.add(PanelContainer(rect_size=Vector2(50, 40)))
    panel.add_stylebox_override("panel", StyleBoxFlat(content_margin=7))
    panel.add_child(Control(rect_min_size=Vector2(10, 10)))
    tree.step()
    assert panel.get_child(0).get_rect() == Rect2(7, 7, 36, 26)
    assert panel.get_combined_minimum_size() == Vector2(24, 24)
    panel.add_stylebox_override("panel", StyleBoxFlat(content_margin=20))
    tree.step()
    assert panel.rect_size == Vector2(50, 50)
