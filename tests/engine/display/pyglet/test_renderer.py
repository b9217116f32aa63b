"""What is drawn, pixel by pixel: pictures of a window, whose drawing needs no screen to be looked at."""

from math import cos, inf, nan, sin, tau

import pytest

from engine.canvas.commands import (
    CLEAR,
    Box,
    Picture,
    Place,
    Polygon,
    Polyline,
    Text,
    Textured,
)
from engine.canvas.picture import read_picture
from engine.canvas.texture import Texture
from engine.input.view import View
from engine.text.font import Font

RED, GREEN, BLUE = (1.0, 0.0, 0.0, 1.0), (0.0, 1.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0, 1.0)
PAPER = (1.0, 1.0, 1.0, 1.0)
FONT = Font(14)
NAMES = {"w": (255, 255, 255), "r": (255, 0, 0), "g": (0, 255, 0), "b": (0, 0, 255), "k": (0, 0, 0)}
QUARTERS = b"".join(bytes((*NAMES[name], 255)) for name in "rgbk")


@pytest.fixture
def display(open_window):
    display = open_window(size=(32, 24), visible=False)
    display.clear_color = PAPER
    return display


class Shot:
    """A picture that was made of a display."""

    def __init__(self, display, path):
        display.screenshot(str(path))
        self.width, self.height, self.rgba = read_picture(path.read_bytes())
        assert self.rgba[3::4] == b"\xff" * (self.width * self.height)

    def __getitem__(self, place):
        x, y = place
        start = 4 * (y * self.width + x)
        return tuple(self.rgba[start : start + 3])

    def rows(self, left=0, top=0, right=None, bottom=None):
        """The pixels by name, a text for each row; others than the named ones are dots."""
        names = {color: name for name, color in NAMES.items()}
        return [
            "".join([names.get(self[x, y], ".") for x in range(left, right or self.width)])
            for y in range(top, bottom or self.height)
        ]

    def ink(self):
        """The edges of what is not white: left, top, right, bottom."""
        places = [(x, y) for y in range(self.height) for x in range(self.width) if self[x, y] != NAMES["w"]]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return (min(xs), min(ys), max(xs) + 1, max(ys) + 1) if places else None


@pytest.fixture
def shot(display, tmp_path):
    """A function that shows drawings and returns the picture."""

    def take(*drawings, changed=None, scale=1.0):
        if scale != display.view.scale_x:
            display.view = View(scale, scale)
        display.draw(list(drawings), changed)
        return Shot(display, tmp_path / "shot.png")

    return take


def test_nothing_but_the_clear_colour(shot, display):
    picture = shot()
    assert (picture.width, picture.height) == (32, 24)
    assert picture.ink() is None
    display.clear_color = RED
    assert shot()[0, 0] == shot()[31, 23] == NAMES["r"]


def test_a_box_fills_its_pixels_and_no_others(shot, drawing):
    picture = shot(drawing(Box(3, 2, 4, 3, RED)))
    assert picture.rows(2, 1, 8, 6) == ["wwwwww", "wrrrrw", "wrrrrw", "wrrrrw", "wwwwww"]
    assert picture.ink() == (3, 2, 7, 5)


def test_a_box_lies_on_whole_pixels_wherever_it_is(shot, drawing):
    assert shot(drawing(Box(3.4, 2.6, 4, 3, RED))).ink() == (3, 3, 7, 6)
    assert NAMES["r"] == shot(drawing(Box(3.4, 2.6, 4, 3, RED)))[3, 3]


def test_a_box_never_vanishes_unless_it_is_empty(shot, drawing):
    assert shot(drawing(Box(3.1, 2, 0.2, 5, RED))).ink() == (3, 2, 4, 7)
    assert shot(drawing(Box(3, 2, 0, 5, RED))).ink() is None
    assert shot(drawing(Box(3, 2, 5, 0, RED))).ink() is None


def test_a_box_of_negative_size_goes_the_other_way(shot, drawing):
    assert shot(drawing(Box(10, 10, -4, -3, RED))).ink() == (6, 7, 10, 10)


def test_a_border_is_inside(shot, drawing):
    picture = shot(drawing(Box(1, 1, 6, 5, RED, BLUE, 1)))
    assert picture.rows(0, 0, 8, 7) == [
        *("wwwwwwww", "wbbbbbbw", "wbrrrrbw", "wbrrrrbw", "wbrrrrbw", "wbbbbbbw", "wwwwwwww")
    ]


def test_a_border_alone_leaves_its_inside_as_it_was(shot, drawing):
    picture = shot(drawing(Box(1, 1, 6, 6, CLEAR, BLUE, 2)))
    assert picture.rows(1, 1, 7, 7) == ["bbbbbb", "bbbbbb", "bbwwbb", "bbwwbb", "bbbbbb", "bbbbbb"]


def test_a_border_is_sharp_and_twice_as_wide_at_twice_the_scale(shot, drawing):
    picture = shot(drawing(Box(1, 1, 5, 5, RED, BLUE, 1)), scale=2.0)
    assert picture.rows(2, 2, 12, 7) == ["b" * 10, "b" * 10, *["bbrrrrrrbb"] * 3]


def test_a_thin_border_is_one_pixel_at_least(shot, drawing):
    assert shot(drawing(Box(1, 1, 4, 4, RED, BLUE, 0.2))).rows(1, 1, 5, 3) == ["bbbb", "brrb"]


def test_corners_are_round_and_edges_stay_sharp(shot, drawing):
    picture = shot(drawing(Box(2, 2, 20, 20, RED, CLEAR, 0, 6)))
    assert picture.ink() == (2, 2, 22, 22)
    assert picture[2, 2] == picture[21, 21] == NAMES["w"]
    assert picture[11, 2] == picture[2, 11] == picture[21, 11] == picture[11, 21] == NAMES["r"]
    corner = picture.rows(2, 2, 8, 8)
    assert corner[0][0] == "w"
    assert "." in corner[0] or "." in corner[1]
    assert corner == ["".join(column) for column in zip(*corner, strict=True)]


def test_a_box_with_a_large_radius_is_a_circle(shot, drawing):
    picture = shot(drawing(Box(4, 4, 16, 16, RED, CLEAR, 0, 100)))
    for i in range(32):
        x, y = 12 + 6.5 * cos(i * tau / 32), 12 + 6.5 * sin(i * tau / 32)
        assert picture[int(x), int(y)] == NAMES["r"]
        x, y = 12 + 9.5 * cos(i * tau / 32), 12 + 9.5 * sin(i * tau / 32)
        assert picture[int(x), int(y)] == NAMES["w"]


def test_colours_blend_with_what_is_behind(shot, drawing):
    picture = shot(drawing(Box(0, 0, 10, 10, BLUE)), drawing(Box(5, 0, 10, 10, (1, 0, 0, 0.5))))
    assert picture[7, 5] == pytest.approx((128, 0, 127), abs=1)
    assert picture[12, 5] == pytest.approx((255, 127, 127), abs=1)


def test_the_first_drawing_is_at_the_back(shot, drawing):
    one, other = drawing(Box(0, 0, 5, 5, RED)), drawing(Box(0, 0, 5, 5, BLUE))
    assert shot(one, other)[2, 2] == NAMES["b"]
    assert shot(other, one)[2, 2] == NAMES["r"]


def test_a_large_box_covers_what_is_behind_it_and_shows_what_is_in_front(shot, drawing):
    behind, large = drawing(Box(2, 2, 28, 20, BLUE)), drawing(Box(4, 4, 24, 16, RED))
    front = drawing(Box(6, 6, 2, 2, GREEN), Box(10, 6, 2, 2, (0, 0, 0, 0.5)), Text(16, 16, "H", FONT, BLACK))
    picture = shot(behind, large, front)
    assert [picture[place] for place in ((3, 3), (5, 5), (7, 7))] == [NAMES["b"], NAMES["r"], NAMES["g"]]
    assert picture[17, 10][0] < 150
    assert picture[11, 7] == pytest.approx((127, 0, 0), abs=1)


def test_behind_the_round_corners_of_a_large_box_something_is_seen(shot, drawing):
    picture = shot(drawing(Box(0, 0, 32, 24, BLUE)), drawing(Box(0, 0, 32, 24, RED, GREEN, 2, 12)))
    assert (picture[0, 0], picture[31, 23]) == (NAMES["b"], NAMES["b"])
    assert (picture[16, 1], picture[16, 2], picture[16, 12]) == (NAMES["g"], NAMES["r"], NAMES["r"])


def test_a_large_box_that_fades_is_not_opaque(shot, drawing):
    back, large = drawing(Box(0, 0, 32, 24, BLUE)), drawing(Box(0, 0, 32, 24, RED))
    assert shot(back, large)[5, 5] == NAMES["r"]
    large.modulate = (1.0, 1.0, 1.0, 0.5)
    assert shot(back, large, changed=[1])[5, 5] == pytest.approx((128, 0, 127), abs=1)


def test_a_large_box_may_be_clipped_turned_or_mirrored(shot, drawing):
    back = drawing(Box(0, 0, 32, 24, BLUE))
    picture = shot(back, drawing(Box(0, 0, 32, 24, RED), clip=(8.0, 8.0, 16.0, 16.0)))
    assert (picture[7, 7], picture[8, 8], picture[15, 15], picture[16, 16]) == (
        *(NAMES["b"], NAMES["r"], NAMES["r"], NAMES["b"]),
    )
    turned = shot(back, drawing(Box(0, 0, 20, 20, RED), transform=(0.6, 0.8, -0.8, 0.6, 16, -4)))
    assert (turned[16, 10], turned[0, 12]) == (NAMES["r"], NAMES["b"])
    mirrored = shot(back, drawing(Box(0, 0, 20, 20, RED), transform=(-1, 0, 0, -1, 30, 22)))
    assert (mirrored[10, 2], mirrored[29, 21], mirrored[30, 22]) == (NAMES["r"], NAMES["r"], NAMES["b"])


def test_modulate_multiplies_all_colours(shot, drawing):
    picture = shot(drawing(Box(0, 0, 9, 9, PAPER, PAPER, 1), modulate=(0, 1, 0, 1)))
    assert picture.rows(0, 0, 2, 2) == ["gg", "gg"]
    half = shot(drawing(Box(0, 0, 9, 9, BLACK), modulate=(1, 1, 1, 0.5)))
    assert half[4, 4] == pytest.approx((127,) * 3, abs=1)


def test_a_transform_moves_and_scales(shot, drawing):
    picture = shot(drawing(Box(1, 1, 3, 2, RED), transform=(2, 0, 0, 3, 4, 5)))
    assert picture.ink() == (6, 8, 12, 14)


def test_a_turned_box_has_soft_edges_and_the_right_size(shot, drawing):
    angle = 0.5
    turned = (cos(angle), sin(angle), -sin(angle), cos(angle), 14, 2)
    picture = shot(drawing(Box(0, 0, 10, 10, BLACK), transform=turned))
    covered = sum(255 - picture[x, y][0] for x in range(32) for y in range(24)) / 255
    assert covered == pytest.approx(100, abs=2)
    assert any("." in row for row in picture.rows())


def test_a_box_that_is_turned_by_a_quarter(shot, drawing):
    picture = shot(drawing(Box(0, 0, 8, 4, RED), transform=(0, 1, -1, 0, 10, 2)))
    assert {picture[7, 3], picture[8, 8], picture[6, 9]} == {NAMES["r"]}
    assert {picture[4, 3], picture[11, 3], picture[8, 11]} == {NAMES["w"]}


def test_a_clip_cuts_exactly(shot, drawing):
    clip = (5.0, 6.0, 12.0, 11.0)
    assert shot(drawing(Box(0, 0, 30, 20, RED), clip=clip)).ink() == (5, 6, 12, 11)
    assert shot(drawing(Box(7, 0, 30, 20, RED), clip=clip)).ink() == (7, 6, 12, 11)


def test_a_clip_does_not_move_borders_or_corners(shot, drawing):
    box = Box(2, 2, 20, 16, RED, BLUE, 2, 5)
    whole = shot(drawing(box))
    part = shot(drawing(box, clip=(0.0, 0.0, 10.0, 9.0)))
    assert part.rows(0, 0, 10, 9) == whole.rows(0, 0, 10, 9)
    assert part.ink() == (2, 2, 10, 9)


def test_a_clip_cuts_texts_pictures_and_turned_things(shot, drawing):
    clip = (5.0, 6.0, 12.0, 11.0)
    turned = (cos(0.5), sin(0.5), -sin(0.5), cos(0.5), 5, -5)
    texture = Texture.from_rgba(2, 2, QUARTERS)
    for commands, transform in (
        ((Text(0, 15, "MMMM", Font(20), BLACK),), (1, 0, 0, 1, 0, 0)),
        ((Picture(0, 0, 32, 24, texture),), (1, 0, 0, 1, 0, 0)),
        ((Box(0, 0, 30, 20, RED),), turned),
        ((Polygon(((0, 0), (30, 0), (30, 20), (0, 20)), (RED,)),), (1, 0, 0, 1, 0, 0)),
        ((Polyline(((0, 0), (32, 24)), RED, 20),), (1, 0, 0, 1, 0, 0)),
    ):
        ink = shot(drawing(*commands, transform=transform, clip=clip)).ink()
        assert ink is not None
        assert ink[0] >= 5
        assert ink[1] >= 6
        assert ink[2] <= 12
        assert ink[3] <= 11


def test_an_empty_clip_shows_nothing(shot, drawing):
    assert shot(drawing(Box(0, 0, 30, 20, RED), clip=(9.0, 9.0, 9.0, 20.0))).ink() is None
    assert shot(drawing(Box(0, 0, 30, 20, RED), clip=(9.0, 9.0, 3.0, 4.0))).ink() is None


def test_a_place_moves_what_follows(shot, drawing):
    picture = shot(drawing(Box(0, 0, 2, 2, RED), Place((1, 0, 0, 1, 4, 4)), Box(0, 0, 2, 2, BLUE)))
    assert (picture[0, 0], picture[5, 5]) == (NAMES["r"], NAMES["b"])
    assert picture.ink() == (0, 0, 6, 6)


# -- Lines and polygons


def test_a_level_line_of_one_pixel_is_sharp(shot, drawing):
    assert shot(drawing(Polyline(((2, 5), (8, 5)), BLACK, 1))).ink() == (2, 5, 8, 6)
    assert shot(drawing(Polyline(((5, 2), (5, 8)), BLACK, 1))).ink() == (5, 2, 6, 8)
    assert shot(drawing(Polyline(((2.5, 5.5), (8.5, 5.5)), BLACK, 1)))[4, 5] == NAMES["k"]


def test_a_slanted_line_covers_what_it_should(shot, drawing):
    picture = shot(drawing(Polyline(((4, 4), (28, 16)), BLACK, 3)))
    covered = sum(255 - picture[x, y][0] for x in range(32) for y in range(24)) / 255
    assert covered == pytest.approx(3 * (24**2 + 12**2) ** 0.5, rel=0.05)


def test_a_corner_is_filled_once(shot, drawing):
    line = Polyline(((4, 20), (14, 4), (24, 20)), (0, 0, 0, 0.5), 4)
    picture = shot(drawing(line))
    darkest = min(picture[x, y][0] for x in range(32) for y in range(24))
    assert darkest >= 126


def test_a_polygon_is_filled(shot, drawing):
    picture = shot(drawing(Polygon(((2, 2), (12, 2), (12, 12), (2, 12)), (RED,))))
    assert picture.ink() == (2, 2, 12, 12)
    assert picture.rows(2, 2, 12, 12) == ["r" * 10] * 10


def test_colours_of_a_polygon_run_into_each_other(shot, drawing):
    picture = shot(drawing(Polygon(((0, 0), (30, 0), (0, 22)), (RED, GREEN, BLUE))))
    for place, main in (((1, 0), 0), ((27, 0), 1), ((0, 19), 2)):
        color = picture[place]
        assert color[main] == max(color) > 200
    assert all(part > 40 for part in picture[10, 7])


def test_an_area_shows_a_texture_stretched_and_tinted(shot, drawing):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    corners, places = ((4, 4), (20, 4), (20, 20), (4, 20)), ((0, 0), (2, 0), (2, 2), (0, 2))
    picture = shot(drawing(Textured(corners, ((1, 1, 1, 1),), texture, places)))
    stretched = shot(drawing(Picture(4, 4, 16, 16, texture)))
    assert picture.ink() == (4, 4, 20, 20)
    assert picture.rows(4, 4, 20, 20) == stretched.rows(4, 4, 20, 20)
    red = shot(drawing(Textured(corners, (RED,), texture, ((1.5, 0.5),) * 4)))
    assert red[10, 10] == (0, 0, 0, 255)[: len(red[10, 10])]


# -- Pictures


def test_a_picture_shows_its_pixels(shot, drawing):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    assert shot(drawing(Picture(3, 4, 2, 2, texture))).rows(2, 3, 6, 7) == ["wwww", "wrgw", "wbkw", "wwww"]


def test_a_picture_alone_in_its_texture_shows_its_pixels_too(shot, drawing):
    texture = Texture.from_rgba(300, 2, QUARTERS[:8] * 150 + QUARTERS[8:] * 150)
    picture = shot(drawing(Box(0, 0, 1, 1, RED), Picture(3, 4, 300, 2, texture), Box(9, 5, 1, 1, GREEN)))
    assert picture.rows(2, 3, 11, 7) == ["w" * 9, "wrgrgrgrg", "wbkbkbkgk", "w" * 9]
    assert picture[0, 0] == NAMES["r"]


def test_a_region_of_a_picture(shot, drawing):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    assert shot(drawing(Picture(0, 0, 1, 2, texture, (1, 0, 1, 2)))).rows(0, 0, 2, 3) == ["gw", "kw", "ww"]


def test_a_region_larger_than_the_picture_repeats_it(shot, drawing):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    assert shot(drawing(Picture(0, 0, 5, 3, texture, (0, 0, 5, 3)))).rows(0, 0, 6, 4) == [
        *("rgrgrw", "bkbkbw", "rgrgrw", "wwwwww")
    ]


def test_a_picture_of_negative_size_is_mirrored(shot, drawing):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    assert shot(drawing(Picture(4, 2, -2, 2, texture))).rows(1, 1, 5, 5) == ["wwww", "wgrw", "wkbw", "wwww"]
    assert shot(drawing(Picture(2, 4, 2, -2, texture))).rows(1, 1, 5, 5) == ["wwww", "wbkw", "wrgw", "wwww"]


def test_a_stretched_picture_keeps_to_its_edges(shot, drawing):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    picture = shot(drawing(Picture(2, 2, 16, 16, texture)))
    assert picture.ink() == (2, 2, 18, 18)
    assert (picture[2, 2], picture[17, 2], picture[2, 17]) == (NAMES["r"], NAMES["g"], NAMES["b"])


def test_a_picture_has_a_colour_and_transparency(shot, drawing):
    texture = Texture.from_rgba(1, 1, bytes((255, 255, 255, 128)))
    assert shot(drawing(Picture(0, 0, 1, 1, texture, None, BLACK)))[0, 0] == pytest.approx((127,) * 3, abs=1)


def test_many_textures_come_and_go(shot, drawing):
    for shade in range(5):
        texture = Texture.from_rgba(300, 1, bytes((shade * 50, 0, 0, 255)) * 300)
        assert shot(drawing(Picture(0, 0, 300, 1, texture)))[5, 0] == (shade * 50, 0, 0)


# -- Text


def test_a_text_stands_on_its_baseline_from_its_pen(shot, drawing):
    left, top, right, bottom = shot(drawing(Text(3, 16, "H", FONT, BLACK))).ink()
    assert (left, bottom) == (4, 16)
    assert right <= 3 + FONT.advance("H")
    assert 5 <= top <= 7


def test_a_text_has_its_colour(shot, drawing):
    picture = shot(drawing(Text(2, 18, "I", Font(24, bold=True), RED)))
    assert NAMES["r"] in {picture[x, 12] for x in range(16)}
    assert all(g == b for r, g, b in (picture[x, y] for x in range(20) for y in range(20)))


def test_characters_stand_where_the_font_says(shot, drawing):
    one = shot(drawing(Text(2, 16, "H", FONT, BLACK)))
    two = shot(drawing(Text(2, 16, "iH", FONT, BLACK)))
    shift = int(FONT.advance("i"))
    assert two.rows(2 + shift, 0, 18 + shift, 20) == one.rows(2, 0, 18, 20)


def test_a_text_is_drawn_in_the_resolution_of_the_window(shot, drawing):
    small = shot(drawing(Text(1, 11, "H", Font(10), BLACK)), scale=2.0)
    large = shot(drawing(Text(2, 22, "H", Font(20), BLACK)), scale=1.0)
    assert small.rows() == large.rows()


def test_a_text_between_pixels_is_sharp(shot, drawing):
    straight = shot(drawing(Text(3, 16, "H", FONT, BLACK)))
    between = shot(drawing(Text(3.4, 16.3, "H", FONT, BLACK)))
    moved = shot(drawing(Text(0, 0, "H", FONT, BLACK), transform=(1, 0, 0, 1, 3.4, 16.3)))
    assert straight.rows() == between.rows() == moved.rows()


def test_scaled_and_turned_texts_are_there(shot, drawing):
    _, top, _, bottom = shot(drawing(Text(0, 10, "H", FONT, BLACK), transform=(2, 0, 0, 2, 0, 0))).ink()
    assert 16 <= bottom - top <= 24
    assert shot(drawing(Text(0, 0, "H", FONT, BLACK), transform=(0, 1, -1, 0, 5, 5))).ink() is not None


def test_long_texts_look_as_short_ones_do(shot, drawing):
    turned = (cos(0.3), sin(0.3), -sin(0.3), cos(0.3), 2.5, 3.5)
    for transform, clip in (
        ((1, 0, 0, 1, 0, 0), (3.0, 2.0, 28.0, 20.0)),
        (turned, None),
        ((2, 0, 0, 2, 1, 1), None),
    ):
        pair = []
        for more in ("", " mm" * 100):  # beyond the edge of the window
            texts = (Text(2, 12, "Hp\u0301" + " " * 99 + more, FONT, RED), Box(5, 5, 4, 4, BLUE))
            pair.append(shot(drawing(*texts, transform=transform, clip=clip, modulate=(1, 1, 1, 0.7))).rows())
        assert pair[0] == pair[1]


def test_an_atlas_that_overflows_begins_anew(shot, drawing):
    fonts = [Font(size) for size in range(300, 400, 10)]
    before = drawing(Text(1, 16, "H", FONT, BLACK))
    expected = shot(before).rows()
    far = [drawing(Text(0, 5000, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", font, BLACK)) for font in fonts]
    assert shot(*far, before).rows() == expected
    assert shot(before).rows() == expected


# -- Changes


def test_what_has_moved_is_elsewhere(shot, drawing):
    one, other = drawing(Box(0, 0, 2, 2, RED)), drawing(Box(10, 0, 2, 2, BLUE))
    shot(one, other)
    other.transform = (1, 0, 0, 1, 0, 9)
    picture = shot(one, other, changed=[1])
    assert (picture[0, 0], picture[10, 0], picture[10, 9]) == (NAMES["r"], NAMES["w"], NAMES["b"])


def test_other_commands_are_shown(shot, drawing):
    one, other = drawing(Box(0, 0, 2, 2, RED)), drawing(Box(10, 0, 2, 2, BLUE))
    shot(one, other)
    one.commands, one.cache = (Box(0, 0, 2, 2, GREEN), Box(4, 0, 1, 1, BLACK)), None
    picture = shot(one, other, changed=[0])
    assert picture.rows(0, 0, 12, 1) == ["ggwwkwwwwwbb"]


def test_what_is_gone_is_not_shown_and_may_come_back(shot, drawing):
    one, other = drawing(Box(0, 0, 2, 2, RED)), drawing(Box(10, 0, 2, 2, BLUE))
    shot(one, other)
    assert shot(other).ink() == (10, 0, 12, 2)
    assert shot(one).ink() == (0, 0, 2, 2)
    assert shot().ink() is None
    assert shot(other, one).ink() == (0, 0, 12, 2)


def test_another_scale_draws_all_anew(shot, drawing):
    made = drawing(Box(1, 1, 3, 3, RED), Text(5, 10, "H", Font(10), BLACK))
    before = shot(made).rows()
    assert shot(made, scale=2.0).ink()[:2] == (2, 2)
    assert shot(made, scale=1.0).rows() == before


def test_a_thousand_drawings(shot, drawing):
    many = [drawing(Box(i % 32, i // 32 % 24, 1, 1, RED if i % 2 else BLUE)) for i in range(1000)]
    picture = shot(*many)
    assert picture.rows(0, 8, 32, 9) == ["br" * 16]
    assert picture.ink() == (0, 0, 32, 24)


def test_outside_of_the_viewport_is_black(shot, display, drawing):
    display.view = View(2.0, 2.0, 4.0, 6.0, 10.0, 5.0)
    picture = shot(drawing(Box(-9, -9, 99, 99, RED)), scale=2.0)
    assert picture[4, 6] == picture[23, 15] == NAMES["r"]
    assert picture[3, 6] == picture[4, 5] == picture[24, 15] == picture[23, 16] == NAMES["k"]


def test_a_view_without_a_size_is_the_whole_window(shot, display, drawing):
    display.view = View(1.0, 1.0)
    assert shot(drawing(Box(0, 0, 99, 99, RED)))[31, 23] == NAMES["r"]


@pytest.mark.parametrize("number", [nan, inf, -inf, 1e300, -1e30, 0.0])
def test_odd_numbers_do_no_harm_to_others(shot, drawing, number):
    texture = Texture.from_rgba(2, 2, QUARTERS)
    odd = [
        drawing(Box(number, 2, 3, number, RED, BLUE, number, number)),
        drawing(Text(number, number, "odd", FONT, (number, 0, 0, 1))),
        drawing(Picture(0, number, 4, 4, texture, (0, number, 1, 1))),
        drawing(Polyline(((0, number), (number, 1)), RED, number)),
        drawing(Polygon(((0, number), (number, 1), (2, 2)), (RED,))),
        drawing(Box(0, 0, 3, 3, CLEAR), transform=(number, 0, 0, 1, number, 0)),
        drawing(Place((number,) * 6), Text(0, 0, "odd", FONT, CLEAR)),
        drawing(Box(0, 0, 3, 3, CLEAR), clip=(number, 0, number, 9), modulate=(number, 1, 1, 1)),
    ]
    picture = shot(*odd, drawing(Box(0, 0, 32, 24, BLUE)))
    assert picture[0, 0] == picture[31, 23] == NAMES["b"]
