import pytest

from engine.display.pyglet.glyph_pixels import (
    fitted,
    from_bgra,
    from_gray,
    from_mono,
    shrunk,
)
from engine.display.pyglet.sheet import Bitmap


def solid(width, height, rgba=b"\xff\x00\x00\xff", **more):
    return Bitmap(more.pop("left", 0), more.pop("top", 0), width, height, rgba * (width * height), **more)


def test_gray_is_how_opaque_white_is():
    assert from_gray(b"\x00\x80\xff") == b"\xff\xff\xff\x00\xff\xff\xff\x80\xff\xff\xff\xff"
    assert from_gray(b"") == b""


def test_bits_are_white_or_nothing_and_rows_begin_with_a_byte():
    data = from_mono(b"\xa0\x40", 3)
    assert data[3::4] == b"\xff\x00\xff\x00\xff\x00"
    assert from_mono(b"\xff\x80\x00\x80", 9)[3::4] == b"\xff" * 9 + b"\x00" * 8 + b"\xff"


def test_colours_that_were_multiplied_by_their_alpha_are_what_they_were_before():
    assert from_bgra(bytes((10, 20, 30, 255))) == bytes((30, 20, 10, 255))
    assert from_bgra(bytes((0, 64, 128, 128))) == bytes((255, 127, 0, 128))
    assert from_bgra(bytes(4)) == bytes(4)
    assert from_bgra(bytes((255, 255, 255, 1))) == bytes((255, 255, 255, 1))


def test_a_smaller_picture_has_the_mean_of_what_each_pixel_covers():
    pixels = bytes((200, 0, 0, 255)) + bytes((0, 100, 0, 255))
    assert shrunk(Bitmap(4, 8, 2, 1, pixels), 0.5) == Bitmap(2, 4, 1, 1, bytes((100, 50, 0, 255)))


def test_transparent_pixels_have_no_say_in_the_colour():
    pixels = bytes((200, 100, 50, 255)) + bytes((0, 0, 0, 0))
    assert shrunk(Bitmap(0, 0, 2, 1, pixels), 0.5).rgba == bytes((200, 100, 50, 127))
    assert shrunk(Bitmap(0, 0, 2, 1, bytes(8)), 0.5).rgba == bytes(4)


@pytest.mark.parametrize(("width", "height", "scale"), [(136, 128, 0.15), (7, 5, 0.9), (3, 3, 0.01)])
def test_a_solid_picture_stays_solid(width, height, scale):
    small = shrunk(solid(width, height), scale)
    assert small == solid(max(1, round(width * scale)), max(1, round(height * scale)))


def test_it_is_not_enlarged():
    bitmap = solid(3, 3)
    assert shrunk(bitmap, 1.0) is bitmap
    assert shrunk(bitmap, 2.0) is bitmap


def test_a_glyph_stands_in_the_middle_of_its_cell():
    assert fitted(solid(6, 8, left=1, top=8), 8.0, 14.0, 14.0).left == 4
    assert fitted(solid(6, 8, left=1, top=8), 14.0, 14.0, 14.0).left == 1


def test_a_coloured_one_is_made_to_fit():
    emoji = fitted(solid(100, 100, left=5, top=90, colored=True), 120.0, 20.0, 20.0)
    assert (emoji.left, emoji.top, emoji.width, emoji.height) == (0, 16, 20, 20)
    assert emoji.colored


def test_a_coloured_one_in_a_narrow_cell_is_as_wide_as_that():
    emoji = fitted(solid(100, 80, colored=True), 100.0, 10.0, 20.0)
    assert (emoji.left, emoji.width, emoji.height) == (0, 10, 8)
