"""Rectangles are compared with the real engine's in `test_layout_recorded`."""

from math import inf, nan

import pytest

from engine import ScriptError, Vector2
from nodes import Control

LEFT, TOP, RIGHT, BOTTOM = range(4)


@pytest.fixture
def control(tree):
    parent = tree.add(Control(rect_size=Vector2(200, 100)))
    parent.add_child(Control())
    return parent.get_child(0)


def test_each_side_has_an_anchor_and_a_margin(control):
    for side, name in enumerate(("left", "top", "right", "bottom")):
        setattr(control, f"anchor_{name}", 0.5)
        setattr(control, f"margin_{name}", 3 + side)
        assert getattr(control, f"anchor_{name}") == control.get_anchor(side) == 0.5
        assert getattr(control, f"margin_{name}") == control.get_margin(side) == 3 + side
    assert control.get_begin() == Vector2(3, 4)
    assert control.get_end() == Vector2(5, 6)
    assert control.get_rect().position == Vector2(103, 54)
    assert control.get_rect().size == Vector2(2, 2)


def test_an_anchor_pushes_the_opposite_one_or_stops_there(control):
    control.set_anchor(LEFT, 0.7)
    assert (control.anchor_left, control.anchor_right) == (0.7, 0.7)
    control.set_anchor(TOP, 0.7, False, False)
    assert (control.anchor_top, control.anchor_bottom) == (0.0, 0.0)


def test_its_edge_stays_unless_its_margin_does(control):
    control.rect_size = Vector2(20, 20)
    control.set_anchor(RIGHT, 1.0)
    assert (control.rect_size, control.margin_right) == (Vector2(20, 20), -180)
    control.set_anchor(BOTTOM, 1.0, True)
    assert (control.rect_size, control.margin_bottom) == (Vector2(20, 120), 20)


def test_a_preset_is_one_of_sixteen(control):
    for method in (control.set_anchors_preset, control.set_margins_preset):
        with pytest.raises(ScriptError, match=r"no \w+ preset 16"):
            method(16)


@pytest.mark.parametrize("number", [nan, inf])
def test_only_finite_numbers_are_taken(control, number):
    before = control.get_rect()
    for doing in (
        lambda: control.set_margin(LEFT, number),
        lambda: control.set_anchor(LEFT, number),
        lambda: control.set_begin(Vector2(0, number)),
        lambda: control.set_end(Vector2(number, 0)),
        lambda: control.set_position(Vector2(number, 0)),
        lambda: setattr(control, "rect_min_size", Vector2(0, number)),
        lambda: setattr(control, "size_flags_stretch_ratio", number),
        lambda: control.set_size(Vector2(number, number)),
    ):
        with pytest.raises(ScriptError, match=r"must be a finite number|cannot be placed"):
            doing()
    assert control.get_rect() == before


def test_the_area_is_the_parents_or_the_viewports(tree, control):
    assert control.get_parent_area_size() == Vector2(200, 100)
    assert control.get_parent_control().get_parent_area_size() == tree.root.size
    assert Control().get_parent_area_size() == Vector2.ZERO


def test_anchors_cannot_be_found_in_an_area_without_size(control):
    control.get_parent_control().rect_size = Vector2.ZERO
    control.set_position(Vector2(5, 5), True)
    assert control.anchor_left == 0


def test_ways_to_grow_can_be_set_by_method(control):
    control.set_h_grow_direction(Control.GROW_DIRECTION_BOTH)
    control.set_v_grow_direction(Control.GROW_DIRECTION_BEGIN)
    assert (control.grow_horizontal, control.grow_vertical) == (2, 0)
