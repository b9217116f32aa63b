"""What `_draw` may call, and what comes of it."""

from __future__ import annotations

from math import pi

import pytest

from engine import Color, Rect2, ScriptError, Transform2D, Vector2
from engine.canvas.atlas_texture import AtlasTexture
from engine.canvas.commands import (
    CLEAR,
    WHITE,
    Box,
    Picture,
    Place,
    Polygon,
    Polyline,
    Text,
    Textured,
)
from engine.canvas.texture import Texture
from engine.text.font import Font
from nodes import CanvasItem

RED = Color(1, 0, 0)
FONT = Font()
TEXTURE = Texture.from_rgba(8, 4, bytes(8 * 4 * 4))


@pytest.fixture
def drawn(tree):
    """Return a function that returns the commands that come of a call in `_draw`."""

    def draw(do):
        item = tree.add(CanvasItem())
        item.draw.connect(lambda: do(item))
        tree.step()
        return item._drawing_.commands

    return draw


def test_nothing_can_be_drawn_outside_of_draw(tree):
    item = tree.add(CanvasItem())
    with pytest.raises(ScriptError, match=r"can draw in `_draw` only.*Call `update\(\)`"):
        item.draw_rect(Rect2(0, 0, 1, 1), RED)


def test_a_box_has_a_border_and_round_corners(drawn):
    assert drawn(lambda i: i.draw_box(Rect2(1, 2, 3, 4), RED, Color(0, 0, 1), 2, 5)) == (
        Box(1, 2, 3, 4, RED, Color(0, 0, 1), 2, 5),
    )


def test_a_rectangle_is_filled_or_a_line_along_its_edge(drawn):
    def draw(item):
        item.draw_rect(Rect2(1, 2, 3, 4), RED)
        item.draw_rect(Rect2(1, 2, 3, 4), RED, False)
        item.draw_rect(Rect2(1, 2, 3, 4), RED, False, 4.0)

    assert drawn(draw) == (
        Box(1, 2, 3, 4, RED),
        Box(0.5, 1.5, 4, 5, CLEAR, RED, 1),
        Box(-1, 0, 7, 8, CLEAR, RED, 4),
    )


def test_a_rectangle_of_negative_size_reaches_to_the_left_and_up(drawn):
    assert drawn(lambda i: i.draw_rect(Rect2(10, 10, -4, -3), RED)) == (Box(6, 7, 4, 3, RED),)


def test_a_circle_is_a_round_box(drawn):
    assert drawn(lambda i: i.draw_circle(Vector2(10, 20), 3, RED)) == (Box(7, 17, 6, 6, RED, radius=3),)


def test_lines(drawn):
    def draw(item):
        item.draw_line(Vector2(0, 0), Vector2(5, 5), RED)
        item.draw_polyline([Vector2(0, 0), Vector2(5, 5), Vector2(9, 0)], RED, 2.0)
        item.draw_multiline([Vector2(0, 0), Vector2(5, 5), Vector2(9, 0), Vector2(8, 8), Vector2(1, 1)], RED)

    assert drawn(draw) == (
        Polyline(((0, 0), (5, 5)), RED, 1),
        Polyline(((0, 0), (5, 5), (9, 0)), RED, 2),
        Polyline(((0, 0), (5, 5)), RED, 1),
        Polyline(((9, 0), (8, 8)), RED, 1),
    )


def test_an_arc_goes_clockwise_and_not_around_more_than_once(drawn):
    def draw(item):
        item.draw_arc(Vector2(1, 1), 2, 0, pi / 2, 3, RED, 4)
        item.draw_arc(Vector2(0, 0), 1, 0, 100, 3, RED)

    quarter, circle = drawn(draw)
    assert quarter.width == 4
    assert quarter.points[0] == pytest.approx((3, 1))
    assert quarter.points[1] == pytest.approx((1 + 2**0.5, 1 + 2**0.5))
    assert quarter.points[2] == pytest.approx((1, 3))
    assert circle.points[1] == pytest.approx((-1, 0))
    assert circle.points[2] == pytest.approx((1, 0))


@pytest.mark.parametrize("count", [-1, 0, 1, 10**9])
def test_an_arc_has_a_sensible_number_of_points(tree, count):
    item = CanvasItem()
    with pytest.raises(ScriptError, match="needs a point_count of 2 to 10000"):
        item.draw_arc(Vector2(0, 0), 1, 0, 1, count, RED)


def test_areas_have_one_colour_or_one_for_each_point(drawn):
    points = [Vector2(0, 0), Vector2(5, 0), Vector2(0, 5)]

    def draw(item):
        item.draw_polygon(points, [RED])
        item.draw_polygon(points, [RED, Color(0, 1, 0), Color(0, 0, 1)])
        item.draw_colored_polygon(points, RED)

    corners = ((0, 0), (5, 0), (0, 5))
    assert drawn(draw) == (
        Polygon(corners, (RED,)),
        Polygon(corners, (RED, Color(0, 1, 0), Color(0, 0, 1))),
        Polygon(corners, (RED,)),
    )


def test_an_area_shows_a_texture_where_its_uvs_are(drawn):
    points, uvs = [Vector2(0, 0), Vector2(5, 0), Vector2(0, 5)], [Vector2(0, 0), Vector2(1, 0), Vector2(0, 2)]
    texture = Texture.from_rgba(4, 2, bytes(32))
    atlas = AtlasTexture(texture, Rect2(2, 0, 2, 2))

    def draw(item):
        item.draw_polygon(points, [RED], uvs, texture)
        item.draw_colored_polygon(points, RED, uvs, atlas, None, True)
        item.draw_colored_polygon(points, RED, [], texture)
        item.draw_colored_polygon(points, RED, uvs)

    corners = ((0, 0), (5, 0), (0, 5))
    assert drawn(draw) == (
        Textured(corners, (RED,), texture, ((0, 0), (4, 0), (0, 4))),
        Textured(corners, (RED,), texture, ((0, 0), (4, 0), (0, 4))),
        Textured(corners, (RED,), texture, ((0, 0),) * 3),
        Polygon(corners, (RED,)),
    )


def test_there_are_as_many_uvs_as_points():
    with pytest.raises(ScriptError, match="no uvs or one for each of the 3 points, not 1"):
        CanvasItem().draw_colored_polygon([Vector2(0, 0)] * 3, RED, [Vector2(0, 0)])


def test_a_primitive_is_a_point_a_line_or_an_area(drawn):
    green = Color(0, 1, 0)
    corners = [Vector2(0, 0), Vector2(4, 0), Vector2(4, 4), Vector2(0, 4)]
    texture = Texture.from_rgba(4, 2, bytes(32))

    def draw(item):
        item.draw_primitive(corners[1:2], [RED])
        item.draw_primitive(corners[:2], [RED, green], corners[:2], texture)
        item.draw_primitive(corners[:3], [RED])
        item.draw_primitive(corners, [RED, green, RED, green])

    line = ((0, -0.5), (4, -0.5), (4, 0.5), (0, 0.5))
    assert drawn(draw) == (
        Polygon(((3.5, -0.5), (4.5, -0.5), (4.5, 0.5), (3.5, 0.5)), (RED,)),
        Textured(line, (RED, green, green, RED), texture, ((0, 0), (16, 0), (16, 0), (0, 0))),
        Polygon(((0, 0), (4, 0), (4, 4)), (RED,)),
        Polygon(((0, 0), (4, 0), (4, 4), (0, 4)), (RED, green, RED, green)),
    )


@pytest.mark.parametrize(
    ("count", "colors", "uvs", "said"),
    [
        (0, 1, 0, "1 to 4 points, not 0"),
        (5, 1, 0, "1 to 4 points, not 5"),
        (3, 2, 0, "a colour for each of the 3 points"),
        (3, 1, 1, "a place of the texture for each of the 3 points"),
    ],
)
def test_a_primitive_has_as_much_of_all_as_it_has_points(count, colors, uvs, said):
    with pytest.raises(ScriptError, match=said):
        CanvasItem().draw_primitive([Vector2(0, 0)] * count, [RED] * colors, [Vector2(0, 0)] * uvs)


def test_a_line_goes_from_colour_to_colour(drawn):
    green, points = Color(0, 1, 0), [Vector2(0, 0), Vector2(10, 0), Vector2(10, 10)]

    def draw(item):
        item.draw_polyline_colors(points, [RED], 2)
        item.draw_polyline_colors(points, [RED, green, RED], 2)
        item.draw_multiline_colors([*points, Vector2(0, 10)], [RED, green], 2)
        item.draw_multiline_colors(points[:2], [RED])

    whole, first, second, *lines = drawn(draw)
    assert whole == Polyline(((0, 0), (10, 0), (10, 10)), RED, 2)
    assert first.colors == (RED, green, green, RED)
    assert second.colors == (green, RED, RED, green)
    assert (first.points[0], first.points[3]) == ((0, -1), (0, 1))
    assert first.points[1] == second.points[0] == pytest.approx((10 + 0.5**0.5, -(0.5**0.5)))
    assert second.points[1] == (11, 10)
    assert lines == [
        Polyline(((0, 0), (10, 0)), RED, 2),
        Polyline(((10, 10), (0, 10)), green, 2),
        Polyline(((0, 0), (10, 0)), RED, 1),
    ]


@pytest.mark.parametrize("method", ["draw_polyline_colors", "draw_multiline_colors"])
def test_a_line_has_one_colour_or_one_for_each_of_what_it_is_made_of(method):
    with pytest.raises(ScriptError, match=f"{method} takes one colour or one for each of the [24]"):
        getattr(CanvasItem(), method)([Vector2(0, 0)] * 4, [RED] * 3)


def test_a_normal_map_is_taken(drawn):
    texture = Texture.from_rgba(4, 2, bytes(32))

    def draw(item):
        item.draw_texture(texture, Vector2(0, 0), RED, texture)
        item.draw_texture_rect(texture, Rect2(0, 0, 4, 2), False, RED, False, texture)
        part = Rect2(0, 0, 4, 2)
        item.draw_texture_rect_region(texture, part, part, RED, False, texture, False)

    assert [command.texture for command in drawn(draw)] == [texture] * 3


def test_an_area_of_two_colours_must_have_two_points():
    with pytest.raises(ScriptError, match="one for each of the 3 points, not 2"):
        CanvasItem().draw_polygon([Vector2(0, 0)] * 3, [RED, RED])


def test_text(drawn):
    def draw(item):
        item.draw_string(FONT, Vector2(1, 20), "Hello", RED)
        item.draw_string(FONT, Vector2(1, 20), 42)
        item.draw_string(FONT, Vector2(1, 20), "")
        item.draw_string(FONT, Vector2(1, 20), "Hello", RED, int(FONT.width("Hel")))
        item.draw_string(FONT, Vector2(1, 20), "Hello", RED, 0)

    assert drawn(draw) == (
        Text(1, 20, "Hello", FONT, RED),
        Text(1, 20, "42", FONT, WHITE),
        Text(1, 20, "Hel", FONT, RED),
    )


def test_a_character_tells_how_far_the_pen_moves(drawn):
    moved = []
    commands = drawn(lambda i: moved.append(i.draw_char(FONT, Vector2(0, 0), "m", "", RED)))
    assert commands == (Text(0, 0, "m", FONT, RED),)
    assert moved == [FONT.advance("m")]


def test_textures(drawn):
    def draw(item):
        item.draw_texture(TEXTURE, Vector2(1, 2), RED)
        item.draw_texture_rect(TEXTURE, Rect2(0, 0, 16, 16), False)
        item.draw_texture_rect(TEXTURE, Rect2(0, 0, 20, 10), True)
        item.draw_texture_rect_region(TEXTURE, Rect2(0, 0, 16, 16), Rect2(2, 1, 4, 3), RED)

    assert drawn(draw) == (
        Picture(1, 2, 8, 4, TEXTURE, None, RED),
        Picture(0, 0, 16, 16, TEXTURE, (0, 0, 8, 4), WHITE),
        Picture(0, 0, 20, 10, TEXTURE, (0, 0, 20, 10), WHITE),
        Picture(0, 0, 16, 16, TEXTURE, (2, 1, 4, 3), RED),
    )


def test_a_texture_is_mirrored_in_its_place_where_a_size_is_negative(drawn):
    def draw(item):
        item.draw_texture_rect(TEXTURE, Rect2(5, 6, -16, 16), False)
        item.draw_texture_rect_region(TEXTURE, Rect2(5, 6, 16, -16), Rect2(2, 1, 4, 3))
        item.draw_texture_rect_region(TEXTURE, Rect2(5, 6, -16, 16), Rect2(2, 1, -4, 3))

    assert drawn(draw) == (
        Picture(5, 6, 16, 16, TEXTURE, (8, 0, -8, 4), WHITE),
        Picture(5, 6, 16, 16, TEXTURE, (2, 4, 4, -3), WHITE),
        Picture(5, 6, 16, 16, TEXTURE, (-2, 1, 4, 3), WHITE),
    )


def test_a_texture_is_not_transposed():
    with pytest.raises(ScriptError, match="turn it with draw_set_transform"):
        CanvasItem().draw_texture_rect(TEXTURE, Rect2(0, 0, 1, 1), False, WHITE, True)


def test_what_is_drawn_may_be_placed(drawn):
    def draw(item):
        item.draw_set_transform(Vector2(1, 2))
        item.draw_set_transform(Vector2(1, 2), pi / 2, Vector2(3, 3))
        item.draw_set_transform_matrix(Transform2D(1, 2, 3, 4, 5, 6))

    moved, turned, set_ = drawn(draw)
    assert moved == Place((1, 0, 0, 1, 1, 2))
    assert turned.transform == pytest.approx((0, 3, -3, 0, 1, 2), abs=1e-9)
    assert set_ == Place((1, 2, 3, 4, 5, 6))
    assert type(set_.transform) is tuple


def test_a_style_box_draws_itself(drawn):
    class Style:
        def draw(self, item, rect):
            item.draw_rect(rect, RED)

    assert drawn(lambda i: i.draw_style_box(Style(), Rect2(1, 1, 2, 2))) == (Box(1, 1, 2, 2, RED),)


@pytest.mark.parametrize("color", [(1, 0, 0), [1, 0, 0, 1], (1, 0, 0, 1), RED])
def test_a_colour_may_be_any_three_or_four_numbers(drawn, color):
    (box,) = drawn(lambda i: i.draw_rect(Rect2(0, 0, 1, 1), color))
    assert tuple(box.color) == (1, 0, 0, 1)


@pytest.mark.parametrize("color", ["red", None, (1, 2), 7])
def test_what_is_no_colour_is_a_fault_where_it_is_passed(color):
    with pytest.raises(TypeError):
        CanvasItem().draw_rect(Rect2(0, 0, 1, 1), color)
