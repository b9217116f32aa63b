"""What is told of drawings: once what stays, and each time no more than what has changed."""

import gc
import json

import pytest

from engine import Texture
from engine.canvas.commands import CLEAR, Box, Picture, Place, Polygon, Polyline, Text, Textured
from engine.canvas.drawing import Drawing
from engine.input.view import View
from engine.text.font import Font
from engine.web.drawing import (
    BOX,
    MARK,
    NOTHING,
    OTHERS,
    OWN,
    PICTURE,
    PLACE,
    POLYGON,
    POLYLINE,
    SHADED,
    TEXT,
    TEXTURED,
    Drawings,
)

RED, GREEN, BLUE = (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1)
VIEW = View(2.0, 2.0, 0.0, 0.0, 400.0, 200.0)


@pytest.fixture
def told():
    """The textures that were told, by their numbers."""
    return {}


@pytest.fixture
def drawings(told):
    return Drawings(told.__setitem__)


def drawing_of(*commands):
    drawing = Drawing()
    drawing.commands = commands
    return drawing


def message(drawings, shown, changed=None):
    return json.loads(drawings.message(shown, changed, VIEW, (0.3, 0.3, 0.3, 1.0)))


def commands_of(drawings, *commands):
    ((_, found),) = message(drawings, [drawing_of(*commands)])["recipes"]
    return found


def test_a_first_message_has_everything(drawings):
    shown = [drawing_of(Box(1, 2, 3, 4, RED)), drawing_of()]
    assert message(drawings, shown) == {
        "recipes": [[1, [[BOX, 1, 2, 3, 4, 0xFF0000FF, 0, 0, 0]]], [2, []]],
        "order": [1, 2],
        "places": [[0, 1, [1, 0, 0, 1, 0, 0], None, None], [1, 2, [1, 0, 0, 1, 0, 0], None, None]],
        "view": [2, 2, 0, 0, 400, 200],
        "clear": 0xFF4D4D4D,
    }


def test_what_has_moved_is_told_without_its_commands(drawings):
    shown = [drawing_of(Box(1, 2, 3, 4, RED)), drawing_of()]
    message(drawings, shown)
    shown[1].transform = (1, 0, 0, 1, 5, 6)
    shown[1].clip = (0, 0, 9, 9)
    shown[1].modulate = (1, 1, 1, 0.5)
    found = message(drawings, shown, [1])
    assert found["places"] == [[1, 2, [1, 0, 0, 1, 5, 6], [0, 0, 9, 9], [1, 1, 1, 0.5]]]
    assert found.keys() == {"places", "view", "clear"}


def test_commands_that_are_replaced_are_a_new_recipe_and_the_old_one_is_gone(drawings):
    shown = [drawing_of(Box(1, 2, 3, 4, RED))]
    message(drawings, shown)
    shown[0].commands, shown[0].cache = (), None
    found = message(drawings, shown, [0])
    assert (found["recipes"], found["gone"]) == ([[2, []]], [1])
    assert "gone" not in message(drawings, shown, [0])


def test_a_drawing_that_another_display_has_shown_is_told_anew(drawings):
    shown = [drawing_of(Box(1, 2, 3, 4, RED))]
    message(Drawings({}.__setitem__), shown)
    assert message(drawings, shown)["recipes"] == [[1, [[BOX, 1, 2, 3, 4, 0xFF0000FF, 0, 0, 0]]]]


def test_a_place_that_is_nowhere_is_left_out(drawings):
    lost, other = drawing_of(), drawing_of()
    lost.transform = (float("nan"), 0, 0, 1, 0, 0)
    assert [place[0] for place in message(drawings, [lost, other])["places"]] == [1]


def test_fonts_and_characters_are_told_once(drawings):
    font = Font(20, True, italic=True)
    shown = [drawing_of(Text(1, 2, "aa", font, RED))]
    found = message(drawings, shown)
    assert found["fonts"] == [[0, font.path, 20, False, True]]
    assert found["chars"] == [[0, "a", font.advance("a"), OWN]]
    assert found["recipes"] == [[1, [[TEXT, 2, 1, "aa", 0, 0xFF0000FF]]]]
    found = message(drawings, [*shown, drawing_of(Text(1, 2, "ab", font, RED))])
    assert "fonts" not in found
    assert found["chars"] == [[0, "b", font.advance("b"), OWN]]


def test_a_text_without_anything_to_be_seen_is_not_told(drawings):
    texts = [Text(0, 0, text, Font(), RED) for text in ("", "  ", "\t")]
    assert commands_of(drawings, *texts) == []


@pytest.mark.parametrize(
    ("char", "kind"),
    [("a", OWN), ("\x01", NOTHING), ("日", OTHERS), ("\u0301", MARK), ("\U000e0001", NOTHING)],
)
def test_a_character_has_a_kind(drawings, char, kind):
    shown = [drawing_of(Text(0, 0, char, Font(), RED))]
    assert message(drawings, shown)["chars"] == [[0, char, Font().advance(char), kind]]


def test_a_texture_is_told_with_a_number_until_it_is_gone(drawings, told):
    texture = Texture.from_rgba(1, 1, b"abcd")
    shown = [drawing_of(Picture(0, 0, 2, 2, texture), Picture(5, 0, 2, 2, texture, (0, 0, 2, 2), RED))]
    ((_, commands),) = message(drawings, shown)["recipes"]
    assert commands == [
        [PICTURE, 0, 0, 2, 2, 1, [0, 0, 1, 1], 0xFFFFFFFF],
        [PICTURE, 5, 0, 2, 2, 1, [0, 0, 2, 2], 0xFF0000FF],
    ]
    assert told == {1: texture}
    told.clear()
    shown[0].commands, shown[0].cache = (), None
    del texture
    gc.collect()
    assert message(drawings, shown, [0])["forgotten"] == [1]


def test_lines_are_told_as_they_are_but_upright_ones_as_boxes(drawings):
    slanted, level = ((0, 0), (5, 5), (9, 0)), ((0, 0), (10, 0))
    assert commands_of(drawings, Polyline(slanted, RED, 2), Polyline(level, RED, 4), Polyline((), RED)) == [
        [POLYLINE, [[0, 0], [5, 5], [9, 0]], 2, 0xFF0000FF],
        [BOX, 0, -2, 10, 4, 0xFF0000FF, 0, 0, 0],
    ]


def test_a_polygon_of_many_colours_comes_in_triangles(drawings):
    points = ((0, 0), (4, 0), (0, 4))
    assert commands_of(
        drawings,
        Polygon(points, (RED,)),
        Polygon(points, (RED, RED, RED)),
        Polygon(points, (RED, GREEN, BLUE)),
        Polygon(points, ()),
    ) == [
        *[[POLYGON, [[0, 0], [4, 0], [0, 4]], 0xFF0000FF]] * 2,
        [SHADED, [[0, 0], [4, 0], [0, 4]], [0xFF0000FF, 0xFF00FF00, 0xFFFF0000], [[0, 1, 2]]],
    ]


def test_a_textured_area_comes_in_triangles_with_its_places(drawings):
    points, places = ((0, 0), (4, 0), (0, 4)), ((0, 0), (1, 0), (0, 1))
    texture = Texture.from_rgba(1, 1, bytes(4))
    both = Textured(points, (RED,), texture, places), Textured(points, (), texture, places)
    assert commands_of(drawings, *both) == [
        [TEXTURED, [[0, 0], [4, 0], [0, 4]], [[0, 0], [1, 0], [0, 1]], [0xFF0000FF] * 3, 1, [[0, 1, 2]]]
    ]


def test_a_transform_holds_for_the_commands_behind_it(drawings):
    assert commands_of(drawings, Place((1, 0, 0, 1, 2, 3))) == [[PLACE, 1, 0, 0, 1, 2, 3]]


@pytest.mark.parametrize(
    "command",
    [
        *(Box(float("inf"), 0, 1, 1, RED), Box(0, 0, 1, 1, (1, 2)), Box(0, 0, float("nan"), 1, CLEAR)),
        *(Text(float("nan"), 0, "a", Font(), RED), Text(0, 0, "a", Font(), (1, 2))),
    ],
)
def test_a_command_that_cannot_be_drawn_is_left_out(drawings, command):
    ok = Box(0, 0, 1, 1, RED)
    assert len(commands_of(drawings, ok, command, ok)) == 2
