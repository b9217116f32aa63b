from math import cos, pi, sin

import pytest

from engine import Rect2
from engine.canvas.commands import (
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
from engine.display.headless.seen import seen_of
from engine.text.font import Font

RED, FAINT = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 0.25)
CLEAR = (1.0, 1.0, 1.0, 0.0)
TEXTURE = Texture.from_rgba(1, 1, b"abcd")


def drawing(*commands, transform=(1, 0, 0, 1, 0, 0), clip=None, modulate=WHITE):
    made = Drawing()
    made.commands, made.transform, made.clip, made.modulate = commands, transform, clip, modulate
    return made


def rects(made, screen=None):
    return [seen.rect for seen in seen_of(made, screen)]


@pytest.mark.parametrize(
    ("command", "rect"),
    [
        (Box(1, 2, 30, 40, RED), Rect2(1, 2, 30, 40)),
        (Text(10, 20, "Hi", Font(14)), Rect2(10, 5, 14, 20)),
        (Picture(1, 2, 3, 4, TEXTURE), Rect2(1, 2, 3, 4)),
        (Polyline(((0, 0), (10, 0), (10, 20)), RED, 2.0), Rect2(-1, -1, 12, 22)),
        (Polygon(((5, 5), (10, 5), (5, 9)), (RED,)), Rect2(5, 5, 5, 4)),
        (Textured(((5, 5), (10, 5), (5, 9)), (RED,), TEXTURE, ((0, 0),) * 3), Rect2(5, 5, 5, 4)),
    ],
)
def test_every_kind_of_command_has_its_place(command, rect):
    (seen,) = seen_of(drawing(command), None)
    assert seen.command is command
    assert seen.rect == rect


@pytest.mark.parametrize(
    "command",
    [
        Box(0, 0, 0, 10, RED),
        Box(0, 0, -5, 10, RED),
        Box(0, 0, float("nan"), 10, RED),
        Box(0, 0, 10, 10, CLEAR),
        Text(0, 0, "", Font()),
        Text(0, 0, "hidden", Font(), CLEAR),
        Polyline((), RED),
        Polygon((), ()),
        Polygon(((0, 0), (1, 0), (0, 1)), ()),
    ],
)
def test_what_has_no_size_or_no_colour_is_not_seen(command):
    assert rects(drawing(command)) == []


def test_transforms_are_applied_one_after_the_other():
    made = drawing(
        Box(0, 0, 1, 1, RED),
        Place((2, 0, 0, 2, 5, 6)),
        Box(0, 0, 1, 1, RED),
        Place((1, 0, 0, 1, 0, 0)),
        Box(1, 0, 1, 1, RED),
        transform=(10, 0, 0, 10, 100, 200),
    )
    assert rects(made) == [Rect2(100, 200, 10, 10), Rect2(150, 260, 20, 20), Rect2(110, 200, 10, 10)]


def test_what_is_turned_has_an_upright_rectangle_around_it():
    made = drawing(
        Box(0, 0, 10, 10, RED), transform=(cos(pi / 4), sin(pi / 4), -sin(pi / 4), cos(pi / 4), 0, 0)
    )
    half = 10 * cos(pi / 4)
    assert rects(made)[0].is_equal_approx(Rect2(-half, 0, 2 * half, 2 * half))


def test_a_clip_and_a_screen_cut_off():
    box = Box(0, 0, 100, 100, RED)
    assert rects(drawing(box, clip=(10, 20, 50, 60))) == [Rect2(10, 20, 40, 40)]
    assert rects(drawing(box), (50, 50, 500, 500)) == [Rect2(50, 50, 50, 50)]
    assert rects(drawing(box, clip=(10, 20, 50, 60)), (30, 30, 500, 500)) == [Rect2(30, 30, 20, 30)]
    assert rects(drawing(box, clip=(100, 0, 200, 200))) == []
    assert rects(drawing(box, clip=(0, 0, 50, 50)), (50, 50, 90, 90)) == []


def test_colours_are_modulated_and_the_least_transparent_counts():
    half = (1.0, 1.0, 1.0, 0.5)
    box = Box(0, 0, 9, 9, FAINT, border_color=RED, border=1.0)
    polygon = Polygon(((0, 0), (1, 0), (0, 1)), (FAINT, RED, CLEAR))
    colors = [seen.color for seen in seen_of(drawing(box, polygon, modulate=half), None)]
    assert colors == [(1, 0, 0, 0.5), (1, 0, 0, 0.5)]
    (seen,) = seen_of(drawing(box._replace(border=0.0)), None)
    assert seen.color == FAINT
    assert rects(drawing(box, modulate=CLEAR)) == []


def test_a_part_of_a_text_has_its_own_place():
    (seen,) = seen_of(drawing(Text(10, 20, "Hi you", Font(14)), transform=(2, 0, 0, 2, 0, 0)), None)
    width = Font(14).width
    assert seen.part("you") == Rect2(20 + 2 * width("Hi "), 10, 2 * width("you"), 40)
    assert seen.part("") is None
    assert seen.part("they") is None


def test_a_part_that_is_clipped_away_has_no_place():
    (seen,) = seen_of(drawing(Text(0, 20, "Hi you", Font(14)), clip=(0, 0, 10, 100)), None)
    assert seen.part("Hi") == Rect2(0, 5, 10, 20)
    assert seen.part("you") is None


def test_other_things_have_no_text():
    (seen,) = seen_of(drawing(Box(0, 0, 1, 1, RED)), None)
    assert seen.part("") is None


def test_what_is_seen_can_be_told():
    made = drawing(
        Box(1, 2.5, 3, 4, (2.0, 0.0, -1.0, 0.5)), Text(0, 15, 'a "b"', Font(14)), Picture(0, 0, 1, 1, TEXTURE)
    )
    assert [str(seen) for seen in seen_of(made, None)] == [
        "box at (1, 2.5), 3 x 4, #ff000080",
        "text 'a \"b\"' at (0, 0), 33 x 20, #ffffffff",
        "picture <Texture 'made', 1 x 1> at (0, 0), 1 x 1, #ffffffff",
    ]
