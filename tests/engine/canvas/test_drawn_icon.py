"""DrawnIcon: what draws it, and its pixels where those are needed."""

import pytest

from engine import Color, Rect2
from engine.canvas.atlas_texture import AtlasTexture, pictures
from engine.canvas.commands import WHITE, Box, Picture, Polygon, Polyline
from engine.canvas.drawn_icon import DrawnIcon

RED, BLUE, HALF = Color.red, Color.blue, (1.0, 1.0, 1.0, 0.5)
SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))


def pixels_of(icon):
    """Return its pixels as rows of hexadecimal numbers."""
    data, width = icon.rgba(), icon.width
    texts = [data[at : at + 4].hex() for at in range(0, len(data), 4)]
    return [texts[at : at + width] for at in range(0, len(texts), width)]


def test_whole_it_is_drawn_by_its_parts_moved_and_scaled():
    icon = DrawnIcon(
        16,
        16,
        Box(1, 2, 3, 4, RED, BLUE, 1, 2),
        Polyline(((0.0, 0.0), (5.0, 5.0)), RED, 2.0),
        Polygon(((0.0, 0.0), (4.0, 0.0), (0.0, 4.0)), (RED,)),
    )
    faint = (1.0, 0.0, 0.0, 0.5)
    assert pictures(icon, (10, 20, 32, 48), None, HALF) == (
        Box(12, 26, 6, 12, faint, (0.0, 0.0, 1.0, 0.5), 2, 4),
        Polyline(((10.0, 20.0), (20.0, 35.0)), faint, 4.0),
        Polygon(((10.0, 20.0), (18.0, 20.0), (10.0, 32.0)), (faint,)),
    )
    assert len(pictures(icon, (0, 0, 16, 16), (0, 0, 16, 16), WHITE)) == 3


def test_a_part_of_it_is_a_picture():
    icon = DrawnIcon(4, 4, Box(0, 0, 2, 4, RED))
    assert pictures(icon, (0, 0, 2, 4), (0.0, 0.0, 2.0, 4.0), WHITE) == (
        Picture(0, 0, 2, 4, icon, (0.0, 0.0, 2.0, 4.0), WHITE),
    )
    assert AtlasTexture(icon, Rect2(1, 0, 2, 1)).rgba().hex() == "ff0000ff00000000"


def test_a_box_covers_what_is_inside_of_it():
    assert pixels_of(DrawnIcon(2, 2, Box(0, 0, 1, 2, RED))) == [["ff0000ff", "00000000"]] * 2
    assert pixels_of(DrawnIcon(1, 1, Box(0, 0, 0.5, 1, RED))) == [["ff000080"]]
    edged = pixels_of(DrawnIcon(3, 3, Box(0, 0, 3, 3, RED, BLUE, 1)))
    assert edged == [["0000ffff"] * 3, ["0000ffff", "ff0000ff", "0000ffff"], ["0000ffff"] * 3]


def test_round_corners_are_partly_clear():
    (first, *_), *_ = pixels_of(DrawnIcon(8, 8, Box(0, 0, 8, 8, RED, radius=4)))
    assert first == "00000000"
    assert pixels_of(DrawnIcon(8, 8, Box(0, 0, 8, 8, RED, radius=4)))[4][4] == "ff0000ff"


def test_lines_have_their_width_and_end_where_they_end():
    rows = pixels_of(DrawnIcon(4, 3, Polyline(((1.0, 1.5), (1.0, 1.5), (3.0, 1.5)), RED)))
    assert rows == [["00000000"] * 4, ["00000000", "ff0000ff", "ff0000ff", "00000000"], ["00000000"] * 4]


@pytest.mark.parametrize(
    ("colors", "color"), [((RED,), "ff0000ff"), ((RED, BLUE) * 2, "800080ff"), ((), "0" * 8)]
)
def test_an_area_has_its_colour_or_the_mean_of_its_colours(colors, color):
    assert pixels_of(DrawnIcon(5, 4, Polygon(SQUARE, colors))) == [[color] * 4 + ["00000000"]] * 4


def test_what_is_above_is_laid_over_what_is_below():
    below, above = Box(0, 0, 1, 1, BLUE), Box(0, 0, 1, 1, (1.0, 0.0, 0.0, 0.5))
    assert pixels_of(DrawnIcon(1, 1, below, above)) == [["800080ff"]]


def test_it_is_opaque_where_it_covers():
    icon = DrawnIcon(2, 1, Box(0, 0, 1, 1, RED))
    assert [icon.is_pixel_opaque(x, 0) for x in range(3)] == [True, False, False]
    assert icon.rgba() is icon.rgba()
