import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.clusters import is_boundary
from engine.text.font import Font
from nodes.gui.parts.line_view import (
    ALIGN_CENTER,
    ALIGN_FILL,
    ALIGN_RIGHT,
    LineView,
)

FONT = Font(14)
W = FONT.advance("n")


def view(text, width, align=0):
    line = LineView()
    line.width, line.align = width, align
    line.show(text, FONT)
    return line


@pytest.mark.parametrize(
    ("align", "x"), [(0, 0.0), (ALIGN_FILL, 0.0), (ALIGN_CENTER, 40.0), (ALIGN_RIGHT, 81.0)]
)
def test_a_short_text_stands_where_its_alignment_says(align, x):
    line = view("nn", 2 * W + 81, align)
    assert (line.origin, line.x_of(0), line.x_of(2), line.end) == (x, x, x + 2 * W, 2)


@pytest.mark.parametrize("align", [0, ALIGN_CENTER, ALIGN_RIGHT])
def test_a_text_that_is_too_long_begins_at_the_left(align):
    line = view("n" * 10, 4 * W, align)
    assert (line.origin, line.end) == (0, 4)


def test_it_is_scrolled_no_further_than_the_caret_needs():
    line = view("n" * 10, 4 * W + 1)
    seen = []
    for index in (0, 3, 4, 5, 10, 8, 6, 5, 0):
        line.reveal(index)
        seen.append(line.scroll)
    # Back at the left edge, the character before the caret is seen too.
    assert seen == [0, 0, 0, 1, 6, 6, 5, 4, 0]


def test_a_text_that_gets_shorter_fills_the_window_again():
    line = view("n" * 10, 4 * W + 1)
    line.reveal(10)
    line.show("n" * 7, FONT)
    line.reveal(7)
    assert line.scroll == 3
    line.show("nn", FONT)
    line.reveal(2)
    assert line.scroll == 0


def test_a_window_without_room_shows_nothing_and_breaks_nothing():
    line = view("nnn", -5)
    line.reveal(3)
    assert (line.scroll, line.end, line.origin) == (3, 3, 0)
    line.reveal(0)
    assert line.scroll == 0
    line.width = 0
    line.reveal(2)
    assert (line.scroll, line.end) == (2, 2)


def test_the_nearest_place_is_found():
    line = view("nnn", 100)
    assert [line.index_at(x) for x in (-50, 0, W / 2 - 1, W / 2, W, 3 * W - 1, 900)] == [0, 0, 0, 1, 1, 3, 3]


def test_a_place_in_a_scrolled_line_is_found():
    line = view("n" * 10, 4 * W + 1)
    line.reveal(10)
    assert line.index_at(1) == 6
    assert line.x_of(8) == 2 * W


def test_a_family_of_three_is_one_character():
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    line = view(family, 500)
    ends = {line.index_at(x) for x in range(int(line.offsets[-1]))}
    assert ends == {0, 5}


def test_the_same_text_in_another_font_is_measured_anew():
    line = view("nn", 100)
    line.show("nn", Font(28))
    assert line.offsets[-1] == Font(28).width("nn")


texts = st.text(st.sampled_from("nw\u0301\u200d\U0001f600\U0001f1e9文"), max_size=30)


@given(texts, st.floats(-10, 200), st.integers(0, 3), st.lists(st.integers(0, 30), max_size=6))
def test_the_caret_is_always_seen_if_there_is_room_for_it(text, width, align, carets):
    line = view(text, width, align)
    for index in carets:
        index = min(index, len(text))
        while not is_boundary(text, index):
            index -= 1
        line.reveal(index)
        assert is_boundary(text, line.scroll)
        assert is_boundary(text, line.end)
        assert line.scroll <= index
        if width >= 1:
            assert 0 <= line.x_of(index) <= width
        assert is_boundary(text, line.index_at(width / 2))
        widest = max(map(FONT.advance, text), default=0)
        assert abs(line.offsets[line.index_at(line.x_of(index))] - line.offsets[index]) <= widest * 3
