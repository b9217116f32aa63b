import gc
import struct
from math import nan

import pytest

from engine.canvas.commands import (
    CLEAR,
    IDENTITY,
    WHITE,
    Box,
    Picture,
    Place,
    Polygon,
    Polyline,
    Text,
    Textured,
)
from engine.canvas.drawing import Drawing
from engine.canvas.texture import Texture
from engine.display.pyglet.quad_maker import make_quads
from engine.display.pyglet.quads import (
    BOX,
    FIRST_EDGE,
    GLYPH,
    INSIDE,
    INSTANCE_SIZE,
    PICTURE,
    PLACES,
    SHAPE_SIZE,
    STROKE,
    TEXT,
    TEXTURED,
    TRIANGLE,
    WHOLE,
    Region,
)
from engine.display.pyglet.rows import ROW_SIZE, Rows
from engine.text.font import Font

RED = (1.0, 0.0, 0.0, 1.0)
RED_BITS = 0xFF0000FF
FONT = Font(14)
SMALL = Texture.from_rgba(4, 4, bytes(64))
LARGE = Texture.from_rgba(5, 5, bytes(100))


class FakeSource:
    def shapes(self, text, font):
        return b"".join(struct.pack("8f", *[ord(char)] * 8) for char in text)

    def region(self, texture, repeated):
        if texture is LARGE or repeated:
            return Region(f"alone {texture.width}", 0.0, 0.0)
        return Region(None, 100.0, 200.0)


@pytest.fixture
def rows():
    return Rows()


def quads_of(rows, *commands, **places):
    drawing = Drawing()
    drawing.commands = commands
    for name, value in places.items():
        setattr(drawing, name, value)
    quads = make_quads(drawing, rows, FakeSource(), 1)
    quads.place(drawing)
    return quads


def instances(quads):
    """The row, kind, x, y and colour of each quad."""
    found = []
    for start in range(0, len(quads.instances), INSTANCE_SIZE):
        row, x, y, color = struct.unpack_from("I2fI", quads.instances, start)
        found.append((row >> 3, row & 7, x, y, color))
    return found


def shape(quads, i, form="8f"):
    return struct.unpack_from(form, quads.shapes, i * SHAPE_SIZE)


def transforms(rows, quads):
    return [struct.unpack_from("6f", rows.data, instance[0] * ROW_SIZE) for instance in instances(quads)]


def test_nothing_is_drawn_without_commands(rows):
    quads = quads_of(rows)
    assert (quads.shapes, quads.instances, quads.batches, len(quads)) == (b"", b"", [], 0)


def test_a_box(rows):
    quads = quads_of(rows, Box(1, 2, 30, 40, RED, (0, 1, 0, 1), 2, 5))
    assert [instance[1:] for instance in instances(quads)] == [(BOX, 1, 2, RED_BITS)]
    assert shape(quads, 0, "4fI") == (30, 40, 2, 5, 0xFF00FF00)
    assert quads.batches == [(None, 1)]
    assert len(quads.shapes) == SHAPE_SIZE


def test_opaque_boxes_of_some_size_are_noted(rows):
    clear = (1.0, 0.0, 0.0, 0.9)
    quads = quads_of(
        rows,
        *(Text(0, 0, "abc", FONT), Box(0, 0, 20, 20, RED), Box(0, 0, 19, 19, RED), Box(0, 0, 20, 20, clear)),
        *(Picture(0, 0, 99, 99, SMALL), Box(0, 0, -50, 50, RED), Box(0, 0, nan, 50, RED)),
    )
    assert quads.solid == [3, 7]
    assert quads_of(rows, Box(0, 0, 1, 1, RED)).solid == []


def test_a_large_opaque_box_with_a_border_or_round_corners_is_four_edges(rows):
    quads = quads_of(rows, Box(0, 0, 1, 1, RED), Box(0, 0, 100, 40, RED, CLEAR, 0, 3), Box(0, 0, 1, 1, RED))
    assert [instance[1] for instance in instances(quads)] == [BOX] * 6
    assert [shape(quads, i, "4fIf")[5] for i in range(6)] == [
        WHOLE,
        *range(FIRST_EDGE, FIRST_EDGE + 4),
        WHOLE,
    ]
    assert quads.solid == [1]


def test_an_opaque_box_without_either_is_nothing_but_inside(rows):
    quads = quads_of(rows, Box(0, 0, 100, 40, RED), Box(0, 0, 100, 40, (1, 0, 0, 0.5)))
    assert [shape(quads, i, "4fIf")[5] for i in range(2)] == [INSIDE, WHOLE]


def test_many_glyphs_in_a_row_are_drawn_by_themselves(rows):
    line = Text(0, 0, "a" * 150, FONT)
    assert quads_of(rows, line).batches == [(None, 150)]
    assert quads_of(rows, line, line).batches == [(TEXT, 300)]
    quads = quads_of(
        rows, Box(0, 0, 1, 1, RED), line, Box(0, 0, 1, 1, RED), line, line, line, Box(0, 0, 1, 1, RED)
    )
    assert quads.batches == [(None, 152), (TEXT, 450), (None, 1)]


def test_a_text_has_a_quad_for_each_character_all_in_one_spot(rows):
    quads = quads_of(rows, Text(5, 6, "abc", FONT, RED))
    assert [instance[1:] for instance in instances(quads)] == [(GLYPH, 5, 6, RED_BITS)] * 3
    assert [shape(quads, i)[0] for i in range(3)] == [97, 98, 99]


def test_an_empty_text_has_none(rows):
    assert len(quads_of(rows, Text(5, 6, "", FONT))) == 0


def test_a_picture_is_a_part_of_the_sheet(rows):
    quads = quads_of(rows, Picture(1, 2, 8, 9, SMALL, None, RED), Picture(0, 0, 2, 2, SMALL, (1, 2, 3, 1)))
    assert [instance[1:] for instance in instances(quads)] == [
        (PICTURE, 1, 2, RED_BITS),
        (PICTURE, 0, 0, 0xFFFFFFFF),
    ]
    assert shape(quads, 0, "6f") == (8, 9, 100, 200, 4, 4)
    assert shape(quads, 1, "6f") == (2, 2, 101, 202, 3, 1)


@pytest.mark.parametrize("region", [(-1, 0, 4, 4), (0, -1, 4, 4), (0, 0, 5, 4), (0, 0, 4, 8)])
def test_a_region_that_reaches_out_of_its_texture_needs_it_alone(rows, region):
    quads = quads_of(rows, Picture(0, 0, 4, 4, SMALL, region))
    assert quads.batches == [("alone 4", 1)]


def test_what_is_drawn_from_other_pictures_is_counted_in_order(rows):
    quads = quads_of(
        rows,
        Box(0, 0, 1, 1, RED),
        Text(0, 0, "ab", FONT),
        Picture(0, 0, 4, 4, LARGE),
        Picture(9, 0, 4, 4, LARGE),
        Picture(0, 0, 4, 4, SMALL),
        Picture(0, 0, 4, 4, SMALL, (0, 0, 8, 8)),
        Box(0, 0, 1, 1, RED),
        Picture(0, 0, 4, 4, LARGE),
        Text(0, 0, "ab", FONT),
        Picture(0, 0, 4, 4, LARGE),
        Polyline(((0, 0), (5, 6)), RED),
        Picture(0, 0, 4, 4, LARGE),
        Polygon(((0, 0), (5, 6), (7, 0)), (RED,)),
    )
    assert quads.batches == [
        *((None, 3), ("alone 5", 2), (None, 1), ("alone 4", 1), (None, 1), ("alone 5", 1)),
        *((None, 2), ("alone 5", 1), (None, 1), ("alone 5", 1), (None, 1)),
    ]
    assert sum(count for _, count in quads.batches) == len(quads) == 15


def test_a_polyline_is_strokes(rows):
    quads = quads_of(rows, Polyline(((0, 0), (30, 40)), RED, 10))
    assert [instance[1:] for instance in instances(quads)] == [(STROKE, 0, 0, RED_BITS)]
    assert shape(quads, 0, "7f") == pytest.approx((30, 40, -0.8, 0.6, -0.8, 0.6, 5))


def test_a_level_line_is_a_box(rows):
    quads = quads_of(rows, Polyline(((10, 20), (30, 20)), RED, 2))
    assert [instance[1:] for instance in instances(quads)] == [(BOX, 10, 19, RED_BITS)]
    assert shape(quads, 0, "4fI") == (20, 2, 0, 0, 0)


def test_a_sharp_corner_has_a_triangle(rows):
    quads = quads_of(rows, Polyline(((0, 0), (100, 5), (0, 10)), RED, 4))
    assert [instance[1] for instance in instances(quads)] == [STROKE, TRIANGLE, STROKE]
    assert shape(quads, 1, "4f2I")[4:] == (RED_BITS, RED_BITS)


def test_a_polygon_is_triangles(rows):
    quads = quads_of(rows, Polygon(((1, 1), (11, 1), (11, 11), (1, 11)), (RED,)))
    assert [instance[1:] for instance in instances(quads)] == [(TRIANGLE, 1, 1, RED_BITS)] * 2
    assert shape(quads, 0, "4f2I") == (10, 0, 10, 10, RED_BITS, RED_BITS)


def test_a_polygon_has_one_colour_or_one_for_each_point(rows):
    points = ((0, 0), (10, 0), (0, 10))
    quads = quads_of(rows, Polygon(points, (RED, (0, 1, 0, 1), (0, 0, 1, 1))))
    assert instances(quads)[0][4] == RED_BITS
    assert shape(quads, 0, "4f2I")[4:] == (0xFF00FF00, 0xFFFF0000)
    assert instances(quads_of(rows, Polygon(points, (RED, WHITE))))[0][4] == RED_BITS
    assert len(quads_of(rows, Polygon(points, ()))) == 0


def test_a_textured_triangle_is_followed_by_what_it_shows(rows):
    points, places = ((1, 1), (11, 1), (1, 11)), ((0, 0), (4, 0), (0, 4))
    quads = quads_of(rows, Textured(points, (RED,), SMALL, places))
    assert [instance[1:] for instance in instances(quads)] == [(TEXTURED, 1, 1, RED_BITS), (PLACES, 1, 1, 0)]
    assert shape(quads, 0, "4f2I") == (10, 0, 0, 10, RED_BITS, RED_BITS)
    assert shape(quads, 1, "6f") == (100, 200, 104, 200, 100, 204)
    assert quads.batches == [(None, 2)]


def test_a_texture_is_alone_where_it_repeats_or_is_large(rows):
    points = ((1, 1), (11, 1), (1, 11))
    beyond = Textured(points, (RED, RED, WHITE), SMALL, ((0, 0), (5, 0), (0, 4)))
    large = Textured(points, (RED,), LARGE, ((0, 0), (5, 0), (0, 4)))
    quads = quads_of(rows, beyond, large, Textured(points, (), SMALL, ((0, 0),) * 3))
    assert quads.batches == [("alone 4", 2), ("alone 5", 2)]
    assert shape(quads, 0, "4f2I")[5] == 0xFFFFFFFF


def test_rows_say_where_a_drawing_is(rows):
    clip, modulate = (1.0, 2.0, 3.0, 4.0), (0.5, 0.5, 0.5, 0.5)
    quads = quads_of(
        rows,
        Box(0, 0, 1, 1, RED),
        Box(5, 0, 1, 1, RED),
        transform=(2.0, 0.0, 0.0, 2.0, 7.0, 8.0),
        clip=clip,
        modulate=modulate,
    )
    assert transforms(rows, quads) == [(2, 0, 0, 2, 7, 8)] * 2
    row = instances(quads)[0][0]
    assert struct.unpack_from("16f", rows.data, row * ROW_SIZE)[8:] == (*clip, *modulate)


def test_a_place_goes_for_the_commands_after_it(rows):
    quads = quads_of(
        rows,
        Box(0, 0, 1, 1, RED),
        Place((1.0, 0.0, 0.0, 1.0, 5.0, 0.0)),
        Box(0, 0, 1, 1, RED),
        Text(0, 0, "a", FONT),
        Place(IDENTITY),
        Polyline(((0, 0), (5, 6)), RED),
        transform=(2.0, 0.0, 0.0, 2.0, 100.0, 0.0),
    )
    there, moved = (2, 0, 0, 2, 100, 0), (2, 0, 0, 2, 110, 0)
    assert transforms(rows, quads) == [there, moved, moved, there]
    assert len(quads.places) == 1


def test_it_is_known_whether_anything_is_scaled_or_turned(rows):
    box, moved = Box(0, 0, 1, 1, RED), (1.0, 0.0, 0.0, 1.0, 5.0, 6.0)
    assert quads_of(rows, box, transform=moved).exact
    assert not quads_of(rows, box, transform=(2.0, 0.0, 0.0, 1.0, 5.0, 6.0)).exact
    assert not quads_of(rows, box, Place(moved), box).exact


def test_a_drawing_that_has_moved_needs_only_its_rows_anew(rows):
    drawing = Drawing()
    drawing.commands = (Box(0, 0, 1, 1, RED),)
    quads = make_quads(drawing, rows, FakeSource(), 1)
    before = quads.shapes, quads.instances
    drawing.transform = (1.0, 0.0, 0.0, 1.0, 30.0, 40.0)
    quads.place(drawing)
    assert transforms(rows, quads) == [(1, 0, 0, 1, 30, 40)]
    assert (quads.shapes, quads.instances) == before


def test_quads_belong_to_rows_and_a_generation(rows):
    quads = quads_of(rows)
    assert quads.is_of(rows, 1)
    assert not quads.is_of(rows, 2)
    assert not quads.is_of(Rows(), 1)


def test_rows_are_given_back_with_the_quads(rows):
    quads = quads_of(rows, Box(0, 0, 1, 1, RED))
    row = instances(quads)[0][0]
    del quads
    gc.collect()
    assert rows.take() == row


@pytest.mark.parametrize(
    "command",
    [
        Box(10**400, 0, 1, 1, RED),
        Box(0, 0, 10**400, 1, RED),
        Box(0, 0, 1, 1, RED, (1, 2)),
        Text(10**400, 0, "abc", FONT),
        Picture(0, 10**400, 1, 1, SMALL),
        Polygon(((0, 0), (10**400, 1), (1, 0)), (RED,)),
    ],
)
def test_a_command_that_cannot_be_drawn_is_left_out(rows, command):
    quads = quads_of(rows, Box(1, 0, 1, 1, RED), command, Box(2, 0, 1, 1, RED))
    assert [instance[2] for instance in instances(quads)] == [1, 2]
    assert len(quads.shapes) == 2 * SHAPE_SIZE
