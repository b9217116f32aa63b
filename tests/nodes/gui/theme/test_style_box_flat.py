import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Color, Rect2, Vector2
from engine.canvas.commands import CLEAR, Box, Polygon
from nodes import CanvasItem, StyleBoxFlat, StyleBoxLine
from nodes.gui.theme.style_box_flat import _outline

RED, BLUE = Color.red, Color.blue


class Canvas(CanvasItem):
    """Collects what is drawn on it without a tree."""

    def commands(self, style, rect):
        self._commands_ = []
        style.draw(self, rect)
        return self._commands_


def drawn(style, rect=None):
    return Canvas().commands(style, rect or Rect2(10, 20, 100, 50))


def test_a_plain_one_is_a_box():
    assert drawn(StyleBoxFlat(bg_color=RED)) == [Box(10, 20, 100, 50, RED)]


def test_its_colours_have_their_parts_from_the_beginning():
    style = StyleBoxFlat()
    assert (style.bg_color.r, style.border_color.g, style.shadow_color.a) == (0.6, 0.8, 0.6)
    assert StyleBoxLine().color.a == 1.0


def test_with_borders_and_corners_that_are_alike_it_is_one_box():
    style = StyleBoxFlat(bg_color=RED, border_color=BLUE, border_width=2, corner_radius=5)
    assert drawn(style) == [Box(10, 20, 100, 50, RED, BLUE, 2, 5)]
    style.draw_center = False
    assert drawn(style) == [Box(10, 20, 100, 50, CLEAR, BLUE, 2, 5)]


def test_corners_are_not_rounder_than_there_is_room():
    style = StyleBoxFlat(bg_color=RED, corner_radius=40)
    assert drawn(style)[0].radius == 25
    style.border_width_left = 1
    assert drawn(style)[0].radius == 25


def test_borders_are_margins_of_the_contents_unless_others_are_set():
    style = StyleBoxFlat(border_width=2)
    assert style.get_minimum_size() == Vector2(4, 4)
    style.content_margin_left = 10
    assert style.get_minimum_size() == Vector2(12, 4)
    assert style.get_offset() == Vector2(10, 2)


def test_borders_that_differ_are_bars():
    style = StyleBoxFlat(bg_color=RED, border_color=BLUE)
    style.border_width_top, style.border_width_left = 3, 1
    assert drawn(style) == [
        Box(10, 20, 100, 50, RED),
        Box(10, 20, 100, 3, BLUE),
        Box(10, 23, 1, 47, BLUE),
    ]


def test_expand_margins_make_what_is_drawn_larger_but_not_what_is_needed():
    style = StyleBoxFlat(bg_color=RED, expand_margin=3)
    assert drawn(style) == [Box(7, 17, 106, 56, RED)]
    assert style.get_minimum_size() == Vector2.ZERO
    style.set_expand_margin_all(-2)
    assert drawn(style) == [Box(12, 22, 96, 46, RED)]


def test_without_area_nothing_is_drawn():
    assert drawn(StyleBoxFlat(), Rect2(0, 0, 0, 50)) == []
    assert drawn(StyleBoxFlat(expand_margin=-30)) == []


def test_a_shadow_fades_out_behind_it():
    style = StyleBoxFlat(bg_color=RED, corner_radius=4, shadow_size=12, shadow_offset=Vector2(2, 3))
    style.shadow_color = (0.0, 0.0, 0.0, 0.6)
    *shadow, box = drawn(style)
    assert box == Box(10, 20, 100, 50, RED, radius=4)
    assert len(shadow) == 6
    assert shadow[0][:4] == (10, 21, 104, 54)
    assert shadow[0].radius == 6
    assert shadow[-1][:4] == (0, 11, 124, 74)
    assert shadow[-1].radius == 16
    assert sum(each.color[3] for each in shadow) == pytest.approx(0.6)
    style.shadow_size = 2
    assert len(drawn(style)) == 3


def test_corners_that_differ_make_an_area():
    style = StyleBoxFlat(bg_color=RED, border_color=BLUE)
    style.corner_radius_top_left = 8
    (area,) = drawn(style)
    assert isinstance(area, Polygon)
    assert area.colors == (RED,)
    assert (110, 20) in area.points
    assert (10, 20) not in area.points
    style.set_border_width_all(2)
    border, inside = drawn(style)
    assert (border.colors, inside.colors) == ((BLUE,), (RED,))
    assert (110, 70) in border.points
    assert (108, 68) in inside.points
    style.draw_center = False
    assert len(drawn(style)) == 1


def test_borders_that_leave_no_inside_leave_it_out():
    style = StyleBoxFlat(border_width=30)
    style.corner_radius_top_left = 8
    assert len(drawn(style)) == 1


def test_all_sides_and_corners_can_be_set_at_once():
    style = StyleBoxFlat()
    style.set_border_width_all(1)
    style.set_corner_radius_all(2)
    assert [style.border_width_bottom, style.corner_radius_bottom_left] == [1, 2]


@given(
    st.floats(0, 200),
    st.floats(0, 200),
    st.lists(st.integers(-5, 300), min_size=4, max_size=4),
)
def test_an_outline_stays_inside_of_its_rectangle(width, height, radii):
    points = _outline(Rect2(5, 7, width, height), [max(0, radius) for radius in radii])
    assert len(points) >= 4
    for x, y in points:
        assert 5 - 1e-6 <= x <= 5 + width + 1e-6
        assert 7 - 1e-6 <= y <= 7 + height + 1e-6


def test_a_colour_is_a_color_whatever_it_was_set_to():
    style = StyleBoxFlat(bg_color=(1, 0, 0, 1))
    style.set_border_color((0, 0, 1, 1))
    assert style.bg_color == RED
    assert style.get_border_color() == BLUE
    assert {type(style.bg_color), type(style.border_color)} == {Color}
