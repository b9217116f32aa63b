import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ScriptError, Vector2
from engine.text.font import Font
from engine.text.truetype import FontError

ASCII = [chr(code) for code in range(32, 127)]

# What Godot 3.2.3 answers for the shipped files: DynamicFont.get_char_size at the size 14, and heights.
GODOT_REGULAR = (
    "4 4 6 9 8 12 10 3 4 4 8 8 4 5 4 5 8 8 8 8 8 8 8 8 8 8 4 4 8 8 8 6 13 9 9 9 10 8 7 10 10 5 4 9 7 13 11 11"
    " 8 11 9 8 8 10 8 13 8 8 8 5 5 5 8 6 4 8 9 7 9 8 5 9 9 4 4 7 4 13 9 8 9 9 6 7 5 9 7 11 7 7 7 5 8 5 8"
)
GODOT_BOLD = (
    "4 4 7 9 8 13 11 4 5 5 8 8 4 5 4 6 8 8 8 8 8 8 8 8 8 8 4 4 8 8 8 7 13 10 9 9 10 8 8 10 11 5 5 9 8 13 11"
    " 11 9 11 9 8 8 11 9 14 9 9 8 5 6 5 8 6 5 8 9 7 9 8 5 9 9 4 4 9 4 14 9 9 9 9 6 7 6 9 8 12 8 8 7 6 8 6 8"
)
GODOT_HEIGHTS = {10: (11, 3), 12: (13, 4), 14: (15, 5), 16: (18, 5), 20: (22, 6), 32: (35, 10)}
GODOT_WRAPPED = {  # text, then the height of it wrapped to 60, 100 and 1000
    "": (20, 20, 20),
    "one": (20, 20, 20),
    "one two three": (40, 20, 20),
    "the quick brown fox jumps over the lazy dog": (140, 80, 20),
    "a\nb": (40, 40, 40),
    "a  b   c": (20, 20, 20),
}

TEXTS = st.text(st.characters(codec="utf-16"), max_size=30) | st.text(
    "ab \t\u0301\u200b日\U0001f600", max_size=30
)


@pytest.fixture
def font():
    return Font()


def test_characters_are_as_wide_as_in_godot(font):
    assert " ".join(f"{font.advance(char):g}" for char in ASCII) == GODOT_REGULAR
    assert " ".join(f"{font.with_bold().advance(char):g}" for char in ASCII) == GODOT_BOLD
    assert [font.advance(char) for char in "äЖα\u0301\u200b€"] == [8, 12, 9, 0, 0, 8]


def test_lines_are_as_high_as_in_godot():
    for size, (ascent, descent) in GODOT_HEIGHTS.items():
        font = Font(size)
        assert (font.ascent, font.descent, font.height) == (ascent, descent, ascent + descent)
        assert (font.get_ascent(), font.get_descent(), font.get_height()) == (
            ascent,
            descent,
            ascent + descent,
        )


def test_strings_are_as_large_as_in_godot(font):
    assert font.get_string_size("Hello, World!") == Vector2(86, 20)
    assert font.get_string_size("") == Vector2(0, 20)
    assert Font(14, bold=True).get_string_size("Hello, World!") == Vector2(90, 20)
    assert font.get_char_size(65) == font.get_char_size("A", ord("V")) == Vector2(9, 20)


def test_wrapped_texts_are_as_high_as_in_godot_if_words_fit(font):
    for text, heights in GODOT_WRAPPED.items():
        for width, height in zip((60, 100, 1000), heights, strict=True):
            assert font.get_wordwrap_string_size(text, width) == Vector2(width, height)


def test_the_same_arguments_are_the_same_font(font):
    assert Font(14) is font
    assert Font(14.0, False, None, italic=False) is font
    assert Font(23.0) is Font(23)
    assert font.with_size(20) is Font(20)
    assert font.with_bold() is Font(14, True)
    assert font.with_bold().with_italic().with_bold(False).with_italic(False) is font
    assert copy.copy(font) is copy.deepcopy(font) is pickle.loads(pickle.dumps(font)) is font
    assert {font: 1}[Font()] == 1


def test_a_font_tells_what_it_is(font):
    both = Font(20, bold=True, italic=True)
    assert (both.size, both.bold, both.italic) == (20, True, True)
    assert (font.size, font.bold, font.italic) == (14, False, False)
    assert repr(both) == "Font(20, bold=True, italic=True)"
    assert Path(font.path).name == "NotoSans-Regular.ttf"
    assert Path(both.path).name == "NotoSans-Bold.ttf"


def test_a_file_of_ones_own_is_used(font):
    own = Font(14, path=Path(font.path))
    assert own is Font(14, path=font.path)
    assert own.path == font.path
    assert own.with_size(20).path == font.path
    assert repr(own) == f"Font(14, path={font.path!r})"
    assert own.with_bold().path == font.path


def test_a_file_that_cannot_be_used_is_refused(tmp_path):
    file = tmp_path / "not.ttf"
    file.write_text("hello")
    with pytest.raises(FontError, match="is no TrueType"):
        Font(path=file)
    with pytest.raises(FontError, match="cannot be opened"):
        Font(path=tmp_path / "nowhere.ttf")


@pytest.mark.parametrize("size", [0, -1, 1025, 13.5, float("nan"), float("inf"), "14", None])
def test_odd_sizes_are_refused(size):
    with pytest.raises(ScriptError, match="from 1 to 1024, not"):
        Font(size)


def test_a_font_does_not_change(font):
    with pytest.raises(ScriptError, match=r"Font\(14\) does not change: use its with_size"):
        font.size = 20
    with pytest.raises(ScriptError, match="does not change"):
        del font.size
    with pytest.raises(ScriptError, match="does not change"):
        font.other = 1


def test_characters_that_the_face_lacks_have_cells(font):
    assert not font.has("日")
    assert font.advance("日") == font.advance("\U0001f600") == font.advance("Ａ") == 14
    assert font.advance("\u07ca") == 8  # NKo
    assert font.advance("\u05b0") == 0  # a Hebrew point
    assert font.advance("\u2066") == font.advance("\ufe0f") == 0
    assert Font(1).advance("\u07ca") == 1
    assert font.advance("\ud800") == 8  # half a surrogate pair


def test_control_characters_have_no_room_but_a_tab_has_that_of_four_spaces(font):
    assert font.advance("\t") == 4 * font.advance(" ")
    assert font.width("\r\n\0\x1b\x7f") == 0


def test_a_face_tells_what_it_has(font):
    assert font.has("A")
    assert font.has("€")
    assert not font.has("\U0001f600")


@given(TEXTS)
def test_offsets_are_the_widths_of_the_beginnings(text):
    font = Font()
    offsets = font.offsets(text)
    assert offsets == [font.width(text[:length]) for length in range(len(text) + 1)]
    assert all(offset == int(offset) for offset in offsets)


@given(TEXTS, st.floats(-10, 200))
def test_the_nearest_place_is_found(text, x):
    font = Font()
    offsets = font.offsets(text)
    index = font.index_at(text, x)
    assert abs(offsets[index] - x) == min(abs(offset - x) for offset in offsets)
    assert index == 0 or index == len(text) or offsets[index + 1] > offsets[index]


def test_the_middle_of_a_character_belongs_to_its_end(font):
    assert [font.index_at("mm", x) for x in (-1, 0, 6, 6.5, 13, 19, 20, 26, 99)] == [
        0,
        0,
        0,
        1,
        1,
        1,
        2,
        2,
        2,
    ]
    assert font.index_at("", 5) == 0
    assert font.index_at("mm", float("nan")) == 2


def test_no_place_is_between_a_character_and_its_mark(font):
    assert [font.index_at("e\u0301e", x) for x in (0, 5, 8, 11, 12)] == [0, 2, 2, 2, 3]


def test_as_much_fits_as_there_is_room_for(font):
    assert [font.fit("mm", width) for width in (-1, 0, 12, 13, 25, 26, 1000)] == [0, 0, 0, 1, 1, 2, 2]
    assert font.fit("", 10) == 0
    assert font.fit("e\u0301e", 8) == 2


def test_not_every_character_there_is_is_kept(font, monkeypatch):
    monkeypatch.setattr("engine.text.font._MOST_KEPT", 0)
    other = Font(17)
    assert other.width("aa") == 2 * other.advance("a") > 0
    assert not other._advances


def test_no_window_library_is_loaded():
    code = "import engine.text.font, sys; engine.text.font.Font(); print('pyglet' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_what_is_bold_already_is_not_made_bolder():
    bold, regular = Font(14, True), Font(14)
    assert [bold.is_thickened, regular.is_thickened] == [False, False]
    assert Font(14, True, regular.path).is_thickened
    assert not Font(14, True, bold.path).is_thickened
