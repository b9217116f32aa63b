"""Glyphs as pixels, from the shipped font and from those that are found on this machine."""

import pytest

from engine.text.font import Font

pytestmark = pytest.mark.usefixtures("pyglet_ready")
FONT = Font(20)
RARE = "\U00012345"
"""A cuneiform sign, which hardly any machine has a font for."""


@pytest.fixture
def rasterizer():
    from engine.display.pyglet.freetype import FreeTypeRasterizer

    return FreeTypeRasterizer()


@pytest.fixture
def no_system_fonts(monkeypatch):
    from engine.display.pyglet import freetype as pyglet_freetype

    monkeypatch.setattr(pyglet_freetype, "font_with", lambda *of: None)


def ink(bitmap):
    return sum(bitmap.rgba[3::4])


def test_a_letter_is_white_and_stands_on_the_baseline(rasterizer):
    bitmap = rasterizer.bitmap(FONT, "H", 1.0)
    assert (bitmap.top, bitmap.height) == (14, 14)
    assert 1 <= bitmap.left <= 2
    assert bitmap.left + bitmap.width <= FONT.advance("H")
    assert len(bitmap.rgba) == 4 * bitmap.width * bitmap.height
    assert set(bitmap.rgba[0::4]) == {255}
    assert max(bitmap.rgba[3::4]) == 255
    assert not bitmap.colored


def test_a_scale_makes_it_larger(rasterizer):
    assert rasterizer.bitmap(FONT, "H", 2.0) == rasterizer.bitmap(Font(40), "H", 1.0)


def test_descenders_are_below(rasterizer):
    bitmap = rasterizer.bitmap(FONT, "p", 1.0)
    assert bitmap.top - bitmap.height < 0


@pytest.mark.parametrize("char", [" ", "\t", "\n", "\0", "\x7f", "\u3000", "\u200b", "\ud800", "\u2028"])
def test_of_some_characters_nothing_is_seen(rasterizer, char):
    assert rasterizer.bitmap(FONT, char, 1.0) is None


def test_bold_is_thicker(rasterizer):
    assert ink(rasterizer.bitmap(Font(20, bold=True), "H", 1.0)) > ink(rasterizer.bitmap(FONT, "H", 1.0))


def test_a_face_that_is_not_bold_is_thickened(rasterizer):
    path = FONT.path
    plain = rasterizer.bitmap(Font(20, path=path), "H", 1.0)
    assert ink(rasterizer.bitmap(Font(20, bold=True, path=path), "H", 1.0)) > ink(plain)


def test_italic_is_slanted(rasterizer):
    upright, slanted = (rasterizer.bitmap(Font(20, italic=i), "l", 1.0) for i in (False, True))
    assert slanted.width > upright.width
    assert slanted.height == upright.height


def test_a_mark_is_over_the_letter_before_the_pen(rasterizer):
    for mark in "\u0301\u0308":
        bitmap = rasterizer.bitmap(FONT, mark, 1.0)
        assert bitmap.left + bitmap.width <= 0
        assert bitmap.left >= -FONT.advance("o")


def test_what_the_font_lacks_comes_from_another_into_its_cell(rasterizer):
    assert not FONT.has("∞")
    bitmap = rasterizer.bitmap(FONT, "∞", 1.0)
    if not any(rasterizer._fallbacks.values()):
        pytest.skip("no font of this machine has it")
    assert bitmap.left >= -1
    assert bitmap.left + bitmap.width <= FONT.advance("∞") + 1


def test_a_font_that_was_found_once_is_asked_first(rasterizer, monkeypatch):
    from engine.display.pyglet import freetype as pyglet_freetype

    rasterizer.bitmap(FONT, "∞", 1.0)
    if not any(rasterizer._fallbacks.values()):
        pytest.skip("no font of this machine has it")
    monkeypatch.setattr(pyglet_freetype, "font_with", lambda *of: pytest.fail("asked again"))
    assert rasterizer.bitmap(FONT, "∞", 2.0) is not None


def test_what_no_font_has_is_a_sign_for_that(rasterizer, no_system_fonts):
    unknown = rasterizer.bitmap(FONT, RARE, 1.0)
    assert unknown is not None
    assert unknown.width <= FONT.advance(RARE) + 1
    assert rasterizer._missing == {RARE}
    assert rasterizer.bitmap(FONT, RARE, 1.0) == unknown


def test_a_font_that_has_it_not_after_all_counts_as_none(rasterizer, monkeypatch):
    from engine.display.pyglet import freetype as pyglet_freetype

    monkeypatch.setattr(pyglet_freetype, "font_with", lambda *of: (FONT.path, 0))
    assert rasterizer.bitmap(FONT, RARE, 1.0) is not None
    assert rasterizer._missing == {RARE}
    monkeypatch.setattr(pyglet_freetype, "font_with", lambda *of: ("nowhere.ttf", 0))
    assert rasterizer.bitmap(FONT, "\U00012346", 1.0) is not None


def test_a_mark_that_the_font_lacks(rasterizer, no_system_fonts, monkeypatch):
    mark = "\u0e34"
    assert not FONT.has(mark)
    assert FONT.advance(mark) == 0
    assert rasterizer.bitmap(FONT, mark, 1.0) is None
    monkeypatch.setattr(rasterizer, "_fallback", lambda char: FakeFace())
    assert rasterizer.bitmap(FONT, mark, 1.0).left == round(-0.28 * 20 - 5)
    monkeypatch.setattr(FakeFace, "draw", lambda *arguments: None)
    assert rasterizer.bitmap(FONT, mark, 1.0) is None


class FakeFace:
    """A face whose glyphs are three times as wide as they are high."""

    def __init__(self):
        self.size = 0.0

    def index(self, code):
        return 1

    def draw(self, index, pixels, bold, italic):
        from engine.display.pyglet.sheet import Bitmap

        self.size = pixels
        width = max(1, int(pixels / 2))
        return Bitmap(0, 10, width, 10, b"\xff" * (40 * width))

    def advance(self):
        return 3 * self.size


def test_a_wide_glyph_is_made_smaller(rasterizer, monkeypatch):
    face = FakeFace()
    monkeypatch.setattr(rasterizer, "_fallback", lambda char: face)
    assert rasterizer.bitmap(FONT, RARE, 1.0) is not None
    assert face.advance() == pytest.approx(FONT.advance(RARE))


def test_a_glyph_that_cannot_be_drawn_is_left_out(rasterizer, monkeypatch):
    monkeypatch.setattr(FakeFace, "draw", lambda *arguments: None)
    monkeypatch.setattr(rasterizer, "_fallback", lambda char: FakeFace())
    assert rasterizer.bitmap(FONT, RARE, 1.0) is None


def test_a_size_that_freetype_cannot_draw_is_nothing(rasterizer):
    assert rasterizer.bitmap(FONT, "H", 1e6) is None


def test_every_plane_of_unicode_does_no_harm(rasterizer):
    for code in (*range(0x300), 0xFDFD, 0xFFFF, 0x1F468, 0x1F3FB, 0xE0001, 0x10FFFF, *range(0x2600, 0x2610)):
        bitmap = rasterizer.bitmap(FONT, chr(code), 1.0)
        assert bitmap is None or len(bitmap.rgba) == 4 * bitmap.width * bitmap.height


# -- Bitmaps as FreeType has them


def slot(data, width, rows, pitch, mode):
    from ctypes import POINTER, c_ubyte, cast, create_string_buffer

    from pyglet.font import freetype_lib as ft

    made = ft.FT_GlyphSlotRec()
    bitmap = made.bitmap
    bitmap.width, bitmap.rows, bitmap.pitch, bitmap.pixel_mode = width, rows, pitch, mode
    bitmap.buffer = cast(create_string_buffer(data, len(data)), POINTER(c_ubyte))
    made.bitmap_left, made.bitmap_top = 3, 4
    return made


def test_rows_may_be_longer_than_their_pixels(rasterizer):
    from engine.display.pyglet.freetype import _pixels

    bitmap = _pixels(slot(b"ab..cd..", 2, 2, 4, 2))
    assert bitmap.rgba[3::4] == b"abcd"
    assert bitmap[:4] == (3, 4, 2, 2)


def test_pixels_may_be_bits_or_colours_or_unknown(rasterizer):
    from engine.display.pyglet.freetype import _pixels

    assert _pixels(slot(b"\xa0\x00", 3, 1, 2, 1)).rgba[3::4] == b"\xff\x00\xff"
    colored = _pixels(slot(bytes((10, 20, 30, 255)), 1, 1, 4, 7))
    assert (colored.rgba, colored.colored) == (bytes((30, 20, 10, 255)), True)
    assert _pixels(slot(bytes(4), 1, 1, 4, 3)) is None


@pytest.mark.parametrize("emoji", ["🎉", "😀"])
def test_emoji_have_colours_if_this_machine_has_such_a_font(rasterizer, emoji):
    bitmap = rasterizer.bitmap(FONT, emoji, 1.0)
    if not rasterizer._fallbacks["emoji"] or not bitmap.colored:
        pytest.skip("no font with coloured emoji")
    assert bitmap.width <= 20
    assert bitmap.height <= 20
    assert len(set(bitmap.rgba[0::4])) > 10


# -- fontconfig


def test_the_system_knows_a_font_for_a_letter():
    from engine.display.pyglet.fontconfig import font_with

    found = font_with(ord("A"))
    if found is None:
        pytest.skip("no fonts on this machine")
    path, number = found
    with open(path, "rb"):
        assert number >= 0


def test_without_fontconfig_there_is_none(monkeypatch):
    from engine.display.pyglet import fontconfig as pyglet_fontconfig

    def fail():
        raise ImportError("no fontconfig")

    monkeypatch.setattr(pyglet_fontconfig.fontconfig, "get_fontconfig", fail)
    pyglet_fontconfig._library.cache_clear()
    assert pyglet_fontconfig.font_with(ord("A")) is None
    pyglet_fontconfig._library.cache_clear()


class FakeLibrary:
    """A fontconfig that finds nothing, or a font without a file."""

    def __init__(self, found):
        self.found = found

    def __getattr__(self, name):
        answers = {"FcFontMatch": self.found, "FcPatternGetString": 1}
        return lambda *arguments: answers.get(name)


@pytest.mark.parametrize("found", [None, 1])
def test_fontconfig_may_find_nothing(monkeypatch, found):
    from engine.display.pyglet import fontconfig as pyglet_fontconfig

    monkeypatch.setattr(pyglet_fontconfig, "_library", lambda: FakeLibrary(found))
    assert pyglet_fontconfig.font_with(ord("A")) is None
