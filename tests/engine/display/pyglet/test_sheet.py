import gc
import logging
import struct

import pytest

from engine.canvas.texture import Texture
from engine.display.pyglet.quads import SHAPE_SIZE, Region
from engine.display.pyglet.sheet import Bitmap, Sheet
from engine.text.font import Font

FONT = Font(14)


class FakeRasterizer:
    """Draws every character as a block that is as wide as its code point says."""

    def __init__(self):
        self.drawn = []
        self.size = None

    def bitmap(self, font, char, scale):
        self.drawn.append((font, char, scale))
        if char == " ":
            return None
        width, height = self.size or (ord(char) - ord("a") + 1, 10)
        return Bitmap(1, 9, width, height, b"\xff" * (4 * width * height), char == "e")


class FakePaper:
    def __init__(self):
        self.sizes = []
        self.put_there = {}
        self.alone = []

    def start(self, size):
        self.sizes.append(size)
        self.put_there = {}

    def put(self, x, y, width, height, rgba):
        assert len(rgba) == 4 * width * height
        assert x + width <= self.sizes[-1]
        assert y + height <= self.sizes[-1]
        self.put_there[x, y, width, height] = rgba

    def add(self, texture, rgba):
        self.alone.append(rgba)
        return f"picture {len(self.alone)}"


@pytest.fixture
def rasterizer():
    return FakeRasterizer()


@pytest.fixture
def textures():
    return FakePaper()


@pytest.fixture
def sheet(rasterizer, textures):
    return Sheet(rasterizer, textures)


def shapes(sheet, text, font=FONT):
    data = sheet.shapes(text, font)
    return [struct.unpack_from("8f", data, start) for start in range(0, len(data), SHAPE_SIZE)]


def test_it_begins_with_some_white(sheet, textures):
    assert textures.sizes == [1024]
    assert textures.put_there == {(0, 0, 4, 4): b"\xff" * 64}
    assert 0 < sheet.WHITE < 4


def test_glyphs_are_drawn_once_and_stand_at_their_pens(sheet, rasterizer, textures):
    found = shapes(sheet, "bab")
    assert [glyph[0] for glyph in found] == FONT.offsets("bab")[:-1]
    assert found[0][1:] == found[2][1:]
    _, left, top, width, height, x, y, colored = found[2]
    assert (left, top, width, height, colored) == (1, -9, 2, 10, 0)
    assert (x, y, 2, 10) in textures.put_there
    assert [char for _, char, _ in rasterizer.drawn] == ["b", "a"]


def test_nothing_is_to_be_seen_of_some_characters(sheet):
    assert shapes(sheet, " ") == shapes(sheet, "") == []
    assert [glyph[0] for glyph in shapes(sheet, " a b")] == [FONT.offsets(" a b")[i] for i in (1, 3)]


def test_glyphs_with_colours_of_their_own_are_marked(sheet):
    assert [glyph[7] for glyph in shapes(sheet, "de")] == [0, 1]


def test_a_text_that_comes_again_is_not_laid_out_again(sheet):
    assert sheet.shapes("abc", FONT) is sheet.shapes("abc", FONT)
    assert sheet.shapes("abc", FONT) is not sheet.shapes("abc", Font(15))


def test_texts_that_are_not_shown_any_more_are_forgotten(sheet, monkeypatch):
    monkeypatch.setattr("engine.display.pyglet.sheet._KEPT_GLYPHS", 100)
    kept = sheet.shapes("a" * 30, FONT)
    forgotten = sheet.shapes("b" * 30, FONT)
    for char in "cdef":
        sheet.shapes(char * 30, FONT)
        assert sheet.shapes("a" * 30, FONT) is kept
    assert sheet.shapes("b" * 30, FONT) is not forgotten


def test_glyphs_are_drawn_as_large_as_the_window_needs_them(sheet, rasterizer):
    shapes(sheet, "a")
    generation = sheet.generation
    sheet.set_scale(2.0)
    assert sheet.generation > generation
    shapes(sheet, "a")
    assert rasterizer.drawn == [(FONT, "a", 1.0), (FONT, "a", 2.0)]
    generation = sheet.generation
    sheet.set_scale(2.0)
    assert sheet.generation == generation


def test_a_full_sheet_is_begun_anew_in_double_size(sheet, rasterizer, textures):
    rasterizer.size = (300, 300)
    shapes(sheet, "abcdefghi")
    assert textures.sizes == [1024]
    generation = sheet.generation
    found = shapes(sheet, "xyz")
    assert textures.sizes == [1024, 2048]
    assert sheet.generation > generation
    assert all((x, y, 300, 300) in textures.put_there for _, _, _, _, _, x, y, _ in found)


def test_the_text_on_the_way_is_laid_out_again_on_the_new_sheet(sheet, rasterizer, textures):
    rasterizer.size = (300, 300)
    found = shapes(sheet, "abcdefghijkl")
    assert len({glyph[5:7] for glyph in found}) == 12
    assert all((x, y, 300, 300) in textures.put_there for _, _, _, _, _, x, y, _ in found)


def test_the_largest_sheet_is_begun_anew_once_in_a_frame(rasterizer, textures):
    sheet = Sheet(rasterizer, textures, largest=256)
    rasterizer.size = (100, 100)
    assert [glyph[3] for glyph in shapes(sheet, "abcd")] == [100] * 4
    generation = sheet.generation
    assert [glyph[3] for glyph in shapes(sheet, "efgh")] == [100] * 4
    assert sheet.generation == generation + 1
    assert [glyph[3] for glyph in shapes(sheet, "ijkl")] == []
    assert sheet.generation == generation + 1
    sheet.frame()
    assert [glyph[3] for glyph in shapes(sheet, "mnop")] == [100] * 4
    assert sheet.generation == generation + 2


def test_a_glyph_that_is_larger_than_all_is_left_out(rasterizer, textures):
    sheet = Sheet(rasterizer, textures, largest=256)
    rasterizer.size = (300, 20)
    generation = sheet.generation
    assert [glyph[3] for glyph in shapes(sheet, "a")] == []
    assert sheet.generation == generation


def test_a_small_texture_goes_to_the_sheet_with_its_edge_twice(sheet, textures):
    rgba = bytes(range(16))
    texture = Texture.from_rgba(2, 2, rgba)
    region = sheet.region(texture, False)
    assert region.batch is None
    a, b, c, d = (rgba[i : i + 4] for i in range(0, 16, 4))
    rows = (a + a + b + b) * 2 + (c + c + d + d) * 2
    assert textures.put_there[region.x - 1, region.y - 1, 4, 4] == rows
    assert sheet.region(texture, False) is region


def test_a_large_texture_or_one_that_is_repeated_has_a_picture_of_its_own(sheet, textures):
    large = Texture.from_rgba(257, 1, bytes(257 * 4))
    small = Texture.from_rgba(2, 2, bytes(16))
    assert sheet.region(large, False) == Region("picture 1", 0, 0)
    assert sheet.region(small, True) == Region("picture 2", 0, 0)
    assert sheet.region(large, True) == Region("picture 1", 0, 0)
    assert textures.alone == [bytes(257 * 4), bytes(16)]
    assert sheet.region(small, False).batch is None


def test_a_small_texture_that_finds_no_room_has_a_picture_of_its_own(rasterizer, textures):
    sheet = Sheet(rasterizer, textures, largest=16)
    assert sheet.region(Texture.from_rgba(14, 1, bytes(56)), False).batch == "picture 1"


def test_a_texture_is_put_there_again_after_a_new_start(sheet):
    texture = Texture.from_rgba(2, 2, bytes(16))
    first = sheet.region(texture, False)
    sheet.set_scale(3.0)
    assert sheet.region(texture, False) is not first


def test_textures_are_not_kept_alive(sheet):
    texture = Texture.from_rgba(2, 2, bytes(16))
    sheet.region(texture, False)
    sheet.region(texture, True)
    del texture
    gc.collect()
    assert len(sheet._placed) == len(sheet._alone) == 0


def test_a_damaged_picture_is_clear_and_said_to_be(sheet, textures, caplog):
    texture = Texture(2, 1, file=b"\x89PNG\r\n\x1a\nnonsense", path="broken.png")
    with caplog.at_level(logging.ERROR):
        sheet.region(texture, True)
    assert textures.alone == [bytes(8)]
    assert "broken.png" in caplog.text
