"""Glyphs by way of pyglet's own fonts, as other systems than Linux have them."""

import struct
import sys

import pytest

from engine.text.font import Font

FONT = Font(20)


@pytest.fixture
def display(open_window):
    return open_window(size=(40, 30), visible=False)


@pytest.fixture
def rasterizer(display):
    from engine.display.pyglet.fonts import PygletRasterizer

    return PygletRasterizer()


def rows(bitmap):
    alpha = bitmap.rgba[3::4]
    return [alpha[start : start + bitmap.width] for start in range(0, len(alpha), bitmap.width)]


def test_a_letter_stands_on_the_baseline(rasterizer):
    bitmap = rasterizer.bitmap(FONT, "L", 1.0)
    assert bitmap.top == pytest.approx(14, abs=1)
    assert bitmap.height == pytest.approx(14, abs=1)
    assert 1 <= bitmap.left <= 3
    assert not bitmap.colored
    assert sum(rows(bitmap)[-1]) > sum(rows(bitmap)[0])


def test_the_first_row_is_the_lowest_where_the_system_has_it_so():
    from engine.display.pyglet.fonts import _bitmap

    class Image:
        width, height = 1, 2

        def get_data(self, form, pitch):
            return bytes((255, 255, 255, 9, 255, 0, 255, 7))

    class Glyph:
        tex_coords = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0)
        vertices = (2, -1, 3, 1)

    bitmap = _bitmap(Glyph, Image())
    assert bitmap == (2, 1, 1, 2, bytes((255, 0, 255, 7, 255, 255, 255, 9)), True)


def test_letters_are_as_high_as_freetype_has_them(rasterizer):
    from engine.display.pyglet.freetype import FreeTypeRasterizer

    other = FreeTypeRasterizer()
    for char in "Aagj":
        ours, theirs = rasterizer.bitmap(FONT, char, 2.0), other.bitmap(FONT, char, 2.0)
        assert ours.height == pytest.approx(theirs.height, abs=2)
        assert ours.top == pytest.approx(theirs.top, abs=2)


def test_a_letter_can_be_drawn_again(rasterizer):
    first = rasterizer.bitmap(FONT, "H", 1.0)
    assert rasterizer.bitmap(FONT, "H", 1.0) == first


@pytest.mark.parametrize("char", [" ", "\n", "\ud800", "\u200b\u200b"[0]])
def test_of_some_characters_nothing_is_seen(rasterizer, char):
    assert rasterizer.bitmap(FONT, char, 1.0) is None


def test_bold_and_italic_are_others(rasterizer):
    plain = rasterizer.bitmap(FONT, "l", 1.0)
    assert rasterizer.bitmap(Font(20, bold=True), "l", 1.0) != plain
    assert rasterizer.bitmap(Font(20, italic=True), "l", 1.0) is not None


def test_the_texture_that_was_bound_stays_so(rasterizer):
    from ctypes import byref, c_int

    from pyglet import gl

    bound = c_int()
    gl.glGetIntegerv(gl.GL_TEXTURE_BINDING_2D, byref(bound))
    before = bound.value
    rasterizer.bitmap(FONT, "Q", 1.0)
    gl.glGetIntegerv(gl.GL_TEXTURE_BINDING_2D, byref(bound))
    assert bound.value == before


def test_where_there_is_no_freetype_pyglet_draws(display, monkeypatch):
    from engine.display.pyglet.fonts import PygletRasterizer
    from engine.display.pyglet.renderer import _rasterizer

    monkeypatch.setitem(sys.modules, "engine.display.pyglet.freetype", None)
    assert type(_rasterizer()) is PygletRasterizer


def test_the_name_of_a_family(display):
    from engine.display.pyglet.fonts import family_name

    with open(FONT.path, "rb") as file:
        assert family_name(file.read()) == "Noto Sans"
    name = struct.pack(">HHH6H6H", 0, 2, 30, 3, 1, 0, 2, 4, 0, 1, 0, 0, 1, 4, 0) + b"Some"
    nameless = struct.pack(">HHH", 0, 0, 6)
    table = struct.pack(">4sIII", b"name", 0, 28, len(name))
    for records, rest, expected in ((table, name, "Some"), (b"", name, ""), (table, nameless, "")):
        header = struct.pack(">IHHHH", 0x10000, bool(records), 0, 0, 0)
        assert family_name(header + records + rest) == expected
