import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Color
from engine.canvas.commands import Box, Text
from engine.display.display import Composed
from engine.text.font import Font
from nodes import Control
from nodes.gui.parts.edited_line import EditedLine
from nodes.gui.parts.line_view import ALIGN_RIGHT
from nodes.gui.parts.text_edit_buffer import TextEditBuffer

FONT = Font(14)
GREY, WHITE, BLUE, DIM = (Color(part, part, part) for part in (0.1, 0.2, 0.3, 0.4))
LOOK = Control()
LOOK.add_font_override("font", FONT)
LOOK.add_color_override("font_color_selected", WHITE)
LOOK.add_color_override("selection_color", BLUE)
W = FONT.width


def line_of(text, caret=0, width=200.0, composed=None, **options):
    line = EditedLine(TextEditBuffer(text))
    line.buffer.move_to(caret)
    for name, value in options.items():
        setattr(line, name, value)
    if composed is not None:
        line.compose(Composed(*composed))
    line.fit(width, FONT)
    return line


def texts(line):
    return [(c.x, c.text, c.color) for c in line.drawn(5, 10, GREY, LOOK) if isinstance(c, Text)]


def boxes(line):
    return [tuple(c[:5]) for c in line.drawn(5, 10, GREY, LOOK) if isinstance(c, Box)]


def test_a_text_is_drawn_on_its_baseline():
    line = line_of("hello")
    assert line.drawn(5, 10, GREY, LOOK) == [Text(5, 10 + FONT.ascent, "hello", FONT, GREY)]
    assert repr(line) == "<EditedLine 'hello'>"


def test_where_there_is_no_text_a_placeholder_is():
    def drawn(line):
        return [(c.x, c.text, c.color) for c in line.drawn_placeholder(5, 10, DIM, LOOK)]

    assert drawn(line_of("", placeholder="Name")) == [(5, "Name", DIM)]
    assert drawn(line_of("", placeholder="Name", align=ALIGN_RIGHT)) == [(205 - W("Name"), "Name", DIM)]
    assert drawn(line_of("", placeholder="a long one", width=W("a long"))) == [(5, "a long", DIM)]
    assert drawn(line_of("", placeholder="Name", width=0)) == []
    assert drawn(line_of("")) == []
    assert texts(line_of("")) == []


def test_what_is_selected_has_colours_of_its_own():
    line = line_of("one two")
    line.buffer.select(1, 5)
    assert boxes(line) == [(5 + W("o"), 10, W("ne t"), FONT.height, BLUE)]
    assert texts(line) == [(5, "o", GREY), (5 + W("o"), "ne t", WHITE), (5 + W("one t"), "wo", GREY)]


def test_a_secret_text_shows_a_mask_for_each_character():
    line = line_of("secret", 3, secret=True, mask="#")
    assert texts(line) == [(5, "######", GREY)]
    assert (line.caret_x, line.index_at(W("###") + 1)) == (W("###"), 3)
    assert (line.shown("abc"), line_of("").shown("abc")) == ("###", "abc")


def test_a_long_text_is_scrolled_to_its_caret():
    line = line_of("a rather long text", 18, width=60)
    assert line.view.scroll > 0
    assert 0 < line.caret_x <= 60
    ((x, shown, _),) = texts(line)
    assert (x, "a rather long text"[line.view.scroll :]) == (5, shown)
    line.buffer.select(0, 18)
    assert texts(line) == [(5, shown, WHITE)]
    line.buffer.select(0, 1)
    assert (boxes(line), texts(line)) == ([], [(5, shown, GREY)])  # what is selected is not seen


def test_places_are_found():
    line = line_of("one two")
    assert [line.index_at(W("one") + dx) for dx in (-2, 0, 1)] == [3, 3, 3]
    assert [line.char_at(x) for x in (-5, W("o") - 1, W("o") + 1, 900)] == [0, 0, 1, 7]
    assert line_of("").char_at(5) == 0


def test_what_is_composed_is_seen_at_the_caret_and_underlined():
    line = line_of("ab", 1, composed=("nihao", 0, 2))
    assert texts(line) == [(5, "a", GREY), (5 + W("a"), "nihao", GREY), (5 + W("anihao"), "b", GREY)]
    underline = 10 + FONT.ascent + 2
    assert boxes(line) == [
        (5 + W("a"), underline, W("nihao"), 1, GREY),
        (5 + W("a"), underline, W("ni"), 2, GREY),
    ]
    assert line.caret_x == W("ani")
    assert line.buffer.text == "ab"
    line.compose()
    line.fit(200, FONT)
    assert (texts(line), boxes(line)) == ([(5, "ab", GREY)], [])


def test_places_in_what_is_composed_are_those_of_the_text():
    line = line_of("ab", 1, composed=("xyz",))
    assert [line.index_at(W(text)) for text in ("", "a", "ax", "axyz", "axyzb")] == [0, 1, 1, 1, 2]


def test_what_is_composed_is_a_line_and_may_be_out_of_sight():
    line = line_of("a\u200bb", composed=("x\ny", 1, 900))
    assert line.composed.text == "x y"
    assert line.caret_x == W("x y")
    line = line_of("some text", 9, width=20, composed=("a rather long one", 17))
    assert all(x >= 5 for x, *_ in boxes(line))


@given(
    st.text(st.sampled_from("ab 文\u0301\U0001f600"), max_size=12),
    st.integers(0, 12),
    st.integers(0, 12),
    st.floats(0, 80),
    st.text(st.sampled_from("xy"), max_size=4),
    st.booleans(),
)
def test_whatever_is_edited_what_is_drawn_is_what_fits(text, start, end, width, composed, secret):
    line = line_of(text, width=width, secret=secret, composed=(composed, 0, len(composed)))
    line.buffer.select(start, end)
    line.fit(width, FONT)
    commands = line.drawn(0, 0, GREY, LOOK)
    shown = "".join(c.text for c in commands if isinstance(c, Text))
    assert shown == line.view.text[line.view.scroll : line.view.end]
    for x in (-10, 0, width / 2, width + 10):
        assert 0 <= line.index_at(x) <= len(line.buffer.text)
        assert 0 <= line.char_at(x) <= max(0, len(line.buffer.text))


def test_a_letter_and_its_accent_are_one_place():
    line = line_of("e\u0301x", 2)
    assert line.caret_x == pytest.approx(W("e\u0301"))
