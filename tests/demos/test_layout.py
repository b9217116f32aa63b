"""What lets the demos' windows be of any size."""

from __future__ import annotations

import pytest

from demos.layout import flow, hint, keep_whole
from engine import Rect2, Vector2
from nodes import Control, Panel


def part(width, height=20, expands=False):
    control = Control(rect_min_size=Vector2(width, height))
    if expands:
        control.size_flags_horizontal = Control.SIZE_EXPAND_FILL
    return control


def places(box):
    return [child.get_rect() for child in box.get_children()]


def test_what_has_no_room_in_a_line_goes_on_below(tree):
    box = flow(part(60), part(30, 40), part(50))
    box.rect_size = Vector2(100, 10)
    tree.add(box)
    tree.step()
    assert places(box) == [Rect2(0, 0, 60, 40), Rect2(64, 0, 30, 40), Rect2(0, 44, 50, 20)]
    assert box.get_combined_minimum_size() == Vector2(60, 64)
    box.rect_size = Vector2(200, 64)
    tree.step()
    assert [place.position.x for place in places(box)] == [0, 64, 98]
    assert box.get_combined_minimum_size() == Vector2(60, 40)


def test_what_expands_shares_what_is_left_over_in_its_line(tree):
    box = flow(part(30, expands=True), part(20), part(30, expands=True), part(90, expands=True))
    box.get_child(1).size_flags_vertical = Control.SIZE_SHRINK_END
    box.rect_size = Vector2(108, 50)
    tree.add(box)
    tree.step()
    assert places(box) == [
        Rect2(0, 0, 40, 20),
        Rect2(44, 0, 20, 20),
        Rect2(68, 0, 40, 20),
        Rect2(0, 24, 108, 20),
    ]
    box.get_child(1).hide()
    tree.step()
    assert places(box)[2:] == [Rect2(56, 0, 52, 20), Rect2(0, 24, 108, 20)]


def test_what_is_larger_than_the_line_has_one_for_itself(tree):
    box = flow(part(90), part(10))
    box.rect_size = Vector2(50, 10)
    tree.add(box)
    tree.step()
    assert box.rect_size.x == 90  # a Control is no smaller than what it holds
    assert places(box) == [Rect2(0, 0, 90, 20), Rect2(0, 24, 10, 20)]


def test_an_empty_one_has_no_size(tree):
    box = tree.add(flow())
    tree.step()
    assert box.get_combined_minimum_size() == Vector2(0, 0)


def test_a_hint_is_in_the_middle_of_its_pane_and_in_nobodys_way(tree):
    panel = Panel(rect_size=Vector2(200, 100))
    label = hint(panel, "Do this first")
    tree.add(panel)
    tree.step()
    assert label.get_rect() == Rect2(4, 4, 192, 92)
    assert label.mouse_filter == Control.MOUSE_FILTER_IGNORE


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_window_gets_no_smaller_than_what_is_in_it(tree, scale):
    display = tree.display
    tree.set_screen_stretch(tree.STRETCH_MODE_DISABLED, tree.STRETCH_ASPECT_IGNORE, Vector2(1, 1), scale)
    root = part(300, 200)
    root.set_anchors_and_margins_preset(Control.PRESET_WIDE)
    keep_whole(root)
    root.rect_min_size = Vector2(310, 210)
    tree.add(root)
    tree.step()
    assert display.min_size == (310 * scale, 210 * scale)
    root.rect_min_size = Vector2(2000, 100)
    tree.step(2)
    assert display.window_size == (2000 * scale, 600)
    assert root.rect_size.x == 2000
